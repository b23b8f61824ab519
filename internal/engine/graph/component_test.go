package graph_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/graph"
	"lianzhang/internal/engine/network"
)

// Labels are the smallest firm that each can reach and be reached from; numbers
// and layers rise along the links.
func TestComponentsAgainstPlain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		net := anyNetwork(t, 12)
		n := uint32(net.Len())
		strong, weak := graph.Strong(net), graph.Weak(net)
		label, layer := strong.Smallest(), graph.Layers(net, strong)
		ties := graph.Project(net, graph.Equal, 1)
		for v := range n {
			want := v
			for w := range v {
				if reaches(net, v, w, graph.None) && reaches(net, w, v, graph.None) {
					want = w
					break
				}
			}
			if label[v] != want {
				t.Fatalf("strong component of %d: %d, plain %d", v, label[v], want)
			}
			col, _ := net.Out().Row(v)
			longest := uint32(0) // over the suppliers of the whole component
			for u := range n {
				for w := range n {
					if strong.Of[w] == strong.Of[v] && strong.Of[u] != strong.Of[v] && slices.Contains(net.Out().Col[net.Out().Ptr[u]:net.Out().Ptr[u+1]], w) {
						longest = max(longest, layer[u]+1)
					}
				}
			}
			if layer[v] != longest {
				t.Fatalf("layer of %d: %d, by its suppliers %d", v, layer[v], longest)
			}
			for _, w := range col {
				if strong.Of[v] > strong.Of[w] {
					t.Fatalf("link from %d to %d goes from component %d to %d", v, w, strong.Of[v], strong.Of[w])
				}
			}
			for _, w := range ties.Row(v) {
				if weak.Of[v] != weak.Of[w] {
					t.Fatalf("%d and %d are tied but in two weak components", v, w)
				}
			}
		}
		if got := pieces(ties, graph.None, [2]uint32{graph.None, graph.None}); got != weak.Count {
			t.Fatalf("%d weak components, plain %d", weak.Count, got)
		}
	})
}

// Take away whoever has fewer than k neighbours, again and again: what is left
// has core k. One more link never lowers a core.
func TestCoresAgainstPlain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		net := anyNetwork(t, 12)
		n := net.Len()
		w := matrix(net)
		simple := func(i, j int) int { return min(1, both(w, i, j)) }
		links := func(i, j int) int { return both(w, i, j) }
		if got, want := graph.Cores(graph.Project(net, graph.Equal, 1)), plainCores(n, simple); !slices.Equal(got, want) {
			t.Fatalf("cores %v, plain %v", got, want)
		}
		before := graph.CoresByLinks(net)
		if want := plainCores(n, links); !slices.Equal(before, want) {
			t.Fatalf("cores by links %v, plain %v", before, want)
		}
		if n < 2 {
			return
		}
		var more []network.Link
		for v := range uint32(n) {
			col, val := net.Out().Row(v)
			for k, c := range col {
				more = append(more, network.Link{Supplier: v, Buyer: c, Weight: val[k]})
			}
		}
		more = append(more, network.Link{Supplier: 0, Buyer: uint32(n - 1), Weight: 1})
		larger, _, err := network.Build(n, more)
		if err != nil {
			t.Fatal(err)
		}
		for v, k := range graph.CoresByLinks(larger) {
			if k < before[v] {
				t.Fatalf("one link more lowers the core of %d from %d to %d", v, before[v], k)
			}
		}
	})
}

func both(w [][]float64, i, j int) int {
	count := 0
	if w[i][j] > 0 {
		count++
	}
	if w[j][i] > 0 {
		count++
	}
	return count
}

func plainCores(n int, links func(i, j int) int) []uint32 {
	core := make([]uint32, n)
	for k := 1; k <= 2*n; k++ {
		in := make([]bool, n)
		for v := range in {
			in[v] = true
		}
		for again := true; again; {
			again = false
			for v := range n {
				degree := 0
				for u := range n {
					if u != v && in[u] {
						degree += links(v, u)
					}
				}
				if in[v] && degree < k {
					in[v], again = false, true
				}
			}
		}
		for v := range n {
			if in[v] {
				core[v] = uint32(k)
			}
		}
	}
	return core
}

// The centre of a star of three bridges everything: 3·(1/3)²; a leaf knows only
// the centre. In a triangle each reaches the other directly and round the
// corner: 2·(1/2 + 1/4)², and of two partners half is the same.
func TestHolesOfStarAndTriangle(t *testing.T) {
	star := graph.StructuralHoles(graph.Undirected(5, [][2]int{{0, 1}, {0, 2}, {0, 3}}), 1)
	near(t, "star", star.Constraint, []float64{1. / 3, 1, 1, 1, 0})
	near(t, "star, size", star.EffectiveSize, []float64{3, 1, 1, 1, 0})
	if !star.Known[0] || star.Known[4] {
		t.Error("a vertex without partners has no constraint")
	}
	triangle := graph.StructuralHoles(graph.Undirected(3, [][2]int{{0, 1}, {1, 2}, {2, 0}}), 1)
	near(t, "triangle", triangle.Constraint, []float64{1.125, 1.125, 1.125})
	near(t, "triangle, size", triangle.EffectiveSize, []float64{1, 1, 1})
}

// Burt's formulas over matrices.
func TestHolesAgainstPlain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		net := anyNetwork(t, 10)
		n, w := net.Len(), matrix(net)
		strength := rapid.SampledFrom([]graph.Strength{graph.Equal, graph.Count, graph.Money}).Draw(t, "strength")
		a := func(i, j int) float64 {
			switch strength {
			case graph.Equal:
				return float64(min(1, both(w, i, j)))
			case graph.Count:
				return float64(both(w, i, j))
			}
			return w[i][j] + w[j][i]
		}
		sum, most := make([]float64, n), make([]float64, n)
		for i := range n {
			for j := range n {
				if i != j {
					sum[i], most[i] = sum[i]+a(i, j), max(most[i], a(i, j))
				}
			}
		}
		h := graph.StructuralHoles(graph.Project(net, strength, 2), 2)
		for i := range n {
			constraint, size := 0.0, 0.0
			for j := range n {
				if i == j || a(i, j) == 0 {
					continue
				}
				p, redundant := a(i, j)/sum[i], 0.0
				for q := range n {
					if q != i && q != j && a(i, q) > 0 {
						p += a(i, q) / sum[i] * a(q, j) / sum[q]
						redundant += a(i, q) / sum[i] * a(j, q) / most[j]
					}
				}
				constraint, size = constraint+p*p, size+1-redundant
			}
			if h.Known[i] != (sum[i] > 0) || math.Abs(h.Constraint[i]-constraint) > 1e-12 || math.Abs(h.EffectiveSize[i]-size) > 1e-12 {
				t.Fatalf("firm %d: %v %v, plain %v %v", i, h.Constraint[i], h.EffectiveSize[i], constraint, size)
			}
		}
	})
}
