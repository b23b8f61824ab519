package intake

import (
	"context"

	"lianzhang/internal/access"
	"lianzhang/internal/job"
	"lianzhang/internal/store"
)

// CommitJob is the kind of background job that commits an import.
const CommitJob = "import.commit"

func init() { job.Register(CommitJob, commitJob) }

// commitArgs name the import to be committed.
type commitArgs struct {
	Import string `json:"import"`
}

// Begin queues the commit of a previewed import for the actor of tx and
// returns the public ID of the job.
func Begin(ctx context.Context, tx *store.Tx, im *store.Import) (string, error) {
	if err := Settle(ctx, tx, im); err != nil {
		return "", err
	}
	if im.State != Previewed && im.State != Cancelled && im.State != Failed {
		return "", wrongState(im)
	}
	id, err := job.Enqueue(ctx, tx, CommitJob, commitArgs{im.PID})
	if err != nil {
		return "", err
	}
	im.State, im.Job = Committing, id
	return id, tx.SaveImport(ctx, im)
}

// commitJob writes the import and ends the job in one transaction, so that a
// job that runs twice writes once. Whatever goes wrong, nothing is written, and
// the import says how it ended.
func commitJob(ctx context.Context, run *job.Run) error {
	var args commitArgs
	if err := run.Args(&args); err != nil {
		return err
	}
	actor := access.System()
	return run.DB.Write(ctx, actor, func(tx *store.Tx) error {
		im, err := tx.ImportByPID(ctx, args.Import)
		if err != nil {
			return err
		}
		total := im.Rows
		report, err := Take(ctx, tx, &im, func(rows int) { run.Progress(int64(rows), total, "rows") })
		if err != nil {
			return err
		}
		return run.Finish(ctx, tx, report.counters(im.PID))
	})
}

// counters is what a finished job shows.
func (r *Report) counters(id string) map[string]any {
	return map[string]any{"import": id, "rows": r.Rows, "new": r.New, "changed": r.Changed, "same": r.Same, "bad_rows": r.BadRows}
}

// Settle brings the state of an import that is being committed up to date with
// its job: a job that was stopped or failed has written nothing.
func Settle(ctx context.Context, tx *store.Tx, im *store.Import) error {
	if im.State != Committing {
		return nil
	}
	j, err := tx.Job(ctx, im.Job)
	if err != nil {
		return err
	}
	switch j.State {
	case job.Cancelled:
		im.State = Cancelled
	case job.Failed:
		im.State = Failed
	}
	return nil
}
