package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// out runs a reading transaction.
func out(t testing.TB, db *store.DB, do func(*store.Tx) error) {
	t.Helper()
	if err := db.Read(context.Background(), access.System(), do); err != nil {
		t.Fatal(err)
	}
}

func scope(class access.Class, codes ...region.Code) access.Scope {
	return access.Scope{Regions: codes, Class: class}
}

func listed(t testing.TB, db *store.DB, s access.Scope, kind string, q store.Query) (page store.Page) {
	t.Helper()
	out(t, db, func(tx *store.Tx) (err error) {
		page, err = tx.Records(context.Background(), s, fact.KindOf(kind), q)
		return err
	})
	return page
}

func names(items []fact.Record) []string {
	list := []string{}
	for _, r := range items {
		list = append(list, fmt.Sprint(r.Values["name"]))
	}
	return list
}

func TestScopeOfReads(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		src := register(t, db, "Q1", 50)
		got := say(t, db, "firm", src, values{"name": "县企", "region": "330522"}, values{"name": "园企", "region": "330522", "park": "330522-Z01"},
			values{"name": "邻县企", "region": "330523"}, values{"name": "市企", "region": "330500"}, values{"name": "外省企", "region": "320500"})
		for why, c := range map[string]struct {
			scope access.Scope
			want  []string
		}{
			"own place and its parks":      {scope(access.Core, "330522"), []string{"县企", "园企"}},
			"a park sees only itself":      {scope(access.Core, "330522-Z01"), []string{"园企"}},
			"the parent sees its children": {scope(access.Core, "330500"), []string{"县企", "园企", "邻县企", "市企"}},
			"the sibling":                  {scope(access.Core, "330523"), []string{"邻县企"}},
			"two places":                   {scope(access.Core, "330523", "320000"), []string{"邻县企", "外省企"}},
			"no place sees nothing":        {access.Scope{}, []string{}},
		} {
			if got := names(listed(t, db, c.scope, "firm", store.Query{}).Items); !cmp.Equal(got, c.want) {
				t.Errorf("%s: list shows %v, want %v", why, got, c.want)
			}
			for i, name := range []string{"县企", "园企", "邻县企", "市企", "外省企"} {
				err := db.Read(context.Background(), access.System(), func(tx *store.Tx) error {
					_, err := tx.Record(context.Background(), c.scope, fact.KindOf("firm"), got[i].Subject)
					if _, ledger := tx.Claims(context.Background(), c.scope, fact.KindOf("firm"), got[i].Subject); (ledger == nil) != (err == nil) {
						t.Errorf("%s: record and ledger of %s disagree: %v, %v", why, name, err, ledger)
					}
					return err
				})
				if want := slices.Contains(c.want, name); (err == nil) != want || err != nil && !errors.Is(err, fault.ErrNotFound) {
					t.Errorf("%s: record %s: %v", why, name, err)
				}
			}
		}
	})
}

// A value above the reader's class leaves through no door.
func TestCanary(t *testing.T) {
	const canary = "金丝雀联系人"
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		src := register(t, db, "Q1", 50)
		pid := say(t, db, "firm", src, values{"name": "甲有限公司", "region": "330522", "contact": canary, "phone": "0572-6000000"})[0].Subject
		for class, want := range map[access.Class]bool{access.Public: false, access.Internal: false, access.Sensitive: true, access.Core: true} {
			s := scope(class, "330000")
			var seen []string
			out(t, db, func(tx *store.Tx) error {
				r, err := tx.Record(context.Background(), s, fact.KindOf("firm"), pid)
				if err != nil {
					return err
				}
				ledger, err := tx.Claims(context.Background(), s, fact.KindOf("firm"), pid)
				if err != nil {
					return err
				}
				hits, err := tx.Search(context.Background(), s, "甲", 10)
				seen = append(seen, fmt.Sprint(r), fmt.Sprint(ledger), fmt.Sprint(hits))
				return err
			})
			seen = append(seen, fmt.Sprint(listed(t, db, s, "firm", store.Query{})))
			if got := strings.Contains(strings.Join(seen, "\n"), canary); got != want {
				t.Errorf("class %d sees the canary: %v", class, got)
			}
			for _, q := range []store.Query{{Sort: "contact"}, {Filters: []store.Filter{{Field: "contact", Op: store.Known}}}} {
				err := db.Read(context.Background(), access.System(), func(tx *store.Tx) error {
					_, err := tx.Records(context.Background(), s, fact.KindOf("firm"), q)
					return err
				})
				if (err == nil) != want {
					t.Errorf("class %d may ask by contact: %v", class, err)
				}
			}
		}
	})
}

