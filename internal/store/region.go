package store

import (
	"context"
	"fmt"

	"lianzhang/internal/fault"
	"lianzhang/internal/region"
)

// Park is a development zone or park as a place of the tree.
type Park struct {
	Code region.Code
	Name string
	In   region.Code // the division it lies in
}

// Parks returns the parks that lie in a division itself, by code. Like the
// divisions they are places, which every reader may name; what lies in them is
// for the scope to say.
func (tx *Tx) Parks(ctx context.Context, in region.Code) ([]Park, error) {
	return tx.parks(ctx, `region = $1`, string(in))
}

// FindParks returns up to limit parks whose name or code holds what was typed.
func (tx *Tx) FindParks(ctx context.Context, typed string, limit int) ([]Park, error) {
	found, err := tx.parks(ctx, tx.holds("name", "$1")+` OR `+tx.holds("code", "$1"), typed)
	return found[:min(limit, len(found))], err
}

// Park returns the park with that code.
func (tx *Tx) Park(ctx context.Context, code region.Code) (Park, error) {
	found, err := tx.parks(ctx, `code = $1`, string(code))
	if err == nil && len(found) == 0 {
		err = fault.New(fault.ErrNotFound, "PLACE_UNKNOWN", "code", string(code))
	}
	if err != nil {
		return Park{}, err
	}
	return found[0], nil
}

func (tx *Tx) parks(ctx context.Context, where string, args ...any) ([]Park, error) {
	rows, err := tx.QueryContext(ctx, `SELECT code, COALESCE(name, ''), region FROM park WHERE deleted = 0 AND code IS NOT NULL AND (`+where+`) ORDER BY code`, args...)
	if err != nil {
		return nil, fmt.Errorf("read parks: %w", err)
	}
	defer rows.Close()
	var list []Park
	for rows.Next() {
		var p Park
		if err := rows.Scan(&p.Code, &p.Name, &p.In); err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, rows.Err()
}
