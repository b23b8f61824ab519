package score

import (
	"fmt"
	"math"
)

// AHP is what pairwise comparisons of n criteria say about their weights.
type AHP struct {
	Weight []float64 // principal eigenvector, sums to 1
	Lambda float64   // principal eigenvalue, at least n for a reciprocal matrix
	CI     float64   // consistency index (Lambda-n)/(n-1); 0 for n = 1
	CR     float64   // CI/RI; 0 for n ≤ 2, NaN when n is beyond the table of RI
	Steps  int       // steps of the power iteration

	// Unreciprocal is the largest |a[i][j]·a[j][i] - 1|: 0 for exact reciprocals,
	// some hundredths for rounded ones.
	Unreciprocal float64
}

// Inconsistent tells whether the comparisons contradict each other too much to be
// used without a second look: CR ≥ 0.1, or unknown.
func (a *AHP) Inconsistent() bool { return !(a.CR < 0.1) }

// random holds the mean consistency index of random matrices of n = 1 … 10.
var random = []float64{0, 0, .58, .90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49}

// most that a product of two opposite comparisons may be off 1 by rounding.
const rounding = 0.05

// Pairwise weighs n criteria by an n × n matrix of comparisons, row by row: a[i][j]
// says how many times as important i is as j. Entries must be positive and finite,
// the diagonal 1, opposite entries reciprocal up to rounding to two digits. The
// power iteration stops when no weight moves by more than 1e-15, or after 10,000
// steps, and then says it did not converge.
//
// Source: Saaty, The Analytic Hierarchy Process (1980).
func Pairwise(n int, a []float64) (*AHP, error) {
	if len(a) != n*n {
		panic("score: matrix is not square")
	}
	if n == 0 {
		return nil, fmt.Errorf("score: no criteria to compare")
	}
	r := &AHP{}
	for i := range n {
		for j := range n {
			x := a[i*n+j]
			if !(x > 0) || math.IsInf(x, 0) {
				return nil, fmt.Errorf("score: comparison %v of %d with %d must be positive and finite", x, i, j)
			}
			if off := math.Abs(float64(x*a[j*n+i]) - 1); !(off <= rounding) {
				return nil, fmt.Errorf("score: comparisons of %d and %d are not reciprocal: %v and %v", i, j, x, a[j*n+i])
			} else if off > r.Unreciprocal {
				r.Unreciprocal = off
			}
		}
	}
	if err := r.iterate(n, a); err != nil {
		return nil, err
	}
	r.consistency(n)
	return r, nil
}

func (r *AHP) iterate(n int, a []float64) error {
	w, next := make([]float64, n), make([]float64, n)
	for i := range w {
		w[i] = 1 / float64(n)
	}
	for r.Steps = 1; r.Steps <= 10_000; r.Steps++ {
		sum := 0.0
		for i := range n {
			next[i] = 0
			for j := range n {
				next[i] += float64(a[i*n+j] * w[j])
			}
			sum += next[i]
		}
		moved := 0.0
		for i := range n {
			next[i] /= sum
			moved = max(moved, math.Abs(next[i]-w[i]))
		}
		w, next = next, w
		r.Lambda = sum // the weights before summed to 1
		if moved <= 1e-15 {
			r.Weight = w
			return nil
		}
	}
	return fmt.Errorf("score: the weights did not settle in %d steps", r.Steps-1)
}

func (r *AHP) consistency(n int) {
	if n > 1 {
		r.CI = max(0, (r.Lambda-float64(n))/float64(n-1)) // below 0 is rounding only
	}
	switch {
	case n > len(random):
		r.CR = math.NaN()
	case n > 2:
		r.CR = r.CI / random[n-1]
	}
}
