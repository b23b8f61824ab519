package atlas

import (
	"context"

	"lianzhang/internal/access"
	"lianzhang/internal/chain"
	"lianzhang/internal/store"
)

// sectorTable is the input–output table in the database.
type sectorTable struct {
	shares map[[2]string]float64
	source string
}

// Assumed returns the map with shares from the national input–output table on
// the edges that state none; the map itself when no table was loaded.
func (a *Atlas) Assumed(ctx context.Context, t *chain.Template) (*chain.Template, error) {
	version, err := a.version(ctx)
	if err != nil {
		return nil, err
	}
	table, err := a.sectors.get(ctx, struct{}{}, version, func() (*sectorTable, error) {
		table := &sectorTable{}
		err := a.db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
			table.shares, table.source, err = tx.SectorShares(ctx)
			return err
		})
		return table, err
	})
	if err != nil || len(table.shares) == 0 {
		return t, err
	}
	return t.Assume(func(supplier, buyer string) (float64, bool) {
		share, ok := table.shares[[2]string{supplier, buyer}]
		return share, ok
	}, table.source), nil
}
