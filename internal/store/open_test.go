package store_test

import (
	"context"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// TestPostgresPlans asks a connection how it makes plans: as the program wants,
// unless the URL says otherwise.
func TestPostgresPlans(t *testing.T) {
	for name, c := range map[string]struct{ more, jit, plans string }{
		"as the program wants": {"", "off", "force_custom_plan"},
		"as the URL says":      {"&jit=on&plan_cache_mode=auto", "on", "auto"},
	} {
		t.Run(name, func(t *testing.T) {
			db, err := store.Open(context.Background(), storetest.PostgresURL(t)+c.more, storetest.Clock)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			err = db.Read(context.Background(), access.System(), func(tx *store.Tx) error {
				var jit, plans string
				if err := tx.QueryRow(`SELECT current_setting('jit'), current_setting('plan_cache_mode')`).Scan(&jit, &plans); err != nil {
					return err
				}
				if jit != c.jit || plans != c.plans {
					t.Errorf("jit %s, plans %s", jit, plans)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}
