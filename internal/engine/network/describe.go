package network

import (
	"math"
	"slices"
)

// Spread is how some numbers of firms or links are spread out.
type Spread struct {
	Min, P05, P25, Median, P75, P95, Max float64
	Mean, Sum                            float64
}

// NewSpread sorts the values and describes them; quantiles are values that occur,
// the smallest with at least that share of all at or below it. It is false when
// there are none.
func NewSpread(values []float64) (Spread, bool) {
	if len(values) == 0 {
		return Spread{}, false
	}
	slices.Sort(values)
	at := func(share float64) float64 {
		return values[max(0, int(math.Ceil(float64(share*float64(len(values)))))-1)]
	}
	s := Spread{Min: values[0], P05: at(0.05), P25: at(0.25), Median: at(0.5), P75: at(0.75), P95: at(0.95), Max: values[len(values)-1]}
	for _, v := range values {
		s.Sum += v
	}
	s.Mean = s.Sum / float64(len(values))
	return s, true
}

// Degrees returns how many neighbours every firm has in one direction.
func (r Rows) Degrees() []float64 {
	out := make([]float64, len(r.Ptr)-1)
	for v := range out {
		out[v] = float64(r.Degree(uint32(v)))
	}
	return out
}

// fewestInTail keeps the error of the exponent below 15 %.
const fewestInTail = 50

// TailExponent estimates the exponent a of a tail in which the number of firms
// with degree k falls as k^-a. The tail are the degrees from the 95th percentile
// of those above zero on; with fewer than 50 firms in it, or all of them equal,
// there is no estimate. Values must be sorted.
//
// Source: Clauset, Shalizi and Newman, SIAM Review 51, 661 (2009), equation 3.7,
// with the start of the tail given.
func TailExponent(degrees []float64) (float64, bool) {
	first, _ := slices.BinarySearch(degrees, 1)
	positive := degrees[first:]
	if len(positive) == 0 {
		return 0, false
	}
	least := positive[int(math.Ceil(0.95*float64(len(positive))))-1]
	from, _ := slices.BinarySearch(positive, least)
	tail := positive[from:]
	if len(tail) < fewestInTail || tail[0] == tail[len(tail)-1] {
		return 0, false
	}
	sum := 0.0
	for _, k := range tail {
		sum += math.Log(k / (least - 0.5))
	}
	return 1 + float64(len(tail))/sum, true
}
