package store

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"lianzhang/internal/fact"
	"lianzhang/internal/region"
)

// table is how one kind lies in the database.
type table struct {
	kind   *fact.Kind
	fields []*fact.Field // with a column of their own: all but region
	placed bool          // the kind has a field region
	parked bool          // a park, when given, is the place
	owner  string        // the field naming the firm whose place a record without region takes; empty otherwise
	firms  []string      // fields that name firms
	list   string        // the columns of a record, for SELECT
}

var tables = sync.OnceValue(func() map[string]*table {
	m := map[string]*table{}
	for _, k := range fact.Kinds() {
		t := &table{kind: k, placed: k.Field("region") != nil, parked: k.Field("park") != nil}
		columns := []string{"id", "pid", "region", "source_id", "as_of", "demo", "version", "deleted", "merged_into"}
		for i := range k.Fields {
			f := &k.Fields[i]
			if f.Type == fact.Firm {
				t.firms = append(t.firms, f.ID)
			}
			if f.ID == "region" {
				continue
			}
			t.fields = append(t.fields, f)
			columns = append(columns, quote(f.ID))
		}
		if !t.placed && len(t.firms) > 0 {
			t.owner = t.firms[0]
		}
		t.list = strings.Join(columns, ", ")
		m[k.Name] = t
	}
	return m
})

// tableOf returns the table of a kind of the catalog.
func tableOf(k *fact.Kind) *table { return tables()[k.Name] }

// quote makes a column name safe: some are words of SQL.
func quote(column string) string { return `"` + column + `"` }

// row is a record as it lies in its table.
type row struct {
	fact.Record
	deleted bool
	merged  sql.NullInt64
}

// scan reads one row of t.list.
func (t *table) scan(rows *sql.Rows, extra ...any) (*row, error) {
	r := &row{Record: fact.Record{Kind: t.kind.Name}}
	var demo, deleted int64
	raw := make([]any, len(t.fields))
	dest := []any{&r.ID, &r.PID, &r.Region, &r.Source, &r.AsOf, &demo, &r.Version, &deleted, &r.merged}
	for i := range raw {
		dest = append(dest, &raw[i])
	}
	if err := rows.Scan(append(dest, extra...)...); err != nil {
		return nil, fmt.Errorf("read %s: %w", t.kind.Name, err)
	}
	r.Demo, r.deleted = demo != 0, deleted != 0
	r.Values = make(map[string]any, len(raw)/2)
	for i, f := range t.fields {
		if v := fromColumn(f, raw[i]); v != nil {
			r.Values[f.ID] = v
		}
	}
	if t.placed && r.Region != "" {
		r.Values["region"] = string(division(r.Region))
	}
	return r, nil
}

// division is the place of GB/T 2260 that a park lies in, or the place itself.
func division(c region.Code) region.Code {
	if c.Level() == region.LevelPark {
		return c.Parent()
	}
	return c
}

// fromColumn turns what the driver returns into the Go value of the type.
func fromColumn(f *fact.Field, v any) any {
	switch n := v.(type) {
	case nil:
		return nil
	case []byte:
		return string(n)
	case int64:
		switch f.Type.Go() {
		case fact.GoBool:
			return n != 0
		case fact.GoFloat:
			return float64(n)
		}
	}
	return v
}

// toColumn is the reverse of fromColumn.
func toColumn(v any) any {
	if b, ok := v.(bool); ok {
		return flag(b)
	}
	return v
}

// encodeValues writes the body of a claim: one text for one set of values.
func encodeValues(values map[string]any) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(values); err != nil {
		return "", fmt.Errorf("write claim: %w", err)
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

// decodeValues reads the body of a claim back into the Go values of the types.
func decodeValues(k *fact.Kind, body string) (map[string]any, error) {
	raw := map[string]any{}
	dec := json.NewDecoder(strings.NewReader(body))
	dec.UseNumber()
	if err := dec.Decode(&raw); err != nil {
		return nil, fmt.Errorf("read claim: %w", err)
	}
	for id, v := range raw {
		n, ok := v.(json.Number)
		f := k.Field(id)
		if !ok || f == nil {
			continue
		}
		var err error
		if f.Type.Go() == fact.GoInt {
			raw[id], err = n.Int64()
		} else {
			raw[id], err = n.Float64()
		}
		if err != nil {
			return nil, fmt.Errorf("read claim: %s: %w", id, err)
		}
	}
	return raw, nil
}

// jsonList is a list as one argument; see [Tx.in].
func jsonList[T any](items []T) string {
	if len(items) == 0 {
		return "[]"
	}
	b, _ := json.Marshal(items) // strings and integers cannot fail
	return string(b)
}

// in returns the right side of IN for a list given as JSON in argument n.
func (tx *Tx) in(n int, numbers bool) string {
	switch {
	case tx.Dialect == SQLite:
		return fmt.Sprintf(`(SELECT value FROM json_each($%d))`, n)
	case numbers:
		return fmt.Sprintf(`(SELECT value::bigint FROM jsonb_array_elements_text($%d::jsonb) AS x(value))`, n)
	default:
		return fmt.Sprintf(`(SELECT value COLLATE "C" FROM jsonb_array_elements_text($%d::jsonb) AS x(value))`, n)
	}
}
