package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"lianzhang/internal/date"
	"lianzhang/internal/fault"
	"lianzhang/internal/outline"
	"lianzhang/internal/region"
)

// Outline returns the reviewed map installed for a place, or a not-found error.
// Borders are no records of anybody: they need no scope.
func (tx *Tx) Outline(ctx context.Context, of region.Code) (outline.Map, error) {
	m := outline.Map{Of: of}
	var at int64
	err := tx.QueryRowContext(ctx, `SELECT review_number, source, as_of, body, installed_by, installed_at FROM outline WHERE place = $1`, string(of)).
		Scan(&m.ReviewNumber, &m.Source, &m.AsOf, &m.Body, &m.InstalledBy, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return m, fault.New(fault.ErrNotFound, "MAP_NONE", "of", string(of))
	}
	if err != nil {
		return m, fmt.Errorf("read map of %s: %w", of, err)
	}
	m.InstalledAt = date.FromMillis(at)
	return m, nil
}

// Outlines lists the installed maps in code order, without their bodies.
func (tx *Tx) Outlines(ctx context.Context) ([]outline.Map, error) {
	rows, err := tx.QueryContext(ctx, `SELECT place, review_number, source, as_of, installed_by, installed_at FROM outline ORDER BY place`)
	if err != nil {
		return nil, fmt.Errorf("list maps: %w", err)
	}
	defer rows.Close()
	var all []outline.Map
	for rows.Next() {
		var m outline.Map
		var at int64
		if err := rows.Scan(&m.Of, &m.ReviewNumber, &m.Source, &m.AsOf, &m.InstalledBy, &at); err != nil {
			return nil, fmt.Errorf("list maps: %w", err)
		}
		m.InstalledAt = date.FromMillis(at)
		all = append(all, m)
	}
	return all, rows.Err()
}

// PutOutline installs a map in the place of an earlier one.
func (tx *Tx) PutOutline(ctx context.Context, m outline.Map) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO outline (place, review_number, source, as_of, body, installed_by, installed_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (place) DO UPDATE SET review_number = excluded.review_number, source = excluded.source,
			as_of = excluded.as_of, body = excluded.body, installed_by = excluded.installed_by, installed_at = excluded.installed_at`,
		string(m.Of), m.ReviewNumber, m.Source, m.AsOf, m.Body, tx.Actor.Account, date.Millis(tx.Now))
	if err != nil {
		return fmt.Errorf("install map of %s: %w", m.Of, err)
	}
	return nil
}

// DropOutline takes an installed map away.
func (tx *Tx) DropOutline(ctx context.Context, of region.Code) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM outline WHERE place = $1`, string(of)); err != nil {
		return fmt.Errorf("remove map of %s: %w", of, err)
	}
	return nil
}
