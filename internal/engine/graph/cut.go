package graph

// Cuts are the single firms and single ties that hold an undirected network
// together.
type Cuts struct {
	Articulation []bool      // for each vertex: without it there are more pieces than before
	Bridges      [][2]uint32 // ties without which there is one piece more; the smaller end first, in increasing order
}

// CutPoints finds articulation points and bridges in one depth-first walk, in
// time proportional to vertices and ties.
//
// Source: Hopcroft and Tarjan, Algorithm 447, Communications of the ACM 16
// (1973): a child whose subtree has no tie to before its parent hangs on it.
func CutPoints(t Ties) Cuts {
	n := t.Len()
	w := lowWalk{ties: t, order: make([]uint32, n), cut: make([]bool, n)}
	for root := range uint32(n) {
		if w.order[root] == 0 {
			w.from(root)
		}
	}
	sortPairs(w.bridges)
	return Cuts{Articulation: w.cut, Bridges: w.bridges}
}

// lowWalk is a depth-first walk that keeps, for each vertex on the way, the
// earliest vertex that its subtree is tied to.
type lowWalk struct {
	ties    Ties
	order   []uint32 // when a vertex was reached, from 1; 0 for not yet
	count   uint32
	cut     []bool
	bridges [][2]uint32
	path    []lowStep
}

type lowStep struct{ vertex, low, next uint32 }

func (w *lowWalk) enter(v uint32) {
	w.count++
	w.order[v] = w.count
	w.path = append(w.path, lowStep{v, w.count, w.ties.Ptr[v]})
}

func (w *lowWalk) from(root uint32) {
	w.enter(root)
	children := 0
	for {
		top := &w.path[len(w.path)-1]
		parent := uint32(None)
		if len(w.path) > 1 {
			parent = w.path[len(w.path)-2].vertex
		}
		if child := w.scan(top, parent); child != None {
			w.enter(child)
			continue
		}
		low, v := top.low, top.vertex
		w.path = w.path[:len(w.path)-1]
		if parent == None {
			break
		}
		above := &w.path[len(w.path)-1]
		above.low = min(above.low, low)
		if low > w.order[parent] {
			w.bridges = append(w.bridges, [2]uint32{min(parent, v), max(parent, v)})
		}
		if parent == root {
			children++
		} else if low >= w.order[parent] {
			w.cut[parent] = true
		}
	}
	w.cut[root] = children > 1
}

// scan goes on through the neighbours of a step until one was not reached yet.
func (w *lowWalk) scan(s *lowStep, parent uint32) uint32 {
	low, end := s.low, w.ties.Ptr[s.vertex+1]
	for e := s.next; e < end; e++ {
		c := w.ties.Col[e]
		at := w.order[c]
		if at == 0 {
			s.low, s.next = low, e+1
			return c
		}
		if at < low && c != parent {
			low = at
		}
	}
	s.low, s.next = low, end
	return None
}
