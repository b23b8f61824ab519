package ario_test

import (
	"errors"
	"math"
	"testing"

	"lianzhang/internal/engine/ario"
)

// pair is a region of two industries: the first sells 30 to the second and 70 to
// households, the second sells 10 to the first and 50 to households; value added is
// 90 and 30, capital 360 and 120.
func pair() *ario.Table {
	return &ario.Table{Z: []float64{0, 30, 10, 0}, Y: []float64{70, 50}, Product: []int{0, 1}}
}

// run returns a value of each of so many steps.
func run(t *testing.T, par ario.Parameters, events []ario.Event, steps int, of func(m *ario.Model) float64) []float64 {
	t.Helper()
	m, err := ario.NewModel(pair(), par, events, 1)
	if err != nil {
		t.Fatal(err)
	}
	var got []float64
	for range steps {
		m.Step()
		got = append(got, of(m))
	}
	return got
}

// lost is the share of capacity that the first industry has lost.
func lost(m *ario.Model) float64 { return 1 - m.Capacity[0]*365/100/m.Alpha[0] }

func follows(t *testing.T, what string, got, want []float64) {
	t.Helper()
	for k := range want {
		if math.Abs(got[k]-want[k]) > 1e-9 {
			t.Errorf("%s: step %d is %v, want %v", what, k, got[k], want[k])
		}
	}
}

// Lost capital acts from the step of occurrence, recovery from the step after it
// began; lost capacity acts one step later still.
func TestWhenEventsAct(t *testing.T) {
	capital := ario.Event{Occurrence: 2, Duration: 2, Loss: []float64{180, 0}, Curve: ario.Linear, Tau: 4}
	share := ario.Event{Kind: ario.Arbitrary, Occurrence: 2, Duration: 2, Loss: []float64{0.5, 0}, Curve: ario.Linear, Tau: 4}
	follows(t, "capital", run(t, ario.Defaults(), []ario.Event{capital}, 11, lost),
		[]float64{0, 0, 0.5, 0.5, 0.5, 0.5, 0.375, 0.25, 0.125, 0, 0})
	follows(t, "capacity", run(t, ario.Defaults(), []ario.Event{share}, 11, lost),
		[]float64{0, 0, 0, 0.5, 0.5, 0.5, 0.5, 0.375, 0.25, 0.125, 0})
	now := capital
	now.Occurrence, now.Duration = 0, 1
	follows(t, "from the first step", run(t, ario.Defaults(), []ario.Event{now}, 6, lost), []float64{0.5, 0.5, 0.5, 0.375, 0.25, 0.125})
	second := capital
	second.Loss = []float64{90, 0}
	follows(t, "capital of two events adds up", run(t, ario.Defaults(), []ario.Event{capital, second}, 4, lost), []float64{0, 0, 0.75, 0.75})
	follows(t, "the greater of capital and capacity", run(t, ario.Defaults(), []ario.Event{second, share}, 4, lost), []float64{0, 0, 0.25, 0.5})
}

// Overproduction begins in step 2, whatever happened before.
func TestOverproductionBegins(t *testing.T) {
	event := ario.Event{Loss: []float64{180, 0}, Duration: 50, Curve: ario.Linear, Tau: 4}
	got := run(t, ario.Defaults(), []ario.Event{event}, 3, func(m *ario.Model) float64 { return m.Alpha[0] })
	if got[0] != 1 || got[1] != 1 || !(got[2] > 1.0002 && got[2] < 1.0004) {
		t.Errorf("overproduction %v", got)
	}
	// By the papers, what the last step left unmet counts.
	par := ario.Defaults()
	par.Paper = true
	scarce := run(t, par, []ario.Event{event}, 3, func(m *ario.Model) float64 { return 1 - m.Production[0]/m.Demand[0] })
	got = run(t, par, []ario.Event{event}, 3, func(m *ario.Model) float64 { return m.Alpha[0] })
	if math.Abs(scarce[1]-0.5) > 0.01 || math.Abs(got[2]-(1+0.25*scarce[1]/365)) > 1e-15 {
		t.Errorf("by the papers: %v after %v", got, scarce)
	}
}

func TestCurves(t *testing.T) {
	for name, c := range map[string]struct {
		curve          ario.Curve
		elapsed, wants float64
	}{
		"linear, begun":         {ario.Linear, 0, 100},
		"linear, a quarter":     {ario.Linear, 5, 75},
		"linear, done":          {ario.Linear, 20, 0},
		"linear, long done":     {ario.Linear, 30, 0},
		"convex, one step":      {ario.Convex, 1, 95},
		"convex, two steps":     {ario.Convex, 2, 90.25},
		"scaled is four steps":  {ario.ConvexScaled, 1, 100 * 0.95 * 0.95 * 0.95 * 0.95},
		"concave, begun":        {ario.Concave, 0, 100},
		"concave, half at half": {ario.Concave, 10, 50},
	} {
		if got := c.curve.At(100, c.elapsed, 20); math.Abs(got-c.wants) > 1e-9 {
			t.Errorf("%s: %v, want %v", name, got, c.wants)
		}
	}
}

