// Package storetest opens fresh databases for tests: a file for SQLite, a
// schema of its own on the PostgreSQL server named by LIANZHANG_TEST_POSTGRES.
package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"lianzhang/internal/store"
)

var schemas atomic.Int64

// Clock is the fixed instant of tests.
func Clock() time.Time { return time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC) }

// Each runs test on a fresh, migrated database of either kind.
func Each(t *testing.T, test func(*testing.T, *store.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// SQLite opens a fresh SQLite database.
func SQLite(t testing.TB) *store.DB {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "app.db"))
}

// Postgres opens a fresh schema; the test is skipped without a server, which
// make test always starts.
func Postgres(t testing.TB) *store.DB {
	t.Helper()
	return open(t, PostgresURL(t))
}

// PostgresURL creates a fresh schema and returns the URL that uses it.
func PostgresURL(t testing.TB) string {
	t.Helper()
	server := os.Getenv("LIANZHANG_TEST_POSTGRES")
	if server == "" {
		t.Skip("LIANZHANG_TEST_POSTGRES is not set")
	}
	admin, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	schema := fmt.Sprintf("t%d_%d_%d", os.Getpid(), time.Now().UnixNano(), schemas.Add(1))
	if _, err := admin.Exec("CREATE SCHEMA " + schema); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, _ = admin.Exec("DROP SCHEMA " + schema + " CASCADE")
		_ = admin.Close()
	})
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	return u.String()
}

func open(t testing.TB, target string) *store.DB {
	t.Helper()
	ctx := context.Background()
	db, err := store.Open(ctx, target, Clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	return db
}
