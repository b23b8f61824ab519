package list

import (
	"reflect"
	"slices"
	"sort"
	"strings"
)

// What happened to a row between two editions.
const (
	Entered = "entered"
	Left    = "left"
	Moved   = "moved"   // another rank
	Changed = "changed" // same rank, other cells or other facts behind it
)

// Event is one difference between two editions, with its causes.
type Event struct {
	Kind   string   `json:"kind"`
	Key    string   `json:"key"`
	From   int      `json:"from,omitempty"` // rank before
	To     int      `json:"to,omitempty"`   // rank after
	Before *Row     `json:"before,omitempty"`
	After  *Row     `json:"after,omitempty"`
	Fields []string `json:"fields,omitempty"` // columns that differ
	Causes []Cause  `json:"causes"`
}

// Kinds of cause.
const (
	ByFact       = "fact"       // a deciding value differs
	ByDecision   = "decision"   // a reviewer decided otherwise
	ByDefinition = "definition" // the definition of the list changed
	ByOthers     = "others"     // its own facts are the same; others overtook it or left
	ByArrival    = "arrival"    // it was not among the candidates before, or no longer is
)

// Cause is one reason for an event.
type Cause struct {
	Kind   string `json:"kind"`
	Name   string `json:"name,omitempty"` // variable, or reason of the decision
	Before any    `json:"before,omitempty"`
	After  any    `json:"after,omitempty"`
	// Acts are the records of what was done to the evidence in between.
	Acts []Act `json:"acts,omitempty"`
}

// Act is something that was done to a record behind a row.
type Act struct {
	At     string `json:"at"`
	By     string `json:"by"`
	What   string `json:"what"` // claim, withdrawal, placement …
	Record string `json:"record"`
	Source string `json:"source,omitempty"`
}

// Version is one side of a comparison.
type Version struct {
	Content    Content
	Definition string // digest of the definition that made it
}

// Diff returns the events that lead from one edition to the next, in the order
// of the next edition, rows that left at the end.
func Diff(from, to Version) []Event {
	before, after := byKey(from.Content.Rows), byKey(to.Content.Rows)
	redefined := from.Definition != to.Definition
	var events []Event
	for i := range to.Content.Rows {
		row := &to.Content.Rows[i]
		old := before[row.Key]
		e := Event{Key: row.Key, After: row, Before: old, To: row.Rank}
		switch {
		case old == nil:
			e.Kind = Entered
			e.Causes = causes(basisOf(from.Content, row.Key), row, redefined)
		case old.Rank != row.Rank:
			e.Kind, e.From, e.Fields = Moved, old.Rank, differing(old.Cells, row.Cells)
			e.Causes = causes(old, row, redefined)
		default:
			if reflect.DeepEqual(old, row) {
				continue
			}
			e.Kind, e.From, e.Fields = Changed, old.Rank, differing(old.Cells, row.Cells)
			e.Causes = causes(old, row, redefined)
		}
		events = append(events, e)
	}
	for i := range from.Content.Rows {
		row := &from.Content.Rows[i]
		if after[row.Key] == nil {
			events = append(events, Event{Kind: Left, Key: row.Key, Before: row, From: row.Rank,
				Causes: causes(row, basisOf(to.Content, row.Key), redefined)})
		}
	}
	return events
}

// Apply replays events on the rows of the earlier edition and returns the rows
// of the later one: an edition is the fold of its events.
func Apply(rows []Row, events []Event) []Row {
	next := byKey(rows)
	for i := range events {
		if e := &events[i]; e.Kind == Left {
			delete(next, e.Key)
		} else {
			next[e.Key] = e.After
		}
	}
	out := make([]Row, 0, len(next))
	for _, row := range next {
		out = append(out, *row)
	}
	slices.SortFunc(out, func(a, b Row) int {
		if a.Rank != b.Rank {
			return a.Rank - b.Rank
		}
		return strings.Compare(a.Key, b.Key)
	})
	return out
}

// basisOf finds a subject among those set aside, so that what kept it off the
// list can be compared.
func basisOf(c Content, key string) *Row {
	for i := range c.Aside {
		if c.Aside[i].Key == key {
			return &c.Aside[i].Row
		}
	}
	return nil
}

func causes(before, after *Row, redefined bool) []Cause {
	var out []Cause
	if redefined {
		out = append(out, Cause{Kind: ByDefinition})
	}
	if before == nil || after == nil {
		return append(out, Cause{Kind: ByArrival})
	}
	if !reflect.DeepEqual(before.Decided, after.Decided) {
		c := Cause{Kind: ByDecision}
		if after.Decided != nil {
			c.Name = after.Decided.Reason
		}
		out = append(out, c)
	}
	for _, name := range differing(before.Basis, after.Basis) {
		out = append(out, Cause{Kind: ByFact, Name: name, Before: before.Basis[name], After: after.Basis[name]})
	}
	if len(out) == 0 {
		out = append(out, Cause{Kind: ByOthers})
	}
	return out
}

// differing returns the names whose values are not the same, sorted.
func differing(a, b map[string]any) []string {
	var names []string
	for name, v := range a {
		if w, ok := b[name]; !ok || !reflect.DeepEqual(v, w) {
			names = append(names, name)
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

func byKey(rows []Row) map[string]*Row {
	m := make(map[string]*Row, len(rows))
	for i := range rows {
		m[rows[i].Key] = &rows[i]
	}
	return m
}
