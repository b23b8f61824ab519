package score

import (
	"errors"
	"fmt"
	"math"
)

// Entropy tells how much each criterion tells the alternatives apart.
type Entropy struct {
	Entropy []float64 // by criterion, 0 (one has all) to 1 (all alike)
	Weight  []float64 // by criterion, sums to 1
}

// EntropyWeights weighs the criteria by how unevenly they spread over the
// alternatives: with p = z/Σz, e = -(1/ln N) Σ p ln p and weight (1-e)/Σ(1-e),
// z by [MinMax]. A constant criterion has entropy 1 and weight 0. It returns
// [ErrTooFew] below two alternatives and [ErrConstant] when all are constant.
//
// Source: Shannon (1948); Hwang and Yoon, Multiple Attribute Decision Making (1981), section 2.3.
func EntropyWeights(t Table) (*Entropy, error) {
	z, constant, err := MinMax(t)
	if err != nil {
		return nil, err
	}
	if t.Alternatives < 2 {
		return nil, ErrTooFew
	}
	e := &Entropy{Entropy: make([]float64, t.Criteria), Weight: make([]float64, t.Criteria)}
	for j := range t.Criteria {
		e.Entropy[j] = 1
		if !constant[j] {
			e.Entropy[j] = entropy(column(z, t.Criteria, j))
			e.Weight[j] = 1 - e.Entropy[j]
		}
	}
	if err := toOne(e.Weight); err != nil {
		return nil, ErrConstant
	}
	return e, nil
}

func entropy(z []float64) float64 {
	sum, h := 0.0, 0.0
	for _, v := range z {
		sum += v
	}
	for _, v := range z {
		if p := v / sum; p > 0 { // 0 ln 0 = 0
			h -= float64(p * math.Log(p))
		}
	}
	return min(1, h/math.Log(float64(len(z))))
}

// Combine returns subjective^share · objective^(1-share), brought to sum 1. Both
// must be weights of the same criteria, share from 0 to 1; 0⁰ counts as 1.
func Combine(subjective, objective []float64, share float64) ([]float64, error) {
	if len(subjective) != len(objective) {
		panic("score: weights of different criteria")
	}
	if !(share >= 0 && share <= 1) {
		return nil, fmt.Errorf("score: share %v is not between 0 and 1", share)
	}
	a, err := Weights(subjective)
	if err != nil {
		return nil, err
	}
	b, err := Weights(objective)
	if err != nil {
		return nil, err
	}
	for j := range a {
		a[j] = float64(math.Pow(a[j], share) * math.Pow(b[j], 1-share))
	}
	return a, toOne(a)
}

// Weights returns the weights brought to sum 1. They must be finite, not negative
// and not all zero.
func Weights(w []float64) ([]float64, error) {
	out := make([]float64, len(w))
	for j, x := range w {
		if x < 0 || x-x != 0 {
			return nil, fmt.Errorf("score: weight %v of criterion %d must be finite and not negative", x, j)
		}
		out[j] = x
	}
	return out, toOne(out)
}

var errNoWeight = errors.New("score: the weights have no positive finite sum")

func toOne(w []float64) error {
	sum := 0.0
	for _, x := range w {
		sum += x
	}
	if !(sum > 0) || math.IsInf(sum, 0) {
		return errNoWeight
	}
	if math.Abs(sum-1) <= 1e-15*float64(len(w)) {
		return nil // weights that are given as sum 1 stay as they are
	}
	for j := range w {
		w[j] /= sum
	}
	return nil
}

func column(values []float64, width, j int) []float64 {
	out := make([]float64, 0, len(values)/max(1, width))
	for k := j; k < len(values); k += width {
		out = append(out, values[k])
	}
	return out
}
