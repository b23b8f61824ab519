package cascade

// board32 keeps losses as float32 and adds them up as float64.
type board32 struct {
	c       *Coefficients
	d, x    []lanes32 // x = σd
	u, next []lanes32
	sum     sums32
}

func newBoard32(c *Coefficients) *board32 {
	n := c.Len()
	return &board32{c: c, d: make([]lanes32, n), x: make([]lanes32, n), u: make([]lanes32, n), next: make([]lanes32, n)}
}

func (b *board32) seat(l int, s *single) {
	s.harmed.each(func(i uint32) { b.d[i][l] = float32(s.d[i]) })
	s.idle.each(func(i uint32) { b.u[i][l] = float32(s.u[i]) })
}

func (b *board32) update() []float64 {
	b.spread()
	var rise lanes32
	n := b.c.Len()
	for from := 0; from < n; from += chunk {
		b.c.pullDown32(from, min(from+chunk, n), b.x, b.d, &rise)
	}
	for from := 0; from < n; from += chunk {
		b.c.pullUp32(from, min(from+chunk, n), b.u, b.next, &rise)
	}
	b.u, b.next = b.next, b.u
	out := make([]float64, width32)
	for l, r := range rise {
		out[l] = float64(r)
	}
	return out
}

// spread sets x = σd. Sales are shares in the market here; the rule of 1e-10 is
// about money, so it is applied there.
func (b *board32) spread() {
	c := b.c
	if c.opt.NoReplacement {
		copy(b.x, b.d)
		return
	}
	for m := range c.markets.len() {
		var a [width32]float64
		for k := c.markets.ptr[m]; k < c.markets.ptr[m+1]; k++ {
			part := c.leftIn32(c.markets.start[k], c.markets.start[k+1], b.d)
			for l := range a {
				a[l] += float64(part[l])
			}
		}
		var share lanes32
		whole := c.healthyCapacity[m]
		for l := range a {
			share[l] = float32(usable(a[l]*whole) / whole)
		}
		from, to := c.markets.firms(m)
		c.spreadIn32(from, to, &share, b.d, b.x)
	}
}

func (b *board32) floor(l int, shocks Scenario) {
	for _, shock := range shocks {
		r := b.c.rank[shock.Firm]
		b.d[r][l], b.u[r][l] = max(b.d[r][l], float32(shock.Down)), max(b.u[r][l], float32(shock.Up))
	}
}

func (b *board32) reduce(keep []bool) {
	c := b.c
	var mask lanes32
	for l := range mask {
		if keep[l] {
			mask[l] = 1
		}
	}
	b.sum = sums32{}
	for k := range len(c.markets.start) - 1 {
		part := c.reduceIn32(c.markets.start[k], c.markets.start[k+1], b.d, b.u, &mask)
		for l := range mask {
			b.sum.total[l] += part.total[l]
			b.sum.down[l] += part.down[l]
			b.sum.up[l] += part.up[l]
		}
	}
}

func (b *board32) index(l int) Index {
	whole := b.c.total
	return Index{Total: b.sum.total[l] / whole, Down: b.sum.down[l] / whole, Up: b.sum.up[l] / whole}
}
