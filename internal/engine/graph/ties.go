package graph

import (
	"fmt"

	"lianzhang/internal/engine/network"
)

// Ties is an undirected network without loops and parallel ties, as compressed
// rows: the neighbours of v are Col[Ptr[v]:Ptr[v+1]] in increasing order, and w
// is among them exactly when v is among those of w. Val has the strength of each
// tie, the same from both ends; when Val is nil every tie has strength 1.
type Ties struct {
	Ptr, Col []uint32
	Val      []float64
}

// Len returns the number of vertices.
func (t Ties) Len() int { return len(t.Ptr) - 1 }

// Row returns the neighbours of v.
func (t Ties) Row(v uint32) []uint32 { return t.Col[t.Ptr[v]:t.Ptr[v+1]] }

// Strength says what makes a tie of the links between two firms strong.
type Strength int

// The strengths of a tie between i and j.
const (
	Equal Strength = iota // 1, whatever the links
	Count                 // the number of links, 1 or 2
	Money                 // what i sells to j plus what j sells to i
)

// Project returns the undirected simple projection of a network: two firms are
// tied when one supplies the other.
func Project(net *network.Network, strength Strength, threads int) Ties {
	n, out, in := net.Len(), net.Out(), net.In()
	t := Ties{Ptr: make([]uint32, n+1)}
	eachBlock(n, threads, func(_, from, to int) {
		for v := from; v < to; v++ {
			a, b := out.Col[out.Ptr[v]:out.Ptr[v+1]], in.Col[in.Ptr[v]:in.Ptr[v+1]]
			t.Ptr[v+1] = uint32(len(a) + len(b) - shared(a, b))
		}
	})
	for v := range n {
		t.Ptr[v+1] += t.Ptr[v]
	}
	t.Col = make([]uint32, t.Ptr[n])
	if strength != Equal {
		t.Val = make([]float64, t.Ptr[n])
	}
	eachBlock(n, threads, func(_, from, to int) {
		for v := from; v < to; v++ {
			if strength == Equal {
				union(t.Col[t.Ptr[v]:t.Ptr[v+1]], out.Col[out.Ptr[v]:out.Ptr[v+1]], in.Col[in.Ptr[v]:in.Ptr[v+1]])
			} else {
				t.fill(uint32(v), out, in, strength == Money)
			}
		}
	})
	return t
}

// Undirected returns the ties of n vertices for arcs in any order and direction;
// loops are left out and repetitions joined. It panics when an end is not below n.
func Undirected(n int, arcs [][2]int) Ties {
	links := make([]network.Link, len(arcs))
	for i, a := range arcs {
		links[i] = network.Link{Supplier: uint32(a[0]), Buyer: uint32(a[1]), Weight: 1}
	}
	net, _, err := network.Build(n, links)
	if err != nil {
		panic(fmt.Sprintf("graph: %v", err))
	}
	return Project(net, Equal, 1)
}

// shared counts what two increasing lists have in common.
func shared(a, b []uint32) int {
	count, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		x, y := a[i], b[j]
		if x == y {
			count++
		}
		if x <= y {
			i++
		}
		if y <= x {
			j++
		}
	}
	return count
}

// union writes what is in one of two increasing lists or in both, in order.
func union(to, a, b []uint32) {
	k, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		x, y := a[i], b[j]
		to[k] = min(x, y)
		k++
		if x <= y {
			i++
		}
		if y <= x {
			j++
		}
	}
	k += copy(to[k:], a[i:])
	copy(to[k:], b[j:])
}

// fill writes row v with its strengths.
func (t Ties) fill(v uint32, out, in network.Rows, money bool) {
	a, sold := out.Row(v)
	b, bought := in.Row(v)
	one := func(val []float64, i int) float64 {
		if money {
			return val[i]
		}
		return 1
	}
	e := t.Ptr[v]
	for i, j := 0, 0; i < len(a) || j < len(b); e++ {
		x, y := uint32(None), uint32(None)
		if i < len(a) {
			x = a[i]
		}
		if j < len(b) {
			y = b[j]
		}
		t.Col[e] = min(x, y)
		if x < y { // the smaller end adds what it sells first, so that both ends agree bit for bit
			t.Val[e] = one(sold, i)
		} else if y < x {
			t.Val[e] = one(bought, j)
		} else {
			t.Val[e] = one(sold, i) + one(bought, j)
		}
		if x <= y {
			i++
		}
		if y <= x {
			j++
		}
	}
}
