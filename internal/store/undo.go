package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"lianzhang/internal/date"
	"lianzhang/internal/fact"
)

// Undone says what taking an import back did.
type Undone struct {
	Claims  int `json:"claims"`  // withdrawn
	Deleted int `json:"deleted"` // records without any claim left
	// Conflicts are records on which others built since: later claims stand on
	// them, so they stay, with the values that the later claims give.
	Conflicts []Conflict `json:"conflicts"`
}

// Conflict is a record that an undone import shares with later claims.
type Conflict struct {
	Kind    string `json:"kind"`
	Subject string `json:"id"`
	Later   int    `json:"later"` // claims that arrived after the import's
}

// WithdrawImport takes back every claim of an import, shows what the others
// come to and marks records deleted that have none left. Withdrawing twice does
// nothing more. Conflicts are reported by kind and public ID.
func (tx *Tx) WithdrawImport(ctx context.Context, importID int64) (Undone, error) {
	undone := Undone{Conflicts: []Conflict{}}
	touched, err := tx.importSubjects(ctx, importID)
	if err != nil || len(touched) == 0 {
		return undone, err
	}
	for _, k := range undoOrder() {
		if len(touched[k.Name]) == 0 {
			continue
		}
		if err := tx.refuseClosed(ctx, k, `c.withdrawn_at IS NULL AND c.import_id = $2`, importID); err != nil {
			return undone, err
		}
	}
	res, err := tx.ExecContext(ctx, `UPDATE claim SET withdrawn_at = $1 WHERE import_id = $2 AND withdrawn_at IS NULL`, date.Millis(tx.Now), importID)
	if err != nil {
		return undone, fmt.Errorf("withdraw import %d: %w", importID, err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return undone, err
	}
	undone.Claims = int(n)
	for _, k := range undoOrder() {
		ids := touched[k.Name]
		if len(ids) == 0 {
			continue
		}
		if err := tx.refold(ctx, k, ids); err != nil {
			return undone, err
		}
		if err := tx.reportUndo(ctx, k, ids, importID, &undone); err != nil {
			return undone, err
		}
	}
	return undone, nil
}

// undoOrder puts firms last: what refers to a firm goes before it.
func undoOrder() []*fact.Kind {
	list := fact.Kinds()
	slices.SortStableFunc(list, func(a, b *fact.Kind) int { return int(flag(a.Name == "firm") - flag(b.Name == "firm")) })
	return list
}

func (tx *Tx) importSubjects(ctx context.Context, importID int64) (map[string][]int64, error) {
	rows, err := tx.QueryContext(ctx, `SELECT DISTINCT kind, subject_id FROM claim WHERE import_id = $1 AND withdrawn_at IS NULL ORDER BY kind, subject_id`, importID)
	if err != nil {
		return nil, fmt.Errorf("read import %d: %w", importID, err)
	}
	defer rows.Close()
	touched := map[string][]int64{}
	for rows.Next() {
		var kind string
		var id int64
		if err := rows.Scan(&kind, &id); err != nil {
			return nil, err
		}
		touched[kind] = append(touched[kind], id)
	}
	return touched, rows.Err()
}

func (tx *Tx) reportUndo(ctx context.Context, k *fact.Kind, ids []int64, importID int64, undone *Undone) error {
	for part := range slices.Chunk(ids, chunk) {
		rows, err := tx.QueryContext(ctx, strings.ReplaceAll(`SELECT r.pid, r.deleted, (SELECT COUNT(*) FROM claim AS c WHERE c.kind = $1 AND c.subject_id = r.id
				AND c.withdrawn_at IS NULL AND c.id > (SELECT MAX(o.id) FROM claim AS o WHERE o.kind = $1 AND o.subject_id = r.id AND o.import_id = $2))
			FROM KIND AS r WHERE r.id IN `, "KIND", k.Name)+tx.in(3, true)+` ORDER BY r.pid`, k.Name, importID, jsonList(part))
		if err != nil {
			return fmt.Errorf("report undo: %w", err)
		}
		defer rows.Close()
		for rows.Next() {
			c := Conflict{Kind: k.Name}
			var deleted int
			if err := rows.Scan(&c.Subject, &deleted, &c.Later); err != nil {
				return err
			}
			undone.Deleted += deleted
			if c.Later > 0 {
				undone.Conflicts = append(undone.Conflicts, c)
			}
		}
		if err := rows.Err(); err != nil {
			return err
		}
	}
	return nil
}

// numbers reads one column of integers.
func numbers(rows *sql.Rows) ([]int64, error) {
	defer rows.Close()
	var list []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, rows.Err()
}
