package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/account"
	"lianzhang/internal/date"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
)

const accountColumns = `id, name, title, role, regions, class, password, disabled, demo, created_at`

// Accounts returns all accounts in order of their name.
func (tx *Tx) Accounts(ctx context.Context) ([]account.Account, error) {
	rows, err := tx.QueryContext(ctx, `SELECT `+accountColumns+` FROM account ORDER BY name`)
	if err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	defer rows.Close()
	var all []account.Account
	for rows.Next() {
		a, err := scanAccount(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, rows.Err()
}

// AccountTitles returns the titles of accounts by ID, for what people did: whoever sees a deed sees whose it is.
func (tx *Tx) AccountTitles(ctx context.Context) (map[string]string, error) {
	all, err := tx.Accounts(ctx)
	titles := make(map[string]string, len(all))
	for _, a := range all {
		titles[a.ID] = a.Title
	}
	return titles, err
}

// AccountByName returns the account of that sign-in name.
func (tx *Tx) AccountByName(ctx context.Context, name string) (account.Account, error) {
	return scanAccount(tx.QueryRowContext(ctx, `SELECT `+accountColumns+` FROM account WHERE name = $1`, account.Normal(name)))
}

// Account returns the account of that ID.
func (tx *Tx) Account(ctx context.Context, id string) (account.Account, error) {
	return scanAccount(tx.QueryRowContext(ctx, `SELECT `+accountColumns+` FROM account WHERE id = $1`, id))
}

func scanAccount(row interface{ Scan(...any) error }) (account.Account, error) {
	var a account.Account
	var regions, class string
	var disabled, demo, created int64
	err := row.Scan(&a.ID, &a.Name, &a.Title, &a.Role, &regions, &class, &a.Password, &disabled, &demo, &created)
	if errors.Is(err, sql.ErrNoRows) {
		return a, fault.New(fault.ErrNotFound, "ACCOUNT_UNKNOWN")
	}
	if err != nil {
		return a, fmt.Errorf("account: %w", err)
	}
	for _, code := range strings.Fields(regions) {
		a.Regions = append(a.Regions, region.Code(code))
	}
	a.Disabled, a.Demo, a.Created = disabled != 0, demo != 0, date.FromMillis(created)
	a.Class, err = access.ParseClass(class)
	return a, err
}

// CountAccounts returns how many accounts there are.
func (tx *Tx) CountAccounts(ctx context.Context) (int, error) {
	var n int
	err := tx.QueryRowContext(ctx, `SELECT count(*) FROM account`).Scan(&n)
	return n, err
}

// AddAccount stores a new account.
func (tx *Tx) AddAccount(ctx context.Context, a account.Account) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO account (`+accountColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		a.ID, a.Name, a.Title, string(a.Role), joinRegions(a.Regions), a.Class.String(), a.Password, flag(a.Disabled), flag(a.Demo), date.Millis(tx.Now))
	if err != nil {
		return fmt.Errorf("add account: %w", err)
	}
	return tx.Act(ctx, "account.add", a.ID, a.Name)
}

// SetAccount stores title, role, regions, class and whether it is disabled; a
// change takes the account's sessions away.
func (tx *Tx) SetAccount(ctx context.Context, a account.Account) error {
	_, err := tx.ExecContext(ctx, `UPDATE account SET title = $2, role = $3, regions = $4, class = $5, disabled = $6 WHERE id = $1`,
		a.ID, a.Title, string(a.Role), joinRegions(a.Regions), a.Class.String(), flag(a.Disabled))
	if err != nil {
		return fmt.Errorf("change account: %w", err)
	}
	if err := tx.EndSessions(ctx, a.ID); err != nil {
		return err
	}
	return tx.Act(ctx, "account.change", a.ID, a.Name)
}

// SetPassword stores a new password hash and takes the account's sessions away.
func (tx *Tx) SetPassword(ctx context.Context, id, hash string) error {
	if _, err := tx.ExecContext(ctx, `UPDATE account SET password = $2 WHERE id = $1`, id, hash); err != nil {
		return fmt.Errorf("set password: %w", err)
	}
	if err := tx.EndSessions(ctx, id); err != nil {
		return err
	}
	return tx.Act(ctx, "account.password", id, "")
}

// AddSession stores a session and forgets those past their time.
func (tx *Tx) AddSession(ctx context.Context, s account.Session) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM session WHERE created_at < $1`, date.Millis(tx.Now.Add(-account.Absolute))); err != nil {
		return fmt.Errorf("forget old sessions: %w", err)
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO session (hash, account, created_at, seen_at) VALUES ($1, $2, $3, $3)`,
		s.Hash, s.Account, date.Millis(tx.Now))
	if err != nil {
		return fmt.Errorf("add session: %w", err)
	}
	return tx.Act(ctx, "session.begin", s.Account, "")
}

// Session returns a session and its account; fault.ErrNotFound when unknown.
func (tx *Tx) Session(ctx context.Context, hash string) (account.Session, account.Account, error) {
	s := account.Session{Hash: hash}
	var created, seen int64
	err := tx.QueryRowContext(ctx, `SELECT account, created_at, seen_at FROM session WHERE hash = $1`, hash).Scan(&s.Account, &created, &seen)
	if errors.Is(err, sql.ErrNoRows) {
		return s, account.Account{}, fault.New(fault.ErrNotFound, "SIGN_IN")
	}
	if err != nil {
		return s, account.Account{}, fmt.Errorf("session: %w", err)
	}
	s.Created, s.Seen = date.FromMillis(created), date.FromMillis(seen)
	a, err := tx.Account(ctx, s.Account)
	return s, a, err
}

// SessionSeen notes when a session was last used.
func (tx *Tx) SessionSeen(ctx context.Context, hash string, at time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE session SET seen_at = $2 WHERE hash = $1 AND seen_at < $2`, hash, date.Millis(at))
	return err
}

// EndSession takes one session away.
func (tx *Tx) EndSession(ctx context.Context, hash string) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM session WHERE hash = $1`, hash)
	return err
}

// EndSessions takes all sessions and sign-in tickets of an account away.
func (tx *Tx) EndSessions(ctx context.Context, id string) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM ticket WHERE account = $1`, id); err != nil {
		return fmt.Errorf("end tickets: %w", err)
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM session WHERE account = $1`, id); err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	return nil
}

// AddTicket stores a ticket; earlier ones of the same purpose and account end.
func (tx *Tx) AddTicket(ctx context.Context, t account.Ticket) error {
	who := sql.NullString{String: t.Account, Valid: t.Account != ""}
	if _, err := tx.ExecContext(ctx, `DELETE FROM ticket WHERE purpose = $1 AND coalesce(account, '') = $2`, t.Purpose, t.Account); err != nil {
		return fmt.Errorf("end tickets: %w", err)
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO ticket (hash, purpose, account, expires_at) VALUES ($1, $2, $3, $4)`,
		t.Hash, t.Purpose, who, date.Millis(t.Expires))
	if err != nil {
		return fmt.Errorf("add ticket: %w", err)
	}
	return nil
}