func TestFilters(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		src := register(t, db, "Q1", 50)
		say(t, db, "firm", src,
			values{"name": "甲%电池", "region": "330522", "revenue": int64(100), "industry": "C3841", "above_scale": true},
			values{"name": "乙_电池", "region": "330523", "revenue": int64(200), "industry": "C3842"},
			values{"name": "丙Steel", "region": "320500", "industry": "C3130", "above_scale": false})
		for why, c := range map[string]struct {
			filter store.Filter
			want   []string
		}{
			"equal":                        {store.Filter{Field: "industry", Op: store.Equal, Values: []any{"C3841"}}, []string{"甲%电池"}},
			"one of":                       {store.Filter{Field: "industry", Op: store.OneOf, Values: []any{"C3841", "C3130"}}, []string{"甲%电池", "丙Steel"}},
			"contains":                     {store.Filter{Field: "name", Op: store.Contains, Values: []any{"电池"}}, []string{"甲%电池", "乙_电池"}},
			"contains without case":        {store.Filter{Field: "name", Op: store.Contains, Values: []any{"STEEL"}}, []string{"丙Steel"}},
			"a percent sign is itself":     {store.Filter{Field: "name", Op: store.Contains, Values: []any{"%"}}, []string{"甲%电池"}},
			"an underscore is itself":      {store.Filter{Field: "name", Op: store.Contains, Values: []any{"_"}}, []string{"乙_电池"}},
			"a quote is itself":            {store.Filter{Field: "name", Op: store.Contains, Values: []any{"' OR 1=1--"}}, []string{}},
			"at least":                     {store.Filter{Field: "revenue", Op: store.AtLeast, Values: []any{int64(200)}}, []string{"乙_电池"}},
			"at most leaves unknown out":   {store.Filter{Field: "revenue", Op: store.AtMost, Values: []any{int64(200)}}, []string{"甲%电池", "乙_电池"}},
			"unknown":                      {store.Filter{Field: "revenue", Op: store.Unknown}, []string{"丙Steel"}},
			"known":                        {store.Filter{Field: "revenue", Op: store.Known}, []string{"甲%电池", "乙_电池"}},
			"inside a place":               {store.Filter{Field: "region", Op: store.Inside, Values: []any{"330000"}}, []string{"甲%电池", "乙_电池"}},
			"no is known and not unknown":  {store.Filter{Field: "above_scale", Op: store.Equal, Values: []any{false}}, []string{"丙Steel"}},
			"neither yes nor no is stated": {store.Filter{Field: "above_scale", Op: store.Unknown}, []string{"乙_电池"}},
		} {
			page := listed(t, db, access.Whole(), "firm", store.Query{Filters: []store.Filter{c.filter}, Total: true})
			if got := names(page.Items); !cmp.Equal(got, c.want) || page.Total != len(c.want) {
				t.Errorf("%s: %v (total %d), want %v", why, got, page.Total, c.want)
			}
		}
	})
}

