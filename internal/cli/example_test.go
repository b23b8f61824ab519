package cli_test

import (
	"bytes"
	"context"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"lianzhang/internal/cli"
)

// runPage runs the worked examples of a page below docs/methods. A block whose
// fence names a file ("csv data.csv") is that file: written when it is not there
// yet, and otherwise what the commands before it must have made of it, every
// number to as many digits as the page shows. Blocks of "sh" are run.
func runPage(t *testing.T, page string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../docs/methods", page))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	commands, compared := 0, 0
	parts := strings.Split("\n"+string(text), "\n```")
	for i := 1; i < len(parts); i += 2 {
		fence, body, _ := strings.Cut(parts[i], "\n")
		kind, name, named := strings.Cut(fence, " ")
		switch {
		case kind == "sh":
			for line := range strings.SplitSeq(body, "\n") {
				commands++
				runLine(t, line)
			}
		case named:
			got, err := os.ReadFile(name)
			if os.IsNotExist(err) {
				err = os.WriteFile(name, []byte(body+"\n"), 0o600)
			} else if err == nil {
				compared++
				alike(t, page+", "+name, string(got), body)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if commands == 0 || compared == 0 {
		t.Errorf("%s: %d commands run, %d results compared", page, commands, compared)
	}
}

func runLine(t *testing.T, line string) {
	t.Helper()
	args := strings.Fields(line)
	if args[0] != "lianzhang" {
		t.Fatalf("not ours: %s", line)
	}
	var out, errs bytes.Buffer
	if code := cli.Main(context.Background(), args[1:], &out, &errs); code != cli.ExitOK {
		t.Fatalf("%s: exit code %d\n%s", line, code, errs.String())
	}
}

// alike compares two texts cell by cell.
func alike(t *testing.T, name, got, want string) {
	t.Helper()
	g, w := strings.Split(strings.TrimSpace(got), "\n"), strings.Split(strings.TrimSpace(want), "\n")
	if len(g) != len(w) {
		t.Errorf("%s: %d lines, the page has %d:\n%s", name, len(g), len(w), got)
		return
	}
	for i := range w {
		a, b := strings.Split(g[i], ","), strings.Split(w[i], ",")
		same := len(a) == len(b)
		for j := 0; same && j < len(b); j++ {
			same = sameCell(strings.TrimSpace(a[j]), strings.TrimSpace(b[j]))
		}
		if !same {
			t.Errorf("%s, line %d:\n%s\nthe page says\n%s", name, i+1, g[i], w[i])
		}
	}
}

// sameCell tells whether a number rounds to what is shown, or a text is the same.
func sameCell(got, shown string) bool {
	// In JSON a number follows its name.
	if before, number, ok := strings.Cut(shown, ": "); ok {
		mine, rest, _ := strings.Cut(got, ": ")
		return before == mine && sameCell(rest, number)
	}
	w, err := strconv.ParseFloat(shown, 64)
	if err != nil {
		return got == shown
	}
	g, err := strconv.ParseFloat(got, 64)
	_, digits, _ := strings.Cut(shown, ".")
	return err == nil && math.Abs(g-w) <= 0.5000001*math.Pow10(-len(digits))
}
