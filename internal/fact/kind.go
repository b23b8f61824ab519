// Package fact holds what is known: kinds of record, claims about them, and
// the rule that chooses the value shown.
//
// A claim is what one source said about one subject on one day: the raw fields
// of one row, never changed afterwards. Several claims on one subject are kept
// beside one another. For each field the value shown comes from the claim whose
// source ranks highest; among equals from the latest date; then from the latest
// arrival. Withdrawing a claim, merging and splitting subjects are changes of
// the set of claims, after which the shown values are computed anew.
package fact

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"lianzhang/catalog"
	"lianzhang/internal/access"
)

// Type says how a field's value is read, checked, stored and shown.
type Type string

// The types of field.
//
//	type      Go value in a claim        column
//	text …    string                     TEXT
//	money     int64, whole fen           BIGINT
//	count     int64                      BIGINT
//	number    float64                    DOUBLE PRECISION
//	percent   float64, 5 for 5 %         DOUBLE PRECISION
//	year      int64                      BIGINT
//	date      string, "2025", "2025-03" or "2025-03-04"   TEXT
//	bool      bool                       BIGINT 0/1
//	list      string, parts joined by "、"   TEXT
//	measure   string, as [Measure] prints it  TEXT
//	firm      string, public ID          TEXT
//	division, industry, chain, node, hs   string, the code   TEXT
const (
	Text     Type = "text"
	LongText Type = "longtext"
	Name     Type = "name"
	USCC     Type = "uscc"
	Phone    Type = "phone"
	URL      Type = "url"
	Enum     Type = "enum"
	List     Type = "list"
	Bool     Type = "bool"
	Date     Type = "date"
	Year     Type = "year"
	Count    Type = "count"
	Number   Type = "number"
	Percent  Type = "percent"
	Money    Type = "money"
	Meas     Type = "measure"
	Division Type = "division"
	Industry Type = "industry"
	HS       Type = "hs"
	Firm     Type = "firm"
	Chain    Type = "chain"
	Node     Type = "node"
)

// Label is a word in both languages.
type Label struct {
	Zh string `yaml:"zh" json:"zh"`
	En string `yaml:"en" json:"en"`
}

// Option is one value of an enum field.
type Option struct {
	ID       string   `yaml:"id" json:"id"`
	Zh       string   `yaml:"zh" json:"zh"`
	En       string   `yaml:"en" json:"en"`
	Synonyms []string `yaml:"synonyms" json:"-"`
}

// Field is one column of a kind, as the catalog declares it.
type Field struct {
	ID        string   `yaml:"id" json:"id"`
	Type      Type     `yaml:"type" json:"type"`
	Label     Label    `yaml:"label" json:"label"`
	Synonyms  []string `yaml:"synonyms" json:"-"`
	Unit      string   `yaml:"unit" json:"unit,omitempty"` // unit assumed when a sheet names none
	Required  bool     `yaml:"required" json:"required,omitempty"`
	Negative  bool     `yaml:"negative" json:"-"` // values below zero are possible
	Past      bool     `yaml:"past" json:"-"`     // a date that cannot lie in the future
	Max       int      `yaml:"max" json:"max,omitempty"`
	Groupable bool     `yaml:"groupable" json:"-"` // merged cells may be filled down
	Options   []Option `yaml:"options" json:"options,omitempty"`
	Class     string   `yaml:"class" json:"class,omitempty"`
	Purpose   string   `yaml:"purpose" json:"-"` // why personal data is kept
}

// Access returns the field's class; the catalog was checked when it was read.
func (f *Field) Access() access.Class {
	c, _ := access.ParseClass(f.Class)
	return c
}

