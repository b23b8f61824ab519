package job

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/fault"
	"lianzhang/internal/store"
)

// end writes down how an attempt ended. runner is the context of the runner:
// when it has ended the job goes back into the queue and the attempt does not
// count.
func (r *Runner) end(runner context.Context, run *Run, err error) {
	asked, finished := run.state()
	if finished && err == nil {
		return
	}
	j := run.snapshot()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(runner), time.Minute)
	defer cancel()
	var settle func(*store.Tx) error
	switch {
	case err == nil:
		j.State = Done
	case asked:
		j.State = Cancelled
	case runner.Err() != nil:
		settle = func(tx *store.Tx) error { return tx.RetryJob(ctx, j, r.holder, tx.Now, 1) }
	case final(err):
		j.State = Failed
		j.Code, j.Params = codeOf(err)
	case j.Attempts >= maxTries:
		slog.Error("job failed", "job", j.ID, "kind", j.Kind, "error", err)
		j.State = Failed
		j.Code, j.Params = "JOB_FAILED", map[string]string{"job": j.ID}
	default:
		slog.Warn("job will be tried again", "job", j.ID, "kind", j.Kind, "attempt", j.Attempts, "error", err)
		settle = func(tx *store.Tx) error { return tx.RetryJob(ctx, j, r.holder, tx.Now.Add(pause(j.Attempts)), 0) }
	}
	if settle == nil {
		settle = func(tx *store.Tx) error { return tx.EndJob(ctx, j, r.holder) }
	}
	err = r.db.Write(ctx, access.System(), settle)
	if err != nil && !errors.Is(err, fault.ErrConflict) {
		slog.Error("end job", "job", j.ID, "error", err)
	}
}

// pause is how long to wait before the next try: 1, 4, 9, 16 seconds.
func pause(attempts int64) time.Duration { return time.Duration(attempts*attempts) * time.Second }

// final tells whether no second try would mend the failure.
func final(err error) bool {
	err = store.Explain(err)
	var coded *fault.Coded
	if errors.As(err, &coded) {
		switch coded.Code {
		case "DB_BUSY", "DB_LOST", "JOB_TAKEN":
			return false
		}
		return true
	}
	for _, kind := range []error{fault.ErrInvalid, fault.ErrNotFound, fault.ErrConflict, fault.ErrForbidden} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

func codeOf(err error) (string, map[string]string) {
	var coded *fault.Coded
	if errors.As(store.Explain(err), &coded) {
		return coded.Code, coded.Params
	}
	return "INVALID", map[string]string{"detail": err.Error()}
}
