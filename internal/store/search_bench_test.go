package store_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// libraryFirms is the size of the library that the targets of search and lists name.
const libraryFirms = 500_000

// library is a database of firms spread over every county of Zhejiang and Jiangsu.
func library(b *testing.B, db *store.DB) {
	b.Helper()
	source := register(b, db, "Q1", 50)
	heads := []string{"超威", "天能", "微宏", "永兴", "吉利", "万向", "正泰", "德力西", "海康", "大华", "久立", "东尼", "诺力", "先导", "中创", "恒瑞", "沙钢", "徐工", "远景", "蜂巢"}
	seconds := []string{"华", "新", "金", "宏", "瑞", "盛", "恒", "泰", "信", "达", "丰", "源", "利", "安", "康", "通", "联", "锦", "鼎", "凯"}
	trades := []string{"电源", "动力", "新能源科技", "汽车零部件", "精密机械", "电子材料", "半导体", "特种钢", "智能装备", "生物医药", "纺织", "化工", "光电", "软件", "物流"}
	forms := []string{"有限公司", "股份有限公司", "集团有限公司", "厂"}
	for start := 0; start < libraryFirms; start += 20_000 {
		in(b, db, func(tx *store.Tx) error {
			claims := make([]fact.Claim, 0, 20_000)
			for i := start; i < min(start+20_000, libraryFirms); i++ {
				place, city := "33", 1+i%11
				if i/7%2 == 1 {
					place, city = "32", 1+i%13
				}
				name := heads[i%20] + seconds[i/20%20] + seconds[i/400%20] + trades[i/8000%15] + forms[i/120000%4]
				claims = append(claims, fact.Claim{Source: source, AsOf: "2025", Values: map[string]any{
					"name": name, "region": fmt.Sprintf("%s%02d%02d", place, city, 1+i%9), "uscc": fmt.Sprintf("91330500%09dX", i),
					"revenue": int64(i*7919%100_003) * 1_000_000, "employees": int64(i % 997), "industry": "C3841",
				}})
			}
			_, err := tx.PutClaims(context.Background(), fact.KindOf("firm"), claims, store.PutOptions{})
			return err
		})
	}
}

// BenchmarkLibrary reports the 95th percentile of searches while typing and of
// list pages in the largest library, in milliseconds.
func BenchmarkLibrary(b *testing.B) {
	for name, fresh := range map[string]func(testing.TB) *store.DB{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		b.Run(name, func(b *testing.B) {
			db := fresh(b)
			library(b, db)
			county, province := scope(access.Core, "330102"), scope(access.Core, "330000")
			typed := []string{"超", "超威", "威华", "电", "电源", "有限", "公司", "chao", "chaow", "chaoweihua", "tn", "twxn", "g", "zh", "dian", "dianyuan", "3305", "0000123", "海康鼎锦", "半导体股份", "没有这个"}
			orders := []store.Query{{}, {Sort: "revenue", Desc: true}, {Sort: "name"}, {Sort: "employees"}, {Sort: "region"}, {Text: "超威华"}}
			for _, s := range []struct {
				name  string
				scope access.Scope
			}{{"whole", access.Whole()}, {"province", province}, {"county", county}} {
				b.Run("search/"+s.name, func(b *testing.B) {
					percentile(b, len(typed), func(tx *store.Tx, i int) error {
						_, err := tx.Search(context.Background(), s.scope, typed[i], 20)
						return err
					}, db)
				})
				b.Run("list/"+s.name, func(b *testing.B) {
					percentile(b, len(orders), func(tx *store.Tx, i int) error {
						_, err := tx.Records(context.Background(), s.scope, fact.KindOf("firm"), orders[i])
						return err
					}, db)
				})
			}
		})
	}
}

func percentile(b *testing.B, n int, ask func(*store.Tx, int) error, db *store.DB) {
	b.Helper()
	var took []time.Duration
	slowest, which := time.Duration(0), 0
	for b.Loop() {
		for i := range n {
			began := time.Now()
			if err := db.Read(context.Background(), access.System(), func(tx *store.Tx) error { return ask(tx, i) }); err != nil {
				b.Fatal(err)
			}
			d := time.Since(began)
			if took = append(took, d); d > slowest {
				slowest, which = d, i
			}
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
	b.ReportMetric(float64(slowest.Microseconds())/1000, "max-ms")
	b.ReportMetric(float64(which), "slowest")
}
