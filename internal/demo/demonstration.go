package demo

import (
	"context"
	"io/fs"

	"lianzhang/internal/access"
	"lianzhang/internal/chain"
	"lianzhang/internal/fact"
	"lianzhang/internal/store"
)

// Seed of the demonstration that comes with the program.
const Seed = 42

// finished is written last: a demonstration that was interrupted is loaded
// again, which adds only what is not there yet.
func finished() fact.Source {
	return fact.Source{PID: pid("U", "demonstration finished"), Name: "演示数据装入完毕", Publisher: "Lianzhang", Rank: 0, AsOf: "2025-12-31", Demo: true}
}

// Loaded tells whether the demonstration lies in the database whole.
func Loaded(ctx context.Context, db *store.DB) (bool, error) {
	found := false
	err := db.Read(ctx, access.System(), func(tx *store.Tx) error {
		sources, err := tx.Sources(ctx)
		for _, s := range sources {
			found = found || s.PID == finished().PID
		}
		return err
	})
	return found, err
}

// Load writes the demonstration: the real public data and an invented province.
// share holds the data that ships beside the program; what is missing there is
// left out.
func Load(ctx context.Context, db *store.DB, share fs.FS, progress Progress) error {
	if err := LoadReal(ctx, db, share, progress); err != nil {
		return err
	}
	if err := seedCatalogues(ctx, db); err != nil {
		return err
	}
	if err := loadTable(ctx, db, share, progress); err != nil {
		return err
	}
	if err := LoadInvented(ctx, db, Seed, progress); err != nil {
		return err
	}
	_, err := addSource(ctx, db, finished())
	return err
}

// seedCatalogues takes up the chains of every published catalogue. The names
// are real, so nothing of it is marked as invented.
func seedCatalogues(ctx context.Context, db *store.DB) error {
	return db.Write(ctx, access.System(), func(tx *store.Tx) error {
		for _, c := range chain.Catalogues() {
			if _, err := tx.SeedCatalogue(ctx, c, false); err != nil {
				return err
			}
		}
		return nil
	})
}
