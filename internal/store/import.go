package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/date"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
)

// importPrefix begins the public IDs of imports.
const importPrefix = "X"

// Import is one file on its way into the records. Options, Report and Undone
// are JSON that the room intake writes and reads.
type Import struct {
	ID       int64
	PID      string
	Kind     string
	FileName string
	SHA256   string
	Size     int64
	Path     string // where the file is kept, empty when it is not
	Verdict  string // what a virus scanner said
	State    string
	Account  string
	Options  json.RawMessage
	Report   json.RawMessage
	Rows, New, Changed, Same,
	Errors, Warnings int64
	Source    int64
	Job       string
	Undone    string
	CreatedAt time.Time
	EndedAt   time.Time // zero while it has not ended
}

const importColumns = `id, pid, kind, file_name, sha256, size, path, state, account, options, report, rows, added, changed, same, errors, warnings, source_id, job, undone, verdict, created_at, COALESCE(ended_at, 0)`

func scanImport(row interface{ Scan(...any) error }) (Import, error) {
	var im Import
	var options, report string
	var created, ended int64
	err := row.Scan(&im.ID, &im.PID, &im.Kind, &im.FileName, &im.SHA256, &im.Size, &im.Path, &im.State, &im.Account, &options, &report,
		&im.Rows, &im.New, &im.Changed, &im.Same, &im.Errors, &im.Warnings, &im.Source, &im.Job, &im.Undone, &im.Verdict, &created, &ended)
	im.Options, im.Report, im.CreatedAt = json.RawMessage(options), json.RawMessage(report), date.FromMillis(created)
	if ended != 0 {
		im.EndedAt = date.FromMillis(ended)
	}
	return im, err
}

// AddImport stores a new import and fills in its IDs.
func (tx *Tx) AddImport(ctx context.Context, im *Import) error {
	if im.PID == "" {
		im.PID = fact.NewPID(importPrefix)
	}
	im.Account, im.CreatedAt = tx.Actor.Account, tx.Now
	if len(im.Options) == 0 {
		im.Options = json.RawMessage(`{}`)
	}
	err := tx.QueryRowContext(ctx, `INSERT INTO import (pid, kind, file_name, sha256, size, path, state, account, options, created_at, verdict)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`,
		im.PID, im.Kind, im.FileName, im.SHA256, im.Size, im.Path, im.State, im.Account, string(im.Options), date.Millis(tx.Now), im.Verdict).Scan(&im.ID)
	if err != nil {
		return fmt.Errorf("add import of %s: %w", im.FileName, err)
	}
	return nil
}

// ImportByPID returns an import that the actor may see: his own, or any for an
// administrator.
func (tx *Tx) ImportByPID(ctx context.Context, pid string) (Import, error) {
	im, err := scanImport(tx.QueryRowContext(ctx, `SELECT `+importColumns+` FROM import WHERE pid = $1`, pid))
	if errors.Is(err, sql.ErrNoRows) || err == nil && im.Account != tx.Actor.Account && !tx.Actor.May(access.Admin) {
		return Import{}, fault.New(fault.ErrNotFound, "NOT_FOUND")
	}
	return im, err
}

// Imports returns the imports that the actor may see, latest first, at most
// limit of those before the internal ID (0 for all).
func (tx *Tx) Imports(ctx context.Context, before int64, limit int) ([]Import, error) {
	if before == 0 {
		before = 1 << 62
	}
	rows, err := tx.QueryContext(ctx, `SELECT `+importColumns+` FROM import WHERE id < $1 AND (account = $2 OR $3 = 1) ORDER BY id DESC LIMIT $4`,
		before, tx.Actor.Account, flag(tx.Actor.May(access.Admin)), limit)
	if err != nil {
		return nil, fmt.Errorf("list imports: %w", err)
	}
	defer rows.Close()
	list := []Import{}
	for rows.Next() {
		im, err := scanImport(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, im)
	}
	return list, rows.Err()
}

