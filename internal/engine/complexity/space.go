package complexity

import "math/bits"

// proximity returns how near the products on the board are, products × products:
// the smaller of the two conditional probabilities that who makes one makes the
// other. Every product is at 1 from itself.
func (b *board) proximity() []float64 {
	n, words := len(b.products), (len(b.places)+63)/64
	makers := make([]uint64, n*words)
	for q, column := range b.columns {
		for _, c := range column {
			makers[q*words+c/64] |= 1 << (c % 64)
		}
	}
	near := make([]float64, n*n)
	for q := range n {
		mine := makers[q*words : (q+1)*words]
		for s := range q + 1 {
			both := 0
			for w, m := range makers[s*words : (s+1)*words] {
				both += bits.OnesCount64(m & mine[w])
			}
			phi := float64(both) / float64(max(len(b.columns[q]), len(b.columns[s])))
			near[q*n+s], near[s*n+q] = phi, phi
		}
	}
	return near
}

// around returns for every product the sum of its proximities, itself included.
func around(near []float64, n int) []float64 {
	sums := make([]float64, n)
	for s := range n {
		add(sums, near[s*n:(s+1)*n])
	}
	return sums
}

// density fills in the share of each product's surroundings that a place makes.
func (b *board) density(r *Result, near []float64) {
	n := len(b.products)
	sums := around(near, n)
	mine := make([]float64, n)
	for i, c := range b.places {
		clear(mine)
		for _, s := range b.rows[i] {
			add(mine, near[s*n:(s+1)*n])
		}
		for q, p := range b.products {
			r.Density[c*r.Products+p] = min(1, mine[q]/sums[q])
		}
	}
}

// outlook fills in COI and COG. The gain sums over the products not made; it is
// taken as the sum over all less the sum over those made, which are fewer.
func (b *board) outlook(r *Result, near []float64, raw scores) {
	n := len(b.products)
	sums := around(near, n)
	pull := make([]float64, n*n) // φ[s,q] K[s] / Σ φ[s,·]
	all := make([]float64, n)
	for s := range n {
		row := pull[s*n : (s+1)*n]
		for q, phi := range near[s*n : (s+1)*n] {
			row[q] = float64(phi*raw.product[s]) / sums[s]
		}
		add(all, row)
	}
	outlooks := make([]float64, len(b.places))
	made := make([]float64, n)
	for i, c := range b.places {
		clear(made)
		for _, s := range b.rows[i] {
			add(made, pull[s*n:(s+1)*n])
		}
		for q, p := range b.products {
			at := c*r.Products + p
			if r.Made[at] {
				r.COG[at] = 0
				continue
			}
			outlooks[i] += float64(r.Density[at] * raw.product[q])
			r.COG[at] = (all[q] - made[q]) / raw.sd
		}
	}
	mean, sd := moments(outlooks)
	if sd > 0 {
		for i, c := range b.places {
			r.COI[c] = (outlooks[i] - mean) / sd
		}
	}
}

func add(to, v []float64) {
	for i, x := range v {
		to[i] += x
	}
}
