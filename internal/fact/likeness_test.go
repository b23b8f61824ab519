package fact_test

import (
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/fact"
)

type firm = map[string]any

func TestLikeness(t *testing.T) {
	const one, other = "91330522146490876M", "91330522MA2B4T6K0A"
	for why, c := range map[string]struct {
		a, b   firm
		lo, hi float64
	}{
		"another legal form in the same county":  {firm{"name": "浙江超威电源有限公司", "region": "330522"}, firm{"name": "超威电源股份有限公司", "region": "330522"}, fact.Likely, 1},
		"the place at the head is left out":      {firm{"name": "长兴县超威配件厂", "region": "330522"}, firm{"name": "超威配件有限公司", "region": "330500"}, fact.Candidate, fact.Likely},
		"a slip of the pen":                      {firm{"name": "天能帅福得能源股份有限公司", "region": "330522"}, firm{"name": "天能帅福德能源股份有限公司", "region": "330522"}, fact.Candidate, fact.Likely},
		"a former name":                          {firm{"name": "甲乙集团", "former_names": "老厂、丙丁公司", "region": "330522"}, firm{"name": "丙丁公司", "region": "330522"}, fact.Likely, 1},
		"the same organisation code":             {firm{"name": "甲一公司", "uscc": one}, firm{"name": "甲一二公司", "uscc": "13" + one[2:]}, fact.Candidate, 1},
		"two codes are two legal persons":        {firm{"name": "超威电源有限公司", "region": "330522", "uscc": one}, firm{"name": "超威电源有限公司", "region": "330522", "uscc": other}, 0, fact.Candidate - 0.001},
		"nothing in common":                      {firm{"name": "超威电源有限公司", "region": "330522"}, firm{"name": "永兴特钢有限公司", "region": "330522"}, 0, fact.Candidate - 0.001},
		"legal forms alone are no likeness":      {firm{"name": "东方股份有限公司"}, firm{"name": "西方股份有限公司"}, 0, fact.Candidate - 0.001},
		"a district elsewhere stays in the name": {firm{"name": "新华医疗器械股份有限公司", "region": "370300"}, firm{"name": "医疗器械有限公司", "region": "370300"}, fact.Candidate, fact.Likely},
		"a firm without a name is like no other": {firm{}, firm{"name": "甲公司"}, 0, 0.1},
	} {
		if got, reasons := fact.Likeness(c.a, c.b); got < c.lo || got > c.hi {
			t.Errorf("%s: %v %v, want %v to %v", why, got, reasons, c.lo, c.hi)
		}
	}
}

// The order of the two does not matter, and the result is a share.
func TestLikenessLaws(t *testing.T) {
	draw := rapid.Custom(func(t *rapid.T) firm {
		f := firm{"name": rapid.StringOfN(rapid.RuneFrom([]rune("超威电源天能（集团）有限公司厂浙江")), 0, 12, -1).Draw(t, "name")}
		if rapid.Bool().Draw(t, "placed") {
			f["region"] = rapid.SampledFrom([]string{"330522", "330523", "330500", "320500"}).Draw(t, "region")
		}
		if rapid.Bool().Draw(t, "coded") {
			f["uscc"] = rapid.SampledFrom([]string{"91330522146490876M", "91330522MA2B4T6K0A"}).Draw(t, "uscc")
		}
		return f
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw.Draw(t, "a"), draw.Draw(t, "b")
		ab, _ := fact.Likeness(a, b)
		ba, _ := fact.Likeness(b, a)
		if ab != ba || ab < 0 || ab > 1 {
			t.Fatalf("%v and %v: %v against %v", a, b, ab, ba)
		}
	})
}

// The worked example of docs/methods/likeness.md.
func TestLikenessExample(t *testing.T) {
	a := firm{"name": "浙江超威电源有限公司", "region": "330522"}
	b := firm{"name": "超威电源股份有限公司", "region": "330522"}
	if got, _ := fact.Likeness(a, b); got != 0.85 {
		t.Errorf("without codes: %v", got)
	}
	a["uscc"], b["uscc"] = "91330522146490876M", "91330522MA2B4T6K0A"
	if got, _ := fact.Likeness(a, b); got != 0.45 {
		t.Errorf("with two codes: %v", got)
	}
}
