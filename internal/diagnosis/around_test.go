package diagnosis_test

import (
	"math"
	"testing"

	"lianzhang/internal/diagnosis"
	"lianzhang/internal/region"
)

func share(x float64) *float64 { return &x }

// The published screen: three tests, two of three years.
func TestExternalDependence(t *testing.T) {
	type year struct {
		year             int64
		hhi, world       *float64
		imports, exports int64
	}
	over, under := share(0.41), share(0.4)
	bad := func(y int64) year { return year{y, over, over, 20, 10} }
	for name, c := range map[string]struct {
		years []year
		want  string
	}{
		"nothing on record":                {nil, "unknown"},
		"one bad year says nothing yet":    {[]year{bad(2024)}, "unknown"},
		"two bad years of three":           {[]year{bad(2024), bad(2023), {2022, under, over, 20, 10}}, "yes"},
		"two bad years, third not known":   {[]year{bad(2024), bad(2023)}, "yes"},
		"one bad year of three":            {[]year{bad(2024), {2023, under, over, 20, 10}, {2022, over, under, 20, 10}}, "no"},
		"exactly the threshold is not bad": {[]year{{2024, under, over, 20, 10}, {2023, under, over, 20, 10}, bad(2022)}, "no"},
		"imports equal to exports":         {[]year{{2024, over, over, 10, 10}, {2023, over, over, 10, 10}}, "no"},
		"nothing exported at all":          {[]year{{2024, over, over, 10, 0}, {2023, over, over, 10, 0}}, "yes"},
		"a missing figure does not decide": {[]year{{2024, nil, over, 20, 10}, bad(2023)}, "unknown"},
		"unless another already does":      {[]year{{2024, nil, under, 20, 10}, {2023, nil, under, 20, 10}}, "no"},
		"a year before the window":         {[]year{bad(2024), {2023, under, under, 1, 10}, bad(2021)}, "unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			w := elsewhere()
			for _, y := range c.years {
				w.in.Trade = append(w.in.Trade, diagnosis.Dependence{PID: "D" + string(rune('0'+y.year%10)), Node: cell, Region: region.Nation, Year: y.year,
					Imports: y.imports, Exports: y.exports, ImportHHI: y.hhi, WorldHHI: y.world})
			}
			if got := w.node(t, here, cell).Measures.Dependence; got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func TestSuppliers(t *testing.T) {
	w := elsewhere()
	w.firm(here, cell, 80*yi, giant).firm(here, cell, 10*yi, giant).firm(here, cell, 10*yi, giant)
	m := w.node(t, here, cell).Measures
	if *m.Reach != 1 || math.Abs(*m.HHI-0.66) > 1e-9 || math.Abs(*m.CR1-0.8) > 1e-9 || math.Abs(*m.CR3-1) > 1e-9 {
		t.Errorf("80, 10, 10: %d suppliers, HHI %v, CR1 %v, CR3 %v", *m.Reach, *m.HHI, *m.CR1, *m.CR3)
	}
}

func TestBuyers(t *testing.T) {
	w := elsewhere()
	buy := func(buyer, supplier string, at region.Code, amount int64) {
		w.number++
		w.in.Purchases = append(w.in.Purchases, diagnosis.Purchase{PID: buyer + supplier, Node: cell, Buyer: buyer, Supplier: supplier,
			BuyerRegion: here, SupplierRegion: at, Amount: amount})
	}
	buy("FA", "FX", here, 30)
	buy("FB", "FX", here, 10)
	buy("FB", "FY", "440100", 60)
	v := w.node(t, here, cell)
	if m := v.Measures; m.Buyers != 2 || m.SingleSource != 1 || deref(m.LocalSupply) != 0.4 {
		t.Errorf("%d buyers, %d with one source, %v bought here", m.Buyers, m.SingleSource, deref(m.LocalSupply))
	}
	if len(v.Evidence.Single) != 1 || v.Evidence.Single[0].Buyer != "FA" {
		t.Errorf("single sources: %+v", v.Evidence.Single)
	}
	lifts, err := w.board(t).Lifts(here, []diagnosis.Newcomer{{Name: "新厂", Region: here, Nodes: []string{"cell"}, Amount: 20, Grade: diagnosis.High}})
	if err != nil {
		t.Fatal(err)
	}
	if l := lifts[0]; l.Node != "cell" || deref(l.Supply) != 0.4 || deref(l.SupplyAtMost) != 0.6 {
		t.Errorf("a newcomer that makes 20 of 100 could raise local supply from 0.4 to 0.6: %+v", l)
	}
}

// A target's lift: what it would turn the node into, and what it would do to
// concentration, before anybody travels.
func TestLift(t *testing.T) {
	w := elsewhere()
	w.search(here, cell, "2026-01-10", 95, 0)
	b := w.board(t)
	newcomer := diagnosis.Newcomer{Name: "目标企业", Region: here, Nodes: []string{"cell"}, Amount: 400 * yi, Grade: diagnosis.High, Role: "lead", Rungs: []string{"champion"}}
	lifts, err := b.Lifts(here, []diagnosis.Newcomer{newcomer, newcomer, newcomer})
	if err != nil {
		t.Fatal(err)
	}
	if l := lifts[0]; l.From != diagnosis.Missing || l.To != diagnosis.Strong || l.HHI != nil || math.Abs(deref(l.HHITo)-1.0/3) > 1e-6 {
		t.Errorf("three leaders land on a missing node: %s to %s, HHI %v", l.From, l.To, deref(l.HHITo))
	}
	if again := w.board(t).Diagnose(here, diagnosis.Options{}).Nodes[cell].Class; again != diagnosis.Missing {
		t.Errorf("asking changed the records: %s", again)
	}
	if _, err := b.Lifts(here, []diagnosis.Newcomer{{Region: here, Nodes: []string{"moon"}}}); codeOf(err) != "DIAG_NODE_UNKNOWN" {
		t.Errorf("a node that is not on the chain: %v", err)
	}
}

func TestLikenesses(t *testing.T) {
	w := newWorld()
	w.firms(2, "330500", ore, yi, nil).firms(4, "330500", cell, yi, nil)
	w.firms(3, "340100", ore, yi, nil).firms(6, "340100", cell, yi, nil)
	w.firms(5, "350100", ore, yi, nil).firms(1, "350100", car, yi, nil)
	w.firms(5, "360100", car, yi, nil)
	got := w.board(t).Likenesses(here)
	if len(got) != 2 || got[0].Region != "340100" || got[0].Cosine != 1 || got[0].Jaccard != 1 || !got[0].Repeat {
		t.Fatalf("same proportions are the same chain, nothing in common is left out: %+v", got)
	}
	if got[1].Region != "350100" || got[1].Repeat || got[1].Common != 1 {
		t.Errorf("half alike is no repetition: %+v", got[1])
	}
	if none := w.board(t).Likenesses("370100"); len(none) != 0 {
		t.Errorf("a place without firms is like nobody: %+v", none)
	}
}

func TestStructure(t *testing.T) {
	w := newWorld()
	w.firm(here, ore, yi, nil).firm(here, cell, yi, nil).firm(here, car, yi, nil)
	r := w.board(t).Diagnose(here, diagnosis.Options{NoDraws: true})
	if r.Nodes[ore].Measures.Bridge || !r.Nodes[cell].Measures.Bridge || r.Nodes[cell].Measures.Hole {
		t.Errorf("the middle of three holds the chain together: %+v", r.Nodes[cell].Measures)
	}
	if c := deref(r.Nodes[cell].Measures.Constraint); c != 0.5 {
		t.Errorf("constraint of the middle: %v, want 2·(1/2)²", c)
	}
	w = newWorld()
	w.firm(here, ore, yi, nil).firm(here, car, yi, nil)
	if r := w.board(t).Diagnose(here, diagnosis.Options{NoDraws: true}); !r.Nodes[cell].Measures.Hole || r.Nodes[ore].Measures.Hole {
		t.Error("a hole lies between ore and car")
	}
}

// A county that holds every stage is warned; a city is not.
func TestWholeCycle(t *testing.T) {
	w := newWorld()
	for i := range 9 {
		stage := []string{"upstream", "midstream", "downstream"}[i%3]
		w.in.Nodes = append(w.in.Nodes, diagnosis.Node{ID: string(rune('a' + i)), Stage: stage})
		w.firm("330522", int32(3+i), yi, nil)
	}
	warned := func(place region.Code) bool {
		for _, x := range w.board(t).Diagnose(place, diagnosis.Options{NoDraws: true}).Warnings {
			if x.Code == diagnosis.WarnWholeCycle && x.Answer {
				return true
			}
		}
		return false
	}
	if !warned("330522") || warned("330500") {
		t.Errorf("county %v, city %v", warned("330522"), warned("330500"))
	}
}

// A firm on two nodes counts its value added once; its turnover counts twice.
func TestValueAdded(t *testing.T) {
	w := newWorld()
	w.gdp(here, 100)
	w.firm(here, cell, 40*yi, func(f *diagnosis.Firm, _ *diagnosis.Site) { f.Revenue, f.ValueAdded = 60*yi, 12*yi })
	w.in.Sites = append(w.in.Sites, diagnosis.Site{Node: car, Firm: 0, Region: here, Amount: 40 * yi, Sure: 1, PID: "M9"})
	w.firm(here, ore, 10*yi, nil)
	b := w.board(t)
	got := diagnosis.AddUp(here, b)
	if got.Firms != 2 || got.Known != 1 || got.Amount != 12*yi || got.Turnover != 90*yi || deref(got.Share) != 0.12 {
		t.Errorf("%+v", got)
	}
	if twice := diagnosis.AddUp(here, b, b); twice.Amount != 12*yi || twice.Firms != 2 {
		t.Errorf("the same firms on two chains count once: %+v", twice)
	}
}
