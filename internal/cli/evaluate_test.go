package cli_test

import (
	"strings"
	"testing"

	"lianzhang/internal/cli"
)

func TestEvaluationPage(t *testing.T) { runPage(t, "evaluation.md") }

// refused runs the commands on files with one mistake each.
func refused(t *testing.T, good map[string]string, cases map[string]struct{ file, text, args, code string }) {
	t.Helper()
	for name, c := range cases {
		files := map[string]string{}
		for f, text := range good {
			files[f] = text
		}
		if c.file != "" {
			files[c.file] = c.text
		}
		code, out, errs := runOn(t, files, strings.Fields(c.args)...)
		if code == cli.ExitOK || code == cli.ExitError || out != "" || !strings.Contains(errs, "["+c.code+"]") {
			t.Errorf("%s: exit code %d, %q, %s", name, code, out, errs)
		}
	}
}

func TestEvaluateRefusals(t *testing.T) {
	good := map[string]string{
		"m.csv": "alternative,a,b\nx,1,2\ny,3,4\n", "k.csv": "criterion,kind,weight\na,benefit,1\nb,cost,2\n",
		"p.csv": "criterion,a,b\na,1,2\nb,1/2,1\n", "u.csv": "alternative,a,b\nx,0.5,0.5\n",
		"i.csv": "dmu,a\nx,1\ny,2\n", "o.csv": "dmu,b\ny,1\nx,2\n",
	}
	const dea = "evaluate dea --inputs i.csv --outputs o.csv"
	const topsis = "evaluate topsis --data m.csv --kinds k.csv"
	refused(t, good, map[string]struct{ file, text, args, code string }{
		"empty cell":         {"m.csv", "alternative,a,b\nx,1,\ny,3,4\n", topsis, "PLAIN_GAP"},
		"not a number":       {"m.csv", "alternative,a,b\nx,1,NaN\n", topsis, "PLAIN_NUMBER"},
		"same alternative":   {"m.csv", "alternative,a,b\nx,1,2\nx,3,4\n", topsis, "PLAIN_TWICE"},
		"same column":        {"m.csv", "alternative,a,a\nx,1,2\n", topsis, "PLAIN_HEADER"},
		"no alternatives":    {"m.csv", "alternative,a,b\n", topsis, "PLAIN_FEW"},
		"entropy of one":     {"m.csv", "alternative,a,b\nx,1,2\n", topsis + " --weights entropy", "PLAIN_FEW"},
		"entropy of equals":  {"m.csv", "alternative,a,b\nx,1,2\ny,1,2\n", topsis + " --weights entropy", "PLAIN_CONSTANT"},
		"far apart":          {"m.csv", "alternative,a,b\nx,1e308,2\ny,-1e308,2\n", topsis, "PLAIN_VALUES"},
		"no such kind":       {"k.csv", "criterion,kind\na,good\nb,cost\n", topsis, "PLAIN_KIND"},
		"kind missing":       {"k.csv", "criterion,kind\na,benefit\n", topsis, "PLAIN_LACKS"},
		"kind twice":         {"k.csv", "criterion,kind\na,benefit\na,cost\nb,cost\n", topsis, "PLAIN_CRITERION"},
		"kind of nothing":    {"k.csv", "criterion,kind\na,benefit\nc,cost\nb,cost\n", topsis, "PLAIN_CRITERION"},
		"negative weight":    {"k.csv", "criterion,kind,weight\na,benefit,-1\nb,cost,2\n", topsis, "PLAIN_RANGE"},
		"no weight":          {"k.csv", "criterion,kind,weight\na,benefit,\nb,cost,2\n", topsis, "PLAIN_RANGE"},
		"weights of zero":    {"k.csv", "criterion,kind,weight\na,benefit,0\nb,cost,0\n", topsis, "PLAIN_WEIGHTS"},
		"weights not there":  {"k.csv", "criterion,kind\na,benefit\nb,cost\n", topsis + " --weights file", "PLAIN_COLUMN"},
		"no such file":       {"", "", topsis + " --weights w.csv", "PLAIN_MISSING"},
		"share":              {"", "", topsis + " --weights combined --share 2", "EVALUATE_SHARE"},
		"norm":               {"", "", topsis + " --norm max", "EVALUATE_NORM"},
		"entropy with a gap": {"m.csv", "alternative,a,b\nx,1,\ny,3,4\n", "evaluate index --data m.csv --kinds k.csv --weights entropy", "PLAIN_ENTROPY"},
		"not reciprocal":     {"p.csv", "criterion,a,b\na,1,2\nb,2,1\n", "evaluate ahp --data p.csv", "PLAIN_VALUES"},
		"division by zero":   {"p.csv", "criterion,a,b\na,1,1/0\nb,2,1\n", "evaluate ahp --data p.csv", "PLAIN_WEIGHT"},
		"other order":        {"p.csv", "criterion,a,b\nb,1,2\na,2,1\n", "evaluate ahp --data p.csv", "PLAIN_CRITERION"},
		"half a matrix":      {"p.csv", "criterion,a,b\na,1,2\n", "evaluate ahp --data p.csv", "PLAIN_LACKS"},
		"no criteria":        {"p.csv", "criterion\n", "evaluate ahp --data p.csv", "PLAIN_COLUMN"},
		"above one":          {"u.csv", "alternative,a,b\nx,0.5,1.5\n", "evaluate coupling --data u.csv", "PLAIN_SHARE"},
		"zero input":         {"i.csv", "dmu,a\nx,1\ny,0\n", dea, "PLAIN_POSITIVE"},
		"unit without made":  {"o.csv", "dmu,b\ny,1\n", dea, "PLAIN_UNITS"},
		"unit without use":   {"o.csv", "dmu,b\ny,1\nx,1\nz,1\n", dea, "PLAIN_UNITS"},
		"nothing made":       {"o.csv", "dmu\ny\nx\n", dea, "PLAIN_COLUMN"},
		"one system":         {"u.csv", "alternative,a\nx,0.5\n", "evaluate coupling --data u.csv", "PLAIN_VALUES"},
	})
}

