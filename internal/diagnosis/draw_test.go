package diagnosis_test

import (
	"testing"

	"lianzhang/internal/diagnosis"
)

func TestHold(t *testing.T) {
	for name, c := range map[string]struct {
		build    func(*world)
		low, top float64
		unstable bool
	}{
		"nothing on record is unknown in every draw": {func(*world) {}, 1, 1, false},
		"one search is left out now and then":        {func(w *world) { w.search(here, cell, "2026-01-10", 95, 0) }, 0.92, 0.98, false},
		"two searches hardly ever together": {func(w *world) {
			w.search(here, cell, "2026-01-10", 95, 0).search(here, cell, "2025-01-10", 95, 0)
		}, 0.99, 1, false},
		"many leading firms hold": {func(w *world) { w.firms(8, here, cell, 50*yi, lead) }, 0.95, 1, false},
		"one doubtful proposal does not": {func(w *world) {
			w.firm(here, cell, yi, func(_ *diagnosis.Firm, s *diagnosis.Site) { s.Sure = 0.65 })
		}, 0.55, 0.75, true},
	} {
		t.Run(name, func(t *testing.T) {
			w := elsewhere()
			c.build(w)
			got := w.node(t, here, cell)
			if h := deref(got.Hold); h < c.low || h > c.top || got.Unstable != c.unstable {
				t.Errorf("%s holds in %v of the draws, unstable %v; want %v to %v, %v", got.Class, h, got.Unstable, c.low, c.top, c.unstable)
			}
		})
	}
}

// What is missing makes a class less firm, never more.
func TestMissingPartsShow(t *testing.T) {
	graded, ungraded := elsewhere(), elsewhere()
	graded.firms(2, here, cell, 30*yi, giant)
	ungraded.firms(2, here, cell, 30*yi, func(f *diagnosis.Firm, s *diagnosis.Site) { giant(f, s); s.Grade = diagnosis.Ungraded })
	a, b := graded.node(t, here, cell), ungraded.node(t, here, cell)
	if a.Class != diagnosis.Strong || deref(b.Hold) >= deref(a.Hold) {
		t.Errorf("graded %s holds %v, ungraded %s holds %v", a.Class, deref(a.Hold), b.Class, deref(b.Hold))
	}
}

// The same input gives the same numbers; another seed gives others.
func TestSeed(t *testing.T) {
	w := elsewhere()
	w.firms(2, here, cell, 8*yi, giant)
	set := published(t)
	run := func() float64 {
		return deref(diagnosis.Prepare(diagnosis.NewPicture(w.in), set).Diagnose(here, diagnosis.Options{}).Nodes[cell].Hold)
	}
	first := run()
	if again := run(); again != first {
		t.Errorf("%v, then %v", first, again)
	}
	set.Draws.Seed++
	if other := run(); other == first {
		t.Errorf("another seed gave the same %v", other)
	}
}
