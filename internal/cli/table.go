package cli

import (
	"encoding/csv"
	"fmt"
	"strings"

	"golang.org/x/text/width"

	"lianzhang/internal/fault"
)

// list prints rows as asked for with --output: as JSON {items, total}, as CSV,
// or as a table whose columns line up with Chinese in them.
func list[T any](a *App, rows []T, columns []string, cells func(T) []string) error {
	switch a.Output {
	case "json":
		return a.printJSON(map[string]any{"items": rows, "total": len(rows)})
	case "csv":
		w := csv.NewWriter(a.Out)
		_ = w.Write(columns) // a failed write is reported by Error below
		for _, r := range rows {
			_ = w.Write(cells(r)) // likewise
		}
		w.Flush()
		return w.Error()
	case "table":
		lines := [][]string{columns}
		for _, r := range rows {
			lines = append(lines, cells(r))
		}
		return a.align(lines)
	}
	return withCode(ExitUsage, fault.New(fault.ErrInvalid, "OUTPUT_UNKNOWN", "output", a.Output))
}

// align prints lines of cells in columns as wide as their widest cell.
func (a *App) align(lines [][]string) error {
	wide := make([]int, len(lines[0]))
	for _, line := range lines {
		for i, cell := range line {
			wide[i] = max(wide[i], cellsOf(cell))
		}
	}
	for _, line := range lines {
		var b strings.Builder
		for i, cell := range line {
			b.WriteString(cell)
			if i < len(line)-1 {
				b.WriteString(strings.Repeat(" ", wide[i]-cellsOf(cell)+2))
			}
		}
		if _, err := fmt.Fprintln(a.Out, strings.TrimRight(b.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}

// cellsOf is how many terminal cells s takes: two for each wide character.
func cellsOf(s string) int {
	n := 0
	for _, r := range s {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}
