package graph_test

import (
	"slices"
	"testing"

	"lianzhang/internal/engine/graph"
)

// The worked example of docs/methods/network-measures.md, number by number.
func TestPublishedExample(t *testing.T) {
	const mine, smelter, partA, partB, plant = 0, 1, 2, 3, 4
	net := build(t, 5, [3]float64{mine, smelter, 8}, [3]float64{smelter, partA, 5}, [3]float64{smelter, partB, 3},
		[3]float64{partA, plant, 4}, [3]float64{partB, plant, 6})
	b, err := graph.Betweenness(t.Context(), net, 1)
	fail(t, err)
	near(t, "betweenness", b, []float64{0, 3, 1, 1, 0})
	b, err = graph.BetweennessByWeight(t.Context(), net, 1)
	fail(t, err)
	near(t, "betweenness by weight", b, []float64{0, 3, 2, 0, 0})
	c, err := graph.Closeness(t.Context(), net, 1)
	fail(t, err)
	near(t, "closeness", c[:4], []float64{0.5, 0.75, 1, 1})
	k, err := graph.Katz(net, 0.01, 1e-15, 100, 1)
	fail(t, err)
	near(t, "Katz", k.Of, []float64{1, 1.01, 1.0101, 1.0101, 1.020202})
	ties := graph.Project(net, graph.Equal, 1)
	if got := graph.Cores(ties); !slices.Equal(got, []uint32{1, 2, 2, 2, 2}) {
		t.Errorf("cores %v", got)
	}
	cuts := graph.CutPoints(ties)
	if !slices.Equal(cuts.Articulation, []bool{false, true, false, false, false}) || !slices.Equal(cuts.Bridges, [][2]uint32{{mine, smelter}}) {
		t.Errorf("cuts %+v", cuts)
	}
	if got := graph.Dominators(net, []uint32{mine}); !slices.Equal(got, []uint32{mine, mine, smelter, smelter, smelter}) {
		t.Errorf("dominators %v", got)
	}
	if got := graph.Layers(net, graph.Strong(net)); !slices.Equal(got, []uint32{0, 1, 2, 2, 3}) {
		t.Errorf("layers %v", got)
	}
	cut := graph.NewFlow(net).Max(mine, plant)
	if cut.Value != 7 || len(cut.Links) != 2 || cut.Links[0].Buyer != partB || cut.Links[1].Supplier != partA {
		t.Errorf("flow %+v", cut)
	}
	holes := graph.StructuralHoles(ties, 1)
	near(t, "constraint", holes.Constraint, []float64{1, 1. / 3, 0.5, 0.5, 0.5})
	near(t, "effective size", holes.EffectiveSize, []float64{1, 3, 2, 2, 2})
}
