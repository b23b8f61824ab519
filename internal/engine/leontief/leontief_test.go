package leontief_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/leontief"
)

// Two sectors of Miller and Blair, section 2.3: Z, x, and demand before and after.
var (
	flows  = []float64{150, 500, 200, 100}
	output = []float64{1000, 2000}
	demand = []float64{350, 1700}
)

func near(t *testing.T, name string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol*math.Max(1, math.Abs(want))) {
		t.Errorf("%s = %v, want %v", name, got, want)
	}
}

func TestTextbook(t *testing.T) {
	a := leontief.Technical(flows, output)
	for i, want := range []float64{0.15, 0.25, 0.2, 0.05} {
		near(t, "a", a[i], want, 1e-15)
	}
	f, err := leontief.Factorize(a, 2)
	if err != nil {
		t.Fatal(err)
	}
	x, residual := f.Solve(demand)
	near(t, "output of agriculture", x[0], 1000, 1e-12)
	near(t, "output of manufacturing", x[1], 2000, 1e-12)
	if residual > 1e-14 {
		t.Errorf("residual %v", residual)
	}
	// The book prints L to four places.
	for i, want := range []float64{1.2541, 0.3300, 0.2640, 1.1221} {
		near(t, "L", f.Inverse()[i], want, 5e-5)
	}
	multipliers := leontief.Multiplier(f, []float64{1, 1})
	near(t, "multiplier of agriculture", multipliers[0], 1.5182, 5e-5)
	near(t, "multiplier of manufacturing", multipliers[1], 1.4521, 5e-5)
	// New demand 600 and 1500 takes 1247.5 and 1842 (section 2.3.2, rounded there).
	x, _ = f.Solve([]float64{600, 1500})
	near(t, "new output 1", x[0], 1247.5, 1e-4)
	near(t, "new output 2", x[1], 1841.6, 1e-4)
}

// Without output there are no coefficients, and nothing is divided by zero.
func TestNoOutput(t *testing.T) {
	z, x := []float64{1, 0, 0, 0}, []float64{4, 0}
	l, err := leontief.Link(z, x, []float64{3, 0}, []float64{3, 0})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "multiplier with output", l.OutputMultiplier[0], 4.0/3, 1e-15)
	near(t, "multiplier without output", l.OutputMultiplier[1], 1, 0)
	near(t, "value added without output", l.VAMultiplier[1], 0, 0)
	near(t, "loss without output", l.LossFull[1], 0, 0)
	near(t, "loss of all", l.LossFull[0], 4, 1e-15)
}

// Where output as given is not what the table implies, losses contain the gap.
func TestUnbalanced(t *testing.T) {
	z, y := []float64{20, 30, 10, 40}, []float64{50, 50}
	l, err := leontief.Link(z, []float64{100, 110}, y, []float64{70, 40})
	if err != nil {
		t.Fatal(err)
	}
	f, err := leontief.Factorize(leontief.Technical(z, []float64{100, 110}), 2)
	if err != nil {
		t.Fatal(err)
	}
	e, err := leontief.Extract(f, []float64{100, 110}, y, []int{1})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "one by one and as a set", l.LossFull[1], e.LossFull, 1e-12)
	near(t, "by hand", l.LossFull[1], 210-50/0.8, 1e-12) // without 1, 0 makes what 50 take of itself
	near(t, "kept", l.LossKeepDemand[1], 210-50/0.8-50, 1e-12)
}

