package store

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"lianzhang/internal/access"
	"lianzhang/internal/fault"
)

// Restore fills this database, which must be new, from the lines of [DB.Dump]:
// it brings the schema to the version of the backup, loads every table, and
// migrates on to the version of this program.
func (db *DB) Restore(ctx context.Context, schema int64, from []Table, open func(name string) (io.ReadCloser, error)) error {
	p, err := db.provider()
	if err != nil {
		return err
	}
	if last := newest(p); schema > last {
		return fault.New(fault.ErrConflict, "DB_NEWER", "have", fmt.Sprint(schema), "know", fmt.Sprint(last))
	}
	if _, err := p.UpTo(ctx, schema); err != nil {
		return fmt.Errorf("make schema %d: %w", schema, err)
	}
	known, err := contents(ctx, db.Dialect, db.writer)
	if err != nil {
		return err
	}
	load := db.loadSQLite
	if db.Dialect == Postgres {
		load = db.loadPostgres
	}
	if err := load(ctx, known, from, open); err != nil {
		return err
	}
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	return db.Write(ctx, access.System(), func(tx *Tx) error { return tx.indexFirms(ctx) })
}

// lines reads the lines of one table into values of its column types.
type lines struct {
	in    *bufio.Reader
	sum   interface{ Sum([]byte) []byte }
	types []string
	row   []any
	rows  int64
	err   error
}

func newLines(r io.Reader, from, known Table) (*lines, error) {
	kinds := map[string]string{}
	for i, c := range known.Columns {
		kinds[c] = known.types[i]
	}
	l := &lines{}
	for _, c := range from.Columns {
		if kinds[c] == "" {
			return nil, fault.New(fault.ErrInvalid, "BACKUP_DAMAGED", "detail", from.Name+"."+c)
		}
		l.types = append(l.types, kinds[c])
	}
	sum := sha256.New()
	l.sum, l.in = sum, bufio.NewReaderSize(io.TeeReader(r, sum), 1<<16)
	return l, nil
}

// Next reads one row; with Values and Err it is what pgx copies from.
func (l *lines) Next() bool {
	line, err := l.in.ReadBytes('\n')
	if errors.Is(err, io.EOF) && len(line) == 0 {
		return false
	}
	if err != nil {
		l.err = err
		return false
	}
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.UseNumber()
	l.row = nil
	if err := dec.Decode(&l.row); err != nil || len(l.row) != len(l.types) {
		l.err = fmt.Errorf("line %d: %w", l.rows+1, errors.Join(err, errShape))
		return false
	}
	for i, v := range l.row {
		if l.row[i], l.err = typed(v, l.types[i]); l.err != nil {
			return false
		}
	}
	l.rows++
	return true
}

var errShape = errors.New("not a row of this table")

// Values is the row read last.
func (l *lines) Values() ([]any, error) { return l.row, nil }

// Err is what ended the reading, if not the end.
func (l *lines) Err() error { return l.err }

func (l *lines) check(t Table) error {
	if l.err == nil && (l.rows != t.Rows || hex.EncodeToString(l.sum.Sum(nil)) != t.SHA256) {
		return fault.New(fault.ErrInvalid, "BACKUP_DAMAGED", "detail", t.Name)
	}
	return l.err
}

func typed(v any, kind string) (any, error) {
	switch v := v.(type) {
	case json.Number:
		if kind == "REAL" {
			return v.Float64()
		}
		return v.Int64()
	case string:
		if kind == "BLOB" {
			return base64.StdEncoding.DecodeString(v)
		}
	case bool:
		return nil, errShape
	}
	return v, nil
}

// each opens the lines of every table in an order in which references hold.
func each(known, from []Table, open func(string) (io.ReadCloser, error), do func(Table, *lines) error) error {
	byName := map[string]Table{}
	for _, t := range from {
		byName[t.Name] = t
	}
	for _, k := range known {
		t, ok := byName[k.Name]
		if !ok {
			continue // a table that this backup left out
		}
		r, err := open(k.Name)
		if err != nil {
			return err
		}
		l, err := newLines(r, t, k)
		if err == nil {
			err = do(t, l)
		}
		if err == nil {
			err = l.check(t)
		}
		if err = errors.Join(err, r.Close()); err != nil {
			return fmt.Errorf("restore %s: %w", t.Name, err)
		}
	}
	return nil
}

// empty takes away what the migrations themselves put into tables.
func empty(known []Table, exec func(string) error) error {
	for i := len(known) - 1; i >= 0; i-- {
		if err := exec(`DELETE FROM ` + quote(known[i].Name)); err != nil {
			return fmt.Errorf("empty %s: %w", known[i].Name, err)
		}
	}
	return nil
}

func (db *DB) loadSQLite(ctx context.Context, known, from []Table, open func(string) (io.ReadCloser, error)) error {
	const indexBytes = 64 // of a row in an index or two
	var rows int64
	for _, t := range from {
		rows += t.Rows
	}
	if err := db.KeepPages(ctx, min(rows*indexBytes, 1<<30)); err != nil {
		return err
	}
	return db.Write(ctx, access.System(), func(tx *Tx) error {
		if err := empty(known, func(text string) error { _, err := tx.ExecContext(ctx, text); return err }); err != nil {
			return err
		}
		return each(known, from, open, func(t Table, l *lines) error {
			names, marks := make([]string, len(t.Columns)), make([]string, len(t.Columns))
			for i, c := range t.Columns {
				names[i], marks[i] = quote(c), "?" // without names, see [batch]
			}
			stmt, err := tx.PrepareContext(ctx, `INSERT INTO `+quote(t.Name)+` (`+strings.Join(names, ", ")+`) VALUES (`+strings.Join(marks, ", ")+`)`)
			if err != nil {
				return err
			}
			defer stmt.Close()
			for l.Next() {
				if _, err := stmt.ExecContext(ctx, l.row...); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

func (db *DB) loadPostgres(ctx context.Context, known, from []Table, open func(string) (io.ReadCloser, error)) error {
	conn, err := db.writer.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(raw any) error {
		tx, err := raw.(*stdlib.Conn).Conn().Begin(ctx)
		if err != nil {
			return err
		}
		defer tx.Rollback(ctx) //nolint:errcheck // after a commit there is nothing to roll back
		if err := empty(known, func(text string) error { _, err := tx.Exec(ctx, text); return err }); err != nil {
			return err
		}
		err = each(known, from, open, func(t Table, l *lines) error {
			if _, err := tx.CopyFrom(ctx, pgx.Identifier{t.Name}, t.Columns, l); err != nil {
				return err
			}
			return numbersOn(ctx, tx, t.Name)
		})
		if err != nil {
			return err
		}
		return tx.Commit(ctx)
	})
}

// numbersOn lets the numbering of a table go on after the rows that were
// copied with their own numbers.
func numbersOn(ctx context.Context, tx pgx.Tx, name string) error {
	var column string
	err := tx.QueryRow(ctx, `SELECT column_name FROM information_schema.columns
		WHERE table_schema = current_schema() AND table_name = $1 AND is_identity = 'YES'`, name).Scan(&column)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err == nil {
		_, err = tx.Exec(ctx, fmt.Sprintf(`SELECT setval(pg_get_serial_sequence('%s', '%s'), max(%s)) FROM %s HAVING max(%s) IS NOT NULL`,
			quote(name), column, quote(column), quote(name), quote(column)))
	}
	return err
}
