package diagnosis

import "lianzhang/internal/engine/graph"

// structure finds, in the goes-into network cut down to the nodes that have
// firms in the place, the nodes on which it hangs, and the holes between
// nodes that have firms.
func (b *Board) structure(views []view, out []Verdict) {
	var arcs [][2]int
	feeds, fed := make([]bool, len(views)), make([]bool, len(views))
	for _, e := range b.Into {
		from, to := int(e[0]), int(e[1])
		here, there := views[from].firms > 0, views[to].firms > 0
		if here && there {
			arcs = append(arcs, [2]int{from, to})
		}
		fed[to] = fed[to] || here
		feeds[from] = feeds[from] || there
	}
	to := graph.Undirected(len(views), arcs)
	bridge := graph.CutPoints(to).Articulation
	holes := graph.StructuralHoles(to, 1)
	for k := range out {
		m := &out[k].Measures
		m.Bridge = bridge[k]
		m.Hole = views[k].firms == 0 && feeds[k] && fed[k]
		if holes.Known[k] {
			m.Constraint = ptr6(holes.Constraint[k])
		}
	}
}
