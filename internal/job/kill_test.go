package job_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/job"
	"lianzhang/internal/store"
)

// childDB names the database of a process that is there to be killed.
const childDB = "LIANZHANG_TEST_CHILD_DB"

func TestMain(m *testing.M) {
	if path := os.Getenv(childDB); path != "" {
		child(path)
		return
	}
	os.Exit(m.Run())
}

// child runs jobs until it is killed.
func child(path string) {
	db, err := store.Open(context.Background(), path, time.Now)
	if err != nil {
		panic(err)
	}
	if err := job.NewRunner(db).Start(context.Background(), true); err != nil {
		panic(err)
	}
	select {}
}

func init() {
	job.Register("test.killed", func(ctx context.Context, run *job.Run) error {
		return run.DB.Write(ctx, access.System(), func(tx *store.Tx) error {
			if _, err := tx.ExecContext(ctx, `INSERT INTO counter (name, value) VALUES ('killed', 1)
				ON CONFLICT (name) DO UPDATE SET value = counter.value + 1`); err != nil {
				return err
			}
			if os.Getenv(childDB) != "" {
				fmt.Println("inside")
				<-ctx.Done() // until the process is killed
			}
			return run.Finish(ctx, tx, nil)
		})
	})
}

// A process is killed in the middle of a job's transaction. The next one runs
// the job again, and its effect is there exactly once.
func TestKilledInTheMiddle(t *testing.T) {
	path := t.TempDir() + "/app.db"
	db, err := store.Open(context.Background(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	id := enqueue(t, db, "test.killed", nil)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childDB+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "inside\n" {
		t.Fatalf("the other process said %q, %v", line, err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	if n := counted(t, db, "killed"); n != 0 {
		t.Errorf("half of the work is there: %d", n)
	}
	if j := last(t, start(t, db), id); j.State != job.Done || j.Attempts != 2 {
		t.Errorf("ended as %+v", j)
	}
	if n := counted(t, db, "killed"); n != 1 {
		t.Errorf("happened %d times", n)
	}
}
