// Package list turns data into lists 清单: a definition says which subjects
// belong on a list, in what order, with which columns; an edition is what came
// out on one day, reviewed, signed and published, never changed afterwards.
//
//	draft ──review──▶ reviewed ──sign──▶ signed ──publish──▶ published ──▶ superseded
//	  ▲                  │                  │                  (by the next edition)
//	  └──────return──────┴──────────────────┘
//
// What a definition cannot decide for want of a fact is set aside with the
// facts to ask for; it is neither on the list nor silently off it. Two editions
// differ by events, each with its cause, and the later edition is the earlier
// one with the events applied.
package list

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
	"lianzhang/internal/fact"
	"lianzhang/internal/rule"
)

// Format says how a cell is shown.
type Format string

// Formats of cells. Money is in yuan in expressions and shown in the page's unit.
const (
	AsText    Format = "text"
	AsNumber  Format = "number"
	AsMoney   Format = "money"
	AsPercent Format = "percent" // 5 shows as 5.0 %
	AsShare   Format = "share"   // 0.05 shows as 5.0 %
	AsClass   Format = "class"   // strong, weak, potential, missing, unknown
	AsTick    Format = "tick"
)

// Column is one column of a list.
type Column struct {
	ID     string     `yaml:"id" json:"id"`
	Label  fact.Label `yaml:"label" json:"label"`
	Value  string     `yaml:"value" json:"-"` // expression; empty means the variable named like the column
	Format Format     `yaml:"format" json:"format"`
	Unit   string     `yaml:"unit" json:"unit,omitempty"`
	Width  float64    `yaml:"width" json:"width,omitempty"` // characters on paper

	value *rule.Expression
}

// Order is one key of the ranking; subjects that do not know it come last.
type Order struct {
	By   string `yaml:"by"`
	Desc bool   `yaml:"desc"`

	by *rule.Expression
}

// Origin is the document that asks for the list.
type Origin struct {
	Document string `yaml:"document" json:"document"`
	Date     string `yaml:"date" json:"date,omitempty"`
}

// Definition is one list as its catalog file declares it.
type Definition struct {
	ID       string     `yaml:"id" json:"id"`
	Scheme   fact.Label `yaml:"scheme" json:"scheme"`
	Number   int        `yaml:"number" json:"number"` // place within the scheme
	Name     fact.Label `yaml:"name" json:"name"`
	Note     fact.Label `yaml:"note" json:"note"`
	Origin   Origin     `yaml:"origin" json:"origin"`
	Of       Subjects   `yaml:"of" json:"of,omitempty"`
	Where    string     `yaml:"where" json:"where,omitempty"`
	Aside    string     `yaml:"aside" json:"aside,omitempty"` // what a person must look at first
	Order    []Order    `yaml:"order" json:"-"`
	Limit    int        `yaml:"limit" json:"limit,omitempty"`
	Empty    fact.Label `yaml:"empty" json:"empty"` // what an empty list means and what to do
	Portrait bool       `yaml:"portrait" json:"-"`
	Columns  []Column   `yaml:"columns" json:"columns,omitempty"`
	Parts    []string   `yaml:"parts" json:"parts,omitempty"` // a book of other lists, one sheet each

	where, aside *rule.Expression
}

// Sees returns the variables that decide whether and where a subject is on
// the list, sorted.
func (d *Definition) Sees() []string {
	seen := map[string]bool{}
	for _, e := range d.deciding() {
		for _, name := range e.Uses() {
			seen[name] = true
		}
	}
	names := make([]string, 0, len(seen))
	for name := range seen {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// deciding are the expressions behind membership and rank.
func (d *Definition) deciding() []*rule.Expression {
	var all []*rule.Expression
	if d.where != nil {
		all = append(all, d.where)
	}
	if d.aside != nil {
		all = append(all, d.aside)
	}
	for i := range d.Order {
		all = append(all, d.Order[i].by)
	}
	return all
}

var shipped = sync.OnceValue(func() []*Definition {
	all, err := Load(catalog.FS, "lists")
	if err != nil {
		panic(err) // the catalog is compiled in and tested
	}
	return all
})

// Definitions returns the lists of the catalog, by scheme and number.
func Definitions() []*Definition { return shipped() }

// Find returns the definition with that ID among all, or nil.
func Find(all []*Definition, id string) *Definition {
	for _, d := range all {
		if d.ID == id {
			return d
		}
	}
	return nil
}

// Load reads and checks every list file of a folder; all mistakes are reported
// at once, each with its file.
func Load(fsys fs.FS, dir string) ([]*Definition, error) {
	files, err := fs.Glob(fsys, path.Join(dir, "*.yaml"))
	if err != nil {
		return nil, err
	}
	sort.Strings(files)
	var all []*Definition
	var wrong []string
	for _, file := range files {
		raw, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, err
		}
		d, err := Parse(raw)
		if err != nil {
			wrong = append(wrong, fmt.Sprintf("%s: %v", file, err))
			continue
		}
		all = append(all, d)
	}
	for _, d := range all {
		for _, part := range d.Parts {
			if p := Find(all, part); p == nil || len(p.Parts) > 0 {
				wrong = append(wrong, fmt.Sprintf("%s: part %s is not a list", d.ID, part))
			}
		}
	}
	if len(wrong) > 0 {
		return nil, fmt.Errorf("lists:\n%s", strings.Join(wrong, "\n"))
	}
	slices.SortStableFunc(all, func(a, b *Definition) int {
		if c := strings.Compare(a.Scheme.Zh, b.Scheme.Zh); c != 0 {
			return c
		}
		return a.Number - b.Number
	})
	return all, nil
}

// Parse reads and checks one definition.
func Parse(raw []byte) (*Definition, error) {
	d := &Definition{}
	if err := yaml.UnmarshalWithOptions(raw, d, yaml.Strict()); err != nil {
		return nil, err
	}
	var wrong []string
	complain := func(where string, err error) {
		if err != nil {
			wrong = append(wrong, where+": "+err.Error())
		}
	}
	if d.ID == "" || d.Name.Zh == "" || d.Name.En == "" {
		wrong = append(wrong, "id and name in both languages are needed")
	}
	if len(d.Parts) > 0 {
		return d, joined(wrong)
	}
	vars, err := d.Of.Vars()
	complain("of", err)
	if err != nil {
		return nil, joined(wrong)
	}
	compile := func(where, text string) *rule.Expression {
		if text == "" {
			return nil
		}
		e, err := rule.Compile(text, vars)
		complain(where, err)
		return e
	}
	d.where, d.aside = compile("where", d.Where), compile("aside", d.Aside)
	for i := range d.Order {
		d.Order[i].by = compile("order", d.Order[i].By)
		if d.Order[i].By == "" {
			wrong = append(wrong, "order: an empty key")
		}
	}
	if len(d.Columns) == 0 {
		wrong = append(wrong, "no columns")
	}
	for i := range d.Columns {
		c := &d.Columns[i]
		if c.Value == "" {
			c.Value = c.ID
		}
		if c.Label.Zh == "" || c.Label.En == "" {
			wrong = append(wrong, "column "+c.ID+": a label in both languages is needed")
		}
		if c.Format == "" {
			c.Format = AsText
		}
		c.value = compile("column "+c.ID, c.Value)
	}
	return d, joined(wrong)
}

func joined(wrong []string) error {
	if len(wrong) == 0 {
		return nil
	}
	return fmt.Errorf("%s", strings.Join(wrong, "; "))
}
