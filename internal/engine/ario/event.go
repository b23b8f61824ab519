package ario

import "math"

// Kind says what an event does and how it ends.
type Kind int

// The kinds of events.
const (
	Recovery  Kind = iota // capital is lost and comes back along a curve
	Rebuild               // capital is lost and comes back as it is rebuilt, which is demand
	Arbitrary             // a share of capacity is lost and comes back along a curve
)

// Curve is the way back of what was lost: γ(e) of γ0 after e steps of recovery in
// T steps.
type Curve int

// The curves of recovery.
const (
	Linear       Curve = iota // γ0 (1 − e/T)
	Convex                    // γ0 (1 − 1/T)^e
	ConvexScaled              // γ0 (1 − 1/T)^4e: mostly done after T
	Concave                   // γ0 T / (T + b e^k), b = 1e-6, k = (ln T − ln b)/(ln T − ln 2): S-shaped, half done at T/2
)

// At returns what is left of loss after elapsed steps of a recovery in tau steps.
func (c Curve) At(loss, elapsed, tau float64) float64 {
	switch c {
	case Convex:
		return loss * math.Pow(1-1/tau, elapsed)
	case ConvexScaled:
		return loss * math.Pow(1-1/tau, 4*elapsed)
	case Concave:
		const b = 1e-6
		k := (math.Log(tau) - math.Log(b)) / (math.Log(tau) - math.Log(2))
		return loss * tau / (tau + b*math.Pow(elapsed, k))
	}
	return max(0, loss*(1-elapsed/tau))
}

// Event is one blow.
//
// It acts from the first step t ≥ Occurrence (steps count from 0) and enters
// recovery or rebuilding at the first step t ≥ Occurrence + Duration. What is
// lost is brought up to date at the end of each step of recovery, with elapsed
// steps t − Occurrence − Duration, and so acts from the step after; a loss of
// capacity (Arbitrary) acts one step later still, from Occurrence + 1 on.
type Event struct {
	Kind       Kind
	Occurrence int
	Duration   int
	Loss       []float64 // of each industry: capital in the unit of the table, or share of capacity
	Curve      Curve     // Recovery, Arbitrary
	Tau        float64   // T of the curve in steps; concave needs more than 2
	// Rebuild: which products rebuild, with shares that sum to 1; Factor units of
	// demand for one unit of capital (0 means 1); Tau steps (0 means the parameter).
	Rebuilders map[int]float64
	Factor     float64
	// Pooled spreads demand over all rebuilding industries together in proportion to
	// what the client buys of them, as the published program does; with several
	// products less is then asked than was lost. Otherwise each product's share is
	// spread over its regions.
	Pooled bool
}

func (e *Event) check(at int, s *start) error {
	if len(e.Loss) != s.n {
		panic("ario: event loss is not given for every industry")
	}
	if e.Occurrence < 0 {
		return refuse("occurrence", at)
	}
	if e.Duration < 0 {
		return refuse("duration", at)
	}
	for f, l := range e.Loss {
		most := s.capital[f]
		if e.Kind == Arbitrary {
			most = 1
		}
		if !(l >= 0) || l > most {
			return refuse("loss", at, f)
		}
	}
	if e.Kind == Rebuild {
		return e.checkRebuild(at, s)
	}
	if !(e.Tau >= 1) || math.IsInf(e.Tau, 1) || (e.Curve == Concave && e.Tau <= 2) {
		return refuse("tau", at)
	}
	return nil
}

func (e *Event) checkRebuild(at int, s *start) error {
	if e.Tau != 0 && !(e.Tau >= 1) {
		return refuse("tau", at)
	}
	if e.Factor != 0 && !(e.Factor > 0 && !math.IsInf(e.Factor, 1)) {
		return refuse("rebuilding_factor", at)
	}
	total := 0.0
	for _, p := range e.rebuilders() {
		if p < 0 || p >= s.products || !(e.Rebuilders[p] > 0) {
			return refuse("rebuilding_sectors", at, p)
		}
		total += e.Rebuilders[p]
	}
	if math.Abs(total-1) > 1e-5 {
		return refuse("rebuilding_sectors", at)
	}
	return nil
}
