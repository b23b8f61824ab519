package paper_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lianzhang/internal/paper"
)

// Text that a spreadsheet program would run comes out inert in both formats,
// and comes out whole.
func TestTableIsInert(t *testing.T) {
	hostile := []string{"=cmd|'/c calc'!A1", "+1+1", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1", "＝HYPERLINK(1)", "＋1x", "－x", "＠x"}
	row := []any{}
	for _, h := range hostile {
		row = append(row, h)
	}
	row = append(row, "-12.5", "平常", 3.5, int64(-7), nil)
	for _, format := range []string{"csv", "xlsx"} {
		var b bytes.Buffer
		table, err := paper.NewTable(&b, format, make([]string, len(row)))
		if err != nil {
			t.Fatal(err)
		}
		if err := table.Row(row); err != nil {
			t.Fatal(err)
		}
		if err := table.Close(); err != nil {
			t.Fatal(err)
		}
		if format == "csv" {
			checkCSV(t, b.String(), hostile)
			continue
		}
		f, err := excelize.OpenReader(&b)
		if err != nil {
			t.Fatal(err)
		}
		for i, h := range hostile {
			cell, _ := excelize.CoordinatesToCellName(i+1, 2)
			formula, _ := f.GetCellFormula("Sheet1", cell)
			if got, _ := f.GetCellValue("Sheet1", cell); formula != "" || strings.TrimSpace(got) != strings.TrimSpace(h) {
				t.Errorf("xlsx: %q came out as %q, formula %q", h, got, formula)
			}
		}
	}
	if _, err := paper.NewTable(&bytes.Buffer{}, "doc", nil); err == nil {
		t.Error("a format that is not one")
	}
}

func checkCSV(t *testing.T, text string, hostile []string) {
	t.Helper()
	body, marked := strings.CutPrefix(text, "\ufeff")
	if !marked {
		t.Error("csv: no byte order mark")
	}
	rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, h := range hostile {
		if got := rows[1][i]; got != "'"+h {
			t.Errorf("csv: %q came out as %q", h, got)
		}
	}
	rest := rows[1][len(hostile):]
	if strings.Join(rest, "|") != "-12.5|平常|3.5|-7|" {
		t.Errorf("csv: ordinary cells came out as %q", rest)
	}
}