// What the reader must know is told: contradictions, ties, criteria without effect.
func TestEvaluateWarnings(t *testing.T) {
	for name, c := range map[string]struct{ text, args, want string }{
		"circle":   {"criterion,a,b,c\na,1,5,1/5\nb,1/5,1,5\nc,5,1/5,1\n", "evaluate ahp --data d.csv", "≥ 0.1"},
		"rounded":  {"criterion,a,b\na,1,3\nb,0.33,1\n", "evaluate ahp --data d.csv", "not exactly reciprocal"},
		"constant": {"alternative,a,b\nx,1,2\ny,3,2\n", "evaluate topsis --data d.csv --kinds k.csv", "criterion b is constant"},
		"tie":      {"alternative,a,b\nx,1,2\ny,1,2\nz,2,1\n", "evaluate topsis --data d.csv --kinds k.csv", "1 alternatives tie"},
	} {
		code, _, errs := runOn(t, map[string]string{"d.csv": c.text, "k.csv": "criterion,kind\na,benefit\nb,cost\n"}, strings.Fields(c.args)...)
		if code != cli.ExitOK || !strings.Contains(errs, c.want) {
			t.Errorf("%s: exit code %d, %s", name, code, errs)
		}
	}
}

// The combination with all weight on one side is that side.
func TestCombinedWeights(t *testing.T) {
	files := map[string]string{"m.csv": "alternative,a,b\nx,1,2\ny,3,4\nz,4,9\n", "k.csv": "criterion,kind,weight\na,benefit,3\nb,cost,1\n"}
	run := func(args string) string {
		code, out, errs := runOn(t, files, strings.Fields("evaluate topsis --data m.csv --kinds k.csv "+args)...)
		if code != cli.ExitOK {
			t.Fatal(errs)
		}
		return out
	}
	if run("--weights combined --share 1") != run("") {
		t.Error("share 1 is not the given weights")
	}
	if run("--weights combined --share 0") != run("--weights entropy") {
		t.Error("share 0 is not the entropy weights")
	}
	if run("--weights equal") == run("") {
		t.Error("equal weights changed nothing")
	}
}

