package chain

import (
	"slices"
	"strings"

	"lianzhang/internal/region"
)

// Override is a region's change of one node: it adds a node that the template
// has not, renames or regrades one that it has, or leaves one out. Empty
// fields change nothing.
type Override struct {
	Row        int // of the sheet it came from, 0 when typed by hand
	Chain      ID
	Code       NodeID
	Region     region.Code
	Name       string
	Stage      string
	Parent     string   // ID or name of a group, a kind or a node that this one is a kind of
	Inputs     []string // IDs or names of nodes that go into this one
	Industries []string
	Words      []string
	HS         []string
	Grade      string
	Dropped    bool
	Source     string
}

// Notice is something about an override that a person should know.
type Notice struct {
	Row      int    `json:"row,omitempty"`
	Code     string `json:"code"`
	What     string `json:"what"`
	Severity string `json:"severity"` // error or warning
}

// Clone returns a copy that can be changed without touching t.
func (t *Template) Clone() *Template {
	c := *t
	c.Stages, c.Groups, c.Kinds = slices.Clone(t.Stages), slices.Clone(t.Groups), slices.Clone(t.Kinds)
	c.Nodes, c.Edges = slices.Clone(t.Nodes), slices.Clone(t.Edges)
	c.Technologies, c.Applications = slices.Clone(t.Technologies), slices.Clone(t.Applications)
	return &c
}

// Effective returns the map of a place: the template changed by the overrides
// of the place and of the larger places that it lies in, the larger first.
// What is wrong with an override is told with its row, and that part of it is
// not applied; a cycle of goes-into edges is refused whole. Warnings are
// applied and told.
func Effective(t *Template, overrides []Override, place region.Code) (*Template, []Notice) {
	var mine []Override
	for _, o := range overrides {
		if at := o.Region; at == "" || at.Contains(place) {
			mine = append(mine, o)
		}
	}
	slices.SortStableFunc(mine, func(a, b Override) int {
		if d := int(a.Region.Level()) - int(b.Region.Level()); d != 0 {
			return d
		}
		return strings.Compare(string(a.Code), string(b.Code))
	})
	m := &merger{t: t.Clone()}
	for _, o := range mine {
		m.nodes(o)
	}
	m.index()
	before := len(m.t.Edges)
	for _, o := range mine {
		if !o.Dropped {
			m.inputs(o, false)
		}
	}
	if m.t.Cycle() != nil {
		// Some edge closes a cycle: find out which, one at a time.
		m.t.Edges, m.notices = m.t.Edges[:before], m.kept
		m.index()
		for _, o := range mine {
			if !o.Dropped {
				m.inputs(o, true)
			}
		}
	}
	m.hierarchy(mine)
	m.orphans()
	return m.t, m.notices
}

type merger struct {
	t       *Template
	notices []Notice
	kept    []Notice        // before the edges were added
	at      map[string]int  // nodes by ID and by name
	has     map[string]bool // edges
}

// index prepares for adding edges: nodes by ID and name, edges by their ends.
func (m *merger) index() {
	m.kept = slices.Clip(m.notices)
	m.at, m.has = map[string]int{}, map[string]bool{}
	for i, n := range slices.Backward(m.t.Nodes) {
		m.at[n.Name.En], m.at[n.Name.Zh] = i, i
	}
	for i, n := range m.t.Nodes {
		m.at[string(n.ID)] = i
	}
	for _, e := range m.t.Edges {
		m.has[edgeKey(e)] = true
	}
}

func (m *merger) say(o Override, severity, code, what string) {
	m.notices = append(m.notices, Notice{Row: o.Row, Code: code, What: what, Severity: severity})
}

// nodes adds, changes or drops the node itself.
func (m *merger) nodes(o Override) {
	n := m.t.Node(o.Code)
	if o.Dropped {
		if n == nil {
			m.say(o, "warning", "NODE_UNKNOWN", string(o.Code))
			return
		}
		m.t.Nodes = slices.DeleteFunc(m.t.Nodes, func(x Node) bool { return x.ID == o.Code })
		m.t.Edges = slices.DeleteFunc(m.t.Edges, func(e Edge) bool { return e.From == o.Code || e.To == o.Code })
		for i := range m.t.Nodes {
			if m.t.Nodes[i].KindOf == o.Code {
				m.t.Nodes[i].KindOf = ""
			}
		}
		return
	}
	if n == nil {
		m.t.Nodes = append(m.t.Nodes, Node{ID: o.Code, Name: Text{o.Name, o.Name}, Stage: o.Stage, Chains: []ID{m.t.ID}})
		n = &m.t.Nodes[len(m.t.Nodes)-1]
	}
	if o.Name != "" && o.Name != n.Name.Zh {
		n.Name = Text{o.Name, o.Name}
	}
	if o.Grade != "" {
		n.Grade = o.Grade
	}
	for _, f := range []struct {
		to   *[]string
		from []string
	}{{&n.Industries, o.Industries}, {&n.Words, o.Words}, {&n.HS, o.HS}} {
		if len(f.from) > 0 {
			*f.to = slices.Clone(f.from)
		}
	}
	m.stand(o, n)
}

