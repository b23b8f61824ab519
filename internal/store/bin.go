package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/date"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
)

// BinDays is how long a deleted record can be restored.
const BinDays = 30

// Remove deletes a record inside the scope by withdrawing every claim on it; it
// lies in the bin for [BinDays]. Its public ID is never given again.
func (tx *Tx) Remove(ctx context.Context, scope access.Scope, kind *fact.Kind, pid string) error {
	r, err := tx.standing(ctx, scope, kind, pid)
	if err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, `SELECT id FROM claim WHERE kind = $1 AND subject_id = $2 AND withdrawn_at IS NULL ORDER BY id`, kind.Name, r.ID)
	if err != nil {
		return fmt.Errorf("delete %s: %w", pid, err)
	}
	claims, err := numbers(rows)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO bin (kind, record_id, record_pid, region, claims, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		kind.Name, r.ID, r.PID, string(r.Region), jsonList(claims), tx.Actor.Account, date.Millis(tx.Now))
	if err != nil {
		return fmt.Errorf("delete %s: %w", pid, err)
	}
	if err := tx.withdraw(ctx, kind, claims); err != nil {
		return err
	}
	return tx.Act(ctx, "delete", r.PID, "")
}

// Restore takes a record out of the bin: the claims that its deletion withdrew
// stand again.
func (tx *Tx) Restore(ctx context.Context, scope access.Scope, kind *fact.Kind, pid string) error {
	args := []any{kind.Name, pid, date.Millis(tx.Now.Add(-BinDays * 24 * time.Hour))}
	var id, record int64
	var body string
	err := tx.QueryRowContext(ctx, `SELECT id, record_id, claims FROM bin WHERE kind = $1 AND record_pid = $2 AND at >= $3 AND restored_at IS NULL AND `+
		scope.Where("region", &args)+` ORDER BY id DESC LIMIT 1`, args...).Scan(&id, &record, &body)
	if err != nil {
		return fault.New(fault.ErrNotFound, "BIN_EMPTY", "id", pid, "days", fmt.Sprint(BinDays)).Because(err)
	}
	var claims []int64
	if err := json.Unmarshal([]byte(body), &claims); err != nil {
		return fmt.Errorf("read bin: %w", err)
	}
	if err := tx.refuseClosed(ctx, kind, `c.id IN `+tx.in(2, true), body); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE claim SET withdrawn_at = NULL WHERE kind = $1 AND subject_id = $2 AND id IN `+tx.in(3, true), kind.Name, record, body); err != nil {
		return fmt.Errorf("restore %s: %w", pid, err)
	}
	if _, err := tx.ExecContext(ctx, `UPDATE bin SET restored_at = $1 WHERE id = $2`, date.Millis(tx.Now), id); err != nil {
		return fmt.Errorf("restore %s: %w", pid, err)
	}
	if err := tx.refold(ctx, kind, []int64{record}); err != nil {
		return err
	}
	return tx.Act(ctx, "restore", pid, "")
}

// Binned is a record in the bin.
type Binned struct {
	PID    string
	Title  string // the last it had; empty when it had none or the scope's class does not reach it
	Region region.Code
	Actor  string // account that deleted it
	At     int64  // UTC milliseconds
}

// Until is the moment from which the record can no longer be restored, UTC milliseconds.
func (b Binned) Until() int64 { return b.At + (BinDays * 24 * time.Hour).Milliseconds() }

// Bin lists the records of a kind that can still be restored, latest first.
func (tx *Tx) Bin(ctx context.Context, scope access.Scope, kind *fact.Kind) ([]Binned, error) {
	args := []any{kind.Name, date.Millis(tx.Now.Add(-BinDays * 24 * time.Hour))}
	rows, err := tx.QueryContext(ctx, `SELECT b.record_pid, b.region, b.actor, b.at FROM bin AS b JOIN `+kind.Name+` AS r ON r.id = b.record_id
		WHERE b.kind = $1 AND b.at >= $2 AND b.restored_at IS NULL AND r.deleted = 1 AND `+scope.Where("b.region", &args)+fmt.Sprintf(` ORDER BY b.id DESC LIMIT %d`, PageMax), args...)
	if err != nil {
		return nil, fmt.Errorf("read bin: %w", err)
	}
	defer rows.Close()
	list := []Binned{}
	var pids []string
	for rows.Next() {
		var b Binned
		if err := rows.Scan(&b.PID, &b.Region, &b.Actor, &b.At); err != nil {
			return nil, err
		}
		list, pids = append(list, b), append(pids, b.PID)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	titles, err := tx.Titles(ctx, scope, kind, pids)
	for i := range list {
		list[i].Title = titles[list[i].PID]
	}
	return list, err
}
