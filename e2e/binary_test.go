// Package e2e_test drives the real binary by its command line and HTTP: what
// it says and how it ends when the world is not as it should be.
package e2e_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

var binary string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "lianzhang-bin-")
	if err != nil {
		panic(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil { // other users run it too
		panic(err)
	}
	binary = filepath.Join(dir, "lianzhang")
	if out, err := exec.Command("go", "build", "-o", binary, "../cmd/lianzhang").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%v\n%s", err, out)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// run runs a command to its end.
func run(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	return runAs(t, nil, args...)
}

func runAs(t *testing.T, who *syscall.Credential, args ...string) (code int, out, errs string) {
	t.Helper()
	cmd := exec.Command(binary, args...)
	cmd.Env = append(os.Environ(), "LIANZHANG_LANG=en")
	if who != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: who}
	}
	var o, e bytes.Buffer
	cmd.Stdout, cmd.Stderr = &o, &e
	err := cmd.Run()
	if _, ended := err.(*exec.ExitError); err != nil && !ended {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), o.String(), e.String()
}

// server is a running program.
type server struct {
	cmd  *exec.Cmd
	said *syncBuffer
	base string
}

var address = regexp.MustCompile(`(?m)^(https?://\S+)$`)

// serve starts the program on a folder and waits until it is ready.
func serve(t *testing.T, dir string, args ...string) *server {
	t.Helper()
	s := &server{said: &syncBuffer{}}
	s.cmd = exec.Command(binary, append([]string{"serve", "--addr", "127.0.0.1:0", "--data", dir}, args...)...)
	s.cmd.Stderr = s.said
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.kill() })
	for until := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		if m := address.FindStringSubmatch(s.said.String()); m != nil {
			s.base = m[1]
			if res, err := http.Get(s.base + "/readyz"); err == nil {
				res.Body.Close()
				if res.StatusCode == http.StatusOK {
					return s
				}
			}
		}
		if time.Now().After(until) {
			t.Fatalf("not ready:\n%s", s.said)
		}
	}
}

func (s *server) kill() {
	_ = s.cmd.Process.Kill() // it may have ended
	_ = s.cmd.Wait()         // likewise
}

