package graph

import (
	"math"

	"lianzhang/internal/engine/network"
)

// Katz returns x = α A'x + 1 with unit links: 1 for being there, and for every
// supplier the α-th part of its own value. It is not normalised.
//
// It adds the terms αᵏ(A')ᵏ1 until the largest term of a step is below tol times
// the largest x, in at most steps steps; otherwise, and whenever α is not below
// the reciprocal of the largest eigenvalue of A, it returns [ErrNotConverged]
// and the values mean nothing.
//
// Source: Katz, Psychometrika 18 (1953).
func Katz(net *network.Network, alpha, tol float64, steps, threads int) (Score, error) {
	n, in := net.Len(), net.In()
	s := Score{Of: make([]float64, n)}
	term, next := make([]float64, n), make([]float64, n)
	for v := range n {
		s.Of[v], term[v] = 1, 1
	}
	largest, sizes := make([]float64, blockCount(n)), make([]float64, blockCount(n))
	space := newBuffers(threads)
	for s.Iterations < steps {
		eachBlock(n, threads, func(block, from, to int) {
			most, size := 0.0, 0.0
			space.put(rowSums(in, false, term, from, to, space.get(), func(v int, sum float64) {
				next[v] = alpha * sum
				s.Of[v] += next[v]
				most, size = max(most, next[v]), max(size, s.Of[v])
			}))
			largest[block], sizes[block] = most, size
		})
		term, next = next, term
		s.Iterations++
		s.Residual = highest(largest)
		switch size := highest(sizes); {
		case math.IsInf(size, 1) || math.IsNaN(size):
			return s, ErrNotConverged
		case s.Residual <= tol*size:
			return s, nil
		}
	}
	return s, ErrNotConverged
}

func highest(values []float64) float64 {
	most := 0.0
	for _, v := range values {
		most = max(most, v)
	}
	return most
}
