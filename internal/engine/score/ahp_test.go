package score_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/score"
)

// Saaty's school example in small: 1, 3, 5 with one contradiction. The principal
// eigenvalue of a reciprocal 3×3 matrix is 1 + q + 1/q, q = (a12 a23 / a13)^{1/3}.
func TestPairwiseByHand(t *testing.T) {
	r, err := score.Pairwise(3, []float64{1, 3, 5, 1.0 / 3, 1, 3, 0.2, 1.0 / 3, 1})
	if err != nil {
		t.Fatal(err)
	}
	q := math.Cbrt(3 * 3 / 5.0)
	near(t, "λ", r.Lambda, 1+q+1/q, 1e-12)
	near(t, "CI", r.CI, (q+1/q-2)/2, 1e-12)
	near(t, "CR", r.CR, (q+1/q-2)/2/0.58, 1e-12)
	// For n = 3 the geometric means of the rows are the eigenvector.
	total := math.Cbrt(15) + 1 + math.Cbrt(1.0/15)
	near(t, "first weight", r.Weight[0], math.Cbrt(15)/total, 1e-12)
	if r.Inconsistent() {
		t.Error("CR 0.033 is consistent enough")
	}
}

func TestPairwiseInconsistent(t *testing.T) {
	r, err := score.Pairwise(3, []float64{1, 5, 0.2, 0.2, 1, 5, 5, 0.2, 1})
	if err != nil || !r.Inconsistent() {
		t.Errorf("a circle of preferences passed: %+v %v", r, err)
	}
}

func TestPairwiseEdges(t *testing.T) {
	if r, err := score.Pairwise(1, []float64{1}); err != nil || r.Weight[0] != 1 || r.CR != 0 || r.CI != 0 {
		t.Errorf("one criterion: %+v %v", r, err)
	}
	if r, err := score.Pairwise(2, []float64{1, 7, 0.14, 1}); err != nil || r.CR != 0 || math.Abs(r.Unreciprocal-0.02) > 1e-12 {
		t.Errorf("two with rounded reciprocal: %+v %v", r, err)
	}
	ones := make([]float64, 11*11)
	for i := range ones {
		ones[i] = 1
	}
	if r, err := score.Pairwise(11, ones); err != nil || !math.IsNaN(r.CR) || !r.Inconsistent() {
		t.Errorf("no random index for eleven, but %+v %v", r, err)
	}
	for name, a := range map[string][]float64{
		"not reciprocal": {1, 3, 3, 1}, "zero": {1, 0, 1, 1}, "negative": {1, -2, -0.5, 1},
		"diagonal": {2, 1, 1, 1}, "not a number": {1, math.NaN(), 1, 1}, "infinite": {1, math.Inf(1), 0, 1},
	} {
		if _, err := score.Pairwise(2, a); err == nil {
			t.Errorf("%s passed", name)
		}
	}
	if _, err := score.Pairwise(0, nil); err == nil {
		t.Error("nothing to compare passed")
	}
}

// Comparisons made from weights give the weights back, and CR 0.
func TestPairwiseConsistent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.SliceOfN(rapid.Float64Range(0.1, 9), 1, 10).Draw(t, "weights")
		n, sum := len(w), 0.0
		a := make([]float64, n*n)
		for i := range n {
			sum += w[i]
			for j := range n {
				a[i*n+j] = w[i] / w[j]
			}
		}
		r, err := score.Pairwise(n, a)
		if err != nil {
			t.Fatal(err)
		}
		for i := range n {
			if math.Abs(r.Weight[i]-w[i]/sum) > 1e-12 {
				t.Fatalf("weight %v, want %v", r.Weight[i], w[i]/sum)
			}
		}
		if r.CR > 1e-12 || r.Inconsistent() {
			t.Fatalf("CR %v", r.CR)
		}
	})
}

func TestCouple(t *testing.T) {
	c, err := score.Couple([]float64{0.8, 0.2}, []float64{1, 1})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "C", c.C, 0.8, 1e-15) // 2·√0.16 / 1
	near(t, "T", c.T, 0.5, 1e-15)
	near(t, "D", c.D, math.Sqrt(0.4), 1e-15)
	if c, err := score.Couple([]float64{0, 0}, []float64{1, 1}); err != nil || !math.IsNaN(c.C) || !math.IsNaN(c.D) || c.T != 0 {
		t.Errorf("all at zero: %+v %v", c, err)
	}
	if c, _ := score.Couple([]float64{0, 0.5}, []float64{1, 1}); c.C != 0 || c.D != 0 {
		t.Errorf("one at zero: %+v", c)
	}
	for name, u := range map[string][]float64{"one system": {0.5}, "above one": {0.5, 1.2}, "not a number": {0.5, math.NaN()}} {
		if _, err := score.Couple(u, []float64{1, 1}[:len(u)]); err == nil {
			t.Errorf("%s passed", name)
		}
	}
}

func TestCoupleLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := rapid.SliceOfN(rapid.Float64Range(0, 1), 2, 6).Draw(t, "levels")
		ones := make([]float64, len(u))
		for i := range ones {
			ones[i] = 1
		}
		c, err := score.Couple(u, ones)
		if err != nil {
			t.Fatal(err)
		}
		if c.C > 1 || c.C < 0 || c.D > 1 || c.D < 0 {
			t.Fatalf("%+v", c)
		}
		for i := range u {
			u[i] = u[0]
		}
		if c, _ := score.Couple(u, ones); u[0] > 0 && math.Abs(c.C-1) > 1e-12 {
			t.Fatalf("level systems couple with %v", c.C)
		}
	})
}

func TestIndex(t *testing.T) {
	c, err := score.Index([]float64{0.5, math.NaN(), 1}, []float64{2, 1, 1})
	if err != nil || c.Missing != 1 || !math.IsNaN(c.Value) || c.Low != 0.5 || c.High != 0.75 || c.Part[0] != 0.25 {
		t.Errorf("with an unknown part: %+v %v", c, err)
	}
	c, err = score.Index([]float64{0.5, math.NaN(), 1}, []float64{1, 0, 1})
	if err != nil || c.Missing != 0 || c.Value != 0.75 {
		t.Errorf("an unknown without weight does no harm: %+v %v", c, err)
	}
	if _, err := score.Index([]float64{1.5}, []float64{1}); err == nil {
		t.Error("above one passed")
	}
}

// The scale comes from what is known; what is unknown stays unknown.
func TestMinMaxKnown(t *testing.T) {
	x := score.Table{Alternatives: 3, Criteria: 2, Values: []float64{1, math.NaN(), math.NaN(), math.NaN(), 3, 5}, Cost: []bool{true, false}}
	z, constant, err := score.MinMaxKnown(x)
	if err != nil || z[0] != 1 || !math.IsNaN(z[2]) || z[4] != 0 || constant[0] || !constant[1] || !math.IsNaN(z[1]) {
		t.Errorf("%v %v %v", z, constant, err)
	}
	if _, _, err := score.MinMax(x); err == nil {
		t.Error("an unknown value passed where all are needed")
	}
}
