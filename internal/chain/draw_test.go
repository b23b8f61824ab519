package chain_test

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"lianzhang/internal/chain"
)

var update = flag.Bool("update", false, "write the golden files anew")

// small is a map with every sign: all classes, unstable, single, backup, open
// matters, dependence, a return, an assumed edge, a share.
func small() (*chain.Template, chain.Marks) {
	share := 40.0
	t := &chain.Template{
		ID: "s", Name: chain.Text{Zh: "示例", En: "Example"}, Version: "1", Date: "2026-01-15", Source: "示例", Carrier: "chain", Factor: "technology",
		Stages: []chain.Stage{
			{ID: "u", Name: chain.Text{Zh: "上游", En: "Upstream"}, Position: chain.Upstream},
			{ID: "m", Name: chain.Text{Zh: "中游", En: "Midstream"}, Position: chain.Midstream},
			{ID: "d", Name: chain.Text{Zh: "下游", En: "Downstream"}, Position: chain.Downstream},
		},
		Groups: []chain.Group{{ID: "g", Name: chain.Text{Zh: "材料", En: "Materials"}, Stage: "u"}},
		Nodes: []chain.Node{
			{ID: "a", Name: chain.Text{Zh: "锂盐", En: "Lithium salts"}, Stage: "u", Group: "g", Grade: "middle", External: &chain.External{Dependence: "high", Source: "示例", Date: "2026"}},
			{ID: "b", Name: chain.Text{Zh: "正极", En: "Cathode"}, Stage: "u", Group: "g", Grade: "high", Chains: []chain.ID{"s", "x"}},
			{ID: "c", Name: chain.Text{Zh: "电芯", En: "Cells"}, Stage: "m", Grade: "high"},
			{ID: "e", Name: chain.Text{Zh: "名称很长的退役电池回收与整车拆解再利用", En: "Collection of used batteries and dismantling of vehicles"}, Stage: "d", Grade: "low"},
			{ID: "f", Name: chain.Text{Zh: "整车<&>", En: "Cars"}, Stage: "d"},
		},
		Edges: []chain.Edge{
			{From: "a", To: "b", Grade: "D"}, {From: "b", To: "c", Grade: "B", Share: &share}, {From: "a", To: "c", Grade: "E", Assumed: true},
			{From: "c", To: "f", Grade: "D"}, {From: "f", To: "e", Grade: "D"}, {From: "e", To: "a", Grade: "D", Feedback: true},
		},
	}
	n, v := 3, 12.5
	return t, chain.Marks{
		"a": {Node: "a", Class: "strong", Local: &n, Nation: &n, Share: &v, PeerMedian: &v, Lead: "某某锂业"},
		"b": {Node: "b", Class: "potential", Unstable: true, Single: true},
		"c": {Node: "c", Class: "weak", Backup: true, Open: 2},
		"e": {Node: "e", Class: "missing"},
		"f": {Node: "f", Class: "unknown"},
	}
}

// The drawing is what was looked at and found right. Run with -update after a
// wanted change and look at the picture again.
func TestDraw(t *testing.T) {
	tpl, marks := small()
	got := chain.Draw(chain.Arrange(tpl), marks, chain.Style{Region: "某市", DataDate: "2026-01-15", Unit: "某市链长办", Source: "示例", MapNumber: "GS(2024)0650号", Demo: true, Paper: "A3"})
	const golden = "testdata/example.svg"
	if *update {
		if err := os.WriteFile(golden, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the drawing differs from %s", golden)
	}
}

// Each class has a sign of its own besides its colour, every text is escaped,
// and the frame names what paper must name.
func TestDrawSays(t *testing.T) {
	tpl, marks := small()
	drawn := func(s chain.Style) string { return string(chain.Draw(chain.Arrange(tpl), marks, s)) }
	zh := drawn(chain.Style{DataDate: "2026-01-15", Unit: "某单位", Source: "某来源", Demo: true, Paper: "A0"})
	for _, want := range []string{"图例", "数据日期 2026-01-15", "制图单位 某单位", "来源 某来源", "审图号", "演示数据", "整车&lt;&amp;&gt;", `width="1189mm"`, `>?</text>`, ">≈</text>", `stroke-dasharray="2.6 1.8"`} {
		if !strings.Contains(zh, want) {
			t.Errorf("the Chinese drawing lacks %s", want)
		}
	}
	en := drawn(chain.Style{English: true})
	for _, want := range []string{"Legend", "Map number", "Upstream", "Lithium salts"} {
		if !strings.Contains(en, want) {
			t.Errorf("the English drawing lacks %s", want)
		}
	}
	if strings.Contains(en, "图例") || strings.Contains(en, "DEMO") {
		t.Error("the English drawing has Chinese words or a stamp nobody asked for")
	}
}

// The technology and application maps show what the template links, and nothing else.
func TestViews(t *testing.T) {
	tpl := nev(t)
	for _, v := range []*chain.Template{chain.TechnologyMap(tpl), chain.ApplicationMap(tpl)} {
		if found := v.Check(chain.Known{}); len(found) > 0 {
			t.Errorf("%s: %v", v.Name.Zh, found)
		}
	}
	if v := chain.TechnologyMap(tpl); v.Node("nev.t-solid") == nil || v.Node("nev.solid-cell") == nil || v.Node("nev.seat") != nil {
		t.Error("the technology map has the wrong nodes")
	}
}

// Firms are counted in the direct parts of a place; what cannot be told to a
// part stands under the place itself.
func TestRegionMap(t *testing.T) {
	seats := []chain.Seat{
		{Region: "330522", Node: "a", Firms: 3}, {Region: "330500", Node: "b", Firms: 2}, {Region: "330100", Node: "a", Firms: 1},
		{Region: "330000", Node: "a", Firms: 4}, {Region: "330522-Z01", Node: "c", Firms: 5},
	}
	parts, total := chain.RegionMap("330000", seats)
	if want := "[{330000 4 1} {330100 1 1} {330500 10 3}]"; textOf(parts) != want || total != 15 {
		t.Errorf("%v, %d in all; want %s", parts, total, want)
	}
	if parts, _ := chain.RegionMap("000000", seats); textOf(parts) != "[{330000 15 3}]" {
		t.Errorf("nation: %v", parts)
	}
}
