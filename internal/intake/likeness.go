package intake

import (
	"fmt"
	"slices"
	"strings"

	"lianzhang/internal/fact"
	"lianzhang/internal/intake/cell"
)

// Thresholds of likeness between names of firms of one province: from
// likelySame up they are taken for one unless a person says otherwise, from
// maybeSame up a person is asked, below they are two.
const (
	likelySame = 0.92
	maybeSame  = 0.80
)

// candidates points at new firms whose name is like that of a firm on record.
// Only the first rows are compared: a list of thousands of candidates is read
// by nobody, and the duplicates page finds the rest.
func (c *check) candidates(batch []Item) error {
	if c.Kind.Name != "firm" {
		return nil
	}
	for i := range batch {
		it := &batch[i]
		name, _ := it.Values["name"].(string)
		if it.Blocked || name == "" || c.report.Rows > maxCompared {
			continue
		}
		key := fact.Key(name)
		like, err := c.look.records.FirmsLike(c.ctx, beginning(core(key)))
		if err != nil {
			return err
		}
		c.compare(it, key, like)
	}
	return nil
}

// maxCompared is the size of a file whose names are compared one by one.
const maxCompared = 5000

func (c *check) compare(it *Item, key string, like map[string]string) {
	best, score, pid := "", maybeSame, ""
	pids := make([]string, 0, len(like))
	for p := range like {
		pids = append(pids, p)
	}
	slices.Sort(pids)
	for _, p := range pids {
		other := fact.Key(like[p])
		if other == key {
			return // found by its name
		}
		if s := cell.Similar(core(key), core(other)); s >= score {
			best, score, pid = like[p], s, p
		}
	}
	if pid == "" {
		return
	}
	band := "DUP_MAYBE"
	if score >= likelySame {
		band = "DUP_LIKELY"
	}
	c.say(it, "name", note(cell.Warned, band, "other", best, "record", pid, "score", fmt.Sprintf("%.0f", score*100)))
}

// beginning is the first half of a name, two to six characters: enough to find
// its neighbours by an index.
func beginning(name string) string {
	r := []rune(name)
	return string(r[:min(len(r), max(2, min(6, len(r)/2+1)))])
}

// core is a name without its legal suffix, which many names share.
func core(key string) string {
	for _, tail := range []string{"股份有限公司", "有限责任公司", "有限公司", "公司", "厂"} {
		if t, ok := strings.CutSuffix(key, tail); ok && t != "" {
			return t
		}
	}
	return key
}
