package atlas

import (
	"fmt"
	"strings"

	"lianzhang/internal/diagnosis"
	"lianzhang/internal/message"
	"lianzhang/internal/paper"
	"lianzhang/internal/region"
)

// word is a word of the workbook in both languages.
type word struct{ zh, en string }

func (w word) in(lang message.Lang) string {
	if lang == message.English {
		return w.en
	}
	return w.zh
}

// ClassName is the word for a class.
func ClassName(c diagnosis.Class, lang message.Lang) string { return classWords[c].in(lang) }

var classWords = map[diagnosis.Class]word{
	diagnosis.Strong: {"强", "Strong"}, diagnosis.Weak: {"弱", "Weak"}, diagnosis.Potential: {"潜力", "Potential"},
	diagnosis.Missing: {"缺失", "Missing"}, diagnosis.Unclear: {"不明", "Unknown"},
}

var confidenceWords = map[string]word{"high": {"高", "High"}, "medium": {"中", "Medium"}, "low": {"低", "Low"}}

var basisWords = map[diagnosis.Basis]word{diagnosis.ByAmount: {"产值", "Amount"}, diagnosis.ByCount: {"企业数", "Firms"}}

var scopeWords = map[diagnosis.Scope]word{diagnosis.InPlace: {"在地口径", "in place"}, diagnosis.Registered: {"注册地口径", "registered"}}

var dependenceWords = map[string]word{"yes": {"是", "Yes"}, "no": {"否", "No"}, "unknown": {"不明", "Unknown"}}

var partWords = map[string]word{
	"scale": {"规模", "Scale"}, "depth": {"配套厚度", "Depth"}, "leadership": {"引领", "Leadership"},
	"value": {"价值", "Value"}, "security": {"安全", "Security"},
}

// column is one column of the sheet: its heading and where its cell comes from.
type column struct {
	label  word
	format paper.Format
	width  float64
	cell   func(v *diagnosis.Verdict) any
}

// Reason is the sentence for a reason code.
func Reason(code string, lang message.Lang) string {
	return message.Text(lang, "DIAG_REASON_"+strings.ToUpper(code), nil)
}

// Book makes the workbook of one or several places: for each, one sheet with
// the parts of every node and one with the records behind them.
func Book(b *Board, results []*diagnosis.Result, lang message.Lang) *paper.Book {
	names := map[string]string{}
	for i := range b.Template.Nodes {
		n := &b.Template.Nodes[i]
		names[string(n.ID)] = word{n.Name.Zh, n.Name.En}.in(lang)
	}
	book := &paper.Book{Page: word{"第 %s 页 共 %s 页", "Page %s of %s"}.in(lang)}
	for _, r := range results {
		name := word{b.Template.Name.Zh, b.Template.Name.En}.in(lang)
		title := fmt.Sprintf(word{"%s产业链环节诊断（%s）", "Diagnosis of the chain %s, %s"}.in(lang), name, region.FullName(r.Region))
		book.Sheets = append(book.Sheets, verdictSheet(r, names, title, lang), evidenceSheet(r, names, title, lang))
	}
	return book
}

// stamp marks sheets with invented records.
func stamp(r *diagnosis.Result, lang message.Lang) string {
	for _, w := range r.Warnings {
		if w.Code == diagnosis.WarnDemo {
			return word{"演示数据", "Demonstration data"}.in(lang)
		}
	}
	return ""
}

