package chain_test

import (
	"encoding/json"
	"testing"

	"lianzhang/internal/chain"
)

// A map does not differ from itself.
func TestDiffOfItself(t *testing.T) {
	for _, tpl := range maps() {
		if d := chain.Compare(tpl, tpl); !d.Empty() {
			t.Errorf("%s differs from itself: %+v", tpl.ID, d)
		}
	}
}

// Applying the difference of a and b to a gives b, whatever a and b are.
func TestDiffApplies(t *testing.T) {
	all := maps()
	for _, a := range all {
		for _, b := range all {
			made := chain.Compare(a, b).Apply(a)
			if d := chain.Compare(made, b); !d.Empty() {
				t.Errorf("%s → %s: %d nodes and %d edges still differ", a.ID, b.ID, len(d.NodesAdded)+len(d.NodesRemoved)+len(d.NodesChanged), len(d.EdgesAdded)+len(d.EdgesRemoved)+len(d.EdgesChanged))
			}
		}
	}
}

// What was done to a map is what the difference says.
func TestDiffSaysWhatWasDone(t *testing.T) {
	a := nev(t)
	b, _ := chain.Effective(a, []chain.Override{
		{Code: "nev.pack", Name: "电池系统", Grade: "high"},
		{Code: "nev.seat", Dropped: true},
		{Code: "x.new", Name: "新环节", Stage: "downstream", Inputs: []string{"nev.bev"}},
	}, "330522")
	d := chain.Compare(a, b)
	if len(d.NodesAdded) != 1 || len(d.NodesRemoved) != 1 || len(d.NodesChanged) != 1 || len(d.EdgesAdded) != 1 || len(d.EdgesRemoved) != 3 {
		t.Errorf("%+v", d)
	}
	if what := d.NodesChanged[0].What; len(what) != 2 || what[0] != "renamed" || what[1] != "regraded" {
		t.Errorf("changed %v", what)
	}
}

// A frozen map comes back as it was, and an altered one is refused.
func TestEdition(t *testing.T) {
	e := &chain.Edition{Chain: "nev", Version: "1"}
	if err := e.Freeze(nev(t)); err != nil {
		t.Fatal(err)
	}
	back, err := e.Map()
	if err != nil {
		t.Fatal(err)
	}
	if d := chain.Compare(nev(t), back); !d.Empty() {
		raw, _ := json.Marshal(d)
		t.Errorf("the frozen map differs: %.300s", raw)
	}
	e.Body[len(e.Body)/2] ^= 1
	if _, err := e.Map(); err == nil {
		t.Error("an altered edition was believed")
	}
}

// The joint map has every node of every region, and says who has it.
func TestJoint(t *testing.T) {
	a, _ := chain.Effective(nev(t), []chain.Override{{Code: "nev.seat", Dropped: true}}, "110000")
	b, _ := chain.Effective(nev(t), []chain.Override{
		{Code: "nev.lamp", Dropped: true},
		{Code: "tj.x", Name: "某专用件", Stage: "midstream", Inputs: []string{"nev.pack"}},
	}, "120000")
	j := chain.Joint(chain.Text{Zh: "联合图谱", En: "Joint"}, []chain.Regional{
		{Region: "120000", Publisher: "天津", Map: b}, {Region: "110000", Publisher: "北京", Map: a},
	})
	if len(j.Nodes) != len(nev(t).Nodes)+1 {
		t.Errorf("%d nodes", len(j.Nodes))
	}
	for id, want := range map[chain.NodeID]string{"nev.seat": "[120000]", "nev.lamp": "[110000]", "tj.x": "[120000]", "nev.cell": "[110000 120000]"} {
		if got := textOf(j.Holders[id]); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
	if len(j.Publishers) != 2 || j.Publishers[0].Name != "北京" || j.Cycle() != nil {
		t.Errorf("publishers %v", j.Publishers)
	}
	if l := chain.Arrange(j.Template); len(l.Nodes) != len(j.Nodes) {
		t.Error("the joint map cannot be drawn")
	}
}
