package cli_test

import (
	"strings"
	"testing"

	"lianzhang/internal/cli"
)

func TestRankingPage(t *testing.T) { runPage(t, "ranking.md") }

// Conditions are hard: what breaks one is not found, and what says nothing about
// one is counted; what breaks another anyway is not counted.
func TestSearchConditions(t *testing.T) {
	files := map[string]string{
		"d.csv": "id,text,category,capacity,region,certificate\n" +
			"a,轴承,x,5,r1,c1;c2\nb,轴承,y,5,r1,c1;c2\nc,轴承,x,4,r1,c1;c2\nd,轴承,x,5,r3,c1;c2\ne,轴承,x,5,r2,c1\nf,轴承,x,,r2,c2；c1\ng,轴承,y,,r1,c1\nh,电机,,,,\n",
		"q.csv": "id,text,category,capacity,region,certificate\nq,轴承,x,5,r1;r2,c1;c2\n",
	}
	code, out, errs := runOn(t, files, strings.Fields("match search --docs d.csv --queries q.csv")...)
	if code != cli.ExitOK || strings.Count(out, "\n") != 2 || !strings.Contains(out, "q,1,a,") || !strings.Contains(errs, "1 documents lack") {
		t.Errorf("exit code %d\n%s%s", code, out, errs)
	}
	code, out, _ = runOn(t, files, strings.Fields("match search --docs d.csv --query 轴承 --top 3")...)
	if code != cli.ExitOK || strings.Count(out, "\n") != 4 || !strings.Contains(out, "1,3,c,") {
		t.Errorf("exit code %d\n%s", code, out)
	}
}

func TestSearchAndRankingRefusals(t *testing.T) {
	good := map[string]string{"d.csv": "id,text\na,轴承\n", "q.csv": "id,text\nq,轴承\n", "s.csv": "name,score\na,1\n", "w.csv": "name,1\nb,1\n"}
	const ranking = "evaluate ranking --data s.csv"
	refused(t, good, map[string]struct{ file, text, args, code string }{
		"no query":        {"", "", "match search --docs d.csv", "MATCH_QUERY"},
		"none on top":     {"", "", "match search --docs d.csv --query x --top 0", "MATCH_TOP"},
		"small pool":      {"", "", "match search --docs d.csv --query x --pool 5", "MATCH_TOP"},
		"bad weights":     {"", "", "match search --docs d.csv --query x --weights text", "MATCH_WEIGHTS"},
		"weight twice":    {"", "", "match search --docs d.csv --query x --weights text=1,text=2", "MATCH_WEIGHTS"},
		"weight of none":  {"", "", "match search --docs d.csv --query x --weights price=1", "PLAIN_COLUMN"},
		"document twice":  {"d.csv", "id,text\na,1\na,2\n", "match search --docs d.csv --query x", "PLAIN_TWICE"},
		"no id":           {"q.csv", "id,text\n,x\n", "match search --docs d.csv --queries q.csv", "PLAIN_EMPTY"},
		"capacity":        {"q.csv", "id,text,capacity\nq,x,big\n", "match search --docs d.csv --queries q.csv", "PLAIN_NUMBER"},
		"level":           {"", "", ranking + " --level 0.4", "EVALUATE_LEVEL"},
		"cases not there": {"", "", ranking + " --min-cases 5", "PLAIN_COLUMN"},
		"negative error":  {"s.csv", "name,score,se\na,1,-1\n", ranking, "PLAIN_RANGE"},
		"half a case":     {"s.csv", "name,score,cases\na,1,2.5\n", ranking, "PLAIN_WHOLE"},
		"name twice":      {"s.csv", "name,score\na,1\na,2\n", ranking, "PLAIN_TWICE"},
		"draws of none":   {"", "", ranking + " --draws w.csv", "PLAIN_DRAWS"},
	})
}
