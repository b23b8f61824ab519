package httpapi_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/account"
	"lianzhang/internal/httpapi"
	"lianzhang/internal/httpapi/apitest"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// A setup link works once; then the administrator signs in by password, and
// after five wrong ones not even the right one opens the door.
func TestFirstRunSignInAndLock(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := apitest.New(t, db)
		ctx := context.Background()
		token, hash := account.NewToken()
		err := db.Write(ctx, access.System(), func(tx *store.Tx) error {
			return tx.AddTicket(ctx, account.Ticket{Hash: hash, Purpose: account.Setup, Expires: tx.Now.Add(time.Hour)})
		})
		if err != nil {
			t.Fatal(err)
		}
		var view struct{ State string }
		c.Do("GET", "/api/v1/session", nil, &view)
		if view.State != "setup" {
			t.Errorf("before set-up the state is %q", view.State)
		}
		const right = "Long-enough-1"
		steps := []struct {
			why    string
			path   string
			body   map[string]string
			status int
		}{
			{"weak password leaves the link unused", "/api/v1/setup", map[string]string{"token": token, "name": "chief", "password": "short"}, 400},
			{"the link opens once", "/api/v1/setup", map[string]string{"token": token, "name": "Chief", "password": right}, 200},
			{"and never again", "/api/v1/setup", map[string]string{"token": token, "name": "other", "password": right}, 401},
			{"the right password opens", "/api/v1/session", map[string]string{"name": "chief", "password": right}, 200},
			{"names ignore case", "/api/v1/session", map[string]string{"name": " CHIEF", "password": right}, 200},
			{"an unknown name is refused like a wrong password", "/api/v1/session", map[string]string{"name": "nobody", "password": right}, 401},
			{"an unknown token", "/api/v1/session", map[string]string{"token": "x"}, 401},
		}
		for _, s := range steps {
			if got := c.Do("POST", s.path, s.body, nil); got != s.status {
				t.Errorf("%s: %d, want %d", s.why, got, s.status)
			}
		}
		for range account.MaxFailures {
			c.Do("POST", "/api/v1/session", map[string]string{"name": "chief", "password": "Wrong-password-1"}, nil)
		}
		if got := c.Do("POST", "/api/v1/session", map[string]string{"name": "chief", "password": right}, nil); got != 429 {
			t.Errorf("after %d failures: %d, want 429", account.MaxFailures, got)
		}
	})
}

// Every operation of the description needs a sign-in, except those that let
// somebody in. A new operation is found here without being listed.
func TestEveryOperationNeedsASignIn(t *testing.T) {
	c := apitest.New(t, storetest.SQLite(t))
	raw, err := httpapi.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Paths map[string]map[string]any
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	open := map[string]bool{"get /api/v1/session": true, "post /api/v1/session": true, "delete /api/v1/session": true, "post /api/v1/setup": true}
	seen := 0
	for path, ops := range doc.Paths {
		for method := range ops {
			if open[method+" "+path] {
				continue
			}
			seen++
			target := strings.NewReplacer("{", "", "}", "").Replace(path)
			if got := c.Do(strings.ToUpper(method), target, nil, nil); got != http.StatusUnauthorized {
				t.Errorf("%s %s without a session: %d", method, path, got)
			}
		}
	}
	if seen < 4 {
		t.Errorf("only %d operations seen", seen)
	}
}

// Revoking holds at once, though sessions that were just looked up are kept.
func TestRevokedAtOnce(t *testing.T) {
	db := storetest.SQLite(t)
	admin := apitest.Signed(t, db)
	reader := admin.As("reader", access.Reader, access.Public, "330000")
	var view struct {
		Account struct{ ID, Role string }
	}
	if got := reader.Do("GET", "/api/v1/session", nil, &view); got != 200 || view.Account.Role != "reader" {
		t.Fatalf("reader is not signed in: %d %+v", got, view)
	}
	if got := reader.Do("GET", "/api/v1/accounts", nil, nil); got != http.StatusForbidden {
		t.Errorf("a reader lists accounts: %d", got)
	}
	change := map[string]any{"role": "reader", "regions": []string{"330000"}, "disabled": true}
	if got := admin.Do("PUT", "/api/v1/accounts/"+view.Account.ID, change, nil); got != 200 {
		t.Fatalf("disable: %d", got)
	}
	if got := reader.Do("GET", "/api/v1/accounts", nil, nil); got != http.StatusUnauthorized {
		t.Errorf("after being disabled: %d, want 401", got)
	}
}

// Signing out ends the session on the server, not only in the browser.
func TestSignOutEndsTheSession(t *testing.T) {
	c := apitest.Signed(t, storetest.SQLite(t))
	jar := c.HTTP.Jar
	c.HTTP.Jar = nil
	var token string
	req, _ := http.NewRequest("GET", c.Base, nil)
	for _, k := range jar.Cookies(req.URL) {
		token = k.Name + "=" + k.Value
	}
	with := map[string]string{"Cookie": token}
	if got, _ := c.Raw("GET", "/api/v1/accounts", nil, with); got != 200 {
		t.Fatalf("before: %d", got)
	}
	c.Raw("DELETE", "/api/v1/session", nil, with)
	if got, _ := c.Raw("GET", "/api/v1/accounts", nil, with); got != 401 {
		t.Errorf("after signing out: %d", got)
	}
}

