package chain_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lianzhang/internal/chain"
)

// The worked example of docs/methods/chain-map.md comes out as the page says.
func TestWorkedExample(t *testing.T) {
	page, err := os.ReadFile("../../docs/methods/chain-map.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```yaml\n")
	body, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("the page has no example")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "example.yaml"), []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	all, err := chain.LoadAll(os.DirFS(dir), ".", chain.Known{})
	if err != nil {
		t.Fatal(err)
	}
	tpl := all["example"]
	l := chain.Arrange(tpl)
	if l.Unsorted != 1 || l.Crossings != 0 {
		t.Errorf("%d crossings as written, %d arranged; the page says 1 and 0", l.Unsorted, l.Crossings)
	}
	y := map[chain.NodeID]int{}
	for _, n := range l.Nodes {
		y[n.ID] = n.Y
	}
	if y["lfp"] >= y["electrolyte"] {
		t.Error("the cathode is not above the electrolyte")
	}
	local, notices := chain.Effective(tpl, []chain.Override{
		{Code: "solvent", Region: "330522", Dropped: true}, {Code: "lfp", Region: "330522", Name: "磷酸铁锂正极"},
	}, "330522")
	d := chain.Compare(tpl, local)
	if len(notices) != 0 || len(local.Nodes) != 4 || len(local.Edges) != 4 || len(d.NodesRemoved) != 1 || len(d.NodesChanged) != 1 || len(d.EdgesRemoved) != 1 {
		t.Errorf("%d nodes, %d edges, difference %+v, notices %v", len(local.Nodes), len(local.Edges), d, notices)
	}
}
