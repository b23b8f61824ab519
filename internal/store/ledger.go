package store

import (
	"context"
	"fmt"

	"lianzhang/internal/date"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
)

// loadClaims reads what stands on the subjects that are not new.
func (w *writer) loadClaims(ctx context.Context, subjects []*subject) error {
	byID := map[int64]*subject{}
	var ids []int64
	for _, s := range subjects {
		if s.ID != 0 {
			byID[s.ID] = s
			ids = append(ids, s.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	rows, err := w.tx.QueryContext(ctx, `SELECT c.id, c.subject_id, c.source_id, c.as_of, c.import_id, c.body, s.rank, s.demo
		FROM claim AS c JOIN source AS s ON s.id = c.source_id
		WHERE c.kind = $1 AND c.withdrawn_at IS NULL AND c.subject_id IN `+w.tx.in(2, true)+` ORDER BY c.id`, w.t.kind.Name, jsonList(ids))
	if err != nil {
		return fmt.Errorf("read claims: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var c fact.Standing
		var id, demo int64
		var body string
		if err := rows.Scan(&c.ID, &id, &c.Source, &c.AsOf, &c.Import, &body, &c.Rank, &demo); err != nil {
			return err
		}
		if c.Values, err = decodeValues(w.t.kind, body); err != nil {
			return err
		}
		c.Demo = demo != 0
		byID[id].claims = append(byID[id].claims, c)
	}
	return rows.Err()
}

// sheetRank is the rank of a source that a sheet brings.
const sheetRank = 50

// sources returns rank and demo of the sources of waiting claims.
func (w *writer) sources(ctx context.Context, subjects []*subject) (map[int64]fact.Standing, error) {
	for _, s := range subjects {
		for _, p := range s.waiting {
			id := p.claim.Source
			if _, known := w.ranks[id]; known {
				continue
			}
			if w.dry && id == 0 { // a trial before its source exists
				w.ranks[id] = fact.Standing{Rank: sheetRank}
				continue
			}
			var c fact.Standing
			var demo int64
			if err := w.tx.QueryRowContext(ctx, `SELECT rank, demo FROM source WHERE id = $1`, id).Scan(&c.Rank, &demo); err != nil {
				return nil, fault.New(fault.ErrInvalid, "SOURCE_UNKNOWN").Because(err)
			}
			c.Demo = demo != 0
			w.ranks[id] = c
		}
	}
	return w.ranks, nil
}

var claimColumns = []column{{"id", "bigint"}, {"kind", "text"}, {"subject_id", "bigint"}, {"source_id", "bigint"}, {"as_of", "text"},
	{"given_by", "text"}, {"import_id", "bigint"}, {"sheet", "text"}, {"row_no", "bigint"}, {"body", "text"}, {"at", "bigint"}}

// insertClaims gives new subjects and claims their internal IDs and adds the
// claims to the ledger.
func (w *writer) insertClaims(ctx context.Context, subjects []*subject, count int) error {
	fresh := 0
	for _, s := range subjects {
		if s.ID == 0 {
			fresh++
		}
	}
	if fresh > 0 {
		ids, err := w.tx.nextIDs(ctx, w.t.kind.Name, fresh)
		if err != nil {
			return err
		}
		for _, s := range subjects {
			if s.ID == 0 {
				s.ID, ids = ids[0], ids[1:]
			}
		}
	}
	ids, err := w.tx.nextIDs(ctx, "claim", count)
	if err != nil {
		return err
	}
	return w.insertInOrder(ctx, subjects, ids)
}

// insertInOrder numbers claims in the order in which they came.
func (w *writer) insertInOrder(ctx context.Context, subjects []*subject, ids []int64) error {
	type place struct {
		p *pending
		s *subject
	}
	byIndex := map[int]place{}
	last := 0
	for _, s := range subjects {
		for i := range s.waiting {
			p := &s.waiting[i]
			last = max(last, p.index)
			if !p.same {
				byIndex[p.index] = place{p, s}
			}
		}
	}
	rows := make([][]any, 0, len(ids))
	for i := 0; i <= last; i++ {
		at, ok := byIndex[i]
		if !ok {
			continue
		}
		p, c := at.p, &at.p.claim
		c.ID, ids = ids[0], ids[1:]
		rows = append(rows, []any{c.ID, w.t.kind.Name, at.s.ID, c.Source, c.AsOf, c.GivenBy, c.Import, c.Sheet, c.Row, p.body, date.Millis(w.tx.Now)})
		for j := range at.s.claims {
			if at.s.claims[j].ID == int64(1)<<62+int64(i) {
				at.s.claims[j].ID = c.ID
			}
		}
	}
	if err := w.run(ctx, inserts("claim", claimColumns, ""), rows); err != nil {
		return fmt.Errorf("insert claims: %w", err)
	}
	return nil
}
