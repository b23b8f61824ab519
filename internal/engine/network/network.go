// Package network holds who supplies whom for how much.
//
// A network has n firms, numbered from 0, and links with a weight: what the
// supplier sells to the buyer in a year, in one currency. A firm does not supply
// itself, two links with the same ends are one, and every weight is finite and
// positive; [Build] makes it so and reports what it repaired. The network is
// kept as compressed rows in both directions and never changes afterwards.
package network

import "fmt"

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
