package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// mines are the files of the worked example of docs/methods/esri.md.
var mines = map[string]string{
	"firms.csv":     "firm_id,sector,size\nA,0,9\nB,0,9\nC,1,9\nD,2,9\nE,3,9\n",
	"links.csv":     "supplier,buyer,weight\nA,D,40\nB,D,60\nB,E,20\nC,D,100\nD,E,180\n",
	"ess.csv":       "0,0,2,0\n0,0,1,0\n0,0,0,1\n0,0,0,0\n",
	"seeds.csv":     "firm_id\nD\nA\n",
	"scenarios.csv": "scenario,firm_id,loss,loss_up\n订单减三成,E,0,0.3\n停产,A,1,\n",
}

// cascadeArgs writes files, with some changed, and returns the arguments that name them.
func cascadeArgs(t *testing.T, changed map[string]string) []string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range mines {
		if c, ok := changed[name]; ok {
			text = c
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	return []string{"--firms", in("firms.csv"), "--links", in("links.csv"), "--essentiality", in("ess.csv"), "--seeds", in("seeds.csv"), "--scenarios", in("scenarios.csv")}
}

func TestNetworkESRI(t *testing.T) {
	args := cascadeArgs(t, nil)[:8]
	code, out, errs := runNetwork(t, append([]string{"esri"}, args...)...)
	if code != 0 || out != "firm_id,esri,esri_down,esri_up,iterations\nD,0.95,0.45,0.95,2\nA,0.19,0.19,0.1,3\n" {
		t.Errorf("%d %s\n%s", code, out, errs)
	}
	for _, note := range []string{"firms 5", "seeds 2", "1 links with negligible inputs", "1 firms sell to no firm"} {
		if !strings.Contains(errs, note) {
			t.Errorf("not told: %s in %s", note, errs)
		}
	}
	code, all, errs := runNetwork(t, append([]string{"esri", "--float32", "--threads", "1", "--no-replaceability"}, args[:6]...)...)
	if code != 0 || strings.Count(all, "\n") != 6 || !strings.HasPrefix(strings.Split(all, "\n")[1], "A,0.28") {
		t.Errorf("%d %s\n%s", code, all, errs)
	}
}

// A column called weight counts; without output nothing is known.
func TestNetworkESRIWeights(t *testing.T) {
	args := cascadeArgs(t, map[string]string{"firms.csv": "firm_id,sector,weight,revenue\nA,0,1,80\nB,0,0,\nC,1,0,0\nD,2,0,400\nE,3,1,9\n"})
	code, out, errs := runNetwork(t, append([]string{"esri"}, args[:8]...)...)
	if code != 0 || !strings.HasSuffix(out, "\nA,0.59,0.59,0.5,3\n") {
		t.Errorf("%d %s\n%s", code, out, errs)
	}
	code, out, errs = runNetwork(t, append([]string{"esri", "--revenue"}, args[:8]...)...)
	if code != 0 || !strings.Contains(out, "\nD,0.7,0.45,0.25,") || !strings.Contains(errs, "1 firms have unknown revenue") || !strings.Contains(errs, "1 firms have revenue 0") {
		t.Errorf("%d %s\n%s", code, out, errs)
	}
	args = cascadeArgs(t, map[string]string{"links.csv": "supplier,buyer,weight\n"})
	code, out, errs = runNetwork(t, append([]string{"esri"}, args[:8]...)...)
	if code != 0 || !strings.HasSuffix(out, "\nD,,,,1\nA,,,,1\n") || !strings.Contains(errs, "the index is unknown") {
		t.Errorf("%d %s\n%s", code, out, errs)
	}
}

func TestNetworkShock(t *testing.T) {
	args := cascadeArgs(t, nil)
	args = append([]string{"shock"}, append(args[:6], args[8:]...)...)
	code, out, errs := runNetwork(t, args...)
	const want = "scenario,esri,esri_down,esri_up,iterations\n订单减三成,0.3,0,0.3,3\n停产,0.19,0.19,0.1,3\n"
	if code != 0 || out != want {
		t.Errorf("%d %s\n%s", code, out, errs)
	}
	dir := t.TempDir()
	sectors, firms := filepath.Join(dir, "sectors.csv"), filepath.Join(dir, "firms.csv")
	code, out, errs = runNetwork(t, append(args, "--sector-losses", sectors, "--firm-losses", firms)...)
	if code != 0 || out != want {
		t.Errorf("with losses: %d %s\n%s", code, out, errs)
	}
	for file, want := range map[string]string{
		sectors: "scenario,sector,impact,impact_down,impact_up\n订单减三成,0,0.3,0,\n订单减三成,1,0.3,0,\n订单减三成,2,0.3,0,0.3\n订单减三成,3,,,0\n停产,0,0,0,\n停产,1,0,0,\n停产,2,0.2,0.2,0\n停产,3,,,0\n",
		firms:   "scenario,firm_id,loss,loss_down,loss_up\n订单减三成,A,0.3,0,0.3\n订单减三成,B,0.3,0,0.3\n订单减三成,C,0.3,0,0.3\n订单减三成,D,0.3,0,0.3\n订单减三成,E,0.3,0,0.3\n停产,A,1,1,1\n停产,D,0.2,0.2,0\n停产,E,0.18000000000000002,0.18000000000000002,0\n",
	} {
		if got, err := os.ReadFile(file); err != nil || string(got) != want {
			t.Errorf("%s: %s\n%v", filepath.Base(file), got, err)
		}
	}
}

func TestNetworkCascadeRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		file, text, code string
		args             []string
		exit             int
	}{
		"essentiality of 3":     {"ess.csv", "0,0,3,0\n0,0,1,0\n0,0,0,1\n0,0,0,0\n", "PLAIN_RANGE", nil, 3},
		"essentiality too wide": {"ess.csv", "0,0\n", "PLAIN_SHAPE", nil, 3},
		"sector outside":        {"firms.csv", "firm_id,sector\nA,0\nB,0\nC,1\nD,2\nE,4\n", "PLAIN_SECTOR", nil, 3},
		"negative weight":       {"firms.csv", "firm_id,sector,weight\nA,0,1\nB,0,-1\nC,1,1\nD,2,1\nE,3,1\n", "PLAIN_RANGE", nil, 3},
		"market by name":        {"firms.csv", "firm_id,sector,market_sector\nA,0,ore\nB,0,\nC,1,\nD,2,\nE,3,\n", "PLAIN_RANGE", nil, 3},
		"no such firm fails":    {"seeds.csv", "firm_id\nX\n", "PLAIN_UNKNOWN", nil, 3},
		"no revenue":            {"", "", "PLAIN_COLUMN", []string{"--revenue"}, 3},
		"overflow":              {"links.csv", "supplier,buyer,weight\nA,D,1e308\nA,E,1e308\n", "ANALYSIS_OVERFLOW", nil, 3},
		"negative ε":            {"", "", "ANALYSIS_FLAG", []string{"--epsilon=-1"}, 2},
		"unknown rule":          {"", "", "ANALYSIS_FLAG", []string{"--stop", "never"}, 2},
		"no updates":            {"", "", "ANALYSIS_FLAG", []string{"--max-iterations", "0"}, 2},
	} {
		args := cascadeArgs(t, map[string]string{c.file: c.text})
		code, out, errs := runNetwork(t, append(append([]string{"esri"}, args[:8]...), c.args...)...)
		if code != c.exit || out != "" || !strings.Contains(errs, c.code) {
			t.Errorf("%s: %d %s %s", name, code, out, errs)
		}
	}
	for name, c := range map[string]struct{ text, code string }{
		"more than all":     {"scenario,firm_id,loss\ns,A,1.5\n", "PLAIN_SHARE"},
		"unknown loss":      {"scenario,firm_id,loss\ns,A,\n", "PLAIN_SHARE"},
		"firm twice":        {"scenario,firm_id,loss\ns,A,1\nt,A,1\ns,A,0.5\n", "PLAIN_TWICE"},
		"no such firm":      {"scenario,firm_id,loss\ns,X,1\n", "PLAIN_UNKNOWN"},
		"no name":           {"scenario,firm_id,loss\n,A,1\n", "PLAIN_EMPTY"},
		"no loss in header": {"scenario,firm_id\ns,A\n", "PLAIN_COLUMN"},
	} {
		args := cascadeArgs(t, map[string]string{"scenarios.csv": c.text})
		code, out, errs := runNetwork(t, append([]string{"shock"}, append(args[:6], args[8:]...)...)...)
		if code != 3 || out != "" || !strings.Contains(errs, c.code) {
			t.Errorf("%s: %d %s %s", name, code, out, errs)
		}
	}
}
