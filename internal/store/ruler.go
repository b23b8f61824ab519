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

// Ruler measures a list of [Tx.Records] in one pass, with at most most marks.
// Cursor, Skip and Limit of the query are of no effect.
func (tx *Tx) Ruler(ctx context.Context, scope access.Scope, kind *fact.Kind, q Query, most int) (Ruler, error) {
	q.Cursor, q.Skip, q.Limit = "", 0, 0
	b, err := tx.listing(ctx, scope, kind, q)
	if err != nil {
		return Ruler{}, err
	}
	known := 0
	parts := []string{""}
	if b.sort != nil {
		first, second := b.halves()
		parts = []string{first, second}
		if known, err = b.countAll(ctx, first); err != nil {
			return Ruler{}, err
		}
	}
	r := Ruler{Marks: []string{}}
	if r.Total, err = b.countAll(ctx, ""); err != nil {
		return Ruler{}, err
	}
	r.Step = max(1, (r.Total+most-1)/most)
	for i, part := range parts {
		marks, err := b.marks(ctx, part, i == 1, i*known, r.Step)
		if err != nil {
			return Ruler{}, err
		}
		r.Marks = append(r.Marks, marks...)
	}
	if len(r.Marks) > 0 && r.Total%r.Step == 0 {
		r.Marks = r.Marks[:len(r.Marks)-1] // nothing comes after the last row
	}
	return r, nil
}

// countAll counts the list, or one part of it, to the end.
func (b *listing) countAll(ctx context.Context, part string) (int, error) {
	where := b.where
	if part != "" {
		where = append(append([]string(nil), where...), part)
	}
	var n int
	if err := b.tx.QueryRowContext(ctx, fmt.Sprintf(`SELECT COUNT(*) FROM %s WHERE %s`, b.t.kind.Name, strings.Join(where, " AND ")), b.args...).Scan(&n); err != nil {
		return 0, fmt.Errorf("count %s: %w", b.t.kind.Name, err)
	}
	return n, nil
}

// marks are the cursors at every step-th row of one part of the list, of which
// before rows came earlier.
func (b *listing) marks(ctx context.Context, part string, unknown bool, before, step int) ([]string, error) {
	where, args, order := b.beyond(part, nil)
	value := "NULL"
	if b.sort != nil && !unknown {
		value = quote(b.sort.ID)
	}
	if unknown {
		order = "id"
	}
	rows, err := b.tx.QueryContext(ctx, fmt.Sprintf(`SELECT id, v FROM (SELECT id, %s AS v, row_number() OVER (ORDER BY %s) AS n FROM %s WHERE %s) AS listed
		WHERE (n + %d) %% %d = 0 ORDER BY n`, value, order, b.t.kind.Name, strings.Join(where, " AND "), before, step), args...)
	if err != nil {
		return nil, fmt.Errorf("measure %s: %w", b.t.kind.Name, err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var id int64
		var raw any
		if err := rows.Scan(&id, &raw); err != nil {
			return nil, fmt.Errorf("measure %s: %w", b.t.kind.Name, err)
		}
		if b.sort != nil {
			raw = fromColumn(b.sort, raw)
		}
		list = append(list, b.cursorOf(id, raw))
	}
	return list, rows.Err()
}
