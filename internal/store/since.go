package store

import (
	"context"
	"fmt"

	"lianzhang/internal/access"
	"lianzhang/internal/date"
	"lianzhang/internal/fact"
)

// Mark is a moment of the ledger. A sheet that was made then carries it, so
// that what others changed since can be told from what the sheet changes.
type Mark struct {
	Version int64 // data version
	Claim   int64 // the highest claim ID that stood in the ledger, 0 when it was empty
	At      int64 // UTC milliseconds
}

// Mark returns the present moment as the transaction sees it.
func (tx *Tx) Mark(ctx context.Context) (Mark, error) {
	m := Mark{At: date.Millis(tx.Now)}
	err := tx.QueryRowContext(ctx, `SELECT (SELECT value FROM counter WHERE name = 'data_version'), (SELECT COALESCE(MAX(id), 0) FROM claim)`).Scan(&m.Version, &m.Claim)
	if err != nil {
		return m, fmt.Errorf("read mark of the ledger: %w", err)
	}
	return m, nil
}

// Since is what became of a record after a mark: the values shown then, those
// shown now, and those that would be shown now without what the asking account
// said itself meanwhile. A value that is not there is unknown.
type Since struct {
	Base, Now, Others map[string]any
}

// Since tells, by public ID, of those records that changed after the mark. It
// folds the claims that stood then, so it needs no copy of the past. Account is
// who asks; what was said without an account or by the system account counts
// as said by somebody else, for several people may stand behind it.
func (tx *Tx) Since(ctx context.Context, kind *fact.Kind, mark Mark, account string, pids []string) (map[string]Since, error) {
	found := map[string]Since{}
	if len(pids) == 0 {
		return found, nil
	}
	rows, err := tx.QueryContext(ctx, `SELECT r.pid, c.id, c.as_of, c.given_by, COALESCE(c.withdrawn_at, 0), c.body, s.rank
		FROM `+kind.Name+` AS r JOIN claim AS c ON c.kind = $1 AND c.subject_id = r.id JOIN source AS s ON s.id = c.source_id
		WHERE r.version > $2 AND r.pid IN `+tx.in(3, false)+` ORDER BY r.pid, c.id`, kind.Name, mark.Version, jsonList(pids))
	if err != nil {
		return nil, fmt.Errorf("read what changed: %w", err)
	}
	defer rows.Close()
	history := map[string]*past{}
	for rows.Next() {
		var pid, body string
		var withdrawn int64
		var c fact.Standing
		if err := rows.Scan(&pid, &c.ID, &c.AsOf, &c.GivenBy, &withdrawn, &body, &c.Rank); err != nil {
			return nil, err
		}
		if c.Values, err = decodeValues(kind, body); err != nil {
			return nil, err
		}
		if history[pid] == nil {
			history[pid] = &past{}
		}
		history[pid].add(c, withdrawn, mark, account)
	}
	for pid, p := range history {
		found[pid] = Since{Base: fact.Fold(kind, p.base).Values, Now: fact.Fold(kind, p.now).Values, Others: fact.Fold(kind, p.others).Values}
	}
	return found, rows.Err()
}

// past are the claims of a record, by when and by whom.
type past struct{ base, now, others []fact.Standing }

func (p *past) add(c fact.Standing, withdrawn int64, mark Mark, account string) {
	before := c.ID <= mark.Claim
	if before && (withdrawn == 0 || withdrawn > mark.At) {
		p.base = append(p.base, c)
	}
	if withdrawn != 0 {
		return
	}
	p.now = append(p.now, c)
	if before || c.GivenBy != account || account == "" || account == access.System().Account {
		p.others = append(p.others, c)
	}
}
