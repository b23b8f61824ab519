package cli_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lianzhang/internal/cli"
)

// runOn writes the files, runs the command in their folder and returns what it
// printed; the arguments name the files as they are.
func runOn(t *testing.T, files map[string]string, args ...string) (code int, out, errs string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		if err := os.WriteFile(filepath.Clean(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var o, e bytes.Buffer
	code = cli.Main(context.Background(), args, &o, &e)
	return code, o.String(), e.String()
}

func TestComplexityPage(t *testing.T) { runPage(t, "complexity.md") }

// The order of the rows does not matter; other names of columns do no harm.
func TestComplexityOrder(t *testing.T) {
	const head = "loc,prod,diversity,ubiquity,rca,mcp,eci,pci,density,coi,cog\n"
	_, a, _ := runOn(t, map[string]string{"d.csv": "loc,prod,val\nA,1,1\nA,2,3\nB,2,1\nB,3,0\nC,1,5\n"}, "complexity", "--data", "d.csv")
	_, b, errs := runOn(t, map[string]string{"d.csv": "v,p,l\n5,1,C\n3,2,A\n1,1,A\n0,3,B\n1,2,B\n"}, "complexity", "--data", "d.csv", "--columns", "l,p,v")
	if a != b || !strings.HasPrefix(a, head) {
		t.Errorf("got\n%s\nand\n%s%s", a, b, errs)
	}
	if !strings.Contains(a, "\nA,3,1,0,0,0,") || !strings.Contains(errs, "1 products are made in earnest nowhere") {
		t.Errorf("a product of zeros:\n%s%s", a, errs)
	}
	for line := range strings.SplitSeq(a, "\n") {
		if cells := strings.Split(line, ","); len(cells) == 11 && cells[1] == "3" && (cells[7] != "" || cells[8] != "" || cells[10] != "") {
			t.Errorf("a product of zeros has a value: %s", line)
		}
	}
}

func TestComplexityRefusals(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"twice":        {"loc,prod,val\nA,1,1\nA,1,2\n", "PLAIN_TWICE"},
		"negative":     {"loc,prod,val\nA,1,-1\n", "PLAIN_RANGE"},
		"empty amount": {"loc,prod,val\nA,1,\n", "PLAIN_NUMBER"},
		"not a number": {"loc,prod,val\nA,1,NaN\n", "PLAIN_NUMBER"},
		"no place":     {"loc,prod,val\n,1,1\n", "PLAIN_EMPTY"},
		"no column":    {"place,prod,val\nA,1,1\n", "PLAIN_COLUMN"},
		"beyond":       {"loc,prod,val\nA,1,1e308\nA,2,1e308\n", "PLAIN_SUM"},
	} {
		code, out, errs := runOn(t, map[string]string{"d.csv": c.data}, "complexity", "--data", "d.csv")
		if code != cli.ExitRowErrors || out != "" || !strings.Contains(errs, c.want) {
			t.Errorf("%s: exit code %d, %q, %s", name, code, out, errs)
		}
	}
	if code, _, _ := runOn(t, map[string]string{"d.csv": "loc,prod,val\n"}, "complexity", "--data", "d.csv"); code != cli.ExitOK {
		t.Errorf("an empty table: exit code %d", code)
	}
	if code, _, _ := runOn(t, map[string]string{"d.csv": ""}, "complexity", "--data", "d.csv", "--columns", "a,b"); code != cli.ExitUsage {
		t.Errorf("two columns: exit code %d", code)
	}
}
