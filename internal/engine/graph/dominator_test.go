package graph_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/graph"
	"lianzhang/internal/engine/network"
)

func TestReferenceDominators(t *testing.T) {
	want := table(t, "dominators.csv.gz")
	all := slices.Repeat([]uint32{graph.None}, 1000)
	for i, v := range want["firm_id"] {
		all[int(v)] = uint32(want["immediate_dominator"][i])
	}
	if got := graph.Dominators(reference(t), []uint32{71}); !slices.Equal(got, all) {
		t.Error("dominators from firm 71 differ")
	}
}

// A firm dominates another when no way from a root to it avoids the firm; the
// immediate dominator is dominated by all other dominators.
func TestDominatorsAgainstPlain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		net := anyNetwork(t, 12)
		n := uint32(net.Len())
		if n == 0 {
			return
		}
		roots := rapid.SliceOfNDistinct(rapid.Uint32Range(0, n-1), 1, min(3, int(n)), rapid.ID).Draw(t, "roots")
		dominates := func(v, w uint32) bool {
			for _, r := range roots {
				if reaches(net, r, w, v) {
					return false
				}
			}
			return true
		}
		got := graph.Dominators(net, roots)
		for w := range n {
			if dominates(graph.None, w) { // nothing taken out, and yet no way
				if got[w] != graph.None {
					t.Fatalf("%d cannot be reached: %d", w, got[w])
				}
				continue
			}
			var proper []uint32
			for v := range n {
				if v != w && dominates(v, w) {
					proper = append(proper, v)
				}
			}
			if len(proper) == 0 && got[w] != w {
				t.Fatalf("nobody dominates %d: %d", w, got[w])
			}
			if len(proper) > 0 && !slices.Contains(proper, got[w]) {
				t.Fatalf("%d does not dominate %d, these do: %v", got[w], w, proper)
			}
			for _, v := range proper {
				if v != got[w] && !dominates(v, got[w]) {
					t.Fatalf("%d dominates %d but not its immediate dominator %d", v, w, got[w])
				}
			}
		}
	})
}

func TestReferenceFlow(t *testing.T) {
	want := table(t, "maxflow.csv")
	flow := graph.NewFlow(reference(t))
	var got []float64
	for i, s := range want["source"] {
		got = append(got, flow.Max(uint32(s), uint32(want["target"][i])).Value)
	}
	near(t, "maximum flow", got, want["max_flow"])
}

// The textbook network of Cormen et al., Introduction to Algorithms, figure 26.1.
func TestTextbookFlow(t *testing.T) {
	net := build(t, 6, [3]float64{0, 1, 16}, [3]float64{0, 2, 13}, [3]float64{1, 3, 12}, [3]float64{2, 1, 4},
		[3]float64{3, 2, 9}, [3]float64{2, 4, 14}, [3]float64{4, 3, 7}, [3]float64{3, 5, 20}, [3]float64{4, 5, 4})
	cut := graph.NewFlow(net).Max(0, 5)
	want := []network.Link{{Supplier: 1, Buyer: 3, Weight: 12}, {Supplier: 4, Buyer: 3, Weight: 7}, {Supplier: 4, Buyer: 5, Weight: 4}}
	if cut.Value != 23 || !slices.Equal(cut.Links, want) || !slices.Equal(cut.Side, []uint32{0, 1, 2, 4}) {
		t.Errorf("%+v", cut)
	}
}

// The value is that of the smallest of all cuts, and the cut has this value.
func TestFlowAgainstAllCuts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		net := anyNetwork(t, 9)
		n := net.Len()
		if n < 2 {
			return
		}
		s := rapid.IntRange(0, n-1).Draw(t, "source")
		d := (s + rapid.IntRange(1, n-1).Draw(t, "target")) % n
		w := matrix(net)
		worth := func(side uint) float64 {
			sum := 0.0
			for i := range n {
				for j := range n {
					if side>>i&1 == 1 && side>>j&1 == 0 {
						sum += w[i][j]
					}
				}
			}
			return sum
		}
		least := math.Inf(1)
		for side := range uint(1) << n {
			if side>>s&1 == 1 && side>>d&1 == 0 {
				least = min(least, worth(side))
			}
		}
		cut := graph.NewFlow(net).Max(uint32(s), uint32(d))
		side := uint(0)
		for _, v := range cut.Side {
			side |= 1 << v
		}
		if cut.Value != least || worth(side) != least || side>>s&1 != 1 || side>>d&1 != 0 {
			t.Fatalf("flow %v over side %v, smallest cut %v", cut.Value, cut.Side, least)
		}
	})
}
