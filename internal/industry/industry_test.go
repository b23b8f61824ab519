package industry_test

import (
	"testing"

	"lianzhang/internal/industry"
)

func TestCounts(t *testing.T) {
	counts := map[int]int{}
	var walk func(string)
	walk = func(parent string) {
		for _, c := range industry.Children(parent) {
			counts[c.Level]++
			walk(c.Code)
		}
	}
	walk("")
	want := map[int]int{1: 20, 2: 97, 3: 473, 4: 1381}
	for level, n := range want {
		if counts[level] != n {
			t.Errorf("level %d has %d, want %d", level, counts[level], n)
		}
	}
}

func TestFind(t *testing.T) {
	tests := map[string]struct{ written, want string }{
		"the full code":                    {"C3841", "C3841"},
		"without the letter":               {"3841", "C3841"},
		"small letter and blanks":          {" c3841 ", "C3841"},
		"a group":                          {"384", "C384"},
		"a division":                       {"38", "C38"},
		"a section":                        {"C", "C"},
		"a name":                           {"锂离子电池制造", "C3841"},
		"a name shared by group and class": {"汽车零部件及配件制造", "C3670"},
		"no such code":                     {"C9999", ""},
		"no such name":                     {"造梦", ""},
		"nothing":                          {"", ""},
	}
	for name, tc := range tests {
		if got, _ := industry.Find(tc.written); got.Code != tc.want {
			t.Errorf("%s: %q gives %q, want %q", name, tc.written, got.Code, tc.want)
		}
	}
}

func TestAncestors(t *testing.T) {
	var got string
	for _, c := range industry.Ancestors("C3841") {
		got += c.Code + " "
	}
	if got != "C C38 C384 C3841 " {
		t.Errorf("got %s", got)
	}
}

func TestHighTech(t *testing.T) {
	if h, ok := industry.HighTechOf("C2710"); !ok || h.Category != "HTP01" {
		t.Errorf("C2710: %+v %v", h, ok)
	}
	if _, ok := industry.HighTechOf("C1761"); ok {
		t.Error("knitting is no high technology")
	}
}

func TestHeading(t *testing.T) {
	if h, ok := industry.FindHeading("8507.60"); !ok || h.Code != "850760" {
		t.Errorf("%+v %v", h, ok)
	}
	if _, ok := industry.FindHeading("8507.99"); ok {
		t.Error("8507.99 exists")
	}
	if n := len(industry.EmergingFields()); n != 49 {
		t.Errorf("%d emerging fields, want 9 and 40", n)
	}
}
