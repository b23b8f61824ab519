package score_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/score"
)

func near(t *testing.T, name string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s = %v, want %v", name, got, want)
	}
}

// Three parks by output (benefit) and energy (cost).
func parks() score.Table {
	return score.Table{Alternatives: 3, Criteria: 2, Values: []float64{10, 4, 20, 2, 30, 6}, Cost: []bool{false, true}}
}

func TestMinMax(t *testing.T) {
	z, constant, err := score.MinMax(parks())
	if err != nil || constant[0] || constant[1] {
		t.Fatal(constant, err)
	}
	for k, want := range []float64{0, 0.5, 0.5, 1, 1, 0} {
		near(t, "z", z[k], want, 0)
	}
}

// Both columns hold 0, 1/2, 1: p = 1/3 and 2/3, entropy (ln 3 - 2/3 ln 2)/ln 3.
func TestEntropyByHand(t *testing.T) {
	e, err := score.EntropyWeights(parks())
	if err != nil {
		t.Fatal(err)
	}
	near(t, "entropy", e.Entropy[0], 1-2*math.Ln2/(3*math.Log(3)), 1e-15)
	near(t, "weight", e.Weight[0], 0.5, 1e-15)
	x := parks()
	x.Values = []float64{1, 7, 2, 7, 5, 7} // energy alike
	e, err = score.EntropyWeights(x)
	if err != nil || e.Weight[1] != 0 || e.Weight[0] != 1 || e.Entropy[1] != 1 {
		t.Errorf("a constant criterion weighs: %+v %v", e, err)
	}
}

// With weights 1/2 each: both columns have norm √(5/4) after min-max.
func TestTopsisByHand(t *testing.T) {
	r, err := score.TOPSIS(parks(), []float64{1, 1}, score.ByMinMax)
	if err != nil {
		t.Fatal(err)
	}
	s := 0.5 / math.Sqrt(1.25)
	near(t, "D+ of the first", r.DPlus[0], s*math.Sqrt(1.25), 1e-15)
	near(t, "D- of the first", r.DMinus[0], s*0.5, 1e-15)
	near(t, "closeness of the second", r.Closeness[1], math.Sqrt(1.25)/(math.Sqrt(1.25)+0.5), 1e-15)
	near(t, "closeness of the third", r.Closeness[2], 0.5, 1e-15)
	if r.Rank[0] != 3 || r.Rank[1] != 1 || r.Rank[2] != 2 {
		t.Errorf("ranks %v", r.Rank)
	}
	// Raw values over their norm: √1400 and √56.
	v, err := score.TOPSIS(parks(), []float64{1, 1}, score.ByVector)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "D+ of the first, by vector", v.DPlus[0], 0.5*math.Hypot(20/math.Sqrt(1400), 2/math.Sqrt(56)), 1e-15)
	near(t, "D- of the first, by vector", v.DMinus[0], 0.5*2/math.Sqrt(56), 1e-15)
}

func TestTopsisTies(t *testing.T) {
	x := score.Table{Alternatives: 4, Criteria: 1, Values: []float64{1, 3, 1, 3}, Cost: []bool{false}}
	r, err := score.TOPSIS(x, []float64{2}, score.ByVector)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{3, 1, 4, 2} {
		if r.Rank[i] != want {
			t.Errorf("rank %d of %d, want %d", r.Rank[i], i, want)
		}
	}
	if r.Ties != 2 {
		t.Errorf("%d ties", r.Ties)
	}
}

