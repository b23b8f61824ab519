package cascade

import "context"

// batch follows several scenarios side by side, each in a lane of its own. A
// scenario begins alone, as long as few firms are touched; when it reaches many
// it takes a lane, and when it settles the next one takes its place.
type batch struct {
	c       *Coefficients
	alone   *single
	board   board // made when the first scenario needs it
	seats   []seat
	taken   int                          // seats
	source  func() (int, Scenario, bool) // the next scenario and its number
	deliver func(int, Index)
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
	b := &batch{c: c, alone: newSingle(c), source: source, deliver: deliver}
	b.seats = make([]seat, width)
	if c.opt.SinglePrecision {
		b.seats = make([]seat, width32)
	}
	return b
}

// run works until the source is empty and all scenarios have settled, or ctx ends.
func (b *batch) run(ctx context.Context) error {
	for more := true; ; {
		for l := 0; more && l < len(b.seats); l++ {
			if !b.seats[l].taken {
				more = b.seat(ctx, l)
			}
		}
		if err := ctx.Err(); err != nil || b.taken == 0 {
			return err
		}
		b.update()
	}
}

// seat takes scenarios from the source until one needs the lane; it is false
// when there is none left.
func (b *batch) seat(ctx context.Context, l int) bool {
	for ctx.Err() == nil {
		number, scenario, ok := b.source()
		if !ok {
			return false
		}
		b.alone.start(scenario)
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
		if s.work > b.c.narrow {
			return false
		}
		s.step()
		if !s.goesOn() {
			b.deliver(number, s.index())
			break
		}
	}
	return true
}

// take puts the scenario that was followed alone into a lane, which is clear.
func (b *batch) take(l, number int) {
	switch {
	case b.board != nil:
	case b.c.opt.SinglePrecision:
		b.board = newBoard32(b.c)
	default:
		b.board = newBoard64(b.c)
	}
	s := b.alone
	b.board.seat(l, s)
	b.seats[l] = seat{true, number, s.scenario, s.iterations, s.before, s.last}
	b.taken++
}

// update makes one update in all lanes, delivers the indices of the scenarios
// that have settled and frees their lanes.
func (b *batch) update() {
	rise := b.board.update()
	onIndex := b.c.opt.Rule == StopOnIndex
	keep, goesOn := make([]bool, len(b.seats)), make([]bool, len(b.seats))
	for l := range b.seats {
		b.seats[l].iterations++
		b.board.floor(l, b.seats[l].scenario)
		keep[l] = true
	}
	if onIndex {
		b.board.reduce(keep)
	}
	due := false
	for l := range b.seats {
		s := &b.seats[l]
		if !s.taken {
			continue
		}
		if onIndex {
			s.before, s.last = s.last, b.board.index(l)
		}
		goesOn[l] = b.c.goesOn(rise[l], s.before, s.last)
		keep[l] = goesOn[l] && s.iterations < b.c.opt.MaxIterations
		due = due || !keep[l]
	}
	if due {
		b.board.reduce(keep)
		b.finish(keep, goesOn)
	}
}

// finish delivers the indices of lanes that are not kept.
func (b *batch) finish(keep, goesOn []bool) {
	for l, kept := range keep {
		if kept {
			continue
		}
		s := &b.seats[l]
		index := b.board.index(l)
		index.Iterations, index.GaveUp = s.iterations, goesOn[l]
		b.deliver(s.number, index)
		*s = seat{}
		b.taken--
	}
}
