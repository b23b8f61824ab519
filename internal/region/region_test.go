package region_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/region"
)

func TestTableIsComplete(t *testing.T) {
	provinces := region.Children(region.Nation)
	if len(provinces) != 34 {
		t.Errorf("%d places below the nation, want 31 provinces, Hong Kong, Macao and Taiwan", len(provinces))
	}
	counties := 0
	for _, d := range region.All() {
		if d.Code.Level() == region.LevelCounty {
			counties++
		}
	}
	if counties < 2900 {
		t.Errorf("%d counties", counties)
	}
	if n := len(region.Areas("810000")); n != 18 {
		t.Errorf("Hong Kong has %d areas, want 18", n)
	}
}

func TestFullName(t *testing.T) {
	tests := map[string]struct {
		code region.Code
		want string
	}{
		"a county":                           {"330522", "浙江省湖州市长兴县"},
		"a district of a municipality":       {"110108", "北京市海淀区"},
		"a county below a province directly": {"429004", "湖北省仙桃市"},
		"a park is where it lies":            {"330522-Z01", "浙江省湖州市长兴县"},
		"the nation":                         {"000000", "全国"},
	}
	for name, tc := range tests {
		if got := region.FullName(tc.code); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}

func TestByName(t *testing.T) {
	tests := map[string]struct {
		name   string
		within region.Code
		want   string
	}{
		"a province in short":                     {"浙江", "", "330000"},
		"a city in short":                         {"湖州", "", "330500"},
		"a county in full":                        {"长兴县", "", "330522"},
		"a path":                                  {"浙江省湖州市长兴县", "", "330522"},
		"a path with spaces":                      {"浙江 湖州 长兴", "", "330522"},
		"a path that skips a level":               {"浙江长兴", "", "330522"},
		"a municipality written twice":            {"北京市市辖区海淀区", "", "110108"},
		"a name that several places share":        {"通州区", "", "110112 320612"},
		"the same name inside a place":            {"通州区", "320000", "320612"},
		"an autonomous prefecture in short":       {"延边", "", "222400"},
		"an autonomous region in short":           {"内蒙古", "", "150000"},
		"an autonomous county in short":           {"景宁", "", "331127"},
		"a place that is no more":                 {"下城区", "", "330103"},
		"nonsense":                                {"天堂", "", ""},
		"nothing":                                 {"", "", ""},
		"the whole":                               {"全国", "", "000000"},
		"a special administrative region":         {"香港", "", "810000"},
		"a wrong path gives nothing, not a guess": {"江苏省长兴县", "", ""},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, d := range region.ByName(tc.name, tc.within) {
				got = append(got, string(d.Code))
			}
			if strings.Join(got, " ") != tc.want {
				t.Errorf("%v, want %s", got, tc.want)
			}
		})
	}
}

func TestSearch(t *testing.T) {
	tests := map[string]struct{ query, first string }{
		"characters": {"长兴", "330522"}, "initials": {"cxx", "330522"}, "pinyin": {"changxing", "330522"}, "code": {"330522", "330522"}, "a province first": {"zj", "330000"},
	}
	for name, tc := range tests {
		got := region.Search(tc.query, 20)
		found := false
		for _, d := range got {
			found = found || string(d.Code) == tc.first
		}
		if !found {
			t.Errorf("%s: %s not among %v", name, tc.first, got)
		}
	}
	if got := region.Search("zj", 1); len(got) != 1 || got[0].Code != "330000" {
		t.Errorf("the larger place comes first, got %v", got)
	}
}

func TestCurrentFollowsMergers(t *testing.T) {
	if got := region.Current("330103", "2026-01-01"); got != "330105" {
		t.Errorf("after the merger %s", got)
	}
	if got := region.Current("330103", "2020-01-01"); got != "330103" {
		t.Errorf("before the merger %s", got)
	}
	for _, d := range region.All() {
		if got := region.Current(d.Code, "2026-01-01"); got != d.Code {
			t.Errorf("%s stands but is followed by %s", d.Code, got)
		}
	}
}

// Every place is inside its ancestors' ranges and outside its siblings'.
func TestRanges(t *testing.T) {
	all := region.All()
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.SampledFrom(all).Draw(t, "place")
		for _, up := range region.Path(d.Code) {
			if !up.Code.Contains(d.Code) {
				t.Fatalf("%s does not contain %s", up.Code, d.Code)
			}
		}
		other := rapid.SampledFrom(all).Draw(t, "other")
		if other.Code.Level() == d.Code.Level() && other.Code != d.Code && d.Code.Contains(other.Code) {
			t.Fatalf("%s contains its peer %s", d.Code, other.Code)
		}
	})
}

// The day on which a place came to be is known of few; each of those stands, and
// what it followed ended on that day.
func TestFrom(t *testing.T) {
	known := 0
	for _, d := range region.All() {
		if d.From != "" {
			known++
		}
	}
	if known != 12 {
		t.Errorf("%d places with a first day, want 12", known)
	}
	for code, from := range map[region.Code]string{"330114": "2021-04-09", "330105": "", "330522": ""} {
		if d, ok := region.Find(code); !ok || d.From != from {
			t.Errorf("%s came to be on %q, want %q", code, d.From, from)
		}
	}
	for _, ended := range []region.Code{"330185", "330283", "310230", "371202"} {
		old, _ := region.Find(ended)
		if now, ok := region.Find(old.Successor); !ok || now.From != old.Until {
			t.Errorf("%s ended on %s and %s came to be on %q", ended, old.Until, old.Successor, now.From)
		}
	}
}
