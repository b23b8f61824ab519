package fact_test

import (
	"testing"

	"lianzhang/internal/fact"
)

func TestMeasure(t *testing.T) {
	cases := map[string]struct {
		in, out string
		exact   bool
	}{
		"a value":               {"800", "800", true},
		"thousands":             {"1,234,567.5", "1234567.5", true},
		"a bound stays a bound": {"> 800", ">800", false},
		"words of a bound":      {"800以上", ">=800", false},
		"not more than":         {"不超过5", "<=5", false},
		"a range":               {"1-2", "1~2", false},
		"a negative value":      {"-3.2", "-3.2", true},
		"a range in words":      {"10至20", "10~20", false},
		"a rank stays a rank":   {"第3", "#3", false},
		"rank as printed":       {"#3", "#3", false},
		"an estimate":           {"约5000", "~5000", false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			m, err := fact.ParseMeasure(c.in)
			if err != nil {
				t.Fatal(err)
			}
			if m.String() != c.out {
				t.Errorf("%q prints %q, want %q", c.in, m, c.out)
			}
			if _, ok := m.Value(); ok != c.exact {
				t.Errorf("%q is a value: %v, want %v", c.in, ok, c.exact)
			}
			again, err := fact.ParseMeasure(m.String())
			if err != nil || again != m {
				t.Errorf("%q does not come back: %v %v", m, again, err)
			}
		})
	}
	for _, bad := range []string{"", "好", "2-1", "1-2-3", ">"} {
		if m, err := fact.ParseMeasure(bad); err == nil {
			t.Errorf("%q was read as %v", bad, m)
		}
	}
}
