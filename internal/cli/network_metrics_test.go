package cli_test

import (
	"compress/gzip"
	"encoding/csv"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"lianzhang/internal/cli"
)

const peers = "../engine/graph/testdata/" // a network, and what established programs answer on it

// networkEnds runs lianzhang network, which must end with the exit code want.
func networkEnds(t *testing.T, want int, args ...string) (out, errs string) {
	t.Helper()
	code, out, errs := runNetwork(t, args...)
	if code != want {
		t.Fatalf("%v: exit code %d, want %d: %s", args, code, want, errs)
	}
	return out, errs
}

func peer(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(peers + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	return cells(t, in)
}

func cells(t *testing.T, in io.Reader) [][]string {
	t.Helper()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// sameTable compares cell by cell: same columns, same rows, numbers within 1e-9 of their value.
func sameTable(t *testing.T, got, want [][]string) {
	t.Helper()
	if len(got) != len(want) || strings.Join(got[0], ",") != strings.Join(want[0], ",") {
		t.Fatalf("%d rows of %v, want %d of %v", len(got), got[0], len(want), want[0])
	}
	bad := 0
	for i, row := range want[1:] {
		for j, cell := range row {
			g, err := strconv.ParseFloat(got[i+1][j], 64)
			w, err2 := strconv.ParseFloat(cell, 64)
			if err != nil || err2 != nil || math.IsNaN(g) != math.IsNaN(w) || math.Abs(g-w) > 1e-9*math.Abs(w)+1e-15 {
				if bad++; bad < 5 {
					t.Errorf("row %d, %s: %s, want %s", i+1, want[0][j], got[i+1][j], cell)
				}
			}
		}
	}
}

// All columns as the established programs have them, whatever the threads.
func TestNetworkMetrics(t *testing.T) {
	want := peer(t, "nodes.csv.gz")
	one, _ := networkEnds(t, cli.ExitOK, "metrics", "--links", peers+"links.csv.gz", "--threads", "1", "-q")
	sameTable(t, cells(t, strings.NewReader(one)), want)
	three, _ := networkEnds(t, cli.ExitOK, "metrics", "--links", peers+"links.csv.gz", "--threads", "3", "--weighted", "-q")
	if one != three {
		t.Error("the result depends on the number of threads")
	}
}

// Firms in the order of their file, with those that nobody trades with; labels
// are the smallest number wherever it stands.
func TestNetworkMetricsOfFirmsGiven(t *testing.T) {
	dir := t.TempDir()
	firms, links, layers := filepath.Join(dir, "firms.csv"), filepath.Join(dir, "links.csv"), filepath.Join(dir, "layers.csv")
	write(t, firms, "firm_id\n30\n4\n5\n7\n")
	write(t, links, "supplier,buyer,weight\n30,4,1\n4,30,2\n4,5,1\n5,5,9\n")
	out, errs := networkEnds(t, cli.ExitOK, "metrics", "--firms", firms, "--links", links, "--layers", layers)
	rows := cells(t, strings.NewReader(out))
	column := map[string]int{}
	for j, name := range rows[0] {
		column[name] = j
	}
	for i, want := range []struct{ id, between, scc, wcc, close, core string }{
		{"30", "0", "4", "4", "0.6666666666666666", "1"},
		{"4", "1", "4", "4", "1", "1"},
		{"5", "0", "5", "4", "nan", "1"},
		{"7", "0", "7", "7", "nan", "0"},
	} {
		row := rows[i+1]
		if row[0] != want.id || row[column["betweenness"]] != want.between || row[column["scc"]] != want.scc || row[column["wcc"]] != want.wcc ||
			row[column["closeness_out"]] != want.close || row[column["core_undirected_simple"]] != want.core {
			t.Errorf("%v, want %v", row, want)
		}
	}
	if !strings.Contains(errs, "firms 4; links 3") || !strings.Contains(errs, "1 self-links dropped") {
		t.Errorf("report: %s", errs)
	}
	got, err := os.ReadFile(layers)
	if err != nil || string(got) != "firm_id,scc,layer\n30,4,0\n4,4,0\n5,5,1\n7,7,0\n" {
		t.Errorf("layers: %s %v", got, err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestNetworkMetricsRefuses(t *testing.T) {
	dir := t.TempDir()
	bad, empty := filepath.Join(dir, "bad.csv"), filepath.Join(dir, "empty.csv")
	write(t, bad, "supplier,buyer,weight\n1,2,3\n1,3,-1\n")
	write(t, empty, "supplier,buyer,weight\n")
	_, errs := networkEnds(t, cli.ExitRowErrors, "metrics", "--links", bad)
	if !strings.Contains(errs, "PLAIN_WEIGHT") || !strings.Contains(errs, "3") {
		t.Errorf("%s", errs)
	}
	networkEnds(t, cli.ExitError, "metrics") // as every command without a flag it needs
	networkEnds(t, cli.ExitUsage, "metrics", "--links", empty, "--betweenness", "roughly")
	networkEnds(t, cli.ExitUsage, "metrics", "--links", empty, "--damping", "1")
	if out, _ := networkEnds(t, cli.ExitOK, "metrics", "--links", empty); strings.Count(out, "\n") != 1 {
		t.Errorf("no links: %q", out)
	}
}
