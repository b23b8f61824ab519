package leontief

import (
	"errors"
	"fmt"
	"math"
)

// ErrNotConverged says that a series was still moving after the steps allowed.
var ErrNotConverged = errors.New("leontief: the series did not converge")

// FullColumnsError names the columns whose absolute sum is 1 or more, for which
// the series need not converge.
type FullColumnsError struct{ Columns []int }

func (e *FullColumnsError) Error() string {
	return fmt.Sprintf("leontief: %d columns take all they make, the first is %d", len(e.Columns), e.Columns[0])
}

// Sparse is a matrix of which most entries are 0, such as the coefficients of a
// network of firms: compressed rows.
type Sparse struct {
	n       int
	ptr     []int
	columns []uint32
	values  []float64
}

// NewSparse copies the entries of m, n×n row-major, that are not 0; transposed on
// demand (for questions of supply, which ask for B').
func NewSparse(m []float64, n int, transposed bool) *Sparse {
	square(m, n)
	at := func(i, j int) float64 { return m[i*n+j] }
	if transposed {
		at = func(i, j int) float64 { return m[j*n+i] }
	}
	s := &Sparse{n: n, ptr: make([]int, 1, n+1)}
	for i := range n {
		for j := range n {
			if v := at(i, j); v != 0 {
				s.columns, s.values = append(s.columns, uint32(j)), append(s.values, v)
			}
		}
		s.ptr = append(s.ptr, len(s.values))
	}
	return s
}

// SparseRows copies n rows: row returns the columns and values of one.
func SparseRows(n int, row func(i int) (columns []uint32, values []float64)) *Sparse {
	s := &Sparse{n: n, ptr: make([]int, 1, n+1)}
	for i := range n {
		columns, values := row(i)
		if len(columns) != len(values) {
			panic("leontief: columns and values of a row differ in number")
		}
		s.columns, s.values = append(s.columns, columns...), append(s.values, values...)
		s.ptr = append(s.ptr, len(s.values))
	}
	return s
}

// Series returns x with (I−M) x = b as b + Mb + M²b + …, that is x ← Mx + b until a
// step changes x by at most 1e-12 of b, both as sums of absolute values. It makes at
// most steps steps and then returns what it has with [ErrNotConverged]. It returns a
// [*FullColumnsError] when a column of M sums to 1 or more. The residual is
// max|(I−M)x − b| / max|b|.
//
// One step reads M once; choose [Factorize] instead for many right-hand sides, or
// for a table that is not sparse and not large.
func (s *Sparse) Series(b []float64, steps int) (x []float64, residual float64, made int, err error) {
	if len(b) != s.n {
		panic("leontief: right-hand side is not of length n")
	}
	if full := s.fullColumns(); len(full) > 0 {
		return nil, 0, 0, &FullColumnsError{Columns: full}
	}
	norm := 0.0
	for _, v := range b {
		norm += math.Abs(v)
	}
	x = append([]float64(nil), b...)
	next := make([]float64, s.n)
	err = ErrNotConverged
	for made < steps {
		made++
		s.step(x, b, next)
		moved := 0.0
		for i, v := range next {
			moved += math.Abs(v - x[i])
		}
		x, next = next, x
		if moved <= 1e-12*norm {
			err = nil
			break
		}
	}
	s.step(x, b, next)
	for i, v := range next {
		next[i] = x[i] - v
	}
	return x, relative(next, b), made, err
}

// step sets next to Mx + b.
func (s *Sparse) step(x, b, next []float64) {
	const piece = 256
	parallel((s.n+piece-1)/piece, s.n, func(k int) {
		for i := k * piece; i < min(s.n, (k+1)*piece); i++ {
			lo, hi := s.ptr[i], s.ptr[i+1]
			columns, values := s.columns[lo:hi], s.values[lo:hi]
			sum := 0.0
			for c, v := range values {
				sum += float64(v * x[columns[c]])
			}
			next[i] = sum + b[i]
		}
	})
}

func (s *Sparse) fullColumns() []int {
	sums := make([]float64, s.n)
	for k, j := range s.columns {
		sums[j] += math.Abs(s.values[k])
	}
	var full []int
	for j, v := range sums {
		if v >= 1 {
			full = append(full, j)
		}
	}
	return full
}
