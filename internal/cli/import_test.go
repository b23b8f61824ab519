package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"time"

	"lianzhang/internal/cli"
	"lianzhang/internal/intake/badcase"
	"lianzhang/internal/scan"
	"lianzhang/internal/scan/scantest"
	"lianzhang/internal/store"
)

type importJSON struct {
	Rows, New, Changed, Same int
	Findings                 []struct {
		Sheet, Cell, Code, Severity, Message, Suggestion string
		Row                                              int
	}
}

// runImport runs lianzhang import with JSON output.
func runImport(t *testing.T, args ...string) (int, importJSON) {
	t.Helper()
	var out, errs bytes.Buffer
	code := cli.Main(context.Background(), append([]string{"import", "--output", "json", "--lang", "zh"}, args...), &out, &errs)
	var got importJSON
	if out.Len() > 0 {
		if err := json.Unmarshal(out.Bytes(), &got); err != nil {
			t.Fatalf("%s: %v", out.Bytes(), err)
		}
	} else {
		t.Fatalf("exit %d: %s", code, errs.Bytes())
	}
	return code, got
}

// The command line says of every bad input what the other ways in say.
func TestBadInputsOnTheCommandLine(t *testing.T) {
	data := t.TempDir()
	db := openData(t, data)
	badcase.Seed(t, db)
	before := badcase.Counts(t, db)
	for i, c := range badcase.All() {
		t.Run(fmt.Sprintf("%d %s", c.Number, c.Why), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), fmt.Sprintf("%d%s", i, filepath.Ext(c.File)))
			if err := os.WriteFile(path, c.Bytes, 0o600); err != nil {
				t.Fatal(err)
			}
			args := []string{c.Kind, path, "--dry-run", "--data", data}
			if c.Options.AsOf != "" {
				args = append(args, "--as-of", c.Options.AsOf)
			}
			if c.Options.Stubs {
				args = append(args, "--stubs")
			}
			code, got := runImport(t, args...)
			found := c.Code == ""
			for _, f := range got.Findings {
				found = found || f.Code == c.Code && f.Severity == c.Severity && f.Cell == c.Cell
			}
			if !found {
				t.Errorf("want %s %s at %q, got %+v", c.Severity, c.Code, c.Cell, got.Findings)
			}
			if bad := c.Severity == "E" || c.Severity == "F"; bad && code != cli.ExitRowErrors {
				t.Errorf("exit code %d, want %d", code, cli.ExitRowErrors)
			}
		})
	}
	if after := badcase.Counts(t, db); !maps.Equal(before, after) {
		t.Errorf("a dry run wrote: before %v, after %v", before, after)
	}
}

func openData(t *testing.T, data string) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), filepath.Join(data, "lianzhang.db"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	return db
}

