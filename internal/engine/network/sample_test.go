package network_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianzhang/internal/engine/network"
)

// The shape: how many links, heavy tails, log-normal weights, books in order.
func TestSampleLooksLikeAnEconomy(t *testing.T) {
	e := network.Sample(10_000, 42)
	if e.Net.Len() != 10_000 || e.Net.Links() < 66_000 || e.Net.Links() > 73_000 || len(e.Ess) != 88 {
		t.Fatalf("%d firms, %d links, %d sectors", e.Net.Len(), e.Net.Links(), len(e.Ess))
	}
	var degrees []int
	logs, mean := []float64{}, 0.0
	sold, bought := e.Net.Out().Sums(), e.Net.In().Sums()
	for v := range uint32(10_000) {
		degrees = append(degrees, e.Net.Out().Degree(v))
		if e.Output[v] < bought[v] || e.FinalDemand[v] <= 0 || math.Abs(e.Output[v]-e.FinalDemand[v]-sold[v]) > 0.001 {
			t.Fatalf("firm %d sells %v and %v, makes %v, buys %v", v, sold[v], e.FinalDemand[v], e.Output[v], bought[v])
		}
		_, val := e.Net.Out().Row(v)
		for _, w := range val {
			logs = append(logs, math.Log(w))
			mean += math.Log(w)
		}
	}
	slices.Sort(degrees)
	if median, top := degrees[5000], degrees[9999]; median > 5 || top < 50*median {
		t.Errorf("degrees with median %d and maximum %d have no heavy tail", median, top)
	}
	mean /= float64(len(logs))
	square, cube := 0.0, 0.0
	for _, l := range logs {
		square += (l - mean) * (l - mean) / float64(len(logs))
		cube += math.Pow(l-mean, 3) / float64(len(logs))
	}
	if skew := cube / math.Pow(square, 1.5); math.Abs(skew) > 0.3 || square < 1 {
		t.Errorf("logarithms of weights: variance %v, skewness %v", square, skew)
	}
}

func TestSampleIsRepeated(t *testing.T) {
	all := cmp.AllowUnexported(network.Network{})
	if diff := cmp.Diff(network.Sample(500, 7), network.Sample(500, 7), all); diff != "" {
		t.Error(diff)
	}
	if cmp.Equal(network.Sample(500, 7), network.Sample(500, 8), all) {
		t.Error("the seed does not matter")
	}
	for n := range 4 { // too few firms for anything still make an economy
		if e := network.Sample(n, 1); e.Net.Len() != n {
			t.Errorf("%d firms", e.Net.Len())
		}
	}
}
