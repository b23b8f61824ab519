package placement_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianzhang/internal/chain"
	"lianzhang/internal/placement"
)

func nodes(r placement.Result) []string {
	all := []string{}
	for _, g := range r.Guesses {
		all = append(all, string(g.Node))
	}
	return all
}

func TestPlace(t *testing.T) {
	tests := map[string]struct {
		chain chain.ID
		firm  placement.Firm
		want  []string
	}{
		"longest word first":                            {"nev", placement.Firm{Products: "磷酸铁锂电芯"}, []string{"nev.cell"}},
		"the last word of a compound is the thing":      {"nev", placement.Firm{Products: "动力锂电池隔膜"}, []string{"nev.separator"}},
		"a tail turns the thing into equipment":         {"nev", placement.Firm{Products: "动力电池激光焊接产线"}, []string{"nev.battery-equipment"}},
		"a tail nobody knows takes the word's weight":   {"nev", placement.Firm{Products: "轮胎气门嘴帽"}, []string{}},
		"a bracket says what for":                       {"nev", placement.Firm{Products: "印制电路板（汽车电子）"}, []string{"nev.pcb"}},
		"a bracket speaks when nothing else does":       {"nev", placement.Firm{Products: "五金件（汽车灯具）"}, []string{"nev.lamp"}},
		"several products, several nodes":               {"nev", placement.Firm{Products: "隔膜、电解液"}, []string{"nev.electrolyte", "nev.separator"}},
		"boilerplate of a scope says nothing":           {"nev", placement.Firm{Scope: "一般项目：货物进出口；技术服务、技术开发；新材料技术研发；会议及展览服务"}, []string{}},
		"a legal reserve in brackets says nothing":      {"nev", placement.Firm{Scope: "化工产品生产（不含锂电池电解液）"}, []string{}},
		"what a scope only sells is not made":           {"nev", placement.Firm{Scope: "锂离子电池隔膜制造；动力电池销售"}, []string{"nev.separator"}},
		"an innkeeper does not make batteries":          {"nev", placement.Firm{Industry: "H6210", Products: "电解液餐厅"}, []string{}},
		"a trader's product is no proof of making":      {"nev", placement.Firm{Industry: "F5179", Products: "锂离子电芯"}, []string{}},
		"made for something else":                       {"ic", placement.Firm{Products: "太阳能级硅片清洗设备"}, []string{}},
		"a negative word stops a shorter one":           {"nev", placement.Firm{Products: "气动隔膜泵"}, []string{}},
		"a Latin word is not found inside another":      {"ic", placement.Firm{Products: "PA66尼龙粒子"}, []string{}},
		"an English abbreviation":                       {"nev", placement.Firm{Products: "BMS"}, []string{"nev.bms"}},
		"full width and upper case are the same":        {"ic", placement.Firm{Products: "ＭＯＳＦＥＴ"}, []string{"ic.mosfet"}},
		"two words that stand as equals":                {"ic", placement.Firm{Products: "IGBT及MOSFET"}, []string{"ic.igbt", "ic.mosfet"}},
		"class alone, one node":                         {"nev", placement.Firm{Industry: "C3841"}, []string{"nev.cell"}},
		"class by name":                                 {"nev", placement.Firm{Industry: "锂离子电池制造"}, []string{"nev.cell"}},
		"class without its letter, and with its name":   {"nev", placement.Firm{Industry: "3841 锂离子电池制造"}, []string{"nev.cell"}},
		"class code joined to its name":                 {"nev", placement.Firm{Industry: "C2911轮胎制造"}, []string{"nev.tyre"}},
		"class shared by many nodes decides nothing":    {"nev", placement.Firm{Industry: "C3670"}, []string{}},
		"words of the name help a shared class":         {"nev", placement.Firm{Name: "某市汽车座椅有限公司", Industry: "C3670"}, []string{"nev.seat"}},
		"words of the name alone are not enough":        {"nev", placement.Firm{Name: "某市汽车座椅有限公司"}, []string{}},
		"a firm without any text":                       {"nev", placement.Firm{}, []string{}},
		"general word counts when nothing better":       {"ic", placement.Firm{Scope: "集成电路芯片设计及服务"}, []string{"ic.design-service"}},
		"general word gives way to a product":           {"ic", placement.Firm{Scope: "集成电路芯片设计及服务；微控制器研发"}, []string{"ic.mcu"}},
		"a node shared with another chain":              {"nev", placement.Firm{Products: "车规级IGBT模块"}, []string{"ic.igbt"}},
		"a kind without a hint falls to its usual node": {"nev", placement.Firm{Products: "锂电池正极材料"}, []string{"nev.cathode-ncm"}},
		"a kind with a hint falls to the right node":    {"nev", placement.Firm{Products: "锂电池正极材料（磷酸铁锂）"}, []string{"nev.cathode-lfp"}},
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			got := model(t, c.chain).Place(c.firm)
			set := map[string]bool{}
			for _, n := range nodes(got) {
				set[n] = true
			}
			want := map[string]bool{}
			for _, n := range c.want {
				want[n] = true
			}
			if diff := cmp.Diff(want, set); diff != "" {
				t.Errorf("%+v: %s\n%+v", c.firm, diff, got)
			}
			if (len(got.Guesses) == 0) == (got.Reason == "") {
				t.Errorf("a firm without a node needs a reason: %+v", got)
			}
		})
	}
}

