package badcase

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"lianzhang/internal/intake"
	"lianzhang/internal/scan"
)

const dtd = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>`

// files are cases A (the container) and B (the encoding).
func files() []Case { return append(containers(), infected()) }

// infected is case 15 where no scanner is set: the test pattern in a cell.
func infected() Case {
	return Case{Number: 15, Why: "the test pattern of virus scanners", Kind: "enterprises", File: "a.csv", Bytes: firms("地址", `"`+scan.Pattern()+`"`), Code: "FILE_EICAR", Severity: "W", Rows: 1}
}

func containers() []Case {
	good := csv("企业名称,所在地区", "演示丙有限公司,330100")
	goodBook := table([]any{"企业名称", "所在地区"}, []any{"演示丙有限公司", "330100"})
	bomb := lying(1<<30, `<worksheet>`+repeat(" ", 1<<20)+`</worksheet>`)
	firm := func(n int, why, file string, b []byte, code, severity, cell string, rows int) Case {
		return Case{Number: n, Why: why, Kind: "enterprises", File: file, Bytes: b, Code: code, Severity: severity, Cell: cell, Rows: rows}
	}
	refused := func(n int, why, file string, b []byte, code string) Case {
		return firm(n, why, file, b, code, "F", "", 0)
	}
	ole := func(name string) []byte {
		b := make([]byte, 2048)
		copy(b, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
		b[30], b[48] = 9, 1
		for i, c := range []byte(name) {
			b[1024+2*i] = c
		}
		return b
	}
	return []Case{
		refused(1, "a sheet that says it is a gibibyte", "a.xlsx", bomb, "FILE_BOMB"),
		refused(1, "thirty megabytes out of thirty kilobytes", "a.xlsx", archive(minimal(`<worksheet>`+repeat(" ", 30<<20)+`</worksheet>`)...), "FILE_BOMB"),
		refused(2, "a part holds more than it declares", "a.xlsx", lying(1000, `<worksheet>`+repeat(" ", 100_000)+`</worksheet>`), "FILE_BOMB"),
		refused(3, "an archive of archives", "42.xlsx", archive(part{"lib 0.zip", string(archive(part{"lib 1.zip", "PK"}))}), "FILE_TYPE"),
		refused(4, "a document type in a sheet", "a.xlsx", archive(minimal(dtd)...), "XML_DTD"),
		refused(4, "a document type in another part", "a.xlsx", archive(append(minimal(`<worksheet/>`), part{"docProps/app.xml", dtd})...), "XML_DTD"),
		refused(5, "a macro", "a.xlsm", archive(append(minimal(`<worksheet/>`), part{"xl/vbaProject.bin", "x"})...), "FILE_MACRO"),
		firm(5, "a link to another workbook", "a.xlsx", archive(append(minimal(inline("企业名称", "所在地区")), part{"xl/externalLinks/externalLink1.xml", "<externalLink/>"})...), "FILE_EXTERNAL_LINKS", "W", "", -1),
		firm(5, "an embedded object", "a.xlsx", archive(append(minimal(inline("企业名称", "所在地区")), part{"xl/embeddings/oleObject1.bin", "x"})...), "FILE_OBJECTS", "W", "", -1),
		refused(6, "a part that leads out of the archive", "a.xlsx", archive(append(minimal(`<worksheet/>`), part{"../../x", "x"})...), "ZIP_PATH"),
		refused(6, "an absolute path", "a.xlsx", archive(append(minimal(`<worksheet/>`), part{"/etc/x", "x"})...), "ZIP_PATH"),
		refused(6, "one name twice", "a.xlsx", archive(append(minimal(`<worksheet/>`), minimal(`<worksheet/>`)...)...), "ZIP_PATH"),
		refused(7, "an old xls", "a.xls", ole("Workbook"), "FILE_TYPE"),
		refused(7, "a WPS et", "a.et", ole("ETExtData"), "FILE_TYPE"),
		refused(7, "an ods", "a.ods", archive(part{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, part{"content.xml", "<x/>"}), "FILE_TYPE"),
		refused(7, "a page saved as xls", "a.xls", []byte("<html><table><tr><td>企业名称</td></tr></table></html>"), "FILE_TYPE"),
		refused(8, "a picture named xlsx", "a.xlsx", []byte("\xFF\xD8\xFF\xE0 picture"), "FILE_TYPE"),
		firm(8, "a csv named xlsx is read for what it is", "a.xlsx", good, "", "", "", 1),
		firm(8, "a workbook named csv is read for what it is", "a.csv", goodBook, "", "", "", 1),
		refused(9, "a workbook with a password", "a.xlsx", ole("EncryptedPackage"), "FILE_ENCRYPTED"),
		refused(10, "nothing", "a.xlsx", nil, "FILE_EMPTY"),
		refused(10, "one byte", "a.xlsx", []byte("P"), "FILE_TRUNCATED"),
		refused(10, "half a workbook", "a.xlsx", goodBook[:len(goodBook)/2], "FILE_TRUNCATED"),
		refused(11, "one row too many", "a.xlsx", archive(minimal(`<worksheet><sheetData><row r="1048577"><c r="A1048577"><v>1</v></c></row></sheetData></worksheet>`)...), "FILE_LIMIT"),
		refused(11, "one column too many", "a.xlsx", archive(minimal(`<worksheet><sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData></worksheet>`)...), "FILE_LIMIT"),
		refused(11, "too many merged ranges", "a.xlsx", archive(minimal(merges(100_001))...), "FILE_LIMIT"),
		refused(11, "too many styles", "a.xlsx", archive(append(minimal(`<worksheet/>`), part{"xl/styles.xml", `<styleSheet><cellXfs>` + repeat(`<xf numFmtId="0"/>`, 50_000) + `</cellXfs></styleSheet>`})...), "FILE_LIMIT"),
		firm(12, "a cell of ten megabytes", "a.csv", csv("企业名称,所在地区,经营范围", "演示丙有限公司,330100,"+repeat("字", 3<<20)), "CELL_TOO_LONG", "E", "C2", 1),
		firm(13, "a name of a file that reads backwards", "统计表（终版）最终.xlsx\u202Egpj.exe", good, "", "", "", 1),
		firm(15, "the test string of virus scanners", "a.csv", firms("地址", `X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`), "TEXT_VIRUS", "W", "C2", 1),
		firm(16, "GB18030 with four-byte characters", "a.csv", gb18030(csv("企业名称,所在地区", "演示㐀𠮷有限公司,330100")), "", "", "", 1),
		firm(17, "UTF-8 with a byte order mark", "a.csv", append([]byte("\xEF\xBB\xBF"), good...), "", "", "", 1),
		firm(17, "UTF-16", "a.csv", utf16le(good), "", "", "", 1),
		firm(18, "a header in UTF-8 and a body in GBK", "a.csv", append(csv("企业名称,所在地区"), gb18030([]byte("演示丙有限公司,330100\r\n"))...), "TEXT_ENCODING", "E", "A2", 1),
		firm(18, "the ruin of a wrong conversion", "a.csv", csv("企业名称,所在地区", "锟斤拷有限公司,330100"), "TEXT_MOJIBAKE", "E", "A2", 1),
		firm(19, "semicolons", "a.csv", csv("企业名称;所在地区", "演示丙有限公司;330100"), "", "", "", 1),
		firm(19, "full-width commas", "a.csv", csv("企业名称，所在地区", "演示丙有限公司，330100"), "", "", "", 1),
		firm(19, "quotes in quotes, a line break in a cell, CR only", "a.csv", []byte("企业名称,所在地区,地址\r\"演示\"\"丙\"\"有限公司\",330100,\"一\n二\"\r"), "", "", "", 1),
		firm(20, "full-width digits in a code", "a.csv", firms("统一社会信用代码", "９１３３０１００ＤＥＭ００００３０Ｙ"), "TEXT_WIDTH", "N", "C2", 1),
		firm(20, "invisible characters in a name", "a.csv", csv("企业名称,所在地区", "演示\u200B丙\u00A0有限公司\u00AD,330100"), "TEXT_BLANKS", "N", "A2", 1),
		firm(21, "a Kangxi radical in a name", "a.csv", csv("企业名称,所在地区", "⼴东演示有限公司,330100"), "TEXT_RADICAL", "N", "A2", 1),
		firm(21, "traditional characters in a place", "a.csv", csv("企业名称,所在地区", "演示䶮𬭎有限公司,內蒙古"), "", "", "", 1),
		firm(22, "a control character", "a.csv", csv("企业名称,所在地区", "演示\x01丙有限公司,330100"), "TEXT_CTRL", "E", "A2", 1),
		firm(22, "a lone surrogate", "a.xlsx", archive(minimal(inline("企业名称", "所在地区", "演示_xD800_丙", "330100"))...), "TEXT_ENCODING", "E", "A2", 1),
		firm(23, "a name of two hundred characters", "a.csv", csv("企业名称,所在地区", repeat("长", 200)+",330100"), "TEXT_TOO_LONG", "E", "A2", 1),
		firm(23, "a word for nothing", "a.csv", firms("简称", "#N/A"), "PLACEHOLDER", "W", "C2", 1),
		firm(23, "a word for nothing in a required field", "a.csv", csv("企业名称,所在地区", "无,330100"), "REQUIRED", "E", "A2", 1),
		firm(24, "a Cyrillic letter in a name", "a.csv", csv("企业名称,所在地区", "演示АBC有限公司,330100"), "NAME_CONFUSABLE", "W", "A2", 1),
		firm(24, "a name that reads backwards", "a.csv", csv("企业名称,所在地区", "演示\u202E丙有限公司,330100"), "NAME_CONFUSABLE", "W", "A2", 1),
	}
}

// inline is a sheet of inline strings, two to a row.
func inline(texts ...string) string {
	var b strings.Builder
	b.WriteString(`<worksheet><sheetData>`)
	for i, t := range texts {
		if i%2 == 0 {
			fmt.Fprintf(&b, `<row r="%d">`, i/2+1)
		}
		fmt.Fprintf(&b, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+i%2, i/2+1, t)
		if i%2 == 1 {
			b.WriteString(`</row>`)
		}
	}
	return b.String() + `</sheetData></worksheet>`
}

func merges(n int) string {
	var b strings.Builder
	b.WriteString(`<worksheet><sheetData/><mergeCells>`)
	for i := range n {
		fmt.Fprintf(&b, `<mergeCell ref="A%d:B%d"/>`, i+1, i+1)
	}
	return b.String() + `</mergeCells></worksheet>`
}

// layouts are cases C.
func layouts() []Case {
	head := []any{"企业名称", "所在地区", "营业收入"}
	row := []any{"演示丙有限公司", "330100", 10}
	firm := func(n int, why string, b []byte, code, severity, cell string, rows int) Case {
		return Case{Number: n, Why: why, Kind: "enterprises", File: "a.xlsx", Bytes: b, Code: code, Severity: severity, Cell: cell, Rows: rows}
	}
	return []Case{
		firm(25, "a title, a unit line and a header of two merged rows", book(func(f *excelize.File) {
			put(f, "Sheet1", 1, []any{"企业情况表"}, []any{"填报单位：演示局", nil, nil, "单位：亿元"}, []any{"企业名称", "所在地区", "主营收入", nil}, []any{nil, nil, "2024年", "2025年"}, []any{"演示丙有限公司", "330100", 1, 2})
			for _, m := range [][2]string{{"A3", "A4"}, {"B3", "B4"}, {"C3", "D3"}} {
				if err := f.MergeCell("Sheet1", m[0], m[1]); err != nil {
					panic(err)
				}
			}
		}), "UNIT_READ", "N", "D4", 1),
		firm(26, "another name for a column", table([]any{"单位名称 ", "所属\n地区"}, []any{"演示丙有限公司", "330100"}), "", "", "", 1),
		firm(26, "a name that is only alike", table([]any{"企业的全称", "所在地区"}, []any{"演示丙有限公司", "330100"}), "HEADER_GUESS", "W", "A1", 1),
		firm(27, "a required column is missing", table([]any{"企业名称", "营业收入"}, []any{"演示丙有限公司", 1}), "HEADER_MISSING", "F", "", 0),
		firm(27, "one column twice", table([]any{"企业名称", "单位名称", "所在地区"}, []any{"演示丙有限公司", "演示丙有限公司", "330100"}), "HEADER_DUPLICATE", "E", "B1", 1),
		firm(27, "a column that stands for nothing", table([]any{"企业名称", "所在地区", "吉祥物"}, []any{"演示丙有限公司", "330100", "熊"}), "HEADER_UNKNOWN", "W", "C1", 1),
		firm(28, "merged cells in a column that may be filled", book(func(f *excelize.File) {
			put(f, "Sheet1", 1, []any{"所在地区", "企业名称"}, []any{"330100", "演示丙有限公司"}, []any{nil, "演示丁有限公司"})
			if err := f.MergeCell("Sheet1", "A2", "A3"); err != nil {
				panic(err)
			}
		}), "MERGED_FILLED", "W", "", 2),
		firm(29, "a total", table(head, row, []any{"合  计", nil, 10}), "ROW_SUBTOTAL", "N", "A3", 1),
		firm(29, "a note below the table", table(head, row, []any{"注：填表人张某"}), "ROW_NOTE", "N", "A3", 1),
		firm(30, "a hidden row", book(func(f *excelize.File) {
			put(f, "Sheet1", 1, head, row)
			if err := f.SetRowVisible("Sheet1", 2, false); err != nil {
				panic(err)
			}
		}), "HIDDEN_ROWS", "W", "", 1),
		firm(31, "a template three versions old", book(func(f *excelize.File) {
			put(f, "Sheet1", 1, head, row)
			if _, err := f.NewSheet("_meta"); err != nil {
				panic(err)
			}
			put(f, "_meta", 1, []any{"kind", "firm"}, []any{"version", intake.TemplateVersion - 3})
		}), "TEMPLATE_OLD", "F", "", 0),
		firm(31, "a template one version old", book(func(f *excelize.File) {
			put(f, "Sheet1", 1, head, row)
			if _, err := f.NewSheet("_meta"); err != nil {
				panic(err)
			}
			put(f, "_meta", 1, []any{"kind", "firm"}, []any{"version", intake.TemplateVersion - 1})
		}), "TEMPLATE_AGED", "W", "", 1),
		firm(32, "data on the second sheet", book(func(f *excelize.File) {
			if _, err := f.NewSheet("数据"); err != nil {
				panic(err)
			}
			put(f, "Sheet1", 1, []any{"封面"})
			put(f, "数据", 1, head, row)
		}), "SHEET_CHOSEN", "N", "", 1),
		firm(32, "two sheets with one header", book(func(f *excelize.File) {
			if _, err := f.NewSheet("续"); err != nil {
				panic(err)
			}
			put(f, "Sheet1", 1, head, row)
			put(f, "续", 1, head, []any{"演示丁有限公司", "330100", 10})
		}), "SHEETS_SEVERAL", "W", "", 2),
		firm(33, "fields down instead of across", table([]any{"企业名称", "演示丙有限公司"}, []any{"所在地区", "330100"}, []any{"营业收入", 1}, []any{"从业人员", 2}), "HEADER_TRANSPOSED", "F", "", 0),
		firm(34, "a formula with its result", archive(minimal(formula("B2*10", "", "10"))...), "FORMULA_VALUE", "W", "C2", 1),
		firm(34, "a formula over another file", archive(minimal(formula("VLOOKUP(A2,[外部.xlsx]Sheet1!A:B,2)", "", "10"))...), "FORMULA_EXTERNAL", "W", "C2", 1),
		firm(34, "a formula that went wrong", archive(minimal(formula("A1/0", "e", "#REF!"))...), "FORMULA_ERROR", "E", "C2", 1),
		firm(34, "a formula without a result", archive(minimal(formula("B2*10", "", ""))...), "FORMULA_NO_VALUE", "E", "C2", 1),
		firm(35, "a picture in a cell", archive(minimal(formula(`_xlfn.DISPIMG("ID_1",1)`, "str", `=DISPIMG("ID_1",1)`))...), "CELL_PICTURE", "W", "C2", 1),
		firm(35, "a comment", book(func(f *excelize.File) {
			put(f, "Sheet1", 1, head, row)
			if err := f.AddComment("Sheet1", excelize.Comment{Cell: "A2", Text: "批注"}); err != nil {
				panic(err)
			}
		}), "FILE_COMMENTS", "W", "", 1),
	}
}

// formula is a sheet whose cell C2 is a formula with a kept result.
func formula(f, kind, value string) string {
	v := ""
	if value != "" {
		v = "<v>" + value + "</v>"
	}
	t := ""
	if kind != "" {
		t = ` t="` + kind + `"`
	}
	return `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>企业名称</t></is></c><c r="B1" t="inlineStr"><is><t>所在地区</t></is></c><c r="C1" t="inlineStr"><is><t>营业收入</t></is></c></row>` +
		`<row r="2"><c r="A2" t="inlineStr"><is><t>演示丙有限公司</t></is></c><c r="B2" t="inlineStr"><is><t>330100</t></is></c><c r="C2"` + t + `><f>` + strings.ReplaceAll(f, `"`, "&quot;") + `</f>` + v + `</c></row></sheetData></worksheet>`
}
