package graph

import (
	"cmp"
	"slices"

	"lianzhang/internal/engine/network"
)

// Components says for each vertex which component it belongs to, from 0 to
// Count-1.
type Components struct {
	Of    []uint32
	Count int
}

// Smallest returns for each vertex the smallest vertex of its component.
func (c Components) Smallest() []uint32 {
	first := make([]uint32, c.Count)
	for i := range first {
		first[i] = None
	}
	label := make([]uint32, len(c.Of))
	for v, k := range c.Of {
		if first[k] == None {
			first[k] = uint32(v)
		}
		label[v] = first[k]
	}
	return label
}

// Strong returns the strong components: two firms are in one when each supplies
// the other, by way of others or not. They are numbered so that every link
// between two of them goes from the smaller number to the larger.
//
// Source: Pearce, A space-efficient algorithm for finding strongly connected
// components, Information Processing Letters 116 (2016), run with a stack of
// its own.
func Strong(net *network.Network) Components {
	n, out := net.Len(), net.Out()
	// low is 0 for not reached, the earliest vertex reached from there while the
	// vertex is open, and above all of those when its component is known.
	low := make([]uint32, n)
	count, closed := uint32(0), uint32(None)
	type step struct{ vertex, next, order, low uint32 }
	var path []step
	var open []uint32
	enter := func(v uint32) {
		count++
		low[v] = count
		path = append(path, step{v, out.Ptr[v], count, count})
	}
	for root := range uint32(n) {
		if low[root] != 0 {
			continue
		}
		enter(root)
	walk:
		for len(path) > 0 {
			s := &path[len(path)-1]
			lowest, end := s.low, out.Ptr[s.vertex+1]
			for e := s.next; e < end; e++ {
				c := out.Col[e]
				at := low[c]
				if at == 0 {
					s.low, s.next = lowest, e+1
					enter(c)
					continue walk
				}
				lowest = min(lowest, at)
			}
			v := s.vertex
			if lowest == s.order { // nothing before v can be reached: what is open since v is its component
				for len(open) > 0 && low[open[len(open)-1]] >= s.order {
					low[open[len(open)-1]] = closed
					open = open[:len(open)-1]
				}
				low[v] = closed
				closed--
			} else {
				low[v] = lowest
				open = append(open, v)
			}
			path = path[:len(path)-1]
			if len(path) > 0 {
				above := &path[len(path)-1]
				above.low = min(above.low, low[v])
			}
		}
	}
	// Components close in the order from buyers to suppliers, counted down from None.
	for v := range low {
		low[v] -= closed + 1
	}
	return Components{Of: low, Count: int(None - closed)}
}

// Weak returns the weak components: two firms are in one when links, taken in
// any direction, join them. They are numbered by their smallest vertex.
//
// Source: union–find with halving of paths, Tarjan and van Leeuwen, Journal of
// the ACM 31 (1984).
func Weak(net *network.Network) Components {
	n, out := net.Len(), net.Out()
	above := make([]uint32, n)
	for v := range above {
		above[v] = uint32(v)
	}
	find := func(v uint32) uint32 {
		for above[v] != v {
			above[v] = above[above[v]]
			v = above[v]
		}
		return v
	}
	for v := range uint32(n) {
		root := find(v)
		for _, w := range out.Col[out.Ptr[v]:out.Ptr[v+1]] {
			if other := find(w); other != root { // the smaller becomes the root
				above[max(root, other)] = min(root, other)
				root = min(root, other)
			}
		}
	}
	c := Components{Of: make([]uint32, n)}
	for v := range uint32(n) {
		if root := find(v); root == v {
			c.Of[v] = uint32(c.Count)
			c.Count++
		} else {
			c.Of[v] = c.Of[root]
		}
	}
	return c
}

// Layers returns for each firm the length of the longest chain of strong
// components that leads to its own: 0 for those whom no other supplies.
func Layers(net *network.Network, strong Components) []uint32 {
	n, out := net.Len(), net.Out()
	layer := make([]uint32, strong.Count)
	for _, v := range inOrderOf(strong) {
		from := strong.Of[v]
		for _, w := range out.Col[out.Ptr[v]:out.Ptr[v+1]] {
			if to := strong.Of[w]; to != from {
				layer[to] = max(layer[to], layer[from]+1)
			}
		}
	}
	of := make([]uint32, n)
	for v := range of {
		of[v] = layer[strong.Of[v]]
	}
	return of
}

// inOrderOf returns the vertices by the number of their component.
func inOrderOf(c Components) []uint32 {
	place := make([]uint32, c.Count+1)
	for _, k := range c.Of {
		place[k+1]++
	}
	for k := range c.Count {
		place[k+1] += place[k]
	}
	order := make([]uint32, len(c.Of))
	for v, k := range c.Of {
		order[place[k]] = uint32(v)
		place[k]++
	}
	return order
}

func sortPairs(pairs [][2]uint32) {
	slices.SortFunc(pairs, func(a, b [2]uint32) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
}