func verdictSheet(r *diagnosis.Result, names map[string]string, title string, lang message.Lang) paper.Sheet {
	s := paper.Sheet{Name: word{"环节诊断", "Nodes"}.in(lang) + string(r.Region), Title: title, Stamp: stamp(r, lang)}
	s.Lines = append(s.Lines, fmt.Sprintf(word{
		"数据版本 %d，数据截至 %s；阈值 %s（%s 公布，校验 %s）；图谱版本 %s；%s",
		"Data version %d of %s; thresholds %s (%s, %s); map version %s; figures %s",
	}.in(lang), r.DataVersion, r.Day, r.Thresholds.Version, r.Thresholds.Dated, r.Thresholds.SHA256[:12], r.Template, scopeWords[r.Scope].in(lang)))
	for _, w := range r.Warnings {
		s.Lines = append(s.Lines, word{"提示：", "Note: "}.in(lang)+message.Text(lang, w.Code, w.Params))
	}
	s.Foot = []string{word{"来源：", "Sources: "}.in(lang) + strings.Join(r.Sources, word{"；", "; "}.in(lang))}
	columns := verdictColumns(names, lang)
	for _, c := range columns {
		s.Columns = append(s.Columns, paper.Column{Label: c.label.in(lang), Format: c.format, Width: c.width})
	}
	for i := range r.Nodes {
		row := make([]any, len(columns))
		for j, c := range columns {
			row[j] = c.cell(&r.Nodes[i])
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func verdictColumns(names map[string]string, lang message.Lang) []column {
	columns := []column{
		{word{"环节", "Node"}, paper.Plain, 22, func(v *diagnosis.Verdict) any { return names[v.ID] }},
		{word{"等级", "Class"}, paper.Plain, 8, func(v *diagnosis.Verdict) any { return ClassName(v.Class, lang) }},
		{word{"得分", "Score"}, paper.TwoDecimals, 8, func(v *diagnosis.Verdict) any { return known(v.Score) }},
		{word{"下限", "Low"}, paper.TwoDecimals, 8, func(v *diagnosis.Verdict) any { return known(v.Low) }},
		{word{"上限", "High"}, paper.TwoDecimals, 8, func(v *diagnosis.Verdict) any { return known(v.High) }},
		{word{"稳定度", "Holds"}, paper.Percent, 9, func(v *diagnosis.Verdict) any { return known(v.Hold) }},
		{word{"可信度", "Confidence"}, paper.Plain, 8, func(v *diagnosis.Verdict) any { return confidenceWords[v.Confidence].in(lang) }},
	}
	for i, id := range diagnosis.PartIDs {
		columns = append(columns, column{partWords[id], paper.TwoDecimals, 9, func(v *diagnosis.Verdict) any { return known(v.Parts[i].Score) }})
	}
	return append(columns,
		column{word{"企业数", "Firms"}, paper.Whole, 8, func(v *diagnosis.Verdict) any { return v.Measures.Firms }},
		column{word{"衡量依据", "Measured by"}, paper.Plain, 9, func(v *diagnosis.Verdict) any { return basisWords[v.Basis].in(lang) }},
		column{word{"占全国", "Of the nation"}, paper.Percent, 9, func(v *diagnosis.Verdict) any { return known(v.Measures.NationalShare) }},
		column{word{"区位商", "LQ"}, paper.TwoDecimals, 8, func(v *diagnosis.Verdict) any { return known(v.Measures.LQ) }},
		column{word{"同级中位区位商", "Median peer LQ"}, paper.TwoDecimals, 10, func(v *diagnosis.Verdict) any { return known(v.Measures.PeerMedian) }},
		column{word{"HHI", "HHI"}, paper.TwoDecimals, 8, func(v *diagnosis.Verdict) any { return known(v.Measures.HHI) }},
		column{word{"占75%的供应商数", "Suppliers for 75 %"}, paper.Whole, 10, func(v *diagnosis.Verdict) any { return known(v.Measures.Reach) }},
		column{word{"低端占比", "Low-grade share"}, paper.Percent, 9, func(v *diagnosis.Verdict) any { return known(v.Measures.LowShare) }},
		column{word{"市场占有率（%）", "Market share (%)"}, paper.OneDecimal, 10, func(v *diagnosis.Verdict) any { return known(v.Measures.MarketShare) }},
		column{word{"对外依存", "External dependence"}, paper.Plain, 9, func(v *diagnosis.Verdict) any { return dependenceWords[v.Measures.Dependence].in(lang) }},
		column{word{"说明", "Reasons"}, paper.Plain, 40, func(v *diagnosis.Verdict) any {
			texts := make([]string, len(v.Reasons))
			for i, code := range v.Reasons {
				texts[i] = Reason(code, lang)
			}
			return strings.Join(texts, word{"；", "; "}.in(lang))
		}},
	)
}

// known gives a cell its value, or nil for unknown.
func known[T any](v *T) any {
	if v == nil {
		return nil
	}
	return *v
}

// evidenceSheet lists the records behind the verdicts.
func evidenceSheet(r *diagnosis.Result, names map[string]string, title string, lang message.Lang) paper.Sheet {
	s := paper.Sheet{Name: word{"依据记录", "Evidence"}.in(lang) + string(r.Region), Title: title, Stamp: stamp(r, lang), Columns: []paper.Column{
		{Label: word{"环节", "Node"}.in(lang), Width: 22}, {Label: word{"记录类型", "Record"}.in(lang), Width: 10},
		{Label: word{"编号", "ID"}.in(lang), Width: 16}, {Label: word{"名称", "Name"}.in(lang), Width: 36},
		{Label: word{"地区代码", "Place"}.in(lang), Width: 12}, {Label: word{"日期或阶段", "Date or stage"}.in(lang), Width: 14},
		{Label: word{"年产值（万元）", "Output (10,000 yuan)"}.in(lang), Format: paper.OneDecimal, Width: 14},
	}}
	for i := range r.Nodes {
		v := &r.Nodes[i]
		if v.Evidence == nil {
			continue
		}
		for _, f := range v.Evidence.Firms {
			var amount any
			if f.Amount != nil {
				amount = float64(*f.Amount) / 1_000_000
			}
			s.Rows = append(s.Rows, []any{names[v.ID], word{"企业", "Enterprise"}.in(lang), f.ID, f.Name, string(f.Region), nil, amount})
		}
		for _, x := range v.Evidence.Searches {
			s.Rows = append(s.Rows, []any{names[v.ID], word{"排查", "Search"}.in(lang), x.ID, x.By, string(x.Region), x.On, nil})
		}
		for _, x := range v.Evidence.Projects {
			s.Rows = append(s.Rows, []any{names[v.ID], word{"项目", "Project"}.in(lang), x.ID, x.Name, string(x.Region), x.Stage, nil})
		}
		for _, x := range v.Evidence.Institutes {
			s.Rows = append(s.Rows, []any{names[v.ID], word{"机构", "Institute"}.in(lang), x.ID, x.Name, string(x.Region), nil, nil})
		}
	}
	return s
}
