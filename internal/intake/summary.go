package intake

import (
	"fmt"
	"sort"
	"strconv"
)

// summary writes the sheet that counts what was found.
func (m *marked) summary(report *Report) error {
	lines := [][]any{
		{"文件", SafeName(m.in.Name)}, {"数据种类", m.in.Kind.Label.Zh}, {"数据行数", report.Rows},
		{"新增", report.New}, {"更新", report.Changed}, {"相同", report.Same}, {"有错误的行", report.BadRows},
		{"错误", report.Errors}, {"警告", report.Warnings}, {},
		{"说明", "请在数据工作表中改正标红的单元格后整个重新导入；第一列“错误信息”不会导入，可以保留。"}, {},
	}
	for i := range m.whole {
		f := &m.whole[i]
		lines = append(lines, []any{f.Code, f.Message(m.lang) + f.Suggestion(m.lang), f.Sheet})
	}
	lines = append(lines, []any{}, []any{"代码", "次数", "含义"})
	lines = append(lines, m.counts(report)...)
	for i, line := range lines {
		if err := m.book.SetSheetRow(summarySheet, fmt.Sprintf("A%d", i+1), &line); err != nil {
			return err
		}
	}
	if err := m.book.SetColWidth(summarySheet, "A", "B", 24); err != nil {
		return err
	}
	m.book.SetActiveSheet(0)
	return nil
}

// counts lists the codes with how often they were found, most first.
func (m *marked) counts(report *Report) [][]any {
	n := map[string]int{}
	first := map[string]*Finding{}
	for i := range report.Findings {
		f := &report.Findings[i]
		if n[f.Code]++; first[f.Code] == nil {
			first[f.Code] = f
		}
	}
	codes := make([]string, 0, len(n))
	for c := range n {
		codes = append(codes, c)
	}
	sort.Slice(codes, func(i, j int) bool {
		if n[codes[i]] != n[codes[j]] {
			return n[codes[i]] > n[codes[j]]
		}
		return codes[i] < codes[j]
	})
	lines := make([][]any, 0, len(codes))
	for _, c := range codes {
		lines = append(lines, []any{c, n[c], first[c].Suggestion(m.lang)})
	}
	return lines
}

// number reads the digits of a number cell as a spreadsheet keeps them.
func number(text string) (float64, error) { return strconv.ParseFloat(text, 64) }