// The words that decided are named, with the place where they stand.
func TestWhyNamesTheWords(t *testing.T) {
	got := model(t, "nev").Place(placement.Firm{Industry: "C3841", Products: "方形磷酸铁锂电芯"})
	if len(got.Guesses) != 1 || got.Guesses[0].Why != "产品含“磷酸铁锂电芯”；行业 C3841 锂离子电池制造相符" {
		t.Errorf("%+v", got)
	}
	got = model(t, "nev").Place(placement.Firm{Industry: "C3670"})
	if !strings.Contains(got.Reason, "C3670") || !strings.Contains(got.Reason, "需要产品信息") {
		t.Errorf("reason %q", got.Reason)
	}
}

// The order of what a text names changes nothing, and neither does a thing that
// has no place on the chain.
func TestOrderAndStrangersChangeNothing(t *testing.T) {
	strangers := []string{"川味火锅", "毛绒玩具", "会计记账", "婚纱摄影", "羽毛球拍"}
	rng := rand.New(rand.NewPCG(7, 11))
	for _, id := range []chain.ID{"nev", "ic"} {
		m := model(t, id)
		for _, row := range readLabelled(t, id) {
			if row.firm.Products == "" {
				continue
			}
			want := m.Place(row.firm)
			parts := strings.FieldsFunc(row.firm.Products, func(r rune) bool { return r == '、' || r == '，' })
			rng.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
			shuffled := row.firm
			shuffled.Products = strings.Join(parts, "、")
			if diff := cmp.Diff(want, m.Place(shuffled)); diff != "" {
				t.Errorf("%s in another order: %s", row.id, diff)
			}
			longer := row.firm
			longer.Products = strangers[rng.IntN(len(strangers))] + "、" + row.firm.Products
			if diff := cmp.Diff(nodes(want), nodes(m.Place(longer))); diff != "" {
				t.Errorf("%s with a stranger: %s", row.id, diff)
			}
		}
	}
}

// Two models of the same template answer alike, whatever the order of lessons.
func TestSameInputSameAnswer(t *testing.T) {
	lessons := []placement.Lesson{{Word: "叠片机", Node: "nev.battery-equipment", Confirmed: 2}, {Word: "电池", Node: "nev.cell", Rejected: 1}, {Word: "叠片机", Node: "nev.vehicle-line", Confirmed: 1}}
	a := model(t, "nev", lessons...)
	b := model(t, "nev", lessons[2], lessons[0], lessons[1])
	for _, row := range readLabelled(t, "nev") {
		if diff := cmp.Diff(a.Place(row.firm), b.Place(row.firm)); diff != "" {
			t.Fatalf("%s: %s", row.id, diff)
		}
	}
}

