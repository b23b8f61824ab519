package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	sqlite "modernc.org/sqlite"

	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
)

// writer puts claims of one kind within one transaction.
type writer struct {
	tx     *Tx
	t      *table
	opts   PutOptions
	dry    bool
	stmts  map[string]*sql.Stmt
	ranks  map[int64]fact.Standing // rank and demo of sources met so far
	loaded map[int64]*subject      // records of this chunk
	made   map[int64][]*subject    // new records of a trial, by key
}

func (w *writer) close() {
	for _, s := range w.stmts {
		_ = s.Close() // closed with the transaction anyway
	}
}

// column is a column of a batch and its type on PostgreSQL.
type column struct{ name, kind string }

// batch is one statement run for many rows: prepared and run row by row on
// SQLite, where a call costs little; on PostgreSQL in one round trip, the rows
// handed over as JSON.
//
// On SQLite a batch marks its values with plain question marks: the driver asks
// for the name of each of them for every row, and names are looked for from the
// first on, so that a row of forty named values costs more than writing it.
type batch struct {
	columns  []column
	sqlite   string // ? … in the order of columns
	postgres string // %s is the set of rows, named x
	keyLast  bool   // SQLite's text has the first column at the end
}

func (w *writer) run(ctx context.Context, b batch, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	var err error
	if w.tx.Dialect == SQLite {
		err = w.each(ctx, b, rows)
	} else {
		err = w.tx.together(ctx, b, rows)
	}
	if taken(err) {
		return fault.New(fault.ErrConflict, "USCC_TAKEN").Because(err)
	}
	return err
}

func (w *writer) each(ctx context.Context, b batch, rows [][]any) error {
	if w.stmts == nil {
		w.stmts = map[string]*sql.Stmt{}
	}
	stmt := w.stmts[b.sqlite]
	if stmt == nil {
		var err error
		if stmt, err = w.tx.PrepareContext(ctx, b.sqlite); err != nil {
			return fmt.Errorf("prepare: %w", err)
		}
		w.stmts[b.sqlite] = stmt
	}
	for _, r := range rows {
		if b.keyLast {
			r = append(append(make([]any, 0, len(r)), r[1:]...), r[0])
		}
		if _, err := stmt.ExecContext(ctx, r...); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) together(ctx context.Context, b batch, rows [][]any) error {
	objects := make([]map[string]any, len(rows))
	for i, r := range rows {
		objects[i] = make(map[string]any, len(r))
		for j, c := range b.columns {
			if r[j] != nil {
				objects[i][c.name] = r[j]
			}
		}
	}
	body, err := json.Marshal(objects)
	if err != nil {
		return fmt.Errorf("write rows: %w", err)
	}
	defs := make([]string, len(b.columns))
	for i, c := range b.columns {
		defs[i] = quote(c.name) + " " + c.kind
	}
	set := `jsonb_to_recordset($1::jsonb) AS x(` + strings.Join(defs, ", ") + `)`
	_, err = tx.ExecContext(ctx, strings.ReplaceAll(b.postgres, "%s", set), string(body))
	return err
}

// inserts is the batch that adds rows to a table; extra follows the values.
func inserts(name string, columns []column, extra string) batch {
	names, marks, picks := make([]string, len(columns)), make([]string, len(columns)), make([]string, len(columns))
	for i, c := range columns {
		names[i], marks[i], picks[i] = quote(c.name), "?", "x."+quote(c.name)
	}
	into := `INSERT INTO ` + name + ` (` + strings.Join(names, ", ") + `) `
	return batch{columns: columns,
		sqlite:   into + `VALUES (` + strings.Join(marks, ", ") + `) ` + extra,
		postgres: into + `SELECT ` + strings.Join(picks, ", ") + ` FROM %s ` + extra}
}

// updates is the batch that sets all columns of rows found by the first.
func updates(name string, columns []column) batch {
	one, many := make([]string, 0, len(columns)), make([]string, 0, len(columns))
	for _, c := range columns[1:] {
		one = append(one, quote(c.name)+" = ?")
		many = append(many, quote(c.name)+" = x."+quote(c.name))
	}
	key := quote(columns[0].name)
	return batch{columns: columns, keyLast: true,
		sqlite:   `UPDATE ` + name + ` SET ` + strings.Join(one, ", ") + ` WHERE ` + key + ` = ?`,
		postgres: `UPDATE ` + name + ` AS t SET ` + strings.Join(many, ", ") + ` FROM %s WHERE t.` + key + ` = x.` + key}
}

// deletes is the batch that removes rows that equal all columns.
func deletes(name string, columns []column) batch {
	one, many := make([]string, len(columns)), make([]string, len(columns))
	for i, c := range columns {
		one[i], many[i] = quote(c.name)+" = ?", "t."+quote(c.name)+" = x."+quote(c.name)
	}
	return batch{columns: columns,
		sqlite:   `DELETE FROM ` + name + ` WHERE ` + strings.Join(one, " AND "),
		postgres: `DELETE FROM ` + name + ` AS t USING %s WHERE ` + strings.Join(many, " AND ")}
}

// nextIDs takes n internal IDs of a table, ascending. On SQLite the writing
// transaction is alone, so the numbers after the last are free until it uses
// them.
func (tx *Tx) nextIDs(ctx context.Context, name string, n int) ([]int64, error) {
	ids := make([]int64, n)
	if tx.Dialect == SQLite {
		var last int64
		if err := tx.QueryRowContext(ctx, `SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = $1), 0)`, name).Scan(&last); err != nil {
			return nil, fmt.Errorf("next id of %s: %w", name, err)
		}
		for i := range ids {
			ids[i] = last + 1 + int64(i)
		}
		return ids, nil
	}
	rows, err := tx.QueryContext(ctx, `SELECT nextval(pg_get_serial_sequence($1, 'id')) FROM generate_series(1, $2::bigint) ORDER BY 1`, name, n)
	if err != nil {
		return nil, fmt.Errorf("next id of %s: %w", name, err)
	}
	defer rows.Close()
	for i := 0; rows.Next(); i++ {
		if err := rows.Scan(&ids[i]); err != nil {
			return nil, err
		}
	}
	return ids, rows.Err()
}

// taken tells whether a write failed because another record holds the USCC.
func taken(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "23505" && pg.ConstraintName == "firm_uscc"
	}
	var lite *sqlite.Error
	return errors.As(err, &lite) && strings.Contains(lite.Error(), "firm.uscc")
}
