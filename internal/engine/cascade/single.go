package cascade

// single follows one scenario and looks only at firms whose neighbours' losses
// changed, until these are too many to be worth the search.
type single struct {
	c        *Coefficients
	scenario Scenario

	d, u, x  []float64 // losses, and x = σd
	psiDown  []float64
	psiUp    []float64
	part     []float64 // Σ s(1-d) of each block
	capacity []float64 // a of each market, the rule of 1e-10 applied
	harmed   bitset    // d > 0 at some time; not kept up once full
	idle     bitset    // u > 0 at some time; likewise

	changedDown, changedUp []change // by the last update
	touched                bitset
	blocks, markets        bitset    // whose sums are old
	full                   bool      // all firms are computed from here on
	next                   []float64 // the upstream losses to come, when full
	iterations             int
	gaveUp                 bool
	work                   int // links looked at by the last update
	rise                   float64
	last, before           Index // with StopOnIndex
}

// change is the new loss of a firm.
type change struct {
	firm uint32
	loss float64
}

func newSingle(c *Coefficients) *single {
	n := c.Len()
	s := &single{
		c: c, d: make([]float64, n), u: make([]float64, n), x: make([]float64, n),
		psiDown: make([]float64, n), psiUp: make([]float64, n),
		part: make([]float64, len(c.healthyPart)), capacity: make([]float64, len(c.healthyCapacity)),
		harmed: newBitset(n), idle: newBitset(n), touched: newBitset(n),
		blocks: newBitset(len(c.healthyPart)), markets: newBitset(len(c.healthyCapacity)),
	}
	copy(s.part, c.healthyPart)
	copy(s.capacity, c.healthyCapacity)
	return s
}

// start forgets the last scenario and begins another.
func (s *single) start(scenario Scenario) {
	s.forget()
	for _, shock := range s.scenario {
		r := s.c.rank[shock.Firm]
		s.psiDown[r], s.psiUp[r] = 0, 0
	}
	s.scenario, s.iterations, s.gaveUp, s.work = scenario, 0, false, 0
	s.changedDown, s.changedUp = s.changedDown[:0], s.changedUp[:0]
	for _, shock := range scenario {
		r := s.c.rank[shock.Firm]
		s.psiDown[r], s.psiUp[r] = shock.Down, shock.Up
		if shock.Down > 0 {
			s.changedDown = append(s.changedDown, change{r, shock.Down})
		}
		if shock.Up > 0 {
			s.changedUp = append(s.changedUp, change{r, shock.Up})
		}
	}
	s.commit()
	if s.c.opt.Rule == StopOnIndex {
		s.last = s.index()
	}
}

// forget makes all losses zero and all capacities whole.
func (s *single) forget() {
	if s.full {
		clear(s.d)
		clear(s.u)
		clear(s.x)
		copy(s.part, s.c.healthyPart)
		copy(s.capacity, s.c.healthyCapacity)
	} else {
		s.harmed.each(func(i uint32) {
			b, m := s.c.markets.block[i], s.c.markets.market[i]
			s.d[i], s.x[i] = 0, 0
			s.part[b], s.capacity[m] = s.c.healthyPart[b], s.c.healthyCapacity[m]
		})
		s.idle.each(func(i uint32) { s.u[i] = 0 })
	}
	clear(s.harmed)
	clear(s.idle)
	s.full = false
}

// commit writes the changes into the losses.
func (s *single) commit() {
	for _, ch := range s.changedDown {
		s.d[ch.firm] = ch.loss
		s.harmed.add(ch.firm)
	}
	for _, ch := range s.changedUp {
		s.u[ch.firm] = ch.loss
		s.idle.add(ch.firm)
	}
}

// step makes one update of all losses.
func (s *single) step() {
	if !s.full && s.work > (len(s.c.down)+len(s.c.up))/4 {
		s.goFull()
	}
	if s.full {
		s.stepFull()
	} else {
		s.stepTouched()
	}
	s.iterations++
	if s.c.opt.Rule == StopOnIndex {
		s.before, s.last = s.last, s.index()
	}
}

