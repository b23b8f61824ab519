// Package graph finds the vertices on which a network hangs.
//
// A network is given as adjacency lists: to[v] are the neighbours of vertex v,
// each at most once and never v itself; for an undirected network w is in to[v]
// exactly when v is in to[w]. Indices must be within range, or the functions
// panic.
package graph

import (
	"maps"
	"slices"
)

// Undirected returns the undirected adjacency lists of n vertices for the given
// arcs, in increasing order, without loops and without repetition.
func Undirected(n int, arcs [][2]int) [][]int {
	seen := make([]map[int]bool, n)
	for i := range seen {
		seen[i] = map[int]bool{}
	}
	for _, a := range arcs {
		if a[0] != a[1] {
			seen[a[0]][a[1]], seen[a[1]][a[0]] = true, true
		}
	}
	to := make([][]int, n)
	for v := range to {
		to[v] = slices.Sorted(maps.Keys(seen[v]))
	}
	return to
}

// Articulation tells for each vertex of an undirected network whether taking it
// out leaves more pieces than there were. It takes time proportional to
// vertices and links and does not recurse, so long chains are no danger.
//
// Source: Hopcroft and Tarjan, Algorithm 447, Communications of the ACM 16 (1973).
func Articulation(to [][]int) []bool {
	n := len(to)
	cut := make([]bool, n)
	depth, low, parent, next := make([]int, n), make([]int, n), make([]int, n), make([]int, n)
	for root := range n {
		if depth[root] != 0 {
			continue
		}
		depth[root], low[root], parent[root] = 1, 1, -1
		children := 0
		stack := []int{root}
		for len(stack) > 0 {
			v := stack[len(stack)-1]
			if next[v] < len(to[v]) {
				w := to[v][next[v]]
				next[v]++
				switch {
				case depth[w] == 0:
					depth[w], low[w], parent[w] = depth[v]+1, depth[v]+1, v
					stack = append(stack, w)
				case w != parent[v]:
					low[v] = min(low[v], depth[w])
				}
				continue
			}
			stack = stack[:len(stack)-1]
			p := parent[v]
			if p < 0 {
				continue
			}
			low[p] = min(low[p], low[v])
			if p == root {
				children++
			} else if low[v] >= depth[p] {
				cut[p] = true
			}
		}
		cut[root] = children > 1
	}
	return cut
}

// Constraint returns Burt's constraint of each vertex of an undirected network
// whose links all weigh the same: how far its neighbours already know one
// another. Low means that the vertex bridges a structural hole. A vertex
// without neighbours has 0 and false.
//
//	p(i,j) = 1/deg(i);  c(i) = Σ_j ( p(i,j) + Σ_{q≠i,j} p(i,q) p(q,j) )²
//
// Source: Burt, Structural Holes (1992), chapter 2.
func Constraint(to [][]int) ([]float64, []bool) {
	n := len(to)
	c, known := make([]float64, n), make([]bool, n)
	for i := range n {
		if len(to[i]) == 0 {
			continue
		}
		known[i] = true
		via := map[int]float64{}
		for _, q := range to[i] {
			for _, j := range to[q] {
				via[j] += float64(1 / float64(len(to[i])) / float64(len(to[q])))
			}
		}
		for _, j := range to[i] {
			t := 1/float64(len(to[i])) + via[j]
			c[i] += float64(t * t)
		}
	}
	return c, known
}
