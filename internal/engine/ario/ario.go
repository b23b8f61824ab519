// Package ario follows a regional economy from day to day after a blow: lost
// capital lowers capacity, missing inputs lower production once stocks run out,
// customers order anew, industries work overtime, what was destroyed is rebuilt.
//
// An industry is a sector of a region; what a sector makes is its product,
// whatever the region. An industry keeps a stock of every product it uses and
// does not care from which region it came; it orders from industries. The year's
// table is divided by the steps of a year; money is per step then, only lost
// capital stays in the unit of the table.
//
// One step: events, overproduction, production under capacity and stocks,
// delivery in proportion to demand, orders for the next step.
//
//	       start            occurrence + duration          loss is 0
//	waiting ───▶ acting ───────────────────▶ recovering ───────────▶ over
//	                    └──────────────────▶ rebuilding ───────────▶ over
//	                                                  all delivered
//
// Two programs run it. [Plain] is written from the definitions and slow; [Model]
// reads every flow once a step and gives the same numbers, bit for bit. Results
// do not depend on the number of threads.
//
// Sources: Hallegatte, Risk Analysis 28 (2008) 779; Risk Analysis 34 (2014) 152;
// Guan et al., Nature Human Behaviour 4 (2020) 577 for orders that turn to regions
// with capacity. Where these leave a choice, the default is that of the published
// program BoARIO (Juhel, Journal of Open Source Software 9, 2024), so that runs can
// be compared number by number; [Parameters.Paper] takes the papers at their word.
package ario

import (
	"errors"
	"fmt"
	"math"
)

// Table is a regional table: n industries, flows and demand in money a year.
type Table struct {
	Z       []float64 // n×n row-major, row sells to column; not negative
	Y       []float64 // final demand of each industry's output, n; may be negative
	Product []int     // the product of each industry, from 0
}

// Industries returns n.
func (t *Table) Industries() int { return len(t.Y) }

// Products returns how many products there are.
func (t *Table) Products() int {
	most := -1
	for _, p := range t.Product {
		most = max(most, p)
	}
	return most + 1
}

// Parameters of a run. The zero value is not usable; begin with [Defaults].
type Parameters struct {
	StepsPerYear float64   // Υ, steps a year
	Inventory    []float64 // stock of each product in steps of use; +Inf never limits; 1 or less counts as 2; nil means 90
	Psi          float64   // share of the wanted stock below which production is limited
	Restore      float64   // τ_I, steps in which a gap of stock is ordered
	AlphaBase    float64   // overproduction in normal times
	AlphaMax     float64   // and at most
	TauAlpha     float64   // τ_α, steps in which it builds up
	TauRebuild   float64   // τ_R, steps in which destroyed capital is asked back, unless the event says otherwise
	Alternative  bool      // orders turn to regions with capacity; otherwise the shares of the table hold
	MonetaryUnit float64   // money of the table's unit: lost capital is rounded to log10 of it plus one decimals
	Capital      []float64 // of each industry, in the unit of the table; nil means 4 times value added

	// Paper chooses between two readings. By default overproduction compares the
	// orders standing now with what was made in the last step, and the wanted stock
	// follows what is left of demand after rebuilding was served, as the published
	// program does. With Paper, demand and production of the same step are compared,
	// and the wanted stock follows the production that was aimed at.
	Paper bool
}

// Defaults returns the parameters of the literature.
func Defaults() Parameters {
	return Parameters{
		StepsPerYear: 365, Psi: 0.8, Restore: 60, AlphaBase: 1, AlphaMax: 1.25, TauAlpha: 365,
		TauRebuild: 60, Alternative: true, MonetaryUnit: 1e6,
	}
}

// ErrInput is under every refusal of a table, parameter or event.
var ErrInput = errors.New("ario: input refused")

// InputError says which number was refused.
type InputError struct {
	What string // such as "flow", "psi", "event loss"
	At   []int  // indices: row and column, industry, event …
}

func (e *InputError) Error() string { return fmt.Sprintf("ario: %s %v refused", e.What, e.At) }

// Unwrap files the error under [ErrInput].
func (e *InputError) Unwrap() error { return ErrInput }

func refuse(what string, at ...int) error { return &InputError{What: what, At: at} }

// check refuses what cannot be computed with.
func (t *Table) check() error {
	n := t.Industries()
	if len(t.Z) != n*n || len(t.Product) != n {
		panic("ario: shapes of the table do not fit")
	}
	for k, v := range t.Z {
		if !(v >= 0) || math.IsInf(v, 1) {
			return refuse("flow", k/n, k%n)
		}
	}
	for i, p := range t.Product {
		if p < 0 || p >= n {
			return refuse("product", i)
		}
		if math.IsNaN(t.Y[i]) || math.IsInf(t.Y[i], 0) {
			return refuse("final demand", i)
		}
	}
	return nil
}

// check refuses parameters outside their range.
func (p *Parameters) check(n, products int) error {
	for _, c := range []struct {
		name string
		ok   bool
	}{
		{"steps_per_year", p.StepsPerYear > 0 && !math.IsInf(p.StepsPerYear, 0)},
		{"psi", p.Psi >= 0 && p.Psi <= 1},
		{"tau_inventory", p.Restore >= 1},
		{"alpha_base", p.AlphaBase >= 1 && !math.IsInf(p.AlphaBase, 0)},
		{"alpha_max", p.AlphaMax >= p.AlphaBase && !math.IsInf(p.AlphaMax, 0)},
		{"tau_alpha", p.TauAlpha >= 1},
		{"tau_rebuild", p.TauRebuild >= 1},
		{"monetary_unit", p.MonetaryUnit >= 1 && p.MonetaryUnit <= 1e12},
	} {
		if !c.ok {
			return refuse(c.name)
		}
	}
	if p.Inventory != nil && len(p.Inventory) != products {
		panic("ario: inventory is not given for every product")
	}
	for i, d := range p.Inventory {
		if !(d >= 0) {
			return refuse("inventory_duration", i)
		}
	}
	if p.Capital != nil && len(p.Capital) != n {
		panic("ario: capital is not given for every industry")
	}
	for i, k := range p.Capital {
		if !(k >= 0) || math.IsInf(k, 1) {
			return refuse("capital", i)
		}
	}
	return nil
}

// decimals returns to how many decimals lost capital is rounded.
func (p *Parameters) decimals() int { return int(math.Log10(p.MonetaryUnit)) + 1 }

// round rounds to a number of decimals, halves to the even side.
func round(v float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	return math.RoundToEven(v*scale) / scale
}

// near is the published program's "all close": |a−b| ≤ 1e-8 + 1e-5 |b|.
func near(a, b float64) bool { return a == b || math.Abs(a-b) <= 1e-8+1e-5*math.Abs(b) }

// over returns a/b, and 0 where b is 0.
func over(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// Capital returns the capital that a table implies: 4 times value added, which is
// output (row sums of flows and demand) less all inputs, and 0 where that is negative.
// It is in the unit of the table.
//
// Source: Hallegatte (2008).
func (t *Table) Capital() []float64 {
	n := t.Industries()
	k := rowSums(t.Z, n)
	for i, d := range t.Y {
		k[i] += d
	}
	for i := range n {
		for j, v := range t.Z[i*n : (i+1)*n] {
			k[j] -= v
		}
	}
	for i, v := range k {
		k[i] = 4 * max(0, v)
	}
	return k
}
