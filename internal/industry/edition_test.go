package industry_test

import (
	"strings"
	"testing"

	"lianzhang/internal/industry"
)

func TestFrom2011(t *testing.T) {
	for why, c := range map[string]struct{ code, to string }{
		"the same in both":                     {"3841", "C3841"},
		"moved, with its name":                 {"3660", "C3670"},
		"a number that now means another":      {"3650", "C3660"},
		"renamed and moved":                    {"3630", "C3640"},
		"split, and the engine went its way":   {"3610", "C3611 C3612 C3620"},
		"split into the whole group":           {"1310", "C1311 C1312 C1313 C1314 C1319"},
		"moved to another division":            {"4120", "C2524"},
		"the same number, part of it went out": {"3849", "C3849 C3843 C3844"},
		"a number that 2011 had not":           {"3670", ""},
		"not manufacturing":                    {"6510", ""},
		"a group":                              {"384", ""},
		"nothing":                              {"", ""},
	} {
		got, ok := industry.From2011(c.code)
		if to := strings.Join(got.To, " "); to != c.to || ok != (c.to != "") {
			t.Errorf("%s: %s gives %q %v, want %q", why, c.code, to, ok, c.to)
		}
	}
}

// The edition of 2011 had 532 classes of manufacturing, and each leads to
// classes that there are.
func TestFrom2011IsWhole(t *testing.T) {
	n := 0
	for i := 1300; i < 4400; i++ {
		code := string([]byte{byte('0' + i/1000), byte('0' + i/100%10), byte('0' + i/10%10), byte('0' + i%10)})
		c, ok := industry.From2011(code)
		if !ok {
			continue
		}
		n++
		for _, to := range c.To {
			if !industry.Known(to) || len(to) != 5 {
				t.Errorf("%s leads to %s, which is no class", code, to)
			}
		}
		if c.Name == "" || c.Grade != "A" && c.Grade != "B" {
			t.Errorf("%+v", c)
		}
		if to, _ := industry.Find(c.To[0]); c.Grade == "A" && len(c.To) == 1 && !industry.SameName(to.Name, c.Name) {
			t.Errorf("grade A and two names: %+v and %s", c, to.Name)
		}
	}
	if n != 532 {
		t.Errorf("%d classes of 2011, want 532", n)
	}
}