// Units are matched by name, not by line; F is on the frontier with waste.
func TestDEADetails(t *testing.T) {
	files := map[string]string{"i.csv": "dmu,a,b\nC,8,1\nF,10,1\nD,4,2\n", "o.csv": "dmu,y\nD,1\nF,1\nC,1\n"}
	code, out, errs := runOn(t, files, strings.Fields("evaluate dea --inputs i.csv --outputs o.csv --details - -o out.csv")...)
	if code != cli.ExitOK || !strings.Contains(out, "F,ccr,peer,C,1\nF,ccr,excess,a,1.99999") || !strings.Contains(errs, "ccr_efficient 2") {
		t.Errorf("exit code %d\n%s%s", code, out, errs)
	}
}

func TestBenchmarkPage(t *testing.T) { runPage(t, "benchmark.md") }

func TestBenchmarkRefusals(t *testing.T) {
	const head = "region,indicator,year,op,value\n"
	good := map[string]string{"d.csv": head + "a,GDP,2021,=,1\nb,GDP,2021,=,2\n", "i.csv": "indicator,polarity\nGDP,higher\n"}
	const args = "evaluate benchmark --data d.csv --indicators i.csv --self a"
	refused(t, good, map[string]struct{ file, text, args, code string }{
		"op":              {"d.csv", head + "a,GDP,2021,about,1\n", args, "PLAIN_OP"},
		"no number":       {"d.csv", head + "a,GDP,2021,>,many\n", args, "PLAIN_NUMBER"},
		"range upside":    {"d.csv", head + "a,GDP,2021,range,17~10\n", args, "PLAIN_NUMBER"},
		"rank of zero":    {"d.csv", head + "a,GDP,2021,rank,0\n", args, "PLAIN_WHOLE"},
		"year":            {"d.csv", head + "a,GDP,,=,1\n", args, "PLAIN_RANGE"},
		"twice":           {"d.csv", head + "a,GDP,2021,=,1\na,GDP,2021,>,1\n", args, "PLAIN_TWICE"},
		"other indicator": {"d.csv", head + "a,tax,2021,=,1\n", args, "PLAIN_INDICATOR"},
		"polarity":        {"i.csv", "indicator,polarity\nGDP,up\n", args, "PLAIN_POLARITY"},
		"no such region":  {"", "", "evaluate benchmark --data d.csv --indicators i.csv --self c", "EVALUATE_REGION"},
		"mean":            {"", "", args + " --mean half", "EVALUATE_MEAN"},
		"weight missing":  {"w.csv", "region,weight\na,1\n", args + " --weights w.csv", "PLAIN_LACKS"},
		"no weight left":  {"w.csv", "region,weight\na,1\nb,0\n", args + " --weights w.csv", "PLAIN_WEIGHTS"},
	})
}

// Figures taken as rounded give ranges; years are mixed only on request.
func TestBenchmarkOptions(t *testing.T) {
	files := map[string]string{
		"d.csv": "region,indicator,year,op,value\na,GDP,2021,=,1.5\nb,GDP,2021,=,2.5\nc,GDP,2020,=,4.5\n",
		"i.csv": "indicator,polarity,places\nGDP,higher,2\n",
	}
	for args, want := range map[string]string{
		"":            "GDP,2021,a,b,1.50,2.50,1.00,60.0,\nGDP,2021,a,c,1.50,4.50,,,other year\n",
		"--mix-years": "GDP,2021,a,c,1.50,4.50,3.00,33.3,other year\n",
		"--rounded":   "GDP,2021,a,b,1.45~1.55,2.45~2.55,0.90~1.10,56.9~63.3,from bound\n",
	} {
		code, out, errs := runOn(t, files, strings.Fields("evaluate benchmark --data d.csv --indicators i.csv --self a "+args)...)
		if code != cli.ExitOK || !strings.Contains(out, want) || !strings.Contains(errs, "mix years") {
			t.Errorf("%q: exit code %d\n%s%s", args, code, out, errs)
		}
	}
}
