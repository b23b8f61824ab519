package intake

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"lianzhang/internal/chain"
	"lianzhang/internal/fact"
	"lianzhang/internal/intake/sheet"
)

// templateRows is how many rows of a template have drop-downs.
const templateRows = 2000

// Template writes the workbook to be filled in for a kind: a sheet with the
// header and a sample row, a page of instructions, drop-downs, and two hidden
// sheets with the lists and with the version of the template. Columns of codes
// have text format, so that a spreadsheet does not turn them into numbers.
//
// With a filling the workbook tells when it was made, and may hold the present
// records; nil leaves both out.
func Template(kind *fact.Kind, with *Filling, to io.Writer) error {
	t := &template{kind: kind, book: excelize.NewFile(), main: kind.Label.Zh, with: with}
	defer t.book.Close()
	rows := t.sample
	if with != nil && with.filled {
		rows = t.records
	}
	for _, step := range []func() error{t.sheets, t.columns, t.header, rows, t.help, t.meta} {
		if err := step(); err != nil {
			return fmt.Errorf("template of %s: %w", kind.Name, err)
		}
	}
	return t.book.Write(to)
}

type template struct {
	kind  *fact.Kind
	book  *excelize.File
	main  string
	with  *Filling
	lists int // columns used on the sheet of lists
}

func (t *template) sheets() error {
	if err := t.book.SetSheetName("Sheet1", t.main); err != nil {
		return err
	}
	for _, name := range []string{helpSheet, listSheet, metaSheet} {
		if _, err := t.book.NewSheet(name); err != nil {
			return err
		}
	}
	t.book.SetActiveSheet(0)
	for _, name := range []string{listSheet, metaSheet} {
		if err := t.book.SetSheetVisible(name, false, true); err != nil {
			return err
		}
	}
	return nil
}

// Title is the header of a field's column: the label, and the unit of amounts.
func Title(f *fact.Field) string {
	switch {
	case f.Type == fact.Money && f.Unit != "":
		return f.Label.Zh + "（" + f.Unit + "）"
	case f.Type == fact.Percent:
		return f.Label.Zh + "（%）"
	}
	return f.Label.Zh
}

func (t *template) header() error {
	plain, err := t.book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: solid("DDEBF7"), Border: border, Alignment: &excelize.Alignment{Horizontal: "center", WrapText: true}})
	if err != nil {
		return err
	}
	required, err := t.book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Color: "C00000"}, Fill: solid("DDEBF7"), Border: border, Alignment: &excelize.Alignment{Horizontal: "center", WrapText: true}})
	if err != nil {
		return err
	}
	for i := range t.kind.Fields {
		f := &t.kind.Fields[i]
		ref := sheet.Ref(1, i+1)
		if err := t.book.SetCellStr(t.main, ref, Title(f)); err != nil {
			return err
		}
		style := plain
		if f.Required {
			style = required
		}
		if err := t.book.SetCellStyle(t.main, ref, ref, style); err != nil {
			return err
		}
	}
	return t.book.SetPanes(t.main, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

func solid(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

var border = []excelize.Border{{Type: "bottom", Color: "8EA9DB", Style: 1}, {Type: "right", Color: "8EA9DB", Style: 1}}

// columns sets the format, width and drop-down of every column.
func (t *template) columns() error {
	text, err := t.book.NewStyle(&excelize.Style{NumFmt: 49})
	if err != nil {
		return err
	}
	for i := range t.kind.Fields {
		f := &t.kind.Fields[i]
		col := sheet.Column(i + 1)
		width := 14.0
		if f.Type == fact.Name || f.Type == fact.USCC || f.Type == fact.LongText || f.Type == fact.Firm {
			width = 26
		}
		if err := t.book.SetColWidth(t.main, col, col, width); err != nil {
			return err
		}
		if f.Type.Go() == fact.GoString || f.Type == fact.Year {
			if err := t.book.SetColStyle(t.main, col, text); err != nil {
				return err
			}
		}
		if options := dropDown(f); len(options) > 0 {
			if err := t.list(f, col, options); err != nil {
				return err
			}
		}
	}
	return nil
}

// dropDown are the words to choose from, if the field has any.
func dropDown(f *fact.Field) []string {
	var words []string
	switch f.Type {
	case fact.Enum:
		for _, o := range f.Options {
			words = append(words, o.Zh)
		}
	case fact.Bool:
		words = []string{"是", "否"}
	case fact.Chain:
		for _, c := range chain.Standard() {
			words = append(words, c.Name.Zh)
		}
	}
	return words
}

// list puts the words on the hidden sheet, names them and points the column at
// the name: a list typed into the cell itself may have only 255 characters.
func (t *template) list(f *fact.Field, col string, words []string) error {
	t.lists++
	at := sheet.Column(t.lists)
	for i, w := range words {
		if err := t.book.SetCellStr(listSheet, fmt.Sprintf("%s%d", at, i+1), w); err != nil {
			return err
		}
	}
	name := "list_" + f.ID
	ref := fmt.Sprintf("'%s'!$%s$1:$%s$%d", listSheet, at, at, len(words))
	if err := t.book.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: ref}); err != nil {
		return err
	}
	v := excelize.NewDataValidation(true)
	v.SetSqref(fmt.Sprintf("%s2:%s%d", col, col, templateRows))
	v.SetSqrefDropList(name)
	v.SetError(excelize.DataValidationErrorStyleWarning, f.Label.Zh, "请从下拉列表中选择。")
	return t.book.AddDataValidation(t.main, v)
}

