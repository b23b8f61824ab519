package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"lianzhang/internal/supply"
)

// PutIOSectors replaces the sectors of the input–output table.
func (tx *Tx) PutIOSectors(ctx context.Context, sectors []supply.Sector) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM io_sector`); err != nil {
		return err
	}
	for _, s := range sectors {
		if _, err := tx.ExecContext(ctx, `INSERT INTO io_sector (code, name, intermediate, imported, sold) VALUES ($1, $2, $3, $4, $5)`, s.Code, s.Name, s.Intermediate, s.Imported, s.Sold); err != nil {
			return fmt.Errorf("input–output sector %s: %w", s.Code, err)
		}
	}
	return nil
}

// SupplyRecords reads everything that the supply network is made from, of the
// whole nation; what a reader sees of single firms is cut to their scope by the
// doors. Firms and relations come in the order of their public IDs, the same on
// both databases.
func (tx *Tx) SupplyRecords(ctx context.Context) (*supply.Records, error) {
	version, err := tx.DataVersion(ctx)
	if err != nil {
		return nil, err
	}
	r := &supply.Records{Version: version}
	if err := tx.supplyFirms(ctx, r); err != nil {
		return nil, err
	}
	if err := tx.supplyTrades(ctx, r); err != nil {
		return nil, err
	}
	return r, tx.supplyTable(ctx, r)
}

func (tx *Tx) supplyFirms(ctx context.Context, r *supply.Records) error {
	err := tx.collect(ctx, "firms", `SELECT f.pid, COALESCE(f.name, ''), f.region, COALESCE(f.industry, ''), COALESCE(f.output, f.revenue, -1),
			COALESCE(f.tax, -1), COALESCE(f.employees, -1), f.demo, f.changed_at
		FROM firm f WHERE `+standingFirm, nil, func(rows *sql.Rows) error {
		var f supply.Firm
		var demo, at int64
		if err := rows.Scan(&f.PID, &f.Name, &f.Region, &f.Industry, &f.Size, &f.Tax, &f.Jobs, &demo, &at); err != nil {
			return err
		}
		f.Demo, r.Newest = demo != 0, max(r.Newest, at)
		r.Firms = append(r.Firms, f)
		return nil
	})
	slices.SortFunc(r.Firms, func(a, b supply.Firm) int { return cmp.Compare(a.PID, b.PID) })
	return err
}

func (tx *Tx) supplyTrades(ctx context.Context, r *supply.Records) error {
	index := make(map[string]uint32, len(r.Firms))
	for i := range r.Firms {
		index[r.Firms[i].PID] = uint32(i)
	}
	err := tx.collect(ctx, "links", `SELECT pid, supplier, buyer, COALESCE(amount, -1), COALESCE(grade, ''), changed_at
		FROM link WHERE deleted = 0 AND supplier IS NOT NULL AND buyer IS NOT NULL AND (internal IS NULL OR internal = 0)`, nil, func(rows *sql.Rows) error {
		var t supply.Trade
		var supplier, buyer string
		var at int64
		if err := rows.Scan(&t.PID, &supplier, &buyer, &t.Amount, &t.Grade, &at); err != nil {
			return err
		}
		r.Newest = max(r.Newest, at)
		s, sells := index[supplier]
		b, buys := index[buyer]
		if sells && buys {
			t.Supplier, t.Buyer = s, b
			r.Trades = append(r.Trades, t)
		}
		return nil
	})
	slices.SortFunc(r.Trades, func(a, b supply.Trade) int { return cmp.Compare(a.PID, b.PID) })
	return err
}

func (tx *Tx) supplyTable(ctx context.Context, r *supply.Records) error {
	at := map[string]int{}
	err := tx.collect(ctx, "input–output sectors", `SELECT code, name, intermediate, imported, sold FROM io_sector ORDER BY code`, nil, func(rows *sql.Rows) error {
		var s supply.Sector
		err := rows.Scan(&s.Code, &s.Name, &s.Intermediate, &s.Imported, &s.Sold)
		at[s.Code] = len(r.Table.Sectors)
		r.Table.Sectors = append(r.Table.Sectors, s)
		return err
	})
	if err != nil {
		return err
	}
	shares, source, err := tx.SectorShares(ctx)
	if err != nil {
		return err
	}
	r.Table.Source, r.Table.Share = source, make([][]float64, len(r.Table.Sectors))
	for k := range r.Table.Share {
		r.Table.Share[k] = make([]float64, len(r.Table.Sectors))
	}
	for pair, percent := range shares {
		k, sells := at[pair[0]]
		l, buys := at[pair[1]]
		if sells && buys {
			r.Table.Share[k][l] = percent
		}
	}
	return nil
}
