// Package concentration measures how much of a whole lies with few, and where:
// shares, Herfindahl–Hirschman index, concentration ratios, Gini coefficient; location
// quotients, the index of Ellison and Glaeser, Moran's I.
//
// Amounts are in any one unit, finite and not negative; every measure is a pure
// number and does not change when the unit does. Sums run in the order given.
package concentration

import (
	"math"
	"sort"
)

// HHI returns the sum of squared shares, from 1/n (equal) to 1 (one holds all),
// and whether the amounts have a positive sum at all.
//
// Source: Hirschman, The Paternity of an Index, American Economic Review 54 (1964).
func HHI(amounts []float64) (float64, bool) {
	total := sum(amounts)
	if total <= 0 {
		return 0, false
	}
	h := 0.0
	for _, a := range amounts {
		s := a / total
		h += float64(s * s) // the conversion forbids a fused step: same bits on every machine
	}
	return h, true
}

// CR returns the share of the n largest, and false without a positive sum.
// It panics when n is negative.
func CR(amounts []float64, n int) (float64, bool) {
	if n < 0 {
		panic("concentration: negative n")
	}
	total := sum(amounts)
	if total <= 0 {
		return 0, false
	}
	top := 0.0
	for i, a := range descending(amounts) {
		if i == n {
			break
		}
		top += a
	}
	return min(1, top/total), true
}

// Reaching returns how many of the largest together make at least the given
// share of the whole (0 < share ≤ 1), and false without a positive sum.
//
// With share 0.75 it is the plain-words measure of the ETO supply chain
// explorer: 1 is high concentration, 2 or 3 is medium.
func Reaching(amounts []float64, share float64) (int, bool) {
	total := sum(amounts)
	if total <= 0 {
		return 0, false
	}
	const slack = 1e-12 // 0.75 reached exactly must not depend on the last bit
	got := 0.0
	sorted := descending(amounts)
	for i, a := range sorted {
		got += a
		if got >= float64(share*total)-float64(slack*total) {
			return i + 1, true
		}
	}
	return len(sorted), true
}

// LQ returns (part/whole) / (base/bases), how many times its due a place holds:
// part of whole is held, base of bases would be due. It is false when whole,
// base or bases is not positive.
//
// Source: Miller and Blair, Input–Output Analysis, 2nd ed. (2009), section 8.2.
func LQ(part, whole, base, bases float64) (float64, bool) {
	if whole <= 0 || base <= 0 || bases <= 0 {
		return 0, false
	}
	return (part / whole) / (base / bases), true
}

// Cosine returns the cosine of the angle between two profiles of equal length,
// 0 (nothing in common) to 1 (same proportions), and false when one is zero.
// It panics when the lengths differ.
func Cosine(a, b []float64) (float64, bool) {
	if len(a) != len(b) {
		panic("concentration: profiles of different length")
	}
	var ab, aa, bb float64
	for i := range a {
		ab += float64(a[i] * b[i])
		aa += float64(a[i] * a[i])
		bb += float64(b[i] * b[i])
	}
	if aa <= 0 || bb <= 0 {
		return 0, false
	}
	return min(1, ab/math.Sqrt(float64(aa*bb))), true
}

// Jaccard returns the size of the common part over that of the union of the
// places where a and b are positive, and false when both are empty. It panics
// when the lengths differ.
func Jaccard(a, b []float64) (float64, bool) {
	if len(a) != len(b) {
		panic("concentration: profiles of different length")
	}
	both, either := 0, 0
	for i := range a {
		if a[i] > 0 && b[i] > 0 {
			both++
		}
		if a[i] > 0 || b[i] > 0 {
			either++
		}
	}
	if either == 0 {
		return 0, false
	}
	return float64(both) / float64(either), true
}

func sum(amounts []float64) float64 {
	total := 0.0
	for _, a := range amounts {
		total += a
	}
	return total
}

func descending(amounts []float64) []float64 {
	sorted := append([]float64(nil), amounts...)
	sort.Sort(sort.Reverse(sort.Float64Slice(sorted)))
	return sorted
}