// A convex recovery never reaches zero; rounding ends it.
func TestRoundingEndsRecovery(t *testing.T) {
	event := ario.Event{Kind: ario.Arbitrary, Loss: []float64{0.5, 0}, Duration: 1, Curve: ario.Convex, Tau: 2}
	got := run(t, ario.Defaults(), []ario.Event{event}, 30, lost)
	// 0.5·2⁻¹⁹ = 9.5e-7 rounds to 1e-6, 0.5·2⁻²⁰ to 0.
	if math.Abs(got[22]-1e-6) > 1e-12 || got[23] != 0 {
		t.Errorf("%v", got[20:25])
	}
	coarse := ario.Defaults()
	coarse.MonetaryUnit = 1 // capital to one decimal
	capital := ario.Event{Loss: []float64{180, 0}, Duration: 1, Curve: ario.Convex, Tau: 2}
	got = run(t, coarse, []ario.Event{capital}, 14, lost)
	if math.Abs(got[12]-0.2/360) > 1e-12 { // 180·2⁻¹⁰ = 0.176
		t.Errorf("%v", got[9:])
	}
}

// Rebuilding is demand; capital comes back as it is served.
func TestRebuild(t *testing.T) {
	par := ario.Defaults()
	par.AlphaBase = 1.2 // capacity to spare, so that all is served
	event := ario.Event{Kind: ario.Rebuild, Occurrence: 1, Duration: 2, Loss: []float64{0.036, 0}, Rebuilders: map[int]float64{1: 1}, Tau: 30, Factor: 1.5}
	got := run(t, par, []ario.Event{event}, 7, lost)
	follows(t, "capital", got, []float64{0, 1e-4, 1e-4, 1e-4, 1e-4 * 29 / 30, 1e-4 * 29 * 29 / 900, 1e-4 * 29 * 29 * 29 / 27000})
	asked := run(t, par, []ario.Event{event}, 4, func(m *ario.Model) float64 { return m.Demand[1] })
	if more := asked[3] - asked[2]; math.Abs(more-0.036*1.5/30) > 1e-6 {
		t.Errorf("rebuilding asks %v a step", more)
	}
	m, err := ario.NewModel(pair(), par, []ario.Event{event}, 1)
	if err != nil {
		t.Fatal(err)
	}
	for range 900 {
		m.Step()
	}
	if lost(m) != 0 {
		t.Errorf("after 900 steps %v is still lost", lost(m))
	}
}

func TestRefusals(t *testing.T) {
	ok := ario.Event{Loss: []float64{1, 0}, Tau: 4}
	with := func(change func(e *ario.Event)) []ario.Event {
		e := ok
		change(&e)
		return []ario.Event{e}
	}
	rebuild := func(shares map[int]float64) []ario.Event {
		return []ario.Event{{Kind: ario.Rebuild, Loss: []float64{1, 0}, Rebuilders: shares}}
	}
	par := func(change func(p *ario.Parameters)) ario.Parameters {
		p := ario.Defaults()
		change(&p)
		return p
	}
	for name, c := range map[string]struct {
		par    ario.Parameters
		events []ario.Event
		what   string
	}{
		"more than all capital":       {ario.Defaults(), with(func(e *ario.Event) { e.Loss = []float64{361, 0} }), "loss"},
		"more than all capacity":      {ario.Defaults(), with(func(e *ario.Event) { e.Kind, e.Loss = ario.Arbitrary, []float64{1.1, 0} }), "loss"},
		"negative loss":               {ario.Defaults(), with(func(e *ario.Event) { e.Loss = []float64{-1, 0} }), "loss"},
		"before the start":            {ario.Defaults(), with(func(e *ario.Event) { e.Occurrence = -1 }), "occurrence"},
		"no time to recover":          {ario.Defaults(), with(func(e *ario.Event) { e.Tau = 0 }), "tau"},
		"too short for an S":          {ario.Defaults(), with(func(e *ario.Event) { e.Curve, e.Tau = ario.Concave, 2 }), "tau"},
		"shares do not sum to 1":      {ario.Defaults(), rebuild(map[int]float64{1: 0.5}), "rebuilding_sectors"},
		"nobody rebuilds":             {ario.Defaults(), rebuild(nil), "rebuilding_sectors"},
		"unknown product":             {ario.Defaults(), rebuild(map[int]float64{2: 1}), "rebuilding_sectors"},
		"psi above 1":                 {par(func(p *ario.Parameters) { p.Psi = 1.5 }), nil, "psi"},
		"psi is no number":            {par(func(p *ario.Parameters) { p.Psi = math.NaN() }), nil, "psi"},
		"overproduction below normal": {par(func(p *ario.Parameters) { p.AlphaMax = 0.9 }), nil, "alpha_max"},
		"negative stock":              {par(func(p *ario.Parameters) { p.Inventory = []float64{-1, 90} }), nil, "inventory_duration"},
	} {
		_, err := ario.NewModel(pair(), c.par, c.events, 1)
		var refused *ario.InputError
		if !errors.As(err, &refused) || !errors.Is(err, ario.ErrInput) || refused.What != c.what {
			t.Errorf("%s: %v", name, err)
		}
	}
	tab := pair()
	tab.Z[1] = -3
	var refused *ario.InputError
	if _, err := ario.NewPlain(tab, ario.Defaults(), nil); !errors.As(err, &refused) || refused.What != "flow" || refused.At[0] != 0 || refused.At[1] != 1 {
		t.Errorf("negative flow: %v", err)
	}
}
