// Package leontief answers questions to an input–output table: what production
// a final demand takes, directly and through all suppliers; which industries
// lie far from the consumer; what is lost when an industry disappears.
//
// A table has n industries: flows z[i][j] that i sells to j in a year, final
// demand y[i], output x[i], value added v[j], all in one unit of money. Matrices
// are row-major slices of length n·n. Two matrices of pure numbers are made of
// them, with 0 wherever the output is 0:
//
//	A = Z x̂⁻¹   what one unit of output of j takes of i (technical coefficients)
//	B = x̂⁻¹ Z   what share of the output of i goes to j (allocation coefficients)
//
// and two inverses, L = (I−A)⁻¹ of Leontief for demand, G = (I−B)⁻¹ of Ghosh for
// supply. Entries may be negative (changes in stocks, net imports, subsidies).
// Nothing is solved without its residual being at hand.
//
// Sums run in a fixed order; results do not depend on the number of threads.
//
// Source: Miller and Blair, Input–Output Analysis, 2nd ed. (2009), chapters 2, 6 and 12.
package leontief

import "math"

// Technical returns A = Z x̂⁻¹: column j of z divided by x[j], 0 where x[j] is 0.
// It panics unless z is n×n for the n of x.
func Technical(z, x []float64) []float64 {
	n := square(z, len(x))
	a := make([]float64, n*n)
	for i := range n {
		row, out := z[i*n:(i+1)*n], a[i*n:(i+1)*n]
		for j, v := range row {
			if x[j] != 0 {
				out[j] = v / x[j]
			}
		}
	}
	return a
}

// Allocation returns B = x̂⁻¹ Z: row i of z divided by x[i], 0 where x[i] is 0.
// It panics unless z is n×n for the n of x.
func Allocation(z, x []float64) []float64 {
	n := square(z, len(x))
	b := make([]float64, n*n)
	for i := range n {
		if x[i] == 0 {
			continue
		}
		row, out := z[i*n:(i+1)*n], b[i*n:(i+1)*n]
		for j, v := range row {
			out[j] = v / x[i]
		}
	}
	return b
}

// Output returns the output that a table implies: row sums of z and y together.
// y has m columns, so n·m entries. It panics unless the shapes fit.
func Output(z, y []float64, n int) []float64 {
	square(z, n)
	if n > 0 && len(y)%n != 0 {
		panic("leontief: y does not have n rows")
	}
	x := rowSums(z, n)
	for i, d := range rowSums(y, n) {
		x[i] += d
	}
	return x
}

// ValueAdded returns what output leaves after all inputs: x[j] less the sum of
// column j of z. It panics unless z is n×n for the n of x.
func ValueAdded(z, x []float64) []float64 {
	n := square(z, len(x))
	va := append([]float64(nil), x...)
	for i := range n {
		for j, v := range z[i*n : (i+1)*n] {
			va[j] -= v
		}
	}
	return va
}

// FullColumns returns the columns of a whose absolute sum is 1 or more: for such
// a table the series I + A + A² + … need not converge.
func FullColumns(a []float64, n int) []int {
	square(a, n)
	sums := make([]float64, n)
	for i := range n {
		for j, v := range a[i*n : (i+1)*n] {
			sums[j] += math.Abs(v)
		}
	}
	var full []int
	for j, s := range sums {
		if s >= 1 {
			full = append(full, j)
		}
	}
	return full
}

// PerOutput returns q[j]/x[j], 0 where x[j] is 0: an extension such as value
// added, jobs or emissions per unit of output. It panics when the lengths differ.
func PerOutput(q, x []float64) []float64 {
	if len(q) != len(x) {
		panic("leontief: extension and output of different length")
	}
	per := make([]float64, len(q))
	for j, v := range q {
		if x[j] != 0 {
			per[j] = v / x[j]
		}
	}
	return per
}

// square checks that m is n×n and returns n.
func square(m []float64, n int) int {
	if len(m) != n*n {
		panic("leontief: matrix is not n×n")
	}
	return n
}

// rowSums returns the sum of each of the n rows of m.
func rowSums(m []float64, n int) []float64 {
	sums := make([]float64, n)
	if n == 0 {
		return sums
	}
	w := len(m) / n
	for i := range n {
		for _, v := range m[i*w : (i+1)*w] {
			sums[i] += v
		}
	}
	return sums
}

// RowSums returns the sum of each of the n rows of y: final demand over all its
// columns. It panics unless y has n rows.
func RowSums(y []float64, n int) []float64 {
	if n > 0 && len(y)%n != 0 {
		panic("leontief: y does not have n rows")
	}
	return rowSums(y, n)
}

func sum(v []float64) float64 {
	total := 0.0
	for _, a := range v {
		total += a
	}
	return total
}
