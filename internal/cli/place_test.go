package cli_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"lianzhang/internal/cli"
)

var updatePlace = flag.Bool("update-place", false, "rewrite testdata/place.golden.csv")

func runPlace(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = cli.Main(context.Background(), append([]string{"place"}, args...), &o, &e)
	return code, o.String(), e.String()
}

// The file of the command contract, in UTF-8, in GBK and on standard output:
// the same bytes every time, and no database is made.
func TestPlaceWritesTheContract(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("LIANZHANG_DATA", filepath.Join(dir, "var"))
	golden := "testdata/place.golden.csv"
	out := filepath.Join(dir, "out.csv")
	if code, _, errs := runPlace(t, "testdata/place.csv", "--chain", "nev", "-o", out); code != cli.ExitOK {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if *updatePlace {
		if err := os.WriteFile(golden, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	plain, err := os.ReadFile("testdata/place.csv")
	if err != nil {
		t.Fatal(err)
	}
	gbk, err := simplifiedchinese.GBK.NewEncoder().Bytes(plain)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "gbk.csv")
	if err := os.WriteFile(file, gbk, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, text, _ := runPlace(t, file, "--chain", "nev"); text != string(want) {
		t.Errorf("from GBK:\n%s", text)
	}
	if _, err := os.Stat(filepath.Join(dir, "var")); !os.IsNotExist(err) {
		t.Error("the command made a data folder")
	}
}

func TestPlaceRefusals(t *testing.T) {
	dir := t.TempDir()
	bare := filepath.Join(dir, "bare.csv")
	if err := os.WriteFile(bare, []byte("甲,乙\n1,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(dir, "half.csv")
	tests := map[string]struct {
		args []string
		code int
		word string
	}{
		"no usable header":  {[]string{bare, "--chain", "nev", "-o", half}, cli.ExitError, "PLACE_COLUMNS"},
		"unknown chain":     {[]string{"testdata/place.csv", "--chain", "no-such"}, cli.ExitNotFound, "CHAIN_UNKNOWN"},
		"no such file":      {[]string{filepath.Join(dir, "none.csv"), "--chain", "nev"}, cli.ExitError, ""},
		"no chain was told": {[]string{"testdata/place.csv"}, cli.ExitError, "chain"},
	}
	for name, c := range tests {
		code, out, errs := runPlace(t, c.args...)
		if code == cli.ExitOK || name != "no such file" && code != c.code || !strings.Contains(errs, c.word) || out != "" {
			t.Errorf("%s: exit code %d, %q, %q", name, code, out, errs)
		}
	}
	if _, err := os.Stat(half); !os.IsNotExist(err) {
		t.Error("a half-written file stayed behind")
	}
}

// In JSON every row has an id.
func TestPlaceJSONHasIDs(t *testing.T) {
	code, out, errs := runPlace(t, "testdata/place.csv", "--chain", "nev", "--output", "json")
	if code != cli.ExitOK || !strings.Contains(out, `"id": "2-1"`) || !strings.Contains(out, `"confidence": null`) {
		t.Errorf("exit code %d: %s %s", code, out, errs)
	}
}
