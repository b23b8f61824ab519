package network_test

import (
	"math"
	"slices"
	"testing"

	"lianzhang/internal/engine/draw"
	"lianzhang/internal/engine/network"
)

func TestSpread(t *testing.T) {
	var v []float64
	for i := 20; i > 0; i-- {
		v = append(v, float64(i))
	}
	got, ok := network.NewSpread(v)
	if want := (network.Spread{Min: 1, P05: 1, P25: 5, Median: 10, P75: 15, P95: 19, Max: 20, Mean: 10.5, Sum: 210}); !ok || got != want {
		t.Errorf("%+v", got)
	}
	if got, _ := network.NewSpread([]float64{7}); got.P05 != 7 || got.P95 != 7 {
		t.Errorf("one value: %+v", got)
	}
	if _, ok := network.NewSpread(nil); ok {
		t.Error("no values are described")
	}
}

// Degrees drawn from a power law give their exponent back.
func TestTailExponent(t *testing.T) {
	r := draw.Stream(3, "tail")
	for _, a := range []float64{2, 2.5, 3} {
		var degrees []float64
		for range 100_000 {
			degrees = append(degrees, math.Floor(0.5+0.5*math.Pow(1-draw.Uniform(r), -1/(a-1))*2))
		}
		slices.Sort(degrees)
		if got, ok := network.TailExponent(degrees); !ok || math.Abs(got-a) > 0.1 {
			t.Errorf("exponent %v found as %v", a, got)
		}
	}
	for name, degrees := range map[string][]float64{"none": nil, "only zeros": make([]float64, 500), "few": {1, 2, 3}, "all equal": slices.Repeat([]float64{4}, 900)} {
		if got, ok := network.TailExponent(degrees); ok {
			t.Errorf("%s: %v", name, got)
		}
	}
}
