package graph

import "lianzhang/internal/engine/network"

// rowSums calls put(v, sum) for the rows from ≤ v < to, where sum adds, in the
// order of the row, x at the neighbours of v, times the weight when weighted.
//
// What the links of a few thousand rows point to is first copied into buf: a
// loop that never stops for the end of a row keeps many memory reads under way
// at once, and rows have but seven links on average.
func rowSums(r network.Rows, weighted bool, x []float64, from, to int, buf []float64, put func(v int, sum float64)) []float64 {
	const atOnce = 1 << 14
	for from < to {
		start, end := r.Ptr[from], from+1
		for end < to && r.Ptr[end+1]-start <= atOnce {
			end++
		}
		col := r.Col[start:r.Ptr[end]]
		if cap(buf) < len(col) {
			buf = make([]float64, max(len(col), atOnce))
		}
		buf = buf[:len(col)]
		if weighted {
			val := r.Val[start:r.Ptr[end]][:len(col)]
			for k, u := range col {
				buf[k] = val[k] * x[u]
			}
		} else {
			for k, u := range col {
				buf[k] = x[u]
			}
		}
		for v := from; v < end; v++ {
			put(v, total(buf[r.Ptr[v]-start:r.Ptr[v+1]-start]))
		}
		from = end
	}
	return buf
}

// buffers hands work space from one block of rows to a later one.
type buffers struct{ free chan []float64 }

func newBuffers(threads int) buffers {
	return buffers{make(chan []float64, max(1, threads))}
}

func (b buffers) get() []float64 {
	select {
	case buf := <-b.free:
		return buf
	default:
		return nil
	}
}

func (b buffers) put(buf []float64) {
	select {
	case b.free <- buf:
	default:
	}
}
