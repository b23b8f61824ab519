package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"lianzhang/internal/date"
	"lianzhang/internal/fault"
)

// Job is one piece of background work as stored; see package job for its
// states and arrows.
type Job struct {
	ID       string
	Kind     string
	Args     string // JSON
	Account  string // who asked for it
	State    string
	Attempts int64
	Cancel   bool // somebody asked to stop it
	Done     int64
	Total    int64 // 0 while unknown
	Note     string
	Result   string // JSON
	Code     string // of the failure
	Params   map[string]string
	Created  time.Time
	Started  time.Time // zero before
	Ended    time.Time // zero before
}

const jobColumns = `id, kind, args, account, state, attempts, cancel, steps_done, steps_total, note, result, error_code, error_params, created_at, started_at, ended_at`

// AddJob queues a job; it can be taken once the transaction is committed.
func (tx *Tx) AddJob(ctx context.Context, j Job) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO job (id, kind, args, account, run_at, created_at) VALUES ($1, $2, $3, $4, $5, $5)`,
		j.ID, j.Kind, j.Args, j.Account, date.Millis(tx.Now))
	if err != nil {
		return fmt.Errorf("queue %s: %w", j.Kind, err)
	}
	return nil
}

// Job returns one job.
func (tx *Tx) Job(ctx context.Context, id string) (Job, error) {
	return scanJob(tx.QueryRowContext(ctx, `SELECT `+jobColumns+` FROM job WHERE id = $1`, id))
}

// Jobs returns the newest jobs, of one account or of all when it is empty,
// created before the given instant (zero: from the newest on).
func (tx *Tx) Jobs(ctx context.Context, who string, before time.Time, limit int) ([]Job, error) {
	last := int64(1) << 62
	if !before.IsZero() {
		last = date.Millis(before)
	}
	rows, err := tx.QueryContext(ctx, `SELECT `+jobColumns+` FROM job
		WHERE (account = $1 OR $1 = '') AND created_at < $2 ORDER BY created_at DESC, id LIMIT $3`, who, last, limit)
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	defer rows.Close()
	var all []Job
	for rows.Next() {
		j, err := scanJob(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, j)
	}
	return all, rows.Err()
}

func scanJob(row interface{ Scan(...any) error }) (Job, error) {
	var j Job
	var cancel, created int64
	var started, ended sql.NullInt64
	var params string
	err := row.Scan(&j.ID, &j.Kind, &j.Args, &j.Account, &j.State, &j.Attempts, &cancel, &j.Done, &j.Total,
		&j.Note, &j.Result, &j.Code, &params, &created, &started, &ended)
	if errors.Is(err, sql.ErrNoRows) {
		return j, fault.New(fault.ErrNotFound, "NOT_FOUND")
	}
	if err != nil {
		return j, fmt.Errorf("job: %w", err)
	}
	j.Cancel, j.Created = cancel != 0, date.FromMillis(created)
	if started.Valid {
		j.Started = date.FromMillis(started.Int64)
	}
	if ended.Valid {
		j.Ended = date.FromMillis(ended.Int64)
	}
	if params != "" {
		err = json.Unmarshal([]byte(params), &j.Params)
	}
	return j, err
}

// JobsDue returns the jobs that could be taken now: queued ones whose time has
// come and running ones whose lease is over, oldest first.
func (tx *Tx) JobsDue(ctx context.Context, limit int) ([]string, error) {
	rows, err := tx.QueryContext(ctx, `SELECT id FROM job WHERE state IN ('queued', 'running') AND run_at <= $1
		AND (state = 'queued' OR lease_until < $1) ORDER BY run_at, created_at, id LIMIT $2`, date.Millis(tx.Now), limit)
	if err != nil {
		return nil, fmt.Errorf("jobs due: %w", err)
	}
	defer rows.Close()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// TakeJob makes holder run the job until the lease ends; fault.ErrConflict
// when another was faster.
func (tx *Tx) TakeJob(ctx context.Context, id, holder string, lease time.Duration) (Job, error) {
	j, err := scanJob(tx.QueryRowContext(ctx, `UPDATE job SET state = 'running', attempts = attempts + 1, holder = $2, lease_until = $3,
		started_at = $4, steps_done = 0, note = ''
		WHERE id = $1 AND state IN ('queued', 'running') AND run_at <= $4 AND (state = 'queued' OR lease_until < $4)
		RETURNING `+jobColumns, id, holder, date.Millis(tx.Now.Add(lease)), date.Millis(tx.Now)))
	if errors.Is(err, fault.ErrNotFound) {
		return j, fault.New(fault.ErrConflict, "JOB_TAKEN")
	}
	return j, err
}

// KeepJob renews the lease and writes down progress. It tells whether somebody
// asked to stop the job; fault.ErrConflict when the job is no longer held.
func (tx *Tx) KeepJob(ctx context.Context, j Job, holder string, lease time.Duration) (cancel bool, err error) {
	var asked int64
	err = tx.QueryRowContext(ctx, `UPDATE job SET lease_until = $4, steps_done = $5, steps_total = $6, note = $7
		WHERE id = $1 AND holder = $2 AND attempts = $3 AND state = 'running' RETURNING cancel`,
		j.ID, holder, j.Attempts, date.Millis(tx.Now.Add(lease)), j.Done, j.Total, j.Note).Scan(&asked)
	if errors.Is(err, sql.ErrNoRows) {
		return false, fault.New(fault.ErrConflict, "JOB_TAKEN")
	}
	return asked != 0, err
}

// EndJob ends an attempt that holder still has, as j.State says; fault.ErrConflict
// when it has it no longer, so that what the attempt did in this transaction
// is rolled back and happens exactly once.
func (tx *Tx) EndJob(ctx context.Context, j Job, holder string) error {
	params := ""
	if len(j.Params) > 0 {
		raw, err := json.Marshal(j.Params)
		if err != nil {
			return err
		}
		params = string(raw)
	}
	res, err := tx.ExecContext(ctx, `UPDATE job SET state = $4, result = $5, error_code = $6, error_params = $7,
		steps_done = $8, steps_total = $9, note = $10, ended_at = $11, lease_until = 0
		WHERE id = $1 AND holder = $2 AND attempts = $3 AND state = 'running'`,
		j.ID, holder, j.Attempts, j.State, j.Result, j.Code, params, j.Done, j.Total, j.Note, date.Millis(tx.Now))
	return held(res, err)
}

// RetryJob puts an attempt that holder still has back into the queue, to run
// at the given instant; back is 1 when the attempt should not count.
func (tx *Tx) RetryJob(ctx context.Context, j Job, holder string, at time.Time, back int64) error {
	res, err := tx.ExecContext(ctx, `UPDATE job SET state = 'queued', run_at = $4, attempts = attempts - $5, lease_until = 0, error_code = $6
		WHERE id = $1 AND holder = $2 AND attempts = $3 AND state = 'running'`, j.ID, holder, j.Attempts, date.Millis(at), back, j.Code)
	return held(res, err)
}

func held(res sql.Result, err error) error {
	if err != nil {
		return fmt.Errorf("end job: %w", err)
	}
	n, err := res.RowsAffected()
	if err == nil && n == 0 {
		err = fault.New(fault.ErrConflict, "JOB_TAKEN")
	}
	return err
}

// CancelJob stops a queued job at once and asks the runner of a running one to
// stop. A job that has ended stays as it is.
func (tx *Tx) CancelJob(ctx context.Context, id string) error {
	_, err := tx.ExecContext(ctx, `UPDATE job SET cancel = 1,
		ended_at = CASE WHEN state = 'queued' THEN $2 ELSE ended_at END,
		state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END
		WHERE id = $1 AND state IN ('queued', 'running')`, id, date.Millis(tx.Now))
	if err != nil {
		return fmt.Errorf("cancel job: %w", err)
	}
	return tx.Act(ctx, "job.cancel", id, "")
}

// FreeJobs ends all leases. Only a runner that knows that it is alone may call
// it: on SQLite the lock of the data folder says so.
func (tx *Tx) FreeJobs(ctx context.Context) error {
	_, err := tx.ExecContext(ctx, `UPDATE job SET lease_until = 0 WHERE state = 'running'`)
	return err
}

// CountJobs returns how many jobs are in each state.
func (tx *Tx) CountJobs(ctx context.Context) (map[string]int64, error) {
	rows, err := tx.QueryContext(ctx, `SELECT state, count(*) FROM job GROUP BY state`)
	if err != nil {
		return nil, fmt.Errorf("count jobs: %w", err)
	}
	defer rows.Close()
	all := map[string]int64{}
	for rows.Next() {
		var state string
		var n int64
		if err := rows.Scan(&state, &n); err != nil {
			return nil, err
		}
		all[state] = n
	}
	return all, rows.Err()
}
