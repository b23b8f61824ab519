package store_test

import (
	"context"
	"errors"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/chain"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// Seeding a catalogue takes its chains up once, with their classes.
func TestSeedCatalogue(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		c, err := chain.LoadCatalogue("tianjin")
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []int{10, 0} {
			err := db.Write(ctx, access.System(), func(tx *store.Tx) error {
				n, err := tx.SeedCatalogue(ctx, c, true)
				if n != want {
					t.Errorf("took up %d, want %d", n, want)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		list := func(scope access.Scope, q store.ChainQuery) []chain.Registered {
			var found []chain.Registered
			err := db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
				found, err = tx.ListChains(ctx, scope, q)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return found
		}
		if n := len(list(access.Whole(), store.ChainQuery{Catalogue: "tianjin", Class: chain.ClassStrengthen})); n != 5 {
			t.Errorf("%d chains to strengthen", n)
		}
		page := list(access.Whole(), store.ChainQuery{Limit: 4})
		if rest := list(access.Whole(), store.ChainQuery{After: page[3].ID}); len(page) != 4 || len(rest) != 6 {
			t.Errorf("pages of %d and %d", len(page), len(rest))
		}
		if n := len(list(access.Scope{Regions: []region.Code{"440000"}}, store.ChainQuery{})); n != 0 {
			t.Errorf("another province sees %d chains", n)
		}
	})
}

// A change against an older version is a conflict; clusters come back.
func TestSetChain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		r := chain.Registered{ID: "gz.x", Region: "440100", Name: chain.Text{Zh: "超高清视频"}, Status: chain.Active, Clusters: []string{"软件集群", "电子集群"}}
		write := func(do func(tx *store.Tx) error) error { return db.Write(ctx, access.System(), do) }
		if err := write(func(tx *store.Tx) error { return tx.AddChain(ctx, r) }); err != nil {
			t.Fatal(err)
		}
		r.Version, r.Class, r.Clusters = 1, chain.ClassGrow, []string{"电子集群"}
		if err := write(func(tx *store.Tx) error { return tx.SetChain(ctx, r) }); err != nil {
			t.Fatal(err)
		}
		if err := write(func(tx *store.Tx) error { return tx.SetChain(ctx, r) }); !errors.Is(err, fault.ErrConflict) {
			t.Errorf("an older version: %v", err)
		}
		err := db.Read(ctx, access.System(), func(tx *store.Tx) error {
			got, err := tx.Chain(ctx, access.Whole(), "gz.x")
			if got.Class != chain.ClassGrow || len(got.Clusters) != 1 || got.Version != 2 {
				t.Errorf("stored %+v", got)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// Local nodes from an import change the map of their place and below, and of
// no other place; published editions stay as they were.
func TestMapOfAPlace(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		err := db.Write(ctx, access.System(), func(tx *store.Tx) error {
			if _, err := publish(ctx, tx, "2026-1"); err != nil {
				return err
			}
			src, err := tx.AddSource(ctx, fact.Source{Name: "地区调整表", Rank: 50, AsOf: "2026-01-01"})
			if err != nil {
				return err
			}
			claims := []fact.Claim{
				{Source: src, AsOf: "2026-01-01", Values: map[string]any{"chain": "nev", "code": "cx.forklift", "name": "电动叉车", "region": "330522", "stage": "downstream", "inputs": "nev.pack、nev.motor"}},
				{Source: src, AsOf: "2026-01-01", Values: map[string]any{"chain": "nev", "code": "nev.map", "name": "高精地图", "region": "330500", "dropped": true}},
			}
			_, err = tx.PutClaims(ctx, fact.KindOf("node"), claims, store.PutOptions{})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		err = db.Write(ctx, access.System(), func(tx *store.Tx) error {
			here, notices, err := tx.Map(ctx, "nev", "330522")
			if err != nil || len(notices) != 0 {
				t.Errorf("notices %v", notices)
				return err
			}
			if here.Node("cx.forklift") == nil || here.Node("nev.map") != nil {
				t.Error("the county's own node and the city's drop must hold in the county")
			}
			city, _, err := tx.Map(ctx, "nev", "330500")
			if err != nil || city.Node("cx.forklift") != nil || city.Node("nev.map") != nil {
				t.Errorf("a county's node must not hold in the city: %v", err)
			}
			nation, _, err := tx.Map(ctx, "nev", "")
			if err != nil || nation.Node("nev.map") == nil {
				t.Errorf("the nation's map changed: %v", err)
			}
			if _, err := publish(ctx, tx, "2026-2"); err != nil {
				return err
			}
			if _, err := publish(ctx, tx, "2026-2"); !errors.Is(err, fault.ErrConflict) {
				t.Errorf("the same version twice: %v", err)
			}
			d, err := tx.MapDiff(ctx, access.Whole(), "nev", "330522", "2026-1", "2026-2")
			if err != nil || len(d.NodesAdded) != 1 || len(d.NodesRemoved) != 1 {
				t.Errorf("difference %+v: %v", d, err)
			}
			last, err := tx.ChainEdition(ctx, access.Whole(), "nev", "330522", "2026-12-31")
			if err != nil || last.Version != "2026-2" {
				t.Errorf("last edition by day: %+v %v", last, err)
			}
			if _, err := tx.ChainEdition(ctx, access.Whole(), "nev", "330522", "2020-01-01"); !errors.Is(err, fault.ErrNotFound) {
				t.Errorf("an edition before the first: %v", err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func publish(ctx context.Context, tx *store.Tx, version string) (*chain.Edition, error) {
	m, _, err := tx.Map(ctx, "nev", "330522")
	if err != nil {
		return nil, err
	}
	return tx.PublishMap(ctx, m, "330522", version, "")
}
