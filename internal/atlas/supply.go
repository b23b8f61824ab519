package atlas

import (
	"context"

	"lianzhang/catalog"
	"lianzhang/internal/access"
	"lianzhang/internal/engine/network"
	"lianzhang/internal/store"
	"lianzhang/internal/supply"
)

// Supply is the supply network at one data version, with the engine's form of
// its plain reading, which every question starts from.
type Supply struct {
	*supply.Picture
	Net *network.Network // gaps filled from elsewhere
}

// Supply returns the supply network of all firms at the present data version.
func (a *Atlas) Supply(ctx context.Context) (*Supply, error) {
	version, err := a.version(ctx)
	if err != nil {
		return nil, err
	}
	return a.supply.get(ctx, struct{}{}, version, func() (*Supply, error) {
		rules, err := supply.LoadRules(catalog.FS, "essentiality")
		if err != nil {
			return nil, err
		}
		var records *supply.Records
		err = a.db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
			records, err = tx.SupplyRecords(ctx)
			return err
		})
		if err != nil {
			return nil, err
		}
		p, err := supply.NewPicture(records, rules)
		if err != nil {
			return nil, err
		}
		net, err := p.Plain()
		return &Supply{Picture: p, Net: net}, err
	})
}
