package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Versions returns the schema version that the database has and the one that
// this program knows.
func (db *DB) Versions(ctx context.Context) (have, know int64, err error) {
	p, err := db.provider()
	if err != nil {
		return 0, 0, err
	}
	err = db.reader.QueryRowContext(ctx, `SELECT coalesce(max(version_id), 0) FROM goose_db_version`).Scan(&have)
	if err != nil {
		return 0, 0, fmt.Errorf("schema version: %w", err)
	}
	return have, newest(p), nil
}

// Pools returns the state of the connection pools by name.
func (db *DB) Pools() map[string]sql.DBStats {
	if db.reader == db.writer {
		return map[string]sql.DBStats{"all": db.writer.Stats()}
	}
	return map[string]sql.DBStats{"reader": db.reader.Stats(), "writer": db.writer.Stats()}
}
