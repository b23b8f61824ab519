package scenario

import (
	"lianzhang/internal/engine/cascade"
	"lianzhang/internal/region"
	"lianzhang/internal/supply"
)

// hitFrom is the loss from which a firm counts as hit.
const hitFrom = 0.1

// totals are what a place loses in one network.
type totals struct {
	hit, output, tax, jobs float64
}

// loss returns the larger of the two losses of a vertex.
func loss(l *cascade.Losses, v int) float64 { return max(l.Down[v], l.Up[v]) }

// totals adds up, in the order of the firms, what the firms of a place lose.
func (e *Economy) totals(place region.Code, l *cascade.Losses) totals {
	var t totals
	for i := range e.Firms {
		f := &e.Firms[i]
		x := loss(l, i)
		if x == 0 || !place.Contains(f.Region) {
			continue
		}
		if x >= hitFrom {
			t.hit++
		}
		t.output += part(x, f.Size, 0.01)
		t.tax += part(x, f.Tax, 0.01)
		t.jobs += part(x, f.Jobs, 1)
	}
	return t
}

// part is share x of an amount on record in another unit, 0 when unknown.
func part(x float64, amount int64, unit float64) float64 {
	if amount <= 0 {
		return 0
	}
	return float64(x*float64(amount)) * unit
}

// extent makes the figures of a place of its totals: plain, and of every draw.
func (e *Economy) extent(place region.Code, l *cascade.Losses, plain totals, drawn []totals) *Extent {
	x := &Extent{Region: place}
	for i := range e.Firms {
		f := &e.Firms[i]
		if !place.Contains(f.Region) {
			continue
		}
		x.Firms++
		hurt := loss(l, i) > 0
		x.Output.count(f.Size, 0.01, hurt)
		x.Tax.count(f.Tax, 0.01, hurt)
		x.Jobs.count(f.Jobs, 1, hurt)
	}
	level := e.Rules.Draws.Level
	of := func(get func(totals) float64) Figure {
		values := make([]float64, len(drawn))
		for d, t := range drawn {
			values[d] = get(t)
		}
		return figureOf(get(plain), values, level)
	}
	x.Hit = of(func(t totals) float64 { return t.hit })
	x.Output.Lost = of(func(t totals) float64 { return t.output })
	x.Tax.Lost = of(func(t totals) float64 { return t.tax })
	x.Jobs.Lost = of(func(t totals) float64 { return t.jobs })
	return x
}

func (l *Loss) count(amount int64, unit float64, hurt bool) {
	switch {
	case amount == supply.Unknown:
		if hurt {
			l.Unknown++
		}
	case amount > 0:
		l.Of += float64(amount) * unit
	}
}

// nodeLosses returns by node what its firms in the place lose: a share of their
// output, or of their number where none has its output on record.
func (e *Economy) nodeLosses(place region.Code, l *cascade.Losses) []float64 {
	lost, of := make([]float64, len(e.Nodes)), make([]float64, len(e.Nodes))
	count, hurt := make([]float64, len(e.Nodes)), make([]float64, len(e.Nodes))
	for _, s := range e.Seats {
		if !place.Contains(s.Region) {
			continue
		}
		x, w := loss(l, int(s.Vertex)), e.Weight[s.Vertex]
		lost[s.Node] += float64(x * w)
		of[s.Node] += w
		hurt[s.Node] += x
		count[s.Node]++
	}
	out := make([]float64, len(e.Nodes))
	for n := range out {
		switch {
		case of[n] > 0:
			out[n] = lost[n] / of[n]
		case count[n] > 0:
			out[n] = hurt[n] / count[n]
		}
	}
	return out
}

// sectorLosses returns by sector of the table what its firms lose of their output.
func (e *Economy) sectorLosses(l *cascade.Losses) []float64 {
	lost, of := make([]float64, len(e.Table.Sectors)+1), make([]float64, len(e.Table.Sectors)+1)
	for i := range e.Firms {
		lost[e.Sector[i]] += float64(loss(l, i) * e.Weight[i])
		of[e.Sector[i]] += e.Weight[i]
	}
	for k := range lost {
		if of[k] > 0 {
			lost[k] /= of[k]
		}
	}
	return lost
}
