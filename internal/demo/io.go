package demo

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"

	"lianzhang/internal/access"
	"lianzhang/internal/store"
	"lianzhang/internal/supply"
)

// ioFile is the national input–output table that ships beside the program.
const ioFile = "io/china_2020_153.csv.gz"

// loadTable writes what each sector's intermediate input consists of, how much
// input its output takes, and how much of its product is imported. Shares under
// a tenth of a percent are left out: they say nothing on a map.
func loadTable(ctx context.Context, db *store.DB, share fs.FS, progress Progress) error {
	rows, err := readTable(share, ioFile)
	if err != nil || rows == nil {
		return err
	}
	t := ioTable{}
	for _, row := range rows {
		t[row["Code"]] = row
	}
	shares, sectors, err := t.read()
	if err != nil {
		return fmt.Errorf("%s: %w", ioFile, err)
	}
	id, err := addSource(ctx, db, source("2020年全国投入产出表（153部门）推算", "国家统计局", "GPL-3.0（整理者）；随程序另附，未编入程序", "2020-12-31", 20))
	if err != nil {
		return err
	}
	err = db.Write(ctx, access.System(), func(tx *store.Tx) error {
		if err := tx.PutIOSectors(ctx, sectors); err != nil {
			return err
		}
		return tx.PutSectorShares(ctx, id, shares)
	})
	progress("投入产出系数", len(shares), len(shares))
	return err
}

// ioTable is the published table by row and column code.
type ioTable map[string]map[string]string

func (t ioTable) read() (shares []store.SectorShare, sectors []supply.Sector, err error) {
	codes := slices.DeleteFunc(slices.Sorted(maps.Keys(t["TII"])), func(code string) bool { return len(code) != 3 || code[0] > '9' })
	number := func(row, column string) float64 {
		v, wrong := strconv.ParseFloat(t[row][column], 64)
		if wrong != nil && err == nil {
			err = fmt.Errorf("row %s, column %s: %w", row, column, wrong)
		}
		return v
	}
	for _, code := range codes {
		input, output, imports, exports := number("TII", code), number("TI", code), number(code, "IM"), number(code, "EX")
		s := supply.Sector{Code: code, Name: t[code]["DescriptionInChinese"]}
		if output > 0 {
			s.Intermediate = input / output
		}
		s.Sold = max(0, output-exports) * 10_000 // the table is in 万元
		if home := output + imports - exports; home > 0 {
			s.Imported = min(1, max(0, imports/home))
		}
		sectors = append(sectors, s)
		if input <= 0 {
			continue
		}
		for _, supplier := range codes {
			if percent := number(supplier, code) / input * 100; percent >= 0.1 {
				shares = append(shares, store.SectorShare{Supplier: supplier, Buyer: code, Percent: percent})
			}
		}
	}
	return shares, sectors, err
}
