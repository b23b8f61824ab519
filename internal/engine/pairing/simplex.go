package pairing

import "math"

// tree is the network simplex: a spanning tree of arcs, rooted at an extra node,
// with all other arcs at zero or at capacity. Node values are such that every arc
// of the tree has reduced cost 0. The tree stays strongly feasible: from every
// node some amount can be sent to the root, so steps without gain cannot repeat.
type tree struct {
	nodes, root int
	from, to    []int32
	capacity    []int64
	cost, flow  []int64
	state       []int8 // of an arc: atZero, atCapacity or inTree
	value       []int64

	parent, arc, depth []int32
	up                 []bool  // the arc to the parent leads to the parent
	child, next, prev  []int32 // lists of children
	nextArc            int     // where the search for an entering arc goes on
}

const (
	atZero     int8 = 1
	inTree     int8 = 0
	atCapacity int8 = -1
	none            = int32(-1)
)

func newTree(nodes, arcs int) *tree {
	t := &tree{
		nodes: nodes, root: nodes, value: make([]int64, nodes+1),
		parent: make([]int32, nodes+1), arc: make([]int32, nodes+1), depth: make([]int32, nodes+1), up: make([]bool, nodes+1),
		child: make([]int32, nodes+1), next: make([]int32, nodes+1), prev: make([]int32, nodes+1),
	}
	total := arcs + nodes
	t.from, t.to = make([]int32, 0, total), make([]int32, 0, total)
	t.capacity, t.cost = make([]int64, 0, total), make([]int64, 0, total)
	return t
}

func (t *tree) add(from, to int, capacity, cost int64) {
	t.from, t.to = append(t.from, int32(from)), append(t.to, int32(to))
	t.capacity, t.cost = append(t.capacity, capacity), append(t.cost, cost)
}

// run finds the cheapest circulation and returns the number of pivots.
func (t *tree) run() int {
	arcs := len(t.from)
	t.plant()
	for pivots := 0; ; pivots++ {
		in := t.entering(arcs)
		if in < 0 {
			return pivots
		}
		t.pivot(in)
	}
}

// plant hangs every node on the root by an arc of its own, which can never carry
// anything, for no arc leads away from the root.
func (t *tree) plant() {
	arcs := len(t.from)
	for v := range t.nodes {
		t.add(v, t.root, math.MaxInt64/4, 0)
	}
	t.flow, t.state = make([]int64, len(t.from)), make([]int8, len(t.from))
	for a := range arcs {
		t.state[a] = atZero
	}
	for v := range t.child {
		t.child[v] = none
	}
	t.parent[t.root], t.arc[t.root] = none, none
	for v := range t.nodes {
		t.arc[v], t.up[v] = int32(arcs+v), true
		t.hang(int32(v), int32(t.root))
	}
}

// hang makes v a child of p.
func (t *tree) hang(v, p int32) {
	t.parent[v], t.depth[v] = p, t.depth[p]+1
	t.prev[v], t.next[v] = none, t.child[p]
	if t.child[p] != none {
		t.prev[t.child[p]] = v
	}
	t.child[p] = v
}

// cut takes v from its parent.
func (t *tree) cut(v int32) {
	if t.prev[v] != none {
		t.next[t.prev[v]] = t.next[v]
	} else {
		t.child[t.parent[v]] = t.next[v]
	}
	if t.next[v] != none {
		t.prev[t.next[v]] = t.prev[v]
	}
}

// reduced is the cost of an arc beyond what the values of its ends say.
func (t *tree) reduced(a int) int64 { return t.cost[a] + t.value[t.from[a]] - t.value[t.to[a]] }

// entering returns the arc that gains most in the next block that has one, or -1.
func (t *tree) entering(arcs int) int {
	block := max(20, int(math.Sqrt(float64(arcs))))
	best, in := int64(0), -1
	for looked := 1; looked <= arcs; looked++ {
		a := t.nextArc
		if t.nextArc++; t.nextArc == arcs {
			t.nextArc = 0
		}
		if d := int64(t.state[a]) * t.reduced(a); d < best {
			best, in = d, a
		}
		if looked%block == 0 && in >= 0 {
			break
		}
	}
	return in
}

