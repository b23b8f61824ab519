package chain

import (
	"cmp"
	"math"
	"slices"
)

// Measures of a drawing, in pixels at zoom 1.
const (
	CardWidth  = 176
	CardHeight = 60

	rowGap    = 14 // between cards of a column
	slotGap   = 52 // between columns inside a box
	columnGap = 76 // between boxes side by side
	laneGap   = 96 // between lanes
	boxPad    = 12
	boxHead   = 26
	unitGap   = 26 // between boxes of a column
	margin    = 28
	laneHead  = 44
	passes    = 10 // barycenter sweeps; four on maps above routeLimit
	// aspect is width over height that the columns are filled for.
	aspect = 1.6
	// routeLimit is the number of nodes above which edges go straight: on a
	// map that large nobody follows one edge by eye, and way points would be
	// most of the answer.
	routeLimit = 800
)

// Lane is one stage as drawn.
type Lane struct {
	Stage
	X int `json:"x"`
	Y int `json:"y"`
	W int `json:"w"`
	H int `json:"h"`
}

// Box is one group as drawn.
type Box struct {
	Group
	X int `json:"x"`
	Y int `json:"y"`
	W int `json:"w"`
	H int `json:"h"`
}

// Card is one node as drawn.
type Card struct {
	Node
	SharedWith bool `json:"shared"`
	// Pinyin and Initials of the Chinese name, for searching.
	Pinyin   string `json:"pinyin"`
	Initials string `json:"initials"`
	X        int    `json:"x"`
	Y        int    `json:"y"`
	W        int    `json:"w"`
	H        int    `json:"h"`
}

// Wire is one edge as drawn. Points are x, y, x, y, …; between two points runs
// a curve that leaves and arrives level, which is a straight line when they
// share x or y.
type Wire struct {
	Edge
	Points []int `json:"points"`
}

