package sheet_test

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/xuri/excelize/v2"

	"lianzhang/internal/intake/sheet"
)

// writeBig writes a workbook of rows × cols with texts, numbers and dates.
func writeBig(tb testing.TB, path string, rows, cols int) {
	tb.Helper()
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		tb.Fatal(err)
	}
	line := make([]any, cols)
	for r := 1; r <= rows; r++ {
		for c := range line {
			if c%2 == 0 {
				line[c] = fmt.Sprintf("文字%d-%d", r, c)
			} else {
				line[c] = float64(r*c) / 7
			}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", r), line); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
	if err := f.SaveAs(path); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkRead opens and streams a workbook of 100,000 rows × 20 columns.
func BenchmarkRead(b *testing.B) {
	path := filepath.Join(b.TempDir(), "big.xlsx")
	writeBig(b, path, 100_000, 20)
	runtime.GC()
	b.ReportAllocs()
	for b.Loop() {
		f, err := sheet.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		err = f.Rows(context.Background(), 0, func(*sheet.Row) error { n++; return nil })
		if err != nil || n != 100_000 {
			b.Fatal(n, err)
		}
		f.Close()
	}
}
