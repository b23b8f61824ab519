package score

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Norm is how TOPSIS brings criteria to one scale.
type Norm int

// The two ways.
const (
	ByMinMax Norm = iota // oriented and brought to 0…1, then divided by the Euclidean norm
	ByVector             // raw values divided by their Euclidean norm; the ideal knows the orientation
)

// Topsis is how far each alternative is from the best and the worst imaginable.
type Topsis struct {
	Weight    []float64 // by criterion, as used: 0 for a constant one
	DPlus     []float64 // by alternative: distance from the ideal
	DMinus    []float64 // by alternative: distance from the anti-ideal
	Closeness []float64 // by alternative: D-/(D+ + D-), 0 when both are 0
	Rank      []int     // by alternative, from 1; ties by order of input
	Ties      int       // alternatives as close as the one ranked before them
}

// TOPSIS ranks alternatives by closeness to the ideal. The weights, one for each
// criterion, are brought to sum 1; a constant criterion moves nobody, whatever its
// weight. It refuses values that are not finite, weights without a positive sum,
// and returns [ErrTooFew] without alternatives.
//
// Source: Hwang and Yoon, Multiple Attribute Decision Making (1981), chapter 3.
func TOPSIS(t Table, weights []float64, norm Norm) (*Topsis, error) {
	z, constant, err := MinMax(t)
	if err != nil {
		return nil, err
	}
	if len(weights) != t.Criteria {
		panic(fmt.Sprintf("score: %d weights for %d criteria", len(weights), t.Criteria))
	}
	if t.Alternatives == 0 {
		return nil, ErrTooFew
	}
	w, err := Weights(weights)
	if err != nil {
		return nil, err
	}
	n := t.Alternatives
	r := &Topsis{Weight: w, DPlus: make([]float64, n), DMinus: make([]float64, n), Closeness: make([]float64, n)}
	for j := range w {
		if constant[j] {
			w[j] = 0
			continue
		}
		v := column(z, t.Criteria, j)
		falling := false
		if norm == ByVector {
			v, falling = column(t.Values, t.Criteria, j), t.Cost[j]
		}
		r.add(v, w[j], falling)
	}
	for i := range n {
		r.DPlus[i], r.DMinus[i] = math.Sqrt(r.DPlus[i]), math.Sqrt(r.DMinus[i])
		if both := r.DPlus[i] + r.DMinus[i]; both > 0 {
			r.Closeness[i] = r.DMinus[i] / both
		}
	}
	r.Rank, r.Ties = descending(r.Closeness)
	return r, nil
}

// add adds the squared distances in one criterion.
func (r *Topsis) add(v []float64, weight float64, falling bool) {
	normalise(v)
	for i := range v {
		v[i] *= weight
	}
	best, worst := slices.Max(v), slices.Min(v)
	if falling {
		best, worst = worst, best
	}
	for i, x := range v {
		r.DPlus[i] += float64((x - best) * (x - best))
		r.DMinus[i] += float64((x - worst) * (x - worst))
	}
}

// normalise divides v, which is not constant, by its Euclidean norm; the largest
// is divided out first, so that no square is beyond all numbers.
func normalise(v []float64) {
	top := 0.0
	for _, x := range v {
		top = max(top, math.Abs(x))
	}
	sum := 0.0
	for i := range v {
		v[i] /= top
		sum += float64(v[i] * v[i])
	}
	length := math.Sqrt(sum)
	for i := range v {
		v[i] /= length
	}
}

// descending ranks from 1, the largest first, ties in the order given, and counts
// those that stand level with the one before.
func descending(scores []float64) (rank []int, ties int) {
	order := make([]int, len(scores))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	rank = make([]int, len(scores))
	for at, i := range order {
		rank[i] = at + 1
		if at > 0 && scores[i] == scores[order[at-1]] {
			ties++
		}
	}
	return rank, ties
}
