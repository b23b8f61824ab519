package intake

import (
	"context"
	"strconv"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/intake/sheet"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// Filling is what a template takes from the records: the moment at which it is
// made, and the records themselves when it is to be filled in with them.
type Filling struct {
	mark    store.Mark
	filled  bool
	records []fact.Record
	names   map[string]string // of firms, by public ID
}

// Ask says what a template is to be filled with.
type Ask struct {
	// Filled puts the present records into the template.
	Filled bool
	// Region and Chain narrow the records; empty for all that the scope sees.
	Region region.Code
	Chain  string
}

// maxFilled is how many records a template may hold: more than a person edits,
// and small enough to be built in memory.
const maxFilled = 20_000

// Fill reads what a template of the kind takes from the records. More than
// maxFilled records are refused with TEMPLATE_MANY.
func Fill(ctx context.Context, tx *store.Tx, scope access.Scope, kind *fact.Kind, ask Ask) (*Filling, error) {
	mark, err := tx.Mark(ctx)
	if err != nil || !ask.Filled {
		return &Filling{mark: mark}, err
	}
	f := &Filling{mark: mark, filled: true}
	q := store.Query{Region: ask.Region, Chain: ask.Chain}
	if kind.Field("chain") != nil && ask.Chain != "" {
		q.Filters = []store.Filter{{Field: "chain", Op: store.Equal, Values: []any{ask.Chain}}}
	}
	err = tx.EachRecord(ctx, scope, kind, q, func(r fact.Record) error {
		if len(f.records) == maxFilled {
			return fault.New(fault.ErrInvalid, "TEMPLATE_MANY", "limit", itoa(maxFilled))
		}
		f.records = append(f.records, r)
		return nil
	})
	if err != nil {
		return nil, err
	}
	f.names, err = tx.Names(ctx, scope, f.firms(kind))
	return f, err
}

// firms are the public IDs of enterprises that the records refer to.
func (f *Filling) firms(kind *fact.Kind) []string {
	var pids []string
	for i := range kind.Fields {
		if kind.Fields[i].Type != fact.Firm {
			continue
		}
		for _, r := range f.records {
			if pid, ok := r.Values[kind.Fields[i].ID].(string); ok {
				pids = append(pids, pid)
			}
		}
	}
	return pids
}

// records writes the records below the header.
func (t *template) records() error {
	for n, r := range t.with.records {
		for i := range t.kind.Fields {
			f := &t.kind.Fields[i]
			v := f.Cell(r.Values[f.ID], false)
			switch x := v.(type) {
			case nil:
				continue
			case string:
				if f.Type == fact.Firm && t.with.names[x] != "" {
					v = t.with.names[x]
				}
			case int64:
				if f.Type == fact.Year {
					v = strconv.FormatInt(x, 10)
				}
			}
			if err := t.book.SetCellValue(t.main, sheet.Ref(n+2, i+1), v); err != nil {
				return err
			}
		}
	}
	return nil
}
