package store

import (
	"context"
	"fmt"
	"slices"

	"lianzhang/internal/access"
	"lianzhang/internal/date"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
)

// Record returns a record by its public ID, or by that of one merged into it.
// What lies outside the scope, was deleted or never was is fault.ErrNotFound
// alike; values above the scope's class are left out.
func (tx *Tx) Record(ctx context.Context, scope access.Scope, kind *fact.Kind, pid string) (fact.Record, error) {
	r, err := tx.standing(ctx, scope, kind, pid)
	if err != nil {
		return fact.Record{}, err
	}
	return visible(kind, scope, r.Record), nil
}

// standing finds the live record of a public ID inside the scope.
func (tx *Tx) standing(ctx context.Context, scope access.Scope, kind *fact.Kind, pid string) (*row, error) {
	t := tableOf(kind)
	found, err := tx.loadRows(ctx, t, `pid = $1`, pid)
	if err != nil {
		return nil, err
	}
	missing := fault.New(fault.ErrNotFound, "RECORD_UNKNOWN", "id", pid)
	if len(found) == 0 {
		return nil, missing
	}
	r, err := tx.survivor(ctx, t, found[0])
	if err != nil {
		return nil, err
	}
	if r.deleted || !within(scope, r) {
		return nil, missing
	}
	return r, nil
}

// within applies the scope to a row at hand, as [access.Scope.Where] does in SQL.
func within(scope access.Scope, r *row) bool { return scope.Sees(r.Region) }

// visible leaves out the values that the scope's class does not reach.
func visible(kind *fact.Kind, scope access.Scope, r fact.Record) fact.Record {
	r.Values = open(kind, scope.Class, r.Values)
	return r
}

// open returns the values whose class reaches no higher than class.
func open(kind *fact.Kind, class access.Class, values map[string]any) map[string]any {
	for i := range kind.Fields {
		if f := &kind.Fields[i]; f.Access() > class {
			delete(values, f.ID)
		}
	}
	return values
}

// Entry is one claim in the ledger of a record.
type Entry struct {
	fact.Claim
	From fact.Source `json:"source"`
	// At and WithdrawnAt are instants in UTC milliseconds; WithdrawnAt is 0
	// while the claim stands.
	At          int64 `json:"at"`
	WithdrawnAt int64 `json:"withdrawn_at,omitempty"`
	// Shown are the fields whose shown value this claim decided, in order.
	Shown []string `json:"shown"`
}

// Claims returns the ledger of a record: every claim ever put on it, the latest
// first, also those withdrawn, with its source and the fields it decides.
func (tx *Tx) Claims(ctx context.Context, scope access.Scope, kind *fact.Kind, pid string) ([]Entry, error) {
	r, err := tx.standing(ctx, scope, kind, pid)
	if err != nil {
		return nil, err
	}
	list, err := tx.entries(ctx, kind, r.ID)
	if err != nil {
		return nil, err
	}
	var standing []fact.Standing
	for _, e := range list {
		if e.WithdrawnAt == 0 {
			standing = append(standing, fact.Standing{Claim: e.Claim, Rank: e.From.Rank})
		}
	}
	by := fact.Fold(kind, standing).By
	for i := range list {
		e := &list[i]
		e.Subject = r.PID
		e.Shown = []string{}
		e.Values = open(kind, scope.Class, e.Values)
		for id, claim := range by {
			if _, seen := e.Values[id]; seen && claim == e.ID {
				e.Shown = append(e.Shown, id)
			}
		}
		slices.Sort(e.Shown)
	}
	return list, nil
}

