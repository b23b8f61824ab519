package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
)

// sourcePrefix begins the public IDs of sources.
const sourcePrefix = "Q"

// AddSource stores a source and returns its internal ID. A source with that
// public ID is left as it is; one without a public ID gets a new one.
func (tx *Tx) AddSource(ctx context.Context, s fact.Source) (int64, error) {
	if s.Name == "" {
		return 0, fault.New(fault.ErrInvalid, "SOURCE_NAME")
	}
	if s.PID == "" {
		s.PID = fact.NewPID(sourcePrefix)
	}
	var id int64
	err := tx.QueryRowContext(ctx, `SELECT id FROM source WHERE pid = $1`, s.PID).Scan(&id)
	if err == nil || !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	err = tx.QueryRowContext(ctx, `INSERT INTO source (pid, name, publisher, url, licence, rank, as_of, demo)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
		s.PID, s.Name, s.Publisher, s.URL, s.Licence, s.Rank, s.AsOf, flag(s.Demo)).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("add source %s: %w", s.PID, err)
	}
	return id, nil
}

// Sources returns all sources by public ID.
func (tx *Tx) Sources(ctx context.Context) ([]fact.Source, error) {
	rows, err := tx.QueryContext(ctx, `SELECT id, pid, name, publisher, url, licence, rank, as_of, demo FROM source ORDER BY pid`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	list := []fact.Source{}
	for rows.Next() {
		var s fact.Source
		var demo int64
		if err := rows.Scan(&s.ID, &s.PID, &s.Name, &s.Publisher, &s.URL, &s.Licence, &s.Rank, &s.AsOf, &demo); err != nil {
			return nil, err
		}
		s.Demo = demo != 0
		list = append(list, s)
	}
	return list, rows.Err()
}

// flag is a bool as stored.
func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
