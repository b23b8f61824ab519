package draw_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/draw"
)

// The first numbers of a stream never change: results of users hang on them.
func TestStreamIsFixed(t *testing.T) {
	r := draw.Stream(7, "band", "firm 3")
	if a, b := r.Uint64(), r.Uint64(); a != 0x2ee0f8f93fa2b043 || b != 0x5954a92655130894 {
		t.Errorf("%#x %#x", a, b)
	}
	if draw.Stream(7, "ab", "c").Uint64() == draw.Stream(7, "a", "bc").Uint64() {
		t.Error("where the parts of a name end does not matter")
	}
	if draw.Stream(7, "a").Uint64() == draw.Stream(8, "a").Uint64() {
		t.Error("the seed does not matter")
	}
}

func TestExpAndLog(t *testing.T) {
	close := func(t *rapid.T, what string, got, want float64) {
		if math.Abs(got-want) > 4e-16*max(1e-300, math.Abs(want)) && math.Abs(got-want) > 1e-17 {
			t.Fatalf("%s: %v, not %v", what, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(-700, 700).Draw(t, "x")
		close(t, "exp", draw.Exp(x), math.Exp(x))
		y := rapid.Float64Range(1e-300, 1e300).Draw(t, "y")
		close(t, "log", draw.Log(y), math.Log(y))
		close(t, "log near 1", draw.Log(1+x/7000), math.Log(1+x/7000))
	})
	if draw.Exp(0) != 1 || draw.Log(1) != 0 || draw.Exp(-5000) != 0 || !math.IsInf(draw.Exp(5000), 1) {
		t.Error("the ends")
	}
}

// The laws have the moments they should; 200,000 draws leave an error of about 0.5 %.
func TestLaws(t *testing.T) {
	r := draw.Stream(1, "laws")
	const n = 200_000
	var mean, square, exponential, uniform float64
	var faces [6]int
	for range n {
		z := draw.Normal(r)
		mean += z / n
		square += z * z / n
		exponential += draw.Exponential(r) / n
		uniform += draw.Uniform(r) / n
		faces[draw.Below(r, 6)]++
	}
	for name, off := range map[string]float64{"mean": mean, "variance": square - 1, "exponential": exponential - 1, "uniform": uniform - 0.5} {
		if math.Abs(off) > 0.015 {
			t.Errorf("%s is off by %v", name, off)
		}
	}
	for face, times := range faces {
		if math.Abs(float64(times)/n-1./6) > 0.005 {
			t.Errorf("face %d came %d times", face, times)
		}
	}
}
