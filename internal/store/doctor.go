package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"lianzhang/internal/date"
	"lianzhang/internal/fault"
)

// oldestSQLite is the first version without the WAL-reset corruption race.
const oldestSQLite = "3.51.3"

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

// Used tells whether this database has been given a schema.
func (db *DB) Used(ctx context.Context) (bool, error) {
	text := `SELECT count(*) FROM sqlite_master WHERE name = 'goose_db_version'`
	if db.Dialect == Postgres {
		text = `SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'goose_db_version'`
	}
	var n int
	err := db.reader.QueryRowContext(ctx, text).Scan(&n)
	return n > 0, err
}

// Pools returns the state of the connection pools by name.
func (db *DB) Pools() map[string]sql.DBStats {
	if db.reader == db.writer {
		return map[string]sql.DBStats{"all": db.writer.Stats()}
	}
	return map[string]sql.DBStats{"reader": db.reader.Stats(), "writer": db.writer.Stats()}
}

// ours refuses an SQLite that may corrupt files, and a file that holds the
// tables of another program.
func (db *DB) ours(ctx context.Context) error {
	var version string
	if err := db.writer.QueryRowContext(ctx, `SELECT sqlite_version()`).Scan(&version); err != nil {
		return err
	}
	if older(version, oldestSQLite) {
		return fault.New(fault.ErrConflict, "SQLITE_OLD", "have", version, "need", oldestSQLite)
	}
	var others int
	if err := db.writer.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master WHERE type = 'table'
		AND NOT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'goose_db_version')`).Scan(&others); err != nil {
		return err
	}
	if others > 0 {
		return fault.New(fault.ErrInvalid, "DB_FOREIGN", "path", db.Path)
	}
	return nil
}

func older(a, b string) bool {
	var x, y [3]int
	_, _ = fmt.Sscanf(a, "%d.%d.%d", &x[0], &x[1], &x[2]) // parts that cannot be read are 0, which is older
	_, _ = fmt.Sscanf(b, "%d.%d.%d", &y[0], &y[1], &y[2]) // likewise
	for i := range x {
		if x[i] != y[i] {
			return x[i] < y[i]
		}
	}
	return false
}

// Integrity returns what the database's own check finds wrong; nothing when it
// is sound. PostgreSQL checks pages as it reads them; there it is the state of
// data_checksums that is told.
func (db *DB) Integrity(ctx context.Context) ([]string, error) {
	if db.Dialect == Postgres {
		var on string
		if err := db.reader.QueryRowContext(ctx, `SHOW data_checksums`).Scan(&on); err != nil {
			return nil, err
		}
		if on != "on" {
			return []string{"data_checksums=" + on}, nil
		}
		return nil, nil
	}
	found := []string{}
	for _, text := range []string{`SELECT integrity_check, '' FROM pragma_integrity_check WHERE integrity_check <> 'ok'`,
		`SELECT 'foreign key: ' || "table", '' FROM pragma_foreign_key_check`} {
		rows, err := pairs(ctx, db.reader, text)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			found = append(found, r[0])
		}
	}
	return found, nil
}

// LastAct is the instant of the newest act on record; zero without one. A
// clock that shows an earlier time has been set back.
func (db *DB) LastAct(ctx context.Context) (time.Time, error) {
	var ms sql.NullInt64
	err := db.reader.QueryRowContext(ctx, `SELECT max(at) FROM act`).Scan(&ms)
	if err != nil || !ms.Valid {
		return time.Time{}, err
	}
	return date.FromMillis(ms.Int64), nil
}
