package intake

import (
	"fmt"
	"sort"
	"strconv"

	"lianzhang/internal/intake/cell"
	"lianzhang/internal/region"
)

// regional gathers a place's figure and the sum of its parts.
type regional struct {
	total    float64
	hasTotal bool
	row, col int
	sheet    string
	sum      float64
	parts    int
}

// region gathers the figures of one indicator and year by place. Rates are not
// summed, and a figure that is no exact value is passed over.
func (a *across) region(it *Item) {
	text, _ := it.Values["value"].(string)
	code, _ := it.Values["region"].(string)
	unit, _ := it.Values["unit"].(string)
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || code == "" || !summable[unit] {
		return
	}
	key := fmt.Sprint(it.Values["indicator"], "\x00", it.Values["year"], "\x00", it.Values["statistic_scope"], "\x00", unit, "\x00")
	own := a.part(key + code)
	own.total, own.hasTotal, own.row, own.col, own.sheet = v, true, it.Row, it.Col, it.Sheet
	if c := region.Code(code); c != region.Nation {
		up := a.part(key + string(c.Parent()))
		up.sum += v
		up.parts++
	}
}

// summable are units of amounts that add up over places.
var summable = map[string]bool{"元": true, "万元": true, "亿元": true, "人": true, "万人": true, "家": true, "个": true, "件": true, "项": true, "吨": true, "万吨": true}

func (a *across) part(key string) *regional {
	if a.parts[key] == nil {
		a.parts[key] = &regional{}
	}
	return a.parts[key]
}

// sums points at places whose parts add up to more than the whole; less may
// only mean that a part is not in the file.
func (a *across) sums(l *log) {
	keys := make([]string, 0, len(a.parts))
	for k := range a.parts {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		p := a.parts[k]
		if p.hasTotal && p.parts >= 2 && p.sum > p.total*1.005 && p.total > 0 {
			f := finding(p.sheet, p.row, p.col, "value", note(cell.Warned, "SUM_MISMATCH", "total", fmt.Sprintf("%g", p.total), "sum", fmt.Sprintf("%g", p.sum), "n", itoa(p.parts)))
			l.add(f)
		}
	}
}
