package store

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"lianzhang/internal/access"
)

// Dump writes every table that carries data, all of one moment, while the
// program goes on working. open returns where the lines of a table go; a line
// is a JSON array in the order of the columns, bytes as base64. The lines are
// the same on both databases, so either can be restored from them.
func (db *DB) Dump(ctx context.Context, open func(name string) (io.Writer, error)) ([]Table, error) {
	var all []Table
	err := db.Read(ctx, access.System(), func(tx *Tx) (err error) {
		if all, err = contents(ctx, tx.Dialect, tx); err != nil {
			return err
		}
		for i := range all {
			w, err := open(all[i].Name)
			if err != nil {
				return err
			}
			if err := tx.dump(ctx, &all[i], w); err != nil {
				return fmt.Errorf("back up %s: %w", all[i].Name, err)
			}
		}
		return nil
	})
	return all, err
}

func (tx *Tx) dump(ctx context.Context, t *Table, w io.Writer) error {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = quote(c)
	}
	rows, err := tx.QueryContext(ctx, `SELECT `+strings.Join(names, ", ")+` FROM `+quote(t.Name))
	if err != nil {
		return err
	}
	defer rows.Close()
	sum := sha256.New()
	out := bufio.NewWriterSize(io.MultiWriter(w, sum), 1<<16)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	values, into := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, v := range values {
			if b, ok := v.([]byte); ok && t.types[i] == "BLOB" {
				values[i] = base64.StdEncoding.EncodeToString(b)
			} else if ok {
				values[i] = string(b)
			}
		}
		if err := enc.Encode(values); err != nil {
			return err
		}
		t.Rows++
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	t.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return nil
}
