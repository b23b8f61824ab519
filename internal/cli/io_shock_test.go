package cli_test

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"lianzhang/internal/cli"
)

// rows returns the cells of a table without its header.
func rows(t *testing.T, table, columns string) [][]float64 {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(table), "\n")
	if lines[0] != columns {
		t.Fatalf("columns %s, want %s", lines[0], columns)
	}
	var out [][]float64
	for _, line := range lines[1:] {
		var row []float64
		for cell := range strings.SplitSeq(line, ",") {
			v, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				t.Fatal(err)
			}
			row = append(row, v)
		}
		out = append(out, row)
	}
	return out
}

// The two-sector economy: 250 more demand for the first and 200 less for the second
// change output by 247.5 and −158.4, whichever way it is solved.
func TestShock(t *testing.T) {
	at := files(t, map[string]string{
		"Z.csv": "150,500\n200,100\n", "Y.csv": "350\n1700\n", "d.csv": "250\n-200\n", "two.csv": "250,1\n-200,0\n", "line.csv": "250,-200\n",
	})
	shock := func(args ...string) string {
		code, out, errs := lianzhang(t, t.TempDir(), append([]string{"io", "shock", "--z", at("Z.csv"), "--y", at("Y.csv")}, args...)...)
		if code != cli.ExitOK {
			t.Fatal(args, code, errs)
		}
		return out
	}
	for _, args := range [][]string{{"--method", "lu"}, {"--method", "series"}, {}} {
		got := rows(t, shock(append(args, "--demand", at("d.csv"))...), "index,output_change,va_change")
		agree(t, "output", got[0][1], 247.5247525)
		agree(t, "output", got[1][1], -158.4158416)
		agree(t, "value added", got[0][2], 247.5247525*0.65)
	}
	got := rows(t, shock("--demand", at("two.csv")), "index,output_change_0,va_change_0,output_change_1,va_change_1")
	agree(t, "second scenario", got[0][3], 1.2541254)
	if shock("--demand", at("line.csv")) != shock("--demand", at("d.csv")) {
		t.Error("a vector on one line is another one")
	}
	// By Ghosh, output changes by Δv'G: duality gives G = x̂⁻¹Lx̂.
	for _, method := range []string{"lu", "series"} {
		got := rows(t, shock("--supply", at("d.csv"), "--method", method), "index,output_change,va_change")
		agree(t, "supply", got[0][1], 250*1.254125413-200*0.2640264026*1000/2000)
		agree(t, "supply", got[1][1], 250*0.3300330033*2000/1000-200*1.122112211)
	}
}

func agree(t *testing.T, what string, got, want float64) {
	t.Helper()
	if d := got - want; d > 1e-6 || d < -1e-6 {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestShockRefusals(t *testing.T) {
	at := files(t, map[string]string{"Z.csv": "150,500\n200,100\n", "Y.csv": "350\n1700\n", "x.csv": "350\n2000\n", "d.csv": "250\n-200\n", "long.csv": "1\n2\n3\n"})
	for why, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"no shock":        {nil, cli.ExitUsage, "IO_SHOCK"},
		"both":            {[]string{"--demand", at("d.csv"), "--supply", at("d.csv")}, cli.ExitUsage, "IO_SHOCK"},
		"unknown method":  {[]string{"--demand", at("d.csv"), "--method", "luck"}, cli.ExitUsage, "IO_SHOCK"},
		"too long":        {[]string{"--demand", at("long.csv")}, cli.ExitRowErrors, "PLAIN_SHAPE"},
		"a column is all": {[]string{"--demand", at("d.csv"), "--x", at("x.csv"), "--method", "series"}, cli.ExitRowErrors, "IO_COLUMNS"},
		"no set":          {nil, cli.ExitUsage, "IO_SHOCK"},
	} {
		code, _, errs := lianzhang(t, t.TempDir(), append([]string{"io", "shock", "--z", at("Z.csv"), "--y", at("Y.csv")}, c.args...)...)
		if code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("%s: %d %s", why, code, errs)
		}
	}
}

// Extracting one industry loses what linkages.csv says; sets are named by number or
// by region and sector.
func TestExtractCommand(t *testing.T) {
	at := files(t, map[string]string{
		"one.csv": "index\n3\n", "same.csv": "region,sector\nreg000,sec003\n", "region.csv": "region,sector\nreg000,\n",
		"none.csv": "index\n", "far.csv": "index\n60\n", "strange.csv": "region,sector\nreg000,木材\n", "word.csv": "name\n甲\n",
	})
	extract := func(set string) (int, string, string) {
		return lianzhang(t, t.TempDir(), table60("io", "extract", "--set", at(set), "--labels", filepath.Join("testdata", "io_60", "labels.csv"))...)
	}
	code, out, errs := extract("one.csv")
	if code != cli.ExitOK || !strings.Contains(errs, "loss_full 1.30228716511") || !strings.Contains(errs, "loss_keep_fd 884472.5291183") {
		t.Fatal(code, errs)
	}
	got := rows(t, out, "index,output,output_full,output_keep_fd")
	if got[3][2] != 0 || got[3][3] != 417814.636 || got[4][2] >= got[4][1] {
		t.Errorf("%v", got[3:5])
	}
	if _, same, _ := extract("same.csv"); same != out {
		t.Error("the same industry by name gives another table")
	}
	_, out, errs = extract("region.csv")
	if got := rows(t, out, "index,output,output_full,output_keep_fd"); got[11][2] != 0 || got[12][2] == 0 || !strings.Contains(errs, "extracted 12") {
		t.Errorf("%s %v", errs, got[11:13])
	}
	for set, says := range map[string]string{"none.csv": "PLAIN_NONE", "far.csv": "PLAIN_RANGE", "strange.csv": "PLAIN_NAMED", "word.csv": "PLAIN_COLUMN"} {
		if code, _, errs := extract(set); code != cli.ExitRowErrors || !strings.Contains(errs, says) {
			t.Errorf("%s: %d %s", set, code, errs)
		}
	}
	if code, _, errs := lianzhang(t, t.TempDir(), table60("io", "extract")...); code != cli.ExitUsage || !strings.Contains(errs, "IO_SET") {
		t.Error(fmt.Sprint(code, errs))
	}
}