func TestRefusedQueries(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		for why, q := range map[string]store.Query{
			"a limit below one":              {Limit: -1},
			"a limit over the largest":       {Limit: store.PageMax + 1},
			"sort by a field it lacks":       {Sort: "colour"},
			"sort by an internal column":     {Sort: "name_key"},
			"filter by a field it lacks":     {Filters: []store.Filter{{Field: "1=1;--", Op: store.Known}}},
			"an operator that is not one":    {Filters: []store.Filter{{Field: "name", Op: "like", Values: []any{"a"}}}},
			"a number that contains":         {Filters: []store.Filter{{Field: "revenue", Op: store.Contains, Values: []any{int64(1)}}}},
			"text where a number belongs":    {Filters: []store.Filter{{Field: "revenue", Op: store.Equal, Values: []any{"1"}}}},
			"no value":                       {Filters: []store.Filter{{Field: "name", Op: store.Equal}}},
			"a cursor that is not one":       {Cursor: "%%%"},
			"a cursor of nonsense":           {Cursor: "bm9uc2Vuc2U"},
			"a cursor of another order":      {Cursor: "eyJzIjoicmV2ZW51ZSIsInYiOjEsImkiOjF9"},
			"a cursor with text for a count": {Sort: "revenue", Cursor: "eyJzIjoicmV2ZW51ZSIsInYiOiJ4IiwiaSI6MX0"},
		} {
			err := db.Read(context.Background(), access.System(), func(tx *store.Tx) error {
				_, err := tx.Records(context.Background(), access.Whole(), fact.KindOf("firm"), q)
				return err
			})
			if !errors.Is(err, fault.ErrInvalid) {
				t.Errorf("%s: %v", why, err)
			}
		}
	})
}

// Page by page one sees every record once, in order, with the unknown last.
func TestPages(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		src := register(t, db, "Q1", 50)
		var rows []values
		for i := range 23 {
			v := values{"name": fmt.Sprintf("第%02d公司", i), "region": []string{"330522", "330523"}[i%2]}
			if i%4 != 0 {
				v["revenue"] = int64(i % 3 * 1000)
			}
			rows = append(rows, v)
		}
		say(t, db, "firm", src, rows...)
		for _, sort := range []string{"", "revenue", "name", "region"} {
			for _, desc := range []bool{false, true} {
				whole := listed(t, db, access.Whole(), "firm", store.Query{Sort: sort, Desc: desc, Limit: 500})
				if len(whole.Items) != 23 || whole.Next != "" {
					t.Fatalf("%d items, next %q", len(whole.Items), whole.Next)
				}
				if sort == "revenue" {
					last := whole.Items[22].Values["revenue"]
					if first := whole.Items[0].Values["revenue"]; first == nil || last != nil {
						t.Errorf("the unknown are not last: first %v, last %v", first, last)
					}
				}
				var got []fact.Record
				q := store.Query{Sort: sort, Desc: desc, Limit: 4}
				for pages := 0; ; pages++ {
					page := listed(t, db, access.Whole(), "firm", q)
					got = append(got, page.Items...)
					if q.Cursor = page.Next; q.Cursor == "" || pages > 10 {
						break
					}
				}
				if !cmp.Equal(names(got), names(whole.Items)) {
					t.Errorf("sort %q desc %v: pages give %v, the whole %v", sort, desc, names(got), names(whole.Items))
				}
			}
		}
	})
}

// With the marks of a ruler every row is reached at once, in every order.
func TestRuler(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		src := register(t, db, "Q1", 50)
		var rows []values
		for i := range 23 {
			v := values{"name": fmt.Sprintf("第%02d公司", i), "region": []string{"330522", "110108"}[i%2]}
			if i%4 != 0 {
				v["revenue"] = int64(i % 3 * 1000)
			}
			rows = append(rows, v)
		}
		say(t, db, "firm", src, rows...)
		for _, asked := range []store.Query{
			{}, {Desc: true}, {Sort: "revenue"}, {Sort: "revenue", Desc: true}, {Sort: "name"}, {Sort: "region", Desc: true},
			{Sort: "revenue", Region: "330000"}, {Filters: []store.Filter{{Field: "revenue", Op: store.AtLeast, Values: []any{int64(1000)}}}},
		} {
			asked.Limit = 500
			whole := listed(t, db, access.Whole(), "firm", asked)
			for _, most := range []int{1, 4, 6, 23, 100} {
				var r store.Ruler
				out(t, db, func(tx *store.Tx) (err error) {
					r, err = tx.Ruler(context.Background(), access.Whole(), fact.KindOf("firm"), asked, most)
					return err
				})
				if r.Total != len(whole.Items) || len(r.Marks) != (r.Total-1)/r.Step {
					t.Fatalf("%+v: total %d, %d marks of step %d", asked, r.Total, len(r.Marks), r.Step)
				}
				for i := range whole.Items {
					q := asked
					q.Limit, q.Skip = 3, i%r.Step
					if n := i / r.Step; n > 0 {
						q.Cursor = r.Marks[n-1]
					}
					got := names(listed(t, db, access.Whole(), "firm", q).Items)
					if want := names(whole.Items[i:min(i+3, len(whole.Items))]); !cmp.Equal(got, want) {
						t.Errorf("%+v, %d marks, row %d: %v, want %v", asked, most, i, got, want)
					}
				}
			}
		}
	})
}

