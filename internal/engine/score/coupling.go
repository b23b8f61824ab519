package score

import (
	"fmt"
	"math"
)

// Coupling is how well n systems (such as industry and environment) go together.
type Coupling struct {
	C float64 // degree of coupling n (ΠU)^{1/n} / ΣU, 1 when all are level; NaN when all are 0
	T float64 // joint level Σ aU
	D float64 // coordination √(C·T); NaN when C is
}

// Couple measures the coupling of the levels u of two or more systems, each from 0
// to 1, with weights that are brought to sum 1. Levels that are all 0 have no
// coupling, which is not a coupling of 0.
//
// Source: the capacitive coupling model of physics in the form common in Chinese
// regional studies; Liao Chongbin (1999).
func Couple(u, weights []float64) (Coupling, error) {
	if len(u) != len(weights) {
		panic("score: weights of other systems")
	}
	if len(u) < 2 {
		return Coupling{}, fmt.Errorf("score: coupling needs two or more systems")
	}
	w, err := Weights(weights)
	if err != nil {
		return Coupling{}, err
	}
	c := Coupling{C: math.NaN(), D: math.NaN()}
	sum, root, n := 0.0, 1.0, float64(len(u))
	for i, x := range u {
		if !(x >= 0 && x <= 1) {
			return Coupling{}, fmt.Errorf("score: level %v of system %d is not between 0 and 1", x, i)
		}
		sum += x
		root *= math.Pow(x, 1/n) // root by root: the product of many would vanish
		c.T += float64(w[i] * x)
	}
	if sum > 0 {
		c.C = min(1, n*root/sum)
		c.D = math.Sqrt(c.C * c.T)
	}
	return c, nil
}

// Composite is a comprehensive index with its parts.
type Composite struct {
	Part      []float64 // by criterion: weight times the value from 0 to 1; NaN when unknown
	Value     float64   // sum of the parts; NaN when a part with weight is unknown
	Low, High float64   // the value if all unknown were worst, or best
	Missing   int       // unknown parts that have weight
}

// Index adds up the values z (each 0 to 1, NaN for unknown) with weights that are
// brought to sum 1. What is unknown is neither left out nor filled in: it widens
// the index to a range.
func Index(z, weights []float64) (Composite, error) {
	if len(z) != len(weights) {
		panic("score: weights of other criteria")
	}
	w, err := Weights(weights)
	if err != nil {
		return Composite{}, err
	}
	c := Composite{Part: make([]float64, len(z))}
	for j, x := range z {
		if x < 0 || x > 1 {
			return Composite{}, fmt.Errorf("score: value %v of criterion %d is not between 0 and 1", x, j)
		}
		c.Part[j] = w[j] * x
		switch {
		case x == x:
			c.Low += c.Part[j]
			c.High += c.Part[j]
		case w[j] > 0:
			c.Missing++
			c.High += w[j]
		}
	}
	c.Value = c.Low
	if c.Missing > 0 {
		c.Value = math.NaN()
	}
	return c, nil
}
