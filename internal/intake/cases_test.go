package intake_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/intake"
	"lianzhang/internal/intake/badcase"
	"lianzhang/internal/message"
	"lianzhang/internal/scan"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// Every bad input gets its code, at its cell, and nothing is written.
func TestBadInputs(t *testing.T) {
	storetest.Each(t, badInputs)
}

func badInputs(t *testing.T, db *store.DB) {
	badcase.Seed(t, db)
	before := badcase.Counts(t, db)
	for i, c := range badcase.All() {
		t.Run(fmt.Sprintf("%d %s", c.Number, c.Why), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), fmt.Sprint(i))
			if err := os.WriteFile(path, c.Bytes, 0o600); err != nil {
				t.Fatal(err)
			}
			verdict, err := scan.File(context.Background(), nil, path)
			if err != nil {
				t.Fatal(err)
			}
			r := preview(t, db, intake.Input{Path: path, Verdict: verdict, Name: c.File, Kind: fact.KindOf(c.Kind), Options: c.Options, Scope: access.Whole(), Today: badcase.Today})
			if c.Rows >= 0 && r.Rows != c.Rows {
				t.Errorf("%d rows, want %d", r.Rows, c.Rows)
			}
			found := c.Code == ""
			for i := range r.Findings {
				f := &r.Findings[i]
				if f.Message(message.Chinese) == f.Code || f.Message(message.English) == f.Code {
					t.Errorf("no sentence for %s", f.Code)
				}
				if (f.Severity == "E" || f.Severity == "F" || f.Severity == "W") && f.Suggestion(message.Chinese) == "" {
					t.Errorf("no suggestion for %s", f.Code)
				}
				found = found || f.Code == c.Code && string(f.Severity) == c.Severity && f.Cell == c.Cell
				if c.Code == "" && (f.Severity == "E" || f.Severity == "F") {
					t.Errorf("unexpected %s at %s: %s", f.Code, f.Cell, f.Message(message.Chinese))
				}
			}
			if !found {
				t.Errorf("want %s %s at %q, got %+v", c.Severity, c.Code, c.Cell, r.Findings)
			}
		})
	}
	if after := badcase.Counts(t, db); !maps.Equal(before, after) {
		t.Errorf("a preview wrote: before %v, after %v", before, after)
	}
}

func preview(t *testing.T, db *store.DB, in intake.Input) *intake.Report {
	t.Helper()
	var r *intake.Report
	err := db.Read(context.Background(), access.System(), func(tx *store.Tx) (err error) {
		r, err = intake.Preview(context.Background(), tx, in, nil)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}
