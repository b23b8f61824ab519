package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"lianzhang/internal/cli"
)

const peerLinks = peers + "links.csv.gz"

func TestNetworkDominators(t *testing.T) {
	out, _ := networkEnds(t, cli.ExitOK, "dominators", "--links", peerLinks, "--root", "71")
	sameTable(t, cells(t, strings.NewReader(out)), peer(t, "dominators.csv.gz"))
}

// From all firms without suppliers: two ways to C share no firm, so nobody
// dominates it; D and E supply each other and no source reaches them.
func TestNetworkDominatorsFromAllSources(t *testing.T) {
	links := filepath.Join(t.TempDir(), "links.csv")
	write(t, links, "supplier,buyer,weight\nA,C,1\nB,C,1\nC,F,1\nD,E,1\nE,D,1\n")
	out, errs := networkEnds(t, cli.ExitOK, "dominators", "--links", links)
	if out != "firm_id,immediate_dominator\nA,\nC,\nB,\nF,C\n" || !strings.Contains(errs, "to 2 firms") {
		t.Errorf("%s%s", out, errs)
	}
	networkEnds(t, cli.ExitNotFound, "dominators", "--links", links, "--root", "X")
}

func TestNetworkMaxflow(t *testing.T) {
	out, _ := networkEnds(t, cli.ExitOK, "maxflow", "--links", peerLinks, "--pairs", peers+"maxflow.csv")
	sameTable(t, cells(t, strings.NewReader(out)), peer(t, "maxflow.csv"))
}

// One pair, with the cut and its side in files of their own.
func TestNetworkMaxflowCut(t *testing.T) {
	dir := t.TempDir()
	links, cut, side := filepath.Join(dir, "links.csv"), filepath.Join(dir, "cut.csv"), filepath.Join(dir, "side.csv")
	write(t, links, "supplier,buyer,weight\nA,B,3\nA,C,1\nB,D,2\nC,D,5\n")
	out, _ := networkEnds(t, cli.ExitOK, "maxflow", "--links", links, "--source", "A", "--target", "D", "--cut", cut, "--side", side)
	if out != "source,target,max_flow\nA,D,3\n" {
		t.Errorf("%s", out)
	}
	for path, want := range map[string]string{
		cut:  "source,target,supplier,buyer,weight\nA,D,A,C,1\nA,D,B,D,2\n",
		side: "source,target,firm_id\nA,D,A\nA,D,B\n",
	} {
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("%s: %s %v", path, got, err)
		}
	}
	same := filepath.Join(dir, "same.csv")
	write(t, same, "source,target\nA,D\nA,A\n")
	if _, errs := networkEnds(t, cli.ExitRowErrors, "maxflow", "--links", links, "--pairs", same); !strings.Contains(errs, "PLAIN_SAME") {
		t.Errorf("%s", errs)
	}
	networkEnds(t, cli.ExitUsage, "maxflow", "--links", links, "--source", "A", "--target", "A")
	networkEnds(t, cli.ExitNotFound, "maxflow", "--links", links, "--source", "A", "--target", "X")
}

func TestNetworkBridges(t *testing.T) {
	var got, want map[string][][2]int
	out, _ := networkEnds(t, cli.ExitOK, "bridges", "--links", peerLinks)
	for text, to := range map[string]*map[string][][2]int{out: &got, read(t, peers+"bridges.json"): &want} {
		if err := json.Unmarshal([]byte(text), to); err != nil {
			t.Fatal(err)
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	links := filepath.Join(t.TempDir(), "links.csv")
	write(t, links, "supplier,buyer,weight\n甲,乙,1\n")
	if out, _ := networkEnds(t, cli.ExitOK, "bridges", "--links", links); out != "{\"bridges\":[[\"甲\",\"乙\"]]}\n" {
		t.Errorf("%s", out)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// The values of networkx 3.6 for this network, without and with weights.
func TestNetworkHoles(t *testing.T) {
	dir := t.TempDir()
	firms, links := filepath.Join(dir, "firms.csv"), filepath.Join(dir, "links.csv")
	write(t, firms, "firm_id\n0\n1\n2\n3\n4\n")
	write(t, links, "supplier,buyer,weight\n0,1,2\n1,0,1\n1,2,4\n2,0,1\n0,3,5\n")
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "firm_id,constraint,effective_size,efficiency\n0,0.626736111111111,2.375,0.7916666666666666\n1,0.9444444444444443,1.1666666666666667,0.5833333333333334\n2,1.2569444444444442,1.0,0.5\n3,1.0,1.0,1.0\n4,nan,nan,nan\n"},
		{[]string{"--weighted"}, "firm_id,constraint,effective_size,efficiency\n0,0.5778684807256236,2.5555555555555554,0.8518518518518517\n1,0.6779138321995465,1.7785714285714285,0.8892857142857142\n2,1.0458049886621317,1.37,0.685\n3,1.0,1.0,1.0\n4,nan,nan,nan\n"},
	} {
		out, _ := networkEnds(t, cli.ExitOK, append([]string{"holes", "--firms", firms, "--links", links}, c.args...)...)
		sameTable(t, cells(t, strings.NewReader(out)), cells(t, strings.NewReader(c.want)))
	}
}
