package graph_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/graph"
)

func TestArticulation(t *testing.T) {
	for name, c := range map[string]struct {
		n    int
		arcs [][2]int
		want []bool
	}{
		"middle of a path":            {3, [][2]int{{0, 1}, {1, 2}}, []bool{false, true, false}},
		"a ring has none":             {4, [][2]int{{0, 1}, {1, 2}, {2, 3}, {3, 0}}, make([]bool, 4)},
		"two triangles share a point": {5, [][2]int{{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 4}, {4, 2}}, []bool{false, false, true, false, false}},
		"first vertex with two sides": {3, [][2]int{{0, 1}, {0, 2}}, []bool{true, false, false}},
		"alone":                       {1, nil, []bool{false}},
	} {
		if got := graph.Articulation(graph.Undirected(c.n, c.arcs)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// The fast answer equals the plain one: take a vertex out and count pieces.
func TestArticulationAgainstPlain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "n")
		var arcs [][2]int
		for range rapid.IntRange(0, 20).Draw(t, "arcs") {
			arcs = append(arcs, [2]int{rapid.IntRange(0, n-1).Draw(t, "a"), rapid.IntRange(0, n-1).Draw(t, "b")})
		}
		to := graph.Undirected(n, arcs)
		got := graph.Articulation(to)
		for v := range n {
			apart := pieces(to, v) > pieces(to, -1)-alone(to, v)
			if got[v] != apart {
				t.Fatalf("vertex %d of %v: %v, plain %v", v, to, got[v], apart)
			}
		}
	})
}

// alone is 1 when taking v out takes a whole piece away.
func alone(to [][]int, v int) int {
	if len(to[v]) == 0 {
		return 1
	}
	return 0
}

func pieces(to [][]int, without int) int {
	seen := make([]bool, len(to))
	count := 0
	var walk func(int)
	walk = func(v int) {
		seen[v] = true
		for _, w := range to[v] {
			if w != without && !seen[w] {
				walk(w)
			}
		}
	}
	for v := range to {
		if v != without && !seen[v] {
			count++
			walk(v)
		}
	}
	return count
}

func TestConstraint(t *testing.T) {
	// The centre of a star of three bridges everything: 3·(1/3)²; a leaf knows only the centre.
	star, known := graph.Constraint(graph.Undirected(4, [][2]int{{0, 1}, {0, 2}, {0, 3}}))
	if math.Abs(star[0]-1.0/3) > 1e-12 || star[1] != 1 || !known[0] {
		t.Errorf("star: %v", star)
	}
	// In a triangle each reaches the other directly and round the corner: 2·(1/2+1/4)².
	triangle, _ := graph.Constraint(graph.Undirected(3, [][2]int{{0, 1}, {1, 2}, {2, 0}}))
	if math.Abs(triangle[0]-1.125) > 1e-12 {
		t.Errorf("triangle: %v", triangle)
	}
	if _, known := graph.Constraint(graph.Undirected(1, nil)); known[0] {
		t.Error("constraint of a vertex without neighbours")
	}
}
