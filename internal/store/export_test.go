package store_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// The same data give the same bytes on both databases, whatever numbers the
// rows have inside.
func TestCanonicalBytes(t *testing.T) {
	ctx := context.Background()
	var texts []string
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		low, high := register(t, db, "Q1", 50), register(t, db, "Q2", 90)
		next := uint64(7)
		put := func(kind string, source int64, list ...values) (pids []string) {
			in(t, db, func(tx *store.Tx) error {
				var claims []fact.Claim
				for _, v := range list {
					claims = append(claims, fact.Claim{Source: source, AsOf: "2025", GivenBy: "tester", Values: v})
				}
				got, err := tx.PutClaims(ctx, fact.KindOf(kind), claims, store.PutOptions{NewPID: func(prefix string) string {
					next = next*6364136223846793005 + 1442695040888963407
					return fact.PIDFrom(prefix, next)
				}})
				for _, o := range got {
					pids = append(pids, o.Subject)
				}
				return err
			})
			return pids
		}
		firms := put("firm", low, values{"name": "甲<有限>公司&", "region": "330522", "revenue": int64(123456789012345), "above_scale": true},
			values{"name": "乙有限公司", "region": "330523", "former_names": "丙、丁"}, values{"name": "戊公司", "region": "330000"})
		put("firm", high, values{"name": "乙有限公司", "region": "330523", "employees": int64(3)})
		put("product", low, values{"firm": firms[0], "name": "电池", "market_share": 12.5, "capacity": 0.1, "used": float64(70)})
		in(t, db, func(tx *store.Tx) error {
			_, err := tx.Merge(ctx, access.Whole(), fact.KindOf("firm"), firms[0], firms[2], "x")
			return err
		})
		in(t, db, func(tx *store.Tx) error { return tx.Remove(ctx, access.Whole(), fact.KindOf("firm"), firms[1]) })
		var b bytes.Buffer
		out(t, db, func(tx *store.Tx) error { return tx.Canonical(ctx, &b) })
		texts = append(texts, b.String())
	})
	if len(texts[0]) == 0 || !strings.Contains(texts[0], "甲<有限>公司&") || !strings.Contains(texts[0], `"merged_into"`) {
		t.Errorf("export: %s", texts[0])
	}
	if len(texts) == 2 && texts[0] != texts[1] {
		t.Errorf("SQLite gives\n%s\nPostgreSQL gives\n%s", texts[0], texts[1])
	}
}
