package store

import (
	"context"
	"database/sql"
	"fmt"
)

// indexBatch is how many firms are put into the search index at once.
const indexBatch = 5000

// indexFirms fills the empty search index from the firms.
func (tx *Tx) indexFirms(ctx context.Context) error {
	for after := int64(0); ; {
		rows, err := tx.searchRows(ctx, after)
		if err != nil {
			return fmt.Errorf("index firms: %w", err)
		}
		if len(rows) == 0 {
			return nil
		}
		w := &writer{tx: tx}
		write := w.writeSearchPostgres
		if tx.Dialect == SQLite {
			write = w.writeSearchSQLite
		}
		if err := write(ctx, nil, rows); err != nil {
			return fmt.Errorf("index firms: %w", err)
		}
		after = rows[len(rows)-1].id
	}
}

func (tx *Tx) searchRows(ctx context.Context, after int64) ([]searchRow, error) {
	found, err := tx.QueryContext(ctx, `SELECT id, region, name, short_name, former_names, uscc, listed, revenue
		FROM firm WHERE deleted = 0 AND id > $1 ORDER BY id LIMIT $2`, after, indexBatch)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	var all []searchRow
	for found.Next() {
		var id int64
		var place string
		var name, short, former, uscc, listed sql.NullString
		var revenue sql.NullInt64
		if err := found.Scan(&id, &place, &name, &short, &former, &uscc, &listed, &revenue); err != nil {
			return nil, err
		}
		values := map[string]any{}
		for field, v := range map[string]sql.NullString{"name": name, "short_name": short, "former_names": former, "uscc": uscc, "listed": listed} {
			if v.Valid {
				values[field] = v.String
			}
		}
		if revenue.Valid {
			values["revenue"] = revenue.Int64
		}
		all = append(all, searchRowOf(id, place, values))
	}
	return all, found.Err()
}
