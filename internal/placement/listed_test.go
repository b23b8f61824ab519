package placement_test

import (
	"testing"

	"lianzhang/internal/chain"
	"lianzhang/internal/placement"
)

// Every curated row names a company of the list, nodes of its chain, and a
// grade that exists; no company is placed twice on a chain.
func TestListedPlacementsPointSomewhere(t *testing.T) {
	known := map[string]bool{}
	for _, c := range placement.ListedCompanies() {
		known[c.Code] = true
		if c.Region.Level() != 1 {
			t.Errorf("%s has the region %q, want a province", c.Code, c.Region)
		}
	}
	if len(known) != 4410 {
		t.Errorf("%d companies, want 4410", len(known))
	}
	seen := map[string]bool{}
	for _, p := range placement.ListedPlacements() {
		template, err := chain.Load(p.Chain)
		if err != nil {
			t.Fatal(err)
		}
		if !known[p.Code] {
			t.Errorf("%s is not in companies.csv", p.Code)
		}
		for _, n := range p.Nodes {
			if template.Node(n) == nil {
				t.Errorf("%s: chain %s has no node %q", p.Code, p.Chain, n)
			}
		}
		if p.Grade != "" && p.Grade != "high" && p.Grade != "middle" && p.Grade != "low" {
			t.Errorf("%s: grade %q", p.Code, p.Grade)
		}
		if p.Products == "" || p.Source == "" || p.Year == "" {
			t.Errorf("%s: products, source and year must be given", p.Code)
		}
		if key := p.Code + string(p.Chain); seen[key] {
			t.Errorf("%s stands twice on %s", p.Code, p.Chain)
		} else {
			seen[key] = true
		}
	}
}

// The demonstration must show enough companies, spread over the chain.
func TestListedPlacementsAreMany(t *testing.T) {
	for id, want := range map[chain.ID]struct{ firms, nodes int }{"nev": {220, 95}, "ic": {170, 90}} {
		firms, nodes := 0, map[chain.NodeID]bool{}
		for _, p := range placement.ListedPlacements() {
			if p.Chain == id {
				firms++
				for _, n := range p.Nodes {
					nodes[n] = true
				}
			}
		}
		if firms < want.firms || len(nodes) < want.nodes {
			t.Errorf("%s: %d companies on %d nodes, want at least %d on %d", id, firms, len(nodes), want.firms, want.nodes)
		}
	}
}

// Spot checks against common knowledge: a slip of a code would show here.
func TestListedCompaniesAreWhoTheyAre(t *testing.T) {
	for code, want := range map[string]struct {
		name string
		node chain.NodeID
	}{"300750.SZ": {"宁德时代", "nev.cell"}, "002812.SZ": {"恩捷股份", "nev.separator"}, "688981.SH": {"中芯国际", "ic.logic-advanced"},
		"688012.SH": {"中微公司", "ic.etch"}, "603501.SH": {"豪威集团", "ic.cis"}, "001301.SZ": {"尚太科技", "nev.anode-graphite"}} {
		name, stands := "", false
		for _, c := range placement.ListedCompanies() {
			if c.Code == code {
				name = c.Name
			}
		}
		for _, p := range placement.ListedPlacements() {
			for _, n := range p.Nodes {
				stands = stands || p.Code == code && n == want.node
			}
		}
		if name != want.name || !stands {
			t.Errorf("%s is %q, on %s: %v", code, name, want.node, stands)
		}
	}
}
