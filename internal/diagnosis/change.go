package diagnosis

import (
	"cmp"
	"slices"
	"strings"
)

// Moment is a kept diagnosis read back.
type Moment struct {
	Kept
	Result Result
	Behind map[string][]string // see [Board.Behind]
}

// How a record moved between two diagnoses.
const (
	Added     = "added"
	Changed   = "changed"
	Withdrawn = "withdrawn"
)

// Why a class moved when no record behind the node did.
const (
	CauseThresholds = "thresholds" // another set judged
	CauseTemplate   = "template"   // the map itself changed
	CauseScope      = "scope"
	CauseBeside     = "neighbours" // a node beside it became strong or stopped being so
	CauseElsewhere  = "elsewhere"  // nation or peers moved
	CauseTime       = "time"       // a search grew too old
)

// Move is a record that appeared, changed or went.
type Move struct {
	ID   string `json:"id"`
	Kind string `json:"kind"` // first letter of the public ID tells: firm, placement, …
	How  string `json:"how"`  // added, changed, withdrawn
}

// Change is a node whose class is not what it was, with the cause.
type Change struct {
	Node    string   `json:"id"`
	From    Class    `json:"from"` // empty: the node was not on the map
	To      Class    `json:"to"`   // empty: the node is no longer on the map
	Score   *float64 `json:"score_from"`
	Now     *float64 `json:"score_to"`
	Records []Move   `json:"records"`
	Causes  []string `json:"causes"` // besides the records
	Closed  bool     `json:"closed"` // a gap that evidence closed
	Reopen  bool     `json:"reopened"`
}

// prefixes tell the kind of a record by the first letter of its public ID.
var prefixes = map[byte]string{
	'F': "firm", 'A': "placement", 'V': "survey", 'J': "project", 'I': "institute", 'D': "dependence", 'P': "product", 'L': "link",
}

// Changes lists every node whose class differs between two diagnoses of one
// chain and place, in the order of the later map, with the records that were
// added, changed or withdrawn behind it. A gap leaves the list only with
// evidence, and returns when the evidence goes: either way the records say so.
func Changes(from, to *Moment) []Change {
	was := map[string]*Verdict{}
	for i := range from.Result.Nodes {
		was[from.Result.Nodes[i].ID] = &from.Result.Nodes[i]
	}
	out := []Change{}
	for i := range to.Result.Nodes {
		now := &to.Result.Nodes[i]
		old := was[now.ID]
		delete(was, now.ID)
		if old != nil && old.Class == now.Class {
			continue
		}
		c := Change{Node: now.ID, To: now.Class, Now: now.Score, Records: moves(from.Behind[now.ID], to.Behind[now.ID])}
		if old == nil {
			c.Causes = []string{CauseTemplate}
		} else {
			c.From, c.Score = old.Class, old.Score
			c.Closed = gap(old.Class) && !gap(now.Class) && now.Class != Unclear
			c.Reopen = gap(now.Class) && !gap(old.Class) && old.Class != Unclear
			c.Causes = causes(from, to, old, now, len(c.Records) > 0)
		}
		out = append(out, c)
	}
	gone := make([]string, 0, len(was))
	for id := range was {
		gone = append(gone, id)
	}
	slices.Sort(gone)
	for _, id := range gone {
		out = append(out, Change{Node: id, From: was[id].Class, Score: was[id].Score, Records: []Move{}, Causes: []string{CauseTemplate}})
	}
	return out
}

// gap tells whether a class is a hole in the chain.
func gap(c Class) bool { return c == Missing }

// moves compares two ordered lists of "ID@version".
func moves(from, to []string) []Move {
	version := func(list []string) map[string]string {
		m := make(map[string]string, len(list))
		for _, s := range list {
			id, v, _ := strings.Cut(s, "@")
			m[id] = v
		}
		return m
	}
	old, now := version(from), version(to)
	out := []Move{}
	for id, v := range now {
		if was, there := old[id]; !there {
			out = append(out, Move{id, prefixes[id[0]], Added})
		} else if was != v {
			out = append(out, Move{id, prefixes[id[0]], Changed})
		}
	}
	for id := range old {
		if _, there := now[id]; !there {
			out = append(out, Move{id, prefixes[id[0]], Withdrawn})
		}
	}
	slices.SortFunc(out, func(a, b Move) int { return cmp.Or(cmp.Compare(a.How, b.How), cmp.Compare(a.ID, b.ID)) })
	return out
}

// causes names what moved a class besides its own records.
func causes(from, to *Moment, old, now *Verdict, moved bool) []string {
	out := []string{}
	if from.Result.Thresholds.SHA256 != to.Result.Thresholds.SHA256 {
		out = append(out, CauseThresholds)
	}
	if from.Result.Template != to.Result.Template {
		out = append(out, CauseTemplate)
	}
	if from.Result.Scope != to.Result.Scope {
		out = append(out, CauseScope)
	}
	if old.Evidence != nil && now.Evidence != nil {
		if !slices.Equal(strong(old.Evidence.Beside), strong(now.Evidence.Beside)) {
			out = append(out, CauseBeside)
		}
		if !moved && valid(old.Evidence.Searches) && !valid(now.Evidence.Searches) {
			out = append(out, CauseTime)
		}
	}
	if len(out) == 0 && !moved {
		out = append(out, CauseElsewhere)
	}
	return out
}

func strong(beside []NeighbourRef) []string {
	var out []string
	for _, n := range beside {
		if n.Class == Strong {
			out = append(out, n.ID)
		}
	}
	return out
}

func valid(searches []SearchRef) bool {
	return slices.ContainsFunc(searches, func(s SearchRef) bool { return s.Valid })
}
