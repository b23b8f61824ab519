package demo

import (
	"context"
	"fmt"
	"io/fs"
	"strconv"

	"lianzhang/internal/access"
	"lianzhang/internal/store"
)

// ioFile is the national input–output table that ships beside the program.
const ioFile = "io/china_2020_153.csv.gz"

// loadShares writes what each sector's intermediate input consists of. Shares
// under a tenth of a percent are left out: they say nothing on a map.
func loadShares(ctx context.Context, db *store.DB, share fs.FS, progress Progress) error {
	rows, err := readTable(share, ioFile)
	if err != nil || rows == nil {
		return err
	}
	var shares []store.SectorShare
	totals := map[string]float64{}
	for _, row := range rows {
		if row["Code"] != "TII" {
			continue
		}
		for code, text := range row {
			if len(code) == 3 && code[0] <= '9' {
				if totals[code], err = strconv.ParseFloat(text, 64); err != nil {
					return fmt.Errorf("%s: %w", ioFile, err)
				}
			}
		}
	}
	for _, row := range rows {
		supplier := row["Code"]
		if _, sector := totals[supplier]; !sector {
			continue
		}
		for buyer, total := range totals {
			flow, err := strconv.ParseFloat(row[buyer], 64)
			if err != nil {
				return fmt.Errorf("%s: %w", ioFile, err)
			}
			if percent := flow / total * 100; total > 0 && percent >= 0.1 {
				shares = append(shares, store.SectorShare{Supplier: supplier, Buyer: buyer, Percent: percent})
			}
		}
	}
	id, err := addSource(ctx, db, source("2020年全国投入产出表（153部门）推算", "国家统计局", "GPL-3.0（整理者）；随程序另附，未编入程序", "2020-12-31", 20))
	if err != nil {
		return err
	}
	err = db.Write(ctx, access.System(), func(tx *store.Tx) error { return tx.PutSectorShares(ctx, id, shares) })
	progress("投入产出系数", len(shares), len(shares))
	return err
}
