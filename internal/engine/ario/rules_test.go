package ario_test

import (
	"errors"
	"math"
	"testing"

	"lianzhang/internal/engine/ario"
)

func model(t *testing.T, tab *ario.Table, par ario.Parameters, events ...ario.Event) *ario.Model {
	t.Helper()
	m, err := ario.NewModel(tab, par, events, 1)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Stocks last n steps of normal use; a step or less counts as two.
func TestFirstStocks(t *testing.T) {
	par := ario.Defaults()
	if got := model(t, pair(), par).Stock()[1]; math.Abs(got-90*30.0/365) > 1e-12 {
		t.Errorf("by default %v", got)
	}
	for given, counts := range map[float64]float64{0: 2, 1: 2, 1.5: 1.5, 10: 10} {
		par.Inventory = []float64{given, math.Inf(1)}
		m := model(t, pair(), par)
		if got := m.Stock()[1]; math.Abs(got-counts*30/365) > 1e-12 {
			t.Errorf("%v steps: %v", given, got)
		}
		if !math.IsInf(m.Stock()[2], 1) {
			t.Errorf("endless: %v", m.Stock()[2])
		}
	}
}

// A stock stays as it is while what comes in is within 1e-8 + 1e-5 of what is used.
func TestCloseEnough(t *testing.T) {
	for loss, moves := range map[float64]bool{5e-6: false, 2e-5: true} {
		m := model(t, pair(), ario.Defaults(), ario.Event{Kind: ario.Arbitrary, Duration: 9, Loss: []float64{loss, 0}, Tau: 4})
		first := m.Stock()[1]
		for range 4 {
			m.Step()
		}
		if got := m.Stock()[1] != first; got != moves {
			t.Errorf("loss %v: stock moved: %v", loss, got)
		}
	}
}

// An input limits only if its yearly value is above 1e-5 of a step's output.
func TestTraceInputsDoNotLimit(t *testing.T) {
	par := ario.Defaults()
	par.Inventory = []float64{2, 2}
	for flow, limits := range map[float64]bool{1: false, 10: true} {
		tab := &ario.Table{Z: []float64{0, flow, 0, 0}, Y: []float64{5e7, 1e8}, Product: []int{0, 1}}
		m := model(t, tab, par, ario.Event{Kind: ario.Arbitrary, Duration: 30, Loss: []float64{1, 0}, Tau: 4})
		for range 10 {
			m.Step()
		}
		if got := m.Production[1]*365 < 0.99e8; got != limits {
			t.Errorf("flow %v: limited: %v", flow, got)
		}
	}
}

// With stocks short of ψ of what is wanted, production falls in proportion.
func TestShortage(t *testing.T) {
	par := ario.Defaults()
	par.Inventory, par.Psi = []float64{10, 90}, 0.8
	tab := &ario.Table{Z: []float64{0, 30, 0, 0}, Y: []float64{70, 60}, Product: []int{0, 1}}
	m := model(t, tab, par, ario.Event{Kind: ario.Arbitrary, Duration: 30, Loss: []float64{1, 0}, Tau: 4})
	var made []float64
	for range 6 {
		m.Step()
		made = append(made, m.Production[1]*365/60)
	}
	// Supply ends after step 0; ten days' stock is nine in step 2 and eight, the
	// least for full production, in step 3, then 7 of the 8.
	follows(t, "production", made, []float64{1, 1, 1, 1, 7.0 / 8})
}

// Orders of the next step: what was used and a sixtieth of the gap; the wanted stock
// counts demand without the rebuilding that was served, by the papers with it.
func TestOrdersWhileRebuilding(t *testing.T) {
	event := ario.Event{Kind: ario.Rebuild, Occurrence: 1, Duration: 2, Loss: []float64{0.036, 0}, Rebuilders: map[int]float64{1: 1}, Tau: 30}
	const extra = 0.5 * 0.036 / 30 // half a unit of product 0 goes into one of product 1
	for paper, want := range map[bool]float64{false: extra * (1 + 1.0/60), true: extra * (1 + 91.0/60)} {
		par := ario.Defaults()
		par.AlphaBase, par.Paper = 1.2, paper
		m := model(t, pair(), par, event)
		for range 5 {
			m.Step()
		}
		if more := m.Demand[0] - 100.0/365; math.Abs(more-want) > 1e-9 {
			t.Errorf("paper %v: %v more is ordered, want %v", paper, more, want)
		}
	}
}

// Each rebuilding product asks for its share of the loss, spread over its regions;
// pooled, the shares are weighed by what the client buys of all of them.
func TestWhoRebuilds(t *testing.T) {
	// Industries 1 and 2 make product 1 in two regions, industry 3 makes product 2.
	tab := &ario.Table{Z: make([]float64, 16), Y: []float64{200, 100, 100, 100}, Product: []int{0, 1, 1, 2}}
	tab.Z[1*4], tab.Z[2*4], tab.Z[3*4] = 10, 30, 60
	event := ario.Event{Kind: ario.Rebuild, Loss: []float64{0.04, 0, 0, 0}, Rebuilders: map[int]float64{1: 0.25, 2: 0.75}, Tau: 1}
	normal := []float64{0, 110, 130, 160}
	for pooled, want := range map[bool][]float64{
		false: {0, 0.04 * 0.25 * 0.25, 0.04 * 0.25 * 0.75, 0.04 * 0.75},
		true:  {0, 0.04 * 0.25 * 0.1, 0.04 * 0.25 * 0.3, 0.04 * 0.75 * 0.6},
	} {
		event.Pooled = pooled
		m := model(t, tab, ario.Defaults(), event)
		m.Step()
		for i := 1; i < 4; i++ {
			if got := m.Demand[i] - normal[i]/365; math.Abs(got-want[i]) > 1e-12 {
				t.Errorf("pooled %v: industry %d is asked for %v, want %v", pooled, i, got, want[i])
			}
		}
	}
}

// A client that buys nothing of a rebuilding product asks its regions in proportion
// to their output; a product that nobody makes rebuilds nothing.
func TestWhoRebuildsForStrangers(t *testing.T) {
	tab := &ario.Table{Z: make([]float64, 16), Y: []float64{200, 30, 90, 0}, Product: []int{0, 1, 1, 2}}
	event := ario.Event{Kind: ario.Rebuild, Loss: []float64{0.04, 0, 0, 0}, Rebuilders: map[int]float64{1: 1}, Tau: 1}
	m := model(t, tab, ario.Defaults(), event)
	m.Step()
	for i, want := range []float64{0, 0.01, 0.03} {
		if got := m.Demand[i] - tab.Y[i]/365; math.Abs(got-want) > 1e-12 {
			t.Errorf("industry %d is asked for %v, want %v", i, got, want)
		}
	}
	event.Rebuilders = map[int]float64{2: 1}
	if _, err := ario.NewModel(tab, ario.Defaults(), []ario.Event{event}, 1); !errors.Is(err, ario.ErrInput) {
		t.Errorf("nobody makes it: %v", err)
	}
}

// Buyers turn to the region that can deliver, or stay with the shares of the table.
func TestAlternative(t *testing.T) {
	// Industries 0 and 1 make the same product; industry 2 buys 10 of each.
	tab := &ario.Table{Z: make([]float64, 9), Y: []float64{10, 10, 100}, Product: []int{0, 0, 1}}
	tab.Z[0*3+2], tab.Z[1*3+2] = 10, 10
	event := ario.Event{Kind: ario.Arbitrary, Duration: 30, Loss: []float64{0.5, 0, 0}, Tau: 4}
	for alternative, want := range map[bool]float64{true: 2.0 / 3, false: 0.5} {
		par := ario.Defaults()
		par.Alternative = alternative
		m, err := ario.NewPlain(tab, par, []ario.Event{event})
		if err != nil {
			t.Fatal(err)
		}
		m.Step()
		m.Step() // the loss acts, orders are placed
		o := m.Orders()
		if share := o[1*3+2] / (o[0*3+2] + o[1*3+2]); math.Abs(share-want) > 1e-12 {
			t.Errorf("alternative %v: %v goes to the sound region, want %v", alternative, share, want)
		}
	}
}
