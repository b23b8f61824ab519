package graph

import "lianzhang/internal/engine/network"

// Dominators returns for each firm its immediate dominator seen from the roots:
// the last firm that every supply path from a root to it must pass. Without that
// firm no path reaches it. A firm that nobody dominates, because it is a root or
// because ways from the roots reach it that share no firm, has itself; a firm
// that no root reaches has [None].
//
// With one root this is the dominator tree of that root. With several, a virtual
// root that supplies them all stands before them. A root that is not a vertex
// panics.
//
// Source: Lengauer and Tarjan, ACM Transactions on Programming Languages and
// Systems 1 (1979), the simple version; time links × log firms.
func Dominators(net *network.Network, roots []uint32) []uint32 {
	d := &dominance{net: net, preorder: make([]uint32, net.Len()), root: make([]bool, net.Len())}
	d.search(roots)
	d.semidominate()
	idom := make([]uint32, net.Len())
	for v, w := range d.preorder {
		switch {
		case w == 0:
			idom[v] = None
		case d.idom[w] == 0:
			idom[v] = uint32(v)
		default:
			idom[v] = d.firm[d.idom[w]]
		}
	}
	return idom
}

// dominance works on the numbers in which a depth-first search reaches the
// firms; 0 is the virtual root.
type dominance struct {
	net      *network.Network
	root     []bool   // by firm
	preorder []uint32 // by firm; 0 for not reached

	firm   []uint32 // the firm of a number
	parent []uint32 // in the search tree
	semi   []uint32 // semidominator
	best   []uint32 // of least semidominator on the way up the forest
	above  []uint32 // on the way up the forest of those done; None at its roots
	idom   []uint32
	way    []uint32
}

func (d *dominance) enter(v, parent uint32) {
	d.preorder[v] = uint32(len(d.firm))
	d.firm, d.parent = append(d.firm, v), append(d.parent, parent)
}

// search numbers the firms that the roots reach.
func (d *dominance) search(roots []uint32) {
	d.firm, d.parent = []uint32{None}, []uint32{0}
	out := d.net.Out()
	type step struct{ number, next, end uint32 }
	var path []step
	enter := func(v, parent uint32) {
		d.enter(v, parent)
		path = append(path, step{uint32(len(d.firm) - 1), out.Ptr[v], out.Ptr[v+1]})
	}
	for _, r := range roots {
		d.root[r] = true
		if d.preorder[r] == 0 {
			enter(r, 0)
		}
		for len(path) > 0 {
			s := &path[len(path)-1]
			if s.next == s.end {
				path = path[:len(path)-1]
				continue
			}
			w := out.Col[s.next]
			s.next++
			if d.preorder[w] == 0 {
				enter(w, s.number)
			}
		}
	}
}

func (d *dominance) semidominate() {
	n := len(d.firm)
	d.semi, d.best, d.above, d.idom = make([]uint32, n), make([]uint32, n), make([]uint32, n), make([]uint32, n)
	waiting, next := make([]uint32, n), make([]uint32, n) // lists of those with one semidominator
	for w := range uint32(n) {
		d.semi[w], d.best[w], d.above[w], waiting[w] = w, w, None, None
	}
	in := d.net.In()
	for w := uint32(n) - 1; w > 0; w-- {
		v := d.firm[w]
		if d.root[v] {
			d.semi[w] = 0
		}
		for _, u := range in.Col[in.Ptr[v]:in.Ptr[v+1]] {
			if p := d.preorder[u]; p != 0 {
				d.semi[w] = min(d.semi[w], d.semi[d.eval(p)])
			}
		}
		s, up := d.semi[w], d.parent[w]
		next[w], waiting[s] = waiting[s], w
		d.above[w] = up
		for x := waiting[up]; x != None; x = next[x] {
			if y := d.eval(x); d.semi[y] < up {
				d.idom[x] = y // which has the dominator of x, known later
			} else {
				d.idom[x] = up
			}
		}
		waiting[up] = None
	}
	for w := 1; w < n; w++ {
		if d.idom[w] != d.semi[w] {
			d.idom[w] = d.idom[d.idom[w]]
		}
	}
}

// eval returns the vertex of least semidominator on the way from v up to, but
// without, its root in the forest, and shortens the way.
func (d *dominance) eval(v uint32) uint32 {
	if d.above[v] == None {
		return v
	}
	d.way = d.way[:0]
	for x := v; d.above[d.above[x]] != None; x = d.above[x] {
		d.way = append(d.way, x)
	}
	for i := len(d.way) - 1; i >= 0; i-- {
		x := d.way[i]
		a := d.above[x]
		if d.semi[d.best[a]] < d.semi[d.best[x]] {
			d.best[x] = d.best[a]
		}
		d.above[x] = d.above[a]
	}
	return d.best[v]
}
