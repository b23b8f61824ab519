package store

import (
	"context"
	"database/sql"
	"fmt"

	"lianzhang/internal/diagnosis"
	"lianzhang/internal/region"
)

// Nationwide is what the records say of every place, whatever the chain.
type Nationwide struct {
	Version int64 // data version
	Library map[region.Code]diagnosis.Total
	GDP     []MeasureRow
	Breaks  []diagnosis.Break
	Newest  int64
}

// MeasureRow is a statistic as the table has it.
type MeasureRow struct {
	PID    string
	Region region.Code
	Year   int64
	Value  string // as fact.Measure prints it
	Unit   string
	Source int64
}

// standingFirm is the condition on a firm that counts.
const standingFirm = `f.deleted = 0 AND (f.status IS NULL OR f.status = 'active')`

// collect runs a query and hands every row to scan.
func (tx *Tx) collect(ctx context.Context, what, query string, args []any, scan func(*sql.Rows) error) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("read %s: %w", what, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("read %s: %w", what, err)
		}
	}
	return rows.Err()
}

// Nationwide reads the size of every place and the breaks of its series. names
// are the indicators that mean gross domestic product.
func (tx *Tx) Nationwide(ctx context.Context, names []string) (*Nationwide, error) {
	n := &Nationwide{Library: map[region.Code]diagnosis.Total{}}
	var err error
	if n.Version, err = tx.DataVersion(ctx); err != nil {
		return nil, err
	}
	err = tx.collect(ctx, "library", `SELECT f.region, COUNT(*), CAST(COALESCE(SUM(COALESCE(f.revenue, f.output)), 0) AS BIGINT), MAX(f.changed_at)
		FROM firm f WHERE `+standingFirm+` GROUP BY f.region`, nil, func(rows *sql.Rows) error {
		var place region.Code
		var t diagnosis.Total
		var at int64
		if err := rows.Scan(&place, &t.Firms, &t.Amount, &at); err != nil {
			return err
		}
		n.Library[place], n.Newest = t, max(n.Newest, at)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = tx.collect(ctx, "statistics", `SELECT pid, region, COALESCE("year", 0), COALESCE("value", ''), COALESCE(unit, ''), source_id, changed_at
		FROM statistic WHERE deleted = 0 AND indicator IN `+tx.in(1, false), []any{jsonList(names)}, func(rows *sql.Rows) error {
		var m MeasureRow
		var at int64
		if err := rows.Scan(&m.PID, &m.Region, &m.Year, &m.Value, &m.Unit, &m.Source, &at); err != nil {
			return err
		}
		n.GDP, n.Newest = append(n.GDP, m), max(n.Newest, at)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return n, tx.readBreaks(ctx, n)
}

func (tx *Tx) readBreaks(ctx context.Context, n *Nationwide) error {
	return tx.collect(ctx, "breaks", `SELECT pid, region, COALESCE(CAST("year" AS TEXT), ''), break_reason FROM statistic
			WHERE deleted = 0 AND break_reason IS NOT NULL AND break_reason <> ''
		UNION ALL SELECT pid, region, COALESCE("until", "from", CAST("year" AS TEXT), ''), reason FROM establishment
			WHERE deleted = 0 AND reason IS NOT NULL AND reason <> ''`, nil, func(rows *sql.Rows) error {
		var b diagnosis.Break
		if err := rows.Scan(&b.PID, &b.Region, &b.On, &b.Reason); err != nil {
			return err
		}
		n.Breaks = append(n.Breaks, b)
		return nil
	})
}

// FirmPlaces returns where firms are, by public ID.
func (tx *Tx) FirmPlaces(ctx context.Context, pids []string) (map[string]region.Code, error) {
	places := make(map[string]region.Code, len(pids))
	err := tx.collect(ctx, "firms", `SELECT pid, region FROM firm WHERE pid IN `+tx.in(1, false), []any{jsonList(pids)}, func(rows *sql.Rows) error {
		var pid string
		var place region.Code
		err := rows.Scan(&pid, &place)
		places[pid] = place
		return err
	})
	return places, err
}

// SourceNames returns the names of sources, by internal ID.
func (tx *Tx) SourceNames(ctx context.Context) (map[int64]string, error) {
	names := map[int64]string{}
	err := tx.collect(ctx, "sources", `SELECT id, name FROM source`, nil, func(rows *sql.Rows) error {
		var id int64
		var name string
		err := rows.Scan(&id, &name)
		names[id] = name
		return err
	})
	return names, err
}
