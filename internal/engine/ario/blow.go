package ario

// phase is where an event stands.
type phase int

const (
	waiting phase = iota
	acting
	recovering
	rebuilding
	ended
)

// blow is an event on its way.
type blow struct {
	*Event
	phase phase
	lost  []float64 // capital, or share of capacity
	jobs  []job
	asked []float64 // rebuilding demand of each client at the start
}

// blows are the events of a run and what they take from the economy now.
type blows struct {
	s        *start
	list     []*blow
	lost     []float64 // capital lost, of each industry
	capacity []float64 // share of capacity lost to arbitrary events, as it acts
	coming   []float64 // the same as it will act in the next step
	rebuild  []float64 // rebuilding demand for each industry in this step
	building bool      // some event is rebuilding
}

func newBlows(s *start, events []Event) (*blows, error) {
	b := &blows{s: s}
	for _, v := range []*[]float64{&b.lost, &b.capacity, &b.coming, &b.rebuild} {
		*v = make([]float64, s.n)
	}
	for at := range events {
		e := &events[at]
		if err := e.check(at, s); err != nil {
			return nil, err
		}
		w := &blow{Event: e, lost: append([]float64(nil), e.Loss...)}
		if e.Kind == Rebuild {
			jobs, err := e.jobs(at, s)
			if err != nil {
				return nil, err
			}
			w.jobs, w.asked = jobs, make([]float64, s.n)
			for _, j := range jobs {
				w.asked[j.client] += j.left
			}
		}
		b.list = append(b.list, w)
	}
	return b, nil
}

// begin starts events and recoveries of step t and sums what they take.
func (b *blows) begin(t int) {
	clear(b.lost)
	b.capacity, b.coming = b.coming, b.capacity
	clear(b.coming)
	b.building = false
	for _, w := range b.list {
		w.advance(t)
		switch w.phase {
		case acting, recovering, rebuilding:
			w.take(b)
		}
	}
	if !b.building {
		return // what was left of the last rebuilding demand stands until served
	}
	clear(b.rebuild)
	for _, w := range b.list {
		if w.phase != rebuilding {
			continue
		}
		pace := w.pace(&b.s.par)
		for _, j := range w.jobs {
			b.rebuild[j.builder] += float64(j.left * pace)
		}
	}
}

// advance moves an event from phase to phase.
func (w *blow) advance(t int) {
	if w.phase == waiting && t >= w.Occurrence {
		w.phase = acting
	}
	if w.phase == acting && t >= w.Occurrence+w.Duration {
		w.phase = recovering
		if w.Kind == Rebuild {
			w.phase = rebuilding
		}
	}
}

// take adds the losses of an event.
func (w *blow) take(b *blows) {
	b.building = b.building || w.phase == rebuilding
	for f, l := range w.lost {
		if w.Kind == Arbitrary {
			b.coming[f] = max(b.coming[f], l)
		} else {
			b.lost[f] += l
		}
	}
}

// share returns Δ, the share of its capacity that industry f has lost.
func (b *blows) share(f int) float64 {
	return min(1, max(over(b.lost[f], b.s.capital[f]), b.capacity[f]))
}

// end brings losses up to date after step t, in which industry i delivered
// served[i] of every unit it was asked for.
func (b *blows) end(t int, served []float64) {
	for _, w := range b.list {
		switch w.phase {
		case recovering:
			w.recover(t, b.s.par.decimals())
		case rebuilding:
			w.build(served, &b.s.par)
		}
	}
	for i, r := range b.rebuild {
		if b.s.par.Paper {
			b.rebuild[i] = 0
		} else if r != 0 {
			b.rebuild[i] = r - float64(r*served[i])
		}
	}
}

// recover follows the curve, rounded so that it ends.
func (w *blow) recover(t, decimals int) {
	if w.Kind == Arbitrary {
		decimals = 6
	}
	done := true
	for f, first := range w.Loss {
		w.lost[f] = round(w.Curve.At(first, float64(t-w.Occurrence-w.Duration), w.Tau), decimals)
		done = done && w.lost[f] == 0
	}
	if done {
		w.phase = ended
	}
}

// build takes what was delivered off the jobs; lost capital falls with them. A job
// of which a step's part would be rounded to nothing is done when anything of it is
// delivered; it would never end otherwise.
func (w *blow) build(served []float64, par *Parameters) {
	pace, decimals := w.pace(par), par.decimals()
	clear(w.lost)
	done := true
	for k := range w.jobs {
		j := &w.jobs[k]
		asked := float64(j.left * pace)
		j.left = max(0, round(j.left-float64(asked*served[j.builder]), decimals))
		if served[j.builder] > 0 && round(asked, decimals) == 0 {
			j.left = 0
		}
		w.lost[j.client] += j.left
		done = done && j.left == 0
	}
	for f, left := range w.lost {
		if w.Pooled {
			w.lost[f] = left / w.factor()
		} else {
			w.lost[f] = over(left, w.asked[f]) * w.Loss[f]
		}
	}
	if done {
		w.phase = ended
	}
}
