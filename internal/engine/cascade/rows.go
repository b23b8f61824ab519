package cascade

// downLoss returns min(1, max(E, N)) of the buyer at j: the largest sum of a slot.
func (c *Coefficients) downLoss(j uint32, x []float64) float64 {
	worst := 0.0
	e := c.linkPtr[c.slotPtr[j]]
	for slot := c.slotPtr[j]; slot < c.slotPtr[j+1]; slot++ {
		sum, end := 0.0, c.linkPtr[slot+1]
		for ; e < end; e++ {
			sum += float64(c.down[e] * x[c.supplier[e]])
		}
		worst = max(worst, sum)
	}
	return min(1, worst)
}

// upLoss returns min(1, Σ Λu u) of the supplier at i.
func (c *Coefficients) upLoss(i uint32, u []float64) float64 {
	sum := 0.0
	for e := c.upPtr[i]; e < c.upPtr[i+1]; e++ {
		sum += float64(c.up[e] * u[c.buyer[e]])
	}
	return min(1, sum)
}

// left returns Σ s(1-d) of the firms from from to to-1.
func (c *Coefficients) left(from, to uint32, d []float64) float64 {
	sum := 0.0
	for i := from; i < to; i++ {
		sum += float64(c.sales[i] * (1 - d[i]))
	}
	return sum
}

// capacity returns a of a market from the sums of its blocks.
func (c *Coefficients) capacity(market int, part []float64) float64 {
	a := 0.0
	for b := c.markets.ptr[market]; b < c.markets.ptr[market+1]; b++ {
		a += part[b]
	}
	return usable(a)
}

// usable applies the rule of the published program: a market with nothing left
// has capacity 1, in the unit of the links.
func usable(a float64) float64 {
	if a <= 1e-10 {
		return 1
	}
	return a
}

// goesOn tells whether another update is due after one that raised losses by at
// most rise, and the index from before to after.
func (c *Coefficients) goesOn(rise float64, before, after Index) bool {
	if c.opt.Rule == StopOnIndex {
		return after.Total/before.Total > 1+c.opt.Epsilon
	}
	return rise > c.opt.Epsilon
}
