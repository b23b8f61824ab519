package graph_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/graph"
)

// The estimate keeps its promise on the reference network, does not depend on
// the threads, and is another one with another seed.
func TestSampleKeepsItsPromise(t *testing.T) {
	net, want := reference(t), table(t, "nodes.csv.gz")
	for column, byWeight := range map[string]bool{"betweenness": false, "betweenness_weighted_inv": true} {
		const epsilon, delta = 0.02, 0.1
		got, err := graph.BetweennessSample(t.Context(), net, byWeight, epsilon, delta, 1, 1)
		fail(t, err)
		worst := 0.0
		for v, b := range want[column] {
			worst = max(worst, math.Abs(got.Of[v]-b)/(1000*999))
		}
		if worst > epsilon || worst == 0 {
			t.Errorf("%s: worst error %v of %d samples", column, worst, got.Samples)
		}
		again, err := graph.BetweennessSample(t.Context(), net, byWeight, epsilon, delta, 1, 3)
		fail(t, err)
		if !slices.Equal(got.Of, again.Of) {
			t.Errorf("%s depends on the threads", column)
		}
		other, err := graph.BetweennessSample(t.Context(), net, byWeight, epsilon, delta, 2, 1)
		fail(t, err)
		if slices.Equal(got.Of, other.Of) {
			t.Errorf("%s does not depend on the seed", column)
		}
	}
}

// The published number of samples: diameter 10 firms, log₂ 8 = 3, and 1 and ln 10.
func TestSampleSize(t *testing.T) {
	var links [][3]float64
	for v := range 9 {
		links = append(links, [3]float64{float64(v), float64(v + 1), 1})
	}
	got, err := graph.BetweennessSample(t.Context(), build(t, 10, links...), false, 0.1, 0.1, 1, 1)
	fail(t, err)
	if want := int(math.Ceil((3 + 1 + math.Log(10)) / 0.02)); got.Samples != want || got.Diameter != 10 {
		t.Errorf("%d samples for diameter %d, want %d", got.Samples, got.Diameter, want)
	}
}

// On small networks many samples come near to the exact value, which they would
// not if some shortest paths were likelier than others.
func TestSampleIsFair(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		net := anyNetwork(rt, 9)
		n := float64(net.Len())
		for _, byWeight := range []bool{false, true} {
			exact := graph.Betweenness
			if byWeight {
				exact = graph.BetweennessByWeight
			}
			want, err := exact(t.Context(), net, 1)
			fail(t, err)
			got, err := graph.BetweennessSample(t.Context(), net, byWeight, 0.1, 1e-9, 3, 1)
			fail(t, err)
			for v := range want {
				if math.Abs(got.Of[v]-want[v]) > 0.1*n*(n-1) {
					rt.Fatalf("by weight %v, firm %d: %v, exact %v", byWeight, v, got.Of[v], want[v])
				}
			}
			dist, _ := distances(net, map[bool]func(float64) float64{false: one, true: reciprocal}[byWeight])
			for _, row := range dist {
				for _, d := range row {
					if !byWeight && !math.IsInf(d, 1) && int(d)+1 > max(got.Diameter, 1) {
						rt.Fatalf("a path of %v firms, bound %d", d+1, got.Diameter)
					}
				}
			}
		}
	})
}
