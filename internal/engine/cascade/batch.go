package cascade

import "context"

// batch follows several scenarios side by side, each in a lane of its own. A
// scenario begins alone, as long as few firms are touched; when it reaches many
// it takes a lane, and when it settles the next one takes its place.
type batch struct {
	c           *Coefficients
	alone       *single
	seats       [width]seat
	d, x        []lanes
	u, next     []lanes
	rise        lanes
	sum         sums
	source      func() (int, Scenario, bool) // the next scenario and its number
	deliver     func(int, Index)
	seatsFilled int
}

// seat is the scenario in one lane.
type seat struct {
	taken        bool
	number       int
	scenario     Scenario
	iterations   int
	before, last Index // with StopOnIndex
}

func newBatch(c *Coefficients, source func() (int, Scenario, bool), deliver func(int, Index)) *batch {
	return &batch{c: c, alone: newSingle(c), source: source, deliver: deliver}
}

// run works until the source is empty and all scenarios have settled, or ctx ends.
func (b *batch) run(ctx context.Context) error {
	for more := true; ; {
		for l := range b.seats {
			if more && !b.seats[l].taken {
				if err := ctx.Err(); err != nil {
					return err
				}
				more = b.seat(ctx, l)
			}
		}
		if err := ctx.Err(); err != nil || b.seatsFilled == 0 {
			return err
		}
		b.step()
		b.finish()
	}
}

// seat takes scenarios from the source until one needs the lane; it is false
// when there is none left.
func (b *batch) seat(ctx context.Context, l int) bool {
	s := b.alone
	for ctx.Err() == nil {
		number, scenario, ok := b.source()
		if !ok {
			return false
		}
		s.start(scenario)
		if !b.settle(ctx, number) {
			b.take(l, number)
			return true
		}
	}
	return false
}

// settle follows the scenario alone; it is false when that reaches too many firms.
func (b *batch) settle(ctx context.Context, number int) bool {
	for s := b.alone; ctx.Err() == nil; {
		if s.wide() {
			return false
		}
		s.step()
		if settled := s.settled(); settled || s.iterations == b.c.opt.MaxIterations {
			index := s.index()
			index.GaveUp = !settled
			b.deliver(number, index)
			break
		}
	}
	return true
}

// take puts the scenario that was followed alone into a lane, which is clear.
func (b *batch) take(l, number int) {
	if b.d == nil {
		n := b.c.Len()
		b.d, b.x, b.u, b.next = make([]lanes, n), make([]lanes, n), make([]lanes, n), make([]lanes, n)
	}
	s := b.alone
	s.harmed.each(func(i uint32) { b.d[i][l] = s.d[i] })
	s.idle.each(func(i uint32) { b.u[i][l] = s.u[i] })
	b.seats[l] = seat{true, number, s.scenario, s.iterations, s.before, s.last}
	b.seatsFilled++
}

// step makes one update in all lanes.
func (b *batch) step() {
	c, n := b.c, b.c.Len()
	b.rise = lanes{}
	b.spread()
	c.pullDown(0, n, b.x, b.d, &b.rise)
	c.pullUp(0, n, b.u, b.next, &b.rise)
	b.u, b.next = b.next, b.u
	for l := range b.seats {
		s := &b.seats[l]
		s.iterations++
		for _, shock := range s.scenario {
			r := c.rank[shock.Firm]
			b.d[r][l], b.u[r][l] = max(b.d[r][l], shock.Down), max(b.u[r][l], shock.Up)
		}
	}
}

// spread sets x = σd.
func (b *batch) spread() {
	c := b.c
	if c.opt.NoReplacement {
		copy(b.x, b.d)
		return
	}
	for m := range c.markets.len() {
		var a lanes
		for k := c.markets.ptr[m]; k < c.markets.ptr[m+1]; k++ {
			part := c.leftIn(c.markets.start[k], c.markets.start[k+1], b.d)
			for l := range a {
				a[l] += part[l]
			}
		}
		for l := range a {
			a[l] = usable(a[l])
		}
		from, to := c.markets.firms(m)
		c.spreadIn(from, to, &a, b.d, b.x)
	}
}

// finish delivers the indices of the scenarios that have settled and frees their lanes.
func (b *batch) finish() {
	onIndex := b.c.opt.Rule == StopOnIndex
	keep, due := lanes{}, false
	if onIndex {
		for l := range keep {
			keep[l] = 1
		}
		b.reduce(&keep)
	}
	var settled [width]bool
	for l := range b.seats {
		s := &b.seats[l]
		if !s.taken {
			continue
		}
		if onIndex {
			s.before, s.last = s.last, b.index(l)
		}
		settled[l] = !b.c.goesOn(b.rise[l], s.before, s.last)
		keep[l] = 1
		if settled[l] || s.iterations == b.c.opt.MaxIterations {
			keep[l], due = 0, true
		}
	}
	if !due {
		return
	}
	b.reduce(&keep)
	for l := range b.seats {
		s := &b.seats[l]
		if s.taken && keep[l] == 0 {
			index := b.index(l)
			index.Iterations, index.GaveUp = s.iterations, !settled[l]
			b.deliver(s.number, index)
			*s = seat{}
			b.seatsFilled--
		}
	}
}

// reduce adds up the losses of all lanes, block by block, and clears those not kept.
func (b *batch) reduce(keep *lanes) {
	c := b.c
	b.sum = sums{}
	for k := range len(c.markets.start) - 1 {
		part := c.reduceIn(c.markets.start[k], c.markets.start[k+1], b.d, b.u, keep)
		for l := range keep {
			b.sum.total[l] += part.total[l]
			b.sum.down[l] += part.down[l]
			b.sum.up[l] += part.up[l]
		}
	}
}

// index is the index of one lane by the last reduction.
func (b *batch) index(l int) Index {
	whole := b.c.total
	return Index{Total: b.sum.total[l] / whole, Down: b.sum.down[l] / whole, Up: b.sum.up[l] / whole}
}
