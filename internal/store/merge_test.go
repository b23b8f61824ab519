package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

func get(t *testing.T, db *store.DB, kind, pid string) (r fact.Record) {
	t.Helper()
	out(t, db, func(tx *store.Tx) (err error) {
		r, err = tx.Record(context.Background(), access.Whole(), fact.KindOf(kind), pid)
		return err
	})
	return r
}

// Merging and taking it back leaves everything as it was, and both public IDs
// lead somewhere at every moment.
func TestMergeAndBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		low, high := register(t, db, "Q1", 50), register(t, db, "Q2", 90)
		a := say(t, db, "firm", high, values{"name": "超威电源有限公司", "region": "330522", "employees": int64(10)})[0].Subject
		b := say(t, db, "firm", low, values{"name": "超威电源股份有限公司", "region": "330523", "uscc": usccA, "listed": "600001"})[0].Subject
		product := say(t, db, "product", low, values{"firm": b, "name": "电池"})[0].Subject
		link := say(t, db, "link", low, values{"supplier": a, "buyer": b, "product": "极板"})[0].Subject
		before := map[string]any{}
		for kind, pid := range map[string]string{"product": product, "link": link} {
			before[pid] = get(t, db, kind, pid).Values
		}
		firmA, firmB := get(t, db, "firm", a).Values, get(t, db, "firm", b).Values

		var m store.Merging
		in(t, db, func(tx *store.Tx) (err error) {
			m, err = tx.Merge(ctx, access.Whole(), fact.KindOf("firm"), a, b, "同一企业")
			return err
		})
		merged := get(t, db, "firm", b)
		if merged.PID != a || merged.Values["uscc"] != usccA || merged.Values["listed"] != "600001" || merged.Values["name"] != "超威电源有限公司" {
			t.Errorf("the merged ID leads to %+v", merged)
		}
		if p := get(t, db, "product", product); p.Values["firm"] != a || p.Region != "330522" {
			t.Errorf("the product hangs on %v in %s", p.Values["firm"], p.Region)
		}
		if got := names(listed(t, db, access.Whole(), "firm", store.Query{}).Items); len(got) != 1 {
			t.Errorf("listed after merging: %v", got)
		}
		if got := found(t, db, access.Whole(), "超威"); len(got) != 1 {
			t.Errorf("found after merging: %v", got)
		}
		again := say(t, db, "firm", low, values{"name": "超威电源股份有限公司", "region": "330523", "uscc": usccA, "listed": "600001"})
		if again[0].Subject != a {
			t.Errorf("a claim with the merged firm's code goes to %s", again[0].Subject)
		}

		in(t, db, func(tx *store.Tx) (err error) {
			_, err = tx.Unmerge(ctx, access.Whole(), m.PID, "误并")
			return err
		})
		for kind, pid := range map[string]string{"product": product, "link": link} {
			if got := get(t, db, kind, pid).Values; !cmp.Equal(any(got), before[pid]) {
				t.Errorf("%s after taking back: %v, was %v", kind, got, before[pid])
			}
		}
		if got := get(t, db, "firm", b).Values; !cmp.Equal(got, firmB) {
			t.Errorf("the other firm: %v, was %v", got, firmB)
		}
		if got := get(t, db, "firm", a).Values; !cmp.Equal(got, firmA) {
			t.Errorf("the survivor: %v, was %v", got, firmA)
		}
		err := db.Write(ctx, access.System(), func(tx *store.Tx) error {
			_, err := tx.Unmerge(ctx, access.Whole(), m.PID, "再次")
			return err
		})
		if !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("taken back twice: %v", err)
		}
	})
}

func TestRefusedMerges(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		src := register(t, db, "Q1", 50)
		var pids []string
		for i := range 3 {
			pids = append(pids, say(t, db, "firm", src, values{"name": fmt.Sprintf("第%d公司", i), "region": "330522"})[0].Subject)
		}
		merge := func(s access.Scope, a, b string) (m store.Merging, err error) {
			err = db.Write(ctx, access.System(), func(tx *store.Tx) (err error) {
				m, err = tx.Merge(ctx, s, fact.KindOf("firm"), a, b, "x")
				return err
			})
			return m, err
		}
		if _, err := merge(access.Whole(), pids[0], pids[0]); !errors.Is(err, fault.ErrConflict) {
			t.Errorf("with itself: %v", err)
		}
		if _, err := merge(scope(access.Core, "330523"), pids[0], pids[1]); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("outside the scope: %v", err)
		}
		first, err := merge(access.Whole(), pids[0], pids[1])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := merge(access.Whole(), pids[2], pids[0]); err != nil {
			t.Fatal(err)
		}
		if got := get(t, db, "firm", pids[1]).PID; got != pids[2] {
			t.Errorf("through two merges the first ID leads to %s", got)
		}
		err = db.Write(ctx, access.System(), func(tx *store.Tx) error {
			_, err := tx.Unmerge(ctx, access.Whole(), first.PID, "x")
			return err
		})
		if !errors.Is(err, fault.ErrConflict) && !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("the first taken back while the second stands: %v", err)
		}
	})
}

func TestSplitAndBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		one, two := register(t, db, "Q1", 50), register(t, db, "Q2", 60)
		pid := say(t, db, "firm", one, values{"name": "甲有限公司", "region": "330522", "employees": int64(1)})[0].Subject
		claim := say(t, db, "firm", two, values{"name": "甲有限公司", "region": "330522", "employees": int64(2)})[0].Claim
		var m store.Merging
		in(t, db, func(tx *store.Tx) (err error) {
			m, err = tx.Split(ctx, access.Whole(), fact.KindOf("firm"), pid, []int64{claim}, "两家企业")
			return err
		})
		if a, b := get(t, db, "firm", pid), get(t, db, "firm", m.Other); a.Values["employees"] != int64(1) || b.Values["employees"] != int64(2) || b.Values["name"] != "甲有限公司" {
			t.Errorf("split into %v and %v", a.Values, b.Values)
		}
		in(t, db, func(tx *store.Tx) (err error) {
			_, err = tx.Unmerge(ctx, access.Whole(), m.PID, "误拆")
			return err
		})
		if r := get(t, db, "firm", m.Other); r.PID != pid || r.Values["employees"] != int64(2) {
			t.Errorf("taken back: %+v", r)
		}
		err := db.Write(ctx, access.System(), func(tx *store.Tx) error {
			var all []int64
			ledger, err := tx.Claims(ctx, access.Whole(), fact.KindOf("firm"), pid)
			for _, e := range ledger {
				all = append(all, e.ID)
			}
			if err == nil {
				_, err = tx.Split(ctx, access.Whole(), fact.KindOf("firm"), pid, all, "x")
			}
			return err
		})
		if !errors.Is(err, fault.ErrConflict) {
			t.Errorf("splitting everything off: %v", err)
		}
	})
}

func TestPairs(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		src := register(t, db, "Q1", 50)
		say(t, db, "firm", src, values{"name": "浙江超威电源有限公司", "region": "330522"}, values{"name": "天能电池集团", "region": "330522"})
		say(t, db, "firm", src, values{"name": "超威电源股份有限公司", "region": "330522"}, values{"name": "永兴特钢", "region": "330523"},
			values{"name": "天能动力", "former_names": "天能电池集团", "region": "330500"})
		pairs := func(s access.Scope, state string) (list []store.Pair) {
			out(t, db, func(tx *store.Tx) (err error) {
				list, err = tx.Pairs(ctx, s, "", state, 100)
				return err
			})
			return list
		}
		open := pairs(access.Whole(), "open")
		if len(open) != 2 || open[0].Score < fact.Likely || open[0].A.Values["name"] != "浙江超威电源有限公司" || open[0].Reasons[0] != fact.SameCore || open[1].Reasons[0] != fact.SameFormer {
			t.Fatalf("open pairs: %+v", open)
		}
		if got := pairs(scope(access.Core, "330522"), "open"); len(got) != 1 {
			t.Errorf("the county sees %d pairs", len(got))
		}
		decide := func(s access.Scope, pid, state string) error {
			return db.Write(ctx, access.System(), func(tx *store.Tx) error { return tx.DecidePair(ctx, s, pid, state) })
		}
		if err := decide(scope(access.Core, "330522"), open[1].PID, "apart"); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("decided from outside: %v", err)
		}
		if err := decide(access.Whole(), open[1].PID, "apart"); err != nil {
			t.Fatal(err)
		}
		say(t, db, "firm", src, values{"name": "天能动力", "region": "330500", "former_names": "天能电池集团", "employees": int64(5)})
		if got := pairs(access.Whole(), "apart"); len(got) != 1 {
			t.Errorf("a decision is forgotten when the firm is written again: %+v", got)
		}
		in(t, db, func(tx *store.Tx) error {
			_, err := tx.Merge(ctx, access.Whole(), fact.KindOf("firm"), open[0].A.PID, open[0].B.PID, "同一企业")
			return err
		})
		if got := pairs(access.Whole(), "open"); len(got) != 0 {
			t.Errorf("open after merging: %+v", got)
		}
		if got := pairs(access.Whole(), "merged"); len(got) != 1 {
			t.Errorf("merged: %+v", got)
		}
	})
}

// What lies in the bin comes back as it was.
func TestBin(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		src := register(t, db, "Q1", 50)
		pid := say(t, db, "firm", src, values{"name": "甲有限公司", "region": "330522", "uscc": usccA})[0].Subject
		was := get(t, db, "firm", pid).Values
		in(t, db, func(tx *store.Tx) error { return tx.Remove(ctx, access.Whole(), fact.KindOf("firm"), pid) })
		if got := found(t, db, access.Whole(), "甲"); len(got) != 0 {
			t.Errorf("found in the bin: %v", got)
		}
		bin := func(s access.Scope) (list []store.Binned) {
			out(t, db, func(tx *store.Tx) (err error) {
				list, err = tx.Bin(ctx, s, fact.KindOf("firm"))
				return err
			})
			return list
		}
		if got := bin(access.Whole()); len(got) != 1 || got[0].PID != pid || len(bin(scope(access.Core, "330523"))) != 0 {
			t.Errorf("bin: %+v", got)
		}
		in(t, db, func(tx *store.Tx) error { return tx.Restore(ctx, access.Whole(), fact.KindOf("firm"), pid) })
		if got := get(t, db, "firm", pid).Values; !cmp.Equal(got, was) || len(bin(access.Whole())) != 0 {
			t.Errorf("restored: %v, was %v", got, was)
		}
		err := db.Write(ctx, access.System(), func(tx *store.Tx) error {
			return tx.Restore(ctx, access.Whole(), fact.KindOf("firm"), pid)
		})
		if !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("restored twice: %v", err)
		}
	})
}
