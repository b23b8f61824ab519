package intake_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/access"
	"lianzhang/internal/intake"
	"lianzhang/internal/intake/badcase"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// columns and what may stand in them: good, tidied, doubtful and wrong.
var againTitles = "企业名称,所在地区,统一社会信用代码,营业收入（万元）,成立日期,从业人员,行业代码,登记状态"

var againPools = [][]string{
	{"演示甲有限公司", "演示乙股份有限公司", "演示丙有限公司", "演示丁有限公司", "演示戊有限公司", "演示己有限公司", "合计", "", "无", "<b>x</b>"},
	{"330100", "330522", "浙江省", "330103", "99", "朝阳区"},
	{"", "91330100DEM0000149", "91330100DEM0000224", "91330100DEM000030Y", "9133O100DEM000030Y", "9.1E+17"},
	{"100", "200", "300", "1000000000", "约5000", "-5", "1.2亿", ""},
	{"2016-01-05", "2016年1月", "2025-02-29", "2099-01-01", "1850"},
	{"120", "12.5", "", "-1", "１２"},
	{"3841", "锂离子电池制造", "3660", "9999"},
	{"存续", "注销", "开业", "不知道"},
}

// One correction after another: the quick check says of the file what a check of
// everything says, to the last finding and counter.
func TestLookAgainSaysTheSame(t *testing.T) {
	db := storetest.SQLite(t)
	badcase.Seed(t, db)
	dir, n, quick, all := t.TempDir(), 0, 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		cell := func(col int) string { return rapid.SampledFrom(againPools[col]).Draw(rt, fmt.Sprint("col", col)) }
		lines := []string{againTitles}
		rows := rapid.IntRange(2, 12).Draw(rt, "rows")
		for range rows {
			var line []string
			for col := range againPools {
				line = append(line, cell(col))
			}
			lines = append(lines, strings.Join(line, ","))
		}
		n++
		path := filepath.Join(dir, fmt.Sprint(n))
		if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
			rt.Fatal(err)
		}
		im := store.Import{Kind: "firm", FileName: "a.csv", SHA256: fmt.Sprint(n), Path: path, State: intake.Previewed, Account: "system", Options: json.RawMessage(`{}`)}
		write(rt, db, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.AddImport(ctx, &im); err != nil {
				return err
			}
			r, err := intake.Look(ctx, tx, &im)
			if err != nil {
				return err
			}
			return intake.Save(ctx, tx, &im, r)
		})
		cells := map[string]string{}
		for range rapid.IntRange(1, 4).Draw(rt, "steps") {
			col := rapid.IntRange(0, len(againPools)-1).Draw(rt, "at")
			cells[fmt.Sprintf("csv!%c%d", 'A'+col, rapid.IntRange(1, rows+1).Draw(rt, "row"))] = cell(col)
			before := im.Options
			options, err := json.Marshal(map[string]any{"cells": cells})
			if err != nil {
				rt.Fatal(err)
			}
			im.Options = options
			write(rt, db, func(ctx context.Context, tx *store.Tx) error {
				plain := im
				want, err := intake.Look(ctx, tx, &plain)
				if err != nil {
					return err
				}
				got, fast, err := intake.LookAgain(ctx, tx, &im, before)
				if err != nil {
					return err
				}
				if all++; fast {
					quick++
				}
				if extra, missing := besides(got.Findings, want.Findings), besides(want.Findings, got.Findings); extra != "" || missing != "" || len(got.Findings) != len(want.Findings) {
					rt.Errorf("fast %v after %s to\n%s\ntoo much: %s\nmissing: %s", fast, before, options, extra, missing)
				} else if !reflect.DeepEqual(got.Findings, want.Findings) {
					rt.Errorf("fast %v after %s to\n%s\nin another order", fast, before, options)
				}
				if string(im.Report) != string(plain.Report) || im.Errors != plain.Errors || im.Warnings != plain.Warnings {
					rt.Errorf("fast %v after %s to\n%s\n%s\nwant %s", fast, before, options, im.Report, plain.Report)
				}
				return intake.Save(ctx, tx, &im, got)
			})
		}
	})
	t.Logf("%d of %d corrections were checked by themselves", quick, all)
	if quick*4 < all {
		t.Errorf("only %d of %d corrections were checked by themselves", quick, all)
	}
}

func write(t interface{ Fatal(...any) }, db *store.DB, do func(context.Context, *store.Tx) error) {
	ctx := context.Background()
	if err := db.Write(ctx, access.System(), func(tx *store.Tx) error { return do(ctx, tx) }); err != nil {
		t.Fatal(err)
	}
}

// besides are the findings of a that b has not.
func besides(a, b []intake.Finding) string {
	have := map[string]int{}
	for _, f := range b {
		have[fmt.Sprint(f)]++
	}
	var out []string
	for _, f := range a {
		if have[fmt.Sprint(f)]--; have[fmt.Sprint(f)] < 0 {
			out = append(out, fmt.Sprint(f))
		}
	}
	return strings.Join(out, "; ")
}
