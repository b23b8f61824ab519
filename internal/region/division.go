package region

import (
	"slices"
	"strings"
	"sync"

	"lianzhang/catalog"
)

// Division is one place of the table.
type Division struct {
	Code  Code   `json:"code"`
	Name  string `json:"name"`
	Short string `json:"short"` // 长兴 for 长兴县
	// Placeholder marks rows that only hold their children together, such as
	// 市辖区 under a municipality; they are not shown.
	Placeholder bool `json:"-"`
	// From is the day on which the place came to be, empty where it is not known:
	// the tables at hand tell it of few places.
	From string `json:"from,omitempty"`
	// Until is the day from which the place is no more, with the place that
	// follows it; empty for a standing place.
	Until     string `json:"until,omitempty"`
	Successor Code   `json:"successor,omitempty"`
}

// Area is a named part of Hong Kong, Macao or Taiwan, which have no codes below
// the first level.
type Area struct {
	Province Code   `json:"province"`
	City     string `json:"city"`
	Name     string `json:"name"`
}

// book is the table with its indices.
type book struct {
	all      []Division // standing, in code order
	byCode   map[Code]int
	byName   map[string][]int // full and short names
	ended    map[Code]Division
	areas    []Area
	children map[Code][]int
}

var table = sync.OnceValue(func() *book {
	b := &book{byCode: map[Code]int{}, byName: map[string][]int{}, ended: map[Code]Division{}, children: map[Code][]int{}}
	since := map[string]string{}
	for _, row := range catalog.Rows("reference/established.csv") {
		since[row[0]] = row[1]
	}
	for _, row := range catalog.Rows("reference/divisions.csv.gz") {
		b.add(Division{Code: Code(row[0]), Name: row[1], From: since[row[0]]})
	}
	for _, row := range catalog.Rows("reference/abolished.csv") {
		d := Division{Code: Code(row[0]), Name: row[1], Short: short(row[1]), Until: row[2], Successor: Code(row[3])}
		b.ended[d.Code] = d
	}
	for _, row := range catalog.Rows("reference/areas-hk-mo-tw.csv") {
		b.areas = append(b.areas, Area{Code(row[0]), row[1], row[2]})
	}
	return b
})

func (b *book) add(d Division) {
	i := len(b.all)
	d.Placeholder = d.Name == "市辖区" || d.Name == "县" || strings.HasSuffix(d.Name, "直辖县级行政区划")
	d.Short = short(d.Name)
	b.all = append(b.all, d)
	b.byCode[d.Code] = i
	if d.Placeholder {
		return
	}
	b.byName[d.Name] = append(b.byName[d.Name], i)
	if d.Short != d.Name {
		b.byName[d.Short] = append(b.byName[d.Short], i)
	}
	up := b.shownParent(d.Code)
	b.children[up] = append(b.children[up], i)
}

// shownParent skips placeholders.
func (b *book) shownParent(c Code) Code {
	up := c.Parent()
	if i, ok := b.byCode[up]; ok && b.all[i].Placeholder {
		return b.shownParent(up)
	}
	return up
}

// Find returns the division with that code, standing or ended. Parks are
// records and not in this table.
func Find(c Code) (Division, bool) {
	if c == Nation {
		return Division{Code: Nation, Name: "全国", Short: "全国"}, true
	}
	if i, ok := table().byCode[c]; ok {
		return table().all[i], true
	}
	d, ok := table().ended[c]
	return d, ok
}

// Current follows a code to the place that stands on a civil day: itself, or
// what followed it when it had ended by then.
func Current(c Code, day string) Code {
	for range 4 { // no place was merged more often
		d, ok := table().ended[c]
		if !ok || (day != "" && day < d.Until) {
			return c
		}
		c = d.Successor
	}
	return c
}

// All returns the standing divisions in code order, without placeholders.
func All() []Division {
	return slices.DeleteFunc(slices.Clone(table().all), func(d Division) bool { return d.Placeholder })
}

// Children returns the divisions one level below c, in code order; the
// districts of a municipality are its children.
func Children(c Code) []Division {
	b := table()
	if c == "" {
		c = Nation
	}
	out := make([]Division, 0, len(b.children[c]))
	for _, i := range b.children[c] {
		out = append(out, b.all[i])
	}
	return out
}

// Path returns the divisions from the province down to c, without
// placeholders; of a park, those of the place it lies in.
func Path(c Code) []Division {
	var path []Division
	for ; c != Nation && c != ""; c = c.Parent() {
		if d, ok := Find(c); ok && !d.Placeholder {
			path = append(path, d)
		}
	}
	slices.Reverse(path)
	return path
}

// FullName writes the path as one name, 浙江省湖州市长兴县; the nation is 全国.
func FullName(c Code) string {
	if c == Nation || c == "" {
		return "全国"
	}
	var b strings.Builder
	for _, d := range Path(c) {
		b.WriteString(d.Name)
	}
	return b.String()
}

// Areas returns the named areas of Hong Kong, Macao or Taiwan.
func Areas(province Code) []Area {
	var out []Area
	for _, a := range table().areas {
		if a.Province == province {
			out = append(out, a)
		}
	}
	return out
}
