package cli_test

import (
	"strings"
	"testing"

	"lianzhang/internal/cli"
)

func TestPairingPage(t *testing.T) { runPage(t, "pairing.md") }

func TestMatchAssign(t *testing.T) {
	for name, c := range map[string]struct{ file, args, want string }{
		"bare numbers":     {"1,2\n0.5,9\n", "--cost f.csv", "row,column,cost\n0,1,2\n1,0,0.5\n"},
		"more rows":        {"x,a\np,3\nq,1\n", "--cost f.csv", "row,column,cost\np,,\nq,a,1\n"},
		"an impossible":    {"x,a,b\np,1,\nq,0,5\n", "--cost f.csv", "row,column,cost\np,a,1\nq,b,5\n"},
		"candidates":       {"row,column,cost\np,a,1\nq,a,0\nq,b,5\n", "--pairs f.csv", "row,column,cost\np,a,1\nq,b,5\n"},
		"nothing to pair":  {"row,column,cost\n", "--pairs f.csv", "row,column,cost\n"},
		"numbers as names": {"x,2020\n7,3\n", "--cost f.csv", "row,column,cost\n7,2020,3\n"},
	} {
		code, out, errs := runOn(t, map[string]string{"f.csv": c.file}, strings.Fields("match assign "+c.args)...)
		if code != cli.ExitOK || out != c.want {
			t.Errorf("%s: exit code %d\n%s%s", name, code, out, errs)
		}
	}
}

func TestMatchRefusals(t *testing.T) {
	good := map[string]string{
		"s.csv": "node,amount\na,3\n", "d.csv": "node,amount\nb,3\n", "l.csv": "from,to,capacity,cost\na,b,2,1\n", "f.csv": "x,a,b\np,1,2\nq,3,4\n",
	}
	const flow = "match flow --supply s.csv --demand d.csv --arcs l.csv"
	refused(t, good, map[string]struct{ file, text, args, code string }{
		"no costs":          {"", "", "match assign", "MATCH_COST"},
		"two costs":         {"", "", "match assign --cost f.csv --pairs f.csv", "MATCH_COST"},
		"cannot be paired":  {"f.csv", "x,a,b\np,1,\nq,3,\n", "match assign --cost f.csv", "PLAIN_UNPAIRED"},
		"pair twice":        {"f.csv", "row,column,cost\np,a,1\np,a,2\n", "match assign --pairs f.csv", "PLAIN_TWICE"},
		"pair without cost": {"f.csv", "row,column,cost\np,a,\n", "match assign --pairs f.csv", "PLAIN_NUMBER"},
		"beyond all":        {"f.csv", "x,a,b\np,1e308,1e308\nq,1e308,1e308\n", "match assign --cost f.csv", "PLAIN_SUM"},
		"half a unit":       {"s.csv", "node,amount\na,2.5\n", flow, "PLAIN_WHOLE"},
		"negative amount":   {"d.csv", "node,amount\nb,-1\n", flow, "PLAIN_WHOLE"},
		"node twice":        {"s.csv", "node,amount\na,2\na,3\n", flow, "PLAIN_TWICE"},
		"no node":           {"l.csv", "from,to,capacity,cost\n,b,2,1\n", flow, "PLAIN_EMPTY"},
		"negative capacity": {"l.csv", "from,to,capacity,cost\na,b,-2,1\n", flow, "PLAIN_WHOLE"},
		"no cost":           {"l.csv", "from,to,capacity,cost\na,b,2,\n", flow, "PLAIN_WHOLE"},
		"too dear":          {"l.csv", "from,to,capacity,cost\na,b,2,4000000000000000000\n", flow, "PLAIN_SUM"},
	})
}
