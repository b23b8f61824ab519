package cascade

// width is how many scenarios are followed side by side in float64: one line of memory.
const width = 8

// lanes has a value of one firm in each of several scenarios.
type lanes [width]float64

// sums are the three sums of an index in each lane.
type sums struct{ total, down, up lanes }

// The kernels below are the plain versions; kernel says which machine code
// stands in for them. All make the same operations in the same order, with every
// product rounded, so they agree bit for bit.

// pullDown makes one downstream update of the firms from from to to-1 in d, from
// x = σd of all, and raises rise to the largest rise of a loss in each lane.
// Shocks are left to the caller.
func (c *Coefficients) pullDown(from, to int, x, d []lanes, rise *lanes) {
	if c.kernel.pullDown(c, from, to, x, d, rise) {
		return
	}
	for j := from; j < to; j++ {
		var worst lanes
		e := c.linkPtr[c.slotPtr[j]]
		for slot := c.slotPtr[j]; slot < c.slotPtr[j+1]; slot++ {
			var sum lanes
			for end := c.linkPtr[slot+1]; e < end; e++ {
				share, line := c.down[e], &x[c.supplier[e]]
				for l := range sum {
					sum[l] += float64(share * line[l])
				}
			}
			for l := range worst {
				worst[l] = max(worst[l], sum[l])
			}
		}
		for l := range worst {
			loss := min(1, worst[l])
			rise[l] = max(rise[l], loss-d[j][l])
			d[j][l] = loss
		}
	}
}

// pullUp makes one upstream update of the firms from from to to-1 from u into next.
func (c *Coefficients) pullUp(from, to int, u, next []lanes, rise *lanes) {
	if c.kernel.pullUp(c, from, to, u, next, rise) {
		return
	}
	for i := from; i < to; i++ {
		var sum lanes
		for e := c.upPtr[i]; e < c.upPtr[i+1]; e++ {
			share, line := c.up[e], &u[c.buyer[e]]
			for l := range sum {
				sum[l] += float64(share * line[l])
			}
		}
		for l := range sum {
			loss := min(1, sum[l])
			rise[l] = max(rise[l], loss-u[i][l])
			next[i][l] = loss
		}
	}
}

// leftIn returns Σ s(1-d) of the firms from from to to-1 in each lane.
func (c *Coefficients) leftIn(from, to uint32, d []lanes) (sum lanes) {
	if c.kernel.left(c.sales[from:to], d[from:to], &sum) {
		return sum
	}
	for i := from; i < to; i++ {
		for l := range sum {
			sum[l] += float64(c.sales[i] * (1 - d[i][l]))
		}
	}
	return sum
}

// spreadIn sets x = min(1, s/a) d of the firms from from to to-1.
func (c *Coefficients) spreadIn(from, to uint32, a *lanes, d, x []lanes) {
	if c.kernel.spread(c.sales[from:to], a, d[from:to], x[from:to]) {
		return
	}
	for i := from; i < to; i++ {
		for l := range a {
			x[i][l] = float64(min(1, c.sales[i]/a[l]) * d[i][l])
		}
	}
}

// reduceIn adds up the losses of the firms from from to to-1, and clears the
// lanes in which keep is 0; it is 1 in the others.
func (c *Coefficients) reduceIn(from, to uint32, d, u []lanes, keep *lanes) (s sums) {
	if c.kernel.reduce(c.weight[from:to], d[from:to], u[from:to], keep, &s) {
		return s
	}
	for i := from; i < to; i++ {
		w := c.weight[i]
		for l := range keep {
			s.total[l] += float64(w * max(d[i][l], u[i][l]))
			s.down[l] += float64(w * d[i][l])
			s.up[l] += float64(w * u[i][l])
			d[i][l] *= keep[l]
			u[i][l] *= keep[l]
		}
	}
	return s
}