func TestDegenerate(t *testing.T) {
	none := score.Table{}
	one := score.Table{Alternatives: 1, Criteria: 1, Values: []float64{5}, Cost: []bool{false}}
	if _, err := score.TOPSIS(none, nil, score.ByMinMax); !errors.Is(err, score.ErrTooFew) {
		t.Errorf("nothing to rank: %v", err)
	}
	r, err := score.TOPSIS(one, []float64{1}, score.ByMinMax)
	if err != nil || r.Closeness[0] != 0 || r.Rank[0] != 1 {
		t.Errorf("one alone: %+v %v", r, err)
	}
	if _, err := score.EntropyWeights(one); !errors.Is(err, score.ErrTooFew) {
		t.Errorf("entropy of one: %v", err)
	}
	alike := score.Table{Alternatives: 2, Criteria: 1, Values: []float64{5, 5}, Cost: []bool{true}}
	if _, err := score.EntropyWeights(alike); !errors.Is(err, score.ErrConstant) {
		t.Errorf("entropy of equals: %v", err)
	}
	for name, x := range map[string][]float64{
		"not a number": {1, math.NaN()}, "infinite": {1, math.Inf(-1)}, "too far apart": {math.MaxFloat64, -math.MaxFloat64},
	} {
		bad := score.Table{Alternatives: 2, Criteria: 1, Values: x, Cost: []bool{false}}
		if _, err := score.TOPSIS(bad, []float64{1}, score.ByVector); err == nil {
			t.Errorf("%s passed", name)
		}
	}
	for name, w := range map[string][]float64{"zero": {0}, "negative": {-1}, "not a number": {math.NaN()}} {
		if _, err := score.TOPSIS(one, w, score.ByMinMax); err == nil {
			t.Errorf("weight %s passed", name)
		}
	}
	huge := score.Table{Alternatives: 2, Criteria: 1, Values: []float64{1e300, 1e-300}, Cost: []bool{false}}
	if r, err := score.TOPSIS(huge, []float64{1}, score.ByVector); err != nil || r.Closeness[0] != 1 {
		t.Errorf("large values: %+v %v", r, err)
	}
}

func TestTopsisLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, m := rapid.IntRange(1, 8).Draw(t, "alternatives"), rapid.IntRange(1, 5).Draw(t, "criteria")
		value := rapid.Map(rapid.IntRange(0, 6), func(k int) float64 { return float64(k) })
		x := score.Table{
			Alternatives: n, Criteria: m, Values: rapid.SliceOfN(value, n*m, n*m).Draw(t, "values"),
			Cost: rapid.SliceOfN(rapid.Bool(), m, m).Draw(t, "cost"),
		}
		weights := rapid.SliceOfN(rapid.Float64Range(0.1, 3), m, m).Draw(t, "weights")
		norm := score.Norm(rapid.IntRange(0, 1).Draw(t, "norm"))
		r, err := score.TOPSIS(x, weights, norm)
		if err != nil {
			t.Fatal(err)
		}
		for i := range n {
			for k := range n {
				if better(x, i, k) && r.Closeness[i] < r.Closeness[k]-1e-12 {
					t.Fatalf("%d is at least as good as %d everywhere but scores %v, %v", i, k, r.Closeness[i], r.Closeness[k])
				}
			}
			if c := r.Closeness[i]; !(c >= 0 && c <= 1) {
				t.Fatalf("closeness %v", c)
			}
		}
		scaled := x // another unit
		scaled.Values = make([]float64, len(x.Values))
		for k, v := range x.Values {
			scaled.Values[k] = v * 4
		}
		s, err := score.TOPSIS(scaled, weights, norm)
		if err != nil {
			t.Fatal(err)
		}
		for i := range n {
			if s.Closeness[i] != r.Closeness[i] {
				t.Fatalf("the unit changed closeness: %v, %v", s.Closeness[i], r.Closeness[i])
			}
		}
	})
}

func better(x score.Table, i, k int) bool {
	for j := range x.Criteria {
		a, b := x.Values[i*x.Criteria+j], x.Values[k*x.Criteria+j]
		if a != b && a > b == x.Cost[j] {
			return false
		}
	}
	return true
}

func TestCombine(t *testing.T) {
	a, b := []float64{0.8, 0.2}, []float64{0.2, 0.8}
	for share, want := range map[float64]float64{0: 0.2, 0.5: 0.5, 1: 0.8} {
		w, err := score.Combine(a, b, share)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "combined", w[0], want, 1e-15)
	}
	if _, err := score.Combine(a, b, 1.5); err == nil {
		t.Error("share above 1 passed")
	}
	if _, err := score.Combine([]float64{1, 0}, []float64{0, 1}, 0.5); err == nil {
		t.Error("weights that cancel out passed")
	}
}
