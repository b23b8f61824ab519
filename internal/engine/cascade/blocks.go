package cascade

// blockSize is how many firms of a market are added up before the sums of the
// blocks are. A block without losses has the sum it had at the start, so few
// losses cost little, and the order of additions is the same in every regime.
const blockSize = 64

// blocks divides firms that stand market by market into markets, and every
// market into blocks of at most blockSize.
type blocks struct {
	market []uint32 // of the firm at r, from 0 in the order of firms
	block  []uint32 // of the firm at r
	start  []uint32 // the first firm of each block, and the end
	ptr    []uint32 // the first block of each market, and the end
}

// blocksOf makes the blocks of firms whose markets are sorted.
func blocksOf(sorted []uint32) blocks {
	b := blocks{market: make([]uint32, len(sorted)), block: make([]uint32, len(sorted))}
	for r, m := range sorted {
		next := r == 0 || m != sorted[r-1]
		if next {
			b.ptr = append(b.ptr, uint32(len(b.start)))
		}
		if next || r-int(b.start[len(b.start)-1]) == blockSize {
			b.start = append(b.start, uint32(r))
		}
		b.market[r], b.block[r] = uint32(len(b.ptr)-1), uint32(len(b.start)-1)
	}
	b.ptr = append(b.ptr, uint32(len(b.start)))
	b.start = append(b.start, uint32(len(sorted)))
	return b
}

// len returns the number of markets.
func (b *blocks) len() int { return len(b.ptr) - 1 }

// firms returns the first firm of a market and the one after the last.
func (b *blocks) firms(market int) (from, to uint32) {
	return b.start[b.ptr[market]], b.start[b.ptr[market+1]]
}

// sum adds up a value of all firms, block by block.
func (b *blocks) sum(of func(r uint32) float64) float64 {
	total := 0.0
	for k := range len(b.start) - 1 {
		part := 0.0
		for r := b.start[k]; r < b.start[k+1]; r++ {
			part += of(r)
		}
		total += part
	}
	return total
}
