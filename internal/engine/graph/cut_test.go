package graph_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/graph"
)

func TestCutPoints(t *testing.T) {
	for name, c := range map[string]struct {
		n       int
		arcs    [][2]int
		points  []bool
		bridges [][2]uint32
	}{
		"middle of a path":            {3, [][2]int{{2, 1}, {1, 0}}, []bool{false, true, false}, [][2]uint32{{0, 1}, {1, 2}}},
		"a ring has none":             {4, [][2]int{{0, 1}, {1, 2}, {2, 3}, {3, 0}}, make([]bool, 4), nil},
		"two triangles share a point": {5, [][2]int{{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 4}, {4, 2}}, []bool{false, false, true, false, false}, nil},
		"first vertex with two sides": {3, [][2]int{{0, 1}, {0, 2}}, []bool{true, false, false}, [][2]uint32{{0, 1}, {0, 2}}},
		"there and back is one tie":   {2, [][2]int{{0, 1}, {1, 0}}, make([]bool, 2), [][2]uint32{{0, 1}}},
		"alone":                       {1, [][2]int{{0, 0}}, []bool{false}, nil},
		"nobody":                      {0, nil, []bool{}, nil},
	} {
		got := graph.CutPoints(graph.Undirected(c.n, c.arcs))
		if !slices.Equal(got.Articulation, c.points) || !slices.Equal(got.Bridges, c.bridges) {
			t.Errorf("%s: %v, want %v %v", name, got, c.points, c.bridges)
		}
	}
}

// The fast answer equals the plain one: take a vertex or a tie out and count pieces.
func TestCutPointsAgainstPlain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ties := graph.Project(anyNetwork(t, 12), graph.Equal, 2)
		got := graph.CutPoints(ties)
		nothing := [2]uint32{graph.None, graph.None}
		whole := pieces(ties, graph.None, nothing)
		var bridges [][2]uint32
		for v := range uint32(ties.Len()) {
			alone := 0
			if len(ties.Row(v)) == 0 {
				alone = 1 // taking it out takes a whole piece away
			}
			if apart := pieces(ties, v, nothing) > whole-alone; got.Articulation[v] != apart {
				t.Fatalf("vertex %d: %v, plain %v", v, got.Articulation[v], apart)
			}
			for _, w := range ties.Row(v) {
				if v < w && pieces(ties, graph.None, [2]uint32{v, w}) > whole {
					bridges = append(bridges, [2]uint32{v, w})
				}
			}
		}
		if !slices.Equal(got.Bridges, bridges) {
			t.Fatalf("bridges %v, plain %v", got.Bridges, bridges)
		}
	})
}

// A chain of a hundred thousand firms is walked without recursion.
func TestLongChain(t *testing.T) {
	const n = 100_000
	arcs := make([][2]int, n-1)
	for v := range arcs {
		arcs[v] = [2]int{v, v + 1}
	}
	if got := graph.CutPoints(graph.Undirected(n, arcs)); len(got.Bridges) != n-1 || got.Articulation[0] || !got.Articulation[1] {
		t.Errorf("%d bridges", len(got.Bridges))
	}
}
