package pinyin

import (
	"strings"
	"sync"

	dict "github.com/mozillazg/go-pinyin"
)

// table of all syllables of the dictionary, and of all their beginnings.
var syllables = sync.OnceValues(func() (map[string]bool, map[string]bool) {
	whole, begun := map[string]bool{}, map[string]bool{}
	for _, all := range dict.PinyinDict {
		for _, marked := range strings.Split(all, ",") {
			s := plain(marked)
			if s == "" || len(s) == 1 && !strings.Contains("aeo", s) {
				continue
			}
			whole[s] = true
			for i := 1; i <= len(s); i++ {
				begun[s[:i]] = true
			}
		}
	}
	return whole, begun
})

// Split reads letters typed without spaces as syllables, in every way that
// makes sense, at most max ways: "xian" is xian and xi an. The last syllable
// may be only begun: "chaow" is chao w. Letters that cannot be read give none.
func Split(letters string, max int) [][]string {
	whole, begun := syllables()
	var out [][]string
	var walk func(rest string, read []string)
	walk = func(rest string, read []string) {
		if len(out) >= max {
			return
		}
		if begun[rest] {
			out = append(out, append(append([]string(nil), read...), rest))
		}
		for n := min(6, len(rest)-1); n >= 1; n-- {
			if whole[rest[:n]] {
				walk(rest[n:], append(read, rest[:n]))
			}
		}
	}
	if letters != "" && len(letters) <= 64 {
		walk(letters, nil)
	}
	return out
}
