package chain

import "lianzhang/internal/industry"

// SectorShare tells which percent of the buying sector's intermediate input
// comes from the supplying sector, and whether that is known.
type SectorShare func(supplier, buyer string) (percent float64, known bool)

// Assume returns the map with a share on every edge that states none, taken
// from an input–output table by the sectors of the two nodes: marked assumed,
// grade E, with the table as source. Several suppliers of one sector to one
// buyer divide the sector's share equally. Returns and edges whose sectors are
// not known stay without a share. The map itself is not changed.
func (t *Template) Assume(share SectorShare, source string) *Template {
	sector := make(map[NodeID]string, len(t.Nodes))
	for i := range t.Nodes {
		if n := &t.Nodes[i]; len(n.Industries) > 0 {
			sector[n.ID] = industry.Sector(n.Industries[0])
		}
	}
	type pair struct {
		supplier string
		buyer    NodeID
	}
	rivals := map[pair]int{}
	for i := range t.Edges {
		if e := &t.Edges[i]; !e.Feedback {
			rivals[pair{sector[e.From], e.To}]++
		}
	}
	out := t.Clone()
	for i := range out.Edges {
		e := &out.Edges[i]
		from, to := sector[e.From], sector[e.To]
		if e.Share != nil || e.Feedback || from == "" || to == "" {
			continue
		}
		percent, known := share(from, to)
		if !known {
			continue
		}
		percent /= float64(rivals[pair{from, e.To}])
		e.Share, e.Assumed, e.Grade, e.Source = &percent, true, "E", source
	}
	return out
}

// Stating returns the layout with the edges of t, an [Template.Assume]d copy of
// the map that was laid out. Nothing moves; the layout itself is not changed.
func (l *Layout) Stating(t *Template) *Layout {
	type ends struct{ from, to NodeID }
	stated := make(map[ends]Edge, len(t.Edges))
	for _, e := range t.Edges {
		stated[ends{e.From, e.To}] = e
	}
	out := *l
	out.Edges = make([]Wire, len(l.Edges))
	for i, w := range l.Edges {
		if e, ok := stated[ends{w.From, w.To}]; ok {
			w.Edge = e
		}
		out.Edges[i] = w
	}
	return &out
}
