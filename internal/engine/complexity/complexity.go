// Package complexity measures what a place can make and what lies near to it.
//
// A place makes a product in earnest when the product's share in what the place
// makes is at least its share in what all places make together (revealed
// comparative advantage, RCA ≥ 1). Places that make many products that few others
// make are complex; products that complex places make are complex. Two products
// are near when whoever makes one tends to make the other, and a place's chances
// are the complex products near to what it already makes.
//
// The definitions and normalisations are those of the Atlas of Economic Complexity
// as the public program py-ecomplexity computes them.
//
// Sources: Hidalgo and Hausmann, The building blocks of economic complexity, PNAS
// 106(26), 10570 (2009); Hausmann et al., The Atlas of Economic Complexity (2014).
package complexity

import (
	"fmt"
	"math"
)

// Table is what places make: Amounts[c*Products+p] is the amount of product p
// made by (or sold from) place c, in any one unit.
type Table struct {
	Places, Products int
	Amounts          []float64
}

// Result holds the measures of one table. What cannot be known is NaN: all of a
// place that makes nothing, all of a product that nobody makes, and the measures
// that rest on complexity when Undetermined says why there is none.
type Result struct {
	Places, Products int

	RCA       []float64 // Places × Products; 0 where it is not defined
	Made      []bool    // Places × Products: RCA ≥ 1
	Diversity []int     // by place: products made
	Ubiquity  []int     // by product: places that make it

	ECI []float64 // by place: standardised over places
	PCI []float64 // by product: on the scale of ECI
	COI []float64 // by place: complexity outlook, standardised over places

	Density []float64 // Places × Products: share of the product's surroundings that the place makes
	COG     []float64 // Places × Products: what the outlook would gain, in standard deviations of complexity

	Second, Third float64 // eigenvalues after the trivial one
	Steps         int     // Lanczos steps; 0 when the whole spectrum was computed
	SignOpen      bool    // complexity does not go with diversity either way; the sign is a convention
	Undetermined  Reason  // why there is no complexity, or ""
}

// Reason says why a table has no complexity.
type Reason string

// The reasons.
const (
	TooFew   Reason = "too few"  // fewer than two places or two products are made in earnest
	Alike    Reason = "alike"    // all places make the same, so nothing tells them apart
	Repeated Reason = "repeated" // the second eigenvalue is multiple: any mixture would do
)

// Measure computes all measures of t in a fixed order of sums: one input, one
// output, bit for bit. It refuses amounts that are negative or not finite, and
// panics when Amounts does not have Places × Products entries.
func Measure(t Table) (*Result, error) {
	rca, err := Advantage(t)
	if err != nil {
		return nil, err
	}
	made := make([]bool, len(rca))
	for i, r := range rca {
		made[i] = r >= 1
	}
	r := FromMade(t.Places, t.Products, made)
	r.RCA = rca
	return r, nil
}

// Advantage returns the revealed comparative advantage of every place in every
// product, (X[c,p]/X[c,·]) / (X[·,p]/X[·,·]), and 0 where that is not defined.
//
// Source: Balassa, Trade liberalisation and "revealed" comparative advantage (1965).
func Advantage(t Table) ([]float64, error) {
	if len(t.Amounts) != t.Places*t.Products {
		panic("complexity: amounts do not fit places and products")
	}
	place, product, all := make([]float64, t.Places), make([]float64, t.Products), 0.0
	for c := range t.Places {
		for p := range t.Products {
			x := t.Amounts[c*t.Products+p]
			if x < 0 || x-x != 0 {
				return nil, fmt.Errorf("complexity: amount %v of product %d in place %d must be finite and not negative", x, p, c)
			}
			place[c] += x
			product[p] += x
		}
		all += place[c]
	}
	if math.IsInf(all, 0) {
		return nil, fmt.Errorf("complexity: the sum of all amounts is not finite; use a larger unit")
	}
	rca := make([]float64, len(t.Amounts))
	for c := range t.Places {
		for p := range t.Products {
			if place[c] > 0 && product[p] > 0 {
				rca[c*t.Products+p] = (t.Amounts[c*t.Products+p] / place[c]) / (product[p] / all)
			}
		}
	}
	return rca, nil
}

// FromMade computes the measures from who makes what, made[c*products+p]. The
// field RCA stays empty. It panics when made has another length.
func FromMade(places, products int, made []bool) *Result {
	if len(made) != places*products {
		panic("complexity: made does not fit places and products")
	}
	r := &Result{
		Places: places, Products: products, Made: made,
		Diversity: make([]int, places), Ubiquity: make([]int, products),
		ECI: unknown(places), PCI: unknown(products), COI: unknown(places),
		Density: unknown(places * products), COG: unknown(places * products),
	}
	for c := range places {
		for p := range products {
			if made[c*products+p] {
				r.Diversity[c]++
				r.Ubiquity[p]++
			}
		}
	}
	b := keep(r)
	near := b.proximity()
	b.density(r, near)
	raw, ok := b.complexity(r)
	if !ok {
		return r
	}
	b.standardise(r, raw)
	b.outlook(r, near, raw)
	return r
}

func unknown(n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = math.NaN()
	}
	return v
}