func (s *server) get(t *testing.T, path string) (int, string) {
	t.Helper()
	res, err := http.Get(s.base + path)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

// expect fails unless the command ended with the code and said the word, in a
// sentence and not in a stack trace.
func expect(t *testing.T, why string, code int, errs string, wantCode int, word string) {
	t.Helper()
	if code != wantCode || !strings.Contains(errs, "["+word+"]") || strings.Contains(errs, "goroutine ") {
		t.Errorf("%s: exit code %d, want %d with [%s]:\n%s", why, code, wantCode, word, errs)
	}
}

// Everything that can be wrong before the program serves has a sentence and a
// code of its own, and harms nothing.
func TestRefusesToStart(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	write := func(name, content string) string {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	foreign := t.TempDir()
	sqlite(t, filepath.Join(foreign, "lianzhang.db"), `CREATE TABLE other (a)`)
	newer := t.TempDir()
	if code, _, errs := run(t, "migrate", "--data", newer); code != 0 {
		t.Fatal(errs)
	}
	sqlite(t, filepath.Join(newer, "lianzhang.db"), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`)
	held := t.TempDir()
	first := serve(t, held)
	defer first.kill()
	cases := map[string]struct {
		args []string
		code int
		word string
	}{
		"busy port":                     {[]string{"--data", t.TempDir(), "--addr", busy.Addr().String()}, 7, "ADDR_IN_USE"},
		"a text file as database":       {[]string{"--data", write("lianzhang.db", strings.Repeat("not a database\n", 100)), "--addr", "127.0.0.1:0"}, 8, "DB_CORRUPT"},
		"another program's database":    {[]string{"--data", foreign, "--addr", "127.0.0.1:0"}, 8, "DB_FOREIGN"},
		"a newer database":              {[]string{"--data", newer, "--addr", "127.0.0.1:0"}, 6, "DB_NEWER"},
		"a second process":              {[]string{"--data", held, "--addr", "127.0.0.1:0"}, 6, "DB_LOCKED"},
		"a wrong address":               {[]string{"--data", t.TempDir(), "--addr", "nonsense"}, 2, "CONFIG_WRONG"},
		"a wrong database URL":          {[]string{"--db", "mysql://x", "--addr", "127.0.0.1:0"}, 2, "CONFIG_WRONG"},
		"a database server that is off": {[]string{"--db", "postgres://x@127.0.0.1:1/x", "--data", t.TempDir(), "--addr", "127.0.0.1:0"}, 7, "DB_LOST"},
		"a file where the folder is":    {[]string{"--data", filepath.Join(write("file", "x"), "file", "below"), "--addr", "127.0.0.1:0"}, 1, ""},
	}
	for why, c := range cases {
		code, _, errs := run(t, append([]string{"serve"}, c.args...)...)
		if c.word == "" {
			if code == 0 || strings.Contains(errs, "goroutine ") {
				t.Errorf("%s: %d\n%s", why, code, errs)
			}
			continue
		}
		expect(t, why, code, errs, c.code, c.word)
	}
	if text := sqlite(t, filepath.Join(foreign, "lianzhang.db"), `SELECT count(*) FROM sqlite_master`); text != "1" {
		t.Errorf("the other program's database was changed: %s objects", text)
	}
}

// A folder that cannot be written is told as such to who is not root.
func TestReadOnlyFolder(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	var who *syscall.Credential
	if os.Getuid() == 0 {
		who = &syscall.Credential{Uid: 65534, Gid: 65534}
		for at := filepath.Dir(dir); at != "/" && at != os.TempDir(); at = filepath.Dir(at) {
			if err := os.Chmod(at, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	code, _, errs := runAs(t, who, "serve", "--data", dir, "--addr", "127.0.0.1:0")
	expect(t, "read-only folder", code, errs, 7, "DB_READONLY")
}

// A full disk refuses changes with its own code, reading goes on, and when
// there is room again the program works on without a restart.
func TestDiskFull(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("needs a small file system, which root can mount")
	}
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("cannot mount: %s", out)
	}
	defer exec.Command("umount", "-l", dir).Run() //nolint:errcheck // best effort after the test
	s := serve(t, dir)
	defer s.kill()
	filler := filepath.Join(dir, "filler")
	if err := os.WriteFile(filler, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	fill(t, filler)
	status, body := 0, ""
	for range 200 { // until the room inside the database file is used up too
		status, body = post(t, s.base+"/api/v1/session", `{"name":"`+strings.Repeat("n", 60)+fmt.Sprint(time.Now().UnixNano()%1000)+`","password":"x"}`)
		if status == 507 {
			break
		}
		fill(t, filler)
	}
	if status != 507 || !strings.Contains(body, "E_DISK_FULL") {
		t.Errorf("with a full disk: %d %s", status, body)
	}
	if status, body := s.get(t, "/api/v1/session"); status != 200 {
		t.Errorf("reading with a full disk: %d %s", status, body)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	if status, body := post(t, s.base+"/api/v1/session", `{"name":"nobody","password":"x"}`); status != 401 {
		t.Errorf("with room again: %d %s", status, body)
	}
}

// Version, description of the API, health and metrics answer, and metrics name
// no person.
func TestSaysWhatItIs(t *testing.T) {
	if code, out, _ := run(t, "version", "--output", "json"); code != 0 || !strings.Contains(out, `"sqlite": "3.`) {
		t.Errorf("version: %d %s", code, out)
	}
	if code, out, _ := run(t, "openapi"); code != 0 || !strings.Contains(out, `"openapi": "3.1`) {
		t.Errorf("openapi: %d", code)
	}
	if code, _, _ := run(t, "no-such-command"); code != 2 {
		t.Errorf("unknown command: %d, want 2", code)
	}
	dir := t.TempDir()
	s := serve(t, dir)
	for path, word := range map[string]string{"/healthz": "ok", "/readyz": "ready", "/metrics": "lianzhang_build_info", "/api/v1/openapi.json": `"openapi":"3.1`} {
		if status, body := s.get(t, path); status != 200 || !strings.Contains(body, word) {
			t.Errorf("%s: %d", path, status)
		}
	}
	post(t, s.base+"/api/v1/session", `{"name":"secretive","password":"x"}`)
	if _, body := s.get(t, "/metrics"); strings.Contains(body, "secretive") || strings.Contains(body, "127.0.0.1") {
		t.Error("metrics name persons or addresses")
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	code, out, errs := run(t, "doctor", "--data", dir, "--output", "json")
	if code != 0 || !strings.Contains(out, `"id": "integrity"`) {
		t.Errorf("doctor while it runs: %d %s %s", code, out, errs)
	}
	if code, out, _ := run(t, "migrate", "--check", "--data", dir); code != 0 {
		t.Errorf("migrate --check on a new database: %d %s", code, out)
	}
}
