package concentration_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/concentration"
)

func near(t *testing.T, name string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-12 {
		t.Errorf("%s = %v, want %v", name, got, want)
	}
}

func TestTextbook(t *testing.T) {
	shares := []float64{40, 30, 20, 10}
	h, _ := concentration.HHI(shares)
	near(t, "HHI of 40, 30, 20, 10", h, 0.30)
	cr, _ := concentration.CR(shares, 2)
	near(t, "CR2", cr, 0.70)
	all, _ := concentration.CR(shares, 9)
	near(t, "CR of more than there are", all, 1)
	lq, _ := concentration.LQ(20, 100, 10, 100)
	near(t, "twice its due", lq, 2)
	c, _ := concentration.Cosine([]float64{1, 0}, []float64{1, 1})
	near(t, "half a right angle", c, math.Sqrt(0.5))
	j, _ := concentration.Jaccard([]float64{1, 2, 0}, []float64{0, 5, 1})
	near(t, "one of three in common", j, 1.0/3)
}

func TestReaching(t *testing.T) {
	for name, c := range map[string]struct {
		amounts []float64
		want    int
	}{
		"one makes it alone":             {[]float64{80, 10, 10}, 1},
		"exactly 75 % counts as reached": {[]float64{75, 25}, 1},
		"just below needs the next":      {[]float64{74, 16, 10}, 2},
		"equal ten need eight":           {[]float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 8},
		"order does not matter":          {[]float64{10, 80, 10}, 1},
	} {
		if got, ok := concentration.Reaching(c.amounts, 0.75); !ok || got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

// Without a positive sum nothing is measured: zero is not unknown.
func TestNothingToMeasure(t *testing.T) {
	if _, ok := concentration.HHI([]float64{0, 0}); ok {
		t.Error("HHI of nothing")
	}
	if _, ok := concentration.Reaching(nil, 0.75); ok {
		t.Error("suppliers of nothing")
	}
	if _, ok := concentration.LQ(1, 2, 0, 3); ok {
		t.Error("location quotient without a base")
	}
	if _, ok := concentration.Cosine([]float64{0}, []float64{1}); ok {
		t.Error("angle with nothing")
	}
	if _, ok := concentration.Jaccard([]float64{0}, []float64{0}); ok {
		t.Error("overlap of nothing")
	}
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amounts := rapid.SliceOfN(rapid.Float64Range(0.01, 1e6), 1, 30).Draw(t, "amounts")
		h, _ := concentration.HHI(amounts)
		n := float64(len(amounts))
		if h < 1/n-1e-9 || h > 1+1e-9 {
			t.Fatalf("HHI %v of %v firms", h, n)
		}
		scaled := make([]float64, len(amounts))
		for i, a := range amounts {
			scaled[i] = a * 1024 // another unit, exact in binary
		}
		if hs, _ := concentration.HHI(scaled); hs != h {
			t.Fatalf("the unit changed HHI: %v, %v", h, hs)
		}
		k, _ := concentration.Reaching(amounts, 0.75)
		if cr, _ := concentration.CR(amounts, k); cr < 0.75-1e-9 {
			t.Fatalf("%d firms make only %v", k, cr)
		}
		if k > 1 {
			if cr, _ := concentration.CR(amounts, k-1); cr >= 0.75+1e-9 {
				t.Fatalf("%d firms already make %v", k-1, cr)
			}
		}
	})
}
