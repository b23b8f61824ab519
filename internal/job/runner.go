package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/atlas"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/store"
)

const (
	atOnce   = 2                      // jobs at once in one process
	poll     = 250 * time.Millisecond // between looks at the queue
	renew    = 2 * time.Second        // between notes of progress and lease
	lease    = 60 * time.Second
	maxTries = 5
)

// Runner takes jobs from one database and runs them.
type Runner struct {
	db     *store.DB
	atlas  *atlas.Atlas
	holder string
	mu     sync.Mutex
	live   map[string]*Run
	stop   context.CancelFunc
	ended  sync.WaitGroup
}

// NewRunner returns a runner that is not started.
func NewRunner(db *store.DB) *Runner {
	return &Runner{db: db, atlas: atlas.New(db), holder: fact.NewPID("R"), live: map[string]*Run{}}
}

// Atlas returns the pictures that jobs work on, for whoever shares them.
func (r *Runner) Atlas() *atlas.Atlas { return r.atlas }

// Start begins to take jobs. alone says that no other process runs jobs on
// this database, so that what an earlier process held can be taken at once.
func (r *Runner) Start(ctx context.Context, alone bool) error {
	if alone {
		if err := r.db.Write(ctx, access.System(), func(tx *store.Tx) error { return tx.FreeJobs(ctx) }); err != nil {
			return fmt.Errorf("free jobs: %w", err)
		}
	}
	ctx, r.stop = context.WithCancel(context.WithoutCancel(ctx))
	r.spawn("take jobs", func() { r.every(ctx, poll, r.take) })
	r.spawn("keep jobs", func() { r.every(ctx, renew, r.keep) })
	return nil
}

// Stop stops taking jobs, ends the running ones and puts them back into the
// queue, and waits for them.
func (r *Runner) Stop() {
	if r.stop != nil {
		r.stop()
	}
	r.ended.Wait()
}

// spawn is the one door to a goroutine here: a panic is logged, not fatal.
func (r *Runner) spawn(what string, do func()) {
	r.ended.Add(1)
	go func() {
		defer r.ended.Done()
		defer func() {
			if p := recover(); p != nil {
				slog.Error("panic", "in", what, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			}
		}()
		do()
	}()
}

func (r *Runner) every(ctx context.Context, pause time.Duration, do func(context.Context) error) {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		if err := do(ctx); err != nil && ctx.Err() == nil {
			slog.Warn("jobs", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// take looks at the queue through the readers, so that a long transaction on
// the writer never makes it wait, and takes what it has room for.
func (r *Runner) take(ctx context.Context) error {
	r.mu.Lock()
	room := atOnce - len(r.live)
	r.mu.Unlock()
	if room <= 0 {
		return nil
	}
	var due []string
	err := r.db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
		due, err = tx.JobsDue(ctx, room+atOnce)
		return err
	})
	for _, id := range due {
		if err != nil || room == 0 {
			break
		}
		if r.running(id) != nil {
			continue // the lease could not be renewed because the job itself holds the writer
		}
		var j store.Job
		err = r.db.Write(ctx, access.System(), func(tx *store.Tx) (err error) {
			j, err = tx.TakeJob(ctx, id, r.holder, lease)
			return err
		})
		if errors.Is(err, fault.ErrConflict) {
			err = nil
			continue
		}
		if err == nil {
			room--
			r.begin(ctx, j)
		}
	}
	return err
}

func (r *Runner) running(id string) *Run {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.live[id]
}

func (r *Runner) begin(ctx context.Context, j store.Job) {
	run := &Run{ID: j.ID, Account: j.Account, Attempt: j.Attempts, DB: r.db, Atlas: r.atlas, holder: r.holder, job: j, changed: make(chan struct{})}
	workCtx, cancel := context.WithCancel(ctx)
	run.cancel = cancel
	if j.Cancel {
		run.stop()
	}
	r.mu.Lock()
	r.live[j.ID] = run
	r.mu.Unlock()
	r.spawn("job "+j.Kind, func() {
		err := r.attempt(workCtx, run)
		cancel()
		r.end(ctx, run, err)
		r.mu.Lock()
		delete(r.live, j.ID)
		r.mu.Unlock()
		run.mu.Lock()
		run.tell()
		run.mu.Unlock()
	})
}

// attempt runs the work; a panic is a failure of this job only, and final.
func (r *Runner) attempt(ctx context.Context, run *Run) (err error) {
	defer func() {
		if p := recover(); p != nil {
			slog.Error("panic", "in", "job "+run.job.Kind, "job", run.ID, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = fault.New(fault.ErrInvalid, "JOB_FAILED", "job", run.ID)
		}
	}()
	if run.Attempt > maxTries {
		return fault.New(fault.ErrInvalid, "JOB_GAVE_UP", "tries", fmt.Sprint(maxTries))
	}
	work := workOf(run.job.Kind)
	if work == nil {
		return fault.New(fault.ErrInvalid, "JOB_UNKNOWN", "kind", run.job.Kind)
	}
	return work(ctx, run)
}

// keep renews the leases and writes progress down. While a job holds the only
// writer of SQLite this fails in time and is tried again; nobody else can take
// the job then.
func (r *Runner) keep(ctx context.Context) error {
	r.mu.Lock()
	runs := make([]*Run, 0, len(r.live))
	for _, run := range r.live {
		runs = append(runs, run)
	}
	r.mu.Unlock()
	for _, run := range runs {
		short, cancel := context.WithTimeout(ctx, renew/2)
		var asked bool
		err := r.db.Write(short, access.System(), func(tx *store.Tx) (err error) {
			asked, err = tx.KeepJob(short, run.snapshot(), r.holder, lease)
			return err
		})
		cancel()
		if errors.Is(err, fault.ErrConflict) {
			if _, finished := run.state(); !finished {
				run.cancel() // another runner has it
			}
		} else if asked {
			run.stop()
		}
	}
	return nil
}
