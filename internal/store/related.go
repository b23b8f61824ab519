package store

import (
	"context"
	"fmt"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
)

// Related says how many records of a kind name a firm in one of their fields,
// or how many placements put it on a node (kind placement).
type Related struct {
	Kind  string `json:"kind"`
	Field string `json:"field"`
	Count int    `json:"count"`
}

// Related counts what hangs on a firm inside the scope: honours,
// establishments, products, supply links on both sides and placements.
func (tx *Tx) Related(ctx context.Context, scope access.Scope, firm string) ([]Related, error) {
	var list []Related
	for _, k := range fact.Kinds() {
		for _, field := range tableOf(k).firms {
			args := []any{firm}
			r := Related{Kind: k.Name, Field: field}
			err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM `+k.Name+` WHERE `+quote(field)+` = $1 AND deleted = 0 AND `+scope.Where("region", &args), args...).Scan(&r.Count)
			if err != nil {
				return nil, fmt.Errorf("count %s of %s: %w", k.Name, firm, err)
			}
			list = append(list, r)
		}
	}
	args := []any{firm}
	r := Related{Kind: "placement", Field: "firm"}
	if err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM placement WHERE firm = $1 AND state <> 'rejected' AND `+scope.Where("region", &args), args...).Scan(&r.Count); err != nil {
		return nil, fmt.Errorf("count placements of %s: %w", firm, err)
	}
	return append(list, r), nil
}

// Claimed tells which record of a kind a claim stands on, inside the scope.
func (tx *Tx) Claimed(ctx context.Context, scope access.Scope, kind *fact.Kind, claim int64) (fact.Record, error) {
	var id int64
	if err := tx.QueryRowContext(ctx, `SELECT subject_id FROM claim WHERE id = $1 AND kind = $2`, claim, kind.Name).Scan(&id); err != nil {
		return fact.Record{}, unknownClaim().Because(err)
	}
	found, err := tx.loadRows(ctx, tableOf(kind), `id = $1`, id)
	if err != nil {
		return fact.Record{}, err
	}
	if len(found) == 0 || !within(scope, found[0]) {
		return fact.Record{}, unknownClaim()
	}
	return visible(kind, scope, found[0].Record), nil
}

// EachRecord hands over every live record that a query lists, in its order;
// Cursor, Limit and Total of the query are not used.
func (tx *Tx) EachRecord(ctx context.Context, scope access.Scope, kind *fact.Kind, q Query, do func(fact.Record) error) error {
	q.Cursor, q.Limit, q.Total = "", PageMax, false
	for {
		page, err := tx.Records(ctx, scope, kind, q)
		if err != nil {
			return err
		}
		for _, r := range page.Items {
			if err := do(r); err != nil {
				return err
			}
		}
		if q.Cursor = page.Next; q.Cursor == "" {
			return nil
		}
	}
}
