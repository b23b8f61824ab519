package intake

import (
	"fmt"
	"reflect"
	"strings"

	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/industry"
	"lianzhang/internal/intake/cell"
	"lianzhang/internal/intake/sheet"
	"lianzhang/internal/store"
)

// The two ways to settle a value that the sheet and somebody else changed.
const (
	Mine   = "mine"   // the sheet's value is taken
	Theirs = "theirs" // the value on record stays
)

// Conflict is a value that the sheet changes and that somebody else changed
// after the sheet was made. Values are as a sheet shows them; empty is unknown.
type Conflict struct {
	Sheet  string `json:"sheet"`
	Row    int    `json:"row"`
	Cell   string `json:"cell"`
	Record string `json:"record"` // public ID
	Title  string `json:"title"`
	Field  string `json:"field"`
	Base   string `json:"base"`   // when the sheet was made
	Theirs string `json:"theirs"` // on record now
	Mine   string `json:"mine"`   // in the sheet
	// Settled is "mine" or "theirs", and empty while the conflict is open.
	Settled string `json:"settled"`
}

// place names the conflict in Options.Settled: "Sheet1!B3".
func (c *Conflict) place() string {
	if c.Cell == "" {
		return c.Sheet + "!" + itoa(c.Row)
	}
	return c.Sheet + "!" + c.Cell
}

// goodChoices refuses other words than mine and theirs (empty opens a conflict
// again) and editions that there are not.
func (o *Options) goodChoices() error {
	if e := o.IndustryEdition; e != "" && e != industry.Edition2011 && e != industry.Edition2017 {
		return fault.New(fault.ErrInvalid, "INVALID", "detail", "industry_edition: "+short(e))
	}
	words := []string{o.Settle}
	for _, w := range o.Settled {
		words = append(words, w)
	}
	for _, w := range words {
		if w != "" && w != Mine && w != Theirs {
			return fault.New(fault.ErrInvalid, "INVALID", "detail", "settle: "+short(w))
		}
	}
	return nil
}

// merge compares the rows of a sheet that tells when it was made with what
// others changed since. What only the others changed stays theirs, what only
// the sheet changed is taken, and what both changed differently has to be
// settled by a person.
func (c *check) merge(tx Trial, items []Item) error {
	if c.mark == nil {
		return nil
	}
	var claims []fact.Claim
	var rows []*Item
	for i := range items {
		if it := &items[i]; !it.Blocked && it.Values != nil && len(it.Stubs) == 0 {
			claims, rows = append(claims, c.claim(it)), append(rows, it)
		}
	}
	outcomes, err := tx.TryClaims(c.ctx, c.Kind, claims, store.PutOptions{})
	if err != nil {
		return err
	}
	var pids []string
	for _, o := range outcomes {
		if o.Subject != "" && !o.Outside {
			pids = append(pids, o.Subject)
		}
	}
	since, err := tx.Since(c.ctx, c.Kind, *c.mark, c.Account, pids)
	if err != nil {
		return err
	}
	for i, o := range outcomes {
		if s, changed := since[o.Subject]; changed && !o.Outside {
			c.mergeRow(rows[i], o.Subject, s)
		}
	}
	return nil
}

func (c *check) mergeRow(it *Item, record string, s store.Since) {
	title, _ := it.Values[c.Kind.Title].(string)
	left := false
	for i := range c.Kind.Fields {
		f := &c.Kind.Fields[i]
		mine, given := it.Values[f.ID]
		if v, err := f.Value(mine); err == nil {
			mine = v
		}
		base, now := s.Base[f.ID], s.Now[f.ID]
		switch {
		case !given || reflect.DeepEqual(mine, now):
		case reflect.DeepEqual(mine, base): // only they changed it
			delete(it.Values, f.ID)
			left = true
		case !reflect.DeepEqual(s.Others[f.ID], base):
			if c.conflict(it, f, record, title, base, now, mine) == Theirs {
				delete(it.Values, f.ID)
				left = true
			}
		}
	}
	if left {
		it.Subject = record // a key may be among what was left to them
	}
}

// conflict reports one conflict and returns how it was settled.
func (c *check) conflict(it *Item, f *fact.Field, record, title string, base, now, mine any) string {
	col := c.columnOf(it, f.ID)
	k := Conflict{Sheet: it.Sheet, Row: it.Row, Record: record, Title: title, Field: f.ID, Mine: written(f, mine)}
	if col > 0 {
		k.Cell = sheet.Ref(it.Row, col)
	}
	if f.Access() <= c.Scope.Class {
		k.Base, k.Theirs = written(f, base), written(f, now)
	}
	if k.Settled = c.Settled[k.place()]; k.Settled == "" {
		k.Settled = c.Settle
	}
	if len(c.report.Conflicts) < maxChanges {
		c.report.Conflicts = append(c.report.Conflicts, k)
	}
	if k.Settled == "" {
		c.say(it, f.ID, note(cell.Wrong, "EDIT_CONFLICT", "field", f.Label.Zh, "base", orBlank(k.Base), "theirs", orBlank(k.Theirs), "yours", orBlank(k.Mine)))
	}
	return k.Settled
}

// written is a value as a sheet in Chinese shows it.
func written(f *fact.Field, v any) string {
	switch x := f.Cell(v, false).(type) {
	case nil:
		return ""
	case float64:
		text := fmt.Sprintf("%f", x)
		return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	default:
		return fmt.Sprint(x)
	}
}

// orBlank names an unknown value in a sentence.
func orBlank(s string) string {
	if s == "" {
		return "—"
	}
	return s
}
