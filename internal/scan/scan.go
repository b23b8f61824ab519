// Package scan asks a virus scanner about a file before anybody opens it: a
// program on this machine, or the clamd daemon over a socket. Without a scanner
// only the harmless test pattern EICAR is recognised, so that people can see
// that files pass through here.
package scan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"lianzhang/internal/fault"
)

// Verdict is what is known of a file. Its words are stored with the file.
type Verdict string

// The verdicts; an infected file has the name of what was found after the word.
const (
	Unscanned Verdict = "unscanned" // no scanner is set
	Clean     Verdict = "clean"
	Eicar     Verdict = "eicar" // the test pattern, and no scanner is set
	infected          = "infected "
)

// Infected is the verdict on a file in which a scanner found something.
func Infected(name string) Verdict { return Verdict(infected + name) }

// Threat returns what a scanner found, and whether it found anything.
func (v Verdict) Threat() (string, bool) { return strings.CutPrefix(string(v), infected) }

// Scanner looks at a file. An error says that nobody knows what the file is; it
// must then not be taken.
type Scanner interface {
	Scan(ctx context.Context, path string) (Verdict, error)
}

// patience is how long a scanner may take for one file.
const patience = 2 * time.Minute

// New reads the setting: "" for none, "exec:PROGRAM ARGS…" for a program that
// gets the path as its last argument, "clamd://HOST:PORT" or "clamd:/SOCKET"
// for the daemon. It returns nil when none is set.
func New(setting string) (Scanner, error) {
	wrong := fault.New(fault.ErrInvalid, "CONFIG_WRONG", "setting", "--scanner", "value", setting)
	switch {
	case setting == "":
		return nil, nil
	case strings.HasPrefix(setting, "exec:"):
		words := strings.Fields(strings.TrimPrefix(setting, "exec:"))
		if len(words) == 0 || !filepath.IsAbs(words[0]) {
			return nil, wrong
		}
		return Program(words), nil
	}
	u, err := url.Parse(setting)
	switch {
	case err != nil || u.Scheme != "clamd":
		return nil, wrong
	case u.Host != "" && u.Port() != "" && u.Path == "":
		return Clamd{"tcp", u.Host}, nil
	case u.Host == "" && filepath.IsAbs(u.Path):
		return Clamd{"unix", u.Path}, nil
	}
	return nil, wrong
}

// File asks the scanner about a file; without one it looks for the test
// pattern itself.
func File(ctx context.Context, s Scanner, path string) (Verdict, error) {
	if s == nil {
		return pattern(path)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	v, err := s.Scan(ctx, path)
	if err != nil {
		return "", fault.New(fault.ErrConflict, "SCAN_FAILED").Because(err)
	}
	return v, nil
}

// eicar is the pattern in two parts, so that no scanner takes this program for
// infected. Source: EICAR, Anti-Malware Testfile (1996).
var eicar = []byte(`X5O!P%@AP[4\PZX54(P^)7CC)7}$` + `EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`)

// Pattern returns the test pattern, for tests of what passes through here.
func Pattern() string { return string(eicar) }

func pattern(path string) (Verdict, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	buf := make([]byte, 0, 1<<16)
	for {
		n, err := io.ReadFull(f, buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if bytes.Contains(buf, eicar) {
			return Eicar, nil
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return Unscanned, nil
		}
		if err != nil {
			return "", fmt.Errorf("look for the test pattern: %w", err)
		}
		keep := len(eicar) - 1
		buf = buf[:copy(buf, buf[len(buf)-keep:])]
	}
}

// Must is [New] for a setting that was checked before: a wrong one gives a
// scanner that fails on every file, so that nothing passes unseen.
func Must(setting string) Scanner {
	s, err := New(setting)
	if err != nil {
		return broken{err}
	}
	return s
}

type broken struct{ err error }

func (b broken) Scan(context.Context, string) (Verdict, error) { return "", b.err }
