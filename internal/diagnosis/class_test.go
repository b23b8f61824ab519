package diagnosis_test

import (
	"slices"
	"testing"

	"lianzhang/internal/diagnosis"
	"lianzhang/internal/region"
)

const here region.Code = "330500" // the city most cases judge

// elsewhere gives the nation three other cities with something on every node.
func elsewhere() *world {
	w := newWorld()
	for _, place := range []region.Code{"340100", "350100", "360100"} {
		w.firms(4, place, cell, 10*yi, giant).firms(4, place, car, 10*yi, giant).firm(place, ore, 5*yi, nil)
		w.in.Library[place] = diagnosis.Total{Firms: 100, Amount: 1000 * yi}
	}
	w.in.Library[here] = diagnosis.Total{Firms: 100, Amount: 1000 * yi}
	return w
}

func TestClass(t *testing.T) {
	for name, c := range map[string]struct {
		build  func(*world)
		want   diagnosis.Class
		reason string
	}{
		"nobody looked": {
			func(w *world) {}, diagnosis.Unclear, diagnosis.ReasonNobodyLooked},
		"searched in time and widely, none found": {
			func(w *world) { w.search(here, cell, "2026-01-10", 95, 0) }, diagnosis.Missing, diagnosis.ReasonSearchedNone},
		"a search of the province covers its city": {
			func(w *world) { w.search("330000", cell, "2026-01-10", 95, 0) }, diagnosis.Missing, diagnosis.ReasonSearchedNone},
		"a search of a county does not cover the city": {
			func(w *world) { w.search("330522", cell, "2026-01-10", 95, 0) }, diagnosis.Unclear, diagnosis.ReasonNobodyLooked},
		"coverage just reaches the threshold": {
			func(w *world) { w.search(here, cell, "2026-01-10", 80, 0) }, diagnosis.Missing, diagnosis.ReasonSearchedNone},
		"coverage too small": {
			func(w *world) { w.search(here, cell, "2026-01-10", 79.9, 0) }, diagnosis.Unclear, diagnosis.ReasonNobodyLooked},
		"searched on the last day that counts": {
			func(w *world) { w.search(here, cell, "2024-03-01", 95, 0) }, diagnosis.Missing, diagnosis.ReasonSearchedNone},
		"searched too long ago": {
			func(w *world) { w.search(here, cell, "2024-02-29", 95, 0) }, diagnosis.Unclear, diagnosis.ReasonNobodyLooked},
		"a search dated after the data says nothing yet": {
			func(w *world) { w.search(here, cell, "2026-03-02", 95, 0) }, diagnosis.Unclear, diagnosis.ReasonNobodyLooked},
		"another node was searched": {
			func(w *world) { w.search(here, ore, "2026-01-10", 95, 0) }, diagnosis.Unclear, diagnosis.ReasonNobodyLooked},
		"the search found firms that nobody recorded": {
			func(w *world) { w.search(here, cell, "2026-01-10", 95, 2) }, diagnosis.Unclear, diagnosis.ReasonFoundNotRecorded},
		"the later search decides": {
			func(w *world) { w.search(here, cell, "2026-01-10", 95, 0).search(here, cell, "2025-01-10", 95, 2) }, diagnosis.Missing, diagnosis.ReasonSearchedNone},
		"a project under way": {
			func(w *world) { w.project(here, cell, "building") }, diagnosis.Potential, diagnosis.ReasonOnNode},
		"a stopped project is none": {
			func(w *world) { w.project(here, cell, "stopped").search(here, cell, "2026-01-10", 95, 0) }, diagnosis.Missing, diagnosis.ReasonSearchedNone},
		"one planned project and one institute are not enough": {
			func(w *world) {
				w.project(here, cell, "signed").institute(here, cell).search(here, cell, "2026-01-10", 95, 0)
			}, diagnosis.Missing, diagnosis.ReasonSearchedNone},
		"two institutes are": {
			func(w *world) { w.institute(here, cell).institute(here, cell) }, diagnosis.Potential, diagnosis.ReasonOnNode},
		"strong nodes on both sides, and searched": {
			func(w *world) {
				w.firms(8, here, ore, 50*yi, lead).firms(8, here, car, 50*yi, lead).search(here, cell, "2026-01-10", 95, 0)
			}, diagnosis.Potential, diagnosis.ReasonBeside},
		"strong nodes on both sides, nobody looked": {
			func(w *world) { w.firms(8, here, ore, 50*yi, lead).firms(8, here, car, 50*yi, lead) }, diagnosis.Unclear, diagnosis.ReasonNobodyLooked},
		"many large leading firms": {
			func(w *world) { w.firms(8, here, cell, 50*yi, lead) }, diagnosis.Strong, ""},
		"the same firms making low-grade goods": {
			func(w *world) { w.firms(8, here, cell, 50*yi, low) }, diagnosis.Weak, diagnosis.ReasonLowGrade},
		"one small firm": {
			func(w *world) { w.firm(here, cell, yi, nil) }, diagnosis.Weak, diagnosis.ReasonSingleFirm},
		"one small firm and a project under way": {
			func(w *world) { w.firm(here, cell, yi, nil).project(here, cell, "building") }, diagnosis.Potential, diagnosis.ReasonOnNode},
		"only a doubtful proposal is nobody": {
			func(w *world) {
				w.firm(here, cell, 50*yi, func(_ *diagnosis.Firm, s *diagnosis.Site) { s.Sure = 0.59 })
			}, diagnosis.Unclear, diagnosis.ReasonNobodyLooked},
	} {
		t.Run(name, func(t *testing.T) {
			w := elsewhere()
			c.build(w)
			got := w.node(t, here, cell)
			if got.Class != c.want {
				t.Errorf("class %s, want %s (score %v, reasons %v)", got.Class, c.want, deref(got.Score), got.Reasons)
			}
			if c.reason != "" && !slices.Contains(got.Reasons, c.reason) {
				t.Errorf("reasons %v lack %s", got.Reasons, c.reason)
			}
		})
	}
}

