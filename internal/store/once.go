package store

import (
	"context"
	"fmt"
	"time"

	"lianzhang/internal/date"
	"lianzhang/internal/fault"
)

// keepAnswers is how long the answer to an idempotent request is kept.
const keepAnswers = 24 * time.Hour

// Call is one request with an Idempotency-Key.
type Call struct{ Account, Key, Digest string }

// Answer is what was answered to a [Call].
type Answer struct {
	Status      int
	ContentType string
	Body        string
}

// Reserve takes the key for this call and returns nil, or returns the answer
// given to the same call before. Another body under the same key, and a call
// that has not ended, are conflicts.
func (tx *Tx) Reserve(ctx context.Context, c Call) (*Answer, error) {
	if _, err := tx.ExecContext(ctx, `DELETE FROM idempotency WHERE at < $1`, date.Millis(tx.Now.Add(-keepAnswers))); err != nil {
		return nil, fmt.Errorf("forget answers: %w", err)
	}
	res, err := tx.ExecContext(ctx, `INSERT INTO idempotency (account, key, digest, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
		c.Account, c.Key, c.Digest, date.Millis(tx.Now))
	if err != nil {
		return nil, fmt.Errorf("reserve key: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return nil, err
	}
	var a Answer
	var digest string
	err = tx.QueryRowContext(ctx, `SELECT digest, status, content_type, body FROM idempotency WHERE account = $1 AND key = $2`,
		c.Account, c.Key).Scan(&digest, &a.Status, &a.ContentType, &a.Body)
	switch {
	case err != nil:
		return nil, fmt.Errorf("earlier answer: %w", err)
	case digest != c.Digest:
		return nil, fault.New(fault.ErrConflict, "IDEMPOTENCY_REUSED")
	case a.Status == 0:
		return nil, fault.New(fault.ErrConflict, "IDEMPOTENCY_RUNNING")
	}
	return &a, nil
}

// Settle keeps the answer to a call.
func (tx *Tx) Settle(ctx context.Context, c Call, a Answer) error {
	_, err := tx.ExecContext(ctx, `UPDATE idempotency SET status = $3, content_type = $4, body = $5 WHERE account = $1 AND key = $2`,
		c.Account, c.Key, a.Status, a.ContentType, a.Body)
	return err
}

// Release frees the key of a call that did nothing.
func (tx *Tx) Release(ctx context.Context, c Call) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM idempotency WHERE account = $1 AND key = $2 AND status = 0`, c.Account, c.Key)
	return err
}
