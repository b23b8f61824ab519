package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/placement"
	"lianzhang/internal/region"
)

// placementBatch is how many placements are written, or firms asked for, at a time.
const placementBatch = 200

const placementColumns = `pid, firm, chain, node, region, confidence, words, method, state, role, value_grade,
	share_of_output, source_id, template_version, decided_by, decided_at, taught, version, demo`

// placementWritten are [placementColumns] as a batch writes them.
var placementWritten = []column{
	{"pid", "text"}, {"firm", "text"}, {"chain", "text"}, {"node", "text"}, {"region", "text"}, {"confidence", "double precision"},
	{"words", "text"}, {"method", "text"}, {"state", "text"}, {"role", "text"}, {"value_grade", "text"}, {"share_of_output", "double precision"},
	{"source_id", "bigint"}, {"template_version", "text"}, {"decided_by", "text"}, {"decided_at", "bigint"}, {"taught", "text"}, {"version", "bigint"}, {"demo", "bigint"},
}

// putPlacement adds a row, or changes the standing one where it gives way.
var putPlacement = inserts("placement", placementWritten, `ON CONFLICT (firm, chain, node) DO UPDATE SET
	region = excluded.region, confidence = excluded.confidence, words = excluded.words, method = excluded.method,
	state = excluded.state, role = COALESCE(excluded.role, placement.role),
	value_grade = COALESCE(excluded.value_grade, placement.value_grade),
	share_of_output = COALESCE(excluded.share_of_output, placement.share_of_output),
	source_id = COALESCE(excluded.source_id, placement.source_id), template_version = excluded.template_version,
	decided_by = excluded.decided_by, decided_at = excluded.decided_at, taught = excluded.taught, version = excluded.version
WHERE excluded.method = 'person' OR (excluded.method = 'import' AND placement.method <> 'person' AND (
	placement.method <> 'import' OR placement.words <> excluded.words OR placement.region <> excluded.region)) OR (placement.method = 'auto' AND (
	placement.confidence <> excluded.confidence OR placement.words <> excluded.words
	OR placement.region <> excluded.region OR placement.template_version <> excluded.template_version))`)

// PutPlacements writes placements, one for each firm, chain and node. A
// proposal never changes what a person or an import decided, an import never
// what a person decided, and a row that stays the same keeps its version. Rows
// without a PID get one, rows without a version that of the transaction.
func (tx *Tx) PutPlacements(ctx context.Context, all []placement.Placement) error {
	w := &writer{tx: tx}
	defer w.close()
	for start := 0; start < len(all); start += placementBatch {
		part := all[start:min(start+placementBatch, len(all))]
		rows := make([][]any, len(part))
		for i := range part {
			p := &part[i]
			if p.Version == 0 {
				var err error
				if p.Version, err = tx.NextVersion(ctx); err != nil {
					return fmt.Errorf("put placements: %w", err)
				}
			}
			rows[i] = placementRow(p)
		}
		if err := w.run(ctx, putPlacement, rows); err != nil {
			return fmt.Errorf("put placements: %w", err)
		}
	}
	return nil
}

func placementRow(p *placement.Placement) []any {
	if p.PID == "" {
		p.PID = fact.NewPID("A")
	}
	row := []any{p.PID, p.Firm, p.Chain, p.Node, string(p.Region), p.Confidence, p.Words, string(p.Method), string(p.State),
		orNull(p.Role), orNull(p.ValueGrade), nil, orNull(p.Source), p.Template, p.DecidedBy, orNull(p.DecidedAt),
		strings.Join(p.Taught, " "), p.Version, flag(p.Demo)}
	if p.Share != nil {
		row[11] = *p.Share
	}
	return row
}

