// Package chain holds the maps of industrial chains.
//
// A template is a catalog file: stages from upstream to downstream, nodes (what
// a firm can stand on), and edges that say what goes into what. What goes into
// a thing is kept apart from what kind of thing it is. A node has one global ID
// and may stand in several chains. A region changes a standard template by
// overrides; the result is its effective map. Maps are published as editions,
// compared, and drawn: the same layout serves screen, print and export, and a
// node never moves because data changed.
package chain

import "slices"

// ID is the identity of a chain, such as "nev".
type ID string

// NodeID is the identity of a node in every chain it belongs to, such as
// "nev.cell".
type NodeID string

// Text is a word in both languages.
type Text struct {
	Zh string `yaml:"zh" json:"zh"`
	En string `yaml:"en" json:"en"`
}

// Positions along a chain.
const (
	Upstream   = "upstream"
	Midstream  = "midstream"
	Downstream = "downstream"
)

// Stage is one lane of the map.
type Stage struct {
	ID       string `yaml:"id" json:"id"`
	Name     Text   `yaml:"name" json:"name"`
	Position string `yaml:"position" json:"position"` // upstream, midstream or downstream
}

// Group is a box of nodes inside a stage.
type Group struct {
	ID    string `yaml:"id" json:"id"`
	Name  Text   `yaml:"name" json:"name"`
	Stage string `yaml:"stage" json:"stage"`
}

// Kind is a class of things that nodes are kinds of; it is not drawn and no
// firm stands on it.
type Kind struct {
	ID     NodeID `yaml:"id" json:"id"`
	Name   Text   `yaml:"name" json:"name"`
	KindOf NodeID `yaml:"kind_of" json:"kind_of,omitempty"`
}

// External says how far a node depends on supplies from abroad, and who says
// so. Unknown means that nobody has found out.
type External struct {
	Dependence string `yaml:"dependence" json:"dependence"` // high, medium, low or unknown
	Note       string `yaml:"note" json:"note,omitempty"`
	Source     string `yaml:"source" json:"source,omitempty"`
	Date       string `yaml:"date" json:"date,omitempty"`
}

// Node is one link of the chain: a product, a material, a service.
type Node struct {
	ID           NodeID    `yaml:"id" json:"id"`
	Name         Text      `yaml:"name" json:"name"`
	Stage        string    `yaml:"stage" json:"stage"`
	Group        string    `yaml:"group" json:"group,omitempty"`
	KindOf       NodeID    `yaml:"kind_of" json:"kind_of,omitempty"`
	Grade        string    `yaml:"grade" json:"value_grade,omitempty"` // high, middle, low; empty is unknown
	Industries   []string  `yaml:"industries" json:"industries,omitempty"`
	HS           []string  `yaml:"hs" json:"hs,omitempty"`               // headings such as "8507" or "8507.60"
	Words        []string  `yaml:"words" json:"words,omitempty"`         // product words that place a firm here
	NotWords     []string  `yaml:"not_words" json:"not_words,omitempty"` // words that contain one of Words and mean something else
	Technologies []string  `yaml:"technologies" json:"technologies,omitempty"`
	Applications []string  `yaml:"applications" json:"applications,omitempty"`
	External     *External `yaml:"external" json:"external,omitempty"`
	// Chains lists every template the node stands in, itself included; more
	// than one means that it is shared. Filled when templates are loaded.
	Chains []ID `yaml:"-" json:"chains,omitempty"`
}

// Shared tells whether the node stands in more than one chain.
func (n *Node) Shared() bool { return len(n.Chains) > 1 }

// Edge says that From goes into To.
type Edge struct {
	From     NodeID  `yaml:"from" json:"from"`
	To       NodeID  `yaml:"to" json:"to"`
	Share    Percent `yaml:"share" json:"share,omitempty"`       // of the buyer's cost; nil when unknown
	Quantity Percent `yaml:"quantity" json:"quantity,omitempty"` // per piece of To; nil when unknown
	Unit     string  `yaml:"unit" json:"unit,omitempty"`         // of Quantity
	Grade    string  `yaml:"grade" json:"grade"`                 // evidence, A best to E
	Source   string  `yaml:"source" json:"source,omitempty"`
	Feedback bool    `yaml:"feedback" json:"feedback,omitempty"` // a return, such as recycling; may close a cycle
	Assumed  bool    `yaml:"assumed" json:"assumed,omitempty"`   // taken from an input–output table, not observed
}

// Percent is a number that may be unknown; 35 means 35 %.
type Percent *float64

// Technology is a way of making that nodes depend on.
type Technology struct {
	ID      string   `yaml:"id" json:"id"`
	Name    Text     `yaml:"name" json:"name"`
	Level   string   `yaml:"level" json:"level"` // lead, parallel, follow or unknown, seen from China
	Holders []string `yaml:"holders" json:"holders,omitempty"`
	Target  string   `yaml:"target" json:"target,omitempty"` // date by which the level is to be reached
}

// Application is a use of the chain's products.
type Application struct {
	ID     string `yaml:"id" json:"id"`
	Name   Text   `yaml:"name" json:"name"`
	Demand string `yaml:"demand" json:"demand,omitempty"`
}

// Template is one standard map, or the effective map of a region.
type Template struct {
	ID           ID            `json:"id"`
	Name         Text          `json:"name"`
	Version      string        `json:"version"`
	Date         string        `json:"date"`
	Source       string        `json:"source"`
	Carrier      string        `json:"carrier"` // chain, cluster, ecosystem or zone
	Factor       string        `json:"factor"`  // labour, capital or technology
	Stages       []Stage       `json:"stages"`
	Groups       []Group       `json:"groups"`
	Kinds        []Kind        `json:"kinds,omitempty"`
	Nodes        []Node        `json:"nodes"`
	Edges        []Edge        `json:"edges"`
	Technologies []Technology  `json:"technologies,omitempty"`
	Applications []Application `json:"applications,omitempty"`
}

// Node returns the node with that ID, or nil.
func (t *Template) Node(id NodeID) *Node {
	for i := range t.Nodes {
		if t.Nodes[i].ID == id {
			return &t.Nodes[i]
		}
	}
	return nil
}

// Stage returns the stage with that ID; ok tells whether there is one.
func (t *Template) Stage(id string) (Stage, bool) {
	i := slices.IndexFunc(t.Stages, func(s Stage) bool { return s.ID == id })
	if i < 0 {
		return Stage{}, false
	}
	return t.Stages[i], true
}

// Position returns where the node stands along the chain: upstream, midstream
// or downstream.
func (t *Template) Position(n *Node) string {
	s, _ := t.Stage(n.Stage)
	return s.Position
}

// standardStages are the lanes of a template that names none.
func standardStages() []Stage {
	return []Stage{
		{ID: Upstream, Name: Text{"上游", "Upstream"}, Position: Upstream},
		{ID: Midstream, Name: Text{"中游", "Midstream"}, Position: Midstream},
		{ID: Downstream, Name: Text{"下游", "Downstream"}, Position: Downstream},
	}
}

// Blank is the map of a chain that follows no standard template: the standard
// lanes, and nothing in them yet.
func Blank(id ID, name Text, factor string) *Template {
	return &Template{ID: id, Name: name, Version: "1", Carrier: "chain", Factor: factor, Stages: standardStages()}
}