func TestRefusesWhatEatsAllItMakes(t *testing.T) {
	for name, a := range map[string][]float64{
		"one industry eats itself": {1, 0, 0, 0.5},
		"two eat each other":       {0, 1, 1, 0},
		"all but a hair":           {1 - 1e-15, 0, 0, 0.5},
	} {
		if _, err := leontief.Factorize(a, 2); !errors.Is(err, leontief.ErrSingular) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if full := leontief.FullColumns([]float64{0.5, 0.2, 0.5, 0.3}, 2); len(full) != 1 || full[0] != 0 {
		t.Errorf("columns that take all: %v", full)
	}
	if f, err := leontief.Factorize(nil, 0); err != nil || f.Len() != 0 {
		t.Errorf("no industries: %v", err)
	}
}

// economy draws a table that balances: some flows are missing, some demand is
// negative, some industries make nothing.
func economy(t *rapid.T) (z, x, y, va []float64) {
	n := rapid.IntRange(1, 12).Draw(t, "n")
	idle := rapid.SliceOfN(rapid.Bool(), n, n).Draw(t, "idle")
	share := rapid.Float64Range(0, 1)
	z, x, y = make([]float64, n*n), make([]float64, n), make([]float64, n)
	for j := range n {
		if idle[j] && n > 1 {
			continue
		}
		x[j] = 1 + 1000*share.Draw(t, "x")
	}
	for j := range n {
		for i := range n {
			if v := share.Draw(t, "z"); v > 0.3 && x[i] > 0 {
				z[i*n+j] = v * x[j] * 0.95 / float64(n)
			}
		}
	}
	for i, s := range leontief.RowSums(z, n) {
		y[i] = x[i] - s
	}
	return z, x, y, leontief.ValueAdded(z, x)
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z, x, y, va := economy(t)
		n := len(x)
		l, err := leontief.Link(z, x, y, va)
		if err != nil {
			t.Fatal(err)
		}
		a, b := leontief.Technical(z, x), leontief.Allocation(z, x)
		f, err := leontief.Factorize(a, n)
		if err != nil {
			t.Fatal(err)
		}
		g, err := leontief.Factorize(b, n)
		if err != nil {
			t.Fatal(err)
		}
		linv, ginv := f.Inverse(), g.Inverse()
		if l.Residual > 1e-10 {
			t.Fatalf("residual %v", l.Residual)
		}
		balance(t, f, linv, n)
		for i := range n {
			column, row := 0.0, 0.0
			for j := range n {
				column += linv[j*n+i]
				row += ginv[i*n+j]
				if x[i] > 0 && x[j] > 0 { // duality: G = x̂⁻¹ L x̂
					same(t, "duality", ginv[i*n+j]*x[i], linv[i*n+j]*x[j], 1e-9*(x[i]+x[j]))
				}
			}
			same(t, "output multiplier", l.OutputMultiplier[i], column, 1e-9*column)
			same(t, "forward", l.ForwardGhosh[i], row, 1e-9*row)
			if l.OutputMultiplier[i] < 1-1e-12 || l.Upstreamness[i] < 1-1e-12 {
				t.Fatalf("a distance below 1: %v %v", l.OutputMultiplier[i], l.Upstreamness[i])
			}
			if x[i] > 0 { // all value of a unit of demand was added somewhere
				same(t, "value added", l.VAMultiplier[i], 1, 1e-9)
			}
		}
	})
}

// balance checks Δx = LΔy and its transpose against the written-out products.
func balance(t *rapid.T, f *leontief.Factor, inverse []float64, n int) {
	d := rapid.SliceOfN(rapid.Float64Range(-10, 10), n, n).Draw(t, "d")
	dx, _ := f.Solve(d)
	dv, _ := f.SolveT(d)
	for i := range n {
		want, wantT := 0.0, 0.0
		for j := range n {
			want += inverse[i*n+j] * d[j]
			wantT += inverse[j*n+i] * d[j]
		}
		same(t, "LΔy", dx[i], want, 1e-8)
		same(t, "Δv'G", dv[i], wantT, 1e-8)
	}
}

func same(t *rapid.T, what string, got, want, tol float64) {
	if !(math.Abs(got-want) <= tol) {
		t.Fatalf("%s: %v, want %v", what, got, want)
	}
}

// The rank-2 update gives what solving without the industry gives, for one
// industry and for sets.
func TestExtractionIsWhatSolvingWithoutGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z, x, y, va := economy(t)
		n := len(x)
		l, err := leontief.Link(z, x, y, va)
		if err != nil {
			t.Fatal(err)
		}
		a := leontief.Technical(z, x)
		f, err := leontief.Factorize(a, n)
		if err != nil {
			t.Fatal(err)
		}
		scale := 0.0
		for _, v := range x {
			scale += v
		}
		k := rapid.IntRange(0, n-1).Draw(t, "k")
		full, keep := direct(t, a, x, y, []int{k})
		same(t, "single, full", l.LossFull[k], scale-total(full), 1e-9*scale)
		same(t, "single, kept", l.LossKeepDemand[k], scale-total(keep), 1e-9*scale)
		ks := rapid.SliceOfN(rapid.IntRange(0, n-1), 0, n).Draw(t, "set")
		e, err := leontief.Extract(f, x, y, ks)
		if err != nil {
			t.Fatal(err)
		}
		full, keep = direct(t, a, x, y, ks)
		for i := range n {
			same(t, "set, full", e.OutputFull[i], full[i], 1e-9*scale)
			same(t, "set, kept", e.OutputKeepDemand[i], keep[i], 1e-9*scale)
		}
		same(t, "loss of the set", e.LossFull, scale-total(full), 1e-9*scale)
		same(t, "loss of the set, kept", e.LossKeepDemand, scale-total(keep), 1e-9*scale)
	})
}

// direct sets rows and columns to zero and solves anew.
func direct(t *rapid.T, a, x, y []float64, ks []int) (full, keep []float64) {
	n := len(x)
	cut, rest := append([]float64(nil), a...), append([]float64(nil), y...)
	for _, k := range ks {
		rest[k] = 0
		for i := range n {
			cut[i*n+k], cut[k*n+i] = 0, 0
		}
	}
	f, err := leontief.Factorize(cut, n)
	if err != nil {
		t.Fatal(err)
	}
	full, _ = f.Solve(rest)
	keep, _ = f.Solve(y)
	return full, keep
}

func total(v []float64) float64 {
	s := 0.0
	for _, a := range v {
		s += a
	}
	return s
}
