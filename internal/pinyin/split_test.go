package pinyin_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianzhang/internal/pinyin"
)

func TestSplit(t *testing.T) {
	for why, c := range map[string]struct {
		letters string
		want    []string
	}{
		"one way":                  {"chaowei", []string{"chao wei", "cha o wei"}},
		"several ways":             {"xian", []string{"xian", "xia n", "xi an", "xi a n"}},
		"the last is only begun":   {"tianz", []string{"tian z", "ti an z"}},
		"one letter begins many":   {"z", []string{"z"}},
		"no syllable begins so":    {"vv", nil},
		"nothing typed":            {"", nil},
		"a long text is not tried": {strings.Repeat("a", 65), nil},
	} {
		var got []string
		for _, s := range pinyin.Split(c.letters, 8) {
			got = append(got, strings.Join(s, " "))
		}
		if !cmp.Equal(got, c.want) {
			t.Errorf("%s: Split(%s) = %q, want %q", why, c.letters, got, c.want)
		}
	}
	if got := pinyin.Split(strings.Repeat("xian", 8), 5); len(got) != 5 {
		t.Errorf("asked for at most 5 ways, got %d", len(got))
	}
}
