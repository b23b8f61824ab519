// Package industry knows the classifications: GB/T 4754-2017 with its four
// levels, the high-technology and strategic emerging industries that refer to
// it, and the headings of the Harmonized System.
//
// A class of GB/T 4754 is written with its section letter: C, C38, C384, C3841.
package industry

import (
	"strings"
	"sync"

	"lianzhang/catalog"
)

// Edition is the edition of GB/T 4754 in the table.
const Edition = "GB/T 4754-2017"

// Class is one entry of GB/T 4754.
type Class struct {
	Code   string `json:"code"`
	Level  int    `json:"level"` // 1 section, 2 division, 3 group, 4 class
	Parent string `json:"parent,omitempty"`
	Name   string `json:"name"`
}

// HighTech is a category of 高技术产业（制造业）分类（2017）.
type HighTech struct {
	Category string `json:"category"`
	Name     string `json:"name"`
	Note     string `json:"note,omitempty"` // only a part of the class belongs
}

// Emerging is a field of 战略性新兴产业分类（2018）.
type Emerging struct {
	Code   string `json:"code"`
	Parent string `json:"parent,omitempty"`
	Name   string `json:"name"`
}

// Heading is an entry of the Harmonized System: 2, 4 or 6 digits.
type Heading struct {
	Code string `json:"code"`
	Name string `json:"name"` // English
}

type book struct {
	classes  []Class
	byCode   map[string]int
	byName   map[string][]int
	hightech map[string]HighTech
	children map[string][]int
}

var table = sync.OnceValue(func() *book {
	b := &book{byCode: map[string]int{}, byName: map[string][]int{}, hightech: map[string]HighTech{}, children: map[string][]int{}}
	for _, row := range catalog.Rows("reference/gbt4754-2017.csv.gz") {
		c := Class{Code: row[0], Level: int(row[1][0] - '0'), Parent: row[2], Name: row[3]}
		i := len(b.classes)
		b.classes = append(b.classes, c)
		b.byCode[c.Code] = i
		b.byName[plain(c.Name)] = append(b.byName[plain(c.Name)], i)
		b.children[c.Parent] = append(b.children[c.Parent], i)
	}
	for _, row := range catalog.Rows("reference/hightech-2017.csv") {
		b.hightech[row[2]] = HighTech{row[0], row[1], row[3]}
	}
	return b
})

var emerging = sync.OnceValue(func() []Emerging {
	var all []Emerging
	for _, row := range catalog.Rows("reference/sei-2018.csv") {
		all = append(all, Emerging{row[0], row[1], row[2]})
	}
	return all
})

var headings = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for _, row := range catalog.Rows("reference/hs.csv.gz") {
		all[row[0]] = row[1]
	}
	return all
})

// plain is a name as it is compared: brackets unified, blanks gone.
func plain(name string) string {
	return strings.NewReplacer("（", "(", "）", ")", " ", "", "　", "", "，", ",", "、", ",").Replace(name)
}

// Find returns the class that a written code or name means: C3841, 3841, c3841,
// or the exact name when only one class has it. A name that a group and its
// only class share means the class.
func Find(written string) (Class, bool) {
	b := table()
	code := strings.ToUpper(strings.TrimSpace(written))
	if i, ok := b.byCode[code]; ok {
		return b.classes[i], true
	}
	if code != "" && strings.Trim(code, "0123456789") == "" && len(code) >= 2 && len(code) <= 4 {
		for section := 'A'; section <= 'T'; section++ {
			if i, ok := b.byCode[string(section)+code]; ok {
				return b.classes[i], true
			}
		}
	}
	hits := b.byName[plain(strings.TrimSpace(written))]
	if len(hits) == 0 {
		return Class{}, false
	}
	last := b.classes[hits[len(hits)-1]]
	for _, i := range hits {
		if !strings.HasPrefix(last.Code, b.classes[i].Code) {
			return Class{}, false // several branches use the name
		}
	}
	return last, true
}

// Known tells whether a full code such as C3841 exists.
func Known(code string) bool {
	_, ok := table().byCode[code]
	return ok
}

// Ancestors returns the classes above and including the code, largest first.
func Ancestors(code string) []Class {
	b := table()
	var path []Class
	for i, ok := b.byCode[code]; ok; i, ok = b.byCode[b.classes[i].Parent] {
		path = append([]Class{b.classes[i]}, path...)
	}
	return path
}

// Children returns the classes one level below; "" gives the sections.
func Children(code string) []Class {
	b := table()
	out := make([]Class, 0, len(b.children[code]))
	for _, i := range b.children[code] {
		out = append(out, b.classes[i])
	}
	return out
}

// Search returns up to limit classes whose code begins with or name contains
// the query, in code order.
func Search(query string, limit int) []Class {
	query = strings.TrimSpace(query)
	code, name := strings.ToUpper(query), plain(query)
	var out []Class
	for _, c := range table().classes {
		if len(out) == limit {
			break
		}
		if query != "" && (strings.HasPrefix(c.Code, code) || strings.HasPrefix(c.Code[1:], code) || strings.Contains(plain(c.Name), name)) {
			out = append(out, c)
		}
	}
	return out
}

// HighTechOf returns the high-technology category of a class, or of the group
// it belongs to.
func HighTechOf(code string) (HighTech, bool) {
	for n := len(code); n >= 3; n-- {
		if h, ok := table().hightech[code[:n]]; ok {
			return h, true
		}
	}
	return HighTech{}, false
}

// EmergingFields returns 战略性新兴产业 at levels 1 and 2. Their links to
// GB/T 4754 are not published in open form and are not guessed.
func EmergingFields() []Emerging { return emerging() }

// FindHeading returns the heading with that code, written with or without the
// point: 8507.60 or 850760.
func FindHeading(written string) (Heading, bool) {
	code := strings.ReplaceAll(strings.TrimSpace(written), ".", "")
	name, ok := headings()[code]
	return Heading{code, name}, ok
}
