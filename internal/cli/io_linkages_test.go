package cli_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lianzhang/internal/cli"
	"lianzhang/internal/plain"
)

// table60 returns the arguments that name the table of 60 industries.
func table60(args ...string) []string {
	dir := filepath.Join("testdata", "io_60")
	return append(args, "--z", filepath.Join(dir, "Z.csv.gz"), "--y", filepath.Join(dir, "Y.csv"),
		"--x", filepath.Join(dir, "x.csv"), "--va", filepath.Join(dir, "va.csv"))
}

// The linkages of a table of 60 industries are those of established programs, to
// 1e-9 of each number.
func TestLinkagesAgree(t *testing.T) {
	dir := t.TempDir()
	out, l, g, meta := filepath.Join(dir, "linkages.csv"), filepath.Join(dir, "L.csv"), filepath.Join(dir, "G.csv"), filepath.Join(dir, "meta.json")
	code, _, errs := lianzhang(t, dir, table60("io", "linkages", "-o", out, "--leontief", l, "--ghosh", g, "--meta", meta)...)
	if code != cli.ExitOK {
		t.Fatal(code, errs)
	}
	agreeTables(t, out, filepath.Join("testdata", "io_60", "linkages.csv"))
	agreeMatrices(t, l, filepath.Join("testdata", "io_60", "L.csv.gz"))
	agreeMatrices(t, g, filepath.Join("testdata", "io_60", "G_ghosh.csv.gz"))
	if said, err := os.ReadFile(meta); err != nil || !strings.Contains(string(said), `"residual"`) || !strings.Contains(string(said), `"warnings": []`) {
		t.Errorf("meta: %v %s", err, said)
	}
	again := filepath.Join(dir, "again.csv")
	if code, _, errs := lianzhang(t, dir, table60("io", "linkages", "-o", again, "--threads", "1")...); code != cli.ExitOK {
		t.Fatal(code, errs)
	}
	one, _ := os.ReadFile(out)
	two, _ := os.ReadFile(again)
	if string(one) != string(two) {
		t.Error("one thread wrote other bytes")
	}
}

func agreeTables(t *testing.T, got, want string) {
	t.Helper()
	head := func(path string) ([]byte, string) {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(string(b), "\n")
		return b[len(first)+1:], strings.TrimSpace(first)
	}
	g, gh := head(got)
	w, wh := head(want)
	if gh != wh {
		t.Fatalf("columns %s, want %s", gh, wh)
	}
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	for path, body := range map[string][]byte{a: g, b: w} {
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	agreeMatrices(t, a, b)
}

func agreeMatrices(t *testing.T, got, want string) {
	t.Helper()
	g, err := plain.ReadMatrix(got)
	if err != nil {
		t.Fatal(err)
	}
	w, err := plain.ReadMatrix(want)
	if err != nil {
		t.Fatal(err)
	}
	if g.Rows != w.Rows || g.Cols != w.Cols {
		t.Fatalf("%s is %d × %d, want %d × %d", got, g.Rows, g.Cols, w.Rows, w.Cols)
	}
	for i, v := range w.Data {
		if math.Abs(g.Data[i]-v) > 1e-9*math.Abs(v) {
			t.Fatalf("%s: row %d column %d is %v, want %v", got, i/w.Cols, i%w.Cols, g.Data[i], v)
		}
	}
}

// A refused table leaves no file and is told by name and line.
func TestLinkagesRefusals(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	z, y := write("Z.csv", "150,500\n200,100\n"), write("Y.csv", "350\n1700\n")
	out := filepath.Join(dir, "out.csv")
	for why, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"no files":            {nil, cli.ExitUsage, "IO_FILES"},
		"flows not square":    {[]string{"--z", write("wide.csv", "1,2\n"), "--y", y}, cli.ExitRowErrors, "PLAIN_SHAPE"},
		"demand too short":    {[]string{"--z", z, "--y", write("short.csv", "350\n")}, cli.ExitRowErrors, "PLAIN_SHAPE"},
		"output too long":     {[]string{"--z", z, "--y", y, "--x", write("long.csv", "1\n2\n3\n")}, cli.ExitRowErrors, "PLAIN_SHAPE"},
		"a word for a number": {[]string{"--z", write("word.csv", "150,500\n二百,100\n"), "--y", y}, cli.ExitRowErrors, "PLAIN_NUMBER"},
		"eats all it makes":   {[]string{"--z", write("self.csv", "100,0\n0,100\n"), "--y", y, "--x", write("low.csv", "100\n200\n")}, cli.ExitRowErrors, "IO_SINGULAR"},
	} {
		code, _, errs := lianzhang(t, dir, append([]string{"io", "linkages", "-o", out}, c.args...)...)
		if code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("%s: %d %s", why, code, errs)
		}
		if _, err := os.Stat(out); err == nil {
			t.Fatalf("%s: a file was written", why)
		}
	}
	code, table, errs := lianzhang(t, dir, "io", "linkages", "--z", z, "--y", y)
	if code != cli.ExitOK || !strings.HasPrefix(table, "index,x,va,output_multiplier") || strings.Count(table, "\n") != 3 {
		t.Errorf("%d\n%s\n%s", code, table, errs)
	}
}
