package graph

import (
	"math/rand/v2"

	"lianzhang/internal/engine/draw"
	"lianzhang/internal/engine/network"
)

// pathfinder draws one of the shortest paths between two firms, all equally
// likely, and returns the firms inside it. The slice is valid until the next call.
type pathfinder interface {
	path(r *rand.PCG, s, t uint32) []uint32
}

func newPathfinder(net *network.Network, lengths []float64) pathfinder {
	if lengths != nil {
		return &weightedPath{shortest: newShortest(net.Out(), lengths)}
	}
	n := net.Len()
	return &stepPath{ends: [2]side{newSide(net.Out(), net.In(), n), newSide(net.In(), net.Out(), n)}}
}

// weightedPath searches by Dijkstra from s until t is settled.
type weightedPath struct {
	*shortest
	inside []uint32
}

func (p *weightedPath) path(r *rand.PCG, s, t uint32) []uint32 {
	p.inside = p.inside[:0]
	p.run(s, t)
	if !p.done[t] {
		return nil
	}
	for v := t; ; {
		at := draw.Uniform(r) * p.paths[v]
		next := uint32(None)
		for e := p.first[v]; e >= 0; e = p.before[e].older {
			next = p.before[e].vertex
			if at -= p.paths[next]; at < 0 {
				break
			}
		}
		if next == s {
			return p.inside
		}
		p.inside = append(p.inside, next)
		v = next
	}
}

// side is a breadth-first search from one of the two ends.
type side struct {
	ahead, back network.Rows
	depth       []uint32 // from 1; 0 for not reached
	paths       []float64
	reached     []uint32
	from        int // where the last level begins in reached
}

func newSide(ahead, back network.Rows, n int) side {
	return side{ahead: ahead, back: back, depth: make([]uint32, n), paths: make([]float64, n)}
}

func (s *side) begin(v uint32) {
	for _, u := range s.reached {
		s.depth[u] = 0
	}
	s.reached, s.from = append(s.reached[:0], v), 0
	s.depth[v], s.paths[v] = 1, 1
}

// work is how many links the next level would look at.
func (s *side) work() int {
	sum := 0
	for _, v := range s.reached[s.from:] {
		sum += s.ahead.Degree(v)
	}
	return sum
}

// grow adds a level.
func (s *side) grow() {
	to := len(s.reached)
	for _, v := range s.reached[s.from:to] {
		for _, w := range s.ahead.Col[s.ahead.Ptr[v]:s.ahead.Ptr[v+1]] {
			switch s.depth[w] {
			case 0:
				s.depth[w], s.paths[w] = s.depth[v]+1, s.paths[v]
				s.reached = append(s.reached, w)
			case s.depth[v] + 1:
				s.paths[w] += s.paths[v]
			}
		}
	}
	s.from = to
}

// stepPath searches level by level from both ends, from the one with less work,
// until the two meet.
type stepPath struct {
	ends   [2]side
	meet   []uint32
	inside []uint32
}

func (p *stepPath) path(r *rand.PCG, s, t uint32) []uint32 {
	a, b := &p.ends[0], &p.ends[1]
	a.begin(s)
	b.begin(t)
	p.meet, p.inside = p.meet[:0], p.inside[:0]
	for len(p.meet) == 0 {
		grown, other := a, b
		wa, wb := a.work(), b.work()
		if wa == 0 || wb == 0 {
			return nil
		}
		if wb < wa {
			grown, other = b, a
		}
		grown.grow()
		for _, v := range grown.reached[grown.from:] {
			if other.depth[v] != 0 { // so far on its last level, or they had met before
				p.meet = append(p.meet, v)
			}
		}
	}
	sum := 0.0
	for _, v := range p.meet {
		sum += float64(a.paths[v] * b.paths[v])
	}
	at, middle := draw.Uniform(r)*sum, p.meet[0]
	for _, v := range p.meet {
		middle = v
		if at -= float64(a.paths[v] * b.paths[v]); at < 0 {
			break
		}
	}
	if middle != s && middle != t {
		p.inside = append(p.inside, middle)
	}
	p.walk(r, a, middle)
	p.walk(r, b, middle)
	return p.inside
}

// walk draws the way from v back to the end of a side.
func (p *stepPath) walk(r *rand.PCG, s *side, v uint32) {
	for s.depth[v] > 2 {
		at := draw.Uniform(r) * s.paths[v]
		next := uint32(None)
		for _, u := range s.back.Col[s.back.Ptr[v]:s.back.Ptr[v+1]] {
			if s.depth[u]+1 == s.depth[v] && s.depth[u] > 0 {
				next = u
				if at -= s.paths[u]; at < 0 {
					break
				}
			}
		}
		p.inside = append(p.inside, next)
		v = next
	}
}
