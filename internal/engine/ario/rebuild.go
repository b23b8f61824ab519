package ario

import "sort"

// job is what one industry is asked to rebuild for another.
type job struct {
	builder, client int
	left            float64 // in money of the table
}

// rebuilders returns the rebuilding products in order.
func (e *Event) rebuilders() []int {
	var ps []int
	for p := range e.Rebuilders {
		ps = append(ps, p)
	}
	sort.Ints(ps)
	return ps
}

func (e *Event) factor() float64 {
	if e.Factor == 0 {
		return 1
	}
	return e.Factor
}

// jobs spreads the demand for rebuilding: of the loss of client f, times factor
// and the product's share, industry (r, p) is asked in proportion to what f buys of
// it, or, where f buys nothing of it anywhere, in proportion to its output. It
// refuses a product that nobody makes: capital would never come back.
func (e *Event) jobs(at int, s *start) ([]job, error) {
	var list []job
	for f, loss := range e.Loss {
		if loss == 0 {
			continue
		}
		weights, bases := e.weights(f, s)
		for i, p := range s.product {
			share, builds := e.Rebuilders[p]
			if !builds {
				continue
			}
			if bases[p] == 0 {
				return nil, refuse("rebuilding_sectors", at, p)
			}
			if w := weights[i]; w > 0 {
				list = append(list, job{builder: i, client: f, left: share * loss * e.factor() * (w / bases[p])})
			}
		}
	}
	return list, nil
}

// weights returns the weight of every rebuilding industry for client f, and for
// each product the sum that they are shares of.
func (e *Event) weights(f int, s *start) (weights []float64, bases map[int]float64) {
	weights = make([]float64, s.n)
	bases = make(map[int]float64, len(e.Rebuilders))
	all := 0.0
	for i, p := range s.product {
		if _, builds := e.Rebuilders[p]; builds {
			weights[i] = s.flow(i, f)
			bases[p] += weights[i]
			all += weights[i]
		}
	}
	if e.Pooled && all > 0 {
		for p := range bases {
			bases[p] = all
		}
		return weights, bases
	}
	fallback := make(map[int]float64, len(bases))
	for i, p := range s.product {
		if base, builds := bases[p]; builds && base == 0 {
			weights[i] = s.x[i]
			fallback[p] += s.x[i]
		}
	}
	for p, sum := range fallback {
		bases[p] = sum
	}
	return weights, bases
}

// pace returns the part of a job that is asked in one step.
func (e *Event) pace(par *Parameters) float64 {
	if e.Tau == 0 {
		return 1 / par.TauRebuild
	}
	return 1 / e.Tau
}
