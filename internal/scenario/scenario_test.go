package scenario_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"testing"

	"lianzhang/catalog"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/fault"
	"lianzhang/internal/scenario"
	"lianzhang/internal/supply"
)

var ctx = context.Background()

const (
	cars      = "C3611" // sector 079
	batteries = "C3841" // sector 087
)

// economy: two car makers in Huzhou, three battery makers, of which one supplies
// the first car maker by contract for all it needs; the second buys from nobody known.
//
//	a (Changxing) ──▶ big (Huzhou)          small (Huzhou) buys batteries from whom?
//	b (Anji), equal to a   c (Hangzhou), low grade
func economy(t testing.TB) *scenario.Economy {
	t.Helper()
	const yi = 100_000_000_00
	in := &supply.Records{
		Version: 3,
		Firms: []supply.Firm{
			{PID: "F-a", Name: "电池甲", Region: "330522", Industry: batteries, Size: 1 * yi, Tax: 5_000_000_00, Jobs: 200},
			{PID: "F-b", Name: "电池乙", Region: "330523", Industry: batteries, Size: 2 * yi, Tax: supply.Unknown, Jobs: 300},
			{PID: "F-big", Name: "整车大", Region: "330502", Industry: cars, Size: 8 * yi, Tax: 40_000_000_00, Jobs: 1000},
			{PID: "F-c", Name: "电池丙", Region: "330100", Industry: batteries, Size: 3 * yi, Tax: supply.Unknown, Jobs: supply.Unknown},
			{PID: "F-small", Name: "整车小", Region: "330502", Industry: cars, Size: 1 * yi, Tax: supply.Unknown, Jobs: 100},
		},
		Trades: []supply.Trade{{PID: "L1", Supplier: 0, Buyer: 2, Amount: 8_000_000_000}}, // 80 million yuan
		Table: supply.Table{
			Source:  "made up",
			Sectors: []supply.Sector{{Code: "079", Name: "汽车整车", Intermediate: 0.5}, {Code: "087", Name: "电池", Intermediate: 0.4, Imported: 0.25}},
			Share:   [][]float64{{0, 0}, {20, 0}},
		},
	}
	rules, err := supply.LoadRules(catalog.FS, "essentiality")
	if err != nil {
		t.Fatal(err)
	}
	p, err := supply.NewPicture(in, rules)
	if err != nil {
		t.Fatal(err)
	}
	net, err := p.Plain()
	if err != nil {
		t.Fatal(err)
	}
	return &scenario.Economy{
		Picture: p, Net: net, Day: "2026-03-01",
		Nodes: []scenario.Node{{ID: "battery", Name: "动力电池", Sector: 1}, {ID: "vehicle", Name: "整车", Sector: 0}},
		Seats: []scenario.Seat{
			{Vertex: 0, Node: 0, Region: "330522", Grade: diagnosis.High}, {Vertex: 1, Node: 0, Region: "330523", Grade: diagnosis.High},
			{Vertex: 2, Node: 1, Region: "330502"}, {Vertex: 3, Node: 0, Region: "330100", Grade: diagnosis.Low}, {Vertex: 4, Node: 1, Region: "330502"},
		},
	}
}

