package network

import (
	"math"
	"slices"
)

// Build makes the network of n firms from links in any order, given in one list
// or several that follow one another. Links from a firm to itself are dropped and
// parallel links added up in the order given, which the repairs count. A weight
// that is not finite and positive, or an end that is not below n, is refused
// with a [*LinkError] that names the first such link. The lists are not kept.
// It takes 12 bytes a link for each direction and, when the links do not come
// ordered by supplier and buyer, as much again meanwhile.
//
// Source: conventions of Diem et al., Scientific Reports 12, 7719 (2022).
func Build(n int, lists ...[]Link) (*Network, Repairs, error) {
	repairs, ordered, err := inspect(n, lists)
	if err != nil {
		return nil, repairs, err
	}
	out := newRows(n, lists, func(l Link) uint32 { return l.Supplier })
	if ordered {
		out.fill(lists, func(l Link) (row, col uint32) { return l.Supplier, l.Buyer })
	} else {
		// By buyer, then by supplier: both sorts keep the order of equals, so rows
		// end up in order of buyer and parallel links in the order given.
		in := newRows(n, lists, func(l Link) uint32 { return l.Buyer })
		in.fill(lists, func(l Link) (row, col uint32) { return l.Buyer, l.Supplier })
		in.transposeTo(out)
	}
	repairs.Parallel = out.merge()
	return &Network{out: out, in: out.transposed()}, repairs, nil
}

// inspect checks every link, counts those to oneself and tells whether the
// others are ordered by supplier and buyer.
func inspect(n int, lists [][]Link) (repairs Repairs, ordered bool, err error) {
	ordered = true
	index, last := 0, uint64(0)
	for _, links := range lists {
		for _, l := range links {
			switch {
			case uint64(l.Supplier) >= uint64(n) || uint64(l.Buyer) >= uint64(n):
				return repairs, ordered, &LinkError{index, l, "vertex"}
			case !(l.Weight > 0) || math.IsInf(l.Weight, 1):
				return repairs, ordered, &LinkError{index, l, "weight"}
			case l.Supplier == l.Buyer:
				repairs.SelfLinks++
			default:
				ends := uint64(l.Supplier)<<32 | uint64(l.Buyer)
				ordered = ordered && ends >= last
				last = ends
			}
			index++
		}
	}
	return repairs, ordered, nil
}

// newRows makes room for the links between two firms, by one of their ends. It
// panics when there are more than row pointers can count.
func newRows(n int, lists [][]Link, row func(Link) uint32) Rows {
	r := Rows{Ptr: make([]uint32, n+1)}
	kept := 0
	for _, links := range lists {
		for _, l := range links {
			if l.Supplier != l.Buyer {
				r.Ptr[row(l)+1]++
				kept++
			}
		}
	}
	if uint64(kept) > math.MaxUint32 {
		panic("network: more than 2³² links")
	}
	for v := range n {
		r.Ptr[v+1] += r.Ptr[v]
	}
	r.Col, r.Val = make([]uint32, kept), make([]float64, kept)
	return r
}

// fill puts the links into their rows in the order given.
func (r Rows) fill(lists [][]Link, ends func(Link) (row, col uint32)) {
	next := slices.Clone(r.Ptr)
	for _, links := range lists {
		for _, l := range links {
			if l.Supplier != l.Buyer {
				row, col := ends(l)
				at := next[row]
				r.Col[at], r.Val[at] = col, l.Weight
				next[row] = at + 1
			}
		}
	}
}

// merge adds up neighbours that stand twice in a row, which is in order of
// neighbours, and returns how many were joined. Without any it only reads.
func (r *Rows) merge() int {
	w, joined := uint32(0), 0
	for v := range len(r.Ptr) - 1 {
		from, to := r.Ptr[v], r.Ptr[v+1]
		r.Ptr[v] = w
		for e := from; e < to; e++ {
			switch {
			case e > from && r.Col[e] == r.Col[w-1]:
				r.Val[w-1] += r.Val[e]
				joined++
				continue
			case e != w:
				r.Col[w], r.Val[w] = r.Col[e], r.Val[e]
			}
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
	r.transposeTo(t)
	return t
}

// transposeTo fills t, whose pointers are set, with the links of r; its rows
// come out in order of neighbours, equals in the order of r.
func (r Rows) transposeTo(t Rows) {
	next := slices.Clone(t.Ptr)
	for v := range len(r.Ptr) - 1 {
		col, val := r.Row(uint32(v))
		for k, c := range col {
			at := next[c]
			t.Col[at], t.Val[at] = uint32(v), val[k]
			next[c] = at + 1
		}
	}
}
