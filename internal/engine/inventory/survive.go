package inventory

import (
	"context"
	"math"
	"sync"

	"lianzhang/internal/engine/network"
)

// NotInRun is the answer of a time that does not come within a run.
const NotInRun = -1

// Times says how long something lasts after the first day of damage.
type Times struct {
	Survive int     // days without shortfall before the first one; NotInRun if none comes
	Recover int     // days until the last shortfall is over, 0 if none came; NotInRun if one lasts to the end
	Lowest  float64 // share of normal on the worst day
	Lost    float64 // Σ over days of what was missing against normal; more than normal does not count
}

// add takes one more day into account.
func (t *Times) add(day int, now, normal, tolerance float64) {
	if day < 0 {
		*t = Times{Survive: NotInRun, Lowest: 1}
		return
	}
	if normal > 0 {
		t.Lowest = min(t.Lowest, now/normal)
	}
	t.Lost += max(0, normal-now)
	switch {
	case now < float64((1-tolerance)*normal):
		if t.Survive == NotInRun {
			t.Survive = day
		}
		t.Recover = NotInRun
	case t.Recover == NotInRun:
		t.Recover = day
	}
}

// Survival is a watcher that measures how long supply meets demand.
//
// The time to survive of a damage is the number of days on which the firms that
// are not damaged still deliver to final demand what they delivered before; the
// time to recover is the number of days until all production is back for good.
// Of a firm, both are measured on its production. A shortfall of no more than
// Tolerance of normal counts as none.
//
// Source: Simchi-Levi, Schmidt and Wei, Harvard Business Review 92(1-2), 96
// (2014), and Simchi-Levi et al., Interfaces 45(5), 375 (2015): the time to
// survive is the longest that a network can match supply with demand after a node
// is disrupted, the time to recover that until the node is whole again. There the
// latter is asked from the firms and the former from an optimisation; here both
// follow from the model.
type Survival struct {
	Tolerance float64
	Damages   []Damage
	Network   Times
	Firms     []Times // by number of the network; empty unless ByFirm
	ByFirm    bool

	damaged      []bool // in the numbers of the run
	before, used float64
	by           []Times
}

func (s *Survival) watch(r *run, day Day) {
	if day.Day < 0 {
		s.damaged = make([]bool, len(r.made))
		for _, d := range s.Damages {
			s.damaged[r.perm.To[d.Firm]] = true
		}
		s.before, s.used = day.Production, s.others(r)
		if s.ByFirm {
			s.by = make([]Times, len(r.made))
		}
	}
	var survive, recover Times
	survive, recover = s.Network, s.Network
	survive.add(day.Day, s.others(r), s.used, s.Tolerance)
	recover.add(day.Day, day.Production, s.before, s.Tolerance)
	s.Network = recover
	s.Network.Survive = survive.Survive
	for i := range s.by {
		s.by[i].add(day.Day, r.made[i], r.usual[i], s.Tolerance)
	}
	if s.ByFirm {
		s.Firms = network.Back(r.perm, s.by)
	}
}

// others is what the firms that are not damaged deliver to final demand.
func (s *Survival) others(r *run) float64 {
	sum := 0.0
	for i, c := range r.consumed {
		if !s.damaged[i] {
			sum += c
		}
	}
	return sum
}

// Each runs every damage on its own and returns the times of each; progress, if
// any, is called after every one, from one goroutine at a time.
func (m *Model) Each(ctx context.Context, damages []Damage, days int, tolerance float64, progress func(done, total int)) ([]Times, error) {
	if err := checkDamages(m.net.Len(), damages); err != nil {
		return nil, err
	}
	one := *m
	one.opt.Threads = 1 // the threads share out the damages
	out, failed := make([]Times, len(damages)), make([]error, len(damages))
	var telling sync.Mutex
	done := 0
	m.inParallel(len(damages), func(k int) {
		s := &Survival{Tolerance: tolerance, Damages: damages[k : k+1]}
		failed[k] = one.Run(ctx, s.Damages, days, func(Day) bool { return true }, s)
		out[k] = s.Network
		if progress != nil {
			telling.Lock()
			done++
			progress(done, len(damages))
			telling.Unlock()
		}
	})
	for _, err := range failed {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Whole is the number of days until a damaged firm's own capacity is back to
// within tolerance, NotInRun if it does not come back in days.
func (d Damage) Whole(days int, tolerance float64) int {
	for t := range days {
		if t >= d.Start && d.Left(t) <= math.Max(0, tolerance) {
			return t
		}
	}
	return NotInRun
}
