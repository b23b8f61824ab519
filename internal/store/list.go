package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"lianzhang/internal/access"
	"lianzhang/internal/date"
	"lianzhang/internal/fault"
	"lianzhang/internal/list"
	"lianzhang/internal/region"
)

const editionColumns = `id, pid, list, chain, region, state, number, previous, data_version, definition, decisions, body, sha256, demo, made_at, made_by, changed_at, version`

func scanEdition(row interface{ Scan(...any) error }) (*list.Edition, error) {
	e := &list.Edition{}
	var decisions, body string
	var demo int64
	err := row.Scan(&e.ID, &e.PID, &e.List, &e.Chain, &e.Region, &e.State, &e.Number, &e.Previous, &e.DataVersion,
		&e.Definition, &decisions, &body, &e.SHA256, &demo, &e.MadeAt, &e.MadeBy, &e.ChangedAt, &e.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fault.New(fault.ErrNotFound, "NOT_FOUND")
	}
	if err != nil {
		return nil, err
	}
	e.Demo = demo != 0
	if err := json.Unmarshal([]byte(decisions), &e.Decisions); err != nil {
		return nil, fmt.Errorf("edition %s: %w", e.PID, err)
	}
	if err := json.Unmarshal([]byte(body), &e.Content); err != nil {
		return nil, fmt.Errorf("edition %s: %w", e.PID, err)
	}
	return e, nil
}

// InForce implements [list.Tx].
func (tx *Tx) InForce(ctx context.Context, name, chain string, place region.Code) (*list.Edition, error) {
	return scanEdition(tx.QueryRowContext(ctx, `SELECT `+editionColumns+` FROM list_edition
		WHERE list = $1 AND chain = $2 AND region = $3 AND state = 'published'`, name, chain, place))
}

// Edition returns one edition inside the scope.
func (tx *Tx) Edition(ctx context.Context, scope access.Scope, pid string) (*list.Edition, error) {
	args := []any{pid}
	where := scope.Where("region", &args)
	return scanEdition(tx.QueryRowContext(ctx, `SELECT `+editionColumns+` FROM list_edition WHERE pid = $1 AND `+where, args...))
}

// AddEdition implements [list.Tx].
func (tx *Tx) AddEdition(ctx context.Context, e *list.Edition) error {
	e.PID, e.MadeAt, e.ChangedAt, e.Version = list.NewPID(), date.Millis(tx.Now), date.Millis(tx.Now), 1
	decisions, body, err := editionJSON(e)
	if err != nil {
		return err
	}
	err = tx.QueryRowContext(ctx, `INSERT INTO list_edition
		(pid, list, chain, region, state, number, previous, data_version, definition, decisions, body, sha256, rows, aside, demo, made_at, made_by, changed_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) RETURNING id`,
		e.PID, e.List, e.Chain, e.Region, e.State, e.Number, e.Previous, e.DataVersion, e.Definition, decisions, body,
		e.SHA256, len(e.Content.Rows), len(e.Content.Aside), bit(e.Demo), e.MadeAt, e.MadeBy, e.ChangedAt, e.Version).Scan(&e.ID)
	if err != nil {
		return fmt.Errorf("add edition of %s: %w", e.List, err)
	}
	return nil
}

// SaveEdition implements [list.Tx]. A body that was published is not written
// again.
func (tx *Tx) SaveEdition(ctx context.Context, e *list.Edition) error {
	decisions, body, err := editionJSON(e)
	if err != nil {
		return err
	}
	result, err := tx.ExecContext(ctx, `UPDATE list_edition SET state = $1, number = $2, previous = $3, data_version = $4,
		definition = $5, decisions = $6, body = CASE WHEN state IN ('published', 'superseded') THEN body ELSE $7 END,
		sha256 = $8, rows = $9, aside = $10, demo = $11, changed_at = $12, version = version + 1
		WHERE id = $13 AND version = $14`,
		e.State, e.Number, e.Previous, e.DataVersion, e.Definition, decisions, body, e.SHA256,
		len(e.Content.Rows), len(e.Content.Aside), bit(e.Demo), date.Millis(tx.Now), e.ID, e.Version)
	if err != nil {
		return fmt.Errorf("save edition %s: %w", e.PID, err)
	}
	if n, err := result.RowsAffected(); err != nil {
		return err
	} else if n == 0 {
		return fault.New(fault.ErrConflict, "STALE")
	}
	e.Version, e.ChangedAt = e.Version+1, date.Millis(tx.Now)
	return nil
}

