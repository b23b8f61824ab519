package chain

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
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
)

// Document is where a catalogue was published. A date that the document does
// not give stays empty.
type Document struct {
	Title string `yaml:"document" json:"document"`
	Date  string `yaml:"date" json:"date"`
	Note  string `yaml:"note" json:"note,omitempty"`
	Via   string `yaml:"via" json:"via,omitempty"` // where the names were read
}

// Entry is one chain of a catalogue.
type Entry struct {
	ID         ID     `yaml:"id" json:"id"`
	Name       Text   `yaml:"name" json:"name"`
	Base       ID     `yaml:"base" json:"base,omitempty"`               // standard template it follows
	Class      string `yaml:"class" json:"class,omitempty"`             // strengthen 强链, grow 新链, extend 短链
	Factor     string `yaml:"factor" json:"factor,omitempty"`           // labour, capital, technology
	TargetTier string `yaml:"target_tier" json:"target_tier,omitempty"` // named in the document, not computed
}

// CatalogueEdition is a catalogue as it stood from a date on.
type CatalogueEdition struct {
	Version string   `yaml:"version" json:"version"`
	Date    string   `yaml:"date" json:"date"`
	Source  Document `yaml:"source" json:"source"`
	Count   int      `yaml:"count" json:"count"` // chains the document speaks of; the names given may be fewer
	Chains  []Entry  `yaml:"chains" json:"chains"`
}

// Catalogue is the list of chains that a region has chosen, with its history.
type Catalogue struct {
	ID       string             `yaml:"id" json:"id"`
	Name     Text               `yaml:"name" json:"name"`
	Region   region.Code        `yaml:"region" json:"region"`
	Editions []CatalogueEdition `yaml:"editions" json:"editions"` // oldest first
}

// Current is the latest edition.
func (c *Catalogue) Current() *CatalogueEdition { return &c.Editions[len(c.Editions)-1] }

// Changes tells which chains an edition added and removed against the one
// before it; the first edition added all of its own.
func (c *Catalogue) Changes(i int) (added, removed []Entry) {
	var before []Entry
	if i > 0 {
		before = c.Editions[i-1].Chains
	}
	without := func(list, of []Entry) []Entry {
		var rest []Entry
		for _, e := range list {
			if !slices.ContainsFunc(of, func(x Entry) bool { return x.ID == e.ID }) {
				rest = append(rest, e)
			}
		}
		return rest
	}
	return without(c.Editions[i].Chains, before), without(before, c.Editions[i].Chains)
}

var catalogues = sync.OnceValue(func() []*Catalogue {
	all, err := LoadCatalogues(catalog.FS, "catalogues")
	if err != nil {
		panic(err) // the catalog is compiled in and tested
	}
	return all
})

// Catalogues returns the catalogues that ship with the program, by ID.
func Catalogues() []*Catalogue { return catalogues() }

// LoadCatalogue returns the catalogue with that ID or an error
// CATALOGUE_UNKNOWN.
func LoadCatalogue(id string) (*Catalogue, error) {
	for _, c := range catalogues() {
		if c.ID == id {
			return c, nil
		}
	}
	return nil, fault.New(fault.ErrNotFound, "CATALOGUE_UNKNOWN", "catalogue", id)
}

// LoadCatalogues reads and checks every catalogue of a folder.
func LoadCatalogues(fsys fs.FS, dir string) ([]*Catalogue, error) {
	names, err := fs.Glob(fsys, path.Join(dir, "*.yaml"))
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	var all []*Catalogue
	var wrong []string
	for _, name := range names {
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		c := &Catalogue{}
		if err := yaml.UnmarshalWithOptions(raw, c, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, w := range c.check() {
			wrong = append(wrong, name+": "+w)
		}
		all = append(all, c)
	}
	if len(wrong) > 0 {
		return nil, fmt.Errorf("chain catalogues:\n%s", strings.Join(wrong, "\n"))
	}
	return all, nil
}

func (c *Catalogue) check() []string {
	var wrong []string
	if c.ID == "" || c.Name.Zh == "" || c.Name.En == "" || len(c.Region) < 6 || len(c.Editions) == 0 {
		return []string{"id, name, region or editions missing"}
	}
	for i, e := range c.Editions {
		if i > 0 && e.Date < c.Editions[i-1].Date {
			wrong = append(wrong, "edition "+e.Version+" is out of order")
		}
		if e.Version == "" || e.Source.Title == "" || len(e.Chains) > e.Count {
			wrong = append(wrong, "edition "+e.Version+": version, source or count")
		}
		seen := map[ID]bool{}
		for _, x := range e.Chains {
			if x.ID == "" || seen[x.ID] || x.Name.Zh == "" || x.Name.En == "" {
				wrong = append(wrong, "chain "+string(x.ID)+" has no name or stands twice")
			}
			seen[x.ID] = true
			if !slices.Contains([]string{"", ClassStrengthen, ClassGrow, ClassExtend}, x.Class) || !slices.Contains([]string{"", "labour", "capital", "technology"}, x.Factor) {
				wrong = append(wrong, "chain "+string(x.ID)+": class or factor")
			}
		}
	}
	return wrong
}
