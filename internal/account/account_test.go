package account_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"lianzhang/internal/account"
)

func TestCheckPassword(t *testing.T) {
	cases := map[string]struct {
		password string
		fits     bool
	}{
		"three classes":               {"abcdefgH1x", true},
		"Chinese counts as other":     {"产业链长制平台甲乙a1", true},
		"nine characters":             {"abcdeFG12", false},
		"two classes":                 {"abcdefgh12", false},
		"too long for the hash queue": {strings.Repeat("aA1", 50), false},
		"empty":                       {"", false},
	}
	for why, c := range cases {
		if err := account.CheckPassword(c.password); (err == nil) != c.fits {
			t.Errorf("%s: %v", why, err)
		}
	}
}

func TestHasher(t *testing.T) {
	ctx, h := context.Background(), account.NewHasher(1)
	stored, err := h.Hash(ctx, "Long-enough-1")
	if err != nil {
		t.Fatal(err)
	}
	again, _ := h.Hash(ctx, "Long-enough-1")
	if stored == again {
		t.Error("two hashes of one password are the same: no salt")
	}
	for why, c := range map[string]struct {
		stored, password string
		match            bool
	}{
		"right":                            {stored, "Long-enough-1", true},
		"wrong":                            {stored, "Long-enough-2", false},
		"no account matches nothing":       {"", "", false},
		"no account, not even the decoy's": {"", "Long-enough-1", false},
	} {
		if got, err := h.Match(ctx, c.stored, c.password); err != nil || got != c.match {
			t.Errorf("%s: %v %v", why, got, err)
		}
	}
	if _, err := h.Match(ctx, "$argon2id$v=19$m=8,t=1,p=1$AA$AA", "x"); err == nil {
		t.Error("weaker parameters are accepted")
	}
}

func TestLockAndSession(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	if account.Locked(account.MaxFailures-1, now, now) || !account.Locked(account.MaxFailures, now, now) {
		t.Error("the lock does not begin at the last failure allowed")
	}
	if account.Locked(account.MaxFailures, now.Add(-account.LockFor), now) {
		t.Error("the lock does not end")
	}
	fresh := account.Session{Created: now, Seen: now}
	if !fresh.Alive(now.Add(account.Idle - time.Second)) {
		t.Error("a session ends before it was idle long enough")
	}
	if fresh.Alive(now.Add(account.Idle)) {
		t.Error("an idle session does not end")
	}
	old := account.Session{Created: now.Add(-account.Absolute), Seen: now}
	if old.Alive(now) {
		t.Error("a busy session never ends")
	}
}