// UseTicket marks a ticket used and returns it.
func (tx *Tx) UseTicket(ctx context.Context, hash, purpose string) (account.Ticket, error) {
	t := account.Ticket{Hash: hash, Purpose: purpose}
	var who sql.NullString
	var expires int64
	err := tx.QueryRowContext(ctx, `UPDATE ticket SET used_at = $3
		WHERE hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3 RETURNING account, expires_at`,
		hash, purpose, date.Millis(tx.Now)).Scan(&who, &expires)
	if errors.Is(err, sql.ErrNoRows) {
		return t, fault.New(fault.ErrNotFound, "TICKET_SPENT")
	}
	if err != nil {
		return t, fmt.Errorf("use ticket: %w", err)
	}
	t.Account, t.Expires = who.String, date.FromMillis(expires)
	return t, nil
}

// Failures returns how often a name failed to sign in from an address, and
// when last.
func (tx *Tx) Failures(ctx context.Context, name, address string) (int, time.Time, error) {
	var n int
	var last int64
	err := tx.QueryRowContext(ctx, `SELECT failures, last_at FROM sign_in_failure WHERE name = $1 AND address = $2`, name, address).Scan(&n, &last)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, time.Time{}, nil
	}
	return n, date.FromMillis(last), err
}

// AddFailure counts one more failure; those older than the lock are forgotten.
func (tx *Tx) AddFailure(ctx context.Context, name, address string) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM sign_in_failure WHERE last_at < $1`, date.Millis(tx.Now.Add(-account.LockFor))); err != nil {
		return fmt.Errorf("forget failures: %w", err)
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO sign_in_failure (name, address, failures, last_at) VALUES ($1, $2, 1, $3)
		ON CONFLICT (name, address) DO UPDATE SET failures = sign_in_failure.failures + 1, last_at = excluded.last_at`,
		name, address, date.Millis(tx.Now))
	if err != nil {
		return fmt.Errorf("count failure: %w", err)
	}
	return nil
}

// ClearFailures forgets the failures of a name from an address.
func (tx *Tx) ClearFailures(ctx context.Context, name, address string) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM sign_in_failure WHERE name = $1 AND address = $2`, name, address)
	return err
}

func joinRegions(codes []region.Code) string {
	parts := make([]string, len(codes))
	for i, c := range codes {
		parts[i] = string(c)
	}
	return strings.Join(parts, " ")
}