// Kind is one kind of record.
type Kind struct {
	Name   string     `yaml:"kind" json:"name"`     // also the table
	Import string     `yaml:"import" json:"import"` // the word of the command line and of addresses
	Prefix string     `yaml:"prefix" json:"prefix"` // first letter of public IDs
	Label  Label      `yaml:"label" json:"label"`
	Keys   [][]string `yaml:"keys" json:"keys"` // fields that identify a record, best first
	Title  string     `yaml:"title" json:"title"`
	Order  [][]string `yaml:"order" json:"-"` // pairs of dates of which the first is never after the second
	Needs  [][]string `yaml:"needs" json:"-"` // a date, and the one without which it cannot be
	Fields []Field    `yaml:"fields" json:"fields"`

	index map[string]int // of Fields by ID, once loaded
}

// Field returns the field with that ID, or nil.
func (k *Kind) Field(id string) *Field {
	if k.index != nil {
		if i, ok := k.index[id]; ok {
			return &k.Fields[i]
		}
		return nil
	}
	for i := range k.Fields {
		if k.Fields[i].ID == id {
			return &k.Fields[i]
		}
	}
	return nil
}

var kinds = sync.OnceValue(func() map[string]*Kind {
	all, err := LoadKinds(catalog.FS, "records")
	if err != nil {
		panic(err) // the catalog is compiled in and tested
	}
	return all
})

// Kinds returns all kinds, ordered by name.
func Kinds() []*Kind {
	list := make([]*Kind, 0, len(kinds()))
	for _, k := range kinds() {
		list = append(list, k)
	}
	slices.SortFunc(list, func(a, b *Kind) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// KindOf returns the kind with that name or import word, or nil.
func KindOf(name string) *Kind {
	if k := kinds()[name]; k != nil {
		return k
	}
	for _, k := range kinds() {
		if k.Import == name {
			return k
		}
	}
	return nil
}

// LoadKinds reads and checks every kind file of a folder. All mistakes are
// reported at once.
func LoadKinds(fsys fs.FS, dir string) (map[string]*Kind, error) {
	files, err := fs.Glob(fsys, path.Join(dir, "*.yaml"))
	if err != nil {
		return nil, err
	}
	sort.Strings(files)
	all := map[string]*Kind{}
	var wrong []string
	for _, file := range files {
		raw, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, err
		}
		k := &Kind{}
		if err := yaml.UnmarshalWithOptions(raw, k, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		for _, w := range k.check() {
			wrong = append(wrong, file+": "+w)
		}
		k.index = make(map[string]int, len(k.Fields))
		for i := range k.Fields {
			k.index[k.Fields[i].ID] = i
		}
		all[k.Name] = k
	}
	if len(wrong) > 0 {
		return nil, fmt.Errorf("record kinds:\n%s", strings.Join(wrong, "\n"))
	}
	return all, nil
}

// check returns what is wrong with the declaration.
func (k *Kind) check() []string {
	var wrong []string
	seen := map[string]bool{}
	for i := range k.Fields {
		f := &k.Fields[i]
		if seen[f.ID] {
			wrong = append(wrong, "field "+f.ID+" twice")
		}
		seen[f.ID] = true
		if f.Label.Zh == "" || f.Label.En == "" {
			wrong = append(wrong, "field "+f.ID+" has no label")
		}
		if f.Type == Enum && len(f.Options) == 0 {
			wrong = append(wrong, "field "+f.ID+" has no options")
		}
		if _, err := access.ParseClass(f.Class); err != nil {
			wrong = append(wrong, "field "+f.ID+": "+err.Error())
		}
		if f.Access() >= access.Sensitive && f.Purpose == "" {
			wrong = append(wrong, "field "+f.ID+" is personal and has no purpose")
		}
	}
	for _, key := range k.Keys {
		for _, id := range key {
			if !seen[id] {
				wrong = append(wrong, "key names unknown field "+id)
			}
		}
	}
	for _, pair := range append(slices.Clone(k.Order), k.Needs...) {
		for _, id := range pair {
			if len(pair) != 2 || !seen[id] || k.Field(id).Type != Date {
				wrong = append(wrong, "order of dates names "+id)
			}
		}
	}
	if !seen[k.Title] {
		wrong = append(wrong, "title names unknown field "+k.Title)
	}
	return wrong
}
