package cli_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lianzhang/internal/cli"
	"lianzhang/internal/plain"
)

// files writes files of a test and returns their paths by name.
func files(t *testing.T, content map[string]string) func(name string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range content {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return func(name string) string { return filepath.Join(dir, name) }
}

// pairFiles are the two industries of docs/methods/ario.md.
var pairFiles = map[string]string{
	"Z.csv":      "0,30\n10,0\n",
	"Y.csv":      "70\n50\n",
	"labels.csv": "index,region,sector\n0,甲,零件\n1,甲,整机\n",
	"event.json": `{"parameters": {"steps_per_year": 1, "alpha_max": 1},
 "events": [{"name": "洪水", "type": "recovery", "occurrence": 2, "duration": 2, "curve": "linear", "tau": 4,
             "losses": [{"region": "甲", "sector": "零件", "amount": 180}]}]}`,
}

func matrix(t *testing.T, path string) *plain.Matrix {
	t.Helper()
	m, err := plain.ReadMatrix(path)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// The example of the page: half of 360 of capital is lost from step 2 and comes
// back from step 6 to step 9.
func TestArioExample(t *testing.T) {
	at := files(t, pairFiles)
	code, _, errs := lianzhang(t, t.TempDir(), "io", "ario", "--z", at("Z.csv"), "--y", at("Y.csv"), "--labels", at("labels.csv"), "--event", at("event.json"),
		"--steps", "10", "-o", at("production.csv"), "--capacity", at("capacity.csv"), "--unmet", at("unmet.csv"), "--inventory-out", at("stocks.csv"), "--meta", at("meta.json"))
	if code != cli.ExitOK {
		t.Fatal(code, errs)
	}
	capacity, made := matrix(t, at("capacity.csv")), matrix(t, at("production.csv"))
	if made.Rows != 10 || made.Cols != 2 {
		t.Fatalf("%d × %d", made.Rows, made.Cols)
	}
	for step, want := range []float64{100, 100, 50, 50, 50, 50, 62.5, 75, 87.5, 100} {
		if got := capacity.At(step, 0); math.Abs(got-want) > 1e-9 {
			t.Errorf("step %d: capacity %v, want %v", step, got, want)
		}
	}
	// There is demand for all of it, until in step 9 the maker of machines has ordered less.
	for step, want := range [][2]float64{{100, 60}, {100, 60}, {50, 60}, {50, 55}, {50, 55}, {50, 55}, {62.5, 55}, {75, 56.25}, {87.5, 57.5}, {98.75, 58.75}} {
		if got := [2]float64{made.At(step, 0), made.At(step, 1)}; math.Abs(got[0]-want[0]) > 1e-9 || math.Abs(got[1]-want[1]) > 1e-9 {
			t.Errorf("step %d: production %v, want %v", step, got, want)
		}
	}
	// Half of 70 is not delivered to households in step 2.
	if got := matrix(t, at("unmet.csv")).At(2, 0); math.Abs(got-35) > 1e-9 {
		t.Errorf("unmet %v", got)
	}
	// 90 steps' stock of parts at the maker of machines: 2700, less 15 after step 2.
	stocks := matrix(t, at("stocks.csv"))
	if stocks.Rows != 20 || math.Abs(stocks.At(0, 1)-2700) > 1e-9 || math.Abs(stocks.At(2*3, 1)-2685) > 1e-9 {
		t.Errorf("stocks %v and %v", stocks.At(0, 1), stocks.At(2*3, 1))
	}
	var meta struct {
		Input      map[string]int
		Parameters map[string]any
		Result     map[string]any
	}
	text, err := os.ReadFile(at("meta.json"))
	if err != nil || json.Unmarshal(text, &meta) != nil || meta.Input["events"] != 1 || meta.Parameters["alpha_max"] != 1.0 || meta.Result["lowest_step"] != 3.0 {
		t.Errorf("%v %s", err, text)
	}
}

// Results do not depend on threads; the shares of the table may hold; a share of all
// sectors of a region can be lost.
func TestArioOnSixty(t *testing.T) {
	at := files(t, map[string]string{"event.json": `{"events": [{"type": "arbitrary", "occurrence": 1, "duration": 5, "tau": 20, "losses": [{"region": "reg000", "share": 0.3}]}]}`})
	run := func(out string, args ...string) string {
		args = append([]string{"io", "ario", "--labels", filepath.Join("testdata", "io_60", "labels.csv"), "--event", at("event.json"), "--steps", "40", "-o", at(out)}, args...)
		if code, _, errs := lianzhang(t, t.TempDir(), table60(args...)...); code != cli.ExitOK {
			t.Fatal(code, errs)
		}
		text, err := os.ReadFile(at(out))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	one := run("one", "--threads", "1")
	if one != run("many", "--threads", "3") {
		t.Error("threads change bytes")
	}
	if one == run("fixed", "--order", "noalt") {
		t.Error("the order of buyers makes no difference")
	}
	m := matrix(t, at("one"))
	for f := range 60 {
		if share := m.At(2, f) / m.At(0, f); (f < 12) != (share < 0.71) {
			t.Errorf("industry %d makes %v of normal", f, share)
		}
	}
}

func TestArioRefusals(t *testing.T) {
	event := func(text string) string { return `{"events": [` + text + `]}` }
	for why, c := range map[string]struct{ file, text, says string }{
		"no JSON":              {"event.json", "{", "IO_EVENT"},
		"unknown field":        {"event.json", event(`{"type": "recovery", "tua": 3}`), "tua"},
		"unknown type":         {"event.json", event(`{"type": "flood"}`), "events[0].type"},
		"unknown curve":        {"event.json", event(`{"type": "recovery", "curve": "round"}`), "events[0].curve"},
		"no losses":            {"event.json", event(`{"type": "recovery", "tau": 3}`), "events[0].losses"},
		"unknown sector":       {"event.json", event(`{"type": "recovery", "tau": 3, "losses": [{"sector": "木材", "share": 0.1}]}`), "木材"},
		"amount and share":     {"event.json", event(`{"type": "recovery", "tau": 3, "losses": [{"industry": 0, "share": 0.1, "amount": 3}]}`), "losses[0]"},
		"amount of capacity":   {"event.json", event(`{"type": "arbitrary", "tau": 3, "losses": [{"industry": 0, "amount": 3}]}`), "amount"},
		"more than there is":   {"event.json", event(`{"type": "recovery", "tau": 3, "losses": [{"industry": 0, "amount": 361}]}`), "loss"},
		"unknown builder":      {"event.json", event(`{"type": "rebuilding", "rebuilding_sectors": {"木材": 1}, "losses": [{"industry": 0, "share": 0.1}]}`), "rebuilding_sectors"},
		"parameter out":        {"event.json", `{"parameters": {"psi": 3}}`, "psi"},
		"unknown rules":        {"event.json", `{"parameters": {"rules": "mine"}}`, "parameters.rules"},
		"stock of nothing":     {"event.json", `{"parameters": {"inventory_duration": {"木材": 3}}}`, "木材"},
		"stock is a word":      {"event.json", `{"parameters": {"inventory_duration": "much"}}`, "much"},
		"label missing":        {"labels.csv", "index,region,sector\n0,甲,零件\n", "PLAIN_INDUSTRY"},
		"label twice":          {"labels.csv", "index,region,sector\n0,甲,零件\n0,甲,整机\n", "PLAIN_TWICE"},
		"label out of range":   {"labels.csv", "index,region,sector\n2,甲,零件\n", "PLAIN_RANGE"},
		"negative flow":        {"Z.csv", "0,30\n-10,0\n", "PLAIN_NEGATIVE"},
		"labels without names": {"labels.csv", "index,region\n0,甲\n", "PLAIN_COLUMN"},
	} {
		content := map[string]string{}
		for name, text := range pairFiles {
			content[name] = text
		}
		content[c.file] = c.text
		at := files(t, content)
		code, _, errs := lianzhang(t, t.TempDir(), "io", "ario", "--z", at("Z.csv"), "--y", at("Y.csv"), "--labels", at("labels.csv"), "--event", at("event.json"), "-o", at("out.csv"))
		if code != cli.ExitRowErrors || !strings.Contains(errs, c.says) {
			t.Errorf("%s: %d %s", why, code, errs)
		}
		if _, err := os.Stat(at("out.csv")); err == nil {
			t.Errorf("%s: a file was written", why)
		}
	}
}
