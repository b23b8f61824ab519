package paper_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lianzhang/internal/paper"
)

func book() *paper.Book {
	return &paper.Book{
		Page: "第 %s 页 共 %s 页",
		Sheets: []paper.Sheet{
			{Name: "补短板/清单", Title: "补短板突破环节清单", Lines: []string{"地区：湖州市"}, Stamp: "演示数据 A&B",
				Columns: []paper.Column{{Label: "环节"}, {Label: "企业数", Format: paper.Whole}, {Label: "份额", Format: paper.Percent}},
				Rows:    [][]any{{"=cmd|'/c calc'!A1", 3.0, 0.125}, {"电芯", nil, nil}}, Foot: []string{"签发："}},
			{Name: "补短板 清单", Title: "另一张"},
		},
	}
}

func open(t *testing.T, b *paper.Book) *excelize.File {
	t.Helper()
	var buf bytes.Buffer
	if _, err := b.WriteTo(&buf); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&buf)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestBookIsReadyForThePrinter(t *testing.T) {
	f := open(t, book())
	names := f.GetSheetList()
	if len(names) != 2 || names[0] != "补短板 清单" || names[1] == names[0] {
		t.Fatalf("tabs %q", names)
	}
	layout, err := f.GetPageLayout(names[0])
	if err != nil || *layout.Orientation != "landscape" || *layout.Size != 9 {
		t.Errorf("layout %+v %v", layout, err)
	}
	defined := map[string]string{}
	for _, d := range f.GetDefinedName() {
		if d.Scope == names[0] {
			defined[d.Name] = d.RefersTo
		}
	}
	if got := defined["_xlnm.Print_Titles"]; !strings.HasSuffix(got, "$3:$3") {
		t.Errorf("repeated header %q", got)
	}
	if got := defined["_xlnm.Print_Area"]; !strings.HasSuffix(got, "$A$1:$C$6") {
		t.Errorf("print area %q", got)
	}
	hf, err := f.GetHeaderFooter(names[0])
	if err != nil || hf.OddFooter != "&C第 &P 页 共 &N 页" || !strings.Contains(hf.OddHeader, "A&&B") {
		t.Errorf("header and footer %+v %v", hf, err)
	}
}

func TestCells(t *testing.T) {
	f := open(t, book())
	sheet := f.GetSheetList()[0]
	tests := map[string]struct{ cell, want string }{
		"text that looks like a formula stays text": {"A4", "=cmd|'/c calc'!A1"},
		"a number is formatted":                     {"B4", "3"},
		"a share is shown in per cent":              {"C4", "12.5%"},
		"unknown is a dash and not zero":            {"B5", "—"},
	}
	for name, tc := range tests {
		if got, err := f.GetCellValue(sheet, tc.cell); err != nil || got != tc.want {
			t.Errorf("%s: %q %v, want %q", name, got, err, tc.want)
		}
	}
	if formula, _ := f.GetCellFormula(sheet, "A4"); formula != "" {
		t.Errorf("formula %q", formula)
	}
}

func TestSameBookSameBytes(t *testing.T) {
	var a, b bytes.Buffer
	if _, err := book().WriteTo(&a); err != nil {
		t.Fatal(err)
	}
	if _, err := book().WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("bytes differ")
	}
}
