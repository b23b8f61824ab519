package cascade

import "math"

// width32 is how many scenarios are followed side by side in float32: one line of memory.
const width32 = 16

// lanes32 has a value of one firm in each of several scenarios.
type lanes32 [width32]float32

// sums32 are the three sums of an index in each lane, in double precision.
type sums32 struct{ total, down, up [width32]float64 }

// coefficients32 are the coefficients in single precision.
type coefficients32 struct {
	down, up []float32
	sales    []float32 // share in what the market can sell when nobody failed
}

func (c *Coefficients) fixSinglePrecision() {
	c.f32 = &coefficients32{down: toSingle(c.down), up: toSingle(c.up), sales: make([]float32, len(c.sales))}
	for i, s := range c.sales {
		c.f32.sales[i] = float32(s / c.healthyCapacity[c.markets.market[i]])
	}
}

func toSingle(values []float64) []float32 {
	out := make([]float32, len(values))
	for i, v := range values {
		out[i] = float32(min(v, math.MaxFloat32)) // more than enough to lose everything
	}
	return out
}

// pullDown32 is [Coefficients.pullDown] in single precision.
func (c *Coefficients) pullDown32(from, to int, x, d []lanes32, rise *lanes32) {
	if c.kernel.pullDown32(c, from, to, x, d, rise) {
		return
	}
	for j := from; j < to; j++ {
		var worst lanes32
		e := c.linkPtr[c.slotPtr[j]]
		for slot := c.slotPtr[j]; slot < c.slotPtr[j+1]; slot++ {
			var sum lanes32
			for end := c.linkPtr[slot+1]; e < end; e++ {
				share, line := c.f32.down[e], &x[c.supplier[e]]
				for l := range sum {
					sum[l] += float32(share * line[l])
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

// pullUp32 is [Coefficients.pullUp] in single precision.
func (c *Coefficients) pullUp32(from, to int, u, next []lanes32, rise *lanes32) {
	if c.kernel.pullUp32(c, from, to, u, next, rise) {
		return
	}
	for i := from; i < to; i++ {
		var sum lanes32
		for e := c.upPtr[i]; e < c.upPtr[i+1]; e++ {
			share, line := c.f32.up[e], &u[c.buyer[e]]
			for l := range sum {
				sum[l] += float32(share * line[l])
			}
		}
		for l := range sum {
			loss := min(1, sum[l])
			rise[l] = max(rise[l], loss-u[i][l])
			next[i][l] = loss
		}
	}
}

// leftIn32 returns Σ s(1-d) of the firms from from to to-1 in each lane, s as a
// share in the market. A block has few firms, so single precision will do.
func (c *Coefficients) leftIn32(from, to uint32, d []lanes32) (sum lanes32) {
	if c.kernel.left32(c.f32.sales[from:to], d[from:to], &sum) {
		return sum
	}
	for i := from; i < to; i++ {
		for l := range sum {
			sum[l] += float32(c.f32.sales[i] * (1 - d[i][l]))
		}
	}
	return sum
}

// spreadIn32 is [Coefficients.spreadIn] with s and a as shares in the market.
func (c *Coefficients) spreadIn32(from, to uint32, a *lanes32, d, x []lanes32) {
	if c.kernel.spread32(c.f32.sales[from:to], a, d[from:to], x[from:to]) {
		return
	}
	for i := from; i < to; i++ {
		for l := range a {
			x[i][l] = float32(min(1, c.f32.sales[i]/a[l]) * d[i][l])
		}
	}
}

// reduceIn32 is [Coefficients.reduceIn] with sums in double precision.
func (c *Coefficients) reduceIn32(from, to uint32, d, u []lanes32, keep *lanes32) (s sums32) {
	if c.kernel.reduce32(c.weight[from:to], d[from:to], u[from:to], keep, &s) {
		return s
	}
	for i := from; i < to; i++ {
		w := c.weight[i]
		for l := range keep {
			s.total[l] += float64(w * float64(max(d[i][l], u[i][l])))
			s.down[l] += float64(w * float64(d[i][l]))
			s.up[l] += float64(w * float64(u[i][l]))
			d[i][l] *= keep[l]
			u[i][l] *= keep[l]
		}
	}
	return s
}
