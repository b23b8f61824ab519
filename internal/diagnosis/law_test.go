package diagnosis_test

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/diagnosis"
	"lianzhang/internal/region"
)

var places = []region.Code{"330500", "330522", "330522-Z01", "340100", "350100", "360100", "330100"}

// some draws a small nation.
func some(t *rapid.T) *world {
	w := newWorld()
	if rapid.Bool().Draw(t, "gdp") {
		for _, place := range []region.Code{"330500", "340100", "350100", "360100", "330100"} {
			w.gdp(place, rapid.Int64Range(10, 900).Draw(t, "gdp of place"))
		}
		w.gdp(region.Nation, 10_000)
	}
	for _, place := range places {
		w.in.Library[place] = diagnosis.Total{Firms: 50, Amount: 5000 * yi}
	}
	for range rapid.IntRange(1, 25).Draw(t, "firms") {
		one(t, w, rapid.SampledFrom(places).Draw(t, "place"), rapid.Int32Range(0, 2).Draw(t, "node"), 0.3, 0.7, 1)
	}
	for range rapid.IntRange(0, 4).Draw(t, "searches") {
		w.search(rapid.SampledFrom(places).Draw(t, "searched"), rapid.Int32Range(0, 2).Draw(t, "searched node"), "2025-06-01", 90, 0)
	}
	return w
}

func one(t *rapid.T, w *world, place region.Code, node int32, sure ...float64) {
	amount := rapid.Int64Range(1, 1_000_000).Draw(t, "amount") * 1_000_000
	w.firm(place, node, amount, func(f *diagnosis.Firm, s *diagnosis.Site) {
		f.Listed = rapid.Bool().Draw(t, "listed")
		s.Grade = diagnosis.Grade(rapid.IntRange(0, 3).Draw(t, "grade"))
		s.Sure = rapid.SampledFrom(sure).Draw(t, "sure")
	})
}

func partOf(v diagnosis.Verdict, id string) float64 {
	for _, p := range v.Parts {
		if p.ID == id {
			return deref(p.Score)
		}
	}
	return -1
}

// One more firm never lowers what is scored for scale or depth.
func TestOneMoreFirmNeverLowers(t *testing.T) {
	set := published(t)
	quick := diagnosis.Options{NoDraws: true}
	rapid.Check(t, func(t *rapid.T) {
		w := some(t)
		place := rapid.SampledFrom([]region.Code{"330500", "330522", "330000", "340100"}).Draw(t, "judged")
		node := rapid.Int32Range(0, 2).Draw(t, "judged node")
		before := diagnosis.Prepare(diagnosis.NewPicture(w.in), set).Diagnose(place, quick).Nodes[node]
		inside := place
		if place == "330000" {
			inside = "330100"
		}
		one(t, w, inside, node, 0.7, 1)
		after := diagnosis.Prepare(diagnosis.NewPicture(w.in), set).Diagnose(place, quick).Nodes[node]
		for _, id := range []string{"scale", "depth"} {
			if a, b := partOf(after, id), partOf(before, id); a < b-1e-9 {
				t.Fatalf("%s fell from %v to %v", id, b, a)
			}
		}
	})
}

// The order of the records changes nothing, not one bit.
func TestOrderDoesNotMatter(t *testing.T) {
	set := published(t)
	rapid.Check(t, func(t *rapid.T) {
		w := some(t)
		a := diagnosis.Prepare(diagnosis.NewPicture(w.in), set).Diagnose("330500", diagnosis.Options{Named: 9})
		slices.Reverse(w.in.Sites)
		slices.Reverse(w.in.Searches)
		slices.Reverse(w.in.GDP)
		b := diagnosis.Prepare(diagnosis.NewPicture(w.in), set).Diagnose("330500", diagnosis.Options{Named: 9})
		if !reflect.DeepEqual(a, b) {
			t.Fatal("reversed records give another result")
		}
	})
}

// Money counted in another unit gives the same classes, scores and firmness.
func TestUnitOfMoneyDoesNotMatter(t *testing.T) {
	set := published(t)
	rapid.Check(t, func(t *rapid.T) {
		w := some(t)
		a := diagnosis.Prepare(diagnosis.NewPicture(w.in), set).Diagnose("330500", diagnosis.Options{})
		for i := range w.in.Sites {
			w.in.Sites[i].Amount *= 8
		}
		for place, sum := range w.in.Library {
			w.in.Library[place] = diagnosis.Total{Firms: sum.Firms, Amount: sum.Amount * 8}
		}
		for i := range w.in.GDP {
			w.in.GDP[i].Value *= 8
		}
		b := diagnosis.Prepare(diagnosis.NewPicture(w.in), set).Diagnose("330500", diagnosis.Options{})
		for k := range a.Nodes {
			x, y := a.Nodes[k], b.Nodes[k]
			if x.Class != y.Class || deref(x.Score) != deref(y.Score) || deref(x.Hold) != deref(y.Hold) {
				t.Fatalf("%s: %s %v %v, then %s %v %v", x.ID, x.Class, deref(x.Score), deref(x.Hold), y.Class, deref(y.Score), deref(y.Hold))
			}
		}
	})
}

// No node is ever missing unless somebody looked.
func TestNeverMissingWithoutASearch(t *testing.T) {
	set := published(t)
	rapid.Check(t, func(t *rapid.T) {
		w := some(t)
		w.in.Searches = nil
		for _, place := range []region.Code{region.Nation, "330000", "330500", "330522", "330522-Z01"} {
			for _, v := range diagnosis.Prepare(diagnosis.NewPicture(w.in), set).Diagnose(place, diagnosis.Options{NoDraws: true}).Nodes {
				if v.Class == diagnosis.Missing {
					t.Fatalf("%s is missing in %s and nobody looked", v.ID, place)
				}
			}
		}
	})
}
