package chain

import (
	"cmp"
	"slices"
)

// stack computes every y from the order of units and nodes.
func (p *plan) stack() {
	if p.y == nil {
		p.y = make([]int, len(p.t.Nodes))
		for i := range p.units {
			_, p.units[i].h = p.units[i].size()
		}
		for c := range p.columns {
			p.height = max(p.height, p.tall(c))
		}
	}
	for c := range p.columns {
		p.stackColumn(c)
	}
}

// tall is the height of a column with its boxes close together.
func (p *plan) tall(c int) int {
	h := -unitGap
	for _, u := range p.columns[c] {
		h += p.units[u].h + unitGap
	}
	return max(h, 0)
}

// stackColumn sets the y of one column: boxes are spread a little, the rest of
// the free space is shared above and below.
func (p *plan) stackColumn(c int) {
	units := p.columns[c]
	free := p.height - p.tall(c)
	gap := min(free/(len(units)+1), 3*unitGap)
	y := margin + laneHead + (free-gap*(len(units)-1))/2
	for _, id := range units {
		u := &p.units[id]
		u.y = y
		top := y
		if u.group >= 0 {
			top += boxPad + boxHead
		}
		for _, nodes := range u.inner {
			for i, n := range nodes {
				p.y[n] = top + i*(CardHeight+rowGap)
			}
		}
		y += u.h + unitGap + gap
	}
}

// sweep reorders columns from left to right and back, keeps the order with the
// fewest crossings, and returns that number.
func (p *plan) sweep(best int) int {
	kept := p.snapshot()
	pull := make([]float64, len(p.t.Nodes))
	most := passes
	if len(p.t.Nodes) > routeLimit {
		most = 4
	}
	for pass := range most {
		for i := range p.columns {
			c := i
			if pass%2 == 1 {
				c = len(p.columns) - 1 - i
			}
			p.reorder(c, pass%2 == 0, pull)
			p.stackColumn(c)
		}
		if now := p.crossings(); now < best {
			best, kept = now, p.snapshot()
		}
	}
	p.restore(kept)
	p.stack()
	return best
}

// reorder sorts one column by the mean height of what stands on one side of it.
func (p *plan) reorder(c int, fromLeft bool, pull []float64) {
	weight := map[int]float64{}
	for _, id := range p.columns[c] {
		u := &p.units[id]
		sum, count := 0.0, 0
		for _, nodes := range u.inner {
			for _, n := range nodes {
				v, drawn := p.mean(n, fromLeft)
				pull[n] = v
				if drawn {
					sum += v
					count++
				}
			}
			slices.SortStableFunc(nodes, func(a, b int) int { return cmp.Compare(pull[a], pull[b]) })
		}
		weight[id] = float64(u.y + u.h/2)
		if count > 0 {
			weight[id] = sum / float64(count)
		}
	}
	slices.SortStableFunc(p.columns[c], func(a, b int) int { return cmp.Compare(weight[a], weight[b]) })
}

// mean is the mean y of a node's neighbours on one side; drawn is false when
// there are none, and then it is the node's own y.
func (p *plan) mean(n int, fromLeft bool) (y float64, drawn bool) {
	sum, count := 0, 0
	for _, list := range [2][]int{p.in[n], p.out[n]} {
		for _, m := range list {
			if fromLeft == (p.slotOf[m] < p.slotOf[n]) && p.slotOf[m] != p.slotOf[n] {
				sum += p.y[m]
				count++
			}
		}
	}
	if count == 0 {
		return float64(p.y[n]), false
	}
	return float64(sum) / float64(count), true
}

// order is a remembered order of units and nodes.
type order struct {
	columns [][]int
	inner   [][][]int
}

func (p *plan) snapshot() order {
	var o order
	for _, c := range p.columns {
		o.columns = append(o.columns, slices.Clone(c))
	}
	for i := range p.units {
		var inner [][]int
		for _, c := range p.units[i].inner {
			inner = append(inner, slices.Clone(c))
		}
		o.inner = append(o.inner, inner)
	}
	return o
}

func (p *plan) restore(o order) {
	p.columns = o.columns
	for i := range p.units {
		p.units[i].inner = o.inner[i]
	}
}

// crossings counts how often straight edges cross between neighbouring slots;
// an edge over several slots is cut where its line passes each.
func (p *plan) crossings() int {
	if p.parts == nil {
		p.parts = make([][]uint64, len(p.x))
	}
	for s := range p.parts {
		p.parts[s] = p.parts[s][:0]
	}
	for a, list := range p.out {
		for _, b := range list {
			s, e, ya, yb := p.slotOf[a], p.slotOf[b], p.y[a], p.y[b]
			if s > e {
				s, e, ya, yb = e, s, yb, ya
			}
			long := e - s
			left := ya * scale
			for k := range long {
				right := (ya*(long-k-1) + yb*(k+1)) * scale / long
				p.parts[s+k] = append(p.parts[s+k], uint64(left)<<32|uint64(right))
				left = right
			}
		}
	}
	total := 0
	for _, g := range p.parts {
		slices.Sort(g) // by left end, then by right end
		for i := range g {
			g[i] &= 1<<32 - 1
		}
		total += p.inversions(g)
	}
	return total
}

// scale keeps fractions of a pixel where an edge is cut, so that equal lines
// stay equal without floats. Heights stay far below 1<<32/scale.
const scale = 64

// inversions counts pairs that stand in the wrong order, by merging, and sorts v.
func (p *plan) inversions(v []uint64) int {
	if cap(p.merged) < len(v) {
		p.merged = make([]uint64, len(v))
	}
	total := 0
	for wide := 1; wide < len(v); wide *= 2 {
		for low := 0; low+wide < len(v); low += 2 * wide {
			total += merge(v[low:min(low+2*wide, len(v))], wide, p.merged)
		}
	}
	return total
}

// merge joins the sorted halves v[:mid] and v[mid:] and returns how many pairs
// were in the wrong order.
func merge(v []uint64, mid int, spare []uint64) int {
	left := spare[:mid]
	copy(left, v[:mid])
	total, i, j := 0, 0, mid
	for k := range v {
		if i == mid {
			break // the rest of the right half stands where it should
		}
		if j == len(v) || left[i] <= v[j] {
			v[k] = left[i]
			i++
		} else {
			v[k] = v[j]
			j++
			total += mid - i
		}
	}
	return total
}
