package leontief_test

import (
	"os"
	"strconv"
	"testing"

	"lianzhang/internal/engine/leontief"
)

// sizes are the numbers of industries measured; ten thousand need 1.6 GB, so they
// are measured only when asked for.
func sizes() []int {
	if n, err := strconv.Atoi(os.Getenv("LIANZHANG_BENCH_INDUSTRIES")); err == nil {
		return []int{n}
	}
	return []int{1435, 2400}
}

// regional are coefficients of regions of 245 sectors that do not trade, which are
// factorized soon; their zeros are read like other numbers.
func regional(n int) []float64 {
	const sectors = 245
	within := coefficients(1, sectors, 0.4)
	a := make([]float64, n*n)
	for i := range n {
		for j := i - i%sectors; j < min(n, i-i%sectors+sectors); j++ {
			a[i*n+j] = within[i%sectors*sectors+j%sectors]
		}
	}
	return a
}

func BenchmarkFactorize(b *testing.B) {
	for _, n := range sizes() {
		a := coefficients(1, n, 0.4)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := leontief.Factorize(a, n); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// One question to a ready factor; Solve reads the factor once, and the table once
// for the residual.
func BenchmarkSolve(b *testing.B) {
	for _, n := range sizes() {
		f, err := leontief.Factorize(regional(n), n)
		if err != nil {
			b.Fatal(err)
		}
		y := coefficients(2, 100, 1)[:n]
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				f.Solve(y)
			}
		})
	}
}

func BenchmarkSeries(b *testing.B) {
	for _, n := range sizes() {
		s := leontief.NewSparse(coefficients(1, n, 0.4), n, false)
		y := coefficients(2, 100, 1)[:n]
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				if _, _, _, err := s.Series(y, 1000); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// All linkages and all single extractions of a table.
func BenchmarkLink(b *testing.B) {
	for _, n := range sizes() {
		z := coefficients(1, n, 0.4) // with output 1 everywhere flows are coefficients
		x, y := make([]float64, n), make([]float64, n)
		for i := range x {
			x[i] = 1
		}
		for i, s := range leontief.RowSums(z, n) {
			y[i] = 1 - s
		}
		va := leontief.ValueAdded(z, x)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := leontief.Link(z, x, y, va); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
