package cli

import (
	"context"
	"errors"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/account"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// demoName is the account that walks through the demonstration data.
const demoName = "demo"

// greet prints where the program is and, on a first run, the one-time link
// that lets somebody in: to set up the first administrator, or with --demo
// straight into the demonstration.
func (a *App) greet(ctx context.Context, db *store.DB, base string) error {
	a.say("%s", base)
	var n int
	err := db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
		n, err = tx.CountAccounts(ctx)
		return err
	})
	if err != nil {
		return err
	}
	if a.Config.Demo {
		return a.greetDemo(ctx, db, base, n == 0)
	}
	if n > 0 {
		return nil
	}
	link, err := ticketLink(ctx, db, base, account.Setup, "")
	if err != nil {
		return err
	}
	a.say("首次使用，请在 24 小时内用浏览器打开下面的链接，设置管理员账号（只能用一次）：")
	a.say("First run: open this link within 24 hours to set up the administrator (it works once):")
	a.say("  %s", link)
	return nil
}

// greetDemo makes the demonstration account on a database without accounts
// and prints a link that signs it in once.
func (a *App) greetDemo(ctx context.Context, db *store.DB, base string, first bool) error {
	if first {
		password, err := a.addDemo(ctx, db)
		if err != nil {
			return err
		}
		a.say("演示账号 %s，密码 %s（只显示这一次）", demoName, password)
		a.say("Demonstration account %s, password %s (shown only now)", demoName, password)
	}
	var who account.Account
	err := db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
		who, err = tx.AccountByName(ctx, demoName)
		return err
	})
	if errors.Is(err, fault.ErrNotFound) || err == nil && (who.Disabled || !who.Demo) {
		return nil // a database in real use: its accounts stay the only door
	}
	if err != nil {
		return err
	}
	link, err := ticketLink(ctx, db, base, account.SignIn, who.ID)
	if err != nil {
		return err
	}
	a.say("用浏览器打开下面的链接即可进入（只能用一次）：")
	a.say("Open this link to enter (it works once):")
	a.say("  %s", link)
	return nil
}

func (a *App) addDemo(ctx context.Context, db *store.DB) (password string, err error) {
	token, _ := account.NewToken()
	password = token[:16] + "-aA1"
	hash, err := account.NewHasher(1).Hash(ctx, password)
	if err != nil {
		return "", err
	}
	return password, db.Write(ctx, access.System(), func(tx *store.Tx) error {
		_, err := account.Add(ctx, tx, account.Account{
			Name: demoName, Title: "演示账号", Role: access.Admin, Class: access.Core,
			Regions: []region.Code{region.Nation}, Password: hash, Demo: true,
		})
		return err
	})
}

// pages are the addresses of the front end that take a ticket. The token comes
// after #, so it reaches neither logs nor other sites.
var pages = map[string]string{account.Setup: "/setup#token=", account.SignIn: "/sign-in#token="}

func ticketLink(ctx context.Context, db *store.DB, base, purpose, who string) (string, error) {
	token, hash := account.NewToken()
	err := db.Write(ctx, access.System(), func(tx *store.Tx) error {
		return tx.AddTicket(ctx, account.Ticket{Hash: hash, Purpose: purpose, Account: who, Expires: time.Now().Add(account.TicketFor)})
	})
	return base + pages[purpose] + token, err
}
