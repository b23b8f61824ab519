package store_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

func found(t testing.TB, db *store.DB, s access.Scope, typed string) []string {
	t.Helper()
	list := []string{}
	out(t, db, func(tx *store.Tx) error {
		hits, err := tx.Search(context.Background(), s, typed, 20)
		for _, h := range hits {
			list = append(list, h.Name)
		}
		return err
	})
	return list
}

func TestSearch(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		src := register(t, db, "Q1", 50)
		say(t, db, "firm", src,
			values{"name": "超威电源集团有限公司", "region": "330522", "uscc": "91330522146490876M", "revenue": int64(9e12), "short_name": "超威动力", "former_names": "长兴超威、长兴蓄电池厂"},
			values{"name": "长兴超威配件厂", "region": "330522", "revenue": int64(1e9)},
			values{"name": "天能电池（集团）股份有限公司", "region": "330522", "listed": "688819", "revenue": int64(5e12)},
			values{"name": "重庆超力高科技股份有限公司", "region": "500112", "revenue": int64(7e12)},
			values{"name": "TCL华星光电技术有限公司", "region": "440306"},
			values{"name": "电", "region": "330523"},
			values{"name": "𬭎基新材料", "region": "330522-Z01"[:6], "park": "330522-Z01"})
		for why, c := range map[string]struct {
			typed string
			scope access.Scope
			want  []string
		}{
			"one character, exact first, then by size": {"电", access.Whole(), []string{"电", "超威电源集团有限公司", "天能电池（集团）股份有限公司", "TCL华星光电技术有限公司"}},
			"two characters, prefix before contained":  {"超威", access.Whole(), []string{"超威电源集团有限公司", "长兴超威配件厂"}},
			"a former name": {"蓄电池厂", access.Whole(), []string{"超威电源集团有限公司"}},
			"no phrase runs from one name to the next": {"公司超威", access.Whole(), []string{}},
			"brackets do not matter":                   {"天能电池集团", access.Whole(), []string{"天能电池（集团）股份有限公司"}},
			"pinyin from the beginning":                {"chaowei", access.Whole(), []string{"超威电源集团有限公司", "长兴超威配件厂"}},
			"pinyin inside, last syllable begun":       {"dianch", access.Whole(), []string{"天能电池（集团）股份有限公司"}},
			"pinyin of a place read its own way":       {"chongqing", access.Whole(), []string{"重庆超力高科技股份有限公司"}},
			"pinyin does not begin inside a syllable":  {"aowei", access.Whole(), []string{}},
			"initials":                             {"cwdy", access.Whole(), []string{"超威电源集团有限公司"}},
			"two initials":                         {"tn", access.Whole(), []string{"天能电池（集团）股份有限公司"}},
			"a fragment of the code":               {"146490", access.Whole(), []string{"超威电源集团有限公司"}},
			"the whole code in small letters":      {"91330522146490876m", access.Whole(), []string{"超威电源集团有限公司"}},
			"the stock code":                       {"688819", access.Whole(), []string{"天能电池（集团）股份有限公司"}},
			"letters of the name":                  {"tcl", access.Whole(), []string{"TCL华星光电技术有限公司"}},
			"a rare character":                     {"𬭎", access.Whole(), []string{"𬭎基新材料"}},
			"inside the scope only":                {"超", scope(access.Core, "500000"), []string{"重庆超力高科技股份有限公司"}},
			"the county sees its park":             {"新材料", scope(access.Core, "330522"), []string{"𬭎基新材料"}},
			"the park sees itself":                 {"有限", scope(access.Core, "330522-Z01"), []string{}},
			"no scope":                             {"超威", access.Scope{}, []string{}},
			"signs of the query language are text": {`" OR name:*`, access.Whole(), []string{}},
			"nothing but signs":                    {"（）%_'", access.Whole(), []string{}},
		} {
			if got := found(t, db, c.scope, c.typed); !cmp.Equal(got, c.want) {
				t.Errorf("%s: %q finds %v, want %v", why, c.typed, got, c.want)
			}
		}
	})
}

// The index follows what is shown.
func TestSearchFollows(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		src, better := register(t, db, "Q1", 50), register(t, db, "Q2", 90)
		say(t, db, "firm", src, values{"name": "旧名有限公司", "region": "330522", "uscc": usccA})
		say(t, db, "firm", better, values{"name": "新名有限公司", "region": "330522", "uscc": usccA, "revenue": int64(1e12)})
		if old, now := found(t, db, access.Whole(), "旧名"), found(t, db, access.Whole(), "新名"); len(old) != 0 || len(now) != 1 {
			t.Errorf("after renaming: %v, %v", old, now)
		}
		var ledger []store.Entry
		page := listed(t, db, access.Whole(), "firm", store.Query{Text: "新名"})
		if len(page.Items) != 1 {
			t.Fatalf("listed by text: %v", names(page.Items))
		}
		out(t, db, func(tx *store.Tx) (err error) {
			ledger, err = tx.Claims(context.Background(), access.Whole(), fact.KindOf("firm"), page.Items[0].PID)
			return err
		})
		in(t, db, func(tx *store.Tx) error { return tx.Withdraw(context.Background(), fact.KindOf("firm"), ledger[0].ID) })
		if old, now := found(t, db, access.Whole(), "旧名"), found(t, db, access.Whole(), "新名"); len(old) != 1 || len(now) != 0 {
			t.Errorf("after withdrawing: %v, %v", old, now)
		}
		in(t, db, func(tx *store.Tx) error { return tx.Withdraw(context.Background(), fact.KindOf("firm"), ledger[1].ID) })
		if old := found(t, db, access.Whole(), "旧名"); len(old) != 0 {
			t.Errorf("deleted and still found: %v", old)
		}
	})
}

// What was written is found within the same transaction, however often it was
// written before.
func TestSearchWithinTransaction(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		low, mid, high := register(t, db, "Q1", 10), register(t, db, "Q2", 50), register(t, db, "Q3", 90)
		ctx, firm := context.Background(), fact.KindOf("firm")
		in(t, db, func(tx *store.Tx) error {
			put := func(source int64, name string) {
				claim := fact.Claim{Source: source, AsOf: "2025", Values: values{"name": name, "region": "330522", "uscc": usccA}}
				if _, err := tx.PutClaims(ctx, firm, []fact.Claim{claim}, store.PutOptions{}); err != nil {
					t.Fatal(err)
				}
			}
			put(low, "甲号公司")
			put(mid, "乙号公司")
			hits, err := tx.Search(ctx, access.Whole(), "号公司", 20)
			if err != nil || len(hits) != 1 || hits[0].Name != "乙号公司" {
				t.Errorf("within the transaction: %v, %v", hits, err)
			}
			put(high, "丙号公司")
			page, err := tx.Records(ctx, access.Whole(), firm, store.Query{Text: "丙号"})
			if err != nil || len(page.Items) != 1 {
				t.Errorf("listed within the transaction: %v, %v", names(page.Items), err)
			}
			return nil
		})
		for typed, want := range map[string]int{"甲号": 0, "乙号": 0, "丙号": 1} {
			if got := found(t, db, access.Whole(), typed); len(got) != want {
				t.Errorf("afterwards %s finds %v", typed, got)
			}
		}
	})
}
