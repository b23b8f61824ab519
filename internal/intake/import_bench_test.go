package intake_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/firm"
	"lianzhang/internal/intake"
	"lianzhang/internal/intake/badcase"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// writeFirms writes a workbook of enterprises with twenty columns.
func writeFirms(tb testing.TB, path string, rows int) {
	tb.Helper()
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		tb.Fatal(err)
	}
	line := []any{"企业名称", "统一社会信用代码", "所在地区", "行业代码", "主要产品", "成立日期", "数据年度", "营业收入（万元）", "工业总产值（万元）", "利润总额（万元）",
		"实现税收（万元）", "出口额（万元）", "研发费用（万元）", "资产总计（万元）", "从业人员", "有效发明专利", "登记状态", "链上角色", "地址", "规上"}
	for r := 1; r <= rows+1; r++ {
		if err := w.SetRow(fmt.Sprintf("A%d", r), line); err != nil {
			tb.Fatal(err)
		}
		n := float64(r)
		line = []any{fmt.Sprintf("演示%06d新材料有限公司", r), firm.MakeUSCC("91", "330522", fmt.Sprintf("D%07d", r)), "330522", "C3841", "锂离子电池、正极材料", "2012-05-06", 2025,
			1000 + n/7, 1200 + n/3, 100.5, 35.2, 12, 8.8, 5000 + n, 120, 3, "存续", "链员", fmt.Sprintf("长兴县演示路%d号", r), "是"}
	}
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
	if err := f.SaveAs(path); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkImport checks and commits 100,000 rows × 20 columns.
func BenchmarkImport(b *testing.B) {
	path := filepath.Join(b.TempDir(), "big.xlsx")
	writeFirms(b, path, 100_000)
	in := intake.Input{Path: path, Name: "big.xlsx", Kind: fact.KindOf("firm"), Scope: access.Whole(), Today: badcase.Today}
	ctx := context.Background()
	for b.Loop() {
		db := storetest.SQLite(b)
		err := db.Read(ctx, access.System(), func(tx *store.Tx) error {
			r, err := intake.Preview(ctx, tx, in, nil)
			if err == nil && r.New != 100_000 {
				b.Fatalf("%+v", r.Findings[:min(5, len(r.Findings))])
			}
			return err
		})
		if err == nil {
			err = db.Write(ctx, access.System(), func(tx *store.Tx) error {
				_, _, err := intake.Commit(ctx, tx, in, 1, "system", nil)
				return err
			})
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}
