package concentration_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/concentration"
)

func TestGini(t *testing.T) {
	for name, c := range map[string]struct {
		amounts []float64
		want    float64
	}{
		"all equal":         {[]float64{5, 5, 5, 5}, 0},
		"one holds all":     {[]float64{0, 0, 0, 8}, 0.75},
		"one, two, three":   {[]float64{2, 3, 1}, 2.0 / 9},
		"half have nothing": {[]float64{0, 1, 0, 1}, 0.5},
		"one alone":         {[]float64{7}, 0},
	} {
		got, ok := concentration.Gini(c.amounts)
		if !ok {
			t.Fatal(name)
		}
		near(t, name, got, c.want)
	}
	if _, ok := concentration.Gini([]float64{0, 0}); ok {
		t.Error("Gini of nothing")
	}
	rapid.Check(t, func(t *rapid.T) { // half the mean difference over the mean
		v := rapid.SliceOfN(rapid.Float64Range(0.01, 100), 1, 20).Draw(t, "v")
		total, differences := 0.0, 0.0
		for _, a := range v {
			total += a
			for _, b := range v {
				differences += math.Abs(a - b)
			}
		}
		n := float64(len(v))
		if g, _ := concentration.Gini(v); math.Abs(g-differences/(2*n*total)) > 1e-12 {
			t.Fatalf("%v of %v", g, v)
		}
	})
}

func TestLQTable(t *testing.T) {
	e := []float64{
		20, 80, 0,
		10, 90, 0,
		0, 0, 0,
	}
	zero := concentration.LQTable(e, 3, 3, 0)
	for k, want := range []float64{0.2 / 0.15, 0.8 / 0.85, 0, 0.1 / 0.15, 0.9 / 0.85, 0, 0, 0, 0} {
		near(t, "0/0 is 0", zero[k], want)
	}
	unknown := concentration.LQTable(e, 3, 3, math.NaN())
	for _, k := range []int{2, 5, 6, 7, 8} {
		if !math.IsNaN(unknown[k]) {
			t.Errorf("place %d is %v, not unknown", k, unknown[k])
		}
	}
	near(t, "what is known stays", unknown[0], zero[0])
	if absent := concentration.LQTable([]float64{0, 5, 5, 5}, 2, 2, math.NaN()); absent[0] != 0 {
		t.Errorf("absent is %v, not 0", absent[0])
	}
}

func TestEllisonGlaeser(t *testing.T) {
	// All in one of two equal regions, in two equal plants: G = ½, H = ½, γ = 1.
	gamma, raw, ok := concentration.EllisonGlaeser([]float64{10, 0}, []float64{50, 50}, []float64{5, 5})
	if !ok {
		t.Fatal("not defined")
	}
	near(t, "G", raw, 0.5)
	near(t, "γ", gamma, 1)
	// Spread like everything: G = 0, so γ = −H/(1−H).
	gamma, _, _ = concentration.EllisonGlaeser([]float64{6, 4}, []float64{60, 40}, []float64{5, 5})
	near(t, "γ of an even spread", gamma, -1)
	for name, c := range map[string][3][]float64{
		"one plant":       {{10, 0}, {50, 50}, {10}},
		"one region":      {{10}, {100}, {5, 5}},
		"nobody":          {{0, 0}, {50, 50}, {5, 5}},
		"no plants known": {{10, 0}, {50, 50}, nil},
	} {
		if _, _, ok := concentration.EllisonGlaeser(c[0], c[1], c[2]); ok {
			t.Errorf("%s: defined", name)
		}
	}
}

// A row of four places, neighbours both ways.
func line(n int) []concentration.Neighbour {
	var w []concentration.Neighbour
	for i := range n - 1 {
		w = append(w, concentration.Neighbour{From: i, To: i + 1, Weight: 1}, concentration.Neighbour{From: i + 1, To: i, Weight: 1})
	}
	return w
}

func TestMoran(t *testing.T) {
	rising, _ := concentration.Moran([]float64{1, 2, 3, 4}, line(4))
	near(t, "rising", rising.I, 1.0/3) // 4/6 · 2(0.75 − 0.25 + 0.75)/5
	near(t, "expected", rising.Expected, -1.0/3)
	if turns, _ := concentration.Moran([]float64{1, 0, 1, 0}, line(4)); turns.I != -1 {
		t.Errorf("alternating: %v", turns.I)
	}
	if _, ok := concentration.Moran([]float64{2, 2, 2}, line(3)); ok {
		t.Error("equal values have no autocorrelation")
	}
	if _, ok := concentration.Moran([]float64{1, 2, 3}, nil); ok {
		t.Error("nobody has neighbours")
	}
	self, _ := concentration.Moran([]float64{1, 2, 3, 4}, append(line(4), concentration.Neighbour{From: 2, To: 2, Weight: 9}))
	if self != rising {
		t.Errorf("its own neighbour: %+v, without %+v", self, rising)
	}
	if few, _ := concentration.Moran([]float64{1, 2, 4}, line(3)); !math.IsNaN(few.Variance) {
		t.Errorf("variance of three places: %v", few.Variance)
	}
}

// Mean and variance are those over all ways to deal the values out.
func TestMoranMoments(t *testing.T) {
	values := []float64{1, 4, 2, 9, 3}
	weights := append(line(5), concentration.Neighbour{From: 0, To: 3, Weight: 2.5}, concentration.Neighbour{From: 4, To: 1, Weight: 0.5}, concentration.Neighbour{From: 0, To: 1, Weight: 1})
	got, _ := concentration.Moran(values, weights)
	var all []float64
	permute(values, 0, func(v []float64) {
		m, _ := concentration.Moran(v, weights)
		all = append(all, m.I)
	})
	if len(all) != 120 {
		t.Fatal(len(all))
	}
	mean, variance := 0.0, 0.0
	for _, i := range all {
		mean += i / 120
	}
	for _, i := range all {
		variance += (i - mean) * (i - mean) / 120
	}
	near(t, "mean", got.Expected, mean)
	near(t, "variance", got.Variance, variance)
	near(t, "z", got.Z, (got.I-mean)/math.Sqrt(variance))
}

func permute(v []float64, from int, each func(v []float64)) {
	if from == len(v) {
		each(append([]float64(nil), v...))
		return
	}
	for k := from; k < len(v); k++ {
		v[from], v[k] = v[k], v[from]
		permute(v, from+1, each)
		v[from], v[k] = v[k], v[from]
	}
}
