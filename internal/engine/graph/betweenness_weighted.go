package graph

import (
	"context"
	"math"

	"lianzhang/internal/engine/network"
)

// BetweennessByWeight is [Betweenness] where the length of a link is 1/W, so that
// a much used link is short. Two paths whose lengths differ by less than 1e-10 of
// their sum are equally short.
//
// It takes time proportional to firms times links times the logarithm of firms.
func BetweennessByWeight(ctx context.Context, net *network.Network, threads int) ([]float64, error) {
	n := net.Len()
	b := make([]float64, n)
	sources := suppliers(net)
	lengths := reciprocals(net.Out().Val)
	type worker struct {
		*shortest
		between, behind []float64
	}
	workers := make([]*worker, max(1, threads))
	err := inOrder(ctx, (len(sources)+lanes-1)/lanes, threads, func(at, k int) {
		if workers[at] == nil {
			workers[at] = &worker{newShortest(net.Out(), lengths), make([]float64, n), make([]float64, n)}
		}
		w := workers[at]
		clear(w.between)
		for _, s := range sources[k*lanes : min(len(sources), (k+1)*lanes)] {
			w.run(s, None)
			w.depend(w.behind, w.between)
		}
	}, func(at, _ int) {
		for v, d := range workers[at].between {
			b[v] += d
		}
	})
	return b, err
}

func reciprocals(val []float64) []float64 {
	r := make([]float64, len(val))
	for i, w := range val {
		r[i] = 1 / w
	}
	return r
}

// equalLengths is the relative difference below which two lengths are equal.
const equalLengths = 1e-10

// compare orders two lengths, with a tie when they are near.
func compare(a, b float64) int {
	if a == b {
		return 0
	}
	if diff := a - b; math.Abs(diff) >= equalLengths*(a+b) || math.IsInf(b, 1) {
		if diff < 0 {
			return -1
		}
		return 1
	}
	return 0
}

// shortest finds the shortest paths from one firm by Dijkstra's method, with a
// heap of four branches in which a firm stands once.
type shortest struct {
	out     network.Rows
	lengths []float64
	dist    []float64
	paths   []float64 // σ
	first   []int32   // newest entry of before for a firm, -1 for none
	before  []predecessor
	settled []uint32 // in the order of their distance
	done    []bool
	heap    []uint32
	place   []int32 // of a firm in the heap
}

type predecessor struct {
	vertex uint32
	older  int32
}

func newShortest(out network.Rows, lengths []float64) *shortest {
	n := len(out.Ptr) - 1
	s := &shortest{out: out, lengths: lengths, dist: make([]float64, n), paths: make([]float64, n), first: make([]int32, n), done: make([]bool, n), place: make([]int32, n)}
	for v := range s.dist {
		s.dist[v] = math.Inf(1)
	}
	return s
}

// run searches from source, until target is settled or nobody is left.
func (s *shortest) run(source, target uint32) {
	for _, v := range s.settled { // those of the last run
		s.dist[v], s.done[v] = math.Inf(1), false
	}
	for _, v := range s.heap {
		s.dist[v] = math.Inf(1)
	}
	s.settled, s.before, s.heap = s.settled[:0], s.before[:0], s.heap[:0]
	s.dist[source], s.paths[source], s.first[source] = 0, 1, -1
	s.push(source)
	for len(s.heap) > 0 {
		v := s.pop()
		s.done[v] = true
		s.settled = append(s.settled, v)
		if v == target {
			return
		}
		for e := s.out.Ptr[v]; e < s.out.Ptr[v+1]; e++ {
			if w := s.out.Col[e]; !s.done[w] {
				s.relax(v, w, s.dist[v]+s.lengths[e])
			}
		}
	}
}

// relax notes a way to w over v.
func (s *shortest) relax(v, w uint32, length float64) {
	unseen := math.IsInf(s.dist[w], 1)
	order := -1
	if !unseen {
		order = compare(length, s.dist[w])
	}
	switch {
	case order > 0:
		return
	case order == 0:
		s.paths[w] += s.paths[v]
		s.before = append(s.before, predecessor{v, s.first[w]})
	default:
		s.dist[w], s.paths[w] = length, s.paths[v]
		s.before = append(s.before, predecessor{v, -1})
		if unseen {
			s.push(w)
		} else {
			s.up(int(s.place[w]))
		}
	}
	s.first[w] = int32(len(s.before) - 1)
}

// depend adds to between how much the source of the last run depends on each
// firm; behind is work space.
func (s *shortest) depend(behind, between []float64) {
	for _, v := range s.settled {
		behind[v] = 0
	}
	for i := len(s.settled) - 1; i > 0; i-- {
		w := s.settled[i]
		share := (1 + behind[w]) / s.paths[w]
		for p := s.first[w]; p >= 0; p = s.before[p].older {
			v := s.before[p].vertex
			behind[v] += float64(s.paths[v] * share)
		}
		between[w] += behind[w]
	}
}