// A change from another site is refused even with a valid cookie.
func TestCrossSite(t *testing.T) {
	c := apitest.Signed(t, storetest.SQLite(t))
	for why, header := range map[string]map[string]string{
		"told by the browser": {"Sec-Fetch-Site": "cross-site"},
		"told by the origin":  {"Origin": "https://elsewhere.example"},
	} {
		if got, body := c.Raw("DELETE", "/api/v1/session", nil, header); got != 403 || !strings.Contains(string(body), "CROSS_SITE") {
			t.Errorf("%s: %d %s", why, got, body)
		}
	}
}

// A repeated POST with one key happens once; another body is a conflict.
func TestIdempotencyKey(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := apitest.Signed(t, db)
		body := map[string]any{"name": "twin", "password": "Long-enough-1", "role": "reader", "regions": []string{"330000"}}
		key := map[string]string{"Idempotency-Key": "k1"}
		first, a := c.Raw("POST", "/api/v1/accounts", body, key)
		second, b := c.Raw("POST", "/api/v1/accounts", body, key)
		if first != 201 || second != 201 || string(a) != string(b) {
			t.Errorf("repeated: %d %s, then %d %s", first, a, second, b)
		}
		body["name"] = "other"
		if got, _ := c.Raw("POST", "/api/v1/accounts", body, key); got != 409 {
			t.Errorf("same key, other body: %d, want 409", got)
		}
		bad := map[string]string{"Idempotency-Key": "k2"}
		body["password"] = "weak"
		c.Raw("POST", "/api/v1/accounts", body, bad)
		body["password"] = "Long-enough-1"
		if got, answer := c.Raw("POST", "/api/v1/accounts", body, bad); got != 201 {
			t.Errorf("a refused request spends its key: %d %s", got, answer)
		}
	})
}

// The sentence is in the reader's language, the code is the same, and places
// of a malformed request are named.
func TestProblems(t *testing.T) {
	c := apitest.Signed(t, storetest.SQLite(t))
	cases := map[string]struct {
		method, path string
		body         any
		header       map[string]string
		status       int
		code, says   string
	}{
		"Chinese first":           {"GET", "/api/v1/nothing", nil, nil, 404, "NOT_FOUND", "没有找到"},
		"English by header":       {"GET", "/api/v1/nothing", nil, map[string]string{"Accept-Language": "en-GB"}, 404, "NOT_FOUND", "Not found"},
		"language by query":       {"GET", "/api/v1/nothing?lang=en", nil, nil, 404, "NOT_FOUND", "Not found"},
		"method not there":        {"PATCH", "/api/v1/accounts", nil, nil, 405, "METHOD", ""},
		"place of a missing part": {"POST", "/api/v1/accounts", map[string]any{"name": "ab"}, nil, 400, "INVALID", "password"},
		"body is no JSON object":  {"POST", "/api/v1/accounts", "x", nil, 400, "INVALID", ""},
		"type not understood":     {"POST", "/api/v1/accounts", "x", map[string]string{"Content-Type": "text/turtle"}, 415, "MEDIA_TYPE", ""},
		"body too large":          {"POST", "/api/v1/accounts", strings.Repeat("x", 2<<20), nil, 413, "TOO_LARGE", ""},
	}
	for why, k := range cases {
		status, raw := c.Raw(k.method, k.path, k.body, k.header)
		var p struct {
			Code, Detail, Trace, Title, Type string
			Status                           int
		}
		if err := json.Unmarshal(raw, &p); err != nil {
			t.Errorf("%s: %d %s", why, status, raw)
			continue
		}
		if status != k.status || p.Status != k.status || p.Code != k.code || !strings.Contains(p.Detail, k.says) || p.Trace == "" || strings.HasPrefix(p.Title, "HTTP_") || p.Type == "" {
			t.Errorf("%s: %d %s", why, status, raw)
		}
	}
}

// An unchanged answer is not sent twice.
func TestConditionalGet(t *testing.T) {
	c := apitest.Signed(t, storetest.SQLite(t))
	res, err := c.HTTP.Get(c.Base + "/api/v1/accounts")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	etag := res.Header.Get("ETag")
	if status, body := c.Raw("GET", "/api/v1/accounts", nil, map[string]string{"If-None-Match": etag}); status != 304 || len(body) > 0 {
		t.Errorf("same bytes: %d %s", status, body)
	}
	c.As("another", access.Reader, access.Public, region.Nation)
	if status, _ := c.Raw("GET", "/api/v1/accounts", nil, map[string]string{"If-None-Match": etag}); status != 200 {
		t.Errorf("changed bytes: %d", status)
	}
}
