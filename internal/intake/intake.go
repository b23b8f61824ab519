// Package intake takes spreadsheets in: it opens what people have, finds the
// header, reads every cell, says what is wrong and where, shows what would
// change, and writes it all at once or not at all.
//
// An import goes through these states:
//
//	uploaded → previewed → committing → done → undone
//	                    ↘ cancelled   ↘ failed (nothing was written)
//
// A preview writes nothing to the records. A commit reads the same file with
// the same corrections again, in one transaction, so that the records are as
// before or as after and never between. Undoing withdraws the claims of the
// import; what others said since stays.
//
// The web, the API and the command line call the same functions and show the
// same codes.
package intake

import (
	"context"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/intake/cell"
	"lianzhang/internal/intake/header"
	"lianzhang/internal/scan"
)

// Options are the user's choices for one import.
type Options struct {
	// Sheets are the names of the sheets to read; empty means all that have the
	// header of the kind.
	Sheets []string `json:"sheets,omitempty"`
	// Columns are chosen fields by column title, empty for "not taken".
	Columns header.Memory `json:"columns,omitempty"`
	// SkipHidden leaves hidden rows out.
	SkipHidden bool `json:"skip_hidden,omitempty"`
	// Stubs makes a record for an enterprise that a link names and nobody knows.
	Stubs bool `json:"stubs,omitempty"`
	// Partial takes the rows without errors; otherwise one error stops all.
	Partial bool `json:"partial,omitempty"`
	// Source names where the data come from; empty takes the file's name.
	Source string `json:"source,omitempty"`
	// AsOf is the date of the data: "2025", "2025-06", "2025-06-30" or "2025Q3".
	AsOf string `json:"as_of,omitempty"`
	// IndustryEdition is the edition of GB/T 4754 of the codes in the file, "2011"
	// or "2017"; empty takes what the sheet says, and 2017 when it says nothing.
	IndustryEdition string `json:"industry_edition,omitempty"`
	// Cells are corrections by sheet and cell, "Sheet1!B3" → text.
	Cells map[string]string `json:"cells,omitempty"`
	// Settled says for each conflict whose value is taken, [Mine] or [Theirs], by
	// sheet and cell as in Cells; Settle says it for all others.
	Settled map[string]string `json:"settled,omitempty"`
	Settle  string            `json:"settle,omitempty"`
}

// asOfDay is AsOf as the ledger keeps it; a quarter becomes its last month.
func (o Options) asOfDay(today string) string {
	if o.AsOf == "" {
		return today
	}
	if y, q, ok := strings.Cut(o.AsOf, "Q"); ok && len(q) == 1 {
		return y + "-" + map[string]string{"1": "03", "2": "06", "3": "09", "4": "12"}[q]
	}
	return o.AsOf
}

// Input is one file to be checked.
type Input struct {
	Path string
	// Name is the file's name as given; it is only shown.
	Name string
	Kind *fact.Kind
	Options
	// Verdict is what a virus scanner said of the file.
	Verdict scan.Verdict
	// Remembered are column choices of this account or its department.
	Remembered header.Memory
	// Scope is where the giver may write; rows of other places are errors.
	Scope access.Scope
	// Account is who gives the file; what he changed himself after he took the
	// sheet away is no conflict.
	Account string
	// Today is the day of the check in Shanghai.
	Today string
}

// Records is what a check asks of the records; *store.Tx has it.
type Records interface {
	// FirmsNamed returns public IDs by USCC or compare key of the name; a key
	// that fits several firms is left out.
	FirmsNamed(ctx context.Context, keys []string) (map[string]string, error)
	// ParksNamed returns the codes of parks by name; a name that several parks
	// have is left out.
	ParksNamed(ctx context.Context) (map[string]string, error)
	// FirmsLike returns firms whose compare key begins so, for candidates of
	// duplicates: public ID → name.
	FirmsLike(ctx context.Context, begin string) (map[string]string, error)
	// Closed returns the periods of statistics about which nothing more is written.
	Closed(ctx context.Context) (fact.Closed, error)
}

// SafeName makes a file's name fit to be shown: the last part of a path, no
// control or direction characters, at most 120 characters. Files are stored
// under an ID of the import, never under this name.
func SafeName(name string) string {
	name = filepath.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), "\\", "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)
	if r := []rune(name); len(r) > 120 {
		ext := filepath.Ext(name)
		if len(ext) > 8 {
			ext = ""
		}
		name = string(r[:110]) + "…" + ext
	}
	if name == "" || name == "." || name == "/" {
		return "upload"
	}
	return name
}

// severityRank orders findings of one cell.
var severityRank = map[cell.Severity]int{cell.Refused: 0, cell.Wrong: 1, cell.Warned: 2, cell.Normalised: 3}

var periodShape = regexp.MustCompile(`^(19|20)[0-9]{2}(Q[1-4]|-(0[1-9]|1[0-2])(-[0-3][0-9])?)?$`)

// goodPeriod tells whether a date of data is written as it should be.
func goodPeriod(s string) bool { return periodShape.MatchString(s) }