// pivot sends as much as possible around the circle that the arc closes and
// exchanges it with the arc that is used up: the last one met on the way from the
// apex along the circle, which keeps the tree strongly feasible.
func (t *tree) pivot(in int) {
	first, second := t.from[in], t.to[in]
	if t.state[in] == atCapacity {
		first, second = second, first
	}
	apex := t.apex(first, second)
	most, out, side := t.capacity[in], none, 0
	for v := first; v != apex; v = t.parent[v] {
		if room := t.room(v, false); room < most {
			most, out, side = room, v, 1
		}
	}
	for v := second; v != apex; v = t.parent[v] {
		if room := t.room(v, true); room <= most {
			most, out, side = room, v, 2
		}
	}
	t.send(in, first, second, apex, most)
	if side == 0 {
		t.state[in] = -t.state[in]
		return
	}
	t.state[in] = inTree
	gone := t.arc[out]
	if t.flow[gone] == 0 {
		t.state[gone] = atZero
	} else {
		t.state[gone] = atCapacity
	}
	if side == 1 {
		t.graft(first, second, out, in)
	} else {
		t.graft(second, first, out, in)
	}
}

// apex returns the lowest node above both.
func (t *tree) apex(a, b int32) int32 {
	for a != b {
		if t.depth[a] >= t.depth[b] {
			a = t.parent[a]
		} else {
			b = t.parent[b]
		}
	}
	return a
}

// room is how much more can go along the arc of v, upwards or downwards.
func (t *tree) room(v int32, upwards bool) int64 {
	a := t.arc[v]
	if t.up[v] == upwards {
		return t.capacity[a] - t.flow[a]
	}
	return t.flow[a]
}

func (t *tree) send(in int, first, second, apex int32, amount int64) {
	if amount == 0 {
		return
	}
	t.flow[in] += int64(t.sign(in)) * amount
	for v := first; v != apex; v = t.parent[v] {
		t.shift(v, !t.up[v], amount)
	}
	for v := second; v != apex; v = t.parent[v] {
		t.shift(v, t.up[v], amount)
	}
}

func (t *tree) sign(in int) int8 { return t.state[in] } // away from zero, or down from capacity

func (t *tree) shift(v int32, more bool, amount int64) {
	if more {
		t.flow[t.arc[v]] += amount
	} else {
		t.flow[t.arc[v]] -= amount
	}
}

// graft cuts the subtree below out, makes v its root and hangs it below p by the
// arc in.
func (t *tree) graft(v, p, out int32, in int) {
	t.cut(out)
	// Turn the stem from v to out around.
	node, above, arc, up := v, p, int32(in), int(t.from[in]) == int(v)
	for {
		oldParent, oldArc, oldUp := t.parent[node], t.arc[node], t.up[node]
		if node != out {
			t.cut(node)
		}
		t.arc[node], t.up[node] = arc, up
		t.hang(node, above)
		if node == out {
			break
		}
		node, above, arc, up = oldParent, node, oldArc, !oldUp
	}
	// Bring the values of the subtree in line with its new arc.
	change := t.reduced(in)
	if int(t.from[in]) == int(v) {
		change = -change
	}
	t.walk(v, func(w int32) {
		t.value[w] += change
		t.depth[w] = t.depth[t.parent[w]] + 1
	})
}

// walk visits v and everything below it, parents first.
func (t *tree) walk(v int32, visit func(int32)) {
	w := v
	for {
		visit(w)
		if t.child[w] != none {
			w = t.child[w]
			continue
		}
		for w != v && t.next[w] == none {
			w = t.parent[w]
		}
		if w == v {
			return
		}
		w = t.next[w]
	}
}
