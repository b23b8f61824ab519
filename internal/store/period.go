package store

import (
	"context"
	"fmt"

	"lianzhang/internal/access"
	"lianzhang/internal/date"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
)

// Closed returns the periods that are closed now, in order.
func (tx *Tx) Closed(ctx context.Context) (fact.Closed, error) {
	words, err := tx.strings(ctx, `SELECT period FROM closing WHERE reopened_at IS NULL ORDER BY period`)
	if err != nil {
		return nil, fmt.Errorf("read closed periods: %w", err)
	}
	closed := make(fact.Closed, len(words))
	for i, w := range words {
		closed[i] = date.Period(w)
	}
	return closed, nil
}

// Closings returns every closing, latest first, at most 500.
func (tx *Tx) Closings(ctx context.Context) ([]fact.Closing, error) {
	rows, err := tx.QueryContext(ctx, `SELECT period, closed_by, closed_at, reason, reopened_by, COALESCE(reopened_at, 0), reopened_reason FROM closing ORDER BY id DESC LIMIT 500`)
	if err != nil {
		return nil, fmt.Errorf("list closings: %w", err)
	}
	defer rows.Close()
	list := []fact.Closing{}
	for rows.Next() {
		var c fact.Closing
		var at, reopened int64
		if err := rows.Scan(&c.Period, &c.ClosedBy, &at, &c.Reason, &c.ReopenedBy, &reopened, &c.ReopenedReason); err != nil {
			return nil, err
		}
		c.ClosedAt = date.FromMillis(at)
		if reopened != 0 {
			t := date.FromMillis(reopened)
			c.ReopenedAt = &t
		}
		list = append(list, c)
	}
	return list, rows.Err()
}

// ClosePeriod closes a period that is over. Only an administrator may.
func (tx *Tx) ClosePeriod(ctx context.Context, word, reason string) error {
	p, err := tx.period(word)
	if err != nil {
		return err
	}
	if !p.Ended(date.Today(tx.Now)) {
		return fault.New(fault.ErrConflict, "PERIOD_RUNNING", "period", word)
	}
	res, err := tx.ExecContext(ctx, `INSERT INTO closing (period, closed_by, closed_at, reason) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, word, tx.Actor.Account, date.Millis(tx.Now), reason)
	if err := one(res, err, "close "+word, "PERIOD_CLOSED_ALREADY", word); err != nil {
		return err
	}
	return tx.Act(ctx, "period.close", word, reason)
}

// ReopenPeriod opens a closed period again; a reason is needed.
func (tx *Tx) ReopenPeriod(ctx context.Context, word, reason string) error {
	if _, err := tx.period(word); err != nil {
		return err
	}
	if reason == "" {
		return fault.New(fault.ErrInvalid, "PERIOD_REASON")
	}
	res, err := tx.ExecContext(ctx, `UPDATE closing SET reopened_by = $1, reopened_at = $2, reopened_reason = $3 WHERE period = $4 AND reopened_at IS NULL`, tx.Actor.Account, date.Millis(tx.Now), reason, word)
	if err := one(res, err, "reopen "+word, "PERIOD_OPEN", word); err != nil {
		return err
	}
	return tx.Act(ctx, "period.reopen", word, reason)
}

func (tx *Tx) period(word string) (date.Period, error) {
	if !tx.Actor.May(access.Admin) {
		return "", fault.New(fault.ErrForbidden, "FORBIDDEN")
	}
	p, ok := date.ParsePeriod(word)
	if !ok {
		return "", fault.New(fault.ErrInvalid, "PERIOD_INVALID", "text", word)
	}
	return p, nil
}

// one wants a statement to have changed one row.
func one(res interface{ RowsAffected() (int64, error) }, err error, what, code, word string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	n, err := res.RowsAffected()
	if err == nil && n != 1 {
		err = fault.New(fault.ErrConflict, code, "period", word)
	}
	return err
}

// refuseClosed refuses to change claims that touch a closed period; where picks
// them among the standing ones of a kind, with its arguments from $2 on.
func (tx *Tx) refuseClosed(ctx context.Context, kind *fact.Kind, where string, args ...any) error {
	closed, err := tx.Closed(ctx)
	if err != nil || len(closed) == 0 {
		return err
	}
	year := `CAST(NULL AS INTEGER)`
	if kind.Field("year") != nil {
		year = `r."year"`
	}
	rows, err := tx.QueryContext(ctx, `SELECT DISTINCT c.as_of, `+year+`, c.body FROM claim AS c JOIN `+kind.Name+` AS r ON r.id = c.subject_id WHERE c.kind = $1 AND `+where, append([]any{kind.Name}, args...)...)
	if err != nil {
		return fmt.Errorf("look for closed periods: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var asOf, body string
		var of *int64
		if err := rows.Scan(&asOf, &of, &body); err != nil {
			return err
		}
		said, err := decodeValues(kind, body)
		if err != nil {
			return err
		}
		record := map[string]any{}
		if of != nil {
			record["year"] = *of
		}
		if p, touched := closed.Touched(kind, asOf, said, record); touched {
			return fact.ErrClosed(p)
		}
	}
	return rows.Err()
}
