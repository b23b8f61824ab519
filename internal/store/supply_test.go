package store_test

import (
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
	"lianzhang/internal/supply"
)

// What the network is made from comes back as it went in: output before revenue,
// unknown as unknown, internal supply and firms that are gone left out.
func TestSupplyRecords(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var pids map[string]string
		put := func(tx *store.Tx, kind string, rows ...map[string]any) {
			t.Helper()
			source, err := tx.AddSource(ctx, fact.Source{Name: "s", Rank: 50, AsOf: "2026-01-01"})
			if err != nil {
				t.Fatal(err)
			}
			var claims []fact.Claim
			for _, row := range rows {
				claims = append(claims, fact.Claim{Source: source, AsOf: "2026-01-01", Values: row})
			}
			if _, err := tx.PutClaims(ctx, fact.KindOf(kind), claims, store.PutOptions{}); err != nil {
				t.Fatal(err)
			}
		}
		write := func(do func(tx *store.Tx) error) {
			t.Helper()
			if err := db.Write(ctx, access.System(), do); err != nil {
				t.Fatal(err)
			}
		}
		write(func(tx *store.Tx) error {
			put(tx, "firm",
				map[string]any{"name": "甲", "region": "330522", "industry": "C3841", "output": int64(500), "revenue": int64(700), "tax": int64(20), "employees": int64(9)},
				map[string]any{"name": "乙", "region": "330100", "revenue": int64(300)},
				map[string]any{"name": "丙", "region": "330100"},
				map[string]any{"name": "丁", "region": "330100", "status": "cancelled"})
			return nil
		})
		pids = map[string]string{}
		rows, err := db.SQL().Query(`SELECT name, pid FROM firm`)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var name, pid string
			if err := rows.Scan(&name, &pid); err != nil {
				t.Fatal(err)
			}
			pids[name] = pid
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		write(func(tx *store.Tx) error {
			put(tx, "link",
				map[string]any{"supplier": pids["甲"], "buyer": pids["乙"], "product": "电池", "amount": int64(40), "grade": "A"},
				map[string]any{"supplier": pids["乙"], "buyer": pids["丙"], "product": "电池"},
				map[string]any{"supplier": pids["乙"], "buyer": pids["丁"], "product": "电池", "amount": int64(5)},
				map[string]any{"supplier": pids["甲"], "buyer": pids["丙"], "product": "电池", "amount": int64(5), "internal": true})
			source, err := tx.AddSource(ctx, fact.Source{Name: "投入产出表", Rank: 20, AsOf: "2020-12-31"})
			if err != nil {
				return err
			}
			if err := tx.PutIOSectors(ctx, []supply.Sector{{Code: "079", Name: "汽车整车", Intermediate: 0.8}, {Code: "087", Name: "电池", Intermediate: 0.7, Imported: 0.1, Sold: 5e9}}); err != nil {
				return err
			}
			return tx.PutSectorShares(ctx, source, []store.SectorShare{{Supplier: "087", Buyer: "079", Percent: 12}, {Supplier: "099", Buyer: "079", Percent: 1}})
		})
		var r *supply.Records
		if err := db.Read(ctx, access.System(), func(tx *store.Tx) (err error) { r, err = tx.SupplyRecords(ctx); return err }); err != nil {
			t.Fatal(err)
		}
		if len(r.Firms) != 3 || len(r.Trades) != 2 {
			t.Fatalf("%d firms, %d relations", len(r.Firms), len(r.Trades))
		}
		at := map[string]int{}
		for i, f := range r.Firms {
			at[f.Name] = i
			if i > 0 && r.Firms[i-1].PID >= f.PID {
				t.Error("firms are not in order")
			}
		}
		if f := r.Firms[at["甲"]]; f.Size != 500 || f.Tax != 20 || f.Jobs != 9 || f.Industry != "C3841" || f.Region != "330522" {
			t.Errorf("甲 %+v", f)
		}
		if b, c := r.Firms[at["乙"]], r.Firms[at["丙"]]; b.Size != 300 || b.Tax != supply.Unknown || c.Size != supply.Unknown {
			t.Errorf("乙 %+v, 丙 %+v", b, c)
		}
		amounts := map[int]int64{}
		for _, l := range r.Trades {
			amounts[int(l.Supplier)] = l.Amount
		}
		if amounts[at["甲"]] != 40 || amounts[at["乙"]] != supply.Unknown {
			t.Errorf("relations %+v", r.Trades)
		}
		if r.Table.Source != "投入产出表" || len(r.Table.Sectors) != 2 || r.Table.Share[1][0] != 12 || r.Table.Share[0][1] != 0 || r.Table.Sectors[1] != (supply.Sector{Code: "087", Name: "电池", Intermediate: 0.7, Imported: 0.1, Sold: 5e9}) {
			t.Errorf("table %+v", r.Table)
		}
	})
}
