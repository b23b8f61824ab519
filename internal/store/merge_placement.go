package store

import (
	"context"
	"fmt"
)

// takePlacements gives the places of a merged firm to the survivor; where both
// stand on one node, the merged firm's is set aside.
func (tx *Tx) takePlacements(ctx context.Context, m *Merging, keep *row) error {
	rows, err := tx.QueryContext(ctx, `SELECT p.id, p.state, CASE WHEN EXISTS (SELECT 1 FROM placement AS k WHERE k.firm = $1 AND k.chain = p.chain AND k.node = p.node) THEN 1 ELSE 0 END
		FROM placement AS p WHERE p.firm = $2 ORDER BY p.id`, m.Kept, m.Other)
	if err != nil {
		return fmt.Errorf("read placements: %w", err)
	}
	defer rows.Close()
	m.moved.Rejected = map[int64]string{}
	var aside []int64
	for rows.Next() {
		var id, both int64
		var state string
		if err := rows.Scan(&id, &state, &both); err != nil {
			return err
		}
		if both == 1 {
			m.moved.Rejected[id], aside = state, append(aside, id)
		} else {
			m.moved.Placements = append(m.moved.Placements, id)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	version, err := tx.NextVersion(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE placement SET firm = $1, region = $2, version = $3 WHERE id IN `+tx.in(4, true), m.Kept, string(keep.Region), version, jsonList(m.moved.Placements)); err != nil {
		return fmt.Errorf("move placements: %w", err)
	}
	if _, err := tx.ExecContext(ctx, `UPDATE placement SET state = 'rejected', version = $1 WHERE id IN `+tx.in(2, true), version, jsonList(aside)); err != nil {
		return fmt.Errorf("set placements aside: %w", err)
	}
	return nil
}

// returnPlacements is the reverse of takePlacements.
func (tx *Tx) returnPlacements(ctx context.Context, m Merging) error {
	if m.Deed == "split" {
		return nil
	}
	version, err := tx.NextVersion(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE placement SET firm = $1, region = (SELECT region FROM firm WHERE pid = $1), version = $2 WHERE firm = $3 AND id IN `+tx.in(4, true), m.Other, version, m.Kept, jsonList(m.moved.Placements)); err != nil {
		return fmt.Errorf("return placements: %w", err)
	}
	for id, state := range m.moved.Rejected {
		if _, err := tx.ExecContext(ctx, `UPDATE placement SET state = $1, version = $2 WHERE id = $3`, state, version, id); err != nil {
			return fmt.Errorf("return placements: %w", err)
		}
	}
	return nil
}