// stepTouched computes anew only the firms with a changed neighbour; the others
// would come out as they are.
func (s *single) stepTouched() {
	c := s.c
	s.rise, s.work = 0, 0
	s.spread()
	down := s.changedDown[:0]
	s.touched.each(func(j uint32) {
		s.work += int(c.linkPtr[c.slotPtr[j+1]] - c.linkPtr[c.slotPtr[j]])
		if loss := max(s.psiDown[j], c.downLoss(j, s.x)); loss != s.d[j] {
			s.rise = max(s.rise, loss-s.d[j])
			down = append(down, change{j, loss})
		}
	})
	clear(s.touched)
	s.touchSuppliers()
	up := s.changedUp[:0]
	s.touched.each(func(i uint32) {
		s.work += int(c.upPtr[i+1] - c.upPtr[i])
		if loss := max(s.psiUp[i], c.upLoss(i, s.u)); loss != s.u[i] {
			s.rise = max(s.rise, loss-s.u[i])
			up = append(up, change{i, loss})
		}
	})
	clear(s.touched)
	s.changedDown, s.changedUp = down, up
	s.commit()
}

// goesOn tells whether another update is due.
func (s *single) goesOn() bool {
	on := s.c.goesOn(s.rise, s.before, s.last)
	s.gaveUp = on && s.iterations == s.c.opt.MaxIterations
	return on && !s.gaveUp
}

// spread brings x = σd up to date and touches the buyers of those whose x changed.
func (s *single) spread() {
	if s.c.opt.NoReplacement {
		for _, ch := range s.changedDown {
			s.put(ch.firm, ch.loss)
		}
		return
	}
	for _, ch := range s.changedDown {
		s.blocks.add(s.c.markets.block[ch.firm])
		s.markets.add(s.c.markets.market[ch.firm])
	}
	s.blocks.each(func(b uint32) {
		s.part[b] = s.c.left(s.c.markets.start[b], s.c.markets.start[b+1], s.d)
	})
	s.markets.each(func(m uint32) {
		s.capacity[m] = s.c.capacity(int(m), s.part)
		from, to := s.c.markets.firms(int(m))
		s.harmed.within(from, to, func(i uint32) {
			s.put(i, float64(min(1, s.c.sales[i]/s.capacity[m])*s.d[i]))
		})
	})
	clear(s.blocks)
	clear(s.markets)
}

// put sets x of a firm and touches its buyers if that changes it.
func (s *single) put(i uint32, x float64) {
	if x == s.x[i] {
		return
	}
	s.x[i] = x
	for _, j := range s.c.buyer[s.c.upPtr[i]:s.c.upPtr[i+1]] {
		s.touched.add(j)
	}
}

// touchSuppliers touches the suppliers of firms whose upstream loss changed.
func (s *single) touchSuppliers() {
	c := s.c
	for _, ch := range s.changedUp {
		j := ch.firm
		for _, i := range c.supplier[c.linkPtr[c.slotPtr[j]]:c.linkPtr[c.slotPtr[j+1]]] {
			s.touched.add(i)
		}
		for _, i := range c.negligible[c.negPtr[j]:c.negPtr[j+1]] {
			s.touched.add(i)
		}
	}
}

// index adds up the losses, block by block; firms without loss add nothing.
func (s *single) index() Index {
	c := s.c
	var sum [3]float64
	for b := range len(c.markets.start) - 1 {
		var part [3]float64
		from, to := c.markets.start[b], c.markets.start[b+1]
		if !s.full && !s.harmed.any(from, to) && !s.idle.any(from, to) {
			continue
		}
		for i := from; i < to; i++ {
			part[0] += float64(c.weight[i] * max(s.d[i], s.u[i]))
			part[1] += float64(c.weight[i] * s.d[i])
			part[2] += float64(c.weight[i] * s.u[i])
		}
		for k := range part {
			sum[k] += part[k]
		}
	}
	return Index{Total: sum[0] / c.total, Down: sum[1] / c.total, Up: sum[2] / c.total, Iterations: s.iterations, GaveUp: s.gaveUp}
}

// losses returns the losses in the order of the network.
func (s *single) losses() Losses {
	l := Losses{make([]float64, len(s.d)), make([]float64, len(s.d))}
	for r, i := range s.c.firm {
		l.Down[i], l.Up[i] = s.d[r], s.u[r]
	}
	return l
}
