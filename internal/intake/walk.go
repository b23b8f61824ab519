package intake

import (
	"regexp"
	"slices"
	"strings"

	"lianzhang/internal/fact"
	"lianzhang/internal/intake/cell"
	"lianzhang/internal/intake/header"
	"lianzhang/internal/intake/sheet"
	"lianzhang/internal/money"
)

// walk reads the rows of one sheet below its header.
type walk struct {
	*check
	name   string
	info   *sheet.Info
	layout *header.Layout
	out    *SheetReport
	parser *cell.Parser
	cols   []colPlan
	fill   map[int]fillDown // by column: the merged block being filled
	merges map[int][]sheet.Range
	blank  int
	hidden int
	filled int
	done   int
}

// colPlan is what to do with a column.
type colPlan struct {
	header.Column
	cell cell.Column
}

type fillDown struct {
	until int
	cell  sheet.Cell
}

// sheet reads the rows of sheet i.
func (c *check) sheet(i int, layout *header.Layout) error {
	w := c.walk(i, layout)
	each := w.row
	if c.twin != nil {
		other := c.twin.walk(i, layout)
		defer other.sheetNotes()
		each = func(r *sheet.Row) error {
			same := sheet.Row{N: r.N, Hidden: r.Hidden, Cells: slices.Clone(r.Cells)}
			if err := other.row(&same); err != nil {
				return err
			}
			return w.row(r)
		}
	}
	if err := c.file.Rows(c.ctx, i, each); err != nil {
		return err
	}
	w.sheetNotes()
	return nil
}

// walk begins to read sheet i.
func (c *check) walk(i int, layout *header.Layout) *walk {
	info := &c.file.Sheets[i]
	w := &walk{
		check: c, name: info.Name, info: info, layout: layout, out: &c.report.Sheets[i],
		parser: &cell.Parser{Today: c.Today, AsOf: c.asOfDay(c.Today), Date1904: c.file.Date1904, Look: c.look},
		fill:   map[int]fillDown{}, merges: map[int][]sheet.Range{},
	}
	c.look.edition = c.editionOf(layout)
	w.out.Taken, w.out.HeaderRow, w.out.Unit, w.out.Columns = true, layout.Row, layout.Captions.Unit, columnInfos(layout)
	w.headerNotes()
	for _, m := range info.Merges {
		if m.Row1 > layout.Row && m.Row2 > m.Row1 {
			w.merges[m.Row1] = append(w.merges[m.Row1], m)
		}
	}
	return w
}

// editionOf is the edition of GB/T 4754 that was chosen, or else that a title of
// the column or a line above the table names.
func (c *check) editionOf(layout *header.Layout) string {
	if c.IndustryEdition != "" {
		return c.IndustryEdition
	}
	for _, col := range layout.Columns {
		if col.Field != nil && col.Field.Type == fact.Industry {
			if e := editionIn(col.Title + " " + col.Unit); e != "" {
				return e
			}
		}
	}
	for _, line := range layout.Captions.Lines {
		if e := editionIn(line); e != "" && strings.Contains(line, "4754") {
			return e
		}
	}
	return ""
}

// headerNotes tells what the header said and plans the columns.
func (w *walk) headerNotes() {
	for _, n := range w.layout.Notes {
		w.log.add(finding(w.name, n.Row, n.Col, "", n.Note))
	}
	for _, col := range w.layout.Columns {
		if col.Field == nil {
			continue
		}
		plan := colPlan{Column: col, cell: cell.Column{Field: col.Field, Unit: col.Unit, Caption: w.layout.Captions.Unit}}
		if col.Field.Type == "money" {
			unit := col.Field.Unit
			for _, u := range []string{w.layout.Captions.Unit, col.Unit} {
				if _, ok := money.Unit(u); ok {
					unit = u
				}
			}
			if cell.ForeignCurrency(col.Unit+col.Title) != "" {
				plan.cell.Unit = cell.ForeignCurrency(col.Unit + col.Title)
			} else {
				w.log.add(finding(w.name, w.layout.Row, col.Col, col.Field.ID, note(cell.Normalised, "UNIT_READ", "field", col.Field.Label.Zh, "unit", unit)))
			}
		}
		w.cols = append(w.cols, plan)
	}
	if p := w.layout.Captions.Period; p != "" && w.AsOf != "" && differentPeriod(p, w.AsOf) {
		w.log.add(finding(w.name, 0, 0, "", note(cell.Warned, "PERIOD_MISMATCH", "file", p, "given", w.AsOf)))
	}
}

// differentPeriod compares as much as both name.
func differentPeriod(a, b string) bool {
	if a[:4] != b[:min(4, len(b))] {
		return true
	}
	return len(a) > 4 && len(b) > 4 && a[4] == b[4] && a != b
}

func (w *walk) sheetNotes() {
	tell := func(sev cell.Severity, code string, n int) {
		if n > 0 {
			w.log.add(finding(w.name, 0, 0, "", note(sev, code, "n", itoa(n))))
		}
	}
	tell(cell.Warned, "HIDDEN_ROWS", w.hidden)
	tell(cell.Warned, "HIDDEN_COLUMNS", w.info.HiddenCols)
	tell(cell.Normalised, "ROWS_BLANK", w.blank)
	tell(cell.Warned, "MERGED_FILLED", w.filled)
	if w.info.Hidden {
		w.log.add(finding(w.name, 0, 0, "", note(cell.Warned, "SHEET_HIDDEN", "sheet", w.name)))
	}
	if w.info.Filtered {
		w.log.add(finding(w.name, 0, 0, "", note(cell.Normalised, "SHEET_FILTERED")))
	}
}

