package leontief

import (
	"runtime"
	"sync"
	"sync/atomic"

	"gonum.org/v1/gonum/blas/blas64"
)

// The factors of a table of ten thousand industries are read from memory once for
// one right-hand side, which takes all the time there is. So rows are read in
// blocks: what a block takes from all before it is summed on all threads, each row
// for itself; only the triangle on the diagonal goes one row after the other.
const block = 192

// solveVector overwrites b with (I−M)⁻¹b.
func (f *Factor) solveVector(b []float64) {
	for i, p := range f.pivot {
		b[i], b[p] = b[p], b[i]
	}
	n := f.n
	for from := 0; from < n; from += block { // L, ones on the diagonal
		to := min(n, from+block)
		f.rows(from, to, func(i int) { b[i] -= dot(f.row(i)[:from], b[:from]) })
		for i := from; i < to; i++ {
			b[i] -= dot(f.row(i)[from:i], b[from:i])
		}
	}
	for to := n; to > 0; to -= min(to, block) { // U
		from := max(0, to-block)
		f.rows(from, to, func(i int) { b[i] -= dot(f.row(i)[to:], b[to:]) })
		for i := to - 1; i >= from; i-- {
			b[i] = (b[i] - dot(f.row(i)[i+1:to], b[i+1:to])) / f.row(i)[i]
		}
	}
}

// solveVectorT overwrites b with the solution of (I−M)'x = b. Rows of U and L are
// columns here: what a row is found to be is taken off all that come after it.
func (f *Factor) solveVectorT(b []float64) {
	n := f.n
	for from := 0; from < n; from += block { // U'
		to := min(n, from+block)
		for i := from; i < to; i++ {
			b[i] /= f.row(i)[i]
			axpy(-b[i], f.row(i)[i+1:to], b[i+1:to])
		}
		f.columns(from, to, to, n, b)
	}
	for to := n; to > 0; to -= min(to, block) { // L'
		from := max(0, to-block)
		for i := to - 1; i >= from; i-- {
			axpy(-b[i], f.row(i)[from:i], b[from:i])
		}
		f.columns(from, to, 0, from, b)
	}
	for i := n - 1; i >= 0; i-- {
		p := f.pivot[i]
		b[i], b[p] = b[p], b[i]
	}
}

func (f *Factor) row(i int) []float64 { return f.lu.Data[i*f.n : (i+1)*f.n] }

// rows calls do for every row of a block, on all threads when it is worth it.
func (f *Factor) rows(from, to int, do func(i int)) {
	const piece = 16
	pieces := (to - from + piece - 1) / piece
	parallel(pieces, f.n, func(k int) {
		for i := from + k*piece; i < min(to, from+(k+1)*piece); i++ {
			do(i)
		}
	})
}

// columns takes rows [from, to) times their b off the places [left, right).
func (f *Factor) columns(from, to, left, right int, b []float64) {
	const piece = 1024
	pieces := (right - left + piece - 1) / piece
	parallel(pieces, f.n, func(k int) {
		l, r := left+k*piece, min(right, left+(k+1)*piece)
		for i := from; i < to; i++ {
			axpy(-b[i], f.row(i)[l:r], b[l:r])
		}
	})
}

// parallel calls do for 0 … n−1; each call writes to places of its own, so that
// the result does not depend on who does it. Small problems stay on one thread.
func parallel(n, size int, do func(k int)) {
	threads := min(n, runtime.GOMAXPROCS(0))
	if size < 1024 || threads < 2 {
		for k := range n {
			do(k)
		}
		return
	}
	var at atomic.Int64
	var wait sync.WaitGroup
	for range threads {
		wait.Go(func() {
			for k := int(at.Add(1)) - 1; k < n; k = int(at.Add(1)) - 1 {
				do(k)
			}
		})
	}
	wait.Wait()
}

func dot(a, b []float64) float64 {
	return blas64.Dot(blas64.Vector{N: len(a), Data: a, Inc: 1}, blas64.Vector{N: len(b), Data: b, Inc: 1})
}

func axpy(c float64, a, b []float64) {
	blas64.Axpy(c, blas64.Vector{N: len(a), Data: a, Inc: 1}, blas64.Vector{N: len(b), Data: b, Inc: 1})
}
