package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// Table is one table of the schema that carries data of its own.
type Table struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
	Rows    int64    `json:"rows"`
	SHA256  string   `json:"sha256"` // of its lines in a backup
	types   []string // INTEGER, REAL, TEXT or BLOB
}

// passing are tables that a backup leaves out: what is built from others, and
// who was signed in at that moment.
var passing = map[string]bool{
	"goose_db_version": true, "firm_search": true,
	"session": true, "ticket": true, "sign_in_failure": true, "idempotency": true,
}

// querier is a transaction or a connection.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// contents returns the tables of this database, each after those it refers to.
func contents(ctx context.Context, d Dialect, q querier) ([]Table, error) {
	list, refs := `SELECT name, '' FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
		`SELECT m.name, f."table" FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table'`
	if d == Postgres {
		list = `SELECT table_name, '' FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name`
		refs = `SELECT c.relname, r.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid
			WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace`
	}
	names, err := pairs(ctx, q, list)
	if err != nil {
		return nil, fmt.Errorf("list tables: %w", err)
	}
	links, err := pairs(ctx, q, refs)
	if err != nil {
		return nil, fmt.Errorf("list references: %w", err)
	}
	needs := map[string][]string{}
	for _, l := range links {
		needs[l[0]] = append(needs[l[0]], l[1])
	}
	var order []string
	var add func(string)
	add = func(name string) {
		if passing[name] || slices.Contains(order, name) {
			return
		}
		for _, other := range needs[name] {
			if other != name {
				add(other)
			}
		}
		order = append(order, name)
	}
	for _, n := range names {
		add(n[0])
	}
	all := make([]Table, len(order))
	for i, name := range order {
		if all[i], err = describe(ctx, q, name); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func pairs(ctx context.Context, q querier, text string) ([][2]string, error) {
	rows, err := q.QueryContext(ctx, text)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all [][2]string
	for rows.Next() {
		var p [2]string
		if err := rows.Scan(&p[0], &p[1]); err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, rows.Err()
}

// alike names the types of both databases in one way.
var alike = map[string]string{
	"INTEGER": "INTEGER", "INT8": "INTEGER", "INT4": "INTEGER", "REAL": "REAL", "FLOAT8": "REAL",
	"TEXT": "TEXT", "BLOB": "BLOB", "BYTEA": "BLOB",
}

func describe(ctx context.Context, q querier, name string) (Table, error) {
	t := Table{Name: name}
	rows, err := q.QueryContext(ctx, `SELECT * FROM `+quote(name)+` WHERE 1 = 0`)
	if err != nil {
		return t, fmt.Errorf("columns of %s: %w", name, err)
	}
	defer rows.Close()
	columns, err := rows.ColumnTypes()
	if err != nil {
		return t, fmt.Errorf("columns of %s: %w", name, err)
	}
	for _, c := range columns {
		kind := alike[c.DatabaseTypeName()]
		if kind == "" {
			return t, fmt.Errorf("column %s.%s has type %s, which a backup does not know", name, c.Name(), c.DatabaseTypeName())
		}
		t.Columns, t.types = append(t.Columns, c.Name()), append(t.types, kind)
	}
	return t, rows.Err()
}
