package cli_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"lianzhang/internal/cli"
)

var chainFiles = map[string]string{
	"firms.csv":  "firm_id,sector,final_demand,output\n甲,0,0,10\n乙,1,20,20\n",
	"links.csv":  "supplier,buyer,weight\n甲,乙,4\n甲,乙,6\n",
	"damage.csv": "firm_id,loss,recovery,days\n甲,1,sudden,3\n",
}

// The worked example of docs/methods/inventory.md from files to files.
func TestNetworkDynamics(t *testing.T) {
	in := files(t, chainFiles)
	args := []string{"dynamics", "--firms", in("firms.csv"), "--links", in("links.csv"), "--damage", in("damage.csv"), "--days", "8", "--inventory", "2", "--tau", "2", "--fixed-target"}
	code, out, errs := runNetwork(t, append(args, "--firms-out", in("times.csv"), "--meta", in("meta.json"))...)
	if code != cli.ExitOK {
		t.Fatal(errs)
	}
	if want := "day,production,value_added,consumption\n-1,30,20,20\n0,20,10,20\n1,20,10,20\n2,0,0,0\n3,10,10,0\n4,25,15,20\n5,20,15,10\n6,30,20,20\n7,30,20,20\n"; out != want {
		t.Errorf("got\n%s", out)
	}
	times, err := os.ReadFile(in("times.csv"))
	if err != nil || string(times) != "firm_id,tts,ttr,lowest,lost\n甲,0,5,0,35\n乙,2,6,0,50\n" {
		t.Errorf("%s %v", times, err)
	}
	var meta struct {
		Result   map[string]any
		Warnings []string
	}
	text, err := os.ReadFile(in("meta.json"))
	if err != nil || json.Unmarshal(text, &meta) != nil {
		t.Fatal(err)
	}
	if meta.Result["tts"] != 2. || meta.Result["ttr"] != 6. || len(meta.Warnings) != 1 || !strings.Contains(meta.Warnings[0], "1 parallel links summed") {
		t.Errorf("%s", text)
	}
	if code, out, errs = runNetwork(t, append(args, "--each")...); code != cli.ExitOK || out != "firm_id,own,tts,ttr,lowest,lost\n甲,3,2,6,0,85\n" {
		t.Errorf("each: %s%s", out, errs)
	}
	if code, out, errs = runNetwork(t, append(args, "--each", "--fixed-target=false")...); code != cli.ExitOK || out != "firm_id,own,tts,ttr,lowest,lost\n甲,3,2,,0,200\n" {
		t.Errorf("a standstill has no end: %s%s", out, errs)
	}
}

// Without final demand it is what is left of output.
func TestNetworkDynamicsFromOutput(t *testing.T) {
	in := files(t, chainFiles)
	run := func(firms string) (string, string) {
		if err := os.WriteFile(in("firms.csv"), []byte(firms), 0o600); err != nil {
			t.Fatal(err)
		}
		code, out, errs := runNetwork(t, "dynamics", "--firms", in("firms.csv"), "--links", in("links.csv"), "--damage", in("damage.csv"), "--days", "0")
		if code != cli.ExitOK {
			t.Fatal(errs)
		}
		return out, errs
	}
	if out, errs := run("firm_id,sector,output\n甲,0,10\n乙,1,20\n"); !strings.HasSuffix(out, "-1,30,20,20\n") || strings.Contains(errs, "output") {
		t.Errorf("%s%s", out, errs)
	}
	if out, errs := run("firm_id,sector,output\n甲,0,7\n乙,1,20\n"); !strings.HasSuffix(out, "-1,30,20,20\n") || !strings.Contains(errs, "output of 1 firms is below") {
		t.Errorf("%s%s", out, errs)
	}
	if _, errs := run("firm_id,sector,output,final_demand\n甲,0,7,0\n乙,1,20,20\n"); !strings.Contains(errs, "output of 1 firms differs") {
		t.Errorf("%s", errs)
	}
}

func TestNetworkDynamicsRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		file, text, message string
		args                []string
		code                int
	}{
		"no demand":        {"firms.csv", "firm_id,sector\n甲,0\n乙,1\n", "PLAIN_COLUMN", nil, cli.ExitRowErrors},
		"unknown demand":   {"firms.csv", "firm_id,sector,final_demand\n甲,0,\n乙,1,20\n", "PLAIN_GAP", nil, cli.ExitRowErrors},
		"demand below 0":   {"firms.csv", "firm_id,sector,final_demand\n甲,0,-1\n乙,1,20\n", "PLAIN_RANGE", nil, cli.ExitRowErrors},
		"too much":         {"firms.csv", "firm_id,sector,final_demand\n甲,0,1e308\n乙,1,1e308\n", "ANALYSIS_OVERFLOW", nil, cli.ExitRowErrors},
		"loss above 1":     {"damage.csv", "firm_id,loss\n甲,1.1\n", "PLAIN_SHARE", nil, cli.ExitRowErrors},
		"no loss":          {"damage.csv", "firm_id,loss\n甲,\n", "PLAIN_SHARE", nil, cli.ExitRowErrors},
		"hit twice":        {"damage.csv", "firm_id,loss\n甲,1\n甲,1\n", "PLAIN_TWICE", nil, cli.ExitRowErrors},
		"unknown firm":     {"damage.csv", "firm_id,loss\n丙,1\n", "PLAIN_UNKNOWN", nil, cli.ExitRowErrors},
		"unknown recovery": {"damage.csv", "firm_id,loss,recovery,days\n甲,1,soon,3\n", "PLAIN_RECOVERY", nil, cli.ExitRowErrors},
		"recovery in 0":    {"damage.csv", "firm_id,loss,recovery,days\n甲,1,sudden,0\n", "PLAIN_RANGE", nil, cli.ExitRowErrors},
		"before the start": {"damage.csv", "firm_id,loss,start\n甲,1,-2\n", "PLAIN_RANGE", nil, cli.ExitRowErrors},
		"no such rule":     {"", "", "ANALYSIS_FLAG", []string{"--rationing", "3"}, cli.ExitUsage},
		"no time":          {"", "", "ANALYSIS_FLAG", []string{"--tau", "0"}, cli.ExitUsage},
		"days back":        {"", "", "ANALYSIS_FLAG", []string{"--days", "-1"}, cli.ExitUsage},
		"not a number":     {"", "", "ANALYSIS_FLAG", []string{"--inventory", "NaN"}, cli.ExitUsage},
	} {
		in := files(t, chainFiles)
		if c.file != "" {
			if err := os.WriteFile(in(c.file), []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		code, out, errs := runNetwork(t, append([]string{"dynamics", "--firms", in("firms.csv"), "--links", in("links.csv"), "--damage", in("damage.csv"), "--days", "5"}, c.args...)...)
		if code != c.code || !strings.Contains(errs, c.message) || out != "" {
			t.Errorf("%s: exit code %d, %s%s", name, code, out, errs)
		}
	}
}
