package cascade

import "math/bits"

// bitset is a set of firms.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) add(i uint32) { b[i/64] |= 1 << (i % 64) }

// any tells whether there is a member from from to to-1, which are at most 64.
func (b bitset) any(from, to uint32) bool {
	if from == to {
		return false
	}
	first, last := from/64, (to-1)/64
	low, high := ^uint64(0)<<(from%64), ^uint64(0)>>(63-(to-1)%64)
	if first == last {
		return b[first]&low&high != 0
	}
	return b[first]&low != 0 || b[last]&high != 0
}

// each calls f for the members in increasing order.
func (b bitset) each(f func(i uint32)) {
	for k, word := range b {
		for ; word != 0; word &= word - 1 {
			f(uint32(64*k + bits.TrailingZeros64(word)))
		}
	}
}

// within calls f for the members from from to to-1 in increasing order.
func (b bitset) within(from, to uint32, f func(i uint32)) {
	for k := from / 64; 64*k < to; k++ {
		word := b[k]
		if 64*k < from {
			word &= ^uint64(0) << (from % 64)
		}
		for ; word != 0; word &= word - 1 {
			i := 64*k + uint32(bits.TrailingZeros64(word))
			if i >= to {
				return
			}
			f(i)
		}
	}
}
