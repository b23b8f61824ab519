package diagnosis_test

import (
	"testing"

	"lianzhang/internal/diagnosis"
	"lianzhang/internal/region"
)

// The worked example of docs/methods/node-class.md, part by part.
func TestPublishedExample(t *testing.T) {
	w := newWorld()
	w.gdp(region.Nation, 1000).gdp(here, 250)
	w.firms(3, here, cell, 10*yi, giant)
	for _, place := range []region.Code{"340100", "350100", "360100"} {
		w.gdp(place, 250).firms(2, place, cell, 10*yi, giant)
	}
	v := w.node(t, here, cell)
	for id, want := range map[string]float64{"scale": 0.8, "depth": 0.6, "leadership": 1, "value": 1, "security": 0.5} {
		if got := partOf(v, id); got != want {
			t.Errorf("%s %v, published %v", id, got, want)
		}
	}
	if deref(v.Score) != 0.775 || v.Class != diagnosis.Strong || deref(v.Measures.LQ) != 1.333333 {
		t.Errorf("%s at %v, quotient %v; published strong at 0.775, 1.333", v.Class, deref(v.Score), deref(v.Measures.LQ))
	}
}
