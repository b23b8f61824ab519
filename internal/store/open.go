// Package store holds all the SQL: one file for each concept, over SQLite by
// default and PostgreSQL by URL. A concept never sees this package; it declares
// the few methods it needs and *[Tx] has them.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	_ "modernc.org/sqlite" // the SQLite driver, pure Go

	"lianzhang/internal/date"
	"lianzhang/internal/fault"
)

//go:embed migrations
var migrations embed.FS

// Dialect is the database in use.
type Dialect int

// The two databases.
const (
	SQLite Dialect = iota
	Postgres
)

// pagesKiB is how much of an SQLite database each connection keeps in memory.
const pagesKiB = 32_000

// DB is an open database: one writer and a pool of readers on SQLite, one pool
// on PostgreSQL.
type DB struct {
	Dialect Dialect
	// Path is the database file on SQLite, empty on PostgreSQL.
	Path   string
	writer *sql.DB
	reader *sql.DB
	clock  date.Clock
}

// Open opens the database at target without migrating it: a postgres:// URL or
// the path of an SQLite file, which is created when missing.
func Open(ctx context.Context, target string, clock date.Clock) (*DB, error) {
	var db *DB
	var err error
	if strings.HasPrefix(target, "postgres://") || strings.HasPrefix(target, "postgresql://") {
		db, err = openPostgres(target)
	} else {
		db, err = openSQLite(target)
	}
	if err != nil {
		return nil, err
	}
	db.clock = clock
	err = db.writer.PingContext(ctx)
	if err == nil && db.Dialect == SQLite {
		err = db.ours(ctx)
	}
	if err != nil {
		_ = db.Close() // the first error is the one to report
		var coded *fault.Coded
		if err = Explain(err); errors.As(err, &coded) {
			return nil, err
		}
		return nil, fault.New(fault.ErrInvalid, "DB_OPEN", "target", redact(target)).Because(err)
	}
	return db, nil
}

func openSQLite(path string) (*DB, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		var coded *fault.Coded
		if errors.As(Explain(err), &coded) {
			return nil, coded
		}
		return nil, fault.New(fault.ErrInvalid, "DB_OPEN", "target", path).Because(err)
	}
	q := url.Values{}
	q.Set("_txlock", "immediate")
	for _, p := range []string{"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)", "temp_store(MEMORY)", fmt.Sprintf("cache_size(-%d)", pagesKiB)} {
		q.Add("_pragma", p)
	}
	writer, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+q.Encode())
	if err != nil {
		return nil, err
	}
	writer.SetMaxOpenConns(1)
	q.Set("_txlock", "deferred")
	q.Add("_pragma", "query_only(ON)")
	reader, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+q.Encode())
	if err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	reader.SetMaxOpenConns(8)
	return &DB{Dialect: SQLite, Path: path, writer: writer, reader: reader}, nil
}

// openPostgres opens a pool whose plans are made for the values at hand: a page
// of one county and one of the nation, a rare word and a common one, are not
// served by one plan. Nor are plans compiled: that takes longer than any of the
// program's questions. Settings in the URL win.
func openPostgres(target string) (*DB, error) {
	config, err := pgx.ParseConfig(target)
	if err != nil {
		return nil, fault.New(fault.ErrInvalid, "DB_OPEN", "target", redact(target)).Because(err)
	}
	for name, value := range map[string]string{"jit": "off", "plan_cache_mode": "force_custom_plan"} {
		if _, set := config.RuntimeParams[name]; !set {
			config.RuntimeParams[name] = value
		}
	}
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(16)
	pool.SetMaxIdleConns(16) // a new connection is a new process over there
	return &DB{Dialect: Postgres, writer: pool, reader: pool}, nil
}

// Close closes all connections.
func (db *DB) Close() error {
	if db.reader == db.writer {
		return db.writer.Close()
	}
	return errors.Join(db.reader.Close(), db.writer.Close())
}

// KeepPages lets the writer of an SQLite database keep so many bytes of it in
// memory, never fewer than it does anyway: for loading much at once, into
// indices whose order is not that of arrival. PostgreSQL has its own settings.
func (db *DB) KeepPages(ctx context.Context, bytes int64) error {
	if db.Dialect != SQLite || bytes>>10 <= pagesKiB {
		return nil
	}
	_, err := db.writer.ExecContext(ctx, fmt.Sprintf("PRAGMA cache_size = -%d", bytes>>10))
	return err
}

// Now is the instant by the clock of this database.
func (db *DB) Now() time.Time { return db.clock().UTC() }

// SQL gives the writer handle to the job queue, which brings its own SQL.
func (db *DB) SQL() *sql.DB { return db.writer }

// Migrate brings the schema to the version of this program, each step in one
// transaction. A database newer than the program is refused.
func (db *DB) Migrate(ctx context.Context) error {
	p, err := db.provider()
	if err != nil {
		return err
	}
	current, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	if last := newest(p); current > last {
		return fault.New(fault.ErrConflict, "DB_NEWER", "have", fmt.Sprint(current), "know", fmt.Sprint(last))
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

func (db *DB) provider() (*goose.Provider, error) {
	dialect, dir := database.DialectSQLite3, "migrations/sqlite"
	if db.Dialect == Postgres {
		dialect, dir = database.DialectPostgres, "migrations/postgres"
	}
	sub, err := fs.Sub(migrations, dir)
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, db.writer, sub)
}

func newest(p *goose.Provider) int64 {
	var last int64
	for _, s := range p.ListSources() {
		last = max(last, s.Version)
	}
	return last
}

// redact hides the password of a database URL.
func redact(target string) string {
	u, err := url.Parse(target)
	switch {
	case err != nil && strings.Contains(target, "://"): // what cannot be read may hold a password anywhere
		scheme, _, _ := strings.Cut(target, "://")
		return scheme + "://…"
	case err != nil || u.User == nil:
		return target
	}
	return u.Redacted()
}
