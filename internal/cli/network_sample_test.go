package cli_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"lianzhang/internal/cli"
)

// runNetwork runs lianzhang network and returns its exit code, output and messages.
func runNetwork(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = cli.Main(context.Background(), append([]string{"network"}, args...), &o, &e)
	return code, o.String(), e.String()
}

// The files of a seed never change, on no machine: results of others hang on them.
func TestNetworkSampleIsFixed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	if code, _, errs := runNetwork(t, "sample", "--firms", "300", "--seed", "7", "-o", dir); code != 0 {
		t.Fatal(errs)
	}
	for name, want := range map[string]string{"firms.csv": "763d16a6b6e96a99", "links.csv": "9fa6ff1ef368d9b9", "ess.csv": "9b678bcc78b7e77c"} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%x", sha256.Sum256(b))[:16]; got != want {
			t.Errorf("%s: %s, not %s", name, got, want)
		}
	}
	if code, _, errs := runNetwork(t, "sample", "--firms", "0", "-o", dir); code != 2 {
		t.Errorf("no firms: %d %s", code, errs)
	}
}
