// Package paper makes documents for people to print and pass on. A [Book] is a
// workbook whose sheets are ready for the printer: title, source line, repeated
// header, page numbers, and cells that no spreadsheet program takes for a
// formula.
package paper

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Format says how the cells of a column are written.
type Format int

// Formats of columns. Numbers are written as numbers with that many decimals.
const (
	Plain Format = iota
	Whole
	OneDecimal
	TwoDecimals
	Percent // 0.05 is shown as 5.0%
)

// Column is one column of a sheet.
type Column struct {
	Label  string
	Format Format
	Width  float64 // characters; 0 chooses by the label
}

// Sheet is one table.
type Sheet struct {
	Name     string // of the tab; cut and cleaned as Excel demands
	Title    string
	Lines    []string // under the title: place, chain, date, unit, source
	Columns  []Column
	Rows     [][]any // nil is unknown and shows as —; float64, int, string, bool
	Foot     []string
	Portrait bool
	Stamp    string // such as 演示数据, in the page header
}

// Book is a workbook.
type Book struct {
	Sheets []Sheet
	Page   string // page footer with %s for page and pages, such as "第 %s 页 共 %s 页"
}

// Unknown is what an unknown value shows as.
const Unknown = "—"

// WriteTo writes the workbook as xlsx. The same book gives the same bytes.
func (b *Book) WriteTo(w io.Writer) (int64, error) {
	f := excelize.NewFile()
	defer f.Close()
	styles, err := newStyles(f)
	if err != nil {
		return 0, err
	}
	used := map[string]bool{}
	for i := range b.Sheets {
		name := tabName(b.Sheets[i].Name, used)
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err != nil {
			return 0, fmt.Errorf("sheet %s: %w", name, err)
		}
		if err := b.sheet(f, name, &b.Sheets[i], styles); err != nil {
			return 0, fmt.Errorf("sheet %s: %w", name, err)
		}
	}
	if err := f.SetDocProps(&excelize.DocProperties{Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z", Creator: "Lianzhang"}); err != nil {
		return 0, err
	}
	return f.WriteTo(w)
}

func (b *Book) sheet(f *excelize.File, name string, s *Sheet, styles *styles) error {
	last, err := excelize.ColumnNumberToName(max(len(s.Columns), 1))
	if err != nil {
		return err
	}
	row := 1
	line := func(text string, style int, height float64) error {
		cell := fmt.Sprintf("A%d", row)
		if err := f.MergeCell(name, cell, fmt.Sprintf("%s%d", last, row)); err != nil {
			return err
		}
		if err := f.SetCellStr(name, cell, text); err != nil {
			return err
		}
		if err := f.SetRowHeight(name, row, height); err != nil {
			return err
		}
		row++
		return f.SetCellStyle(name, cell, cell, style)
	}
	if err := line(s.Title, styles.title, 30); err != nil {
		return err
	}
	for _, text := range s.Lines {
		if err := line(text, styles.note, 18); err != nil {
			return err
		}
	}
	head := row
	if err := header(f, name, s, head, styles); err != nil {
		return err
	}
	for i, cells := range s.Rows {
		if err := body(f, name, s, head+1+i, cells, styles); err != nil {
			return err
		}
	}
	row = head + 1 + len(s.Rows)
	for _, text := range s.Foot {
		if err := line(text, styles.note, 18); err != nil {
			return err
		}
	}
	return b.layout(f, name, s, head, row-1, last)
}

func header(f *excelize.File, name string, s *Sheet, row int, styles *styles) error {
	for i, c := range s.Columns {
		cell, err := excelize.CoordinatesToCellName(i+1, row)
		if err != nil {
			return err
		}
		col, _ := excelize.ColumnNumberToName(i + 1)
		width := c.Width
		if width == 0 {
			width = float64(utf8.RuneCountInString(c.Label))*2 + 4
		}
		if err := f.SetColWidth(name, col, col, width); err != nil {
			return err
		}
		if err := f.SetCellStr(name, cell, c.Label); err != nil {
			return err
		}
		if err := f.SetCellStyle(name, cell, cell, styles.head); err != nil {
			return err
		}
	}
	return f.SetRowHeight(name, row, 32)
}

func body(f *excelize.File, name string, s *Sheet, row int, cells []any, styles *styles) error {
	for i, c := range s.Columns {
		cell, err := excelize.CoordinatesToCellName(i+1, row)
		if err != nil {
			return err
		}
		var value any
		if i < len(cells) {
			value = cells[i]
		}
		style := styles.cell[c.Format]
		switch v := value.(type) {
		case nil:
			err, style = f.SetCellStr(name, cell, Unknown), styles.unknown
		case string:
			// Text stays text: SetCellStr writes a shared string, never a formula.
			err, style = f.SetCellStr(name, cell, v), styles.cell[Plain]
		default:
			err = f.SetCellValue(name, cell, v)
		}
		if err != nil {
			return err
		}
		if err := f.SetCellStyle(name, cell, cell, style); err != nil {
			return err
		}
	}
	return nil
}

// layout sets what the printer needs: A4, one page wide, the header repeated.
func (b *Book) layout(f *excelize.File, name string, s *Sheet, head, last int, lastColumn string) error {
	orientation, size, wide, tall := "landscape", 9, 1, 0
	if s.Portrait {
		orientation = "portrait"
	}
	fit := true
	steps := []error{
		f.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &orientation, Size: &size, FitToWidth: &wide, FitToHeight: &tall}),
		f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}),
		f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{
			OddHeader: "&R" + escapeHeader(s.Stamp),
			OddFooter: "&C" + fmt.Sprintf(b.page(), "&P", "&N"),
		}),
		f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%d", name, head, head), Scope: name}),
		f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: fmt.Sprintf("'%s'!$A$1:$%s$%d", name, lastColumn, last), Scope: name}),
		f.SetPanes(name, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: head, TopLeftCell: fmt.Sprintf("B%d", head+1), ActivePane: "bottomRight"}),
	}
	for _, err := range steps {
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *Book) page() string {
	if b.Page == "" {
		return "%s / %s"
	}
	return b.Page
}

func escapeHeader(s string) string { return strings.ReplaceAll(s, "&", "&&") }

// tabName makes a name that Excel accepts: at most 31 characters, none of
// []:*?/\, not used before.
func tabName(name string, used map[string]bool) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return ' '
		}
		return r
	}, name)
	cut := func(n int) string {
		r := []rune(name)
		return string(r[:min(len(r), n)])
	}
	out := strings.TrimSpace(cut(31))
	if out == "" {
		out = "1"
	}
	for i := 2; used[strings.ToLower(out)]; i++ {
		out = fmt.Sprintf("%s %d", cut(27), i)
	}
	used[strings.ToLower(out)] = true
	return out
}