// One row with an error keeps the whole file out, unless only the good rows
// were asked for; the marked workbook can be imported as it is.
func TestImportAllOrNothing(t *testing.T) {
	data := t.TempDir()
	db := openData(t, data)
	file, marked := filepath.Join(data, "a.csv"), filepath.Join(data, "marked.xlsx")
	if err := os.WriteFile(file, []byte("企业名称,所在地区,营业收入\n演示丙有限公司,330100,10\n演示丁有限公司,330522,约5000\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	before := badcase.Counts(t, db)
	if code, got := runImport(t, "enterprises", file, "--data", data, "--errors", marked); code != cli.ExitRowErrors || got.Rows != 2 {
		t.Errorf("exit %d, %+v", code, got)
	}
	if after := badcase.Counts(t, db); !maps.Equal(before, after) {
		t.Errorf("half a file was written: %v", after)
	}
	if code, got := runImport(t, "enterprises", marked, "--data", data, "--partial", "--source", "演示局"); code != cli.ExitRowErrors || got.New != 1 {
		t.Errorf("the marked workbook: exit %d, %+v", code, got)
	}
	if after := badcase.Counts(t, db); after["firm"] != 1 {
		t.Errorf("%d firms, want the good row only", after["firm"])
	}
}

// Every conflict of a file is settled at once; what was imported is listed and
// taken back.
func TestConflictOnTheCommandLine(t *testing.T) {
	data := t.TempDir()
	db := openData(t, data)
	badcase.Seed(t, db)
	revenue := func() (fen int64) {
		if err := db.SQL().QueryRow(`SELECT revenue FROM firm WHERE uscc = '91330100DEM0000149'`).Scan(&fen); err != nil {
			t.Fatal(err)
		}
		return fen
	}
	path := filepath.Join(data, "a.xlsx")
	for _, c := range badcase.All() {
		if c.Number == 66 {
			if err := os.WriteFile(path, c.Bytes, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	if code, _ := runImport(t, "enterprises", path, "--data", data); code != cli.ExitRowErrors || revenue() != 100_000_000 {
		t.Errorf("an open conflict: exit %d, revenue %d", code, revenue())
	}
	if code, got := runImport(t, "enterprises", path, "--data", data, "--theirs"); code != 0 || revenue() != 100_000_000 {
		t.Errorf("theirs: exit %d, revenue %d, %+v", code, revenue(), got)
	}
	if code, got := runImport(t, "enterprises", path, "--data", data, "--mine"); code != 0 || got.Changed != 1 || revenue() != 120_000_000 {
		t.Errorf("mine: exit %d, revenue %d, %+v", code, revenue(), got)
	}
	var out, errs bytes.Buffer
	if code := cli.Main(context.Background(), []string{"import", "ls", "--data", data, "--output", "json"}, &out, &errs); code != 0 {
		t.Fatalf("ls: exit %d %s", code, errs.Bytes())
	}
	var listed struct {
		Items []struct{ ID, State string }
	}
	if err := json.Unmarshal(out.Bytes(), &listed); err != nil || len(listed.Items) != 2 || listed.Items[0].State != "done" {
		t.Fatalf("%v %s", err, out.Bytes())
	}
	undo := []string{"import", "undo", listed.Items[0].ID, "--data", data}
	if code := cli.Main(context.Background(), undo, &out, &errs); code != 0 || revenue() != 100_000_000 {
		t.Errorf("undo: exit %d, revenue %d, %s", code, revenue(), errs.Bytes())
	}
	if code := cli.Main(context.Background(), undo, &out, &errs); code == 0 {
		t.Error("one import was taken back twice")
	}
	filled := filepath.Join(data, "filled.xlsx")
	if code := cli.Main(context.Background(), []string{"template", "enterprises", "--filled", "-o", filled, "--data", data}, &out, &errs); code != 0 {
		t.Fatalf("template: exit %d %s", code, errs.Bytes())
	}
	if code, got := runImport(t, "enterprises", filled, "--data", data, "--dry-run"); code != 0 || got.Rows != 3 || got.Same != 3 {
		t.Errorf("the filled template as it is: exit %d %+v", code, got)
	}
}

// With --partial a row whose conflict is open is left out, told and counted; the
// rows without errors are written. The same file with a choice writes the rest.
func TestPartialLeavesConflictsOpen(t *testing.T) {
	data := t.TempDir()
	db := openData(t, data)
	badcase.Seed(t, db)
	revenue := func(code string) (fen int64) {
		if err := db.SQL().QueryRow(`SELECT COALESCE(revenue, 0) FROM firm WHERE uscc = $1`, code).Scan(&fen); err != nil {
			t.Fatal(err)
		}
		return fen
	}
	path := filepath.Join(data, "a.xlsx")
	if err := os.WriteFile(path, badcase.Offline([]any{"演示丙有限公司", "91330100DEM000030Y", "330100", 7}), 0o600); err != nil {
		t.Fatal(err)
	}
	code, got := runImport(t, "enterprises", path, "--data", data, "--partial")
	conflicts := 0
	for _, f := range got.Findings {
		if f.Code == "EDIT_CONFLICT" {
			conflicts++
		}
	}
	if code != cli.ExitRowErrors || conflicts != 1 || got.New != 1 || got.Changed != 0 {
		t.Errorf("partial: exit %d, %d conflicts, %+v", code, conflicts, got)
	}
	if a, b := revenue("91330100DEM0000149"), revenue("91330100DEM000030Y"); a != 100_000_000 || b != 7_000_000 {
		t.Errorf("revenue of the conflict %d, want what others wrote; of the good row %d", a, b)
	}
	if code, got := runImport(t, "enterprises", path, "--data", data, "--mine"); code != 0 || revenue("91330100DEM0000149") != 120_000_000 {
		t.Errorf("with a choice: exit %d %+v", code, got)
	}
}

// The command line shows a file to the scanner that is set, before it reads it.
func TestScannedImport(t *testing.T) {
	data := t.TempDir()
	db := openData(t, data)
	file := filepath.Join(data, "a.csv")
	if err := os.WriteFile(file, []byte("企业名称,所在地区,地址\n演示丙有限公司,330100,"+scan.Pattern()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	before := badcase.Counts(t, db)
	code, got := runImport(t, "enterprises", file, "--data", data, "--partial", "--scanner", scantest.Finds(t))
	if code != cli.ExitRowErrors || len(got.Findings) != 1 || got.Findings[0].Code != "FILE_INFECTED" {
		t.Errorf("exit %d %+v", code, got)
	}
	if after := badcase.Counts(t, db); !maps.Equal(before, after) {
		t.Errorf("an infected file was imported: %v", after)
	}
	var out, errs bytes.Buffer
	if code := cli.Main(context.Background(), []string{"import", "enterprises", file, "--data", data, "--scanner", scantest.Fails(t)}, &out, &errs); code == 0 || !bytes.Contains(errs.Bytes(), []byte("SCAN_FAILED")) {
		t.Errorf("a scanner that fails: exit %d %s", code, errs.Bytes())
	}
}
