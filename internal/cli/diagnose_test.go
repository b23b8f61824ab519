package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lianzhang/catalog"
	"lianzhang/internal/cli"
)

// lianzhang runs one command on a data folder.
func lianzhang(t *testing.T, data string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = cli.Main(context.Background(), append([]string{"--data", data, "--lang", "zh"}, args...), &o, &e)
	return code, o.String(), e.String()
}

// With no data at all every node is unknown, and the command says so in every
// form.
func TestDiagnoseCommand(t *testing.T) {
	data := t.TempDir()
	code, out, errs := lianzhang(t, data, "diagnose", "nev", "--region", "330522")
	if code != cli.ExitOK || !strings.Contains(out, "不明") || strings.Contains(out, "缺失") {
		t.Fatalf("table: %d\n%.400s\n%s", code, out, errs)
	}
	code, out, _ = lianzhang(t, data, "diagnose", "nev", "--region", "330522", "--output", "json")
	var r struct {
		ID    string
		Nodes []struct{ ID, Class string }
	}
	if err := json.Unmarshal([]byte(out), &r); code != cli.ExitOK || err != nil || r.ID != "nev:330522" || len(r.Nodes) < 60 || r.Nodes[0].ID == "" {
		t.Errorf("json: %d, %v, %d nodes", code, err, len(r.Nodes))
	}
	for _, c := range []struct{ name, begins string }{{"a.json", `{"id":"nev:330522"`}, {"a.xlsx", "PK"}, {"a.svg", "<"}} {
		file := filepath.Join(t.TempDir(), c.name)
		code, _, errs := lianzhang(t, data, "diagnose", "nev", "--region", "330522", "-o", file)
		body, err := os.ReadFile(file)
		if code != cli.ExitOK || err != nil || !strings.HasPrefix(string(body), c.begins) {
			t.Errorf("%s: %d %s %v", c.name, code, errs, err)
		}
		code, _, _ = lianzhang(t, data, "diagnose", "nev", "--region", "330522", "-o", file)
		if again, _ := os.ReadFile(file); code != cli.ExitOK || !bytes.Equal(again, body) {
			t.Errorf("%s: the same command wrote other bytes", c.name)
		}
	}
}

func TestDiagnoseRefusals(t *testing.T) {
	data := t.TempDir()
	shipped, err := catalog.FS.ReadFile("thresholds/node-class-2026-01.yaml")
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, old, new string) string {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, bytes.Replace(shipped, []byte(old), []byte(new), 1), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	if code, _, errs := lianzhang(t, data, "diagnose", "nev"); code != cli.ExitOK {
		t.Fatal(code, errs)
	}
	with := filepath.Join(t.TempDir(), "with.csv")
	if err := os.WriteFile(with, []byte("name,node,amount\n甲,nev.cell,很多\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"unknown chain":                    {[]string{"moon"}, cli.ExitNotFound, "CHAIN_UNKNOWN"},
		"unknown scope":                    {[]string{"nev", "--scope", "both"}, cli.ExitUsage, "INVALID"},
		"no place":                         {[]string{"nev", "--region", "湖州"}, cli.ExitUsage, "DIAG_REGION_UNKNOWN"},
		"a form it does not know":          {[]string{"nev", "-o", filepath.Join(t.TempDir(), "a.doc")}, cli.ExitUsage, "DIAG_FORMAT"},
		"several places on one picture":    {[]string{"nev", "--regions", "330000,340000", "-o", filepath.Join(t.TempDir(), "a.svg")}, cli.ExitUsage, "DIAG_ONE_PICTURE"},
		"edited under the same version":    {[]string{"nev", "--thresholds", write("e.yaml", "strong: 0.60", "strong: 0.50")}, cli.ExitConflict, "THRESHOLDS_CHANGED"},
		"thresholds that are not right":    {[]string{"nev", "--thresholds", write("w.yaml", "seed:", "luck:")}, cli.ExitError, "THRESHOLDS_INVALID"},
		"firms that might land, not a sum": {[]string{"nev", "--with", with}, cli.ExitUsage, "DIAG_WITH"},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, errs := lianzhang(t, data, append([]string{"diagnose"}, c.args...)...)
			if code != c.code || !strings.Contains(errs, c.says) || out != "" {
				t.Errorf("exit %d, want %d; %s %s", code, c.code, out, errs)
			}
		})
	}
}
