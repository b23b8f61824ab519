package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"lianzhang/internal/access"
	"lianzhang/internal/date"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
	"lianzhang/internal/scenario"
)

const scenarioColumns = `id, pid, ask, job, data_version, program, sha256, asked_by, asked_at, answered_at`

func scanScenario(row interface{ Scan(...any) error }, more ...any) (scenario.Run, error) {
	var r scenario.Run
	var ask string
	err := row.Scan(append([]any{&r.Number, &r.PID, &ask, &r.Job, &r.DataVersion, &r.Program, &r.SHA256, &r.By, &r.At, &r.AnsweredAt}, more...)...)
	if errors.Is(err, sql.ErrNoRows) {
		return r, fault.New(fault.ErrNotFound, "NOT_FOUND")
	}
	if err != nil {
		return r, fmt.Errorf("read scenario: %w", err)
	}
	if err := json.Unmarshal([]byte(ask), &r.Ask); err != nil {
		return r, fmt.Errorf("scenario %s: %w", r.PID, err)
	}
	return r, nil
}

// AddScenario writes down a question and returns it with its public ID.
func (tx *Tx) AddScenario(ctx context.Context, ask scenario.Ask) (scenario.Run, error) {
	r := scenario.Run{PID: fact.NewPID("W"), Ask: ask, By: tx.Actor.Account, At: date.Millis(tx.Now)}
	body, err := json.Marshal(ask)
	if err != nil {
		return r, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO scenario (pid, kind, chain, region, ask, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		r.PID, ask.Kind, ask.Chain, string(ask.Region), string(body), r.By, r.At)
	if err != nil {
		return r, fmt.Errorf("add scenario: %w", err)
	}
	return r, nil
}

// SetScenarioJob notes which job answers a question.
func (tx *Tx) SetScenarioJob(ctx context.Context, pid, job string) error {
	_, err := tx.ExecContext(ctx, `UPDATE scenario SET job = $1 WHERE pid = $2`, job, pid)
	return err
}

// PutAnswer writes the answer to a question, once.
func (tx *Tx) PutAnswer(ctx context.Context, r scenario.Run) error {
	done, err := tx.ExecContext(ctx, `UPDATE scenario SET data_version = $1, program = $2, sha256 = $3, answer = $4, answered_at = $5 WHERE pid = $6 AND answered_at = 0`,
		r.DataVersion, r.Program, r.SHA256, r.Answer, date.Millis(tx.Now), r.PID)
	if err != nil {
		return fmt.Errorf("answer scenario %s: %w", r.PID, err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return fault.New(fault.ErrConflict, "SCENARIO_ANSWERED")
}

// Scenario returns a question about a place inside the scope, with its answer.
func (tx *Tx) Scenario(ctx context.Context, scope access.Scope, pid string) (scenario.Run, error) {
	args := []any{pid}
	where := scope.Where("region", &args)
	var answer string
	r, err := scanScenario(tx.QueryRowContext(ctx, `SELECT `+scenarioColumns+`, answer FROM scenario WHERE pid = $1 AND `+where, args...), &answer)
	r.Answer = answer
	return r, err
}

// ScenarioQuery says which questions are listed; empty fields do not narrow.
type ScenarioQuery struct {
	Kind, Chain string
	Region      region.Code
	Before      int64 // number of the last one already seen; 0 for the first page
	Limit       int
}

// Scenarios lists questions about places inside the scope, latest first, without
// their answers.
func (tx *Tx) Scenarios(ctx context.Context, scope access.Scope, q ScenarioQuery) ([]scenario.Run, error) {
	args := []any{}
	query := `SELECT ` + scenarioColumns + ` FROM scenario WHERE ` + scope.Where("region", &args)
	narrow := func(condition string, value any) {
		args = append(args, value)
		query += fmt.Sprintf(" AND "+condition, len(args))
	}
	if q.Kind != "" {
		narrow("kind = $%d", q.Kind)
	}
	if q.Chain != "" {
		narrow("chain = $%d", q.Chain)
	}
	if q.Region != "" {
		narrow("region = $%d", string(q.Region))
	}
	if q.Before > 0 {
		narrow("id < $%d", q.Before)
	}
	args = append(args, q.Limit)
	out := []scenario.Run{}
	err := tx.collect(ctx, "scenarios", query+fmt.Sprintf(" ORDER BY id DESC LIMIT $%d", len(args)), args, func(rows *sql.Rows) error {
		r, err := scanScenario(rows)
		out = append(out, r)
		return err
	})
	return out, err
}