// stand puts the node into its stage and group.
func (m *merger) stand(o Override, n *Node) {
	if o.Parent != "" {
		if i := slices.IndexFunc(m.t.Groups, func(g Group) bool { return g.ID == o.Parent || g.Name.Zh == o.Parent }); i >= 0 {
			n.Group, n.Stage = m.t.Groups[i].ID, m.t.Groups[i].Stage
			return
		}
	}
	if o.Stage != "" && o.Stage != n.Stage {
		n.Stage, n.Group = o.Stage, ""
	}
	if _, ok := m.t.Stage(n.Stage); !ok {
		stage := m.t.Stages[0].ID
		for _, s := range m.t.Stages {
			if s.Position == n.Stage {
				stage = s.ID // "upstream" in a chain with stages of its own
				break
			}
		}
		if n.Stage == "" {
			m.say(o, "warning", "STAGE_UNKNOWN", string(o.Code))
		}
		n.Stage = stage
	}
}

// find returns the node with that ID or name.
func (m *merger) find(word string) *Node {
	if i, ok := m.at[word]; ok {
		return &m.t.Nodes[i]
	}
	return nil
}

// inputs adds the edges of an override. One that is there already is kept as
// it is; with careful one that closes a cycle is refused.
func (m *merger) inputs(o Override, careful bool) {
	for _, word := range o.Inputs {
		from := m.find(word)
		switch {
		case from == nil:
			m.say(o, "error", "NODE_UNKNOWN", word)
			continue
		case from.ID == o.Code:
			m.say(o, "error", "NODE_SELF", string(o.Code))
			continue
		}
		e := Edge{From: from.ID, To: o.Code, Grade: "C", Source: o.Source}
		if m.has[edgeKey(e)] {
			continue
		}
		m.t.Edges = append(m.t.Edges, e)
		if careful {
			if cycle := m.t.Cycle(); cycle != nil {
				m.t.Edges = m.t.Edges[:len(m.t.Edges)-1]
				m.say(o, "error", "CHAIN_CYCLE", trailOf(cycle))
				continue
			}
		}
		m.has[edgeKey(e)] = true
	}
}

// hierarchy sets what the nodes are kinds of and refuses circles and towers.
func (m *merger) hierarchy(mine []Override) {
	for _, o := range mine {
		n := m.t.Node(o.Code)
		if n == nil || o.Dropped || o.Parent == "" || n.Group == o.Parent {
			continue
		}
		if slices.ContainsFunc(m.t.Groups, func(g Group) bool { return g.Name.Zh == o.Parent || g.ID == o.Parent }) {
			continue
		}
		up := NodeID(o.Parent)
		if parent := m.find(o.Parent); parent != nil {
			up = parent.ID
		} else if !slices.ContainsFunc(m.t.Kinds, func(k Kind) bool { return k.ID == up }) {
			m.say(o, "error", "NODE_UNKNOWN", o.Parent)
			continue
		}
		before := n.KindOf
		n.KindOf = up
		c := &checker{t: m.t}
		parents := map[NodeID]NodeID{}
		for _, k := range m.t.Kinds {
			parents[k.ID] = k.KindOf
		}
		for _, x := range m.t.Nodes {
			parents[x.ID] = x.KindOf
		}
		if c.climb(n.ID, parents); len(c.found) > 0 {
			n.KindOf = before
			m.say(o, "error", c.found[0].Code, c.found[0].What)
		}
	}
}

// orphans warns of nodes that nothing goes into and that go into nothing.
func (m *merger) orphans() {
	joined := map[NodeID]bool{}
	for _, e := range m.t.Edges {
		joined[e.From], joined[e.To] = true, true
	}
	for _, n := range m.t.Nodes {
		if !joined[n.ID] {
			m.notices = append(m.notices, Notice{Code: "NODE_UNLINKED", What: string(n.ID), Severity: "warning"})
		}
	}
}
