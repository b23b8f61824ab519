package store

import (
	"context"
	"fmt"
)

// SectorShare is one cell of a national input–output table.
type SectorShare struct {
	Supplier, Buyer string
	Percent         float64 // of the buyer's total intermediate input
}

// PutSectorShares replaces the input–output shares.
func (tx *Tx) PutSectorShares(ctx context.Context, source int64, shares []SectorShare) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM io_share`); err != nil {
		return err
	}
	const columns = 4
	for from := 0; from < len(shares); from += 500 {
		part := shares[from:min(from+500, len(shares))]
		args := make([]any, 0, columns*len(part))
		rows := ""
		for i, s := range part {
			if i > 0 {
				rows += ", "
			}
			rows += marks(i*columns+1, columns)
			args = append(args, s.Supplier, s.Buyer, s.Percent, source)
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO io_share (supplier, buyer, share, source_id) VALUES `+rows, args...); err != nil {
			return fmt.Errorf("input–output shares: %w", err)
		}
	}
	return nil
}

// SectorShares returns the input–output shares by supplier and buyer with the
// name of their source; empty when no table was loaded.
func (tx *Tx) SectorShares(ctx context.Context) (map[[2]string]float64, string, error) {
	rows, err := tx.QueryContext(ctx, `SELECT supplier, buyer, share, name FROM io_share JOIN source ON source.id = source_id`)
	if err != nil {
		return nil, "", fmt.Errorf("input–output shares: %w", err)
	}
	defer rows.Close()
	shares, source := map[[2]string]float64{}, ""
	for rows.Next() {
		var key [2]string
		var share float64
		if err := rows.Scan(&key[0], &key[1], &share, &source); err != nil {
			return nil, "", err
		}
		shares[key] = share
	}
	return shares, source, rows.Err()
}