// Seventy of a hundred endoscopes sold come from here, and the place is still
// not strong: they are the simple ones. The figures follow the known case of
// Tonglu, whose makers hold 70 % of the market with little output.
func TestVolumeWithoutValue(t *testing.T) {
	w := elsewhere()
	w.firms(30, "330122", cell, yi, low).firms(6, "330122", cell, yi, giant)
	w.in.Products = append(w.in.Products, diagnosis.Product{PID: "P1", Node: cell, Region: "330122", Firm: "F020", Share: 70, Grade: diagnosis.Low})
	w.in.Library["330122"] = diagnosis.Total{Firms: 100, Amount: 100 * yi}
	for _, place := range []region.Code{"340101", "340102", "340103", "340104"} {
		w.firm(place, cell, yi, giant)
		w.in.Library[place] = diagnosis.Total{Firms: 100, Amount: 100 * yi}
	}
	got := w.node(t, "330122", cell)
	if got.Class != diagnosis.Weak || deref(got.Score) < 0.6 {
		t.Errorf("class %s at score %v; want weak in spite of the score", got.Class, deref(got.Score))
	}
	for _, reason := range []string{diagnosis.ReasonLowGrade, diagnosis.ReasonVolume} {
		if !slices.Contains(got.Reasons, reason) {
			t.Errorf("reasons %v lack %s", got.Reasons, reason)
		}
	}
	if m := got.Measures; deref(m.MarketShare) != 70 || deref(m.LowShare) < 0.8 {
		t.Errorf("market share %v and low-grade share %v must both be shown", deref(m.MarketShare), deref(m.LowShare))
	}
}

// With firms counted only, the class rests on counts and says so.
func TestCountsOnly(t *testing.T) {
	w := newWorld()
	for _, place := range []region.Code{"330500", "340100", "350100", "360100"} {
		w.firms(2, place, cell, 1, unsized)
		w.in.Library[place] = diagnosis.Total{Firms: 100}
	}
	w.firms(6, here, cell, 1, func(f *diagnosis.Firm, s *diagnosis.Site) { unsized(f, s); f.Listed = true })
	got := w.node(t, here, cell)
	if got.Basis != diagnosis.ByCount || got.Confidence == "high" {
		t.Errorf("basis %s, confidence %s", got.Basis, got.Confidence)
	}
	if got.Measures.Amount != nil || got.Measures.HHI != nil {
		t.Error("an unknown amount was measured")
	}
	for _, p := range got.Parts {
		if p.ID == "value" && (p.Score != nil || p.Missing == "") {
			t.Errorf("value without a graded product: %+v", p)
		}
	}
	if deref(got.Low) >= deref(got.Score) || deref(got.High) < deref(got.Score) {
		t.Errorf("score %v outside its interval %v to %v", deref(got.Score), deref(got.Low), deref(got.High))
	}
}

func deref(x *float64) float64 {
	if x == nil {
		return -1
	}
	return *x
}
