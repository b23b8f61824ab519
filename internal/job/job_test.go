package job_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/fault"
	"lianzhang/internal/job"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// count adds one to a counter in the transaction that ends the job.
func count(ctx context.Context, run *job.Run, name string) error {
	return run.DB.Write(ctx, access.System(), func(tx *store.Tx) error {
		if _, err := tx.ExecContext(ctx, `INSERT INTO counter (name, value) VALUES ($1, 1)
			ON CONFLICT (name) DO UPDATE SET value = counter.value + 1`, name); err != nil {
			return err
		}
		return run.Finish(ctx, tx, map[string]string{"counted": name})
	})
}

var (
	flaky   atomic.Int64
	started = make(chan string, 10)
)

func init() {
	job.Register("test.count", func(ctx context.Context, run *job.Run) error {
		var args struct{ Name string }
		if err := run.Args(&args); err != nil {
			return err
		}
		run.Progress(1, 2, "half")
		return count(ctx, run, args.Name)
	})
	job.Register("test.flaky", func(ctx context.Context, run *job.Run) error {
		if flaky.Add(1) == 1 {
			return errors.New("the line is down")
		}
		return count(ctx, run, "flaky")
	})
	job.Register("test.panics", func(context.Context, *job.Run) error { panic("broken") })
	job.Register("test.refused", func(context.Context, *job.Run) error {
		return fault.New(fault.ErrInvalid, "INVALID", "detail", "no")
	})
	job.Register("test.waits", func(ctx context.Context, run *job.Run) error {
		run.Progress(3, 0, "waiting")
		started <- run.ID
		<-ctx.Done()
		return ctx.Err()
	})
	job.Register("test.lost", func(ctx context.Context, run *job.Run) error {
		if run.Attempt == 1 { // another runner takes the job while this one still works on it
			err := run.DB.Write(ctx, access.System(), func(tx *store.Tx) error {
				if err := tx.FreeJobs(ctx); err != nil {
					return err
				}
				_, err := tx.TakeJob(ctx, run.ID, "another", -time.Hour)
				return err
			})
			if err != nil {
				return err
			}
		}
		return count(ctx, run, "lost")
	})
}

// real opens databases whose clock goes, because jobs wait for their time.
func real(t *testing.T, test func(*testing.T, *store.DB)) {
	targets := map[string]func(*testing.T) string{
		"sqlite":   func(t *testing.T) string { return t.TempDir() + "/app.db" },
		"postgres": func(t *testing.T) string { return storetest.PostgresURL(t) },
	}
	for name, target := range targets {
		t.Run(name, func(t *testing.T) {
			db, err := store.Open(context.Background(), target(t), time.Now)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = db.Close() })
			if err := db.Migrate(context.Background()); err != nil {
				t.Fatal(err)
			}
			test(t, db)
		})
	}
}

