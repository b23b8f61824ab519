package complexity_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/complexity"
)

func near(t *testing.T, name string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s = %v, want %v", name, got, want)
	}
}

// Two places, two products; A makes both, B only the second. All by hand: the
// matrix of products is (1/2 1/2; 1/4 3/4) with eigenvalues 1 and 1/4, K = (2, -1)/√5.
func TestByHand(t *testing.T) {
	r := complexity.FromMade(2, 2, []bool{true, true, false, true})
	near(t, "second eigenvalue", r.Second, 0.25, 1e-14)
	for name, v := range map[string][2]float64{
		"ECI A": {r.ECI[0], 1}, "ECI B": {r.ECI[1], -1},
		"PCI 1": {r.PCI[0], 3}, "PCI 2": {r.PCI[1], -1},
		"density A1": {r.Density[0], 1}, "density A2": {r.Density[1], 1},
		"density B1": {r.Density[2], 1.0 / 3}, "density B2": {r.Density[3], 2.0 / 3},
		"COI A": {r.COI[0], -1}, "COI B": {r.COI[1], 1},
		"COG A1": {r.COG[0], 0}, "COG B1": {r.COG[2], 16.0 / 9}, "COG B2": {r.COG[3], 0},
	} {
		near(t, name, v[0], v[1], 1e-13)
	}
	if r.Diversity[0] != 2 || r.Diversity[1] != 1 || r.Ubiquity[0] != 1 || r.Ubiquity[1] != 2 {
		t.Errorf("diversity %v, ubiquity %v", r.Diversity, r.Ubiquity)
	}
}

// A place that makes nothing and a product that nobody makes have no value, and
// change nothing for the others.
func TestZerosAreMissing(t *testing.T) {
	r := complexity.FromMade(3, 3, []bool{true, false, true, false, false, false, false, false, true})
	near(t, "ECI A", r.ECI[0], 1, 1e-13)
	near(t, "COG B1", r.COG[6], 16.0/9, 1e-13)
	for name, v := range map[string]float64{
		"ECI of nothing": r.ECI[1], "COI of nothing": r.COI[1], "density of nothing": r.Density[3], "COG of nothing": r.COG[3],
		"PCI of nobody": r.PCI[1], "density of nobody": r.Density[1], "COG of nobody": r.COG[7],
	} {
		if !math.IsNaN(v) {
			t.Errorf("%s = %v, want no value", name, v)
		}
	}
}

func TestNoComplexity(t *testing.T) {
	y, n := true, false
	for name, c := range map[string]struct {
		places, products int
		made             []bool
		want             complexity.Reason
	}{
		"empty":                       {0, 0, nil, complexity.TooFew},
		"nothing made":                {2, 2, []bool{n, n, n, n}, complexity.TooFew},
		"one place":                   {1, 3, []bool{y, y, y}, complexity.TooFew},
		"one product":                 {3, 1, []bool{y, y, y}, complexity.TooFew},
		"all make all":                {2, 3, []bool{y, y, y, y, y, y}, complexity.Alike},
		"three that share nothing":    {3, 3, []bool{y, n, n, n, y, n, n, n, y}, complexity.Repeated},
		"two parts are still told":    {2, 2, []bool{y, n, n, y}, ""},
		"a ring of three is the same": {3, 3, []bool{y, y, n, n, y, y, y, n, y}, complexity.Repeated},
	} {
		r := complexity.FromMade(c.places, c.products, c.made)
		if r.Undetermined != c.want {
			t.Errorf("%s: %q, want %q (%v, %v)", name, r.Undetermined, c.want, r.Second, r.Third)
		}
		for _, v := range r.ECI {
			if known := !math.IsNaN(v); known != (c.want == "") {
				t.Errorf("%s: ECI %v", name, v)
			}
		}
	}
	two := complexity.FromMade(2, 2, []bool{y, n, n, y})
	if !two.SignOpen || two.PCI[0] < 0 {
		t.Errorf("open sign %v, PCI %v", two.SignOpen, two.PCI)
	}
}

