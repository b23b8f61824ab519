package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"lianzhang/internal/access"
	"lianzhang/internal/date"
)

// Tx is one transaction. Methods are in the file of their concept.
type Tx struct {
	*sql.Tx
	Dialect Dialect
	// Now is the instant of the transaction: the same for everything it writes.
	Now time.Time
	// Actor is who acts.
	Actor access.Actor

	version int64      // of this transaction's writes; 0 until [Tx.NextVersion]
	unfound searchLump // rows on their way into the search index of SQLite
}

// retries of a transaction that lost against another (SQLSTATE 40001, 40P01).
const retries = 8

// Write runs do in one serializable transaction and commits it. On PostgreSQL
// do runs again when the transaction lost against another, so it must have no
// effect outside the transaction.
func (db *DB) Write(ctx context.Context, actor access.Actor, do func(*Tx) error) error {
	opts := &sql.TxOptions{}
	if db.Dialect == Postgres {
		opts.Isolation = sql.LevelSerializable
	}
	for attempt := 0; ; attempt++ {
		err := db.run(ctx, db.writer, opts, actor, do)
		if err == nil || attempt == retries || !lost(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(attempt*attempt+1) * 5 * time.Millisecond):
		}
	}
}

// Read runs do in one read-only transaction: everything it reads is of one
// moment.
func (db *DB) Read(ctx context.Context, actor access.Actor, do func(*Tx) error) error {
	opts := &sql.TxOptions{}
	if db.Dialect == Postgres {
		opts.ReadOnly, opts.Isolation = true, sql.LevelRepeatableRead
	}
	return db.run(ctx, db.reader, opts, actor, do)
}

func (db *DB) run(ctx context.Context, pool *sql.DB, opts *sql.TxOptions, actor access.Actor, do func(*Tx) error) (err error) {
	raw, err := pool.BeginTx(ctx, opts)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	done := false
	defer func() {
		if !done {
			_ = raw.Rollback() // the first error is the one to report
		}
	}()
	tx := &Tx{Tx: raw, Dialect: db.Dialect, Now: db.clock().UTC().Truncate(time.Millisecond), Actor: actor}
	if err := do(tx); err != nil {
		return err
	}
	if err := tx.indexLump(ctx); err != nil {
		return err
	}
	done = true
	if err := raw.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// lost tells whether PostgreSQL asks to run the transaction again.
func lost(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}

// Act records what was done, in the same transaction.
func (tx *Tx) Act(ctx context.Context, verb, subject, detail string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO act (at, actor, verb, subject, detail) VALUES ($1, $2, $3, $4, $5)`,
		date.Millis(tx.Now), tx.Actor.Account, verb, subject, detail)
	if err != nil {
		return fmt.Errorf("record act %s: %w", verb, err)
	}
	return nil
}

// DataVersion is the number of writes to the records so far. Pictures built
// from the records are kept by it.
func (tx *Tx) DataVersion(ctx context.Context) (int64, error) {
	var v int64
	err := tx.QueryRowContext(ctx, `SELECT value FROM counter WHERE name = 'data_version'`).Scan(&v)
	return v, err
}

// NextVersion raises the data version and returns it. However often it is
// called, one transaction raises it once.
func (tx *Tx) NextVersion(ctx context.Context) (int64, error) {
	if tx.version != 0 {
		return tx.version, nil
	}
	err := tx.QueryRowContext(ctx, `UPDATE counter SET value = value + 1 WHERE name = 'data_version' RETURNING value`).Scan(&tx.version)
	return tx.version, err
}
