package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"lianzhang/internal/access"
	"lianzhang/internal/date"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
)

// Merging is a merge or split as it stands in the books.
type Merging struct {
	PID             string `json:"id"`
	Deed            string `json:"deed"` // merge or split
	Kind            string `json:"kind"`
	Kept            string `json:"kept"`  // public ID of the record that went on
	Other           string `json:"other"` // of the one merged into it, or split off it
	Reason          string `json:"reason"`
	Actor           string `json:"by"`
	At              int64  `json:"at"` // UTC milliseconds
	UndoneAt        int64  `json:"undone_at,omitempty"`
	UndoneBy        string `json:"undone_by,omitempty"`
	UndoneWhy       string `json:"undone_reason,omitempty"`
	keptID, otherID int64
	moved           moved
}

// moved is what a merge or split took along, so that it can be taken back.
type moved struct {
	Claims     []int64          `json:"claims"`
	Placements []int64          `json:"placements,omitempty"` // now the survivor's
	Rejected   map[int64]string `json:"rejected,omitempty"`   // placements both had, with the state before
}

const mergePrefix = "G"

// Merge moves every claim of a record to another of its kind. The other's
// public ID leads to the survivor from now on; whatever referred to it refers
// to the survivor. It can be taken back by [Tx.Unmerge].
func (tx *Tx) Merge(ctx context.Context, scope access.Scope, kind *fact.Kind, survivor, other, reason string) (Merging, error) {
	keep, err := tx.standing(ctx, scope, kind, survivor)
	if err != nil {
		return Merging{}, err
	}
	gone, err := tx.standing(ctx, scope, kind, other)
	if err != nil {
		return Merging{}, err
	}
	if keep.ID == gone.ID {
		return Merging{}, fault.New(fault.ErrConflict, "MERGE_SELF")
	}
	m := Merging{Deed: "merge", Kind: kind.Name, Kept: keep.PID, Other: gone.PID, Reason: reason, keptID: keep.ID, otherID: gone.ID}
	if m.moved.Claims, err = tx.moveAll(ctx, kind, gone.ID, keep.ID); err != nil {
		return m, err
	}
	if err := tx.refold(ctx, kind, []int64{gone.ID}); err != nil { // gives its keys back first
		return m, err
	}
	if err := tx.pointTo(ctx, kind, gone.ID, sql.NullInt64{Int64: keep.ID, Valid: true}); err != nil {
		return m, err
	}
	if err := tx.refold(ctx, kind, []int64{keep.ID}); err != nil {
		return m, err
	}
	if kind.Name == "firm" {
		if err := tx.takePlacements(ctx, &m, keep); err != nil {
			return m, err
		}
		if err := tx.refer(ctx, gone.PID); err != nil {
			return m, err
		}
		if err := tx.pairState(ctx, m, "merged"); err != nil {
			return m, err
		}
	}
	return m, tx.book(ctx, &m)
}

// Split moves some claims of a record to a new one. The claims are internal
// IDs as the ledger gives them.
func (tx *Tx) Split(ctx context.Context, scope access.Scope, kind *fact.Kind, pid string, claims []int64, reason string) (Merging, error) {
	keep, err := tx.standing(ctx, scope, kind, pid)
	if err != nil {
		return Merging{}, err
	}
	ids, err := tx.nextIDs(ctx, kind.Name, 1)
	if err != nil {
		return Merging{}, err
	}
	fresh := &subject{fresh: true, known: map[int]bool{}}
	fresh.ID, fresh.PID, fresh.Kind = ids[0], fact.NewPID(kind.Prefix), kind.Name
	m := Merging{Deed: "split", Kind: kind.Name, Kept: keep.PID, Other: fresh.PID, Reason: reason, keptID: keep.ID, otherID: fresh.ID}
	if m.moved.Claims, err = tx.moveSome(ctx, kind, keep.ID, fresh.ID, claims); err != nil {
		return m, err
	}
	if len(m.moved.Claims) == 0 {
		return m, unknownClaim()
	}
	if err := tx.refold(ctx, kind, []int64{keep.ID}); err != nil {
		return m, err
	}
	if _, err := tx.standing(ctx, access.Whole(), kind, keep.PID); err != nil {
		return m, fault.New(fault.ErrConflict, "SPLIT_ALL").Because(err)
	}
	w := &writer{tx: tx, t: tableOf(kind), loaded: map[int64]*subject{}}
	defer w.close()
	if err := w.loadClaims(ctx, []*subject{fresh}); err != nil {
		return m, err
	}
	if _, err := w.settle(ctx, []*subject{fresh}); err != nil {
		return m, err
	}
	return m, tx.book(ctx, &m)
}

