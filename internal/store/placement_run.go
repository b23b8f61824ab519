package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"lianzhang/internal/access"
	"lianzhang/internal/placement"
)

// PlacementCandidates returns up to limit standing firms of the scope with an
// internal number above after, with everything their text says: also the names
// of their products on record.
func (tx *Tx) PlacementCandidates(ctx context.Context, scope access.Scope, after int64, limit int) ([]placement.Candidate, error) {
	args := []any{after, limit}
	return tx.candidates(ctx, `id > $1 AND deleted = 0 AND merged_into IS NULL AND `+scope.Where("region", &args)+` ORDER BY id LIMIT $2`, args)
}

// PlacementCandidate returns one firm inside the scope as it is placed; ok is
// false when there is none.
func (tx *Tx) PlacementCandidate(ctx context.Context, scope access.Scope, pid string) (c placement.Candidate, ok bool, err error) {
	args := []any{pid}
	found, err := tx.candidates(ctx, `pid = $1 AND deleted = 0 AND merged_into IS NULL AND `+scope.Where("region", &args), args)
	if err != nil || len(found) == 0 {
		return c, false, err
	}
	return found[0], true, nil
}

func (tx *Tx) candidates(ctx context.Context, where string, args []any) ([]placement.Candidate, error) {
	rows, err := tx.QueryContext(ctx, `SELECT id, pid, region, demo, COALESCE(name, ''), COALESCE(industry, ''), COALESCE(products, ''), COALESCE(scope, '') FROM firm WHERE `+where, args...)
	if err != nil {
		return nil, fmt.Errorf("read firms to place: %w", err)
	}
	var found []placement.Candidate
	err = eachPlacementRow(rows, func() error {
		var c placement.Candidate
		var demo int
		err := rows.Scan(&c.Row, &c.Firm.ID, &c.Region, &demo, &c.Firm.Name, &c.Firm.Industry, &c.Firm.Products, &c.Firm.Scope)
		c.Demo = demo == 1
		found = append(found, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read firms to place: %w", err)
	}
	return found, tx.addProducts(ctx, found)
}

// addProducts puts the names of products on record behind the firms' own words.
func (tx *Tx) addProducts(ctx context.Context, found []placement.Candidate) error {
	at := map[string]int{}
	for i := range found {
		at[found[i].Firm.ID] = i
	}
	for start := 0; start < len(found); start += placementBatch {
		var pids []any
		for i := start; i < min(start+placementBatch, len(found)); i++ {
			pids = append(pids, found[i].Firm.ID)
		}
		rows, err := tx.QueryContext(ctx, `SELECT firm, name FROM product WHERE deleted = 0 AND name IS NOT NULL AND firm IN `+marks(1, len(pids))+` ORDER BY id`, pids...)
		if err != nil {
			return fmt.Errorf("read products of firms to place: %w", err)
		}
		err = eachPlacementRow(rows, func() error {
			var firm, name string
			err := rows.Scan(&firm, &name)
			if f := &found[at[firm]].Firm; !strings.Contains(f.Products, name) {
				f.Products = strings.TrimPrefix(f.Products+"、"+name, "、")
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("read products of firms to place: %w", err)
		}
	}
	return nil
}

// ReportedPlacements returns where imported products say that firms stand on
// the chain: decided by the sheet, not by the classifier.
func (tx *Tx) ReportedPlacements(ctx context.Context, scope access.Scope, chain string) ([]placement.Placement, error) {
	args := []any{chain}
	rows, err := tx.QueryContext(ctx, `SELECT p.firm, p.node, f.region, MIN(p.name), MIN(p.source_id), MAX(p.demo)
		FROM product p JOIN firm f ON f.pid = p.firm
		WHERE p.chain = $1 AND p.node IS NOT NULL AND p.deleted = 0 AND f.deleted = 0 AND `+scope.Where("f.region", &args)+`
		GROUP BY p.firm, p.node, f.region ORDER BY p.firm, p.node`, args...)
	if err != nil {
		return nil, fmt.Errorf("read reported placements: %w", err)
	}
	var found []placement.Placement
	err = eachPlacementRow(rows, func() error {
		p := placement.Placement{Chain: chain, Confidence: 1, Method: placement.Import, State: placement.Confirmed}
		var name sql.Null[string]
		var demo int
		err := rows.Scan(&p.Firm, &p.Node, &p.Region, &name, &p.Source, &demo)
		p.Words, p.Demo = "产品表填报：“"+name.V+"”", demo == 1
		found = append(found, p)
		return err
	})
	return found, err
}

// MergedDecisions returns what was decided about firms that have been merged
// into another one since, as decisions about that one where it has none of its
// own. The rows of the merged firm stay, for the day it is split off again, and
// so do the lessons they taught.
func (tx *Tx) MergedDecisions(ctx context.Context, scope access.Scope, chain string) ([]placement.Placement, error) {
	args := []any{chain}
	rows, err := tx.QueryContext(ctx, `SELECT s.pid, s.region, p.node, p.confidence, p.words, p.method, p.state, p.decided_by, p.decided_at, p.template_version, p.demo
		FROM placement p JOIN firm f ON f.pid = p.firm JOIN firm s ON s.id = f.merged_into
		WHERE p.chain = $1 AND p.method <> 'auto' AND s.deleted = 0
			AND NOT EXISTS (SELECT 1 FROM placement o WHERE o.firm = s.pid AND o.chain = p.chain AND o.node = p.node AND o.method <> 'auto')
			AND `+scope.Where("s.region", &args)+` ORDER BY p.id`, args...)
	if err != nil {
		return nil, fmt.Errorf("read decisions about merged firms: %w", err)
	}
	var found []placement.Placement
	err = eachPlacementRow(rows, func() error {
		p := placement.Placement{Chain: chain}
		var decided sql.Null[int64]
		var demo int
		err := rows.Scan(&p.Firm, &p.Region, &p.Node, &p.Confidence, &p.Words, &p.Method, &p.State, &p.DecidedBy, &decided, &p.Template, &demo)
		p.DecidedAt, p.Demo = decided.V, demo == 1
		found = append(found, p)
		return err
	})
	return found, err
}
