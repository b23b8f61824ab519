package graph

// The heap of [shortest] orders by distance, then by number, so that firms at
// the same distance are settled in a fixed order.

func (s *shortest) less(v, w uint32) bool {
	return s.dist[v] < s.dist[w] || (s.dist[v] == s.dist[w] && v < w)
}

func (s *shortest) push(v uint32) {
	s.heap = append(s.heap, v)
	s.up(len(s.heap) - 1)
}

func (s *shortest) up(i int) {
	v := s.heap[i]
	for i > 0 {
		above := (i - 1) / 4
		if !s.less(v, s.heap[above]) {
			break
		}
		s.heap[i] = s.heap[above]
		s.place[s.heap[i]] = int32(i)
		i = above
	}
	s.heap[i] = v
	s.place[v] = int32(i)
}

func (s *shortest) pop() uint32 {
	top, last := s.heap[0], s.heap[len(s.heap)-1]
	s.heap = s.heap[:len(s.heap)-1]
	n, i := len(s.heap), 0
	if n == 0 {
		return top
	}
	for {
		best, from := last, 4*i+1
		at := i
		for c := from; c < min(from+4, n); c++ {
			if s.less(s.heap[c], best) {
				best, at = s.heap[c], c
			}
		}
		if at == i {
			break
		}
		s.heap[i] = best
		s.place[best] = int32(i)
		i = at
	}
	s.heap[i] = last
	s.place[last] = int32(i)
	return top
}
