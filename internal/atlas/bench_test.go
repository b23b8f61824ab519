package atlas_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"lianzhang/internal/atlas"
	"lianzhang/internal/chain"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/fact"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// sample is an invented chain of 500 nodes.
const sample = "sample-500-1500-7"

// crowd fills a database with 500,000 firms in 341 cities and 120,000
// placements on the sample chain.
func crowd(b *testing.B) *store.DB {
	b.Helper()
	db := storetest.SQLite(b)
	w := newWorld(b, db)
	template, err := chain.Load(sample)
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	w.write(func(ctx context.Context, tx *store.Tx) error {
		firm, err := tx.PrepareContext(ctx, `INSERT INTO firm (pid, region, name, revenue, "year", source_id, changed_at, version) VALUES ($1, $2, $3, $4, 2025, $5, 1770000000000, 1)`)
		if err != nil {
			return err
		}
		placed, err := tx.PrepareContext(ctx, `INSERT INTO placement (pid, firm, chain, node, region, confidence, method, state, version) VALUES ($1, $2, $3, $4, $5, 0.9, 'auto', 'proposed', 1)`)
		if err != nil {
			return err
		}
		for i := range 500_000 {
			pid := fact.PIDFrom("F", uint64(i))
			place := fmt.Sprintf("%02d%02d00", 11+r.IntN(31), 1+r.IntN(11))
			if _, err := firm.ExecContext(ctx, pid, place, "企业"+pid, r.Int64N(1e12), w.source); err != nil {
				return err
			}
			if i%25 < 6 {
				node := template.Nodes[r.IntN(len(template.Nodes))].ID
				if _, err := placed.ExecContext(ctx, fact.PIDFrom("A", uint64(i)), pid, sample, string(node), place); err != nil {
					return err
				}
			}
		}
		_, err = tx.NextVersion(ctx)
		return err
	})
	return db
}

// BenchmarkCold reads the chain from the database and judges one city: the
// first question of a fresh process.
func BenchmarkCold(b *testing.B) {
	db := crowd(b)
	template, _ := chain.Load(sample)
	for b.Loop() {
		board, err := atlas.New(db).Board(context.Background(), atlas.Ask{Template: template})
		if err != nil {
			b.Fatal(err)
		}
		board.Result("110100")
	}
}

// BenchmarkChanged judges one city after a change of the data, by an atlas that
// was asked before the change.
func BenchmarkChanged(b *testing.B) {
	db := crowd(b)
	template, _ := chain.Load(sample)
	at := atlas.New(db)
	w := &world{t: b, db: db}
	ask := func() {
		board, err := at.Board(context.Background(), atlas.Ask{Template: template})
		if err != nil {
			b.Fatal(err)
		}
		board.Result("110100")
	}
	ask()
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		w.write(func(ctx context.Context, tx *store.Tx) error {
			version, err := tx.NextVersion(ctx)
			if err != nil {
				return err
			}
			_, err = tx.ExecContext(ctx, `UPDATE firm SET revenue = $1, version = $2 WHERE id = $3`, int64(i)*1e9, version, 25*(i+1))
			return err
		})
		b.StartTimer()
		ask()
	}
}

// BenchmarkCity judges one city once the chain is in memory.
func BenchmarkCity(b *testing.B) {
	db := crowd(b)
	template, _ := chain.Load(sample)
	board, err := atlas.New(db).Board(context.Background(), atlas.Ask{Template: template})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		board.Diagnose("110100", diagnosis.Options{Named: 20})
	}
}

// BenchmarkProvinces judges all provinces, on all processors.
func BenchmarkProvinces(b *testing.B) {
	db := crowd(b)
	template, _ := chain.Load(sample)
	for b.Loop() {
		board, err := atlas.New(db).Board(context.Background(), atlas.Ask{Template: template})
		if err != nil {
			b.Fatal(err)
		}
		board.Results(board.Places(region.LevelProvince))
	}
}
