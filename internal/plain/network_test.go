package plain_test

import (
	"testing"

	"lianzhang/internal/engine/network"
	"lianzhang/internal/plain"
)

func TestReadNetwork(t *testing.T) {
	var sectors []int
	firms, err := plain.ReadFirms(file(t, "firms.csv", []byte("firm_id,sector\nA,1\nB,0\n甲,1\n")), []string{"sector"}, func(tab *plain.Table) error {
		k, err := tab.Sector(2)
		sectors = append(sectors, k)
		return err
	})
	if err != nil || firms.Len() != 3 || sectors[0] != 1 || sectors[1] != 0 {
		t.Fatalf("%+v %v %v", firms, sectors, err)
	}
	net, repairs, err := plain.ReadLinks(file(t, "links.csv", []byte("supplier,buyer,weight\nA,甲,2\nB,B,1\nA,甲,3\n")), firms)
	if err != nil || repairs != (network.Repairs{SelfLinks: 1, Parallel: 1}) {
		t.Fatalf("%+v %v", repairs, err)
	}
	if buyers, sold := net.Out().Row(0); len(buyers) != 1 || firms.IDs[buyers[0]] != "甲" || sold[0] != 5 {
		t.Errorf("%v %v", buyers, sold)
	}
	for name, c := range map[string]struct{ links, code, line string }{
		"unknown supplier": {"supplier,buyer,weight\nA,B,1\nC,B,1\n", "PLAIN_UNKNOWN", "3"},
		"zero weight":      {"supplier,buyer,weight\nA,B,0\n", "PLAIN_WEIGHT", "2"},
		"negative weight":  {"supplier,buyer,weight\nA,B,-4\n", "PLAIN_WEIGHT", "2"},
		"no weight":        {"supplier,buyer,weight\nA,B,\n", "PLAIN_WEIGHT", "2"},
		"not a number":     {"supplier,buyer,weight\nA,B,NaN\n", "PLAIN_WEIGHT", "2"},
	} {
		_, _, err := plain.ReadLinks(file(t, "links.csv", []byte(c.links)), firms)
		if got, line := code(t, err); got != c.code || line != c.line {
			t.Errorf("%s: %s in line %s", name, got, line)
		}
	}
}

func TestReadFirmsRefuses(t *testing.T) {
	for name, c := range map[string]struct{ firms, code string }{
		"same identifier": {"firm_id,sector\nA,0\nA,1\n", "PLAIN_TWICE"},
		"no identifier":   {"firm_id,sector\n,0\n", "PLAIN_EMPTY"},
		"sector too high": {"firm_id,sector\nA,2\n", "PLAIN_SECTOR"},
		"sector by name":  {"firm_id,sector\nA,steel\n", "PLAIN_SECTOR"},
	} {
		_, err := plain.ReadFirms(file(t, "firms.csv", []byte(c.firms)), []string{"sector"}, func(tab *plain.Table) error {
			_, err := tab.Sector(2)
			return err
		})
		if got, _ := code(t, err); got != c.code {
			t.Errorf("%s: %s", name, got)
		}
	}
}
