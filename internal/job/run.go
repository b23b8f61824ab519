package job

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"lianzhang/internal/atlas"
	"lianzhang/internal/store"
)

// Run is one attempt at a job, as its work sees it.
type Run struct {
	ID      string
	Account string // public ID of who asked for it, or "system"
	Attempt int64  // counted from 1
	DB      *store.DB
	Atlas   *atlas.Atlas

	holder   string
	mu       sync.Mutex
	job      store.Job
	finished bool
	asked    bool // to stop
	cancel   context.CancelFunc
	changed  chan struct{} // closed and replaced when progress changes
}

// Args reads the arguments that were given to [Enqueue].
func (r *Run) Args(into any) error {
	if err := json.Unmarshal([]byte(r.job.Args), into); err != nil {
		return fmt.Errorf("arguments of %s: %w", r.job.Kind, err)
	}
	return nil
}

// Progress says how far the work is: done of total steps (total 0 while it is
// unknown) and a short note. It costs nothing, touches no database and may be
// called as often as one likes, also inside a transaction.
func (r *Run) Progress(done, total int64, note string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.job.Done, r.job.Total, r.job.Note = done, total, note
	r.tell()
}

// Finish ends the job in the transaction of its effect, with a result that is
// shown as JSON. It fails when this attempt has lost the job to another; the
// caller must then roll back, which returning the error does.
func (r *Run) Finish(ctx context.Context, tx *store.Tx, result any) error {
	raw, err := json.Marshal(result)
	if err != nil {
		return fmt.Errorf("result of %s: %w", r.job.Kind, err)
	}
	j := r.snapshot()
	j.State, j.Result = Done, string(raw)
	if err := tx.EndJob(ctx, j, r.holder); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.finished = true
	return nil
}

func (r *Run) snapshot() store.Job {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.job
}

// tell wakes whoever watches; the caller holds mu.
func (r *Run) tell() {
	close(r.changed)
	r.changed = make(chan struct{})
}

// stop ends the work because somebody asked.
func (r *Run) stop() {
	r.mu.Lock()
	r.asked = true
	r.mu.Unlock()
	r.cancel()
}

func (r *Run) state() (asked, finished bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.asked, r.finished
}
