package pairing

import (
	"container/heap"
	"slices"
)

// prices turns the node values of a finished tree into prices that do not know of
// the lane back (the arc numbered without, and what follows it): by node, the most
// that could be saved by taking a unit away from there along arcs with room, 0 when
// nothing. Reduced costs are not negative along arcs with room, so Dijkstra's
// method serves.
func (t *tree) prices(without int) []int64 {
	// A residual arc leads from a to b at length c ≥ 0; label[a] = min over b of
	// value[b] + length of the way, and the price is value - label.
	n := t.nodes
	start := make([]int32, n+1)
	each := func(visit func(a, b int32, length int64)) {
		for k := range without {
			d := t.reduced(k)
			if t.flow[k] < t.capacity[k] {
				visit(t.from[k], t.to[k], d)
			}
			if t.flow[k] > 0 {
				visit(t.to[k], t.from[k], -d)
			}
		}
	}
	each(func(_, b int32, _ int64) { start[b+1]++ })
	for v := range n {
		start[v+1] += start[v]
	}
	before, length := make([]int32, start[n]), make([]int64, start[n])
	at := slices.Clone(start)
	each(func(a, b int32, d int64) {
		before[at[b]], length[at[b]] = a, d
		at[b]++
	})
	label := slices.Clone(t.value[:n])
	var h labels
	for v := range n {
		h = append(h, labelled{label[v], int32(v)})
	}
	heap.Init(&h)
	for h.Len() > 0 {
		next := heap.Pop(&h).(labelled)
		if next.label > label[next.node] {
			continue
		}
		for k := start[next.node]; k < start[next.node+1]; k++ {
			if d := next.label + length[k]; d < label[before[k]] {
				label[before[k]] = d
				heap.Push(&h, labelled{d, before[k]})
			}
		}
	}
	for v := range n {
		label[v] = t.value[v] - label[v]
	}
	return label
}

type labelled struct {
	label int64
	node  int32
}

type labels []labelled

func (h labels) Len() int           { return len(h) }
func (h labels) Less(i, j int) bool { return h[i].label < h[j].label }
func (h labels) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *labels) Push(x any)        { *h = append(*h, x.(labelled)) }
func (h *labels) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
