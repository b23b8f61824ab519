package intake

import (
	"strconv"
	"strings"

	"lianzhang/internal/fact"
	"lianzhang/internal/firm"
	"lianzhang/internal/intake/cell"
	"lianzhang/internal/intake/sheet"
	"lianzhang/internal/region"
)

// reading is a row while its cells are read.
type reading struct {
	*walk
	row     int
	values  map[string]any
	col     map[string]int // column of each field
	raw     map[string]string
	stubs   map[string]string
	blocked bool
	hollow  map[string]bool // fields whose cell was a placeholder
}

// read turns one row into items and hands them on.
func (w *walk) read(r *sheet.Row) error {
	rd := &reading{walk: w, row: r.N, values: make(map[string]any, len(w.cols)), col: make(map[string]int, len(w.cols)), raw: map[string]string{}}
	var figures []Item
	for i := range w.cols {
		col := &w.cols[i]
		c := sheet.Cell{}
		if col.Col <= len(r.Cells) {
			c = r.Cells[col.Col-1]
		}
		if col.Spread != nil {
			if it, ok := rd.figure(col, c); ok {
				figures = append(figures, it)
			}
			continue
		}
		rd.cell(col, c)
	}
	rd.fromCaptions()
	rd.nodes()
	if len(figures) > 0 {
		return rd.emitFigures(figures)
	}
	rd.required("")
	rd.rules()
	return w.put(Item{Sheet: w.name, Row: r.N, Values: rd.values, Stubs: rd.stubs, Blocked: rd.blocked})
}

// cell reads one cell into the row.
func (rd *reading) cell(col *colPlan, c sheet.Cell) {
	f := col.Field
	rd.col[f.ID] = col.Col
	if f.Type == fact.Node && c.Kind != sheet.Empty {
		rd.raw[f.ID] = strings.TrimSpace(c.Text)
		return
	}
	if c.Kind == sheet.Empty && !c.NoCache && !c.Picture {
		return
	}
	res := rd.parser.Parse(col.cell, c)
	if res.Pending != "" && rd.Stubs {
		rd.stub(f, res.Pending)
		return
	}
	rd.take(f, &res)
	if f.Type == fact.USCC {
		rd.raw[f.ID] = strings.TrimSpace(c.Text)
	}
}

// take keeps the value and the notes of a cell.
func (rd *reading) take(f *fact.Field, res *cell.Result) {
	for _, n := range res.Notes {
		rd.say(f.ID, n)
		if n.Code == "PLACEHOLDER" {
			if rd.hollow == nil {
				rd.hollow = map[string]bool{}
			}
			rd.hollow[f.ID] = true
		}
	}
	if res.Value != nil && !res.Blocked() {
		rd.values[f.ID] = res.Value
	}
}

// say places a note on the cell of a field.
func (rd *reading) say(field string, n cell.Note) {
	if n.Severity == cell.Wrong {
		rd.blocked = true
	}
	rd.log.add(finding(rd.name, rd.row, rd.col[field], field, n))
}

func (rd *reading) stub(f *fact.Field, text string) {
	if rd.stubs == nil {
		rd.stubs = map[string]string{}
	}
	rd.stubs[f.ID] = text
	rd.say(f.ID, note(cell.Warned, "FIRM_STUB", "text", short(text)))
}

// fromCaptions fills in what a title above the table says for all rows.
func (rd *reading) fromCaptions() {
	cap := rd.layout.Captions
	has := func(id string) bool { return rd.Kind.Field(id) != nil && rd.layout.Of(id) == nil }
	if has("year") && rd.year() > 0 {
		rd.values["year"] = rd.year()
	}
	if rd.Kind.Name == "statistic" {
		if has("unit") && cap.Unit != "" {
			rd.values["unit"] = cap.Unit
		}
		if has("indicator") && cap.Indicator != "" {
			rd.values["indicator"] = cap.Indicator
		}
	}
}

// year is the year that the header of a figure or a caption names, or 0.
func (rd *reading) year() int64 {
	text := ""
	for _, col := range rd.cols {
		if col.Year != "" && col.Spread == nil {
			text = col.Year
		}
	}
	if p := rd.layout.Captions.Period; text == "" && len(p) >= 4 {
		text = p[:4]
	}
	y, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0
	}
	return y
}

// nodes resolves references to nodes, which need the chain of the row.
func (rd *reading) nodes() {
	for i := range rd.cols {
		f := rd.cols[i].Field
		text := rd.raw[f.ID]
		if f.Type != fact.Node || text == "" {
			continue
		}
		chain, _ := rd.values["chain"].(string)
		res := rd.parser.Node(chain, text)
		rd.take(f, &res)
	}
}

// required notes required fields that the row leaves empty.
func (rd *reading) required(except string) {
	for i := range rd.Kind.Fields {
		f := &rd.Kind.Fields[i]
		if !f.Required || f.ID == except || rd.values[f.ID] != nil || rd.stubs[f.ID] != "" {
			continue
		}
		if rd.hollow[f.ID] || !rd.complained(f.ID) {
			rd.say(f.ID, note(cell.Wrong, "REQUIRED", "field", f.Label.Zh))
		}
	}
}

// complained tells whether the cell of the field has an error already.
func (rd *reading) complained(field string) bool {
	list := rd.log.list
	for i := len(list) - 1; i >= 0 && list[i].Row == rd.row && list[i].Sheet == rd.name; i-- {
		if list[i].Field == field && list[i].Severity == cell.Wrong {
			return true
		}
	}
	return rd.blocked && len(list) >= maxFindings
}

// figure reads a cell of a wide table; false when it is empty.
func (rd *reading) figure(col *colPlan, c sheet.Cell) (Item, bool) {
	if c.Kind == sheet.Empty && !c.NoCache {
		return Item{}, false
	}
	rd.col["value"] = col.Col
	before := rd.blocked
	rd.blocked = false
	res := rd.parser.Parse(col.cell, c)
	rd.take(col.Field, &res)
	it := Item{Sheet: rd.name, Row: rd.row, Col: col.Col, Values: map[string]any{"indicator": col.Spread.Indicator}, Blocked: rd.blocked}
	rd.blocked = before
	if col.Spread.Unit != "" {
		it.Values["unit"] = col.Spread.Unit
	} else {
		it.Values["unit"] = "无单位"
	}
	if col.Spread.Year != 0 {
		it.Values["year"] = col.Spread.Year
	}
	v := rd.values["value"]
	delete(rd.values, "value")
	if v == nil && !it.Blocked {
		return Item{}, false
	}
	it.Values["value"] = v
	return it, true
}

// emitFigures joins the figures of a wide row with its place and year.
func (rd *reading) emitFigures(figures []Item) error {
	if place := rd.text("region"); place != "" && !rd.Scope.Sees(region.Code(place)) {
		rd.say("region", note(cell.Wrong, "REGION_SCOPE", "code", place))
	}
	for _, f := range figures {
		for k, v := range rd.values {
			if f.Values[k] == nil {
				f.Values[k] = v
			}
		}
		for _, id := range []string{"region", "year"} {
			if f.Values[id] == nil && !rd.complained(id) {
				rd.say(id, note(cell.Wrong, "REQUIRED", "field", rd.Kind.Field(id).Label.Zh))
			}
		}
		f.Blocked = f.Blocked || rd.blocked
		if err := rd.put(f); err != nil {
			return err
		}
	}
	return nil
}

func maskPersonal(s string) string {
	if firm.Personal(s) {
		return firm.Mask(s)
	}
	return s
}
