package chain_test

import (
	"slices"
	"testing"

	"lianzhang/internal/chain"
)

func nev(t *testing.T) *chain.Template {
	t.Helper()
	tpl, err := chain.Load("nev")
	if err != nil {
		t.Fatal(err)
	}
	return tpl
}

// A region adds, renames, regrades and drops; the standard stays as it was.
func TestEffective(t *testing.T) {
	standard := nev(t)
	before := len(standard.Nodes)
	m, notices := chain.Effective(standard, []chain.Override{
		{Code: "local.battery-box", Region: "330500", Name: "电池箱总成", Parent: "动力电池", Inputs: []string{"nev.cell", "电池管理系统"}, Grade: "middle"},
		{Code: "nev.pack", Region: "330522", Name: "电池系统集成", Grade: "high"},
		{Code: "nev.seat", Region: "330522", Dropped: true},
		{Code: "nev.lamp", Region: "110000", Dropped: true},
	}, "330522")
	if len(notices) != 0 {
		t.Errorf("notices %v", notices)
	}
	added := m.Node("local.battery-box")
	if added == nil || added.Stage != "midstream" || added.Group != "nev.g-battery" {
		t.Fatalf("added node %+v", added)
	}
	for _, from := range []chain.NodeID{"nev.cell", "nev.bms"} {
		if !slices.ContainsFunc(m.Edges, func(e chain.Edge) bool { return e.From == from && e.To == "local.battery-box" }) {
			t.Errorf("%s does not go into the added node", from)
		}
	}
	if n := m.Node("nev.pack"); n.Name.Zh != "电池系统集成" || n.Grade != "high" {
		t.Errorf("changed node %+v", n)
	}
	if m.Node("nev.seat") != nil || m.Node("nev.lamp") == nil {
		t.Error("a drop of this place must hold and one of another place must not")
	}
	if slices.ContainsFunc(m.Edges, func(e chain.Edge) bool { return e.From == "nev.seat" }) {
		t.Error("a dropped node left its edges")
	}
	if len(standard.Nodes) != before || standard.Node("nev.pack").Name.Zh != "电池包系统" {
		t.Error("the standard template was changed")
	}
}

// What is wrong with an override is told with its row, and the rest holds.
func TestOverrideNotices(t *testing.T) {
	for why, c := range map[string]struct {
		o          chain.Override
		code, said string
	}{
		"an input that closes a cycle":   {chain.Override{Row: 3, Code: "nev.cell", Inputs: []string{"nev.pack"}}, "CHAIN_CYCLE", "error"},
		"an input of itself":             {chain.Override{Row: 3, Code: "nev.cell", Inputs: []string{"nev.cell"}}, "NODE_SELF", "error"},
		"an input nobody knows":          {chain.Override{Row: 3, Code: "nev.cell", Inputs: []string{"没有的环节"}}, "NODE_UNKNOWN", "error"},
		"a parent nobody knows":          {chain.Override{Row: 3, Code: "nev.cell", Parent: "没有的类"}, "NODE_UNKNOWN", "error"},
		"a node that is its own parent":  {chain.Override{Row: 3, Code: "nev.cell", Parent: "nev.cell"}, "CHAIN_CYCLE", "error"},
		"dropping what is not there":     {chain.Override{Row: 3, Code: "x.y", Dropped: true}, "NODE_UNKNOWN", "warning"},
		"a new node linked with nothing": {chain.Override{Row: 3, Code: "x.y", Name: "孤立环节", Stage: "upstream"}, "NODE_UNLINKED", "warning"},
	} {
		m, notices := chain.Effective(nev(t), []chain.Override{c.o}, "330522")
		if len(notices) != 1 || notices[0].Code != c.code || notices[0].Severity != c.said {
			t.Errorf("%s: %v", why, notices)
			continue
		}
		if c.code != "NODE_UNLINKED" && notices[0].Row != 3 {
			t.Errorf("%s: the row is lost", why)
		}
		if m.Cycle() != nil {
			t.Errorf("%s: the map has a cycle", why)
		}
	}
}

// Circles and towers of "is a kind of" are refused, naming the path.
func TestOverrideHierarchy(t *testing.T) {
	circle := []chain.Override{
		{Row: 1, Code: "nev.cell", Parent: "nev.pack"},
		{Row: 2, Code: "nev.pack", Parent: "nev.bms"},
		{Row: 3, Code: "nev.bms", Parent: "nev.cell"},
	}
	_, notices := chain.Effective(nev(t), circle, "330522")
	if len(notices) != 1 || notices[0].Code != "CHAIN_CYCLE" {
		t.Errorf("circle: %v", notices)
	}
	var tower []chain.Override
	last := "nev.k-vehicle"
	for i := range 13 {
		id := chain.NodeID("x." + string(rune('a'+i)))
		tower = append(tower, chain.Override{Row: i + 1, Code: id, Name: string(id), Stage: "upstream", Parent: last, Inputs: []string{"nev.lithium-resource"}})
		last = string(id)
	}
	_, notices = chain.Effective(nev(t), tower, "330522")
	if len(notices) == 0 || notices[0].Code != "CHAIN_DEPTH" {
		t.Errorf("tower: %v", notices)
	}
}

// Where a larger place and this place both change a node, this place is heard last.
func TestNearerPlaceHolds(t *testing.T) {
	m, _ := chain.Effective(nev(t), []chain.Override{
		{Code: "nev.pack", Region: "330522", Name: "县里的名称"}, {Code: "nev.pack", Region: "330000", Name: "省里的名称"},
	}, "330522")
	if got := m.Node("nev.pack").Name.Zh; got != "县里的名称" {
		t.Errorf("the name is %s", got)
	}
}

// Regions whose edges together close a cycle still have a joint map that flows one way.
func TestJointBreaksCycles(t *testing.T) {
	made := func(from, to string) *chain.Template {
		m := chain.Blank("x", chain.Text{Zh: "链", En: "Chain"}, "technology")
		m.Nodes = []chain.Node{{ID: "a", Name: chain.Text{Zh: "甲"}, Stage: chain.Upstream}, {ID: "b", Name: chain.Text{Zh: "乙"}, Stage: chain.Upstream}}
		m.Edges = []chain.Edge{{From: chain.NodeID(from), To: chain.NodeID(to), Grade: "C"}}
		return m
	}
	j := chain.Joint(chain.Text{Zh: "联合"}, []chain.Regional{{Region: "110000", Map: made("a", "b")}, {Region: "120000", Map: made("b", "a")}})
	if j.Cycle() != nil || len(j.Edges) != 2 || !j.Edges[1].Feedback {
		t.Errorf("edges %+v", j.Edges)
	}
}
