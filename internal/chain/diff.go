package chain

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
)

// NodeChange is a node that is in both maps and not the same.
type NodeChange struct {
	ID     NodeID   `json:"id"`
	What   []string `json:"what"` // renamed, regraded, moved, external, described
	Before Node     `json:"before"`
	After  Node     `json:"after"`
}

// EdgeChange is an edge that is in both maps and not the same.
type EdgeChange struct {
	From   NodeID `json:"from"`
	To     NodeID `json:"to"`
	Before Edge   `json:"before"`
	After  Edge   `json:"after"`
}

// Difference says how to get from one map to another.
type Difference struct {
	NodesAdded   []Node       `json:"nodes_added"`
	NodesRemoved []Node       `json:"nodes_removed"`
	NodesChanged []NodeChange `json:"nodes_changed"`
	EdgesAdded   []Edge       `json:"edges_added"`
	EdgesRemoved []Edge       `json:"edges_removed"`
	EdgesChanged []EdgeChange `json:"edges_changed"`
}

// Empty tells whether the maps are the same.
func (d *Difference) Empty() bool {
	return len(d.NodesAdded)+len(d.NodesRemoved)+len(d.NodesChanged)+len(d.EdgesAdded)+len(d.EdgesRemoved)+len(d.EdgesChanged) == 0
}

// Compare tells what changed from a to b: nodes and edges, not the frame
// around them. Everything is ordered by ID.
func Compare(a, b *Template) *Difference {
	d := &Difference{
		NodesAdded: []Node{}, NodesRemoved: []Node{}, NodesChanged: []NodeChange{},
		EdgesAdded: []Edge{}, EdgesRemoved: []Edge{}, EdgesChanged: []EdgeChange{},
	}
	before, after := nodesOf(a), nodesOf(b)
	for _, id := range sortedKeys(before, after, strings.Compare) {
		x, had := before[id]
		y, has := after[id]
		switch {
		case !had:
			d.NodesAdded = append(d.NodesAdded, y)
		case !has:
			d.NodesRemoved = append(d.NodesRemoved, x)
		default:
			if what := changed(x, y); len(what) > 0 {
				d.NodesChanged = append(d.NodesChanged, NodeChange{NodeID(id), what, x, y})
			}
		}
	}
	from, to := edgesOf(a), edgesOf(b)
	for _, key := range sortedKeys(from, to, strings.Compare) {
		x, had := from[key]
		y, has := to[key]
		switch {
		case !had:
			d.EdgesAdded = append(d.EdgesAdded, y)
		case !has:
			d.EdgesRemoved = append(d.EdgesRemoved, x)
		case !reflect.DeepEqual(x, y):
			d.EdgesChanged = append(d.EdgesChanged, EdgeChange{x.From, x.To, x, y})
		}
	}
	return d
}

// Apply returns a with the difference made, nodes and edges ordered by ID.
func (d *Difference) Apply(a *Template) *Template {
	nodes, edges := nodesOf(a), edgesOf(a)
	for _, n := range d.NodesRemoved {
		delete(nodes, string(n.ID))
	}
	for _, n := range d.NodesAdded {
		nodes[string(n.ID)] = n
	}
	for _, c := range d.NodesChanged {
		nodes[string(c.ID)] = c.After
	}
	for _, e := range d.EdgesRemoved {
		delete(edges, edgeKey(e))
	}
	for _, e := range d.EdgesAdded {
		edges[edgeKey(e)] = e
	}
	for _, c := range d.EdgesChanged {
		edges[edgeKey(c.After)] = c.After
	}
	t := a.Clone()
	t.Nodes, t.Edges = nil, nil
	for _, id := range sortedKeys(nodes, nil, strings.Compare) {
		t.Nodes = append(t.Nodes, nodes[id])
	}
	for _, key := range sortedKeys(edges, nil, strings.Compare) {
		t.Edges = append(t.Edges, edges[key])
	}
	return t
}

// changed names the ways in which two versions of a node differ. Which other
// chains hold the node is no property of this map.
func changed(a, b Node) []string {
	var what []string
	note := func(word string, same bool) {
		if !same {
			what = append(what, word)
		}
	}
	note("renamed", a.Name == b.Name)
	note("regraded", a.Grade == b.Grade)
	note("moved", a.Stage == b.Stage && a.Group == b.Group && a.KindOf == b.KindOf)
	note("external", reflect.DeepEqual(a.External, b.External))
	rest := func(n Node) [6]string {
		return [6]string{joined(n.Industries), joined(n.HS), joined(n.Words), joined(n.NotWords), joined(n.Technologies), joined(n.Applications)}
	}
	note("described", rest(a) == rest(b))
	return what
}

func joined(words []string) string { return strings.Join(words, "\x00") }

func nodesOf(t *Template) map[string]Node {
	all := make(map[string]Node, len(t.Nodes))
	for _, n := range t.Nodes {
		all[string(n.ID)] = n
	}
	return all
}

func edgeKey(e Edge) string { return string(e.From) + "\x00" + string(e.To) }

func edgesOf(t *Template) map[string]Edge {
	all := make(map[string]Edge, len(t.Edges))
	for _, e := range t.Edges {
		all[edgeKey(e)] = e
	}
	return all
}

// sortedKeys returns the keys of both maps, each once, in order.
func sortedKeys[K cmp.Ordered, V any](a, b map[K]V, order func(K, K) int) []K {
	keys := make([]K, 0, len(a)+len(b))
	for k := range a {
		keys = append(keys, k)
	}
	for k := range b {
		if _, both := a[k]; !both {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, order)
	return keys
}
