package cascade

// When most firms are touched, single stops looking for them and computes all.
// The sums are the same; losses that would not change come out as they were.

// goFull turns to the updates of all firms, for the rest of the scenario.
func (s *single) goFull() {
	s.full = true
	if s.next == nil {
		s.next = make([]float64, s.c.Len())
	}
}

// stepFull makes one update of all losses of all firms.
func (s *single) stepFull() {
	s.spreadFull()
	c, rise := s.c, 0.0
	for j := range s.d {
		loss := c.downLoss(uint32(j), s.x)
		rise = max(rise, loss-s.d[j])
		s.d[j] = loss
	}
	for i := range s.u {
		loss := c.upLoss(uint32(i), s.u)
		rise = max(rise, loss-s.u[i])
		s.next[i] = loss
	}
	s.u, s.next = s.next, s.u
	for _, shock := range s.scenario { // a loss below its shock was no rise
		r := c.rank[shock.Firm]
		s.d[r], s.u[r] = max(s.d[r], shock.Down), max(s.u[r], shock.Up)
	}
	s.rise = rise
}

// spreadFull sets x = σd of all firms.
func (s *single) spreadFull() {
	c := s.c
	if c.opt.NoReplacement {
		copy(s.x, s.d)
		return
	}
	for m := range c.markets.len() {
		for b := c.markets.ptr[m]; b < c.markets.ptr[m+1]; b++ {
			s.part[b] = c.left(c.markets.start[b], c.markets.start[b+1], s.d)
		}
		a := c.capacity(m, s.part)
		from, to := c.markets.firms(m)
		for i := from; i < to; i++ {
			s.x[i] = float64(min(1, c.sales[i]/a) * s.d[i])
		}
	}
}