// Unmerge takes a merge or a split back: the claims that it moved return. What
// was said since stays with the record that went on.
func (tx *Tx) Unmerge(ctx context.Context, scope access.Scope, pid, reason string) (Merging, error) {
	m, err := tx.merging(ctx, `pid = $1`, pid)
	if err != nil {
		return m, err
	}
	kind := fact.KindOf(m.Kind)
	if _, err := tx.standing(ctx, scope, kind, m.Kept); err != nil {
		return m, err
	}
	if err := tx.last(ctx, m); err != nil {
		return m, err
	}
	from, to := m.keptID, m.otherID
	if m.Deed == "split" {
		from, to = to, from
	}
	if _, err := tx.moveSome(ctx, kind, from, to, m.moved.Claims); err != nil {
		return m, err
	}
	into := sql.NullInt64{}
	if m.Deed == "split" {
		into = sql.NullInt64{Int64: m.keptID, Valid: true}
	}
	if err := tx.refold(ctx, kind, []int64{from}); err != nil {
		return m, err
	}
	if err := tx.pointTo(ctx, kind, m.otherID, into); err != nil {
		return m, err
	}
	if err := tx.refold(ctx, kind, []int64{to}); err != nil {
		return m, err
	}
	if kind.Name == "firm" {
		if err := tx.returnPlacements(ctx, m); err != nil {
			return m, err
		}
		if err := tx.refer(ctx, m.Kept); err != nil {
			return m, err
		}
		if err := tx.pairState(ctx, m, "open"); err != nil {
			return m, err
		}
	}
	_, err = tx.ExecContext(ctx, `UPDATE merge SET undone_at = $1, undone_by = $2, undone_reason = $3 WHERE pid = $4`, date.Millis(tx.Now), tx.Actor.Account, reason, pid)
	if err != nil {
		return m, fmt.Errorf("undo merge: %w", err)
	}
	return m, tx.Act(ctx, "undo "+m.Deed, m.Other, reason)
}

// last refuses to take back what later merges built on.
func (tx *Tx) last(ctx context.Context, m Merging) error {
	var later int
	err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM merge WHERE kind = $1 AND undone_at IS NULL AND id > (SELECT id FROM merge WHERE pid = $2)
		AND (kept_id IN ($3, $4) OR other_id IN ($3, $4))`, m.Kind, m.PID, m.keptID, m.otherID).Scan(&later)
	if err != nil {
		return fmt.Errorf("undo merge: %w", err)
	}
	if later > 0 {
		return fault.New(fault.ErrConflict, "MERGE_LATER")
	}
	return nil
}

// MergeOf returns the merge that took a record away, to be undone.
func (tx *Tx) MergeOf(ctx context.Context, kind *fact.Kind, other string) (Merging, error) {
	return tx.merging(ctx, `kind = $1 AND other_pid = $2 AND deed = 'merge'`, kind.Name, other)
}

func (tx *Tx) merging(ctx context.Context, where string, args ...any) (Merging, error) {
	list, err := tx.mergings(ctx, where+` AND undone_at IS NULL`, 1, args...)
	if err == nil && len(list) == 0 {
		err = fault.New(fault.ErrNotFound, "MERGE_UNKNOWN")
	}
	if err != nil {
		return Merging{}, err
	}
	return list[0], nil
}

// Mergings lists merges and splits of records inside the scope, latest first.
func (tx *Tx) Mergings(ctx context.Context, scope access.Scope, kind *fact.Kind, limit int) ([]Merging, error) {
	if limit < 1 || limit > PageMax {
		return nil, fault.New(fault.ErrInvalid, "PAGE_LIMIT", "max", fmt.Sprint(PageMax))
	}
	args := []any{kind.Name}
	return tx.mergings(ctx, `kind = $1 AND kept_id IN (SELECT id FROM `+kind.Name+` WHERE `+scope.Where("region", &args)+`)`, limit, args...)
}

func (tx *Tx) mergings(ctx context.Context, where string, limit int, args ...any) ([]Merging, error) {
	rows, err := tx.QueryContext(ctx, `SELECT pid, deed, kind, kept_id, other_id, kept_pid, other_pid, claims, reason, actor, at, COALESCE(undone_at, 0), undone_by, undone_reason
		FROM merge WHERE `+where+fmt.Sprintf(` ORDER BY id DESC LIMIT %d`, limit), args...)
	if err != nil {
		return nil, fmt.Errorf("read merges: %w", err)
	}
	defer rows.Close()
	list := []Merging{}
	for rows.Next() {
		var m Merging
		var body string
		if err := rows.Scan(&m.PID, &m.Deed, &m.Kind, &m.keptID, &m.otherID, &m.Kept, &m.Other, &body, &m.Reason, &m.Actor, &m.At, &m.UndoneAt, &m.UndoneBy, &m.UndoneWhy); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(body), &m.moved); err != nil {
			return nil, fmt.Errorf("read merge %s: %w", m.PID, err)
		}
		list = append(list, m)
	}
	return list, rows.Err()
}

func (tx *Tx) book(ctx context.Context, m *Merging) error {
	body, err := json.Marshal(m.moved)
	if err != nil {
		return err
	}
	m.PID, m.Actor, m.At = fact.NewPID(mergePrefix), tx.Actor.Account, date.Millis(tx.Now)
	_, err = tx.ExecContext(ctx, `INSERT INTO merge (pid, deed, kind, kept_id, other_id, kept_pid, other_pid, claims, reason, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		m.PID, m.Deed, m.Kind, m.keptID, m.otherID, m.Kept, m.Other, string(body), m.Reason, m.Actor, m.At)
	if err != nil {
		return fmt.Errorf("book %s: %w", m.Deed, err)
	}
	return tx.Act(ctx, m.Deed, m.Other, m.Reason)
}

