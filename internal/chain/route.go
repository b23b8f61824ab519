package chain

import (
	"sort"

	"lianzhang/internal/pinyin"
)

// draw turns the plan into a layout.
func (p *plan) draw() *Layout {
	t := p.t
	l := &Layout{Chain: t.ID, Name: t.Name}
	bottom := margin + laneHead + p.height
	p.drawLanes(l, bottom)
	for i := range p.units {
		u := &p.units[i]
		if u.group >= 0 {
			w, h := u.size()
			l.Groups = append(l.Groups, Box{Group: t.Groups[u.group], X: p.x[p.slots[u.column]] - boxPad, Y: u.y, W: w, H: h})
		}
	}
	for i, n := range t.Nodes {
		full, initials := pinyin.Both(n.Name.Zh)
		l.Nodes = append(l.Nodes, Card{Node: n, Pinyin: full, Initials: initials, SharedWith: n.Shared(), X: p.x[p.slotOf[i]], Y: p.y[i], W: CardWidth, H: CardHeight})
	}
	below := p.drawEdges(l, bottom+boxPad)
	l.Height = below + margin
	for i := range l.Lanes {
		l.Lanes[i].H = bottom + boxPad - l.Lanes[i].Y
	}
	return l
}

func (p *plan) drawLanes(l *Layout, bottom int) {
	for i, s := range p.t.Stages {
		lane := p.lanes[i]
		if lane.last < lane.first {
			continue // a stage without nodes has no lane
		}
		x := p.x[p.slots[lane.first]] - boxPad
		right := p.x[p.slots[lane.last+1]-1] + CardWidth + boxPad
		l.Lanes = append(l.Lanes, Lane{Stage: s, X: x - boxPad, Y: margin, W: right - x + 2*boxPad, H: bottom})
		l.Width = max(l.Width, right+boxPad+margin)
	}
}

// drawEdges routes every edge and returns the lowest y in use.
func (p *plan) drawEdges(l *Layout, bottom int) int {
	index := make(map[NodeID]int, len(p.t.Nodes))
	for i, n := range p.t.Nodes {
		index[n.ID] = i
	}
	gaps := p.gaps()
	returns := 0
	for _, e := range p.t.Edges {
		a, okA := index[e.From]
		b, okB := index[e.To]
		if !okA || !okB {
			continue
		}
		w := Wire{Edge: e}
		switch {
		case e.Feedback || a == b:
			returns++
			w.Points = p.under(a, b, bottom+8+12*returns)
		case p.slotOf[a] == p.slotOf[b]:
			w.Points = p.around(a, b)
		default:
			w.Points = p.across(a, b, gaps)
		}
		l.Edges = append(l.Edges, w)
	}
	if returns > 0 {
		bottom += 8 + 12*returns
	}
	return bottom
}

// across goes from one slot to another through the gaps between cards of the
// slots on the way, each nearest to the straight line.
func (p *plan) across(a, b int, gaps [][]int) []int {
	ya, yb := p.y[a]+CardHeight/2, p.y[b]+CardHeight/2
	from, to, step := p.slotOf[a], p.slotOf[b], 1
	leave, arrive := CardWidth, 0
	if from > to {
		step, leave, arrive = -1, 0, CardWidth
	}
	points := []int{p.x[from] + leave, ya}
	if len(p.t.Nodes) <= routeLimit {
		y := ya
		for s := from + step; s != to; s += step {
			line := y + (yb-y)/(abs(to-s)+1)
			y = nearest(gaps[s], line)
			points = append(points, p.x[s]+arrive, y, p.x[s]+leave, y)
		}
	}
	return append(points, p.x[to]+arrive, yb)
}

// around joins two cards of one slot on their right.
func (p *plan) around(a, b int) []int {
	right := p.x[p.slotOf[a]] + CardWidth
	ya, yb := p.y[a]+CardHeight/2, p.y[b]+CardHeight/2
	return []int{right, ya, right + slotGap/3, ya, right + slotGap/3, yb, right, yb}
}

// under leads a return below everything and up to the left of its end.
func (p *plan) under(a, b, y int) []int {
	right := p.x[p.slotOf[a]] + CardWidth
	left := p.x[p.slotOf[b]]
	ya, yb := p.y[a]+CardHeight/2, p.y[b]+CardHeight/2
	return []int{right, ya, right + slotGap/3, ya, right + slotGap/3, y, left - slotGap/3, y, left - slotGap/3, yb, left, yb}
}

// gaps returns for each slot the heights at which an edge can pass between its
// cards, from top to bottom.
func (p *plan) gaps() [][]int {
	cards := make([][]int, len(p.x))
	for n, s := range p.slotOf {
		cards[s] = append(cards[s], p.y[n])
	}
	gaps := make([][]int, len(p.x))
	for s, ys := range cards {
		sort.Ints(ys)
		if len(ys) == 0 {
			continue
		}
		gaps[s] = append(gaps[s], ys[0]-rowGap/2)
		for i, y := range ys {
			low, high := y+CardHeight+rowGap/2, p.height+margin+laneHead
			if i+1 < len(ys) {
				high = ys[i+1] - rowGap/2
			}
			gaps[s] = append(gaps[s], low)
			// A wide gap lets edges through at several heights.
			for extra := low + 10; extra < high; extra += 10 {
				gaps[s] = append(gaps[s], extra)
			}
		}
		for y := ys[0] - rowGap/2 - 10; y > margin+laneHead; y -= 10 {
			gaps[s] = append(gaps[s], y)
		}
		sort.Ints(gaps[s])
	}
	return gaps
}

// nearest returns the value of the sorted list that is nearest to y; y itself
// when the list is empty.
func nearest(list []int, y int) int {
	if len(list) == 0 {
		return y
	}
	i := sort.SearchInts(list, y)
	if i == len(list) || i > 0 && y-list[i-1] <= list[i]-y {
		i--
	}
	return list[i]
}

func abs(n int) int { return max(n, -n) }
