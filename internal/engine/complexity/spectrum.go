package complexity

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

const (
	same  = 1e-9  // eigenvalues nearer than this are taken for one
	small = 256   // up to this size the whole spectrum is computed
	most  = 300   // Lanczos steps before the whole spectrum is computed after all
	tight = 1e-13 // of a Ritz vector's residual
)

// eigen is the eigenvector v to the second largest eigenvalue of the matrix of
// means of means, not normalised; next is the eigenvalue after it.
type eigen struct {
	vector      []float64
	value, next float64
	steps       int
}

// second works on the symmetric matrix k^{-1/2} M q^{-1} M' k^{-1/2}, similar to
// the matrix of means of means. Its largest eigenvalue is 1 with vector √k; that
// is taken out beforehand, so that a table that falls into two parts (eigenvalue
// 1 twice) still has the one further vector that is orthogonal to √k.
func second(rows, columns [][]int) eigen {
	n := len(rows)
	root := make([]float64, n)
	for i, row := range rows {
		root[i] = math.Sqrt(float64(len(row)))
	}
	op := &operator{rows: rows, columns: columns, root: root, between: make([]float64, len(columns))}
	first := append([]float64(nil), root...)
	unit(first)
	op.out = [][]float64{first}
	e, ok := eigen{}, false
	if n > small {
		e, ok = op.lanczos()
	}
	if !ok {
		e = op.whole()
	}
	for i := range e.vector {
		e.vector[i] /= root[i]
	}
	return e
}

// operator applies the symmetric matrix without forming it, on the space
// orthogonal to the vectors in out.
type operator struct {
	rows, columns [][]int
	root, between []float64
	out           [][]float64
}

// apply sets y to the matrix times x.
func (o *operator) apply(y, x []float64) {
	for p, column := range o.columns {
		sum := 0.0
		for _, c := range column {
			sum += x[c] / o.root[c]
		}
		o.between[p] = sum / float64(len(column))
	}
	for c, row := range o.rows {
		sum := 0.0
		for _, p := range row {
			sum += o.between[p]
		}
		y[c] = sum / o.root[c]
	}
	o.project(y)
}

// project removes the parts along out, twice because once leaves rounding behind.
func (o *operator) project(y []float64) {
	for range 2 {
		for _, v := range o.out {
			axpy(y, -dot(v, y), v)
		}
	}
}

// whole computes the whole spectrum.
func (o *operator) whole() eigen {
	n := len(o.rows)
	m := mat.NewSymDense(n, nil)
	x, y := make([]float64, n), make([]float64, n)
	for j := range n {
		clear(x)
		x[j] = 1
		o.project(x)
		o.apply(y, x)
		for i := range j + 1 {
			m.SetSym(i, j, y[i])
		}
	}
	var all mat.EigenSym
	if !all.Factorize(m, true) {
		return eigen{} // value 0: told as undetermined
	}
	values := all.Values(nil) // ascending
	var vectors mat.Dense
	all.VectorsTo(&vectors)
	// One of the n is the zero left by what was taken out; none is below it.
	return eigen{vector: mat.Col(nil, n-1, &vectors), value: values[n-1], next: max(0, values[n-2])}
}

// lanczos finds the largest eigenvalue with its vector, and then, with that taken
// out too, the one after it, which a single Krylov space would not show when the
// two are one. It is false when a search took too many steps.
func (o *operator) lanczos() (eigen, bool) {
	value, vector, a := o.largest(0.6180339887498949)
	if vector == nil {
		return eigen{}, false
	}
	o.out = append(o.out, vector)
	// The first start has nothing left in the space just taken out.
	next, other, b := o.largest(0.4142135623730951)
	o.out = o.out[:1]
	if other == nil {
		return eigen{}, false
	}
	return eigen{vector: vector, value: value, next: next, steps: a + b}, true
}

// largest runs Lanczos with full reorthogonalisation from the fractional parts of
// the multiples of start, an irrational number, so that the start is not special.
//
// Source: Golub and Van Loan, Matrix Computations, 4th ed. (2013), section 10.3.
func (o *operator) largest(start float64) (float64, []float64, int) {
	n := len(o.rows)
	q := make([]float64, n)
	for i := range q {
		_, q[i] = math.Modf(float64(i+1) * start)
		q[i] -= 0.5
	}
	o.project(q)
	unit(q)
	basis := [][]float64{q}
	var alpha, beta []float64
	y := make([]float64, n)
	for step := 1; step <= min(most, n); step++ {
		last := basis[len(basis)-1]
		o.apply(y, last)
		alpha = append(alpha, dot(last, y))
		for range 2 {
			for _, v := range basis {
				axpy(y, -dot(v, y), v)
			}
		}
		length := math.Sqrt(dot(y, y))
		if step%10 == 0 || length < tight {
			if value, ritz := top(alpha, beta); math.Abs(length*ritz[len(ritz)-1]) < tight {
				return value, combine(basis, ritz), step
			}
		}
		beta = append(beta, length)
		next := append([]float64(nil), y...)
		unit(next)
		basis = append(basis, next)
	}
	return 0, nil, most
}

// top returns the largest eigenvalue and its vector of a symmetric tridiagonal matrix.
func top(alpha, beta []float64) (float64, []float64) {
	k := len(alpha)
	t := mat.NewSymDense(k, nil)
	for i := range k {
		t.SetSym(i, i, alpha[i])
		if i+1 < k {
			t.SetSym(i, i+1, beta[i])
		}
	}
	var e mat.EigenSym
	if !e.Factorize(t, true) {
		return 0, []float64{math.Inf(1)} // no residual is small enough: go on
	}
	var vectors mat.Dense
	e.VectorsTo(&vectors)
	return e.Values(nil)[k-1], mat.Col(nil, k-1, &vectors)
}

func combine(basis [][]float64, weights []float64) []float64 {
	v := make([]float64, len(basis[0]))
	for j, w := range weights {
		axpy(v, w, basis[j])
	}
	unit(v)
	return v
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, x := range a {
		sum += float64(x * b[i])
	}
	return sum
}

// axpy adds f times x to y.
func axpy(y []float64, f float64, x []float64) {
	for i, v := range x {
		y[i] += float64(f * v)
	}
}

// unit scales v to length 1; a zero vector stays.
func unit(v []float64) {
	length := math.Sqrt(dot(v, v))
	if length == 0 {
		return
	}
	for i := range v {
		v[i] /= length
	}
}
