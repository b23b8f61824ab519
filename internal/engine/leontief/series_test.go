package leontief_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"lianzhang/internal/engine/leontief"
)

// coefficients are random ones, whose columns sum to about one half.
func coefficients(seed uint64, n int, density float64) []float64 {
	r := rand.New(rand.NewPCG(seed, 3))
	a := make([]float64, n*n)
	for k := range a {
		if r.Float64() < density {
			a[k] = r.Float64() / (float64(n) * density)
		}
	}
	return a
}

// Large tables are solved in blocks on many threads: the answer has a small
// residual, is the one that the columns of the inverse give, and has the same bits
// on one thread.
func TestLargeSolve(t *testing.T) {
	const n = 1100 // above the size from which threads help, and no multiple of a block
	a := coefficients(4, n, 0.3)
	a[n+1] = -2 // so that rows are exchanged
	a[5*n+3] = 40
	f, err := leontief.Factorize(a, n)
	if err != nil {
		t.Fatal(err)
	}
	b := coefficients(5, 34, 1)[:n]
	x, residual := f.Solve(b)
	v, residualT := f.SolveT(b)
	if residual > 1e-12 || residualT > 1e-12 {
		t.Errorf("residuals %v and %v", residual, residualT)
	}
	inverse := f.Inverse()
	for i := range n {
		want, wantT := 0.0, 0.0
		for j := range n {
			want += inverse[i*n+j] * b[j]
			wantT += inverse[j*n+i] * b[j]
		}
		near(t, "x", x[i], want, 1e-9)
		near(t, "v", v[i], wantT, 1e-9)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	x1, _ := f.Solve(b)
	v1, _ := f.SolveT(b)
	for i := range n {
		if x1[i] != x[i] || v1[i] != v[i] {
			t.Fatalf("one thread gives other bits at %d", i)
		}
	}
}

// The series finds what elimination finds.
func TestSeries(t *testing.T) {
	const n = 1200
	a := coefficients(6, n, 0.05)
	f, err := leontief.Factorize(a, n)
	if err != nil {
		t.Fatal(err)
	}
	b := coefficients(7, 35, 1)[:n]
	for _, transposed := range []bool{false, true} {
		want, _ := f.Solve(b)
		if transposed {
			want, _ = f.SolveT(b)
		}
		x, residual, steps, err := leontief.NewSparse(a, n, transposed).Series(b, 500)
		if err != nil || residual > 1e-11 || steps < 10 {
			t.Fatalf("%v, residual %v after %d steps", err, residual, steps)
		}
		for i := range n {
			near(t, "x", x[i], want[i], 1e-10)
		}
	}
	s := leontief.SparseRows(2, func(i int) ([]uint32, []float64) {
		return []uint32{0, 1}, []float64{[]float64{0.15, 0.2}[i], []float64{0.25, 0.05}[i]}
	})
	x, _, _, err := s.Series(demand, 100)
	if err != nil || math.Abs(x[0]-1000) > 1e-8 || math.Abs(x[1]-2000) > 1e-8 {
		t.Errorf("textbook by series: %v %v", x, err)
	}
	if _, _, made, err := s.Series(demand, 3); !errors.Is(err, leontief.ErrNotConverged) || made != 3 {
		t.Errorf("three steps: %v after %d", err, made)
	}
}

func TestSeriesNamesFullColumns(t *testing.T) {
	_, _, _, err := leontief.NewSparse([]float64{0.5, 0.1, 0.5, 0.2}, 2, false).Series(demand, 100)
	var full *leontief.FullColumnsError
	if !errors.As(err, &full) || len(full.Columns) != 1 || full.Columns[0] != 0 {
		t.Errorf("%v", err)
	}
}