func TestLedgerNamesWhatIsShown(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		low, high := register(t, db, "Q1", 50), register(t, db, "Q2", 90)
		pid := say(t, db, "firm", low, values{"name": "甲有限公司", "region": "330522", "employees": int64(10), "listed": "600001"})[0].Subject
		say(t, db, "firm", high, values{"name": "甲有限公司", "region": "330522", "employees": int64(12)})
		var ledger []store.Entry
		out(t, db, func(tx *store.Tx) (err error) {
			ledger, err = tx.Claims(context.Background(), access.Whole(), fact.KindOf("firm"), pid)
			return err
		})
		if len(ledger) != 2 || ledger[0].From.PID != "Q2" || ledger[0].GivenBy != "tester" || ledger[0].AsOf != "2025-12-31" {
			t.Fatalf("ledger: %+v", ledger)
		}
		if !cmp.Equal(ledger[0].Shown, []string{"employees", "name", "region"}) || !cmp.Equal(ledger[1].Shown, []string{"listed"}) {
			t.Errorf("shown: %v and %v", ledger[0].Shown, ledger[1].Shown)
		}
	})
}

func TestUndoOfAnImport(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		src := register(t, db, "Q1", 50)
		put := func(imported int64, list ...values) (pids []string) {
			in(t, db, func(tx *store.Tx) error {
				var claims []fact.Claim
				for _, v := range list {
					claims = append(claims, fact.Claim{Source: src, AsOf: fmt.Sprint(2020 + imported), Import: imported, Values: v})
				}
				got, err := tx.PutClaims(context.Background(), fact.KindOf("firm"), claims, store.PutOptions{})
				for _, o := range got {
					pids = append(pids, o.Subject)
				}
				return err
			})
			return pids
		}
		put(1, values{"name": "旧企业", "region": "330522", "employees": int64(1)})
		put(2, values{"name": "旧企业", "region": "330522", "employees": int64(2)}, values{"name": "新企业", "region": "330522"}, values{"name": "后又更新", "region": "330522"})
		later := put(3, values{"name": "后又更新", "region": "330522", "employees": int64(9)})[0]
		var undone store.Undone
		in(t, db, func(tx *store.Tx) (err error) {
			undone, err = tx.WithdrawImport(context.Background(), 2)
			return err
		})
		want := store.Undone{Claims: 3, Deleted: 1, Conflicts: []store.Conflict{{Kind: "firm", Subject: later, Later: 1}}}
		if !cmp.Equal(undone, want) {
			t.Errorf("undone: %+v", undone)
		}
		items := listed(t, db, access.Whole(), "firm", store.Query{}).Items
		if !cmp.Equal(names(items), []string{"旧企业", "后又更新"}) || items[0].Values["employees"] != int64(1) {
			t.Errorf("after undo: %+v", items)
		}
		in(t, db, func(tx *store.Tx) (err error) {
			undone, err = tx.WithdrawImport(context.Background(), 2)
			return err
		})
		if undone.Claims != 0 {
			t.Errorf("undone twice: %+v", undone)
		}
		if again := put(4, values{"name": "新企业", "region": "330522"}); len(listed(t, db, access.Whole(), "firm", store.Query{}).Items) != 3 || again[0] == "" {
			t.Error("what was undone cannot come again")
		}
	})
}
