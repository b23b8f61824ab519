package intake

import (
	"fmt"
	"slices"
	"strings"

	"lianzhang/internal/fact"
	"lianzhang/internal/intake/cell"
	"lianzhang/internal/region"
)

// Thresholds of likeness between names of firms: from likelySame up they are
// taken for one unless a person says otherwise, from maybeSame up a person is
// asked, below they are two.
const (
	likelySame = 0.92
	maybeSame  = 0.75
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
		if it.Blocked || name == "" || c.rowsSeen(it) > maxCompared {
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

// rowsSeen is how many rows were read when a row is compared, in a check of some
// rows as in one of all.
func (c *check) rowsSeen(it *Item) int {
	if c.again != nil {
		return c.again.seenBefore(it, c.report.Rows)
	}
	return c.report.Rows
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
		if s := likeness(key, other); s >= score {
			best, score, pid = like[p], s, p
		}
	}
	if pid != "" {
		c.say(it, "name", note(cell.Warned, band(score), "other", best, "record", pid, "score", fmt.Sprintf("%.0f", score*100)))
	}
}

// band is the finding that a likeness gives, or "" for two firms.
func band(score float64) string {
	switch {
	case score >= likelySame:
		return "DUP_LIKELY"
	case score >= maybeSame:
		return "DUP_MAYBE"
	}
	return ""
}

// NameLikeness tells from 0 to 1 how likely two names are of one firm. A place
// at the head of both that differs says that they are two, whatever follows; a
// place that only one of them names says nothing; what stays is compared by its
// two-character pieces (Dice).
func NameLikeness(a, b string) float64 { return likeness(fact.Key(a), fact.Key(b)) }

// NameBand is the finding that the likeness of two names gives: DUP_LIKELY,
// DUP_MAYBE or "".
func NameBand(a, b string) string { return band(NameLikeness(a, b)) }

func likeness(a, b string) float64 {
	placeA, restA := region.Head(core(a))
	placeB, restB := region.Head(core(b))
	if len(placeA) > 0 && len(placeB) > 0 && !anyMeets(placeA, placeB) {
		return 0
	}
	return cell.Similar(restA, restB)
}

// anyMeets tells whether one of the places is, holds or lies in one of the
// others: a name of a place may stand for several.
func anyMeets(a, b []region.Code) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Contains(y) || y.Contains(x) {
				return true
			}
		}
	}
	return false
}

// beginning is the first half of a name, two to six characters: enough to find
// its neighbours by an index.
func beginning(name string) string {
	r := []rune(name)
	return string(r[:min(len(r), max(2, min(6, len(r)/2+1)))])
}

// core is a name without its legal form, which many names share.
func core(key string) string {
	for _, tail := range []string{"集团股份有限公司", "集团有限公司", "股份有限公司", "有限责任公司", "有限公司", "集团公司", "公司", "厂"} {
		if t, ok := strings.CutSuffix(key, tail); ok && len([]rune(t)) > 1 {
			return t
		}
	}
	return key
}
