package scan_test

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lianzhang/internal/fault"
	"lianzhang/internal/scan"
	"lianzhang/internal/scan/scantest"
)

func file(t *testing.T, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.bin")
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func scanner(t *testing.T, setting string) scan.Scanner {
	t.Helper()
	s, err := scan.New(setting)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestProgram(t *testing.T) {
	ctx := context.Background()
	sick, well := file(t, "a,b\n"+scan.Pattern()+"\n"), file(t, "a,b\n")
	if v, err := scan.File(ctx, scanner(t, scantest.Finds(t)), sick); err != nil || v != scan.Infected("Win.Test.EICAR") {
		t.Errorf("infected: %q %v", v, err)
	}
	if v, err := scan.File(ctx, scanner(t, scantest.Finds(t)), well); err != nil || v != scan.Clean {
		t.Errorf("clean: %q %v", v, err)
	}
	for why, s := range map[string]scan.Scanner{"ends with 2": scanner(t, scantest.Fails(t)), "is not there": scan.Program{"/nowhere/scanner"}} {
		var coded *fault.Coded
		if v, err := scan.File(ctx, s, well); !errors.As(err, &coded) || coded.Code != "SCAN_FAILED" || v != "" {
			t.Errorf("a program that %s: %q %v", why, v, err)
		}
	}
}

// clamd is the daemon's side of INSTREAM: it answers from what it was sent.
func clamd(t *testing.T, answer func(body string) string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			r := bufio.NewReader(conn)
			if command, err := r.ReadString(0); err != nil || command != "zINSTREAM\x00" {
				_, _ = io.WriteString(conn, "UNKNOWN COMMAND\x00")
			} else {
				var body strings.Builder
				for {
					var n uint32
					if binary.Read(r, binary.BigEndian, &n) != nil || n == 0 {
						break
					}
					_, _ = io.CopyN(&body, r, int64(n))
				}
				_, _ = io.WriteString(conn, answer(body.String())+"\x00")
			}
			_ = conn.Close()
		}
	}()
	return l.Addr().String()
}

func TestClamd(t *testing.T) {
	ctx := context.Background()
	at := clamd(t, func(body string) string {
		switch {
		case strings.Contains(body, scan.Pattern()):
			return "stream: Eicar-Signature FOUND"
		case len(body) > 300_000:
			return "INSTREAM size limit exceeded. ERROR"
		}
		return "stream: OK"
	})
	s, err := scan.New("clamd://" + at)
	if err != nil {
		t.Fatal(err)
	}
	far := strings.Repeat("x", 200_000) + scan.Pattern() // in the fourth piece
	if v, err := scan.File(ctx, s, file(t, far)); err != nil || v != scan.Infected("Eicar-Signature") {
		t.Errorf("infected: %q %v", v, err)
	}
	if v, err := scan.File(ctx, s, file(t, strings.Repeat("x", 200_000))); err != nil || v != scan.Clean {
		t.Errorf("clean: %q %v", v, err)
	}
	if v, err := scan.File(ctx, s, file(t, strings.Repeat("x", 400_000))); err == nil {
		t.Errorf("more than the daemon takes: %q", v)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if v, err := scan.File(ctx, scan.Clamd{Network: "tcp", Address: gone}, file(t, "x")); err == nil {
		t.Errorf("nobody answers: %q", v)
	}
}

// Without a scanner the test pattern is found wherever it lies, also across the
// pieces in which the file is read.
func TestPattern(t *testing.T) {
	for _, before := range []int{0, 1, 65_500, 65_535, 65_536, 131_000} {
		v, err := scan.File(context.Background(), nil, file(t, strings.Repeat("x", before)+scan.Pattern()+"y"))
		if err != nil || v != scan.Eicar {
			t.Errorf("after %d bytes: %q %v", before, v, err)
		}
	}
	if v, err := scan.File(context.Background(), nil, file(t, strings.Repeat("x", 200_000))); err != nil || v != scan.Unscanned {
		t.Errorf("an ordinary file: %q %v", v, err)
	}
}

func TestSetting(t *testing.T) {
	for setting, good := range map[string]bool{
		"exec:/usr/bin/clamscan --no-summary": true, "clamd://127.0.0.1:3310": true, "clamd:///run/clamd.sock": true, "clamd:/run/clamd.sock": true, "": true,
		"exec:clamscan": false, "exec:": false, "clamd://host": false, "icap://host:1344/avscan": false, "clamscan": false,
	} {
		if _, err := scan.New(setting); (err == nil) != good {
			t.Errorf("%q: %v", setting, err)
		}
	}
}
