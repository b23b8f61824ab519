package store_test

import (
	"context"
	"strings"
	"testing"

	"lianzhang/internal/fact"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// Every field of the catalog has a typed column on both databases.
func TestEveryFieldHasAColumn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		for _, kind := range fact.Kinds() {
			rows, err := db.SQL().QueryContext(ctx, `SELECT * FROM `+kind.Name+` WHERE 1 = 0`)
			if err != nil {
				t.Fatalf("%s: %v", kind.Name, err)
			}
			names, err := rows.Columns()
			rows.Close()
			if err != nil {
				t.Fatal(err)
			}
			have := map[string]bool{}
			for _, n := range names {
				have[n] = true
			}
			for _, f := range kind.Fields {
				if !have[f.ID] {
					t.Errorf("%s has no column %s", kind.Name, f.ID)
				}
			}
		}
	})
}

// A URL that cannot be read does not give its password away.
func TestBadURLKeepsItsPassword(t *testing.T) {
	_, err := store.Open(context.Background(), "postgres://u:geheim%zz@localhost/db", storetest.Clock)
	if err == nil || strings.Contains(err.Error(), "geheim") {
		t.Errorf("%v", err)
	}
}
