package store

import (
	"context"
	"fmt"
	"strings"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
)

// Ruler lets a reader jump anywhere in a long list: cursors at even distances.
// Row i (from 0) is reached from Marks[i/Step-1], or from the beginning when
// i/Step is 0, with Skip i%Step.
type Ruler struct {
	Total int      `json:"total" doc:"rows in the list, counted to the end"`
	Step  int      `json:"step" doc:"rows between two marks"`
	Marks []string `json:"marks" doc:"cursors; the n-th stands before row n times step, counted from 1"`
}

// mark notes the row that ends a step. When there are more marks than wanted,
// every other one goes and the step doubles.
func (r *Ruler) mark(most int, cursor func() string) {
	if r.Total++; r.Total%r.Step != 0 {
		return
	}
	if r.Marks = append(r.Marks, cursor()); len(r.Marks) <= most {
		return
	}
	half := r.Marks[:0]
	for i := 1; i < len(r.Marks); i += 2 {
		half = append(half, r.Marks[i])
	}
	r.Marks, r.Step = half, 2*r.Step
}

// Ruler measures a list of [Tx.Records] by running through it once, with at
// most most marks. Cursor, Skip and Limit of the query are of no effect.
func (tx *Tx) Ruler(ctx context.Context, scope access.Scope, kind *fact.Kind, q Query, most int) (Ruler, error) {
	q.Cursor, q.Skip, q.Limit = "", 0, 0
	r := Ruler{Step: 1, Marks: []string{}}
	b, err := tx.listing(ctx, scope, kind, q)
	if err != nil {
		return r, err
	}
	if b.sort == nil {
		err = b.measure(ctx, &r, most, "", "id")
	} else {
		known, unknown := b.halves()
		if err = b.measure(ctx, &r, most, known, quote(b.sort.ID)); err == nil {
			err = b.measure(ctx, &r, most, unknown, "")
		}
	}
	if n := len(r.Marks); n > 0 && n*r.Step == r.Total {
		r.Marks = r.Marks[:n-1] // nothing comes after the last row
	}
	return r, err
}

// measure runs through one part of the list in its order. Rows are not scanned
// but at the marks, so that half a million of them take no time in Go.
func (b *listing) measure(ctx context.Context, r *Ruler, most int, part, value string) error {
	where, args, order := b.beyond(part, nil)
	if value == "" { // the unknown, in order of arrival
		value, order = "NULL", "id"
	}
	rows, err := b.tx.QueryContext(ctx, fmt.Sprintf(`SELECT id, %s FROM %s WHERE %s ORDER BY %s`, value, b.t.kind.Name, strings.Join(where, " AND "), order), args...)
	if err != nil {
		return fmt.Errorf("measure %s: %w", b.t.kind.Name, err)
	}
	defer rows.Close()
	for rows.Next() {
		r.mark(most, func() string {
			var id int64
			var raw any
			if err = rows.Scan(&id, &raw); b.sort != nil {
				raw = fromColumn(b.sort, raw)
			}
			return b.cursorOf(id, raw)
		})
		if err != nil {
			return fmt.Errorf("measure %s: %w", b.t.kind.Name, err)
		}
	}
	return rows.Err()
}
