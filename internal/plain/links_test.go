package plain_test

import (
	"slices"
	"testing"

	"lianzhang/internal/plain"
)

func TestFirmsOfLinks(t *testing.T) {
	for name, c := range map[string]struct {
		links   string
		want    []string
		numeric bool
	}{
		"numbers in their order":         {"supplier,buyer,weight\n10,9,1\n2,10,1\n", []string{"2", "9", "10"}, true},
		"names as they appear":           {"supplier,buyer,weight\n乙,甲,1\n甲,丙,1\n", []string{"乙", "甲", "丙"}, false},
		"a leading zero makes it a name": {"supplier,buyer,weight\n10,02,1\n9,10,1\n", []string{"10", "02", "9"}, false},
		"nobody":                         {"supplier,buyer,weight\n", nil, true},
	} {
		f, err := plain.FirmsOf(file(t, "links.csv", []byte(c.links)))
		if err != nil || !slices.Equal(f.IDs, c.want) || f.Numeric() != c.numeric {
			t.Errorf("%s: %v %v %v", name, f, f.Numeric(), err)
			continue
		}
		for i, id := range c.want {
			if at, ok := f.Number(id); !ok || int(at) != i {
				t.Errorf("%s: %s is %d", name, id, at)
			}
		}
	}
	_, err := plain.FirmsOf(file(t, "links.csv", []byte("supplier,buyer,weight\nA,,1\n")))
	if got, line := code(t, err); got != "PLAIN_EMPTY" || line != "2" {
		t.Errorf("no buyer: %s in line %s", got, line)
	}
}
