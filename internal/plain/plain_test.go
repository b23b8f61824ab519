package plain_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

func file(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func gzipped(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTable(t *testing.T) {
	const text = "firm_id,sector,weight\n a ,1,2.5\nb,2,\n"
	for name, content := range map[string][]byte{
		"plain": []byte(text), "gzipped under another name": gzipped(t, text), "with a byte order mark": []byte("\ufeff" + text),
	} {
		tab, err := plain.OpenTable(file(t, "firms.csv", content), "firm_id", "sector")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if ok, err := tab.Next(); !ok || err != nil || tab.Text("firm_id") != "a" || tab.Line() != 2 {
			t.Errorf("%s: first row %v %v %q", name, ok, err, tab.Text("firm_id"))
		}
		if w, known, err := tab.Float("weight"); w != 2.5 || !known || err != nil {
			t.Errorf("%s: weight %v %v %v", name, w, known, err)
		}
		_, _ = tab.Next()
		if _, known, err := tab.Float("weight"); known || err != nil {
			t.Errorf("%s: an empty cell is unknown, not zero: %v %v", name, known, err)
		}
		if ok, err := tab.Next(); ok || err != nil {
			t.Errorf("%s: end %v %v", name, ok, err)
		}
		if err := tab.Close(); err != nil {
			t.Error(err)
		}
	}
}

func code(t *testing.T, err error) (string, string) {
	t.Helper()
	var coded *fault.Coded
	if !errors.As(err, &coded) {
		t.Fatalf("no code: %v", err)
	}
	return coded.Code, coded.Params["line"]
}

func TestRefusals(t *testing.T) {
	read := func(path string) error {
		tab, err := plain.OpenTable(path, "a", "b")
		if err != nil {
			return err
		}
		defer tab.Close()
		for {
			ok, err := tab.Next()
			if !ok {
				return err
			}
			if _, _, err := tab.Float("b"); err != nil {
				return err
			}
		}
	}
	for name, c := range map[string]struct{ content, code, line string }{
		"empty file":       {"", "PLAIN_COLUMN", "1"},
		"column missing":   {"a,c\n1,2\n", "PLAIN_COLUMN", "1"},
		"ragged row":       {"a,b\n1,2\n3\n", "PLAIN_FORM", "3"},
		"not a number":     {"a,b\nx,1\nx,two\n", "PLAIN_NUMBER", "3"},
		"NaN is no number": {"a,b\nx,NaN\n", "PLAIN_NUMBER", "2"},
		"infinite":         {"a,b\nx,1e999\n", "PLAIN_NUMBER", "2"},
	} {
		got, line := code(t, read(file(t, "t.csv", []byte(c.content))))
		if got != c.code || line != c.line {
			t.Errorf("%s: %s in line %s, want %s in line %s", name, got, line, c.code, c.line)
		}
	}
	if got, _ := code(t, read(filepath.Join(t.TempDir(), "none.csv"))); got != "PLAIN_MISSING" {
		t.Errorf("no such file: %s", got)
	}
}

func TestMatrix(t *testing.T) {
	path := file(t, "m.csv", []byte("1,2.5\n-3,1e-300\n\n"))
	m, err := plain.ReadSquare(path, 2)
	if err != nil || m.At(1, 0) != -3 || m.At(1, 1) != 1e-300 {
		t.Fatalf("%+v %v", m, err)
	}
	var b bytes.Buffer
	if err := plain.WriteMatrix(&b, m); err != nil || b.String() != "1,2.5\n-3,1e-300\n" {
		t.Errorf("%q %v", b.String(), err)
	}
	if _, err := plain.ReadSquare(path, 3); err == nil {
		t.Error("two rows passed for three")
	}
	ragged := file(t, "r.csv", []byte("1,2\n3\n"))
	_, err = plain.ReadMatrix(ragged)
	if got, line := code(t, err); got != "PLAIN_WIDTH" || line != "2" {
		t.Errorf("ragged: %s %s", got, line)
	}
	if v, err := plain.ReadVector(file(t, "v.csv", []byte("1\n2\n3\n")), 3); err != nil || len(v) != 3 {
		t.Errorf("%v %v", v, err)
	}
}

// A failed run leaves what stood there.
func TestCreateWholeOrNotAtAll(t *testing.T) {
	path := file(t, "out.csv", []byte("before"))
	failed := errors.New("failed")
	err := plain.Create(path, func(w io.Writer) error {
		_, _ = w.Write([]byte("half"))
		return failed
	})
	if !errors.Is(err, failed) {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(path); string(got) != "before" {
		t.Errorf("half-written: %q", got)
	}
	if err := plain.Create(path, func(w io.Writer) error { _, err := w.Write([]byte("after")); return err }); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(path); string(got) != "after" {
		t.Errorf("%q", got)
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
		t.Errorf("%d files left", len(left))
	}
}

// A pipe is written into and stays a pipe.
func TestCreateLeavesDevicesAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	got := make(chan string, 1)
	go func() {
		body, _ := os.ReadFile(path)
		got <- string(body)
	}()
	if err := plain.Create(path, func(w io.Writer) error { _, err := w.Write([]byte("through")); return err }); err != nil {
		t.Fatal(err)
	}
	if body := <-got; body != "through" {
		t.Errorf("%q", body)
	}
	if at, err := os.Stat(path); err != nil || at.Mode().IsRegular() {
		t.Errorf("the pipe was replaced: %v", err)
	}
}