// SaveImport writes everything of an import that can change.
func (tx *Tx) SaveImport(ctx context.Context, im *Import) error {
	var ended any
	if !im.EndedAt.IsZero() {
		ended = date.Millis(im.EndedAt)
	}
	_, err := tx.ExecContext(ctx, `UPDATE import SET path = $1, state = $2, options = $3, report = $4, rows = $5, added = $6, changed = $7, same = $8,
		errors = $9, warnings = $10, source_id = $11, job = $12, undone = $13, ended_at = $14 WHERE id = $15`,
		im.Path, im.State, string(im.Options), string(im.Report), im.Rows, im.New, im.Changed, im.Same, im.Errors, im.Warnings, im.Source, im.Job, im.Undone, ended, im.ID)
	if err != nil {
		return fmt.Errorf("save import %s: %w", im.PID, err)
	}
	return nil
}

// EarlierImport returns the last import of the same content that was committed
// and not undone, or fault.ErrNotFound.
func (tx *Tx) EarlierImport(ctx context.Context, sha256, kind string, besides int64) (Import, error) {
	im, err := scanImport(tx.QueryRowContext(ctx, `SELECT `+importColumns+` FROM import WHERE sha256 = $1 AND kind = $2 AND state IN ('done', 'committing') AND id <> $3 ORDER BY id DESC LIMIT 1`, sha256, kind, besides))
	if errors.Is(err, sql.ErrNoRows) {
		return Import{}, fault.ErrNotFound
	}
	return im, err
}

// PutFindings replaces what was noticed in an import; bodies are JSON.
func (tx *Tx) PutFindings(ctx context.Context, id int64, severities, bodies []string) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM import_finding WHERE import_id = $1`, id); err != nil {
		return fmt.Errorf("clear findings: %w", err)
	}
	insert, err := tx.PrepareContext(ctx, `INSERT INTO import_finding (import_id, seq, severity, body) VALUES ($1, $2, $3, $4)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	for i := range bodies {
		if _, err := insert.ExecContext(ctx, id, i+1, severities[i], bodies[i]); err != nil {
			return fmt.Errorf("store finding: %w", err)
		}
	}
	return nil
}

// Findings returns bodies after a sequence number, in order, with the number of
// the last; severity narrows them when not empty.
func (tx *Tx) Findings(ctx context.Context, id int64, severity string, after, limit int) ([]string, int, error) {
	rows, err := tx.QueryContext(ctx, `SELECT seq, body FROM import_finding WHERE import_id = $1 AND seq > $2 AND ($3 = '' OR severity = $3) ORDER BY seq LIMIT $4`, id, after, severity, limit)
	if err != nil {
		return nil, 0, fmt.Errorf("read findings: %w", err)
	}
	defer rows.Close()
	var list []string
	last := after
	for rows.Next() {
		var body string
		if err := rows.Scan(&last, &body); err != nil {
			return nil, 0, err
		}
		list = append(list, body)
	}
	return list, last, rows.Err()
}

// HeaderMemory returns what people of an account said about titles.
func (tx *Tx) HeaderMemory(ctx context.Context, kind string) (map[string]string, error) {
	rows, err := tx.QueryContext(ctx, `SELECT title, field FROM header_memory WHERE account = $1 AND kind = $2`, tx.Actor.Account, kind)
	if err != nil {
		return nil, fmt.Errorf("read header memory: %w", err)
	}
	defer rows.Close()
	memory := map[string]string{}
	for rows.Next() {
		var title, field string
		if err := rows.Scan(&title, &field); err != nil {
			return nil, err
		}
		memory[title] = field
	}
	return memory, rows.Err()
}

// RememberHeader keeps what a person said about a title.
func (tx *Tx) RememberHeader(ctx context.Context, kind, title, field string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO header_memory (account, kind, title, field, at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (account, kind, title) DO UPDATE SET field = excluded.field, at = excluded.at`, tx.Actor.Account, kind, title, field, date.Millis(tx.Now))
	if err != nil {
		return fmt.Errorf("remember header: %w", err)
	}
	return nil
}

// ForgetFiles writes that the files of imports that ended before an instant, or
// were begun before it and never ended, are no longer kept, and returns the
// public IDs of those imports.
func (tx *Tx) ForgetFiles(ctx context.Context, before time.Time) ([]string, error) {
	return tx.strings(ctx, `UPDATE import SET path = '' WHERE path <> '' AND state <> 'committing' AND COALESCE(ended_at, created_at) < $1 RETURNING pid`, date.Millis(before))
}

// ImportIDs returns the public IDs of all imports whose file is kept.
func (tx *Tx) ImportIDs(ctx context.Context) ([]string, error) {
	return tx.strings(ctx, `SELECT pid FROM import WHERE path <> '' ORDER BY pid`)
}
