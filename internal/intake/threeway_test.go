package intake_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/intake"
	"lianzhang/internal/intake/badcase"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// put writes claims of one source and returns the public IDs.
func put(t *testing.T, db *store.DB, kind string, values ...map[string]any) []string {
	t.Helper()
	ctx := context.Background()
	var pids []string
	err := db.Write(ctx, access.System(), func(tx *store.Tx) error {
		source, err := tx.AddSource(ctx, fact.Source{PID: "QSEED", Name: "seed", Rank: 50, AsOf: "2026-01-01"})
		if err != nil {
			return err
		}
		var claims []fact.Claim
		for _, v := range values {
			claims = append(claims, fact.Claim{Source: source, AsOf: "2026-01-01", Values: v})
		}
		out, err := tx.PutClaims(ctx, fact.KindOf(kind), claims, store.PutOptions{})
		for _, o := range out {
			pids = append(pids, o.Subject)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pids
}

// filled takes a template with the present records away as a file.
func filled(t *testing.T, db *store.DB, kind string) string {
	t.Helper()
	ctx := context.Background()
	var with *intake.Filling
	err := db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
		with, err = intake.Fill(ctx, tx, access.Whole(), fact.KindOf(kind), intake.Ask{Filled: true})
		return err
	})
	var book bytes.Buffer
	if err == nil {
		err = intake.Template(fact.KindOf(kind), with, &book)
	}
	path := filepath.Join(t.TempDir(), "filled.xlsx")
	if err == nil {
		err = os.WriteFile(path, book.Bytes(), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// edited copies a sheet with other values in some cells of the second row.
func edited(t *testing.T, path, kind string, values map[string]any) string {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i, field := range fact.KindOf(kind).Fields {
		if v, ok := values[field.ID]; ok {
			name, err := excelize.CoordinatesToCellName(i+1, 2)
			if err == nil {
				err = f.SetCellValue(fact.KindOf(kind).Label.Zh, name, v)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	out := filepath.Join(t.TempDir(), "edited.xlsx")
	if err := f.SaveAs(out); err != nil {
		t.Fatal(err)
	}
	return out
}

func nodes(path, account string, o intake.Options) intake.Input {
	return intake.Input{Path: path, Name: "环节.xlsx", Kind: fact.KindOf("node"), Options: o, Account: account, Scope: access.Whole(), Today: badcase.Today}
}

func commit(t *testing.T, db *store.DB, in intake.Input) error {
	t.Helper()
	ctx := context.Background()
	return db.Write(ctx, access.System(), func(tx *store.Tx) error {
		_, _, err := intake.Commit(ctx, tx, in, 0, in.Account, nil)
		return err
	})
}

func shown(t *testing.T, db *store.DB, kind, pid string, fields ...string) map[string]any {
	t.Helper()
	got := map[string]any{}
	err := db.Read(context.Background(), access.System(), func(tx *store.Tx) error {
		r, err := tx.Record(context.Background(), access.Whole(), fact.KindOf(kind), pid)
		for _, f := range fields {
			got[f] = r.Values[f]
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// Two take the same node away, change it apart from each other and bring it
// back: what both changed has to be settled, all else comes together.
func TestThreeWay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		pid := put(t, db, "node", map[string]any{"chain": "nev", "code": "x1", "name": "演示环节", "region": "330000", "grade": "low", "words": "甲", "hs": "8507"})[0]
		sheet := filled(t, db, "node")
		first := edited(t, sheet, "node", map[string]any{"grade": "高端", "hs": "850760"})
		second := edited(t, sheet, "node", map[string]any{"grade": "中端", "words": "乙"})
		if r := preview(t, db, nodes(first, "anna", intake.Options{})); r.Errors != 0 || r.Changed != 1 {
			t.Fatalf("nobody else has changed anything: %+v", r.Findings)
		}
		if err := commit(t, db, nodes(first, "anna", intake.Options{})); err != nil {
			t.Fatal(err)
		}
		r := preview(t, db, nodes(second, "bob", intake.Options{}))
		want := []intake.Conflict{{Sheet: "环节", Row: 2, Cell: "K2", Record: pid, Title: "演示环节", Field: "grade", Base: "低端", Theirs: "高端", Mine: "中端"}}
		if d := cmp.Diff(want, r.Conflicts); d != "" || r.Errors != 1 {
			t.Fatalf("%d errors, conflicts %s", r.Errors, d)
		}
		var coded *fault.Coded
		if err := commit(t, db, nodes(second, "bob", intake.Options{})); !errors.As(err, &coded) || coded.Code != "IMPORT_ERRORS" {
			t.Errorf("an open conflict was taken: %v", err)
		}
		if r := preview(t, db, nodes(first, "anna", intake.Options{})); r.Errors != 0 || r.Same != 1 {
			t.Errorf("the same sheet again: %+v", r.Findings)
		}
		if r := preview(t, db, nodes(edited(t, first, "node", map[string]any{"grade": "中端"}), "anna", intake.Options{})); r.Errors != 0 || r.Changed != 1 {
			t.Errorf("her own change is no conflict to her: %+v", r.Findings)
		}
		if err := commit(t, db, nodes(second, "bob", intake.Options{Settled: map[string]string{"环节!K2": intake.Theirs}})); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(map[string]any{"grade": "high", "words": "乙", "hs": "850760"}, shown(t, db, "node", pid, "grade", "words", "hs")); d != "" {
			t.Errorf("theirs: %s", d)
		}
		if err := commit(t, db, nodes(second, "bob", intake.Options{Settle: intake.Mine})); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(map[string]any{"grade": "middle", "words": "乙", "hs": "850760"}, shown(t, db, "node", pid, "grade", "words", "hs")); d != "" {
			t.Errorf("mine: %s", d)
		}
	})
}

// A sheet with the records as they are comes back and changes nothing.
func TestFilledComesBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		firms := put(t, db, "firm",
			map[string]any{"name": "演示甲有限公司", "uscc": "91330100DEM0000149", "region": "330100", "revenue": int64(123_456_700), "above_scale": true, "founded": "2016-05", "industry": "C3841", "year": int64(2025), "employees": int64(12)},
			map[string]any{"name": "演示乙有限公司", "region": "330522", "status": "active"})
		put(t, db, "product", map[string]any{"firm": firms[0], "name": "电芯", "chain": "nev", "node": "nev.cell", "market_share": 12.5, "grade": "high", "used": 80.0})
		for _, kind := range []string{"firm", "product"} {
			r := preview(t, db, intake.Input{Path: filled(t, db, kind), Name: "a.xlsx", Kind: fact.KindOf(kind), Scope: access.Whole(), Today: badcase.Today})
			if r.Errors != 0 || r.Same != r.Rows || r.Rows == 0 {
				t.Errorf("%s: %d rows, %d the same, %+v %+v", kind, r.Rows, r.Same, r.Changes, r.Findings)
			}
		}
	})
}
