package fact_test

import (
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/fact"
)

func TestKey(t *testing.T) {
	for why, c := range map[string][2]string{
		"brackets of every kind":      {"超威【集团】（浙江）", "超威(集团)(浙江)"},
		"full width and case":         {"ＴＣＬ科技", "tcl科技"},
		"spaces and zero width":       {" 浙江\u200b　天能 \ufeff", "浙江天能"},
		"Kangxi radical":              {"⼴东", "广东"},
		"the legal suffix stays":      {"天能股份有限公司", "天能股份有限公司"},
		"rare characters stay":        {"𠮷野", "𠮷野"},
		"dots of a foreign name":      {"约翰•史密斯", "约翰·史密斯"},
		"a name of nothing but space": {"　", ""},
	} {
		if got := fact.Key(c[0]); got != c[1] {
			t.Errorf("%s: Key(%q) = %q, want %q", why, c[0], got, c[1])
		}
	}
}

// Comparing twice is comparing once.
func TestKeyIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := fact.Key(rapid.String().Draw(t, "name"))
		if twice := fact.Key(once); twice != once {
			t.Fatalf("%q became %q", once, twice)
		}
	})
}

// A name of common characters reads the same whether or not a rare one beside
// it sends it the long way.
func TestKeyOfCommonNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[\x00-\x7F（）超威电源集团有限公司龥]{0,12}`).Draw(t, "name")
		if short, long := fact.Key(name), fact.Key(name+"Ａ"); short+"a" != long {
			t.Fatalf("%q is %q, beside a rare character %q", name, short, long)
		}
	})
}
