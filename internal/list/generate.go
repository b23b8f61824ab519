package list

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"lianzhang/internal/rule"
)

// Row is one line of an edition.
type Row struct {
	Key      string         `json:"key"`
	Rank     int            `json:"rank"` // equal for equals; the next rank is skipped
	Cells    map[string]any `json:"cells"`
	Node     string         `json:"node,omitempty"`
	NodeName string         `json:"node_name,omitempty"`
	Evidence []string       `json:"evidence"`
	Date     string         `json:"date,omitempty"`
	Demo     bool           `json:"demo,omitempty"`
	Basis    map[string]any `json:"basis"` // the facts that decided, by variable
	Decided  *Decision      `json:"decided,omitempty"`
}

// Decision is what a reviewer did with a subject against the rule.
type Decision struct {
	Key     string `json:"key"`
	Include bool   `json:"include"`
	Reason  string `json:"reason"`
	By      string `json:"by"`
}

// Why a subject was set aside.
const (
	AsideUnknown  = "unknown"  // a fact that decides is missing
	AsideLook     = "look"     // the definition asks a person to look first
	AsideCut      = "cut"      // beyond the limit
	AsideExcluded = "excluded" // taken off by a reviewer
)

// Aside is a subject that is not on the list but is not settled either.
type Aside struct {
	Row
	Why     string   `json:"why"`
	Missing []string `json:"missing,omitempty"` // facts to ask for
}

// Content is what a definition makes of the subjects.
type Content struct {
	Rows       []Row   `json:"rows"`
	Aside      []Aside `json:"aside"`
	Considered int     `json:"considered"`
}

// candidate is a subject on its way into the ranking.
type candidate struct {
	subject *Subject
	keys    []any
	decided *Decision
}

// Generate applies the definition to the subjects, with the decisions of the
// reviewers over the rule. The order of subjects does not matter.
func Generate(d *Definition, subjects []Subject, decisions []Decision) (*Content, error) {
	decided := map[string]*Decision{}
	for i := range decisions {
		decided[decisions[i].Key] = &decisions[i]
	}
	out := &Content{Rows: []Row{}, Aside: []Aside{}, Considered: len(subjects)}
	var chosen []candidate
	for i := range subjects {
		s := &subjects[i]
		c := candidate{subject: s, decided: decided[s.Key]}
		var err error
		if c.keys, err = d.keys(s); err != nil {
			return nil, err
		}
		why, missing, err := d.judge(s)
		if err != nil {
			return nil, err
		}
		switch {
		case c.decided != nil && c.decided.Include:
			chosen = append(chosen, c)
		case why == "off":
		case c.decided != nil:
			err = out.setAside(d, c, AsideExcluded, nil)
		case why == "on":
			chosen = append(chosen, c)
		default:
			err = out.setAside(d, c, why, missing)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, out.place(d, chosen)
}

// judge says "on", "off" or why the subject is set aside.
func (d *Definition) judge(s *Subject) (why string, missing []string, err error) {
	if d.where != nil {
		truth, err := d.where.Holds(s.Values)
		if err != nil {
			return "", nil, err
		}
		switch truth {
		case rule.False:
			return "off", nil, nil
		case rule.Unknown:
			return AsideUnknown, d.where.Missing(s.Values), nil
		}
	}
	if d.aside != nil {
		truth, err := d.aside.Holds(s.Values)
		if err != nil {
			return "", nil, err
		}
		if truth == rule.True {
			return AsideLook, nil, nil
		}
	}
	return "on", nil, nil
}

func (d *Definition) keys(s *Subject) ([]any, error) {
	keys := make([]any, len(d.Order))
	for i := range d.Order {
		v, err := d.Order[i].by.Value(s.Values)
		if err != nil {
			return nil, err
		}
		keys[i] = v
	}
	return keys, nil
}

// place ranks the chosen, cuts at the limit and fills the rows. A reviewer's
// choice is never cut.
func (out *Content) place(d *Definition, chosen []candidate) error {
	slices.SortFunc(chosen, func(a, b candidate) int {
		if c := d.compare(a, b); c != 0 {
			return c
		}
		return strings.Compare(a.subject.Key, b.subject.Key)
	})
	for i, c := range chosen {
		if d.Limit > 0 && len(out.Rows) >= d.Limit && c.decided == nil {
			if err := out.setAside(d, c, AsideCut, nil); err != nil {
				return err
			}
			continue
		}
		row, err := d.row(c)
		if err != nil {
			return err
		}
		row.Rank = len(out.Rows) + 1
		if i > 0 && len(d.Order) > 0 && d.compare(chosen[i-1], c) == 0 && len(out.Rows) > 0 {
			row.Rank = out.Rows[len(out.Rows)-1].Rank
		}
		out.Rows = append(out.Rows, row)
	}
	slices.SortFunc(out.Aside, func(a, b Aside) int {
		return cmp.Or(strings.Compare(a.Why, b.Why), strings.Compare(a.Key, b.Key))
	})
	return nil
}

func (out *Content) setAside(d *Definition, c candidate, why string, missing []string) error {
	row, err := d.row(c)
	if err != nil {
		return err
	}
	out.Aside = append(out.Aside, Aside{Row: row, Why: why, Missing: missing})
	return nil
}

// compare orders by the keys; an unknown comes last whatever the direction.
func (d *Definition) compare(a, b candidate) int {
	for i := range d.Order {
		x, y := a.keys[i], b.keys[i]
		if x == nil || y == nil {
			if (x == nil) != (y == nil) {
				if x == nil {
					return 1
				}
				return -1
			}
			continue
		}
		c := compareValues(x, y)
		if d.Order[i].Desc {
			c = -c
		}
		if c != 0 {
			return c
		}
	}
	return 0
}

func compareValues(x, y any) int {
	switch a := x.(type) {
	case float64:
		if b, ok := y.(float64); ok {
			return cmp.Compare(a, b)
		}
	case bool:
		if b, ok := y.(bool); ok && a != b {
			if b {
				return -1
			}
			return 1
		}
		return 0
	}
	return strings.Compare(fmt.Sprint(x), fmt.Sprint(y))
}

// row fills the cells; a cell that is unknown is absent.
func (d *Definition) row(c candidate) (Row, error) {
	s := c.subject
	row := Row{
		Key: s.Key, Cells: map[string]any{}, Node: s.Node, NodeName: s.NodeName, Evidence: s.Evidence,
		Date: s.Date, Demo: s.Demo, Basis: map[string]any{}, Decided: c.decided,
	}
	if row.Evidence == nil {
		row.Evidence = []string{}
	}
	for i := range d.Columns {
		col := &d.Columns[i]
		v, err := col.value.Value(s.Values)
		if err != nil {
			return Row{}, fmt.Errorf("column %s: %w", col.ID, err)
		}
		if v != nil {
			row.Cells[col.ID] = v
		}
	}
	for _, name := range d.Sees() {
		if v, ok := s.Values[name]; ok && v != nil {
			row.Basis[name] = v
		}
	}
	return row, nil
}