func editionJSON(e *list.Edition) (decisions, body string, err error) {
	if e.Decisions == nil {
		e.Decisions = []list.Decision{}
	}
	d, err := json.Marshal(e.Decisions)
	if err != nil {
		return "", "", err
	}
	b, err := json.Marshal(e.Content)
	return string(d), string(b), err
}

// AddStep implements [list.Tx].
func (tx *Tx) AddStep(ctx context.Context, e *list.Edition, step list.Step, note string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO list_step (edition_id, at, actor, actor_name, step, note) VALUES ($1, $2, $3, $4, $5, $6)`,
		e.ID, date.Millis(tx.Now), tx.Actor.Account, tx.Actor.Name, step, note)
	if err != nil {
		return fmt.Errorf("record step of edition %s: %w", e.PID, err)
	}
	return tx.Act(ctx, "list."+string(step), e.PID, note)
}

// Steps returns what an edition went through, oldest first.
func (tx *Tx) Steps(ctx context.Context, e *list.Edition) ([]list.Taken, error) {
	rows, err := tx.QueryContext(ctx, `SELECT at, actor, actor_name, step, note FROM list_step WHERE edition_id = $1 ORDER BY id`, e.ID)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	steps := []list.Taken{}
	for rows.Next() {
		var s list.Taken
		if err := rows.Scan(&s.At, &s.Actor, &s.Name, &s.Step, &s.Note); err != nil {
			return nil, err
		}
		steps = append(steps, s)
	}
	return steps, rows.Err()
}

// EditionHead is an edition without its content.
type EditionHead struct {
	PID       string      `json:"id"`
	List      string      `json:"list"`
	Chain     string      `json:"chain"`
	Region    region.Code `json:"region"`
	State     list.State  `json:"state"`
	Number    int         `json:"number"`
	Rows      int         `json:"rows"`
	Aside     int         `json:"aside"`
	Demo      bool        `json:"demo"`
	MadeAt    int64       `json:"made_at"`
	ChangedAt int64       `json:"changed_at"`
	Previous  string      `json:"previous,omitempty"`
	SHA256    string      `json:"sha256,omitempty"`
}

// EditionQuery narrows [Tx.Editions]; empty fields do not.
type EditionQuery struct {
	List, Chain, State string
	Region             region.Code
	Before             string // public ID of the last edition of the page before
	Limit              int
}

// Editions returns editions inside the scope, newest first.
func (tx *Tx) Editions(ctx context.Context, scope access.Scope, q EditionQuery) ([]EditionHead, error) {
	args := []any{}
	where := []string{scope.Where("region", &args)}
	add := func(column, value string) {
		if value != "" {
			args = append(args, value)
			where = append(where, fmt.Sprintf("%s = $%d", column, len(args)))
		}
	}
	add("list", q.List)
	add("chain", q.Chain)
	add("state", q.State)
	add("region", string(q.Region))
	if q.Before != "" {
		args = append(args, q.Before)
		where = append(where, fmt.Sprintf("id < (SELECT id FROM list_edition WHERE pid = $%d)", len(args)))
	}
	args = append(args, q.Limit)
	rows, err := tx.QueryContext(ctx, `SELECT pid, list, chain, region, state, number, rows, aside, demo, made_at, changed_at, previous, sha256
		FROM list_edition WHERE `+strings.Join(where, " AND ")+fmt.Sprintf(` ORDER BY id DESC LIMIT $%d`, len(args)), args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	heads := []EditionHead{}
	for rows.Next() {
		var h EditionHead
		var demo int64
		if err := rows.Scan(&h.PID, &h.List, &h.Chain, &h.Region, &h.State, &h.Number, &h.Rows, &h.Aside, &demo, &h.MadeAt, &h.ChangedAt, &h.Previous, &h.SHA256); err != nil {
			return nil, err
		}
		h.Demo = demo != 0
		heads = append(heads, h)
	}
	return heads, rows.Err()
}

// bit stores a truth as 0 or 1.
func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
