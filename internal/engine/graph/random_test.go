package graph_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/graph"
	"lianzhang/internal/engine/network"
)

// build makes a network of n firms from links supplier, buyer, weight.
func build(t testing.TB, n int, links ...[3]float64) *network.Network {
	t.Helper()
	var list []network.Link
	for _, l := range links {
		list = append(list, network.Link{Supplier: uint32(l[0]), Buyer: uint32(l[1]), Weight: l[2]})
	}
	net, _, err := network.Build(n, list)
	if err != nil {
		t.Fatal(err)
	}
	return net
}

// anyNetwork draws a network of up to most firms. Weights are few, so that ties
// between ways are common, and powers of two, so that lengths add up exactly.
func anyNetwork(t *rapid.T, most int) *network.Network {
	n := rapid.IntRange(0, most).Draw(t, "firms")
	var links []network.Link
	if n > 0 {
		links = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) network.Link {
			return network.Link{
				Supplier: rapid.Uint32Range(0, uint32(n-1)).Draw(t, "supplier"),
				Buyer:    rapid.Uint32Range(0, uint32(n-1)).Draw(t, "buyer"),
				Weight:   rapid.SampledFrom([]float64{1, 2, 4, 0.5}).Draw(t, "weight"),
			}
		}), 0, 3*n).Draw(t, "links")
	}
	seen := map[[2]uint32]bool{}
	for i := len(links) - 1; i >= 0; i-- { // of parallel links the last
		ends := [2]uint32{links[i].Supplier, links[i].Buyer}
		if seen[ends] {
			links = slices.Delete(links, i, i+1)
		}
		seen[ends] = true
	}
	net, _, err := network.Build(n, links)
	if err != nil {
		t.Fatal(err)
	}
	return net
}

// matrix returns the weights, 0 where there is no link.
func matrix(net *network.Network) [][]float64 {
	w := make([][]float64, net.Len())
	for v := range w {
		w[v] = make([]float64, net.Len())
		col, val := net.Out().Row(uint32(v))
		for k, c := range col {
			w[v][c] = val[k]
		}
	}
	return w
}

// distances returns by Floyd and Warshall how long the shortest way from each
// firm to each other is and how many there are; every length is a sum of few
// powers of two, so that equality is exact.
func distances(net *network.Network, length func(w float64) float64) (dist, paths [][]float64) {
	n, w := net.Len(), matrix(net)
	dist, paths = make([][]float64, n), make([][]float64, n)
	for i := range n {
		dist[i], paths[i] = make([]float64, n), make([]float64, n)
		for j := range n {
			dist[i][j] = math.Inf(1)
			if w[i][j] > 0 {
				dist[i][j] = length(w[i][j])
			}
		}
		dist[i][i] = 0
	}
	for k := range n {
		for i := range n {
			for j := range n {
				dist[i][j] = min(dist[i][j], dist[i][k]+dist[k][j])
			}
		}
	}
	for i := range n {
		for j := range n {
			paths[i][j] = countPaths(w, dist, length, i, j)
		}
	}
	return dist, paths
}

func countPaths(w, dist [][]float64, length func(float64) float64, i, j int) float64 {
	if i == j {
		return 1
	}
	if math.IsInf(dist[i][j], 1) {
		return 0
	}
	sum := 0.0
	for k := range w {
		if w[k][j] > 0 && dist[i][k]+length(w[k][j]) == dist[i][j] {
			sum += countPaths(w, dist, length, i, k)
		}
	}
	return sum
}

func one(float64) float64          { return 1 }
func reciprocal(w float64) float64 { return 1 / w }

// reaches tells whether a way leads from i to j that does not touch without.
func reaches(net *network.Network, i, j, without uint32) bool {
	if i == without || j == without {
		return false
	}
	seen, queue := map[uint32]bool{i: true}, []uint32{i}
	for len(queue) > 0 {
		v := queue[0]
		queue = queue[1:]
		if v == j {
			return true
		}
		col, _ := net.Out().Row(v)
		for _, c := range col {
			if c != without && !seen[c] {
				seen[c] = true
				queue = append(queue, c)
			}
		}
	}
	return false
}

// pieces counts the pieces of an undirected network without a vertex and a tie.
func pieces(t graph.Ties, vertex uint32, tie [2]uint32) int {
	seen := make([]bool, t.Len())
	count := 0
	var walk func(uint32)
	walk = func(v uint32) {
		seen[v] = true
		for _, w := range t.Row(v) {
			if w != vertex && !seen[w] && [2]uint32{min(v, w), max(v, w)} != tie {
				walk(w)
			}
		}
	}
	for v := range uint32(t.Len()) {
		if v != vertex && !seen[v] {
			count++
			walk(v)
		}
	}
	return count
}
