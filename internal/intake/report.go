package intake

import (
	"cmp"
	"slices"

	"lianzhang/internal/fact"
	"lianzhang/internal/intake/cell"
	"lianzhang/internal/intake/header"
	"lianzhang/internal/intake/sheet"
	"lianzhang/internal/store"
)

// Report is what a check found.
type Report struct {
	Rows    int `json:"rows"` // rows of data read
	New     int `json:"new"`
	Changed int `json:"changed"`
	Same    int `json:"same"`
	// Errors, Warnings and Normalised count findings; BadRows counts rows with
	// an error. Refused tells that the file as a whole was not taken.
	Errors     int  `json:"errors"`
	Warnings   int  `json:"warnings"`
	Normalised int  `json:"normalised"`
	BadRows    int  `json:"bad_rows"`
	Refused    bool `json:"refused"`
	// Dropped counts findings that were counted and not kept one by one.
	Dropped  int           `json:"dropped,omitempty"`
	Findings []Finding     `json:"-"`
	Sheets   []SheetReport `json:"sheets"`
	// Changes are shown values that would change, at most maxChanges of them.
	Changes []Change `json:"changes,omitempty"`
	// Conflicts are values that both the sheet and somebody else changed, at most
	// maxChanges of them.
	Conflicts []Conflict `json:"conflicts,omitempty"`
	// Basis is what the report rests on besides the file and the options.
	Basis string `json:"basis,omitempty"`
	// mark is when the sheet was made, if it tells.
	mark *store.Mark
	// Encoding and Separator are what a csv turned out to have.
	Encoding  string `json:"encoding,omitempty"`
	Separator string `json:"separator,omitempty"`
}

// Change is a record that would change.
type Change struct {
	Sheet       string            `json:"sheet"`
	Row         int               `json:"row"`
	Record      string            `json:"record"` // public ID
	Title       string            `json:"title"`
	Differences []fact.Difference `json:"differences"`
}

// maxChanges and maxGrid bound what a preview shows.
const (
	maxChanges = 500
	maxGrid    = 100
	maxShown   = 200 // characters of a cell in the grid
)

// SheetReport is one sheet of the file.
type SheetReport struct {
	Name   string `json:"name"`
	Hidden bool   `json:"hidden,omitempty"`
	// Taken tells that the sheet has the header of the kind and was read.
	Taken     bool         `json:"taken"`
	HeaderRow int          `json:"header_row,omitempty"`
	Unit      string       `json:"unit,omitempty"`
	Columns   []ColumnInfo `json:"columns,omitempty"`
	Grid      []GridRow    `json:"grid,omitempty"`
}

// ColumnInfo says how a column was understood.
type ColumnInfo struct {
	Col        int        `json:"col"`
	Letter     string     `json:"letter"`
	Title      string     `json:"title"`
	Field      string     `json:"field"`
	Unit       string     `json:"unit,omitempty"`
	Confidence float64    `json:"confidence"`
	How        header.How `json:"how"`
}

// GridRow is one of the first rows as the file has it.
type GridRow struct {
	Row   int      `json:"row"`
	Cells []string `json:"cells"`
}

func columnInfos(l *header.Layout) []ColumnInfo {
	list := make([]ColumnInfo, 0, len(l.Columns))
	for _, c := range l.Columns {
		info := ColumnInfo{Col: c.Col, Letter: sheet.Column(c.Col), Title: c.Title, Unit: c.Unit, Confidence: c.Confidence, How: c.How}
		if c.Field != nil {
			info.Field = c.Field.ID
		}
		list = append(list, info)
	}
	return list
}

// finish moves the findings into the report, in the order of the file.
func (r *Report) finish(l *log) {
	r.Findings = l.list
	r.place()
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Sheet, b.Sheet), cmp.Compare(a.Row, b.Row), cmp.Compare(len(a.Cell), len(b.Cell)),
			cmp.Compare(a.Cell, b.Cell), cmp.Compare(severityRank[a.Severity], severityRank[b.Severity]),
			cmp.Compare(a.Code, b.Code))
	})
	r.Errors, r.Warnings, r.Normalised = l.counts[cell.Wrong]+l.counts[cell.Refused], l.counts[cell.Warned], l.counts[cell.Normalised]
	r.Refused, r.Dropped = l.counts[cell.Refused] > 0, l.dropped
}