// Layout is where everything stands. It depends on the template alone.
type Layout struct {
	Chain  ID     `json:"chain"`
	Name   Text   `json:"name"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Lanes  []Lane `json:"lanes"`
	Groups []Box  `json:"groups"`
	Nodes  []Card `json:"nodes"`
	Edges  []Wire `json:"edges"`
	// Crossings of edges in the drawing, and in the template's own order.
	Crossings int `json:"crossings"`
	Unsorted  int `json:"-"`
}

// unit is a group's nodes, or one node that has no group.
type unit struct {
	group  int // index into Template.Groups, -1 for a single node
	stage  int
	column int     // global column
	inner  [][]int // nodes by inner column, top to bottom
	y, h   int
}

// plan is a layout in the making. Nodes are numbered as in the template.
type plan struct {
	t       *Template
	units   []unit
	unitOf  []int
	in, out [][]int // neighbours by goes-into edges, without returns
	columns [][]int // units by global column, top to bottom
	lanes   []span  // first and last column of each stage
	slots   []int   // first slot of each column; one more at the end
	slotOf  []int
	x       []int // of each slot
	y       []int // of each node
	height  int
	// kept between countings of crossings, so that each needs no new memory
	parts  [][]uint64
	merged []uint64
}

type span struct{ first, last int }

// Arrange lays a template out. The same template gives the same layout.
//
// Lanes follow the stages. Inside a lane, boxes stand in columns by longest
// path and fill; inside a box, cards stand in columns by longest path. The
// order from top to bottom comes from barycenter sweeps; of all sweeps and the
// template's own order the one with the fewest crossings is kept.
// Source: Sugiyama, Tagawa, Toda, Methods for Visual Understanding of
// Hierarchical System Structures (1981).
func Arrange(t *Template) *Layout {
	p := &plan{t: t}
	p.connect()
	p.gather()
	p.spread()
	p.shift()
	p.stack()
	unsorted := p.crossings()
	best := p.sweep(unsorted)
	l := p.draw()
	l.Crossings, l.Unsorted = best, unsorted
	return l
}

// connect builds the neighbour lists.
func (p *plan) connect() {
	index := make(map[NodeID]int, len(p.t.Nodes))
	for i, n := range p.t.Nodes {
		index[n.ID] = i
	}
	p.in, p.out = make([][]int, len(index)), make([][]int, len(index))
	for _, e := range p.t.Edges {
		a, okA := index[e.From]
		b, okB := index[e.To]
		if okA && okB && a != b && !e.Feedback {
			p.out[a] = append(p.out[a], b)
			p.in[b] = append(p.in[b], a)
		}
	}
}

// gather makes the units and the inner columns of each.
func (p *plan) gather() {
	stage := map[string]int{}
	for i, s := range p.t.Stages {
		stage[s.ID] = i
	}
	members := map[string][]int{}
	for i, n := range p.t.Nodes {
		members[n.Group] = append(members[n.Group], i)
	}
	p.unitOf = make([]int, len(p.t.Nodes))
	rows := p.targetRows()
	add := func(group, st int, nodes []int) {
		for _, n := range nodes {
			p.unitOf[n] = len(p.units)
		}
		p.units = append(p.units, unit{group: group, stage: st, inner: [][]int{nodes}})
	}
	for g, group := range p.t.Groups {
		if nodes := members[group.ID]; len(nodes) > 0 {
			add(g, stage[group.Stage], nodes)
		}
	}
	for _, n := range members[""] {
		add(-1, stage[p.t.Nodes[n].Stage], []int{n})
	}
	for i := range p.units {
		p.units[i].inner = p.innerColumns(i, max(6, rows*3/5))
	}
}

// targetRows is how many cards a column should hold for the wished aspect.
func (p *plan) targetRows() int {
	const crowding = 1.35 // boxes, heads and uneven columns
	n := float64(len(p.t.Nodes))
	return max(4, int(math.Sqrt(n*crowding*(CardWidth+64)/(aspect*(CardHeight+rowGap)))))
}

// innerColumns orders a unit's nodes by longest path inside the unit, at most
// most of them in a column: a box stays narrow, and nothing stands right of
// what it goes into.
func (p *plan) innerColumns(u, most int) [][]int {
	nodes := p.units[u].inner[0]
	depth := map[int]int{}
	var deep func(n int) int
	deep = func(n int) int {
		if d, ok := depth[n]; ok {
			return d
		}
		depth[n] = 0 // a cycle among overrides ends here
		d := 0
		for _, from := range p.in[n] {
			if p.unitOf[from] == u {
				d = max(d, deep(from)+1)
			}
		}
		depth[n] = d
		return d
	}
	order := slices.Clone(nodes)
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(deep(a), deep(b)) })
	parts := (len(order) + most - 1) / most
	inner := slices.Collect(slices.Chunk(order, (len(order)+parts-1)/parts))
	return inner
}

// size returns width and height of a unit, its box included.
func (u *unit) size() (w, h int) {
	most := 0
	for _, c := range u.inner {
		most = max(most, len(c))
	}
	w = len(u.inner)*(CardWidth+slotGap) - slotGap
	h = most*(CardHeight+rowGap) - rowGap
	if u.group >= 0 {
		w, h = w+2*boxPad, h+2*boxPad+boxHead
	}
	return w, h
}

// spread fills the columns of each lane with its units, what goes in before
// what it goes into, so that all columns are about as tall: the whole chain
// then has about the wished aspect and can be read on one screen.
func (p *plan) spread() {
	tall := p.targetRows() * (CardHeight + rowGap)
	for s := range p.t.Stages {
		var mine []int
		total := 0
		for i := range p.units {
			if p.units[i].stage == s {
				mine = append(mine, i)
				_, p.units[i].h = p.units[i].size()
				total += (p.units[i].h + unitGap) * len(p.units[i].inner)
			}
		}
		first := len(p.columns)
		order := p.order(mine)
		count := min(len(mine), max(1, (total+tall-1)/tall))
		columns := make([][]int, count)
		at, filled, done := 0, 0, 0
		for i, u := range order {
			h := (p.units[u].h + unitGap) * len(p.units[u].inner)
			// The next column begins when this one has its part of what is left,
			// or when each unit left is needed to give every column one.
			share := (total - done + filled) / (count - at)
			if at < count-1 && filled > 0 && (filled+h/2 > share || len(order)-i <= count-1-at) {
				at, filled = at+1, 0
			}
			columns[at] = append(columns[at], u)
			filled, done = filled+h, done+h
			p.units[u].column = first + at
		}
		for _, c := range columns {
			slices.Sort(c)
		}
		p.columns = append(p.columns, columns...)
		p.lanes = append(p.lanes, span{first, len(p.columns) - 1})
	}
}

// beside returns the units of the same stage next to u, without u.
func (p *plan) beside(u int, next [][]int) []int {
	var list []int
	for _, c := range p.units[u].inner {
		for _, n := range c {
			for _, m := range next[n] {
				v := p.unitOf[m]
				if v != u && p.units[v].stage == p.units[u].stage && !slices.Contains(list, v) {
					list = append(list, v)
				}
			}
		}
	}
	return list
}

// order returns the units with what goes in before what it goes into, shallow
// ones first. Cycles between boxes are cut where the walk in template order
// meets them.
func (p *plan) order(mine []int) []int {
	rank, state := map[int]int{}, map[int]int{}
	var walk func(u int)
	walk = func(u int) {
		state[u] = 1
		for _, v := range p.beside(u, p.in) {
			if state[v] == 0 {
				walk(v)
			}
			if state[v] == 2 {
				rank[u] = max(rank[u], rank[v]+1)
			}
		}
		state[u] = 2
	}
	for _, u := range mine {
		if state[u] == 0 {
			walk(u)
		}
	}
	order := slices.Clone(mine)
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rank[a], rank[b]) })
	return order
}

// shift gives every column its slots and every slot its x.
func (p *plan) shift() {
	p.slotOf = make([]int, len(p.t.Nodes))
	x := margin
	lane := 0
	for c, units := range p.columns {
		if lane+1 < len(p.lanes) && c == p.lanes[lane+1].first {
			lane++
		}
		p.slots = append(p.slots, len(p.x))
		wide := 1
		for _, u := range units {
			wide = max(wide, len(p.units[u].inner))
			for j, nodes := range p.units[u].inner {
				for _, n := range nodes {
					p.slotOf[n] = len(p.x) + j
				}
			}
		}
		x += boxPad
		for range wide {
			p.x = append(p.x, x)
			x += CardWidth + slotGap
		}
		x += boxPad - slotGap
		if c == p.lanes[lane].last {
			x += laneGap
		} else {
			x += columnGap
		}
	}
	p.slots = append(p.slots, len(p.x))
}
