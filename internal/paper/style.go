package paper

import "github.com/xuri/excelize/v2"

// styles are the cell styles of a book.
type styles struct {
	title, note, head, unknown int
	cell                       map[Format]int
}

func newStyles(f *excelize.File) (*styles, error) {
	line := []excelize.Border{
		{Type: "left", Color: "8C8C8C", Style: 1}, {Type: "right", Color: "8C8C8C", Style: 1},
		{Type: "top", Color: "8C8C8C", Style: 1}, {Type: "bottom", Color: "8C8C8C", Style: 1},
	}
	font := func(size float64, bold bool) *excelize.Font {
		return &excelize.Font{Family: "宋体", Size: size, Bold: bold}
	}
	text := &excelize.Alignment{Vertical: "center", WrapText: true}
	s := &styles{cell: map[Format]int{}}
	var err error
	style := func(x *excelize.Style) int {
		if err != nil {
			return 0
		}
		var id int
		id, err = f.NewStyle(x)
		return id
	}
	s.title = style(&excelize.Style{Font: font(18, true), Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center"}})
	s.note = style(&excelize.Style{Font: font(10, false), Alignment: &excelize.Alignment{Vertical: "center"}})
	s.head = style(&excelize.Style{Font: font(11, true), Border: line, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EDEFF2"}},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}})
	s.unknown = style(&excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 11, Color: "8C8C8C"}, Border: line, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center"}})
	s.cell[Plain] = style(&excelize.Style{Font: font(11, false), Border: line, Alignment: text})
	right := &excelize.Alignment{Horizontal: "right", Vertical: "center"}
	patterns := map[Format]string{Whole: "#,##0", OneDecimal: "#,##0.0", TwoDecimals: "#,##0.00", Percent: "0.0%"}
	for _, format := range []Format{Whole, OneDecimal, TwoDecimals, Percent} { // in order: same book, same bytes
		pattern := patterns[format]
		s.cell[format] = style(&excelize.Style{Font: font(11, false), Border: line, Alignment: right, CustomNumFmt: &pattern})
	}
	return s, err
}
