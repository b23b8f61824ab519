package list_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/list"
)

const yi = 1e8

// define parses a definition over nodes with the given tail.
func define(t testing.TB, tail string) *list.Definition {
	t.Helper()
	d, err := list.Parse([]byte("id: x\nnumber: 1\nname: {zh: 名, en: Name}\nof: node\ncolumns:\n  - {id: node_name, label: {zh: 环节, en: Node}}\n  - {id: class, label: {zh: 判定, en: Class}}\n" + tail))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func node(key string, values map[string]any) list.Subject {
	values["node_name"] = "环节" + key
	return list.Subject{Key: key, Values: values, Node: key, Evidence: []string{"F" + key}}
}

func keys(rows []list.Row) string {
	var all []string
	for _, r := range rows {
		all = append(all, r.Key)
	}
	return strings.Join(all, " ")
}

// The ten lists of Shandong are there, named exactly as given.
func TestShandongTenLists(t *testing.T) {
	want := []string{"产业链龙头骨干企业清单", "主要配套企业清单", "锻长板重点领域清单", "补短板突破环节清单", "关键产品技术攻关清单", "可对接的省外头部企业清单", "可对接的省内外科研机构清单", "可对接的省内外社会基金清单", "重点产业区域布局清单", "重点项目清单"}
	var got []string
	for _, d := range list.Definitions() {
		if strings.HasPrefix(d.ID, "shandong-") {
			got = append(got, d.Name.Zh)
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestGenerate(t *testing.T) {
	tests := map[string]struct {
		tail      string
		subjects  []list.Subject
		decisions []list.Decision
		rows      string
		aside     map[string]string // key → why
	}{
		"an unknown fact sets a subject aside": {
			tail:     `where: class == "weak"`,
			subjects: []list.Subject{node("a", map[string]any{"class": "weak"}), node("b", map[string]any{}), node("c", map[string]any{"class": "strong"})},
			rows:     "a", aside: map[string]string{"b": "unknown"},
		},
		"what a person must look at does not go on by itself": {
			tail:     "where: class == \"weak\"\naside: unstable",
			subjects: []list.Subject{node("a", map[string]any{"class": "weak", "unstable": true}), node("b", map[string]any{"class": "weak", "unstable": false})},
			rows:     "b", aside: map[string]string{"a": "look"},
		},
		"a reviewer may put it on": {
			tail:      "where: class == \"weak\"\naside: unstable",
			subjects:  []list.Subject{node("a", map[string]any{"class": "weak", "unstable": true})},
			decisions: []list.Decision{{Key: "a", Include: true, Reason: "现场核实"}},
			rows:      "a",
		},
		"a reviewer may take it off": {
			tail:      `where: class == "weak"`,
			subjects:  []list.Subject{node("a", map[string]any{"class": "weak"})},
			decisions: []list.Decision{{Key: "a", Reason: "已关停"}},
			rows:      "", aside: map[string]string{"a": "excluded"},
		},
		"beyond the limit is cut and says so": {
			tail:     "order: [{by: firms_here, desc: true}]\nlimit: 1",
			subjects: []list.Subject{node("a", map[string]any{"firms_here": 1.0}), node("b", map[string]any{"firms_here": 2.0})},
			rows:     "b", aside: map[string]string{"a": "cut"},
		},
		"an unknown key comes last in either direction": {
			tail:     "order: [{by: firms_here}]",
			subjects: []list.Subject{node("a", map[string]any{}), node("b", map[string]any{"firms_here": 2.0}), node("c", map[string]any{"firms_here": 1.0})},
			rows:     "c b a", aside: map[string]string{},
		},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			content, err := list.Generate(define(t, tc.tail), tc.subjects, tc.decisions)
			if err != nil {
				t.Fatal(err)
			}
			if got := keys(content.Rows); got != tc.rows {
				t.Errorf("rows %q, want %q", got, tc.rows)
			}
			got := map[string]string{}
			for _, a := range content.Aside {
				got[a.Key] = a.Why
			}
			if len(got) != len(tc.aside) || (len(got) > 0 && !reflect.DeepEqual(got, tc.aside)) {
				t.Errorf("aside %v, want %v", got, tc.aside)
			}
		})
	}
}

func TestEqualsShareARank(t *testing.T) {
	subjects := []list.Subject{node("a", map[string]any{"firms_here": 2.0}), node("b", map[string]any{"firms_here": 5.0}), node("c", map[string]any{"firms_here": 2.0}), node("d", map[string]any{"firms_here": 1.0})}
	content, err := list.Generate(define(t, "order: [{by: firms_here, desc: true}]"), subjects, nil)
	if err != nil {
		t.Fatal(err)
	}
	var ranks []int
	for _, r := range content.Rows {
		ranks = append(ranks, r.Rank)
	}
	if want := []int{1, 2, 2, 4}; !reflect.DeepEqual(ranks, want) {
		t.Errorf("ranks %v, want %v", ranks, want)
	}
}

// exactly ten billion yuan passes, a little less fails.
func TestThresholdIsInclusive(t *testing.T) {
	d, err := list.Parse([]byte("id: x\nname: {zh: 链主, en: Lead}\nof: placed\nwhere: revenue >= 100 * yi\ncolumns:\n  - {id: firm_name, label: {zh: 企业, en: Firm}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	subjects := []list.Subject{{Key: "exact", Values: map[string]any{"revenue": 100 * yi}}, {Key: "under", Values: map[string]any{"revenue": 99.99 * yi}}}
	content, err := list.Generate(d, subjects, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := keys(content.Rows); got != "exact" {
		t.Errorf("rows %q", got)
	}
}

func TestDiffNamesTheCause(t *testing.T) {
	d := define(t, "where: class == \"weak\"\norder: [{by: firms_here, desc: true}]")
	gen := func(decisions []list.Decision, subjects ...list.Subject) list.Version {
		c, err := list.Generate(d, subjects, decisions)
		if err != nil {
			t.Fatal(err)
		}
		return list.Version{Content: *c, Definition: "1"}
	}
	from := gen(nil, node("a", map[string]any{"class": "weak", "firms_here": 3.0}), node("b", map[string]any{"class": "weak", "firms_here": 2.0}), node("c", map[string]any{"firms_here": 1.0}))
	to := gen([]list.Decision{{Key: "b", Reason: "已关停"}}, node("a", map[string]any{"class": "weak", "firms_here": 1.0}), node("b", map[string]any{"class": "weak", "firms_here": 2.0}), node("c", map[string]any{"class": "weak", "firms_here": 9.0}))
	got := map[string]string{}
	for _, e := range list.Diff(from, to) {
		var why []string
		for _, c := range e.Causes {
			why = append(why, c.Kind+":"+c.Name)
		}
		got[e.Key] = e.Kind + " " + strings.Join(why, ",")
	}
	want := map[string]string{"a": "moved fact:firms_here", "b": "left decision:已关停", "c": "entered fact:class,fact:firms_here"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// A later edition is the earlier one with the events applied, whatever the data.
func TestAnEditionIsTheFoldOfItsEvents(t *testing.T) {
	d := define(t, "where: class == \"weak\"\naside: unstable\norder: [{by: firms_here, desc: true}]\nlimit: 4")
	subjects := rapid.Custom(func(t *rapid.T) []list.Subject {
		var all []list.Subject
		for _, key := range []string{"a", "b", "c", "d", "e", "f", "g"} {
			if !rapid.Bool().Draw(t, "there "+key) {
				continue
			}
			v := map[string]any{"unstable": rapid.Bool().Draw(t, "unstable")}
			if c := rapid.SampledFrom([]string{"", "weak", "weak", "strong"}).Draw(t, "class"); c != "" {
				v["class"] = c
			}
			if n := rapid.IntRange(-1, 3).Draw(t, "firms"); n >= 0 {
				v["firms_here"] = float64(n)
			}
			all = append(all, node(key, v))
		}
		return all
	})
	rapid.Check(t, func(t *rapid.T) {
		a, err1 := list.Generate(d, subjects.Draw(t, "before"), nil)
		b, err2 := list.Generate(d, subjects.Draw(t, "after"), nil)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		events := list.Diff(list.Version{Content: *a}, list.Version{Content: *b})
		for _, e := range events {
			if len(e.Causes) == 0 {
				t.Fatalf("event without a cause: %+v", e)
			}
		}
		if got := list.Apply(a.Rows, events); !reflect.DeepEqual(got, b.Rows) && len(got)+len(b.Rows) > 0 {
			t.Fatalf("folded %v, want %v", got, b.Rows)
		}
	})
}

// The order of the subjects makes no difference.
func TestOrderOfSubjectsDoesNotMatter(t *testing.T) {
	d := define(t, "order: [{by: firms_here}]\nlimit: 2")
	a := []list.Subject{node("a", map[string]any{"firms_here": 1.0}), node("b", map[string]any{"firms_here": 1.0}), node("c", map[string]any{})}
	b := []list.Subject{a[2], a[1], a[0]}
	x, _ := list.Generate(d, a, nil)
	y, _ := list.Generate(d, b, nil)
	if !reflect.DeepEqual(x, y) {
		t.Errorf("%v and %v differ", x, y)
	}
}

// A definition with a mistake is refused and says what is wrong.
func TestLoadRefuses(t *testing.T) {
	tests := map[string]string{
		"unknown-variable.yaml": "unknown name turnover",
		"unknown-subject.yaml":  "no subjects called",
		"no-columns.yaml":       "no columns",
		"unknown-part.yaml":     "is not a list",
		"unknown-key.yaml":      "unknown field",
		"personal-field.yaml":   "unknown name phone",
	}
	for file, want := range tests {
		t.Run(file, func(t *testing.T) {
			dir := t.TempDir()
			raw, err := os.ReadFile(filepath.Join("testdata", file))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, file), raw, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err = list.Load(os.DirFS(dir), "."); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), file[:4]) {
				t.Errorf("got %v, want %q", err, want)
			}
		})
	}
}
