// Package score compares alternatives (regions, parks, firms, projects) by several
// criteria at once: it brings criteria to one scale, weighs them, and says who
// stands where, and where it cannot be said.
//
// A criterion is a benefit (more is better) or a cost (less is better). A criterion
// in which all are alike tells nothing and weighs nothing. An unknown value is not
// zero: the methods that need every value refuse it, the others give bounds. A
// score with an uncertainty gives a range of ranks, not a rank.
package score

import (
	"errors"
	"fmt"
	"math"
)

// Table holds the values of alternatives (rows) by criteria (columns), row by row,
// and for each criterion whether it is a cost. Every criterion has its own unit.
type Table struct {
	Alternatives, Criteria int
	Values                 []float64 // length Alternatives × Criteria
	Cost                   []bool    // length Criteria
}

// The reasons why a table cannot be evaluated.
var (
	ErrTooFew   = errors.New("score: fewer than two alternatives")
	ErrConstant = errors.New("score: no criterion tells the alternatives apart")
)

// check refuses values that are not finite or too far apart, and panics when the
// shapes do not fit. Unknown values (NaN) pass when they are allowed.
func (t Table) check(unknown bool) error {
	if len(t.Values) != t.Alternatives*t.Criteria || len(t.Cost) != t.Criteria {
		panic("score: table of another shape")
	}
	for k, x := range t.Values {
		if x-x != 0 && !(unknown && x != x) {
			return fmt.Errorf("score: value %v of alternative %d, criterion %d is not finite", x, k/t.Criteria, k%t.Criteria)
		}
	}
	for j := range t.Criteria {
		if low, high := t.span(j); low < high && math.IsInf(high-low, 0) {
			return fmt.Errorf("score: the values of criterion %d lie too far apart", j)
		}
	}
	return nil
}

// span returns the smallest and the largest known value of a criterion.
func (t Table) span(j int) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for i := range t.Alternatives {
		if x := t.Values[i*t.Criteria+j]; x == x {
			low, high = min(low, x), max(high, x)
		}
	}
	return low, high
}

// MinMax brings every criterion to the scale from 0 (worst) to 1 (best):
// (x-min)/(max-min) for a benefit, (max-x)/(max-min) for a cost. A constant
// criterion becomes all 0 and is marked. It refuses values that are not finite.
func MinMax(t Table) (z []float64, constant []bool, err error) {
	if err := t.check(false); err != nil {
		return nil, nil, err
	}
	z, constant = t.minMax()
	return z, constant, nil
}

// MinMaxKnown does the same over the known values; unknown ones (NaN) stay unknown.
func MinMaxKnown(t Table) (z []float64, constant []bool, err error) {
	if err := t.check(true); err != nil {
		return nil, nil, err
	}
	z, constant = t.minMax()
	return z, constant, nil
}

func (t Table) minMax() (z []float64, constant []bool) {
	z, constant = make([]float64, len(t.Values)), make([]bool, t.Criteria)
	for j := range t.Criteria {
		low, high := t.span(j)
		constant[j] = !(low < high)
		for i := range t.Alternatives {
			k := i*t.Criteria + j
			switch x := t.Values[k]; {
			case x != x:
				z[k] = x
			case constant[j]:
			case t.Cost[j]:
				z[k] = (high - x) / (high - low)
			default:
				z[k] = (x - low) / (high - low)
			}
		}
	}
	return z, constant
}
