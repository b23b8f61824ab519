package industry

import (
	"strings"
	"sync"

	"lianzhang/catalog"
)

// The editions of GB/T 4754 that a written code may belong to.
const (
	Edition2011 = "2011"
	Edition2017 = "2017"
)

// Crossing says what a class of GB/T 4754-2011 is in the edition of 2017. Only
// manufacturing (C, 13 to 43) is covered; the table was made by comparing the
// two printed lists, because no complete official one is at hand.
type Crossing struct {
	Code string   // of 2011, four digits
	Name string   // of 2011
	To   []string // of 2017, with the section letter, likeliest first
	// Grade is A when the names say it (the same name, or the name of the group
	// that the parts make up) and B when it was read from names that differ.
	Grade string
	Note  string
}

// Same tells whether the number means in 2017 what it meant in 2011.
func (c Crossing) Same() bool { return len(c.To) == 1 && c.To[0] == "C"+c.Code }

type crossings struct {
	byCode map[string]Crossing // changed
	fresh  map[string]bool     // numbers that 2011 had not
}

var from2011 = sync.OnceValue(func() crossings {
	all := crossings{map[string]Crossing{}, map[string]bool{}}
	for _, row := range catalog.Rows("reference/gbt4754-2011-2017.csv") {
		if row[1] == "" {
			all.fresh[row[0]] = true
			continue
		}
		c := Crossing{Code: row[0], Name: row[1], Grade: row[3], Note: row[4]}
		for _, to := range strings.Fields(row[2]) {
			c.To = append(c.To, "C"+to)
		}
		all.byCode[c.Code] = c
	}
	return all
})

// From2011 returns what a class of the edition of 2011 is now; false when the
// edition had no such class in manufacturing, or when it is not covered.
func From2011(code string) (Crossing, bool) {
	if c, ok := from2011().byCode[code]; ok {
		return c, true
	}
	if i, ok := table().byCode["C"+code]; ok && len(code) == 4 && !from2011().fresh[code] {
		return Crossing{Code: code, Name: table().classes[i].Name, To: []string{"C" + code}, Grade: "A"}, true
	}
	return Crossing{}, false
}

// SameName tells whether two written names of classes are one, but for
// brackets, blanks and kinds of comma.
func SameName(a, b string) bool { return plain(a) == plain(b) }
