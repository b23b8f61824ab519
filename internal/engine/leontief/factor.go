package leontief

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack"
	"gonum.org/v1/gonum/lapack/lapack64"
)

// ErrSingular says that I − M has no inverse: some industries together use all
// that they make, so no output meets a demand.
var ErrSingular = errors.New("leontief: I − M is singular")

// Factor is I − M taken apart as P·L·U with partial pivoting, once for all right-
// hand sides. M is A for questions of demand, B for questions of supply.
type Factor struct {
	n     int
	m     []float64 // as given
	lu    blas64.General
	pivot []int
	rcond float64
}

// Factorize takes I − m apart. m is n×n row-major and must not change while the
// factor is in use. It returns [ErrSingular] when there is no inverse, or none
// that means anything (reciprocal condition below 1e-14).
//
// Time grows as 2/3·n³; every question after it as n².
func Factorize(m []float64, n int) (*Factor, error) {
	square(m, n)
	f := &Factor{n: n, m: m, pivot: make([]int, n)}
	f.lu = blas64.General{Rows: n, Cols: n, Stride: max(1, n), Data: make([]float64, n*n)}
	if n == 0 {
		f.rcond = 1
		return f, nil
	}
	for i := range n {
		for j, v := range m[i*n : (i+1)*n] {
			f.lu.Data[i*n+j] = -v
		}
		f.lu.Data[i*n+i]++
	}
	norm := lapack64.Lange(lapack.MaxColumnSum, f.lu, make([]float64, n))
	if !lapack64.Getrf(f.lu, f.pivot) {
		return nil, ErrSingular
	}
	f.rcond = lapack64.Gecon(lapack.MaxColumnSum, f.lu, norm, make([]float64, 4*n), make([]int, n))
	if !(f.rcond >= 1e-14) {
		return nil, ErrSingular
	}
	return f, nil
}

// Len returns n.
func (f *Factor) Len() int { return f.n }

// Condition returns the estimated condition number of I − M in the 1-norm: about
// as many decimal digits of a solution are lost as it has.
func (f *Factor) Condition() float64 { return 1 / f.rcond }

// Solve returns x with (I−M) x = b, and the residual max|(I−M)x − b| / max|b|
// (0 for b = 0). It panics unless b has length n.
func (f *Factor) Solve(b []float64) (x []float64, residual float64) {
	x = f.vector(b)
	f.solveVector(x)
	return x, residualOf(f.m, f.n, x, b, false)
}

// SolveT returns x with (I−M)' x = b, that is x' = b'(I−M)⁻¹, and its residual
// as [Factor.Solve] does.
func (f *Factor) SolveT(b []float64) (x []float64, residual float64) {
	x = f.vector(b)
	f.solveVectorT(x)
	return x, residualOf(f.m, f.n, x, b, true)
}

// Columns returns the columns ks of (I−M)⁻¹ as an n×len(ks) row-major matrix.
func (f *Factor) Columns(ks []int) []float64 {
	w := len(ks)
	cols := make([]float64, f.n*w)
	for c, k := range ks {
		cols[k*w+c] = 1
	}
	if f.n > 0 && w > 0 {
		lapack64.Getrs(blas.NoTrans, f.lu, blas64.General{Rows: f.n, Cols: w, Stride: w, Data: cols}, f.pivot)
	}
	return cols
}

// Inverse returns (I−M)⁻¹, n×n row-major: the Leontief inverse for A, the Ghosh
// inverse for B. Ask for it only when single columns will not do; it takes
// another 4/3·n³.
func (f *Factor) Inverse() []float64 {
	inv := blas64.General{Rows: f.n, Cols: f.n, Stride: f.lu.Stride, Data: append([]float64(nil), f.lu.Data...)}
	if f.n == 0 {
		return inv.Data
	}
	work := make([]float64, 1)
	lapack64.Getri(inv, f.pivot, work, -1)
	work = make([]float64, int(work[0]))
	lapack64.Getri(inv, f.pivot, work, len(work)) // never singular: Factorize saw to it
	return inv.Data
}

func (f *Factor) vector(b []float64) []float64 {
	if len(b) != f.n {
		panic("leontief: right-hand side is not of length n")
	}
	return append([]float64(nil), b...)
}

// residualOf returns max|(I−M)x − b| over max|b|; with trans for (I−M)'.
func residualOf(m []float64, n int, x, b []float64, trans bool) float64 {
	r := make([]float64, n)
	for i := range n {
		r[i] = x[i] - b[i]
	}
	if trans {
		const piece = 1024
		parallel((n+piece-1)/piece, n, func(k int) {
			l, h := k*piece, min(n, (k+1)*piece)
			for i, v := range x {
				axpy(-v, m[i*n+l:i*n+h], r[l:h])
			}
		})
		return relative(r, b)
	}
	const piece = 16
	parallel((n+piece-1)/piece, n, func(k int) {
		for i := k * piece; i < min(n, (k+1)*piece); i++ {
			r[i] -= dot(m[i*n:(i+1)*n], x)
		}
	})
	return relative(r, b)
}

// relative returns max|r| / max|b|, 0 when both are 0.
func relative(r, b []float64) float64 {
	top, base := 0.0, 0.0
	for i := range r {
		top = math.Max(top, math.Abs(r[i]))
		base = math.Max(base, math.Abs(b[i]))
	}
	if top == 0 {
		return 0
	}
	return top / base
}