func TestRefusals(t *testing.T) {
	for name, x := range map[string]float64{"negative": -1, "not a number": math.NaN(), "infinite": math.Inf(1)} {
		if _, err := complexity.Measure(complexity.Table{Places: 1, Products: 2, Amounts: []float64{1, x}}); err == nil {
			t.Errorf("%s passed", name)
		}
	}
	if _, err := complexity.Measure(complexity.Table{Places: 1, Products: 2, Amounts: []float64{math.MaxFloat64, math.MaxFloat64}}); err == nil {
		t.Error("a sum beyond all numbers passed")
	}
}

func table(t *rapid.T) complexity.Table {
	places, products := rapid.IntRange(1, 9).Draw(t, "places"), rapid.IntRange(1, 9).Draw(t, "products")
	amount := rapid.Custom(func(t *rapid.T) float64 {
		return float64(rapid.SampledFrom([]int{0, 0, 1, 2, 3, 7, 40}).Draw(t, "amount"))
	})
	return complexity.Table{Places: places, Products: products, Amounts: rapid.SliceOfN(amount, places*products, places*products).Draw(t, "amounts")}
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := table(t)
		r, err := complexity.Measure(x)
		if err != nil {
			t.Fatal(err)
		}
		for i, d := range r.Density {
			if d < 0 || d > 1 {
				t.Fatalf("density %v", d)
			}
			if r.Made[i] && !math.IsNaN(r.COG[i]) && r.COG[i] != 0 {
				t.Fatalf("gain %v from what is made already", r.COG[i])
			}
		}
		if r.Undetermined != "" {
			return
		}
		compare(t, r, slow(r))
		scaled := x
		scaled.Amounts = make([]float64, len(x.Amounts))
		for i, a := range x.Amounts {
			scaled.Amounts[i] = a * 1024
		}
		s, err := complexity.Measure(scaled)
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.ECI {
			if math.Float64bits(r.ECI[i]) != math.Float64bits(s.ECI[i]) {
				t.Fatalf("another unit: %v, %v", r.ECI[i], s.ECI[i])
			}
		}
	})
}

// Above the size of the whole spectrum, Lanczos finds the same.
func TestLanczosAgainstOracle(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for name, size := range map[string][2]int{"more products": {270, 340}, "more places": {330, 265}} {
		made := make([]bool, size[0]*size[1])
		for c := range size[0] {
			for p := range size[1] {
				// The diverse make what few make: nested, with noise.
				able, hard := float64(c)/float64(size[0]), float64(p)/float64(size[1])
				made[c*size[1]+p] = rng.Float64() < 1/(1+math.Exp(8*(hard-able)+2))
			}
		}
		r := complexity.FromMade(size[0], size[1], made)
		if r.Steps == 0 || r.Undetermined != "" {
			t.Fatalf("%s: %d steps, %q", name, r.Steps, r.Undetermined)
		}
		compare(t, r, slow(r))
	}
}

// Three equal parts above that size: the second eigenvalue is seen to be double.
func TestLanczosSeesRepeated(t *testing.T) {
	const n = 100
	made := make([]bool, 9*n*n)
	for c := range 3 * n {
		for p := range 3 * n {
			made[c*3*n+p] = c/n == p/n && (c*7+p)%5 != 0
		}
	}
	if r := complexity.FromMade(3*n, 3*n, made); r.Steps == 0 || r.Undetermined != complexity.Repeated {
		t.Errorf("%d steps, %q: %v, %v", r.Steps, r.Undetermined, r.Second, r.Third)
	}
}

func BenchmarkMeasure(b *testing.B) {
	for name, size := range map[string][2]int{"200x780": {200, 780}, "2800x1000": {2800, 1000}} {
		rng := rand.New(rand.NewPCG(1, 1))
		t := complexity.Table{Places: size[0], Products: size[1], Amounts: make([]float64, size[0]*size[1])}
		for i := range t.Amounts {
			t.Amounts[i] = math.Exp(2 * rng.NormFloat64())
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := complexity.Measure(t); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
