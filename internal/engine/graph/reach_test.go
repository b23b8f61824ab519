package graph_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/graph"
)

func TestShortestPathAgainstPlain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		net := anyNetwork(t, 10)
		w := matrix(net)
		for byWeight, length := range map[bool]func(float64) float64{false: one, true: reciprocal} {
			dist, paths := distances(net, length)
			for i := range uint32(net.Len()) {
				for j := range uint32(net.Len()) {
					p, ok := graph.ShortestPath(net, i, j, byWeight)
					if ok == math.IsInf(dist[i][j], 1) {
						t.Fatalf("from %d to %d: %v, plain %v", i, j, ok, dist[i][j])
					}
					if !ok {
						continue
					}
					if p.At[len(p.At)-1] != dist[i][j] || p.Number != paths[i][j] || p.Firms[0] != i || p.Firms[len(p.Firms)-1] != j {
						t.Fatalf("from %d to %d: %+v, plain %v in %v ways", i, j, p, dist[i][j], paths[i][j])
					}
					for k := 1; k < len(p.Firms); k++ {
						if v := w[p.Firms[k-1]][p.Firms[k]]; v == 0 || p.At[k-1]+length(v) != p.At[k] {
							t.Fatalf("from %d to %d: %+v leads over what is no link", i, j, p)
						}
					}
				}
			}
		}
	})
}

func TestWithin(t *testing.T) {
	net := build(t, 6, [3]float64{0, 2, 1}, [3]float64{0, 1, 1}, [3]float64{1, 3, 1}, [3]float64{3, 0, 1}, [3]float64{4, 0, 1})
	if got := graph.Within(net.Out(), 0, 2); !slices.Equal(got, []graph.Neighbour{{1, 1}, {2, 1}, {3, 2}}) {
		t.Errorf("downstream %v", got)
	}
	if got := graph.Within(net.In(), 0, 9); !slices.Equal(got, []graph.Neighbour{{3, 1}, {4, 1}, {1, 2}}) {
		t.Errorf("upstream %v", got)
	}
	if got := graph.Within(net.Out(), 0, 0); got != nil {
		t.Errorf("no steps %v", got)
	}
}

func TestCommonSuppliers(t *testing.T) {
	net := build(t, 5, [3]float64{0, 3, 1}, [3]float64{0, 4, 1}, [3]float64{1, 3, 1}, [3]float64{2, 4, 1}, [3]float64{2, 3, 1})
	if got := graph.CommonSuppliers(net, []uint32{4, 3, 4}); !slices.Equal(got, []uint32{0, 2}) {
		t.Errorf("%v", got)
	}
}

// Firm 4 of sector 9 buys from two firms of sector 0, from one of the essential
// sector 1 and from one of sector 2, which it can do without.
func TestSoleSources(t *testing.T) {
	net := build(t, 5, [3]float64{0, 4, 1}, [3]float64{1, 4, 1}, [3]float64{2, 4, 4}, [3]float64{3, 4, 2})
	got := graph.SoleSources(net, []uint32{0, 0, 1, 2, 9}, func(s, b uint32) bool { return b == 9 && s != 2 })
	if !slices.Equal(got, []graph.Sole{{Buyer: 4, Supplier: 2, Weight: 4, Share: 0.5}}) {
		t.Errorf("%+v", got)
	}
}
