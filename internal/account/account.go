// Package account says who signs in: local accounts with a password, their
// role and the places they may see, the sessions they hold and the one-time
// tickets that let somebody in without a password.
//
// A ticket opens one door once: "setup" creates the first administrator,
// "signin" signs one account in. There is no default password anywhere.
package account

import (
	"context"
	"strings"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
)

// Account is one person who signs in.
type Account struct {
	ID       string // public ID, letter U
	Name     string // what is typed to sign in; unique, lower case
	Title    string // what is shown, such as a person's name
	Role     access.Role
	Regions  []region.Code // what subtrees the person may see
	Class    access.Class  // the closest field class the person may see
	Password string        // argon2id hash, never shown; empty means no password
	Disabled bool
	Demo     bool
	Created  time.Time
}

// Actor is the account as one who acts.
func (a Account) Actor() access.Actor {
	return access.Actor{
		Account: a.ID, Name: a.Name, Role: a.Role,
		Scope: access.Scope{Regions: a.Regions, Class: a.Class},
	}
}

// Tx is what this package asks of a transaction.
type Tx interface {
	// AccountByName returns fault.ErrNotFound when there is none.
	AccountByName(ctx context.Context, name string) (Account, error)
	AddAccount(ctx context.Context, a Account) error
	CountAccounts(ctx context.Context) (int, error)
	// UseTicket marks the ticket used and returns it; fault.ErrNotFound when
	// it is unknown, used or past its time.
	UseTicket(ctx context.Context, hash, purpose string) (Ticket, error)
}

// Normal returns the sign-in name as stored: trimmed and in lower case.
func Normal(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// Add checks a and stores it under a new ID. The password must be hashed
// already, because hashing takes long and must not happen in a transaction.
func Add(ctx context.Context, tx Tx, a Account) (Account, error) {
	a.Name = Normal(a.Name)
	if n := len([]rune(a.Name)); n < 2 || n > 64 || strings.ContainsAny(a.Name, " \t\r\n") {
		return Account{}, fault.New(fault.ErrInvalid, "ACCOUNT_NAME")
	}
	if !(access.Actor{Role: a.Role}).May(access.Reader) {
		return Account{}, fault.New(fault.ErrInvalid, "ACCOUNT_ROLE", "role", string(a.Role))
	}
	if len(a.Regions) == 0 {
		return Account{}, fault.New(fault.ErrInvalid, "ACCOUNT_REGIONS")
	}
	if a.Title == "" {
		a.Title = a.Name
	}
	if _, err := tx.AccountByName(ctx, a.Name); err == nil {
		return Account{}, fault.New(fault.ErrConflict, "ACCOUNT_EXISTS", "name", a.Name)
	}
	a.ID = fact.NewPID("U")
	return a, tx.AddAccount(ctx, a)
}

// SetUp creates the first administrator with the ticket printed at first run.
func SetUp(ctx context.Context, tx Tx, token, name, passwordHash string) (Account, error) {
	if _, err := tx.UseTicket(ctx, TokenHash(token), Setup); err != nil {
		return Account{}, fault.New(fault.ErrForbidden, "TICKET_SPENT").Because(err)
	}
	n, err := tx.CountAccounts(ctx)
	if err != nil {
		return Account{}, err
	}
	if n > 0 {
		return Account{}, fault.New(fault.ErrConflict, "SETUP_DONE")
	}
	return Add(ctx, tx, Account{
		Name: name, Role: access.Admin, Password: passwordHash,
		Regions: []region.Code{region.Nation}, Class: access.Core,
	})
}
