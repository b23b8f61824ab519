package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"lianzhang/internal/placement"
)

// scanPlacement reads id and [placementColumns] of one row.
func scanPlacement(row interface{ Scan(...any) error }) (placement.Placement, error) {
	var p placement.Placement
	var role, grade sql.Null[string]
	var share sql.Null[float64]
	var source, decided sql.Null[int64]
	var taught string
	var demo int
	err := row.Scan(&p.ID, &p.PID, &p.Firm, &p.Chain, &p.Node, &p.Region, &p.Confidence, &p.Words, &p.Method, &p.State, &role, &grade,
		&share, &source, &p.Template, &p.DecidedBy, &decided, &taught, &p.Version, &demo)
	if err != nil {
		return p, err
	}
	p.Role, p.ValueGrade, p.Source, p.DecidedAt = role.V, grade.V, source.V, decided.V
	if share.Valid {
		p.Share = &share.V
	}
	p.Taught, p.Demo = strings.Fields(taught), demo == 1
	return p, nil
}

// Teach adds to the counts of what decisions on the chain's node taught about
// the words; negative numbers take back what an earlier decision added.
func (tx *Tx) Teach(ctx context.Context, chain, node string, words []string, confirmed, rejected int) error {
	for _, w := range words {
		_, err := tx.ExecContext(ctx, `INSERT INTO placement_word (chain, word, node, confirmed, rejected) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (chain, word, node) DO UPDATE SET confirmed = placement_word.confirmed + excluded.confirmed, rejected = placement_word.rejected + excluded.rejected`,
			chain, w, node, confirmed, rejected)
		if err != nil {
			return fmt.Errorf("teach %s: %w", w, err)
		}
	}
	return nil
}

// PlacementLessons returns everything that decisions on the chain have taught,
// ordered by word and node.
func (tx *Tx) PlacementLessons(ctx context.Context, chain string) ([]placement.Lesson, error) {
	rows, err := tx.QueryContext(ctx, `SELECT word, node, confirmed, rejected FROM placement_word
		WHERE chain = $1 AND (confirmed <> 0 OR rejected <> 0) ORDER BY word, node`, chain)
	if err != nil {
		return nil, fmt.Errorf("read lessons: %w", err)
	}
	var found []placement.Lesson
	err = eachPlacementRow(rows, func() error {
		var l placement.Lesson
		err := rows.Scan(&l.Word, &l.Node, &l.Confirmed, &l.Rejected)
		found = append(found, l)
		return err
	})
	return found, err
}

// eachPlacementRow calls do for each row and closes rows.
func eachPlacementRow(rows *sql.Rows, do func() error) error {
	defer rows.Close()
	for rows.Next() {
		if err := do(); err != nil {
			return err
		}
	}
	return rows.Err()
}

// orNull stores the zero value as NULL.
func orNull[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

// marks returns "($first, …)" with n placeholders.
func marks(first, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, ",$%d", first+i)
	}
	return "(" + b.String()[1:] + ")"
}