func answer(t *testing.T, ask scenario.Ask) *scenario.Answer {
	t.Helper()
	if err := ask.Check(); err != nil {
		t.Fatal(err)
	}
	a, err := scenario.Answering(ctx, economy(t), &ask, func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func loss(t *testing.T, a *scenario.Answer, pid string) scenario.FirmLoss {
	t.Helper()
	for _, f := range a.Firms {
		if f.PID == pid {
			return f
		}
	}
	return scenario.FirmLoss{}
}

// All the batteries that the big car maker needs, 80 million a year, come from a.
// What elsewhere and abroad sell on the same market, 10 million to the small one,
// is far less, so a cannot be replaced: σ = 1 and the loss is whole.
func TestPlainCascade(t *testing.T) {
	a := answer(t, scenario.Ask{Kind: scenario.WhatIf, Chain: "nev", Region: "330500", Hits: []scenario.Hit{{Kind: scenario.HitFirm, ID: "F-a", Depth: 1}}})
	if a.Shocked != 1 || a.Here == nil || a.Nation == nil {
		t.Fatalf("%+v", a)
	}
	big := loss(t, a, "F-big")
	if big.Down != 1 || big.Up != 0 || big.Mean != nil {
		t.Errorf("the customer loses %+v", big)
	}
	if small := loss(t, a, "F-small"); small.Down != 0 {
		t.Errorf("nobody is known to supply the small one, yet it loses %v", small.Down)
	}
	want := 100_000_000 + float64(big.Down*800_000_000)
	if got := a.Here.Output.Lost.Value; math.Abs(got-want) > 1 {
		t.Errorf("output lost here %v, want %v", got, want)
	}
	if a.Here.Firms != 4 || a.Nation.Firms != 5 {
		t.Errorf("firms here %d, in the nation %d", a.Here.Firms, a.Nation.Firms)
	}
	if a.Here.Tax.Of != 45_000_000 || a.Here.Jobs.Of != 1600 {
		t.Errorf("on record: tax %v, jobs %v", a.Here.Tax.Of, a.Here.Jobs.Of)
	}
	if a.Here.Output.Lost.Band != nil {
		t.Error("a band without draws")
	}
}

// With draws the small car maker may buy from a; what it loses is a band, and the
// fact that would narrow it is named.
func TestDrawnCascade(t *testing.T) {
	ask := scenario.Ask{Kind: scenario.WhatIf, Chain: "nev", Region: "330500", Draws: 60, Seed: 4, Hits: []scenario.Hit{{Kind: scenario.HitNode, ID: "battery", Within: "330500", Depth: 1}}}
	a := answer(t, ask)
	if a.Shocked != 2 {
		t.Fatalf("%d firms shocked, want the two of Huzhou", a.Shocked)
	}
	small := loss(t, a, "F-small")
	if small.Mean == nil || *small.Mean <= 0 || *small.Mean >= 1 || *small.Often <= 0 {
		t.Errorf("the small car maker: %+v", small)
	}
	b := a.Here.Output.Lost.Band
	if b == nil || !(b.Low <= b.Middle && b.Middle <= b.High && b.Low < b.High) {
		t.Fatalf("band %+v", b)
	}
	if len(a.Facts) == 0 || a.Facts[0].Firm != "F-small" || a.Facts[0].Sector != "087" || a.Facts[0].Explains < 0.5 {
		t.Errorf("facts %+v", a.Facts)
	}
	first, _ := json.Marshal(a)
	second, _ := json.Marshal(answer(t, ask))
	if string(first) != string(second) {
		t.Error("the same ask gives another answer")
	}
}

// Imports stop: only buyers lose, in proportion to what comes from abroad.
func TestImportStops(t *testing.T) {
	a := answer(t, scenario.Ask{Kind: scenario.WhatIf, Chain: "nev", Region: "330500", Hits: []scenario.Hit{{Kind: scenario.HitImport, ID: "battery", Depth: 1}}})
	if small := loss(t, a, "F-small"); small.Down <= 0 || small.Up != 0 {
		t.Errorf("%+v", small)
	}
	if big := loss(t, a, "F-big"); big.Down != 0 {
		t.Errorf("the big one buys at home only: %+v", big)
	}
}

// The battery maker stops for ten days. Its customer holds stocks for fifteen, so
// nothing else stops; when it stops for thirty, the customer runs dry first.
func TestCourse(t *testing.T) {
	ask := scenario.Ask{Kind: scenario.WhatIf, Chain: "nev", Region: "330500", Days: 90, Lasts: 10, Hits: []scenario.Hit{{Kind: scenario.HitFirm, ID: "F-a", Depth: 1}}}
	short := answer(t, ask)
	if len(short.Course) != 91 || short.Course[0].Day != -1 || short.Course[0].Here != 1 {
		t.Fatalf("%d days, first %+v", len(short.Course), short.Course[0])
	}
	alone := 1 - 100.0/1200 // all of Huzhou but the battery maker
	if got := short.Course[1].Here; math.Abs(got-alone) > 1e-9 {
		t.Errorf("on the first day Huzhou makes %v, want %v", got, alone)
	}
	if short.Survive != nil {
		t.Errorf("stocks of fifteen days do not last ten: %d", *short.Survive)
	}
	ask.Lasts = 30
	long := answer(t, ask)
	if long.Survive == nil || *long.Survive < 12 || *long.Survive > 16 {
		t.Errorf("stocks of fifteen days last %v", long.Survive)
	}
	if long.Recover == nil || *long.Recover < 30 {
		t.Errorf("all is back after %v days, capacity after thirty", long.Recover)
	}
	ask.Lasts = 0
	if never := answer(t, ask); never.Recover != nil {
		t.Errorf("nothing returns, yet all is back after %d days", *never.Recover)
	}
}

// b is as good as a and nearer than c, whose goods are of a lower grade.
func TestBackups(t *testing.T) {
	a := answer(t, scenario.Ask{Kind: scenario.WhatIf, Chain: "nev", Hits: []scenario.Hit{{Kind: scenario.HitFirm, ID: "F-a", Depth: 1}}})
	if len(a.Backups) != 2 {
		t.Fatalf("%+v", a.Backups)
	}
	if b := a.Backups[0]; b.PID != "F-b" || b.Grade != "equal" || !b.Mutual || b.Near != "city" || *b.Output != 200_000_000 {
		t.Errorf("first %+v", b)
	}
	if c := a.Backups[1]; c.PID != "F-c" || c.Grade != "degraded" || c.Mutual || c.Near != "province" {
		t.Errorf("second %+v", c)
	}
}

// The battery maker that a car maker hangs on carries more than its own output;
// ranks are what the bands allow.
func TestSystemic(t *testing.T) {
	a := answer(t, scenario.Ask{Kind: scenario.Systemic, Chain: "nev", Region: "330500", Draws: 30, Seed: 2})
	if len(a.Risks) != 4 {
		t.Fatalf("%d firms", len(a.Risks))
	}
	own := map[string]float64{"F-a": 1.0 / 12, "F-b": 2.0 / 12, "F-big": 8.0 / 12, "F-small": 1.0 / 12}
	for _, r := range a.Risks {
		if r.Index.Value < own[r.PID]-1e-12 || r.Index.Band.High < r.Index.Band.Low {
			t.Errorf("%s: %+v, its own share is %v", r.PID, r.Index, own[r.PID])
		}
		if r.PID == "F-a" && r.Index.Value <= own["F-a"]+1e-9 {
			t.Errorf("nothing hangs on a: %+v", r.Index)
		}
		if !(1 <= r.Rank[0] && r.Rank[0] <= r.Rank[1] && r.Rank[1] <= 4) {
			t.Errorf("%s: rank %v", r.PID, r.Rank)
		}
	}
}

func TestRefused(t *testing.T) {
	hit := scenario.Hit{Kind: scenario.HitFirm, ID: "F-a", Depth: 1}
	for name, ask := range map[string]scenario.Ask{
		"kind":          {Kind: "guess", Chain: "nev"},
		"no chain":      {Kind: scenario.Systemic},
		"nothing fails": {Kind: scenario.WhatIf, Chain: "nev"},
		"too deep":      {Kind: scenario.WhatIf, Chain: "nev", Hits: []scenario.Hit{{Kind: scenario.HitFirm, ID: "F-a", Depth: 1.5}}},
		"not a number":  {Kind: scenario.WhatIf, Chain: "nev", Hits: []scenario.Hit{{Kind: scenario.HitFirm, ID: "F-a", Depth: math.NaN()}}},
		"twice":         {Kind: scenario.WhatIf, Chain: "nev", Hits: []scenario.Hit{hit, hit}},
		"many draws":    {Kind: scenario.WhatIf, Chain: "nev", Hits: []scenario.Hit{hit}, Draws: 9999},
	} {
		if err := ask.Check(); !errors.Is(err, fault.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, c := range map[string]struct {
		hit  scenario.Hit
		code string
	}{
		"no such firm":      {scenario.Hit{Kind: scenario.HitFirm, ID: "F-x", Depth: 1}, "SCENARIO_FIRM"},
		"no such node":      {scenario.Hit{Kind: scenario.HitNode, ID: "x", Depth: 1}, "SCENARIO_NODE"},
		"nobody in a place": {scenario.Hit{Kind: scenario.HitRegion, ID: "110000", Depth: 1}, "SCENARIO_NOBODY"},
		"nobody on a node":  {scenario.Hit{Kind: scenario.HitNode, ID: "battery", Within: "110000", Depth: 1}, "SCENARIO_NOBODY"},
		"nothing imported":  {scenario.Hit{Kind: scenario.HitImport, ID: "vehicle", Depth: 1}, "SCENARIO_NOBODY"},
	} {
		ask := scenario.Ask{Kind: scenario.WhatIf, Chain: "nev", Hits: []scenario.Hit{c.hit}}
		if err := ask.Check(); err != nil {
			t.Fatal(err)
		}
		if _, err := scenario.Answering(ctx, economy(t), &ask, func(int, int) {}); code(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func code(err error) string {
	var coded *fault.Coded
	if errors.As(err, &coded) {
		return coded.Code
	}
	return ""
}
