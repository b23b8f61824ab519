package graph

import "lianzhang/internal/engine/network"

// lanes is how many sources a sweep serves at once: one bit of a word for each.
const lanes = 64

// sweep is a breadth-first search from up to 64 firms at once. Each firm keeps a
// word whose bit k says that source k reached it, so that one look at a link
// serves all sources that stand at the same depth.
//
// Source: Then et al., The more the merrier: efficient multi-source graph
// traversal, Proceedings of the VLDB Endowment 8 (2014).
type sweep struct {
	out        network.Rows
	seen, news []uint64
	vertex     []uint32 // who was reached, level by level
	bits       []uint64 // by which sources
	start      []int    // where each level begins, and the end
}

func newSweep(out network.Rows) *sweep {
	n := len(out.Ptr) - 1
	return &sweep{out: out, seen: make([]uint64, n), news: make([]uint64, n)}
}

// levels returns the number of levels of the last run.
func (s *sweep) levels() int { return len(s.start) - 1 }

// level returns who was reached at a depth, and by which sources.
func (s *sweep) level(d int) ([]uint32, []uint64) {
	return s.vertex[s.start[d]:s.start[d+1]], s.bits[s.start[d]:s.start[d+1]]
}

// run searches from the sources; source k is bit k.
func (s *sweep) run(sources []uint32) {
	clear(s.seen)
	s.vertex, s.bits = append(s.vertex[:0], sources...), s.bits[:0]
	for k, v := range sources {
		s.bits = append(s.bits, 1<<k)
		s.seen[v] |= 1 << k
	}
	s.start = append(s.start[:0], 0, len(sources))
	for s.start[len(s.start)-1] > s.start[len(s.start)-2] {
		from, to := s.start[len(s.start)-2], s.start[len(s.start)-1]
		for i := from; i < to; i++ {
			s.reach(s.vertex[i], s.bits[i])
		}
		for _, w := range s.vertex[to:] {
			b := s.news[w]
			s.seen[w] |= b
			s.news[w] = 0
			s.bits = append(s.bits, b)
		}
		s.start = append(s.start, len(s.vertex))
	}
	s.start = s.start[:len(s.start)-1] // the last level is empty
}

// reach passes the bits of v on to the buyers that they are new to.
func (s *sweep) reach(v uint32, bits uint64) {
	for _, w := range s.out.Col[s.out.Ptr[v]:s.out.Ptr[v+1]] {
		fresh := bits &^ s.seen[w]
		if fresh == 0 {
			continue
		}
		if s.news[w] == 0 {
			s.vertex = append(s.vertex, w)
		}
		s.news[w] |= fresh
	}
}
