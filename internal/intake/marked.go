package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"lianzhang/internal/intake/cell"
	"lianzhang/internal/intake/header"
	"lianzhang/internal/intake/sheet"
	"lianzhang/internal/message"
	"lianzhang/internal/store"
)

// Colours of marked cells, as a fill: errors, warnings. Each has a comment, so
// that colour is not the only sign.
const (
	errorFill   = "F8CBAD"
	warningFill = "FFE699"
)

// maxComments bounds the comments of a returned workbook: beyond some
// thousands, spreadsheets open slowly; the first column still says everything.
const maxComments = 2000

// Marked writes the workbook that goes back to the giver: his own rows with the
// wrong cells coloured and commented, what is wrong in a first column 错误信息,
// and a summary. It can be corrected and uploaded again as it is.
func Marked(ctx context.Context, tx *store.Tx, im *store.Import, lang message.Lang, to io.Writer) error {
	in, err := input(ctx, tx, im)
	if err != nil {
		return err
	}
	m := &marked{ctx: ctx, lang: lang, byRow: map[string]map[int][]Finding{}, book: excelize.NewFile(), in: in}
	defer m.book.Close()
	report, err := Preview(ctx, tx, in, m.note)
	if err != nil {
		return err
	}
	if err := m.write(report); err != nil {
		return err
	}
	return m.book.Write(to)
}

// marked builds a returned workbook.
type marked struct {
	ctx      context.Context
	lang     message.Lang
	in       Input
	book     *excelize.File
	byRow    map[string]map[int][]Finding // sheet → row → findings
	whole    []Finding                    // of the file or a sheet
	comments int
	styles   map[string]int
}

// note gathers errors and warnings by row.
func (m *marked) note(f Finding) {
	if f.Severity == cell.Normalised {
		return
	}
	if f.Row == 0 {
		m.whole = append(m.whole, f)
		return
	}
	if m.byRow[f.Sheet] == nil {
		m.byRow[f.Sheet] = map[int][]Finding{}
	}
	m.byRow[f.Sheet][f.Row] = append(m.byRow[f.Sheet][f.Row], f)
}

func (m *marked) write(report *Report) error {
	if err := m.makeStyles(); err != nil {
		return err
	}
	if err := m.book.SetSheetName("Sheet1", summarySheet); err != nil {
		return err
	}
	file, err := sheet.Open(m.in.Path)
	if err != nil {
		if _, refused := Refusal(err); !refused {
			return err
		}
		return m.summary(report)
	}
	defer file.Close()
	if err := m.meta(report); err != nil {
		return err
	}
	for i := range file.Sheets {
		if i < len(report.Sheets) && (report.Sheets[i].Taken || report.Sheets[i].HeaderRow > 0) {
			if err := m.copySheet(file, i, &report.Sheets[i]); err != nil {
				return err
			}
		}
	}
	return m.summary(report)
}

// meta keeps when the sheet was made, so that it is compared again when it
// comes back.
func (m *marked) meta(report *Report) error {
	if report.mark == nil {
		return nil
	}
	if _, err := m.book.NewSheet(metaSheet); err != nil {
		return err
	}
	if err := m.book.SetSheetVisible(metaSheet, false, true); err != nil {
		return err
	}
	return writeMeta(m.book, m.in.Kind, report.mark)
}

func (m *marked) makeStyles() error {
	m.styles = map[string]int{}
	for name, style := range map[string]*excelize.Style{
		"error":   {Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{errorFill}}, NumFmt: 49},
		"warning": {Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{warningFill}}, NumFmt: 49},
		"text":    {NumFmt: 49},
		"head":    {Font: &excelize.Font{Bold: true}, NumFmt: 49},
		"date":    {NumFmt: 14},
		"percent": {NumFmt: 10},
	} {
		id, err := m.book.NewStyle(style)
		if err != nil {
			return err
		}
		m.styles[name] = id
	}
	return nil
}

