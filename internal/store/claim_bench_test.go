package store_test

import (
	"context"
	"fmt"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// benchRows is the size of the largest import that the target names.
const benchRows = 100_000

// firms returns n claims of twenty fields each, all different.
func firms(n int, source int64) []fact.Claim {
	first := []rune("浙江湖州长兴安吉德清南浔吴兴天能超威诺力永兴特钢微宏动力东尼电子久立材料欧诗漫珠宝")
	list := make([]fact.Claim, n)
	for i := range list {
		a, b, c := first[i%len(first)], first[(i/7)%len(first)], first[(i/49)%len(first)]
		list[i] = fact.Claim{Source: source, AsOf: "2025-12-31", GivenBy: "bench", Import: 1, Sheet: "Sheet1", Row: i + 2, Values: map[string]any{
			"name": fmt.Sprintf("湖州%c%c%c%d号科技股份有限公司", a, b, c, i), "uscc": fmt.Sprintf("91330500%09dX", i), "region": fmt.Sprintf("3305%02d", 21+i%3),
			"short_name": fmt.Sprintf("%c%c%c", a, b, c), "address": fmt.Sprintf("浙江省湖州市某某路%d号", i), "industry": "C3841", "products": "铅蓄电池、锂离子电池、储能系统",
			"scope": "电池制造；电池销售；新能源技术研发；货物进出口", "founded": "2008-03-04", "year": int64(2025), "revenue": int64(i) * 1_000_000, "output": int64(i) * 900_000,
			"profit": int64(i) * 1000, "tax": int64(i) * 100, "export": int64(i), "rd": int64(i) * 10, "assets": int64(i) * 7, "employees": int64(i % 900), "patents": int64(i % 20), "status": "active",
		}}
	}
	return list
}

func BenchmarkPutClaims(b *testing.B) {
	for name, fresh := range map[string]func(testing.TB) *store.DB{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		b.Run(name, func(b *testing.B) {
			db := fresh(b)
			source := register(b, db, "Q1", 50)
			for b.Loop() {
				in(b, db, func(tx *store.Tx) error {
					if _, err := tx.ExecContext(context.Background(), `DELETE FROM record_key`); err != nil {
						return err
					}
					_, err := tx.ExecContext(context.Background(), `UPDATE firm SET deleted = 1`)
					return err
				})
				b.StartTimer()
				err := db.Write(context.Background(), access.System(), func(tx *store.Tx) error {
					_, err := tx.PutClaims(context.Background(), fact.KindOf("firm"), firms(benchRows, source), store.PutOptions{})
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
