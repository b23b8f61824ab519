package intake_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/intake"
	"lianzhang/internal/intake/badcase"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// A program that is killed in the middle of a commit leaves the database as it
// was before. The child is this test run again; it kills itself half way.
func TestKilledMidway(t *testing.T) {
	ctx := context.Background()
	dir := os.Getenv("LIANZHANG_TEST_KILL")
	if dir != "" {
		commitAndDie(t, dir)
		return
	}
	dir = t.TempDir()
	lines := []string{"企业名称,所在地区"}
	for i := range 6000 {
		lines = append(lines, fmt.Sprintf("演示%05d号有限公司,330522", i))
	}
	if err := os.WriteFile(filepath.Join(dir, "a.csv"), []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(ctx, filepath.Join(dir, "app.db"), storetest.Clock)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	before := badcase.Counts(t, db)
	child := exec.Command(os.Args[0], "-test.run", "^TestKilledMidway$")
	child.Env = append(os.Environ(), "LIANZHANG_TEST_KILL="+dir)
	out, err := child.CombinedOutput()
	if err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("the child was not killed: %v\n%s", err, out)
	}
	if after := badcase.Counts(t, db); !maps.Equal(before, after) {
		t.Errorf("half an import was written: before %v, after %v", before, after)
	}
}

// commitAndDie commits and kills its own process after several batches.
func commitAndDie(t *testing.T, dir string) {
	ctx := context.Background()
	db, err := store.Open(ctx, filepath.Join(dir, "app.db"), storetest.Clock)
	if err != nil {
		t.Fatal(err)
	}
	in := intake.Input{Path: filepath.Join(dir, "a.csv"), Name: "a.csv", Kind: fact.KindOf("firm"), Scope: access.Whole(), Today: badcase.Today}
	err = db.Write(ctx, access.System(), func(tx *store.Tx) error {
		_, _, err := intake.Commit(ctx, tx, in, 1, "system", func(rows int) {
			if rows < 5000 {
				return
			}
			self, err := os.FindProcess(os.Getpid())
			if err == nil {
				err = self.Kill()
			}
			if err != nil {
				t.Error(err)
			}
			select {} // until the signal arrives
		})
		return err
	})
	t.Fatalf("the commit ended: %v", err)
}