// What a person says of one firm changes what is proposed for the next: before
// and after.
func TestDecisionsTeach(t *testing.T) {
	before := model(t, "nev")
	first := placement.Firm{Name: "甲", Products: "车用智能香氛系统"}
	next := placement.Firm{Name: "乙", Products: "香氛系统"}
	if got := before.Place(next); len(got.Guesses) != 0 {
		t.Fatalf("nobody has said anything yet: %+v", got)
	}
	var lessons []placement.Lesson
	for _, w := range before.Words(first, "nev.interior") {
		lessons = append(lessons, placement.Lesson{Word: w, Node: "nev.interior", Confirmed: 1})
	}
	after := model(t, "nev", lessons...)
	got := after.Place(next)
	if diff := cmp.Diff([]string{"nev.interior"}, nodes(got)); diff != "" {
		t.Fatalf("after a person confirmed %v: %s", lessons, diff)
	}
	if !strings.Contains(got.Guesses[0].Why, "曾被确认 1 次") {
		t.Errorf("why does not name the decision: %q", got.Guesses[0].Why)
	}
	if got := after.Place(placement.Firm{Products: "香氛蜡烛"}); len(got.Guesses) != 0 {
		t.Errorf("a lesson about 香氛系统 spoke for 香氛蜡烛: %+v", got)
	}
}

// A rejected word no longer places the next firm.
func TestRejectionsTeach(t *testing.T) {
	before := model(t, "nev")
	firm := placement.Firm{Products: "石墨电极"}
	if diff := cmp.Diff([]string{"nev.graphite"}, nodes(before.Place(firm))); diff != "" {
		t.Fatal(diff)
	}
	var lessons []placement.Lesson
	for _, w := range before.Words(firm, "nev.graphite") {
		lessons = append(lessons, placement.Lesson{Word: w, Node: "nev.graphite", Rejected: 2})
	}
	if got := model(t, "nev", lessons...).Place(firm); len(got.Guesses) != 0 {
		t.Errorf("after two rejections of %v: %+v", lessons, got)
	}
}

// The model never sees the name of a firm as a key: the same text gets the same
// answer under any name without words of the chain.
func TestNamesAreNoAnswers(t *testing.T) {
	m := model(t, "nev")
	for _, p := range placement.ListedPlacements()[:200] {
		a := m.Place(placement.Firm{Name: "甲乙丙", Products: p.Products})
		b := m.Place(placement.Firm{Name: p.Code, Products: p.Products})
		if diff := cmp.Diff(a, b); diff != "" {
			t.Fatalf("%s: %s", p.Code, diff)
		}
		if got := m.Place(placement.Firm{Name: p.Code}); len(got.Guesses) != 0 {
			t.Errorf("%s is placed by its code alone", p.Code)
		}
	}
}

// Every word list names nodes that exist.
func TestVocabulariesNameNodes(t *testing.T) {
	known := map[chain.NodeID]bool{}
	for _, tpl := range chain.Standard() {
		for i := range tpl.Nodes {
			known[tpl.Nodes[i].ID] = true
		}
	}
	for _, v := range placement.Vocabularies() {
		for id := range v.Nodes {
			if !known[id] {
				t.Errorf("%s: no chain has the node %s", v.Chain, id)
			}
		}
		for _, turn := range v.Turns {
			for _, id := range append(turn.Of, turn.To) {
				if !known[id] {
					t.Errorf("%s: a turn names the unknown node %s", v.Chain, id)
				}
			}
		}
	}
}

func BenchmarkPlace(b *testing.B) {
	m := model(b, "nev")
	rows := readLabelled(b, "nev")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		f := rows[i%len(rows)].firm
		f.Name = fmt.Sprintf("企业%d", i)
		m.Place(f)
	}
}
