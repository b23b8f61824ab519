package e2e_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"lianzhang/internal/store/storetest"
)

// withAccount makes a database with one account and returns its folder.
func withAccount(t *testing.T, args ...string) string {
	t.Helper()
	dir := t.TempDir()
	addUser(t, append([]string{"--data", dir}, args...)...)
	return dir
}

func addUser(t *testing.T, where ...string) {
	t.Helper()
	cmd := exec.Command(binary, append([]string{"user", "add", "chief", "--role", "admin"}, where...)...)
	cmd.Stdin = strings.NewReader("Long-enough-1\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("add account: %v %s", err, out)
	}
}

// users lists the accounts, with their public IDs.
func users(t *testing.T, where ...string) string {
	t.Helper()
	code, out, errs := run(t, append([]string{"user", "ls", "--output", "json"}, where...)...)
	if code != 0 {
		t.Fatal(errs)
	}
	return out
}

// A backup taken while the program runs comes back whole, files included, and
// what was there before is kept.
func TestBackupAndRestore(t *testing.T) {
	dir := withAccount(t)
	if err := os.MkdirAll(filepath.Join(dir, "maps"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "maps", "a.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := serve(t, dir)
	file := filepath.Join(t.TempDir(), "backup.lzb")
	if code, _, errs := run(t, "backup", file, "--data", dir); code != 0 {
		t.Fatal(errs)
	}
	code, _, errs := run(t, "backup", file, "--data", dir)
	expect(t, "an older backup is not overwritten", code, errs, 6, "BACKUP_EXISTS")
	code, _, errs = run(t, "restore", file, "--data", dir)
	expect(t, "restoring under a running program", code, errs, 6, "DB_LOCKED")
	s.kill()
	code, _, errs = run(t, "restore", file, "--data", dir)
	expect(t, "restoring over data", code, errs, 6, "RESTORE_FULL")

	fresh := t.TempDir()
	if code, _, errs := run(t, "restore", file, "--data", fresh); code != 0 {
		t.Fatal(errs)
	}
	if was, is := users(t, "--data", dir), users(t, "--data", fresh); was != is {
		t.Errorf("accounts were %s and came back as %s", was, is)
	}
	if raw, err := os.ReadFile(filepath.Join(fresh, "maps", "a.json")); err != nil || string(raw) != "{}" {
		t.Errorf("file came back as %q, %v", raw, err)
	}
	serve(t, fresh).kill()
	if code, _, errs := run(t, "restore", file, "--data", dir, "--force"); code != 0 {
		t.Fatal(errs)
	}
	if kept, err := filepath.Glob(filepath.Join(dir, "before-restore-*", "lianzhang.db")); err != nil || len(kept) != 1 {
		t.Errorf("what was there is kept as %v, %v", kept, err)
	}
}

// One changed bit or one missing byte is found before anything is touched.
func TestDamagedBackup(t *testing.T) {
	dir := withAccount(t)
	file := filepath.Join(t.TempDir(), "backup.lzb")
	if code, _, errs := run(t, "backup", file, "--data", dir); code != 0 {
		t.Fatal(errs)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	flip := func(at int) []byte {
		b := append([]byte(nil), whole...)
		b[at] ^= 1
		return b
	}
	for why, content := range map[string][]byte{
		"first byte": flip(0), "in a table": flip(len(whole) / 3), "in the directory": flip(len(whole) - 100), "last byte": flip(len(whole) - 1),
		"cut short": whole[:len(whole)-1], "half": whole[:len(whole)/2], "empty": {}, "something else": []byte(strings.Repeat("x", 1000)),
	} {
		bad := filepath.Join(t.TempDir(), "bad.lzb")
		if err := os.WriteFile(bad, content, 0o600); err != nil {
			t.Fatal(err)
		}
		before := users(t, "--data", dir)
		code, _, errs := run(t, "restore", bad, "--data", dir, "--force")
		expect(t, why, code, errs, 8, "BACKUP_DAMAGED")
		if users(t, "--data", dir) != before {
			t.Errorf("%s: the data were touched", why)
		}
	}
}

// A backup of one database comes back on the other, in both directions.
func TestBackupCrossesDatabases(t *testing.T) {
	first := storetest.PostgresURL(t)
	dir := withAccount(t)
	one := filepath.Join(t.TempDir(), "one.lzb")
	two := filepath.Join(t.TempDir(), "two.lzb")
	steps := [][]string{
		{"backup", one, "--data", dir},
		{"restore", one, "--db", first, "--data", t.TempDir()},
		{"backup", two, "--db", first, "--data", t.TempDir()},
	}
	back := t.TempDir()
	steps = append(steps, []string{"restore", two, "--data", back})
	for _, args := range steps {
		if code, _, errs := run(t, args...); code != 0 {
			t.Fatalf("%v: %s", args, errs)
		}
	}
	was := users(t, "--data", dir)
	if got := users(t, "--db", first, "--data", t.TempDir()); got != was {
		t.Errorf("on PostgreSQL: %s, want %s", got, was)
	}
	if got := users(t, "--data", back); got != was {
		t.Errorf("back on SQLite: %s, want %s", got, was)
	}
	code, _, errs := run(t, "restore", one, "--db", first, "--data", t.TempDir())
	expect(t, "over data on PostgreSQL", code, errs, 6, "RESTORE_FULL")
	if code, _, errs := run(t, "restore", one, "--db", first, "--data", t.TempDir(), "--force"); code != 0 {
		t.Fatal(errs)
	}
	if got := users(t, "--db", first, "--data", t.TempDir()); got != was {
		t.Errorf("after restoring over data: %s", got)
	}
}
