package store

import (
	"context"
	"fmt"

	"lianzhang/internal/date"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
)

// viewPrefix begins the public IDs of saved views.
const viewPrefix = "W"

// View is a list of records as one account arranged it: filters, order, columns.
type View struct {
	PID  string `json:"id"`
	Kind string `json:"kind"`
	Name string `json:"name"`
	Body string `json:"body"` // as the front end wrote it; not read by the program
}

// Views returns the views of the acting account for a kind, by name.
func (tx *Tx) Views(ctx context.Context, kind string) ([]View, error) {
	rows, err := tx.QueryContext(ctx, `SELECT pid, kind, name, body FROM saved_view WHERE account = $1 AND kind = $2 ORDER BY name`, tx.Actor.Account, kind)
	if err != nil {
		return nil, fmt.Errorf("read views: %w", err)
	}
	defer rows.Close()
	list := []View{}
	for rows.Next() {
		var v View
		if err := rows.Scan(&v.PID, &v.Kind, &v.Name, &v.Body); err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, rows.Err()
}

// SaveView stores a view of the acting account under its name, in place of one
// with the same name, and returns its public ID.
func (tx *Tx) SaveView(ctx context.Context, v View) (string, error) {
	err := tx.QueryRowContext(ctx, `INSERT INTO saved_view (pid, account, kind, name, body, at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (account, kind, name) DO UPDATE SET body = excluded.body, at = excluded.at RETURNING pid`,
		fact.NewPID(viewPrefix), tx.Actor.Account, v.Kind, v.Name, v.Body, date.Millis(tx.Now)).Scan(&v.PID)
	if err != nil {
		return "", fmt.Errorf("save view: %w", err)
	}
	return v.PID, nil
}

// DropView removes a view of the acting account.
func (tx *Tx) DropView(ctx context.Context, pid string) error {
	res, err := tx.ExecContext(ctx, `DELETE FROM saved_view WHERE pid = $1 AND account = $2`, pid, tx.Actor.Account)
	if err != nil {
		return fmt.Errorf("drop view: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return fault.New(fault.ErrNotFound, "VIEW_UNKNOWN").Because(err)
	}
	return nil
}