// DropProposals removes the classifier's undecided placements of these firms on
// the chain, except the ones to keep, given as firm and node. It returns how
// many went.
func (tx *Tx) DropProposals(ctx context.Context, chain string, firms []string, keep map[[2]string]bool) (int, error) {
	var gone []any
	for start := 0; start < len(firms); start += placementBatch {
		part := firms[start:min(start+placementBatch, len(firms))]
		args := []any{chain}
		for _, f := range part {
			args = append(args, f)
		}
		rows, err := tx.QueryContext(ctx, `SELECT id, firm, node FROM placement WHERE chain = $1 AND method = 'auto' AND state = 'proposed' AND firm IN `+
			marks(2, len(part)), args...)
		if err != nil {
			return 0, fmt.Errorf("read proposals: %w", err)
		}
		err = eachPlacementRow(rows, func() error {
			var id int64
			var firm, node string
			if err := rows.Scan(&id, &firm, &node); err != nil {
				return err
			}
			if !keep[[2]string{firm, node}] {
				gone = append(gone, id)
			}
			return nil
		})
		if err != nil {
			return 0, fmt.Errorf("read proposals: %w", err)
		}
	}
	for start := 0; start < len(gone); start += placementBatch {
		part := gone[start:min(start+placementBatch, len(gone))]
		if _, err := tx.ExecContext(ctx, `DELETE FROM placement WHERE id IN `+marks(1, len(part)), part...); err != nil {
			return 0, fmt.Errorf("drop proposals: %w", err)
		}
	}
	if len(gone) == 0 {
		return 0, nil
	}
	version, err := tx.NextVersion(ctx)
	if err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO counter (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, droppedCounter(chain), version)
	if err != nil {
		return 0, fmt.Errorf("drop proposals: %w", err)
	}
	return len(gone), nil
}

// Placements returns what the filter and the scope let through, in order of
// arrival.
func (tx *Tx) Placements(ctx context.Context, scope access.Scope, f placement.Filter) ([]placement.Placement, error) {
	where, args := placementWhere(scope, f)
	order := "id"
	if f.Node != "" || f.Firm != "" {
		order = "id + 0" // few rows: PostgreSQL would walk all placements until it met enough of them
	}
	query := `SELECT id, ` + placementColumns + ` FROM placement WHERE ` + where + ` ORDER BY ` + order
	if f.Limit > 0 {
		args = append(args, f.Limit)
		query += fmt.Sprintf(" LIMIT $%d", len(args))
	}
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read placements: %w", err)
	}
	var found []placement.Placement
	err = eachPlacementRow(rows, func() error {
		p, err := scanPlacement(rows)
		found = append(found, p)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read placements: %w", err)
	}
	return found, nil
}

// Placement returns one placement inside the scope, or [fault.ErrNotFound].
func (tx *Tx) Placement(ctx context.Context, scope access.Scope, pid string) (placement.Placement, error) {
	args := []any{pid}
	row := tx.QueryRowContext(ctx, `SELECT id, `+placementColumns+` FROM placement WHERE pid = $1 AND `+scope.Where("region", &args), args...)
	p, err := scanPlacement(row)
	if errors.Is(err, sql.ErrNoRows) {
		return p, fault.New(fault.ErrNotFound, "NOT_FOUND")
	}
	return p, err
}

// PlacementCounts returns how many firms each node of the chain has in the
// scope and the region, ordered by node. Rejected placements do not count.
func (tx *Tx) PlacementCounts(ctx context.Context, scope access.Scope, f placement.Filter) ([]placement.Count, error) {
	f.Standing = true
	where, args := placementWhere(scope, f)
	rows, err := tx.QueryContext(ctx, `SELECT node, SUM(CASE WHEN state = 'confirmed' THEN 1 ELSE 0 END), SUM(CASE WHEN state = 'proposed' THEN 1 ELSE 0 END)
		FROM placement WHERE `+where+` GROUP BY node ORDER BY node`, args...)
	if err != nil {
		return nil, fmt.Errorf("count placements: %w", err)
	}
	var found []placement.Count
	err = eachPlacementRow(rows, func() error {
		var c placement.Count
		err := rows.Scan(&c.Node, &c.Confirmed, &c.Proposed)
		found = append(found, c)
		return err
	})
	return found, err
}

func placementWhere(scope access.Scope, f placement.Filter) (string, []any) {
	args := []any{}
	where := []string{scope.Where("region", &args)}
	equal := func(column, value string) {
		if value != "" {
			args = append(args, value)
			where = append(where, fmt.Sprintf("%s = $%d", column, len(args)))
		}
	}
	equal("firm", f.Firm)
	equal("chain", f.Chain)
	equal("node", f.Node)
	equal("state", string(f.State))
	if f.Region != "" {
		where = append(where, access.Scope{Regions: []region.Code{f.Region}}.Where("region", &args))
	}
	if f.Standing {
		where = append(where, "state <> 'rejected'")
	}
	if f.After > 0 {
		args = append(args, f.After)
		where = append(where, fmt.Sprintf("id > $%d", len(args)))
	}
	return strings.Join(where, " AND "), args
}
