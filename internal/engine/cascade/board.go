package cascade

// chunk is how many firms are pulled in one call: machine code cannot be interrupted.
const chunk = 4096

// board has the losses of several scenarios side by side, one in each lane.
type board interface {
	// seat copies the losses of a scenario into a clear lane.
	seat(l int, s *single)
	// update makes one update in all lanes and returns the largest rise of a loss in each.
	update() []float64
	// floor raises the losses in a lane to the shocks of its scenario.
	floor(l int, shocks Scenario)
	// reduce adds up the losses of all lanes and clears those that are not kept.
	reduce(keep []bool)
	// index returns the index of a lane at the last reduction.
	index(l int) Index
}

// board64 keeps losses as float64.
type board64 struct {
	c       *Coefficients
	d, x    []lanes // x = σd
	u, next []lanes
	sum     sums
}

func newBoard64(c *Coefficients) *board64 {
	n := c.Len()
	return &board64{c: c, d: make([]lanes, n), x: make([]lanes, n), u: make([]lanes, n), next: make([]lanes, n)}
}

func (b *board64) seat(l int, s *single) {
	s.harmed.each(func(i uint32) { b.d[i][l] = s.d[i] })
	s.idle.each(func(i uint32) { b.u[i][l] = s.u[i] })
}

func (b *board64) update() []float64 {
	b.spread()
	var rise lanes
	n := b.c.Len()
	for from := 0; from < n; from += chunk {
		b.c.pullDown(from, min(from+chunk, n), b.x, b.d, &rise)
	}
	for from := 0; from < n; from += chunk {
		b.c.pullUp(from, min(from+chunk, n), b.u, b.next, &rise)
	}
	b.u, b.next = b.next, b.u
	return rise[:]
}

// spread sets x = σd.
func (b *board64) spread() {
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

func (b *board64) floor(l int, shocks Scenario) {
	for _, shock := range shocks {
		r := b.c.rank[shock.Firm]
		b.d[r][l], b.u[r][l] = max(b.d[r][l], shock.Down), max(b.u[r][l], shock.Up)
	}
}

func (b *board64) reduce(keep []bool) {
	c := b.c
	var mask lanes
	for l := range mask {
		if keep[l] {
			mask[l] = 1
		}
	}
	b.sum = sums{}
	for k := range len(c.markets.start) - 1 {
		part := c.reduceIn(c.markets.start[k], c.markets.start[k+1], b.d, b.u, &mask)
		for l := range mask {
			b.sum.total[l] += part.total[l]
			b.sum.down[l] += part.down[l]
			b.sum.up[l] += part.up[l]
		}
	}
}

func (b *board64) index(l int) Index {
	whole := b.c.total
	return Index{Total: b.sum.total[l] / whole, Down: b.sum.down[l] / whole, Up: b.sum.up[l] / whole}
}
