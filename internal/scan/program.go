package scan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// Program is a scanner that runs for each file, as clamscan does: it ends with 0
// when the file is clean and with 1 when it is infected; anything else is a
// failure. The name of what it found is what stands before " FOUND" in its
// output, after the path.
type Program []string

// Scan runs the program. It gets an empty environment but for PATH.
func (p Program) Scan(ctx context.Context, path string) (Verdict, error) {
	cmd := exec.CommandContext(ctx, p[0], append(p[1:len(p):len(p)], path)...)
	cmd.Env = []string{"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C"}
	cmd.WaitDelay = 5 * time.Second
	var out bytes.Buffer
	cmd.Stdout = &limited{&out}
	err := cmd.Run()
	var ended *exec.ExitError
	switch {
	case err == nil:
		return Clean, nil
	case errors.As(err, &ended) && ended.ExitCode() == 1:
		return Infected(found(out.String(), path)), nil
	}
	return "", fmt.Errorf("run %s: %w", p[0], err)
}

// found takes the name out of "path: Name FOUND".
func found(out, path string) string {
	for line := range strings.Lines(out) {
		if name, ok := strings.CutSuffix(strings.TrimSpace(line), " FOUND"); ok {
			name = strings.TrimPrefix(name, path+":")
			return short(strings.TrimSpace(name))
		}
	}
	return "?"
}

// short keeps a name of a threat fit to be shown.
func short(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < 0x20 || r > 0x7E {
			return -1
		}
		return r
	}, name)
	return name[:min(len(name), 100)]
}

// limited keeps the beginning of what a program says.
type limited struct{ out *bytes.Buffer }

func (l *limited) Write(b []byte) (int, error) {
	if room := 1<<16 - l.out.Len(); room > 0 {
		l.out.Write(b[:min(len(b), room)])
	}
	return len(b), nil
}
