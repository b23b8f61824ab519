// Package header finds the header of a table and tells which column stands for
// which field. Titles, unit lines and other captions may stand above it; a
// header may have two merged rows; columns may come in any order and under any
// of the names that people use.
package header

import (
	"slices"
	"strings"

	"lianzhang/internal/fact"
	"lianzhang/internal/intake/cell"
	"lianzhang/internal/intake/sheet"
)

// Search is how many rows of a sheet may stand above the header.
const Search = 10

// Head is how many rows of a sheet are needed to recognise its layout.
const Head = 40

// ErrorTitle is the title of the column that a returned workbook has first; it
// is passed over when the workbook comes back.
const ErrorTitle = "错误信息"

// Layout is what was recognised.
type Layout struct {
	// Row is the last row of the header; data follow it.
	Row int
	// Columns are all titled columns, in order.
	Columns []Column
	// Captions are what lines above the header say.
	Captions Captions
	// Notes are what a person should know about the header; Cell tells where.
	Notes []Placed
	// Missing are the labels of required fields without a column.
	Missing []string
	// Transposed tells that the fields seem to stand in the first column.
	Transposed bool
	// Score is how many columns were recognised.
	Score int
}

// Column is one titled column.
type Column struct {
	Col   int
	Title string // merged titles joined by "/"
	Unit  string // named by the title
	Year  string // named by the title
	// Field is nil when the column is not taken.
	Field *fact.Field
	// Confidence is 1 for the name itself, less for a likeness.
	Confidence float64
	How        How
	// Spread is set for a column whose cells are figures of their own: a year,
	// or an indicator, beside the place.
	Spread *Spread
}

// How says how a column was recognised.
type How string

// Ways of recognising a column, surest first.
const (
	Chosen     How = "chosen"     // by the user, now
	Remembered How = "remembered" // by the user, before
	Exact      How = "exact"
	Normalised How = "normalised"
	Fuzzy      How = "fuzzy"
	Unknown    How = "unknown"
	Passed     How = "passed" // our own error column
)

// Spread says what the cells of a column of a wide table of statistics are.
type Spread struct {
	Year      int64
	Indicator string
	Unit      string
}

// Placed is a note and the cell it belongs to.
type Placed struct {
	Row, Col int
	cell.Note
}

// Captions are what stands above or beside the header.
type Captions struct {
	Unit      string // 单位：万元
	Indicator string // 指标：地区生产总值(亿元), without the unit
	Period    string // "2025", "2025Q3" or "2025-09" as a title names it
	Lines     []string
}

// Memory is what people chose before: normalised title → field ID, empty for
// "not taken".
type Memory map[string]string

// Find recognises the layout from the first rows of a sheet. chosen are the
// user's choices for this file, by title.
func Find(kind *fact.Kind, rows []sheet.Row, merges []sheet.Range, remembered, chosen Memory) Layout {
	var best Layout
	for i := range rows {
		if i >= Search+2 || rows[i].N > Search+10 {
			break
		}
		depth := depthOf(rows, i, merges)
		titles := flatten(rows, i, depth, merges)
		l := match(kind, titles, remembered, chosen)
		l.Row = rows[min(i+depth-1, len(rows)-1)].N
		if l.Score > best.Score {
			best = l
			best.Captions = captions(rows[:i])
		}
	}
	spread(kind, &best, rows)
	best.requirements(kind)
	if best.Score < 3 && fieldsDown(kind, rows) >= 3 {
		best.Transposed = true
	}
	return best
}

// requirements lists what is missing; a value that a caption gives is not.
func (l *Layout) requirements(kind *fact.Kind) {
	spread := slices.ContainsFunc(l.Columns, func(c Column) bool { return c.Spread != nil })
	for i := range kind.Fields {
		f := &kind.Fields[i]
		if !f.Required || l.Has(f.ID) {
			continue
		}
		if spread && (f.ID == "value" || f.ID == "year" || f.ID == "indicator" || f.ID == "unit") {
			continue
		}
		if f.ID == "year" && len(l.Captions.Period) >= 4 || f.ID == "unit" && l.Captions.Unit != "" || f.ID == "indicator" && l.Captions.Indicator != "" {
			continue
		}
		l.Missing = append(l.Missing, f.Label.Zh)
	}
}

// Has tells whether a column stands for the field.
func (l *Layout) Has(field string) bool { return l.Of(field) != nil }

// Of returns the column of a field, or nil.
func (l *Layout) Of(field string) *Column {
	for i := range l.Columns {
		if f := l.Columns[i].Field; f != nil && f.ID == field {
			return &l.Columns[i]
		}
	}
	return nil
}

// depthOf tells how many rows the header at row i has: two when cells of it are
// merged over columns, with titles below, or over rows.
func depthOf(rows []sheet.Row, i int, merges []sheet.Range) int {
	n := rows[i].N
	for _, m := range merges {
		if m.Row1 != n || i+1 >= len(rows) || rows[i+1].N != n+1 {
			continue
		}
		if m.Row2 == n+1 && len(rows[i].Cells) >= m.Col1 {
			return 2
		}
		if m.Row2 == n && m.Col2 > m.Col1 && m.Col2-m.Col1 < len(rows[i].Cells) && titledBelow(rows[i+1], m) && filled(rows[i]) > 1 {
			return 2
		}
	}
	return 1
}

func titledBelow(row sheet.Row, m sheet.Range) bool {
	n := 0
	for c := m.Col1; c <= m.Col2 && c <= len(row.Cells); c++ {
		if row.Cells[c-1].Kind == sheet.Text {
			n++
		}
	}
	return n == m.Col2-m.Col1+1
}

func filled(row sheet.Row) int {
	n := 0
	for _, c := range row.Cells {
		if c.Kind != sheet.Empty {
			n++
		}
	}
	return n
}

// title is the text of one column's header and where it stands.
type title struct {
	row, col int
	parts    []string
}

// flatten joins the rows of a header: a merged title counts for all its columns.
func flatten(rows []sheet.Row, i, depth int, merges []sheet.Range) []title {
	width := 0
	for d := range depth {
		width = max(width, len(rows[i+d].Cells))
	}
	list := make([]title, width)
	for c := range list {
		list[c] = title{row: rows[i+depth-1].N, col: c + 1}
		for d := range depth {
			text := at(rows[i+d], c+1)
			if text == "" && d == 0 && depth == 2 {
				text = mergedText(rows[i], c+1, merges)
			}
			text = strings.Join(strings.Fields(text), " ")
			if text != "" && !slices.Contains(list[c].parts, text) {
				list[c].parts = append(list[c].parts, text)
			}
		}
	}
	return list
}

func mergedText(row sheet.Row, col int, merges []sheet.Range) string {
	for _, m := range merges {
		if m.Row1 == row.N && m.Col1 <= col && col <= m.Col2 {
			return at(row, m.Col1)
		}
	}
	return ""
}

func at(row sheet.Row, col int) string {
	if col > len(row.Cells) {
		return ""
	}
	return row.Cells[col-1].Text
}

// fieldsDown counts the fields that stand in the first column.
func fieldsDown(kind *fact.Kind, rows []sheet.Row) int {
	n := 0
	for _, r := range rows {
		if _, confidence, _ := best(kind, at(r, 1)); confidence >= 0.9 {
			n++
		}
	}
	return n
}
