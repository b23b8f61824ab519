package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"lianzhang/internal/access"
	"lianzhang/internal/date"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
)

// UsedSet returns a set of thresholds as it was at its first use, or
// [fault.ErrNotFound].
func (tx *Tx) UsedSet(ctx context.Context, version string) (diagnosis.UsedSet, error) {
	s := diagnosis.UsedSet{Version: version}
	err := tx.QueryRowContext(ctx, `SELECT dated, sha256, body, first_used FROM threshold_set WHERE version = $1`, version).
		Scan(&s.Dated, &s.SHA256, &s.Body, &s.FirstUsed)
	if errors.Is(err, sql.ErrNoRows) {
		return s, fault.New(fault.ErrNotFound, "THRESHOLDS_UNKNOWN", "version", version)
	}
	return s, err
}

// UsedSets returns every set ever used, oldest first.
func (tx *Tx) UsedSets(ctx context.Context) ([]diagnosis.UsedSet, error) {
	rows, err := tx.QueryContext(ctx, `SELECT version, dated, sha256, body, first_used FROM threshold_set ORDER BY dated, version`)
	if err != nil {
		return nil, fmt.Errorf("read thresholds: %w", err)
	}
	defer rows.Close()
	var all []diagnosis.UsedSet
	for rows.Next() {
		var s diagnosis.UsedSet
		if err := rows.Scan(&s.Version, &s.Dated, &s.SHA256, &s.Body, &s.FirstUsed); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, rows.Err()
}

// AddUsedSet keeps a set at its first use.
func (tx *Tx) AddUsedSet(ctx context.Context, s diagnosis.UsedSet) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO threshold_set (version, dated, sha256, body, first_used, first_used_at)
		VALUES ($1, $2, $3, $4, $5, $6)`, s.Version, s.Dated, s.SHA256, s.Body, s.FirstUsed, date.Millis(tx.Now))
	return err
}

const diagnosisColumns = `pid, chain, region, scope, data_version, day, thresholds, template_version, sha256, result, evidence, made_by, made_at`

// KeepDiagnosis stores a diagnosis unless the same input was judged before; it
// returns the public ID of the one kept.
func (tx *Tx) KeepDiagnosis(ctx context.Context, k diagnosis.Kept) (string, error) {
	var pid string
	err := tx.QueryRowContext(ctx, `SELECT pid FROM diagnosis WHERE chain = $1 AND region = $2 AND scope = $3
		AND data_version = $4 AND thresholds = $5 AND template_version = $6`,
		k.Chain, string(k.Region), string(k.Scope), k.DataVersion, k.Thresholds, k.Template).Scan(&pid)
	if err == nil || !errors.Is(err, sql.ErrNoRows) {
		return pid, err
	}
	pid = fact.NewPID("G")
	_, err = tx.ExecContext(ctx, `INSERT INTO diagnosis (`+diagnosisColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		pid, k.Chain, string(k.Region), string(k.Scope), k.DataVersion, k.Day, k.Thresholds, k.Template, k.SHA256, k.Result, k.Evidence,
		tx.Actor.Account, date.Millis(tx.Now))
	if err != nil {
		return "", fmt.Errorf("keep diagnosis: %w", err)
	}
	return pid, nil
}

// KeptDiagnoses lists the diagnoses of a chain and place inside the scope,
// latest first, without their bodies; before is the ID of the last one already
// seen, 0 for the first page.
func (tx *Tx) KeptDiagnoses(ctx context.Context, scope access.Scope, chain string, place region.Code, before int64, limit int) ([]diagnosis.Kept, error) {
	args := []any{chain, string(place), limit}
	query := `SELECT id, pid, chain, region, scope, data_version, day, thresholds, template_version, sha256, made_by, made_at FROM diagnosis
		WHERE chain = $1 AND region = $2 AND ` + scope.Where("region", &args)
	if before > 0 {
		args = append(args, before)
		query += fmt.Sprintf(" AND id < $%d", len(args))
	}
	rows, err := tx.QueryContext(ctx, query+` ORDER BY id DESC LIMIT $3`, args...)
	if err != nil {
		return nil, fmt.Errorf("list diagnoses: %w", err)
	}
	defer rows.Close()
	all := []diagnosis.Kept{}
	for rows.Next() {
		var k diagnosis.Kept
		if err := rows.Scan(&k.Number, &k.PID, &k.Chain, &k.Region, &k.Scope, &k.DataVersion, &k.Day, &k.Thresholds, &k.Template, &k.SHA256, &k.By, &k.At); err != nil {
			return nil, err
		}
		all = append(all, k)
	}
	return all, rows.Err()
}

// KeptUpTo returns the latest diagnosis kept of a chain and place whose day is
// not after day, with its bodies; empty when there is none.
func (tx *Tx) KeptUpTo(ctx context.Context, scope access.Scope, chain string, place region.Code, figures diagnosis.Scope, day string) (diagnosis.Kept, error) {
	args := []any{chain, string(place), string(figures), day}
	var pid string
	err := tx.QueryRowContext(ctx, `SELECT pid FROM diagnosis WHERE chain = $1 AND region = $2 AND scope = $3 AND day <= $4 AND `+
		scope.Where("region", &args)+` ORDER BY id DESC LIMIT 1`, args...).Scan(&pid)
	if errors.Is(err, sql.ErrNoRows) {
		return diagnosis.Kept{}, nil
	}
	if err != nil {
		return diagnosis.Kept{}, fmt.Errorf("look for an earlier diagnosis: %w", err)
	}
	return tx.KeptDiagnosis(ctx, scope, pid)
}

// KeptDiagnosis returns one kept diagnosis with its bodies, or
// [fault.ErrNotFound] when it is not there or outside the scope.
func (tx *Tx) KeptDiagnosis(ctx context.Context, scope access.Scope, pid string) (diagnosis.Kept, error) {
	args := []any{pid}
	var k diagnosis.Kept
	err := tx.QueryRowContext(ctx, `SELECT id, `+diagnosisColumns+` FROM diagnosis WHERE pid = $1 AND `+scope.Where("region", &args), args...).
		Scan(&k.Number, &k.PID, &k.Chain, &k.Region, &k.Scope, &k.DataVersion, &k.Day, &k.Thresholds, &k.Template, &k.SHA256, &k.Result, &k.Evidence, &k.By, &k.At)
	if errors.Is(err, sql.ErrNoRows) {
		return k, fault.New(fault.ErrNotFound, "NOT_FOUND")
	}
	return k, err
}

// AnswerWarning keeps the answer to a warning; a later one replaces it.
func (tx *Tx) AnswerWarning(ctx context.Context, a diagnosis.Answer) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO warning_answer (chain, region, code, answer, answered_by, answered_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (chain, region, code) DO UPDATE SET answer = excluded.answer, answered_by = excluded.answered_by, answered_at = excluded.answered_at`,
		a.Chain, string(a.Region), a.Code, a.Text, tx.Actor.Account, date.Millis(tx.Now))
	if err != nil {
		return fmt.Errorf("answer warning: %w", err)
	}
	return tx.Act(ctx, "answer_warning", a.Chain+" "+string(a.Region), a.Code+": "+a.Text)
}

// WarningAnswers returns the answers given for a chain and a place, by code.
func (tx *Tx) WarningAnswers(ctx context.Context, scope access.Scope, chain string, place region.Code) (map[string]diagnosis.Answer, error) {
	args := []any{chain, string(place)}
	rows, err := tx.QueryContext(ctx, `SELECT code, answer, answered_by, answered_at FROM warning_answer
		WHERE chain = $1 AND region = $2 AND `+scope.Where("region", &args), args...)
	if err != nil {
		return nil, fmt.Errorf("read answers: %w", err)
	}
	defer rows.Close()
	all := map[string]diagnosis.Answer{}
	for rows.Next() {
		a := diagnosis.Answer{Chain: chain, Region: place}
		if err := rows.Scan(&a.Code, &a.Text, &a.By, &a.At); err != nil {
			return nil, err
		}
		all[a.Code] = a
	}
	return all, rows.Err()
}
