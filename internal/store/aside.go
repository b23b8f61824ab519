package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// SetAside moves all tables of the current schema of PostgreSQL into a new
// schema of that name, in one transaction.
func (db *DB) SetAside(ctx context.Context, schema string) error {
	return db.ddl(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `CREATE SCHEMA `+quote(schema)); err != nil {
			return fmt.Errorf("set tables aside: %w", err)
		}
		return moveTables(ctx, tx, "current_schema()", quote(schema))
	})
}

// BringBack drops the tables of the current schema and, when full, moves those
// that were set aside back in, in one transaction.
func (db *DB) BringBack(ctx context.Context, schema string, full bool) error {
	return db.ddl(ctx, func(tx *sql.Tx) error {
		names, err := pairs(ctx, tx, `SELECT table_name, '' FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'`)
		if err != nil {
			return err
		}
		for _, n := range names {
			if _, err := tx.ExecContext(ctx, `DROP TABLE IF EXISTS `+quote(n[0])+` CASCADE`); err != nil {
				return fmt.Errorf("drop %s: %w", n[0], err)
			}
		}
		if !full {
			return nil
		}
		var here string
		if err := tx.QueryRowContext(ctx, `SELECT current_schema()`).Scan(&here); err != nil {
			return err
		}
		if err := moveTables(ctx, tx, "'"+schema+"'", quote(here)); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DROP SCHEMA `+quote(schema))
		return err
	})
}

// moveTables moves the tables of one schema, given as an SQL expression, into
// another; their sequences and indexes go with them.
func moveTables(ctx context.Context, tx *sql.Tx, from, to string) error {
	names, err := pairs(ctx, tx, `SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema = `+from+` AND table_type = 'BASE TABLE'`)
	if err != nil {
		return err
	}
	for _, n := range names {
		if _, err := tx.ExecContext(ctx, `ALTER TABLE `+quote(n[0])+`.`+quote(n[1])+` SET SCHEMA `+to); err != nil {
			return fmt.Errorf("move %s: %w", n[1], err)
		}
	}
	return nil
}

func (db *DB) ddl(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
