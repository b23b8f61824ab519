package graph_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/graph"
)

// On a path of five firms the middle one lies between two times two pairs.
func TestBetweennessOfAPath(t *testing.T) {
	net := build(t, 5, [3]float64{0, 1, 1}, [3]float64{1, 2, 1}, [3]float64{2, 3, 1}, [3]float64{3, 4, 1})
	b, err := graph.Betweenness(t.Context(), net, 2)
	fail(t, err)
	if !slices.Equal(b, []float64{0, 3, 4, 3, 0}) {
		t.Errorf("%v", b)
	}
}

// Two ways of two steps share the pair; the way over the larger weights is shorter.
func TestBetweennessOfADiamond(t *testing.T) {
	net := build(t, 4, [3]float64{0, 1, 1}, [3]float64{0, 2, 2}, [3]float64{1, 3, 1}, [3]float64{2, 3, 2})
	b, err := graph.Betweenness(t.Context(), net, 1)
	fail(t, err)
	if !slices.Equal(b, []float64{0, 0.5, 0.5, 0}) {
		t.Errorf("by steps %v", b)
	}
	b, err = graph.BetweennessByWeight(t.Context(), net, 1)
	fail(t, err)
	if !slices.Equal(b, []float64{0, 0, 1, 0}) {
		t.Errorf("by weight %v", b)
	}
}

// Both kinds of betweenness and closeness against all pairs of all firms.
func TestPathsAgainstPlain(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		net := anyNetwork(rt, 14)
		threads := rapid.IntRange(1, 3).Draw(rt, "threads")
		n := net.Len()
		for name, length := range map[string]func(float64) float64{"steps": one, "weight": reciprocal} {
			dist, paths := distances(net, length)
			want := make([]float64, n)
			for v := range n {
				for s := range n {
					for d := range n {
						if s != v && d != v && s != d && paths[s][d] > 0 && dist[s][v]+dist[v][d] == dist[s][d] {
							want[v] += paths[s][v] * paths[v][d] / paths[s][d]
						}
					}
				}
			}
			measure := graph.Betweenness
			if name == "weight" {
				measure = graph.BetweennessByWeight
			}
			got, err := measure(t.Context(), net, threads)
			if err != nil {
				rt.Fatal(err)
			}
			for v := range n {
				if math.Abs(got[v]-want[v]) > 1e-9 {
					rt.Fatalf("by %s, firm %d: %v, plain %v", name, v, got[v], want[v])
				}
			}
		}
		dist, _ := distances(net, one)
		got, err := graph.Closeness(t.Context(), net, threads)
		if err != nil {
			rt.Fatal(err)
		}
		for v := range n {
			sum, count := 0.0, 0.0
			for w := range n {
				if w != v && !math.IsInf(dist[v][w], 1) {
					sum, count = sum+dist[v][w], count+1
				}
			}
			if want := count / sum; math.IsNaN(want) != math.IsNaN(got[v]) || math.Abs(got[v]-want) > 1e-12 {
				rt.Fatalf("closeness of %d: %v, plain %v", v, got[v], want)
			}
		}
	})
}