func (tx *Tx) moveAll(ctx context.Context, kind *fact.Kind, from, to int64) ([]int64, error) {
	rows, err := tx.QueryContext(ctx, `UPDATE claim SET subject_id = $1 WHERE kind = $2 AND subject_id = $3 RETURNING id`, to, kind.Name, from)
	return moveResult(rows, err)
}

func (tx *Tx) moveSome(ctx context.Context, kind *fact.Kind, from, to int64, claims []int64) ([]int64, error) {
	rows, err := tx.QueryContext(ctx, `UPDATE claim SET subject_id = $1 WHERE kind = $2 AND subject_id = $3 AND id IN `+tx.in(4, true)+` RETURNING id`, to, kind.Name, from, jsonList(claims))
	return moveResult(rows, err)
}

func moveResult(rows *sql.Rows, err error) ([]int64, error) {
	if err != nil {
		return nil, fmt.Errorf("move claims: %w", err)
	}
	ids, err := numbers(rows)
	slices.Sort(ids)
	return ids, err
}

// pointTo sets where a public ID leads.
func (tx *Tx) pointTo(ctx context.Context, kind *fact.Kind, id int64, into sql.NullInt64) error {
	if _, err := tx.ExecContext(ctx, `UPDATE `+kind.Name+` SET merged_into = $1 WHERE id = $2`, into, id); err != nil {
		return fmt.Errorf("point record: %w", err)
	}
	return nil
}

// refer folds anew every record that shows a reference to a firm, so that the
// reference leads to the firm that stands.
func (tx *Tx) refer(ctx context.Context, firm string) error {
	for _, k := range fact.Kinds() {
		for _, field := range tableOf(k).firms {
			rows, err := tx.QueryContext(ctx, `SELECT id FROM `+k.Name+` WHERE `+quote(field)+` = $1 AND deleted = 0`, firm)
			if err != nil {
				return fmt.Errorf("find references: %w", err)
			}
			ids, err := numbers(rows)
			if err != nil {
				return err
			}
			if err := tx.refold(ctx, k, ids); err != nil {
				return err
			}
		}
	}
	return nil
}

func (tx *Tx) pairState(ctx context.Context, m Merging, state string) error {
	_, err := tx.ExecContext(ctx, `UPDATE pair SET state = $1, actor = $2 WHERE a_id = $3 AND b_id = $4`, state, tx.Actor.Account, min(m.keptID, m.otherID), max(m.keptID, m.otherID))
	if err != nil {
		return fmt.Errorf("mark pair: %w", err)
	}
	return nil
}