// copySheet writes the rows of a sheet one column to the right, with what is
// wrong in the first. Columns of merged headers stay readable: their cells are
// merged again.
func (m *marked) copySheet(file *sheet.File, i int, info *SheetReport) error {
	if _, err := m.book.NewSheet(info.Name); err != nil {
		return fmt.Errorf("sheet %s: %w", info.Name, err)
	}
	w, err := m.book.NewStreamWriter(info.Name)
	if err != nil {
		return err
	}
	shift := 1
	if len(info.Columns) > 0 && info.Columns[0].How == header.Passed && info.Columns[0].Col == 1 {
		shift = 0 // it went round before and has the column already
	}
	if err := w.SetColWidth(1, 1, 48); err != nil {
		return err
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: info.HeaderRow, TopLeftCell: fmt.Sprintf("A%d", info.HeaderRow+1), ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	err = file.Rows(m.ctx, i, func(r *sheet.Row) error {
		return w.SetRow(fmt.Sprintf("A%d", r.N), m.row(r, info, shift))
	})
	if err != nil {
		return err
	}
	for _, x := range file.Sheets[i].Merges {
		if err := w.MergeCell(sheet.Ref(x.Row1, x.Col1+shift), sheet.Ref(x.Row2, x.Col2+shift)); err != nil && !errors.Is(err, excelize.ErrParameterInvalid) {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return m.comment(info, shift)
}

// row is a row of the returned sheet.
func (m *marked) row(r *sheet.Row, info *SheetReport, shift int) []any {
	findings := m.byRow[info.Name][r.N]
	line := make([]any, len(r.Cells)+shift)
	for i, c := range r.Cells {
		if i+shift > 0 || shift == 1 {
			line[i+shift] = m.cell(c, sheet.Ref(r.N, i+1), info.Name, findings)
		}
	}
	switch {
	case r.N == info.HeaderRow:
		line[0] = excelize.Cell{StyleID: m.styles["head"], Value: header.ErrorTitle}
	case len(findings) > 0:
		line[0] = excelize.Cell{StyleID: m.styles[worst(findings)], Value: m.sentences(findings)}
	default:
		line[0] = nil
	}
	return line
}

// cell copies a cell with its type; a correction made on the web goes in.
func (m *marked) cell(c sheet.Cell, ref, sheetName string, findings []Finding) excelize.Cell {
	out := excelize.Cell{StyleID: m.styles["text"], Value: c.Text}
	if text, ok := m.in.Cells[sheetName+"!"+ref]; ok {
		out.Value = text
	} else if c.Kind == sheet.Number {
		switch n, err := number(c.Text); {
		case err != nil:
		case c.Date:
			out = excelize.Cell{StyleID: m.styles["date"], Value: n}
		case c.Percent:
			out = excelize.Cell{StyleID: m.styles["percent"], Value: n}
		default:
			out = excelize.Cell{Value: n}
		}
	} else if c.Kind == sheet.Empty {
		out = excelize.Cell{}
	}
	var own []Finding
	for _, f := range findings {
		if f.Cell == ref {
			own = append(own, f)
		}
	}
	if len(own) > 0 {
		out.StyleID = m.styles[worst(own)]
	}
	return out
}

func worst(findings []Finding) string {
	if slices.ContainsFunc(findings, func(f Finding) bool { return f.Severity == cell.Wrong || f.Severity == cell.Refused }) {
		return "error"
	}
	return "warning"
}

// sentences says everything that is wrong in a row.
func (m *marked) sentences(findings []Finding) string {
	parts := make([]string, 0, len(findings))
	for i := range findings {
		f := &findings[i]
		text := f.Message(m.lang)
		if fix := f.Suggestion(m.lang); fix != "" {
			text += fix
		}
		parts = append(parts, fmt.Sprintf("[%s] %s", f.Code, text))
	}
	return strings.Join(parts, "\n")
}

// comment puts the sentences on their cells.
func (m *marked) comment(info *SheetReport, shift int) error {
	rows := make([]int, 0, len(m.byRow[info.Name]))
	for n := range m.byRow[info.Name] {
		rows = append(rows, n)
	}
	slices.Sort(rows)
	for _, n := range rows {
		texts := map[string]string{}
		for _, f := range m.byRow[info.Name][n] {
			if f.Cell != "" {
				texts[f.Cell] += f.Message(m.lang) + f.Suggestion(m.lang) + "\n"
			}
		}
		for ref, text := range texts {
			row, col, ok := sheet.ParseRef(ref)
			if m.comments++; !ok || m.comments > maxComments {
				continue
			}
			if err := m.book.AddComment(info.Name, excelize.Comment{Cell: sheet.Ref(row, col+shift), Author: "链长", Text: strings.TrimSpace(text)}); err != nil {
				return err
			}
		}
	}
	return nil
}
