// Package apitest talks to the whole API in tests, as a browser would: over
// HTTP, with a session cookie.
package apitest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"testing"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/account"
	"lianzhang/internal/config"
	"lianzhang/internal/httpapi"
	"lianzhang/internal/job"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// Client is a browser with a cookie jar at one server.
type Client struct {
	t    testing.TB
	Base string
	HTTP *http.Client
	db   *store.DB
}

// New starts a server over db and its background work; nobody is signed in.
func New(t testing.TB, db *store.DB) *Client {
	t.Helper()
	return Configured(t, db, config.Config{})
}

// Configured is [New] with settings; the data folder is a new one when none is
// given.
func Configured(t testing.TB, db *store.DB, cfg config.Config) *Client {
	t.Helper()
	cfg.Version = "test"
	if cfg.Data == "" {
		cfg.Data = t.TempDir()
	}
	jobs := job.NewRunner(db)
	if err := jobs.Start(context.Background(), true); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(jobs.Stop)
	srv := httptest.NewServer(httpapi.New(db, cfg, jobs))
	t.Cleanup(srv.Close)
	return client(t, srv.URL, db)
}

func client(t testing.TB, base string, db *store.DB) *Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &Client{t: t, Base: base, HTTP: &http.Client{Jar: jar}, db: db}
}

// Signed starts a server over db with an administrator signed in who sees
// everything.
func Signed(t testing.TB, db *store.DB) *Client {
	t.Helper()
	return New(t, db).AsAdmin()
}

// AsAdmin signs an administrator in who sees everything.
func (c *Client) AsAdmin() *Client {
	c.t.Helper()
	return c.As("admin", access.Admin, access.Core, region.Nation)
}

// As adds an account and returns another browser that it is signed in at.
func (c *Client) As(name string, role access.Role, class access.Class, places ...region.Code) *Client {
	c.t.Helper()
	ctx := context.Background()
	token, hash := account.NewToken()
	err := c.db.Write(ctx, access.System(), func(tx *store.Tx) error {
		a, err := account.Add(ctx, tx, account.Account{Name: name, Role: role, Class: class, Regions: places})
		if err != nil {
			return err
		}
		return tx.AddTicket(ctx, account.Ticket{Hash: hash, Purpose: account.SignIn, Account: a.ID, Expires: tx.Now.Add(time.Hour)})
	})
	if err != nil {
		c.t.Fatal(err)
	}
	other := client(c.t, c.Base, c.db)
	if status := other.Do(http.MethodPost, "/api/v1/session", map[string]string{"token": token}, nil); status != http.StatusOK {
		c.t.Fatalf("sign in: %d", status)
	}
	return other
}

// Do sends in as JSON, decodes the answer into out and returns the status;
// either may be nil.
func (c *Client) Do(method, path string, in, out any) int {
	c.t.Helper()
	status, body := c.Raw(method, path, in, nil)
	if out != nil {
		if err := json.Unmarshal(body, out); err != nil {
			c.t.Fatalf("%s %s: %d %s: %v", method, path, status, body, err)
		}
	}
	return status
}

// Raw sends in as JSON with more headers and returns the status and the body.
func (c *Client) Raw(method, path string, in any, header map[string]string) (int, []byte) {
	c.t.Helper()
	var body io.Reader
	if in != nil {
		raw, err := json.Marshal(in)
		if err != nil {
			c.t.Fatal(err)
		}
		body = bytes.NewReader(raw)
	}
	req, err := http.NewRequest(method, c.Base+path, body)
	if err != nil {
		c.t.Fatal(err)
	}
	if in != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for name, value := range header {
		req.Header.Set(name, value)
	}
	res, err := c.HTTP.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return res.StatusCode, raw
}
