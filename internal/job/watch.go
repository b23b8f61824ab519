package job

import (
	"context"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/store"
)

// look is how often a job that runs in another process is looked at; beat how
// often it is shown unchanged, so that a reader who has gone is noticed.
const (
	look = time.Second
	beat = 15 * time.Second
)

// Ended tells whether a job in that state will not change any more.
func Ended(state string) bool { return state == Done || state == Failed || state == Cancelled }

// Get returns a job with the progress of this moment when it runs here.
func (r *Runner) Get(ctx context.Context, id string) (store.Job, error) {
	var j store.Job
	err := r.db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
		j, err = tx.Job(ctx, id)
		return err
	})
	if run := r.running(id); err == nil && run != nil && !Ended(j.State) {
		live := run.snapshot()
		j.State, j.Done, j.Total, j.Note = Running, live.Done, live.Total, live.Note
	}
	return j, err
}

// Watch calls show with the job now, whenever it has changed and every fifteen
// seconds, until it has ended, show fails or ctx ends.
func (r *Runner) Watch(ctx context.Context, id string, show func(store.Job) error) error {
	var last store.Job
	var shown time.Time
	for {
		changed := r.changes(id)
		j, err := r.Get(ctx, id)
		if err != nil {
			return err
		}
		if time.Since(shown) > beat || j.State != last.State || j.Done != last.Done || j.Total != last.Total || j.Note != last.Note {
			if err := show(j); err != nil {
				return err
			}
			shown = time.Now()
		}
		if Ended(j.State) {
			return nil
		}
		last = j
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-changed:
			select { // not more often than an eye can follow
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(100 * time.Millisecond):
			}
		case <-time.After(look):
		}
	}
}

// Cancel asks a job to stop; here at once, elsewhere at its next note.
func (r *Runner) Cancel(ctx context.Context, actor access.Actor, id string) error {
	if run := r.running(id); run != nil {
		run.stop()
	}
	return r.db.Write(ctx, actor, func(tx *store.Tx) error { return tx.CancelJob(ctx, id) })
}

// changes is closed when the job's progress changes here; for a job that runs
// elsewhere it never is.
func (r *Runner) changes(id string) <-chan struct{} {
	run := r.running(id)
	if run == nil {
		return nil
	}
	run.mu.Lock()
	defer run.mu.Unlock()
	return run.changed
}
