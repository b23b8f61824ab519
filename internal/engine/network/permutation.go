package network

import "slices"

// Permutation renumbers firms so that those who are read together lie together:
// To[old] is the new number, From[new] the old one.
type Permutation struct{ To, From []uint32 }

// SectorMajor returns the numbering by sector and, inside a sector, by falling
// number of links (sold and bought), equals in the old order. Sums over a sector
// then run over neighbouring firms. It panics unless sector has one entry a firm.
func SectorMajor(net *Network, sector []uint32) Permutation {
	if len(sector) != net.Len() {
		panic("network: one sector for each firm")
	}
	p := Permutation{To: make([]uint32, net.Len()), From: make([]uint32, net.Len())}
	for v := range p.From {
		p.From[v] = uint32(v)
	}
	degree := func(v uint32) int { return net.out.Degree(v) + net.in.Degree(v) }
	slices.SortFunc(p.From, func(a, b uint32) int {
		if sector[a] != sector[b] {
			return int(sector[a]) - int(sector[b])
		}
		if d := degree(b) - degree(a); d != 0 {
			return d
		}
		return int(a) - int(b)
	})
	for v, old := range p.From {
		p.To[old] = uint32(v)
	}
	return p
}

// Renumbered returns the same network under the new numbers.
func (n *Network) Renumbered(p Permutation) *Network {
	in := Rows{Ptr: make([]uint32, n.Len()+1), Col: make([]uint32, n.Links()), Val: make([]float64, n.Links())}
	for v, old := range p.From {
		in.Ptr[v+1] = in.Ptr[v] + uint32(n.in.Degree(old))
	}
	next := slices.Clone(in.Ptr)
	for v, old := range p.From { // suppliers in new order, so every row of in comes out in order
		col, val := n.out.Row(old)
		for k, c := range col {
			at := next[p.To[c]]
			in.Col[at], in.Val[at] = uint32(v), val[k]
			next[p.To[c]] = at + 1
		}
	}
	return &Network{out: in.transposed(), in: in}
}

// Forth returns the values of firms in the new order.
func Forth[T any](p Permutation, values []T) []T { return pick(p.From, values) }

// Back returns the values of firms in the old order.
func Back[T any](p Permutation, values []T) []T { return pick(p.To, values) }

func pick[T any](at []uint32, values []T) []T {
	if len(values) != len(at) {
		panic("network: one value for each firm")
	}
	out := make([]T, len(at))
	for i, v := range at {
		out[i] = values[v]
	}
	return out
}
