package inventory

import (
	"context"

	"lianzhang/internal/engine/network"
)

// Run follows damages for some days. It calls each once for the day before, and
// after every day; false ends the run early. The watchers see every day before
// each does. Damages are refused with a [*ValueError]; a context that is done
// ends the run with its error.
func (m *Model) Run(ctx context.Context, damages []Damage, days int, each func(Day) bool, watchers ...Watcher) error {
	if err := checkDamages(m.net.Len(), damages); err != nil {
		return err
	}
	r := m.start()
	day := r.before()
	for t := -1; ; {
		for _, w := range watchers {
			w.watch(r, day)
		}
		if !each(day) {
			return nil
		}
		if t++; t >= days {
			return nil
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, d := range damages {
			r.lost[m.perm.To[d.Firm]] = d.Left(t)
		}
		day = r.next(t)
	}
}

// Watcher looks at every day of a run.
type Watcher interface{ watch(r *run, day Day) }

// State keeps the last day's amounts by firm, in the numbers of the network.
type State struct {
	Usual, Made, Consumed []float64 // usual production; production; delivered to final demand
}

func (s *State) watch(r *run, _ Day) {
	s.Usual = network.Back(r.perm, r.usual)
	s.Made = network.Back(r.perm, r.made)
	s.Consumed = network.Back(r.perm, r.consumed)
}
