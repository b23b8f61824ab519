package pairing

import "container/heap"

// augmentSparse is augment over candidate lists: only columns that are named are
// touched, the nearest is kept on a heap.
func (s *search) augmentSparse(free int, candidates [][]Candidate) bool {
	s.begin()
	row, length := free, 0.0
	var h nearestFirst
	for {
		base := length - s.u[row]
		for _, c := range candidates[row] {
			if d := base + c.Cost - s.v[c.Column]; !s.done[c.Column] && d < s.dist[c.Column] {
				s.dist[c.Column], s.from[c.Column] = d, row
				heap.Push(&h, stop{d, c.Column})
			}
		}
		j := -1
		for h.Len() > 0 && j < 0 {
			if next := heap.Pop(&h).(stop); !s.done[next.column] {
				j, length = next.column, next.dist
			}
		}
		if j < 0 {
			return false
		}
		s.done[j] = true
		if s.rowOf[j] < 0 {
			s.turn(free, j, length)
			return true
		}
		s.reached = append(s.reached, j)
		row = s.rowOf[j]
	}
}

// stop is a column at a distance.
type stop struct {
	dist   float64
	column int
}

// nearestFirst is a heap of stops, equals by column so that the order is fixed.
type nearestFirst []stop

func (h nearestFirst) Len() int { return len(h) }
func (h nearestFirst) Less(i, j int) bool {
	return h[i].dist < h[j].dist || (h[i].dist == h[j].dist && h[i].column < h[j].column)
}
func (h nearestFirst) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *nearestFirst) Push(x any)   { *h = append(*h, x.(stop)) }
func (h *nearestFirst) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