func (tx *Tx) entries(ctx context.Context, kind *fact.Kind, id int64) ([]Entry, error) {
	rows, err := tx.QueryContext(ctx, `SELECT c.id, c.as_of, c.given_by, c.import_id, c.sheet, c.row_no, c.body, c.at, COALESCE(c.withdrawn_at, 0),
			s.id, s.pid, s.name, s.publisher, s.url, s.licence, s.rank, s.as_of, s.demo
		FROM claim AS c JOIN source AS s ON s.id = c.source_id
		WHERE c.kind = $1 AND c.subject_id = $2 ORDER BY c.id DESC`, kind.Name, id)
	if err != nil {
		return nil, fmt.Errorf("read ledger: %w", err)
	}
	defer rows.Close()
	list := []Entry{}
	for rows.Next() {
		var e Entry
		var body string
		var demo int64
		if err := rows.Scan(&e.ID, &e.AsOf, &e.GivenBy, &e.Import, &e.Sheet, &e.Row, &body, &e.At, &e.WithdrawnAt,
			&e.From.ID, &e.From.PID, &e.From.Name, &e.From.Publisher, &e.From.URL, &e.From.Licence, &e.From.Rank, &e.From.AsOf, &demo); err != nil {
			return nil, err
		}
		if e.Values, err = decodeValues(kind, body); err != nil {
			return nil, err
		}
		e.Kind, e.Source, e.From.Demo = kind.Name, e.From.ID, demo != 0
		list = append(list, e)
	}
	return list, rows.Err()
}

// Names returns the shown names of firms by public ID, as far as the scope
// sees them, for lists that refer to firms.
func (tx *Tx) Names(ctx context.Context, scope access.Scope, pids []string) (map[string]string, error) {
	return tx.Titles(ctx, scope, fact.KindOf("firm"), pids)
}

// Titles returns the titles of records by public ID, as far as the scope sees
// them; deleted and merged records keep the last one they had.
func (tx *Tx) Titles(ctx context.Context, scope access.Scope, kind *fact.Kind, pids []string) (map[string]string, error) {
	names := map[string]string{}
	if len(pids) == 0 || reachable(kind, scope, kind.Title) == nil {
		return names, nil
	}
	args := []any{jsonList(pids)}
	rows, err := tx.QueryContext(ctx, `SELECT pid, `+quote(kind.Title)+` FROM `+kind.Name+` WHERE pid IN `+tx.in(1, false)+` AND `+scope.Where("region", &args), args...)
	if err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var pid string
		var title any
		if err := rows.Scan(&pid, &title); err != nil {
			return nil, err
		}
		names[pid] = ""
		if title = fromColumn(kind.Field(kind.Title), title); title != nil {
			names[pid] = fmt.Sprint(title)
		}
	}
	return names, rows.Err()
}

// Withdraw takes back one claim and shows what the others come to. The record
// is marked deleted when none is left.
func (tx *Tx) Withdraw(ctx context.Context, kind *fact.Kind, claim int64) error {
	return tx.withdraw(ctx, kind, []int64{claim})
}

func (tx *Tx) withdraw(ctx context.Context, kind *fact.Kind, claims []int64) error {
	if err := tx.refuseClosed(ctx, kind, `c.withdrawn_at IS NULL AND c.id IN `+tx.in(2, true), jsonList(claims)); err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, `UPDATE claim SET withdrawn_at = $1 WHERE kind = $2 AND withdrawn_at IS NULL AND id IN `+tx.in(3, true)+` RETURNING subject_id`,
		date.Millis(tx.Now), kind.Name, jsonList(claims))
	if err != nil {
		return fmt.Errorf("withdraw: %w", err)
	}
	subjects, err := numbers(rows)
	if err != nil {
		return err
	}
	if len(subjects) == 0 {
		return unknownClaim()
	}
	return tx.refold(ctx, kind, subjects)
}

func unknownClaim() *fault.Coded { return fault.New(fault.ErrNotFound, "CLAIM_UNKNOWN") }

// refold shows anew what the claims on records come to.
func (tx *Tx) refold(ctx context.Context, kind *fact.Kind, ids []int64) error {
	w := &writer{tx: tx, t: tableOf(kind)}
	defer w.close()
	slices.Sort(ids)
	for part := range slices.Chunk(slices.Compact(ids), chunk) {
		w.loaded = map[int64]*subject{}
		rows, err := tx.loadRows(ctx, w.t, `id IN `+tx.in(1, true), jsonList(part))
		if err != nil {
			return err
		}
		subjects := make([]*subject, len(rows))
		for i, r := range rows {
			subjects[i] = w.load(r)
		}
		if err := w.loadClaims(ctx, subjects); err != nil {
			return err
		}
		if _, err := w.settle(ctx, subjects); err != nil {
			return err
		}
	}
	return nil
}
