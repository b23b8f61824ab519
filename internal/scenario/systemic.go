package scenario

import (
	"cmp"
	"context"
	"math"
	"slices"

	"lianzhang/internal/engine/cascade"
	"lianzhang/internal/engine/network"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
)

// keptRisks is how many firms of a chain in a place are looked at: the largest.
const keptRisks = 300

// systemic lets every firm of the chain in the place fail alone. The index is
// the share of the output on record in the place that is lost, the firm's own
// included.
func (e *Economy) systemic(ctx context.Context, ask *Ask, a *Answer, progress Progress) error {
	seats := e.largest(ask, a)
	if len(seats) == 0 {
		return refuse("nobody", region.FullName(ask.Region))
	}
	weight := make([]float64, len(e.Sector))
	whole := 0.0
	for i := range e.Firms {
		if ask.Region.Contains(e.Firms[i].Region) {
			weight[i] = e.Weight[i]
			whole += e.Weight[i]
		}
	}
	if whole == 0 {
		return fault.New(fault.ErrInvalid, "SCENARIO_NO_OUTPUT")
	}
	seeds := make([]uint32, len(seats))
	for i, s := range seats {
		seeds[i] = s.Vertex
	}
	each := func(net *network.Network, threads int) ([]cascade.Index, error) {
		c, err := e.coefficients(net, weight, ask.Epsilon)
		if err != nil {
			return nil, err
		}
		return c.All(ctx, seeds, threads, nil)
	}
	plain, err := each(e.Net, 2)
	if err != nil {
		return err
	}
	drawn := make([][]float64, len(seats))
	err = draws(e, ask, func(net *network.Network) ([]cascade.Index, error) { return each(net, 1) }, func(d int, index []cascade.Index) {
		for i := range index {
			drawn[i] = append(drawn[i], index[i].Total)
		}
		progress(d+1, ask.Draws)
	})
	if err != nil {
		return err
	}
	a.Shocked = len(seats)
	a.Risks = e.risks(seats, plain, drawn)
	for _, r := range a.Risks {
		a.Iterations = max(a.Iterations, r.Iterations)
	}
	return nil
}

// largest returns the firms of the chain in the place, each once, the largest
// first when there are too many.
func (e *Economy) largest(ask *Ask, a *Answer) []Seat {
	seen := map[uint32]bool{}
	var seats []Seat
	for _, s := range e.Seats {
		if ask.Region.Contains(s.Region) && !seen[s.Vertex] {
			seen[s.Vertex] = true
			seats = append(seats, s)
		}
	}
	slices.SortStableFunc(seats, func(x, y Seat) int {
		return cmp.Or(cmp.Compare(e.Weight[y.Vertex], e.Weight[x.Vertex]), cmp.Compare(x.Vertex, y.Vertex))
	})
	if len(seats) > keptRisks {
		a.warn("SCENARIO_LARGEST")
		seats = seats[:keptRisks]
	}
	return seats
}

func (e *Economy) risks(seats []Seat, plain []cascade.Index, drawn [][]float64) []Risk {
	out := make([]Risk, len(seats))
	for i, s := range seats {
		f := &e.Firms[s.Vertex]
		out[i] = Risk{
			PID: f.PID, Name: f.Name, Region: f.Region, Node: e.Nodes[s.Node].ID, Demo: f.Demo,
			Index: figureOf(plain[i].Total, drawn[i], e.Rules.Draws.Level), Down: plain[i].Down, Up: plain[i].Up, Iterations: plain[i].Iterations,
		}
	}
	slices.SortStableFunc(out, func(a, b Risk) int {
		return cmp.Or(cmp.Compare(b.Index.middle(), a.Index.middle()), cmp.Compare(a.PID, b.PID))
	})
	rank(out)
	return out
}

// middle is what a figure is ordered by.
func (f Figure) middle() float64 {
	if f.Band != nil {
		return f.Band.Middle
	}
	return f.Value
}

func (f Figure) ends() (low, high float64) {
	if f.Band != nil {
		return f.Band.Low, f.Band.High
	}
	return f.Value, f.Value
}

// rank gives every firm the best and the worst rank that the bands allow: only
// who lies wholly above counts as before, only who lies wholly below as behind.
func rank(risks []Risk) {
	lows, highs := make([]float64, len(risks)), make([]float64, len(risks))
	for i := range risks {
		lows[i], highs[i] = risks[i].Index.ends()
	}
	sortedLow, sortedHigh := slices.Sorted(slices.Values(lows)), slices.Sorted(slices.Values(highs))
	for i := range risks {
		above := len(sortedLow) - search(sortedLow, math.Nextafter(highs[i], math.Inf(1)))
		below := search(sortedHigh, lows[i])
		risks[i].Rank = [2]int{1 + above, len(risks) - below}
	}
}

// search returns how many of the sorted values lie below v.
func search(sorted []float64, v float64) int {
	n, _ := slices.BinarySearch(sorted, v)
	return n
}
