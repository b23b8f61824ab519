// Package supply is the supply network of the firms on record: who supplies
// whom, what a firm must buy without its supplier being known, and what the
// engine makes of both.
//
// Three kinds of link are kept apart. A *stated* link has two firms and an
// amount on record. A *named* link has two firms but no amount; its amount is
// estimated. An *assumed* purchase has a buyer, a sector and an amount from the
// national input–output table, and no supplier: in the plain network it comes
// from "elsewhere", in a draw from firms that could have sold it. Nothing that
// is assumed is ever shown as known.
package supply

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"

	"github.com/goccy/go-yaml"

	"lianzhang/internal/fact"
	"lianzhang/internal/region"
)

// Unknown is an amount or count that is not on record.
const Unknown = int64(-1)

// Firm is what the network needs to know of a firm.
type Firm struct {
	PID, Name string
	Region    region.Code
	Industry  string // class of GB/T 4754, "" when unknown
	Size      int64  // gross output, else revenue, in fen a year, or Unknown
	Tax       int64  // fen, or Unknown
	Jobs      int64  // employees, or Unknown
	Demo      bool
}

// Trade is a supply relation on record; Supplier and Buyer are indices of firms.
type Trade struct {
	PID             string
	Supplier, Buyer uint32
	Amount          int64 // fen a year, or Unknown
	Grade           string
}

// Sector is a sector of the input–output table.
type Sector struct {
	Code         string  `json:"code"`
	Name         string  `json:"name"`
	Intermediate float64 `json:"intermediate"` // intermediate input for one unit of output
	Imported     float64 `json:"imported"`     // imports for one unit of what is used at home
	Sold         float64 `json:"sold"`         // domestic output sold at home, yuan a year
}

// Table is the national input–output table: Share[k][l] is the percent of the
// intermediate input of sector l that comes from sector k.
type Table struct {
	Source  string
	Sectors []Sector
	Share   [][]float64
}

// Records is what the network is made from, as of one data version.
type Records struct {
	Version int64
	Newest  int64 // instant of the latest change, UTC milliseconds
	Firms   []Firm
	Trades  []Trade
	Table   Table
}

// Rules says how much an input matters and how gaps are drawn; the catalog file
// says what each number means.
type Rules struct {
	Version string     `yaml:"version"`
	Dated   string     `yaml:"dated"`
	Title   fact.Label `yaml:"title"`
	Goods   struct {
		From  string `yaml:"from"`
		Until string `yaml:"until"`
	} `yaml:"goods"`
	Essential  float64 `yaml:"essential"`
	Negligible float64 `yaml:"negligible"`
	Gap        float64 `yaml:"gap"`
	Sellers    int     `yaml:"sellers"`
	Draws      struct {
		Number int     `yaml:"number"`
		Seed   uint64  `yaml:"seed"`
		Level  float64 `yaml:"level"`
	} `yaml:"draws"`
	SHA256 string `yaml:"-"`
}

// LoadRules reads the newest rules of a folder, by file name, and checks them.
func LoadRules(files fs.FS, folder string) (*Rules, error) {
	names, err := fs.Glob(files, path.Join(folder, "*.yaml"))
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no rules of input importance in %s: %w", folder, err)
	}
	name := names[len(names)-1] // Glob sorts
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	r := &Rules{}
	if err := yaml.UnmarshalWithOptions(raw, r, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	sum := sha256.Sum256(raw)
	r.SHA256 = hex.EncodeToString(sum[:])
	return r, r.check(name)
}

func (r *Rules) check(name string) error {
	switch {
	case r.Version == "" || r.Dated == "":
		return fmt.Errorf("%s: version and day are needed", name)
	case !(r.Negligible >= 0 && r.Negligible <= r.Essential && r.Essential <= 100):
		return fmt.Errorf("%s: 0 ≤ negligible ≤ essential ≤ 100", name)
	case r.Goods.From > r.Goods.Until || r.Goods.From == "":
		return fmt.Errorf("%s: goods", name)
	case r.Sellers < 1 || r.Draws.Number < 1 || !(r.Draws.Level > 0 && r.Draws.Level < 1) || r.Gap < 0:
		return fmt.Errorf("%s: sellers, draws or gap", name)
	}
	return nil
}

// Importance returns the essentiality of the table's sectors, as the engine
// wants it: supplying sector first; 2 essential, 1 not essential, 0 negligible.
// A last row and column stand for firms whose sector is not known; their goods
// count as not essential.
func (r *Rules) Importance(t *Table) [][]uint8 {
	m := len(t.Sectors)
	ess := make([][]uint8, m+1)
	for k := range ess {
		ess[k] = make([]uint8, m+1)
		for l := range ess[k] {
			ess[k][l] = 1
			if k == m || l == m {
				continue
			}
			share, code := t.Share[k][l], t.Sectors[k].Code
			switch {
			case share < r.Negligible:
				ess[k][l] = 0
			case share >= r.Essential && code >= r.Goods.From && code <= r.Goods.Until:
				ess[k][l] = 2
			}
		}
	}
	return ess
}
