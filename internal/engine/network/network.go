// Package network holds who supplies whom for how much.
//
// A network has n firms, numbered from 0, and links with a weight: what the
// supplier sells to the buyer in a year, in one currency. A firm does not supply
// itself, two links with the same ends are one, and every weight is finite and
// positive; [Build] makes it so and reports what it repaired. The network is
// kept as compressed rows in both directions and never changes afterwards.
package network

import (
	"fmt"
	"math"
	"slices"
)

// Link says that Supplier sells to Buyer goods worth Weight per year.
type Link struct {
	Supplier, Buyer uint32
	Weight          float64
}

// Rows is one direction of a network as compressed rows: the neighbours of v
// are Col[Ptr[v]:Ptr[v+1]], in increasing order, and Val has their weights.
// Ptr has length n+1. The slices are shared and must not be written to.
type Rows struct {
	Ptr []uint32
	Col []uint32
	Val []float64
}

// Row returns the neighbours of v and the weights of the links to them.
func (r Rows) Row(v uint32) ([]uint32, []float64) {
	from, to := r.Ptr[v], r.Ptr[v+1]
	return r.Col[from:to], r.Val[from:to]
}

// Degree returns the number of neighbours of v.
func (r Rows) Degree(v uint32) int { return int(r.Ptr[v+1] - r.Ptr[v]) }

// Sums returns the sum of every row, added in the order of the row; length n.
func (r Rows) Sums() []float64 {
	sums := make([]float64, len(r.Ptr)-1)
	for v := range sums {
		_, val := r.Row(uint32(v))
		for _, w := range val {
			sums[v] += w
		}
	}
	return sums
}

// Network is an immutable supply network.
type Network struct {
	out, in Rows
}

// Len returns the number of firms.
func (n *Network) Len() int { return len(n.out.Ptr) - 1 }

// Links returns the number of links.
func (n *Network) Links() int { return len(n.out.Col) }

// Out returns the links by supplier: its rows are the buyers of a firm.
func (n *Network) Out() Rows { return n.out }

// In returns the links by buyer: its rows are the suppliers of a firm.
func (n *Network) In() Rows { return n.in }

// Repairs says what [Build] changed to make the links a network.
type Repairs struct {
	SelfLinks int // links from a firm to itself, dropped
	Parallel  int // links added to an earlier one with the same ends
}

// LinkError says which link cannot be used and why.
type LinkError struct {
	Index  int // position in the list of links, from 0
	Link   Link
	Reason string // "weight" or "vertex"
}

func (e *LinkError) Error() string {
	return fmt.Sprintf("link %d from %d to %d with weight %v: bad %s", e.Index, e.Link.Supplier, e.Link.Buyer, e.Link.Weight, e.Reason)
}

// Build makes the network of n firms from links in any order. Links from a firm
// to itself are dropped and parallel links added up in the order given, which
// the repairs count. A weight that is not finite and positive, or an end that is
// not below n, is refused with a [*LinkError] that names the first such link.
// The list is not kept.
//
// Source: conventions of Diem et al., Scientific Reports 12, 7719 (2022).
func Build(n int, links []Link) (*Network, Repairs, error) {
	var repairs Repairs
	for i, l := range links {
		switch {
		case int(l.Supplier) >= n || int(l.Buyer) >= n:
			return nil, repairs, &LinkError{i, l, "vertex"}
		case !(l.Weight > 0) || math.IsInf(l.Weight, 1):
			return nil, repairs, &LinkError{i, l, "weight"}
		case l.Supplier == l.Buyer:
			repairs.SelfLinks++
		}
	}
	out := bySupplier(n, links)
	repairs.Parallel = out.merge()
	return &Network{out: out, in: out.transposed()}, repairs, nil
}

// bySupplier sorts the links between two firms into rows, stable in the order given.
func bySupplier(n int, links []Link) Rows {
	r := Rows{Ptr: make([]uint32, n+1)}
	kept := 0
	for _, l := range links {
		if l.Supplier != l.Buyer {
			r.Ptr[l.Supplier+1]++
			kept++
		}
	}
	for v := range n {
		r.Ptr[v+1] += r.Ptr[v]
	}
	r.Col, r.Val = make([]uint32, kept), make([]float64, kept)
	next := slices.Clone(r.Ptr[:n])
	for _, l := range links {
		if l.Supplier != l.Buyer {
			r.Col[next[l.Supplier]], r.Val[next[l.Supplier]] = l.Buyer, l.Weight
			next[l.Supplier]++
		}
	}
	return r
}

// merge sorts every row by neighbour, adds up parallel links and returns how many were joined.
func (r *Rows) merge() int {
	type cell struct {
		col uint32
		val float64
	}
	var row []cell
	w, joined := uint32(0), 0
	for v := range len(r.Ptr) - 1 {
		from, to := r.Ptr[v], r.Ptr[v+1]
		row = row[:0]
		for e := from; e < to; e++ {
			row = append(row, cell{r.Col[e], r.Val[e]})
		}
		slices.SortStableFunc(row, func(a, b cell) int { return int(a.col) - int(b.col) })
		r.Ptr[v] = w
		for i, c := range row {
			if i > 0 && c.col == row[i-1].col {
				r.Val[w-1] += c.val
				joined++
				continue
			}
			r.Col[w], r.Val[w] = c.col, c.val
			w++
		}
	}
	r.Ptr[len(r.Ptr)-1] = w
	r.Col, r.Val = r.Col[:w], r.Val[:w]
	return joined
}

// transposed returns the same links by their other end.
func (r Rows) transposed() Rows {
	n := len(r.Ptr) - 1
	t := Rows{Ptr: make([]uint32, n+1), Col: make([]uint32, len(r.Col)), Val: make([]float64, len(r.Col))}
	for _, c := range r.Col {
		t.Ptr[c+1]++
	}
	for v := range n {
		t.Ptr[v+1] += t.Ptr[v]
	}
	next := slices.Clone(t.Ptr[:n])
	for v := range n {
		col, val := r.Row(uint32(v))
		for k, c := range col {
			t.Col[next[c]], t.Val[next[c]] = uint32(v), val[k]
			next[c]++
		}
	}
	return t
}
