package graph

import (
	"math"

	"lianzhang/internal/engine/network"
)

// Flow asks how much can get from one firm to another when no link carries more
// than its weight. It is built once for a network and asked for many pairs, by
// one goroutine at a time.
type Flow struct {
	net      *network.Network
	mate     []uint32  // of link e by supplier, its place among the links by buyer; then the reverse
	forward  []float64 // what a link can still carry, by supplier
	backward []float64 // what can be taken back of a link, by buyer
	depth    []int32   // steps from the source on ways that still carry; -1 for none
	next     []uint32  // the next way to try from a firm
	queue    []uint32
	way      []uint32 // firms on the way from the source
	arcs     []uint32 // and the arcs between them
}

// Cut is a smallest set of links without which nothing gets from Source to
// Target; by the theorem of Ford and Fulkerson what they carry is the most that
// gets through.
type Cut struct {
	Value  float64        // largest flow, money per year: the weights of Links added in order
	Links  []network.Link // from the source's side to the other, in the order of the network
	Side   []uint32       // firms on the source's side, in increasing order; the smallest such set
	Phases int            // searches by breadth
}

// NewFlow prepares a network for [Flow.Max].
func NewFlow(net *network.Network) *Flow {
	n, m, out := net.Len(), net.Links(), net.Out()
	f := &Flow{
		net: net, mate: make([]uint32, 2*m), forward: make([]float64, m), backward: make([]float64, m),
		depth: make([]int32, n), next: make([]uint32, n),
	}
	place := make([]uint32, n)
	copy(place, net.In().Ptr[:n])
	for e, w := range out.Col { // both directions are sorted, so links come to each buyer in its order
		f.mate[e] = place[w]
		f.mate[m+int(place[w])] = uint32(e)
		place[w]++
	}
	return f
}

// Max returns the largest flow from source to target and a smallest cut. Source
// and target must differ and be vertices, or it panics.
//
// It is Dinic's method: as long as ways lead to the target, flow is sent along
// all shortest ones. Each phase makes the shortest way longer, so it ends after
// at most n phases; weights need not be whole numbers.
//
// Source: Dinic, Soviet Mathematics Doklady 11 (1970).
func (f *Flow) Max(source, target uint32) Cut {
	if source == target {
		panic("graph: flow from a firm to itself")
	}
	copy(f.forward, f.net.Out().Val)
	clear(f.backward)
	c := Cut{}
	for f.layer(source, target) {
		c.Phases++
		f.block(source, target)
	}
	out := f.net.Out()
	for v, d := range f.depth {
		if d < 0 {
			continue
		}
		c.Side = append(c.Side, uint32(v))
		for e := out.Ptr[v]; e < out.Ptr[v+1]; e++ {
			if f.depth[out.Col[e]] < 0 {
				c.Links = append(c.Links, network.Link{Supplier: uint32(v), Buyer: out.Col[e], Weight: out.Val[e]})
				c.Value += out.Val[e]
			}
		}
	}
	return c
}

// Arcs of a firm are numbered: first those along its links to buyers, then those
// back along its links from suppliers.

func (f *Flow) arcCount(v uint32) uint32 {
	return uint32(f.net.Out().Degree(v) + f.net.In().Degree(v))
}

// arc returns where arc k of v leads and what it still carries.
func (f *Flow) arc(v, k uint32) (to uint32, left *float64, back *float64) {
	out, in := f.net.Out(), f.net.In()
	if d := out.Ptr[v+1] - out.Ptr[v]; k < d {
		e := out.Ptr[v] + k
		return out.Col[e], &f.forward[e], &f.backward[f.mate[e]]
	} else {
		e := in.Ptr[v] + k - d
		return in.Col[e], &f.backward[e], &f.forward[f.mate[len(f.forward)+int(e)]]
	}
}

// layer finds how far from the source each firm is and whether target is reached.
func (f *Flow) layer(source, target uint32) bool {
	out, in := f.net.Out(), f.net.In()
	for v := range f.depth {
		f.depth[v] = -1
	}
	f.depth[source] = 0
	f.queue = append(f.queue[:0], source)
	visit := func(w uint32, d int32, left float64) {
		if left > 0 && f.depth[w] < 0 {
			f.depth[w] = d
			f.queue = append(f.queue, w)
		}
	}
	for i := 0; i < len(f.queue) && f.depth[target] < 0; i++ {
		v := f.queue[i]
		d := f.depth[v] + 1
		for e := out.Ptr[v]; e < out.Ptr[v+1]; e++ {
			visit(out.Col[e], d, f.forward[e])
		}
		for e := in.Ptr[v]; e < in.Ptr[v+1]; e++ {
			visit(in.Col[e], d, f.backward[e])
		}
	}
	return f.depth[target] >= 0
}

// block sends flow along shortest ways until none is left.
func (f *Flow) block(source, target uint32) {
	for _, v := range f.queue {
		f.next[v] = 0
	}
	f.way, f.arcs = append(f.way[:0], source), f.arcs[:0]
	for len(f.way) > 0 {
		v := f.way[len(f.way)-1]
		if v == target {
			f.send()
			continue
		}
		if k, ok := f.advance(v); ok {
			to, _, _ := f.arc(v, k)
			f.way, f.arcs = append(f.way, to), append(f.arcs, k)
			continue
		}
		f.way = f.way[:len(f.way)-1] // nothing gets on from v: do not come back
		if len(f.way) > 0 {
			f.arcs = f.arcs[:len(f.way)-1]
			f.next[f.way[len(f.way)-1]]++
		}
	}
}

// advance finds the next arc of v that leads one step further.
func (f *Flow) advance(v uint32) (uint32, bool) {
	for n := f.arcCount(v); f.next[v] < n; f.next[v]++ {
		to, left, _ := f.arc(v, f.next[v])
		if *left > 0 && f.depth[to] == f.depth[v]+1 {
			return f.next[v], true
		}
	}
	return 0, false
}

// send sends as much as the way carries and goes back to before the first arc
// that it fills.
func (f *Flow) send() {
	most := math.Inf(1)
	for i, k := range f.arcs {
		_, left, _ := f.arc(f.way[i], k)
		most = min(most, *left)
	}
	full := len(f.arcs)
	for i := len(f.arcs) - 1; i >= 0; i-- {
		_, left, back := f.arc(f.way[i], f.arcs[i])
		*left -= most
		*back += most
		if *left == 0 {
			full = i
		}
	}
	f.way, f.arcs = f.way[:full+1], f.arcs[:full]
}
