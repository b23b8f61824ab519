package atlas

import (
	"context"
	"fmt"
	"strings"

	"lianzhang/internal/access"
	"lianzhang/internal/chain"
	"lianzhang/internal/date"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/list"
	"lianzhang/internal/message"
	"lianzhang/internal/money"
	"lianzhang/internal/paper"
	"lianzhang/internal/region"
)

// ListSheet is one list ready for a workbook.
type ListSheet struct {
	Definition *list.Definition
	Edition    *list.Edition
}

// sheetWords are the fixed words of a list on paper.
var sheetWords = map[string]word{
	"place": {"地区", "Region"}, "chain": {"产业链", "Chain"}, "date": {"数据日期", "Data of"}, "edition": {"版次", "Edition"},
	"draft": {"草稿，未经签发", "Draft, not signed"}, "rank": {"序号", "No."}, "node": {"对应环节", "Node"}, "evidence": {"依据记录", "Evidence"},
	"day": {"数据日期", "Date"}, "demo": {"演示数据", "Demonstration data"}, "aside": {"另有 %d 项因信息不足或待核定未列入", "%d more are set aside for want of facts or a decision"},
	"signed": {"签发人：", "Signed by: "}, "page": {"第 %s 页 共 %s 页", "Page %s of %s"}, "row_demo": {"（演示）", " (demo)"}, "origin": {"依据", "Basis"},
}

// ListBook writes lists as a workbook, one sheet each, with print layout. Every
// row cites its node, its evidence and its date.
func ListBook(t *chain.Template, sheets []ListSheet, lang message.Lang) *paper.Book {
	book := &paper.Book{Page: sheetWords["page"].in(lang)}
	for _, s := range sheets {
		book.Sheets = append(book.Sheets, listSheet(t, s, lang))
	}
	return book
}

func listSheet(t *chain.Template, s ListSheet, lang message.Lang) paper.Sheet {
	w := func(key string) string { return sheetWords[key].in(lang) }
	d, e := s.Definition, s.Edition
	sheet := paper.Sheet{Name: label(d.Name.Zh, d.Name.En, lang), Title: label(d.Name.Zh, d.Name.En, lang), Portrait: d.Portrait}
	state := w("draft")
	if e.Number > 0 {
		state = fmt.Sprintf("%s %d", w("edition"), e.Number)
	}
	sheet.Lines = []string{
		fmt.Sprintf("%s：%s    %s：%s    %s", w("place"), region.FullName(e.Region), w("chain"), label(t.Name.Zh, t.Name.En, lang), state),
		fmt.Sprintf("%s：%s    %s", w("origin"), d.Origin.Document, label(d.Note.Zh, d.Note.En, lang)),
	}
	if e.MadeAt > 0 {
		sheet.Lines[0] += fmt.Sprintf("    %s：%s", w("date"), date.Today(date.FromMillis(e.MadeAt)))
	}
	if e.Demo {
		sheet.Stamp = w("demo")
	}
	sheet.Columns = append(sheet.Columns, paper.Column{Label: w("rank"), Format: paper.Whole, Width: 6})
	for i := range d.Columns {
		c := &d.Columns[i]
		heading := label(c.Label.Zh, c.Label.En, lang)
		if c.Unit != "" {
			heading += "（" + c.Unit + "）"
		}
		sheet.Columns = append(sheet.Columns, paper.Column{Label: heading, Format: paperFormat(c), Width: c.Width})
	}
	sheet.Columns = append(sheet.Columns, paper.Column{Label: w("node"), Width: 14}, paper.Column{Label: w("evidence"), Width: 22}, paper.Column{Label: w("day"), Width: 11})
	for i := range e.Content.Rows {
		sheet.Rows = append(sheet.Rows, listRow(d, &e.Content.Rows[i], lang))
	}
	if n := len(e.Content.Aside); n > 0 {
		sheet.Foot = append(sheet.Foot, fmt.Sprintf(w("aside"), n))
	}
	sheet.Foot = append(sheet.Foot, w("signed"))
	return sheet
}

func listRow(d *list.Definition, r *list.Row, lang message.Lang) []any {
	cells := []any{float64(r.Rank)}
	for i := range d.Columns {
		v := cell(&d.Columns[i], r.Cells[d.Columns[i].ID], lang)
		if text, ok := v.(string); ok && i == 0 && r.Demo {
			v = text + sheetWords["row_demo"].in(lang)
		}
		cells = append(cells, v)
	}
	evidence := strings.Join(r.Evidence[:min(3, len(r.Evidence))], " ")
	if more := len(r.Evidence) - 3; more > 0 {
		evidence += fmt.Sprintf(" +%d", more)
	}
	return append(cells, or(r.NodeName), or(evidence), or(r.Date))
}

// or makes an empty text unknown.
func or(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// cell turns the value of a column into what is written on paper.
func cell(c *list.Column, v any, lang message.Lang) any {
	switch x := v.(type) {
	case float64:
		switch c.Format {
		case list.AsMoney:
			if unit, ok := money.Unit(c.Unit); ok {
				return x / (float64(unit) / 100)
			}
		case list.AsPercent:
			return x / 100
		}
		return x
	case string:
		if c.Format == list.AsClass {
			if name, ok := classWords[diagnosis.Class(x)]; ok {
				return name.in(lang)
			}
		}
		return x
	case bool:
		if x {
			return "✓"
		}
		return ""
	case []string:
		return strings.Join(x, "、")
	case []any:
		parts := make([]string, len(x))
		for i := range x {
			parts[i] = fmt.Sprint(x[i])
		}
		return strings.Join(parts, "、")
	}
	return v
}

func paperFormat(c *list.Column) paper.Format {
	switch c.Format {
	case list.AsMoney:
		return paper.TwoDecimals
	case list.AsPercent, list.AsShare:
		return paper.Percent
	case list.AsNumber:
		if c.ID == "lq" {
			return paper.TwoDecimals
		}
		return paper.Whole
	}
	return paper.Plain
}

func label(zh, en string, lang message.Lang) string {
	if lang == message.English && en != "" {
		return en
	}
	return zh
}

// Sheets makes the sheets of a list, or of every part of a book, from the data
// of now.
func Sheets(ctx context.Context, a *Atlas, scope access.Scope, d *list.Definition, t *chain.Template, place region.Code) ([]ListSheet, error) {
	parts := []*list.Definition{d}
	if len(d.Parts) > 0 {
		parts = nil
		for _, id := range d.Parts {
			parts = append(parts, list.Find(list.Definitions(), id))
		}
	}
	var sheets []ListSheet
	for _, part := range parts {
		e, err := a.Draft(ctx, scope, part, t, place, nil)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, ListSheet{part, e})
	}
	return sheets, nil
}