// row reads one row of the file.
func (w *walk) row(r *sheet.Row) error {
	if r.N <= w.layout.Row {
		return nil
	}
	w.applyMerges(r)
	w.correct(r)
	if r.Hidden {
		w.hidden++
		if w.SkipHidden {
			return nil
		}
	}
	if w.skip(r) {
		return nil
	}
	w.report.Rows++
	if w.seen != nil && w.report.Rows%1000 == 0 {
		w.seen(w.report.Rows)
	}
	w.grid(r)
	if w.again != nil && !w.again.rows[w.name][r.N] {
		w.other(r)
		return nil
	}
	return w.read(r)
}

// applyMerges fills merged blocks down in columns that allow it.
func (w *walk) applyMerges(r *sheet.Row) {
	for _, m := range w.merges[r.N] {
		for _, col := range w.cols {
			if col.Col != m.Col1 || m.Col1 > len(r.Cells) {
				continue
			}
			if !col.Field.Groupable {
				w.log.add(finding(w.name, r.N, m.Col1, col.Field.ID, note(cell.Warned, "MERGED_NOT_FILLED", "field", col.Field.Label.Zh)))
				continue
			}
			w.fill[m.Col1] = fillDown{m.Row2, r.Cells[m.Col1-1]}
		}
	}
	for col, f := range w.fill {
		if r.N > f.until {
			delete(w.fill, col)
			continue
		}
		for len(r.Cells) < col {
			r.Cells = append(r.Cells, sheet.Cell{})
		}
		if r.Cells[col-1].Kind == sheet.Empty {
			r.Cells[col-1] = f.cell
			w.filled++
		}
	}
}

// correct puts the user's corrections in place of cells.
func (w *walk) correct(r *sheet.Row) {
	if len(w.Cells) == 0 {
		return
	}
	for _, col := range w.cols {
		text, ok := w.Cells[w.name+"!"+sheet.Ref(r.N, col.Col)]
		if !ok {
			continue
		}
		for len(r.Cells) < col.Col {
			r.Cells = append(r.Cells, sheet.Cell{})
		}
		c := sheet.Cell{Text: text}
		if text != "" {
			c.Kind = sheet.Text
		}
		r.Cells[col.Col-1] = c
	}
}

var (
	subtotal = regexp.MustCompile(`^[\s　]*(合\s*计|小\s*计|总\s*计|共\s*计|累\s*计|汇\s*总|[一二三四五六七八九十]+、.*小计)[\s　:：]*`)
	footnote = regexp.MustCompile(`^[\s　]*(注\s*[:：\d]|注释|说明\s*[:：]|备注\s*[:：]|填表人|制表人|填报人|审核人|负责人\s*[:：]|数据来源|资料来源|来源\s*[:：]|联系人\s*[:：]|联系电话\s*[:：]|\d[.、].{12,})`)
)

// skip tells whether a row is no data: blank, a total, a note below the table.
func (w *walk) skip(r *sheet.Row) bool {
	first, n := -1, 0
	for _, col := range w.cols {
		if col.Col <= len(r.Cells) {
			if c := r.Cells[col.Col-1]; c.Kind != sheet.Empty && strings.TrimSpace(c.Text) != "" || c.NoCache {
				n++
			}
		}
	}
	texts := 0
	for i, c := range r.Cells {
		if c.Kind != sheet.Empty && strings.TrimSpace(c.Text) != "" {
			if texts++; first < 0 {
				first = i
			}
		}
	}
	switch {
	case first < 0 && n == 0:
		w.blank++
		return true
	case first >= 0 && strings.HasPrefix(r.Cells[first].Text, sampleMark):
		w.log.add(finding(w.name, r.N, first+1, "", note(cell.Normalised, "ROW_SAMPLE")))
		return true
	case first >= 0 && subtotal.MatchString(r.Cells[first].Text):
		w.log.add(finding(w.name, r.N, first+1, "", note(cell.Normalised, "ROW_SUBTOTAL", "text", short(r.Cells[first].Text))))
		return true
	case first >= 0 && footnote.MatchString(r.Cells[first].Text) && (texts <= 2 || n <= 1),
		texts == 1 && first >= 0 && len(w.cols) > 2 && strings.HasPrefix(r.Cells[first].Text, "　　"):
		w.log.add(finding(w.name, r.N, first+1, "", note(cell.Normalised, "ROW_NOTE", "text", short(r.Cells[first].Text))))
		return true
	case n == 0:
		w.blank++
		return true
	}
	return false
}

func (w *walk) grid(r *sheet.Row) {
	if len(w.out.Grid) >= maxGrid {
		return
	}
	g := GridRow{Row: r.N, Cells: make([]string, 0, len(r.Cells))}
	for i, c := range r.Cells {
		text := c.Text
		if slices.ContainsFunc(w.cols, func(p colPlan) bool { return p.Col == i+1 && p.Field.Type == "uscc" }) {
			text = maskPersonal(text)
		}
		if rs := []rune(text); len(rs) > maxShown {
			text = string(rs[:maxShown]) + "…"
		}
		g.Cells = append(g.Cells, text)
	}
	w.out.Grid = append(w.out.Grid, g)
}
