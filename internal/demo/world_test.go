package demo_test

import (
	"context"
	"os"
	"testing"

	"lianzhang/internal/demo"
	"lianzhang/internal/firm"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

func setting() demo.Setting {
	return demo.Setting{
		Places: []demo.Place{{Code: "330522", Name: "长兴", Weight: 3}, {Code: "330502", Name: "吴兴", Weight: 1}, {Code: "330106", Name: "西湖", Weight: 2}},
		Nodes: []demo.Node{
			{Chain: "nev", ID: "nev.cathode-lfp", Industry: "C3985", Grade: "middle", Words: []string{"磷酸铁锂", "正极材料"}, Into: []int{1}},
			{Chain: "nev", ID: "nev.cell", Industry: "C3841", Grade: "high", Words: []string{"动力电池", "电芯"}},
		},
		Industries: []string{"C1761", "F5141"}, Year: 2025,
	}
}

func world(t testing.TB, size demo.Size, seed uint64) *demo.World {
	t.Helper()
	w, err := demo.New(size, seed, setting())
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestSameSeedSameWorld(t *testing.T) {
	a, b, other := world(t, demo.S, 42), world(t, demo.S, 42), world(t, demo.S, 43)
	same := 0
	for i := range 500 {
		x, y, z := a.Firm(i), b.Firm(i), other.Firm(i)
		if x.PID != y.PID || x.Name != y.Name || x.USCC != y.USCC || x.Revenue != y.Revenue {
			t.Fatalf("firm %d differs: %+v %+v", i, x, y)
		}
		if x.PID == z.PID {
			same++
		}
		if a.Link(i) != b.Link(i) {
			t.Fatalf("link %d differs", i)
		}
	}
	if same > 0 {
		t.Errorf("%d firms are the same under another seed", same)
	}
}

func TestFirmsAreMarkedAndWellFormed(t *testing.T) {
	w := world(t, demo.S, 1)
	seen := map[string]bool{}
	for i := range demo.S.Firms {
		f := w.Firm(i)
		if v := firm.Judge(f.USCC); v != firm.Valid || f.USCC[8:11] != "DEM" {
			t.Fatalf("firm %d has code %s: %+v", i, f.USCC, v)
		}
		if seen[f.USCC] || seen[f.PID] {
			t.Fatalf("firm %d has a code or ID twice", i)
		}
		seen[f.USCC], seen[f.PID] = true, true
		if f.Revenue <= 0 || f.Name == "" {
			t.Fatalf("firm %d: %+v", i, f)
		}
	}
}

func TestLinksFollowTheChain(t *testing.T) {
	w := world(t, demo.S, 1)
	onEdge := 0
	for i := range demo.S.Links {
		l := w.Link(i)
		if l.Supplier == l.Buyer || l.Amount <= 0 {
			t.Fatalf("link %d: %+v", i, l)
		}
		if l.Node == 0 {
			onEdge++
			if got := w.Firm(l.Supplier).Node; got != 0 {
				t.Fatalf("link %d says node 0, its supplier stands on %d", i, got)
			}
		}
	}
	if onEdge < demo.S.Links/20 {
		t.Errorf("only %d links go from cathode to cell", onEdge)
	}
}

func BenchmarkLoad(b *testing.B) {
	for name, size := range map[string]demo.Size{"S": demo.S, "M": demo.M} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := world(b, size, 42).Load(context.Background(), storetest.SQLite(b), func(string, int, int) {}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// The demonstration loads on both databases, marks what is invented, and does
// nothing the second time.
func TestDemonstration(t *testing.T) {
	ctx := context.Background()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		load := func() {
			if err := demo.Load(ctx, db, os.DirFS("../../share"), func(string, int, int) {}); err != nil {
				t.Fatal(err)
			}
		}
		count := func(query string) (n int) {
			if err := db.SQL().QueryRowContext(ctx, query).Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		}
		load()
		for query, least := range map[string]int{
			`SELECT COUNT(*) FROM firm WHERE demo = 0`:                                                     4410,
			`SELECT COUNT(*) FROM firm WHERE demo = 1`:                                                     4000,
			`SELECT COUNT(*) FROM policy WHERE demo = 0`:                                                   5700,
			`SELECT COUNT(*) FROM statistic WHERE indicator = '地区生产总值'`:                                    500,
			`SELECT COUNT(DISTINCT firm) FROM placement WHERE chain = 'nev' AND demo = 0`:                  200,
			`SELECT COUNT(DISTINCT firm) FROM placement WHERE chain = 'ic' AND demo = 0`:                   150,
			`SELECT COUNT(*) FROM survey WHERE demo = 1`:                                                   200,
			`SELECT COUNT(*) FROM io_sector WHERE sold > 1e9 AND intermediate BETWEEN 0.05 AND 0.95`:       150,
			`SELECT COUNT(*) FROM institute WHERE chain = 'ic'`:                                            3,
			`SELECT COUNT(*) FROM link l JOIN firm f ON f.pid = l.supplier JOIN firm g ON g.pid = l.buyer`: 12000,
		} {
			if n := count(query); n < least {
				t.Errorf("%s: %d, want at least %d", query, n, least)
			}
		}
		if n := count(`SELECT COUNT(*) FROM firm WHERE demo = 0 AND uscc IS NOT NULL`); n != 0 {
			t.Errorf("%d real firms got an invented code", n)
		}
		if n := count(`SELECT COUNT(*) FROM io_share WHERE buyer = '079' AND supplier = '080' AND share > 30`); n != 1 {
			t.Error("vehicles do not buy parts for a third of their input")
		}
		if db.Dialect == store.Postgres {
			return // once is enough of the slower one
		}
		claims := count(`SELECT COUNT(*) FROM claim`)
		if loaded, err := demo.Loaded(ctx, db); err != nil || !loaded {
			t.Errorf("loaded %v %v", loaded, err)
		}
		load()
		if again := count(`SELECT COUNT(*) FROM claim`); again != claims {
			t.Errorf("%d claims after the second time, %d after the first", again, claims)
		}
	})
}
