// Package inventory follows a failure from day to day through firms that hold
// stocks of what they buy.
//
// A firm produces what is ordered from it, as far as its capacity and its
// scarcest input reach; it draws on its stocks first, so a failure upstream
// arrives late. Suppliers who cannot serve all ration their clients by a rule.
// Clients order what they used and a part of what their stocks lack; what was
// ordered and not delivered is forgotten. Inputs of one sector stand in for each
// other, inputs of different sectors do not.
//
// The model is linear homogeneous: with all amounts times a factor every result
// is times that factor, so yearly amounts may be used as they are and results
// then read as amounts per year.
//
// Source: Hallegatte, Risk Analysis 28(3), 779 (2008); Henriet, Hallegatte and
// Tabourier, J. Econ. Dyn. Control 36, 150 (2012); Inoue and Todo, Nature
// Sustainability 2, 841 (2019) and PLoS ONE 14(3), e0213648 (2019).
package inventory

import (
	"fmt"
	"math"

	"lianzhang/internal/engine/network"
)

// Firms is what a run needs to know of the n firms of a network. Amounts are in
// the unit of the links' weights.
type Firms struct {
	Sector      []uint32  // n: what a firm makes; suppliers of one sector replace each other
	FinalDemand []float64 // n: sold to others than firms, not negative
	Days        []float64 // n: days of input that a firm wants in stock; nil takes [Options.Days]
}

// Rationing is how a supplier who cannot serve all deals out what it has.
type Rationing int

const (
	Proportional     Rationing = iota // to everybody the same share of the order
	FinalDemandLast                   // clients first, the same share to each; the rest to final demand
	LowestOrderFirst                  // those first whose order is low against their usual one
)

// Options are the choices of the method; see [Defaults].
type Options struct {
	Rationing Rationing
	Days      float64 // of input that firms want in stock
	Tau       float64 // days in which a gap in stock is to be filled, positive

	FixedTarget   bool // the wanted stock does not follow production
	IgnoreSurplus bool // a stock above the wanted one does not lower orders
	// Compat repeats what the published program does with [LowestOrderFirst]: it
	// charges final demand beyond what it asks for, and so delivers less than was
	// produced as soon as some client orders more than usual.
	Compat bool

	Threads int // at least 1; results do not depend on it
}

// Defaults are the values of Inoue and Todo (2019).
var Defaults = Options{Days: 15, Tau: 6, Threads: 1}

// Day is what all firms together do on one day; day -1 is before any damage.
type Day struct {
	Day         int
	Production  float64 // Σ P
	ValueAdded  float64 // Σ P (1 - inputs/output before)
	Consumption float64 // delivered to final demand
}

// ValueError says which value cannot be used: of a firm, of a damage, or, with
// index -1, of the options.
type ValueError struct {
	What  string // "final demand", "days", "tau", "rationing", "loss", "firm", "recovery", "twice"
	Index int
	Value float64
}

func (e *ValueError) Error() string {
	return fmt.Sprintf("%s %v of item %d cannot be used", e.What, e.Value, e.Index)
}

// check refuses what no run can start with. Lists of wrong length panic.
func check(net *network.Network, f Firms, o Options) error {
	n := net.Len()
	if len(f.Sector) != n || len(f.FinalDemand) != n || (f.Days != nil && len(f.Days) != n) {
		panic("inventory: one value for each firm")
	}
	for i, c := range f.FinalDemand {
		if !(c >= 0) || math.IsInf(c, 1) {
			return &ValueError{"final demand", i, c}
		}
	}
	for i, d := range f.Days {
		if !(d >= 0) || math.IsInf(d, 1) {
			return &ValueError{"days", i, d}
		}
	}
	switch {
	case !(o.Days >= 0) || math.IsInf(o.Days, 1):
		return &ValueError{"days", -1, o.Days}
	case !(o.Tau > 0):
		return &ValueError{"tau", -1, o.Tau}
	case o.Rationing < Proportional || o.Rationing > LowestOrderFirst:
		return &ValueError{"rationing", -1, float64(o.Rationing)}
	}
	return nil
}

// order is what a buyer orders over one link: what it uses at yesterday's share
// of normal production, and a part of what the stock lacks.
func (o *Options) order(usual, share, days, stock float64) float64 {
	use := float64(usual * share)
	want := float64(days * use)
	if o.FixedTarget {
		want = float64(days * usual)
	}
	gap := want - stock
	if o.IgnoreSurplus {
		gap = max(0, gap)
	}
	return max(0, use+float64(gap/o.Tau))
}