func enqueue(t *testing.T, db *store.DB, kind string, args any) string {
	t.Helper()
	var id string
	err := db.Write(context.Background(), access.System(), func(tx *store.Tx) (err error) {
		id, err = job.Enqueue(context.Background(), tx, kind, args)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func start(t *testing.T, db *store.DB) *job.Runner {
	t.Helper()
	r := job.NewRunner(db)
	if err := r.Start(context.Background(), true); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Stop)
	return r
}

// last waits for the end of a job and returns it.
func last(t *testing.T, r *job.Runner, id string) store.Job {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	var j store.Job
	if err := r.Watch(ctx, id, func(now store.Job) error { j = now; return nil }); err != nil {
		t.Fatalf("job %s: %v, last seen %+v", id, err, j)
	}
	return j
}

func counted(t *testing.T, db *store.DB, name string) (n int) {
	t.Helper()
	err := db.Read(context.Background(), access.System(), func(tx *store.Tx) error {
		return tx.QueryRowContext(context.Background(), `SELECT coalesce(sum(value), 0) FROM counter WHERE name = $1`, name).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestJobs(t *testing.T) {
	real(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		undone := errors.New("changed my mind")
		var never string
		err := db.Write(ctx, access.System(), func(tx *store.Tx) (err error) {
			if never, err = job.Enqueue(ctx, tx, "test.count", map[string]string{"name": "never"}); err != nil {
				return err
			}
			return undone
		})
		if !errors.Is(err, undone) {
			t.Fatal(err)
		}
		flaky.Store(0)
		r := start(t, db)
		if j := last(t, r, enqueue(t, db, "test.count", map[string]string{"name": "once"})); j.State != job.Done || j.Result != `{"counted":"once"}` || j.Done != 1 || j.Total != 2 {
			t.Errorf("ended as %+v", j)
		}
		if j := last(t, r, enqueue(t, db, "test.flaky", nil)); j.State != job.Done || j.Attempts != 2 {
			t.Errorf("a failure that a second try mends: %s after %d tries", j.State, j.Attempts)
		}
		if j := last(t, r, enqueue(t, db, "test.refused", nil)); j.State != job.Failed || j.Attempts != 1 || j.Code != "INVALID" {
			t.Errorf("a refusal is tried again: %+v", j)
		}
		if j := last(t, r, enqueue(t, db, "test.panics", nil)); j.State != job.Failed || j.Code != "JOB_FAILED" {
			t.Errorf("a panic: %+v", j)
		}
		if j := last(t, r, enqueue(t, db, "test.lost", nil)); j.State != job.Done {
			t.Errorf("a job that was taken over: %+v", j)
		}
		for name, want := range map[string]int{"once": 1, "flaky": 1, "never": 0, "lost": 1} {
			if got := counted(t, db, name); got != want {
				t.Errorf("%s happened %d times, want %d", name, got, want)
			}
		}
		if _, err := r.Get(ctx, never); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("a job of a transaction that was rolled back: %v", err)
		}
	})
}

func TestCancelAndRestart(t *testing.T) {
	real(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		r := start(t, db)
		id := enqueue(t, db, "test.waits", nil)
		<-started
		if j, err := r.Get(ctx, id); err != nil || j.State != job.Running || j.Note != "waiting" || j.Done != 3 {
			t.Errorf("while it runs: %+v %v", j, err)
		}
		if err := r.Cancel(ctx, access.System(), id); err != nil {
			t.Fatal(err)
		}
		if j := last(t, r, id); j.State != job.Cancelled {
			t.Errorf("after being asked to stop: %s", j.State)
		}
		again := enqueue(t, db, "test.waits", nil)
		<-started
		r.Stop()
		if j, err := r.Get(ctx, again); err != nil || j.State != job.Queued || j.Attempts != 0 {
			t.Errorf("after the program stopped: %+v %v", j, err)
		}
		second := start(t, db)
		if got := <-started; got != again {
			t.Errorf("the next program runs %s, want %s", got, again)
		}
		if err := second.Cancel(ctx, access.System(), again); err != nil {
			t.Fatal(err)
		}
		if j := last(t, second, again); j.State != job.Cancelled {
			t.Errorf("ended as %s", j.State)
		}
	})
}

// While a job holds the only writer, its progress is shown and it can be
// stopped.
func TestProgressInsideATransaction(t *testing.T) {
	db := storetest.SQLite(t)
	r := start(t, db)
	id := enqueue(t, db, "test.holds", nil)
	<-started
	if j, err := r.Get(context.Background(), id); err != nil || j.Note != "inside" {
		t.Errorf("progress from inside a transaction: %+v %v", j, err)
	}
	if err := r.Cancel(context.Background(), access.System(), id); err != nil {
		t.Fatal(err)
	}
	if j := last(t, r, id); j.State != job.Cancelled || counted(t, db, "held") != 0 {
		t.Errorf("%s, %d counted", j.State, counted(t, db, "held"))
	}
}

func init() {
	job.Register("test.holds", func(ctx context.Context, run *job.Run) error {
		return run.DB.Write(ctx, access.System(), func(tx *store.Tx) error {
			if _, err := tx.ExecContext(ctx, `INSERT INTO counter (name, value) VALUES ('held', 1)`); err != nil {
				return err
			}
			run.Progress(1, 9, "inside")
			started <- run.ID
			<-ctx.Done()
			return ctx.Err()
		})
	})
}