// sample fills the second row with an example that the import passes over.
func (t *template) sample() error {
	style, err := t.book.NewStyle(&excelize.Style{Font: &excelize.Font{Italic: true, Color: "7F7F7F"}, NumFmt: 49})
	if err != nil {
		return err
	}
	for i := range t.kind.Fields {
		ref := sheet.Ref(2, i+1)
		if err := t.book.SetCellStr(t.main, ref, example(&t.kind.Fields[i], i == 0)); err != nil {
			return err
		}
		if err := t.book.SetCellStyle(t.main, ref, ref, style); err != nil {
			return err
		}
	}
	return nil
}

// sampleMark begins the first cell of the sample row.
const sampleMark = "示例："

// example is a value as it should be typed.
func example(f *fact.Field, first bool) string {
	text := map[fact.Type]string{fact.Name: "演示企业有限公司", fact.USCC: "91330100DEM0000149", fact.Division: "330522", fact.Industry: "C3841", fact.Date: "2025-06-30",
		fact.Year: "2025", fact.Count: "120", fact.Number: "3.5", fact.Percent: "12.5", fact.Money: "3500", fact.Bool: "是", fact.HS: "850760", fact.Meas: ">800",
		fact.Firm: "演示企业有限公司", fact.Phone: "0572-1234567", fact.URL: "https://example.cn/", fact.List: "甲、乙", fact.Text: "文字", fact.LongText: "文字"}[f.Type]
	if words := dropDown(f); len(words) > 0 {
		text = words[0]
	}
	if first {
		return sampleMark + text
	}
	return text
}

// help writes the page of instructions.
func (t *template) help() error {
	lines := [][]any{
		{"填写说明：" + t.kind.Label.Zh}, {"1. 红色列名为必填。第 2 行是示例，导入时自动跳过，可以删除。"},
		{"2. 可以增删、调换列，也可以直接导入自己的表；系统按列名识别。"}, {"3. 金额按列名中的单位填写；个别单元格可写明单位，例如 1.2亿元。"},
		{"4. 代码列为文本格式，请勿改成数字。没有数据时留空，不要填 0、无或“-”。"}, {"5. 导入前会先检查并逐格提示，确认后才写入，写入后可以撤销。"}, {},
		{"列名", "必填", "填写要求", "可用的其他列名"},
	}
	for i := range t.kind.Fields {
		f := &t.kind.Fields[i]
		required := ""
		if f.Required {
			required = "必填"
		}
		lines = append(lines, []any{Title(f), required, rule(f), strings.Join(f.Synonyms, "、")})
	}
	for i, line := range lines {
		if err := t.book.SetSheetRow(helpSheet, fmt.Sprintf("A%d", i+1), &line); err != nil {
			return err
		}
	}
	if err := t.book.SetColWidth(helpSheet, "A", "A", 26); err != nil {
		return err
	}
	return t.book.SetColWidth(helpSheet, "C", "D", 60)
}

// rule says in one sentence how a field is filled in.
func rule(f *fact.Field) string {
	text := map[fact.Type]string{
		fact.USCC: "18 位统一社会信用代码", fact.Division: "6 位区划代码，或能区分的全称", fact.Industry: "GB/T 4754-2017 代码或名称", fact.Date: "2025、2025-06 或 2025-06-30",
		fact.Year: "四位年份", fact.Count: "整数", fact.Number: "数值", fact.Percent: "百分数，5% 填 5", fact.Money: "数值，单位为" + f.Unit, fact.Bool: "是或否",
		fact.HS: "4、6、8 或 10 位海关编码", fact.Meas: "数值；界限写 >800，区间写 1~2，名次写 第3", fact.Firm: "企业全称或统一社会信用代码", fact.Chain: "产业链名称",
		fact.Node: "图谱上的环节名称", fact.List: "多项用顿号分开", fact.URL: "以 http:// 或 https:// 开头",
	}[f.Type]
	if words := dropDown(f); f.Type == fact.Enum {
		text = "可填：" + strings.Join(words, "、")
	}
	if f.Max > 0 && f.Type != fact.Percent {
		text = strings.TrimSpace(text + fmt.Sprintf(" 最多 %d 字", f.Max))
	}
	return text
}

// meta writes the hidden sheet by which an import knows the template.
func (t *template) meta() error {
	if t.with == nil {
		return writeMeta(t.book, t.kind, nil)
	}
	return writeMeta(t.book, t.kind, &t.with.mark)
}
