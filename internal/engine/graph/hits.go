package graph

import (
	"math"

	"lianzhang/internal/engine/network"
)

// Hits is how good a firm is as a hub, supplying authorities, and as an
// authority, supplied by hubs. The largest of each is 1.
type Hits struct {
	Hub, Authority []float64
	Iterations     int     // products with W or its transpose, in pairs
	Residual       float64 // relative length of W W'h − λh
}

// HITS returns the leading left and right singular vectors of the weights W,
// scaled to maximum 1: h = W a, a = W'h up to scale. Where several vectors belong
// to the largest singular value it returns the one that the power iteration
// would reach from equal beginnings. Without links all values are 0.
//
// The vector is looked for in the Krylov space of W W' (Lanczos), which needs
// far fewer products than the power iteration when the two largest singular
// values are near to each other; the last two products are plain power steps,
// so that small values are as exact as large ones. It stops when the residual is
// below tol, or after about steps pairs of products with [ErrNotConverged].
//
// Source: Kleinberg, Journal of the ACM 46 (1999); Lanczos as in Golub and Van
// Loan, Matrix Computations, 4th ed. (2013), section 10.1.
func HITS(net *network.Network, tol float64, steps, threads int) (Hits, error) {
	n := net.Len()
	r := Hits{Hub: make([]float64, n), Authority: make([]float64, n)}
	if net.Links() == 0 {
		return r, nil
	}
	k := &lanczos{net: net, threads: threads, middle: r.Authority, space: newBuffers(threads)}
	for v := range r.Hub {
		r.Hub[v] = 1
	}
	k.apply(r.Hub, r.Hub)
	var err error
	for {
		r.Residual = k.restart(r.Hub, tol)
		if r.Residual <= tol {
			break
		}
		if k.products >= steps {
			err = ErrNotConverged
			break
		}
	}
	for range 2 {
		k.apply(r.Hub, r.Hub)
		scaleToOne(r.Hub)
	}
	multiply(net.In(), r.Hub, r.Authority, threads, k.space)
	scaleToOne(r.Authority)
	r.Iterations = k.products
	return r, err
}

// lanczosSteps is how many basis vectors are kept before a new beginning.
const lanczosSteps = 24

type lanczos struct {
	net      *network.Network
	threads  int
	middle   []float64
	products int
	basis    [][]float64
	space    buffers
}

// apply sets to = W W' x; to may be x.
func (k *lanczos) apply(x, to []float64) {
	multiply(k.net.In(), x, k.middle, k.threads, k.space)
	multiply(k.net.Out(), k.middle, to, k.threads, k.space)
	k.products++
}

// restart replaces x by the best vector of the Krylov space that x begins, all
// of it not negative, and returns the relative residual that is estimated for it.
func (k *lanczos) restart(x []float64, tol float64) float64 {
	n := len(x)
	scale(x, 1/length(x))
	diagonal, beside := make([]float64, 0, lanczosSteps), make([]float64, 0, lanczosSteps)
	var y []float64
	residual := math.Inf(1)
	for j := 0; ; j++ {
		if len(k.basis) <= j {
			k.basis = append(k.basis, make([]float64, n))
		}
		q := k.basis[j]
		copy(q, x)
		k.apply(q, x)
		a := dot(q, x)
		addScaled(x, q, -a)
		if j > 0 {
			addScaled(x, k.basis[j-1], -beside[j-1])
		}
		again := dot(q, x) // what rounding left of q
		addScaled(x, q, -again)
		diagonal = append(diagonal, a+again)
		b := length(x)
		var top float64
		top, y = leading(diagonal, beside)
		residual = b * math.Abs(y[j]) / top
		if residual <= tol || j+1 == lanczosSteps || b <= 1e-15*top {
			break
		}
		beside = append(beside, b)
		scale(x, 1/b)
	}
	clear(x)
	for j, c := range y {
		addScaled(x, k.basis[j], c)
	}
	for v := range x {
		x[v] = math.Abs(x[v]) // the leading vector has one sign; what differs is rounding
	}
	return residual
}

// leading returns the largest eigenvalue of a symmetric tridiagonal matrix and
// its eigenvector of length 1. The entries beside the diagonal are positive, so
// the eigenvalue is simple.
func leading(diagonal, beside []float64) (float64, []float64) {
	n := len(diagonal)
	low, high := math.Inf(-1), math.Inf(-1)
	for i, d := range diagonal {
		r := 0.0
		if i > 0 {
			r += beside[i-1]
		}
		if i < n-1 {
			r += beside[i]
		}
		low, high = max(low, d), max(high, d+r)
	}
	for range 200 { // halve until the two are neighbours
		mid := low + (high-low)/2
		if mid <= low || mid >= high {
			break
		}
		if hasAbove(diagonal, beside, mid) {
			low = mid
		} else {
			high = mid
		}
	}
	return low, tridiagonalVector(diagonal, beside, high)
}

// hasAbove tells by the signs of the pivots of T − x whether T has an eigenvalue above x.
func hasAbove(diagonal, beside []float64, x float64) bool {
	pivot := 1.0
	for i, d := range diagonal {
		next := d - x
		if i > 0 {
			next -= float64(beside[i-1]*beside[i-1]) / pivot
		}
		if next > 0 {
			return true
		}
		if next == 0 {
			next = -1e-300
		}
		pivot = next
	}
	return false
}

// tridiagonalVector solves (T − x) y = e by elimination twice, x just above the
// largest eigenvalue, so that y is its eigenvector; then the pivots keep one sign
// and no exchange of rows is needed.
func tridiagonalVector(diagonal, beside []float64, x float64) []float64 {
	n := len(diagonal)
	y, pivot := make([]float64, n), make([]float64, n)
	for i := range y {
		y[i] = 1
	}
	for range 3 {
		for i := range n {
			pivot[i] = x - diagonal[i]
			if i > 0 {
				f := beside[i-1] / pivot[i-1]
				pivot[i] -= float64(f * beside[i-1])
				y[i] += float64(f * y[i-1])
			}
			if !(pivot[i] > 0) {
				pivot[i] = 1e-16 * max(math.Abs(x), 1e-280)
			}
		}
		for i := n - 1; i >= 0; i-- {
			if i < n-1 {
				y[i] += float64(beside[i] * y[i+1])
			}
			y[i] /= pivot[i]
		}
		scale(y, 1/length(y))
	}
	return y
}

// multiply sets to = R x, one row after the other.
func multiply(r network.Rows, x, to []float64, threads int, space buffers) {
	eachBlock(len(to), threads, func(_, from, end int) {
		space.put(rowSums(r, true, x, from, end, space.get(), func(v int, sum float64) { to[v] = sum }))
	})
}

func dot(a, b []float64) float64 {
	var s float64
	for i, v := range a {
		s += float64(v * b[i])
	}
	return s
}

func length(a []float64) float64 { return math.Sqrt(dot(a, a)) }

func scale(a []float64, by float64) {
	for i := range a {
		a[i] *= by
	}
}

func addScaled(to, a []float64, by float64) {
	for i, v := range a {
		to[i] += float64(by * v)
	}
}

func scaleToOne(a []float64) {
	if most := highest(a); most > 0 {
		scale(a, 1/most)
	}
}
