package intake_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/intake"
	"lianzhang/internal/intake/badcase"
	"lianzhang/internal/intake/sheet"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// Files as offices really have them are read, or refused with the right word.
func TestRealFiles(t *testing.T) { storetest.Each(t, realFiles) }

func realFiles(t *testing.T, db *store.DB) {
	cases := map[string]struct {
		file      string
		rows, new int
		code      string
	}{
		"years across, GBK, lines above and below": {"nbs_gdp_gbk.csv", 31, 589, ""},
		"empty columns in the middle":              {"nbs_population_gbk.csv", 31, 527, ""},
		"an old xls":                               {"budget_shifted_columns.xls", 0, 0, "FILE_TYPE"},
		"a protected xls":                          {"yearbook_write_protected.xls", 0, 0, "FILE_ENCRYPTED"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r := preview(t, db, intake.Input{Path: filepath.Join("testdata", c.file), Name: c.file, Kind: fact.KindOf("statistics"), Scope: access.Whole(), Today: badcase.Today})
			if r.Rows != c.rows || r.New != c.new {
				t.Errorf("%d rows and %d new, want %d and %d", r.Rows, r.New, c.rows, c.new)
			}
			if refused := len(r.Findings) > 0 && string(r.Findings[0].Severity) == "F"; refused != (c.code != "") || refused && r.Findings[0].Code != c.code {
				t.Errorf("want %q, got %+v", c.code, r.Findings)
			}
		})
	}
}

// A workbook that names a drawing it does not have is read all the same.
func TestMissingPart(t *testing.T) {
	f, err := sheet.Open("testdata/missing_drawing_part.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows := 0
	if err := f.Rows(context.Background(), 0, func(*sheet.Row) error { rows++; return nil }); err != nil || rows != 2454 {
		t.Errorf("%d rows: %v", rows, err)
	}
}

// FuzzOpen: no bytes make the reader panic, and every refusal has a code.
func FuzzOpen(f *testing.F) {
	for _, c := range badcase.All() {
		if len(c.Bytes) < 64<<10 {
			f.Add(c.Bytes)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		path := filepath.Join(t.TempDir(), "x")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := sheet.Open(path)
		if err != nil {
			if _, ok := intake.Refusal(err); !ok {
				t.Errorf("no code: %v", err)
			}
			return
		}
		defer file.Close()
		for i := range file.Sheets {
			err := file.Rows(context.Background(), i, func(*sheet.Row) error { return nil })
			if _, ok := intake.Refusal(err); err != nil && !ok {
				t.Errorf("no code: %v", err)
			}
		}
	})
}
