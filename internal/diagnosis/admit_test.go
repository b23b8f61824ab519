package diagnosis_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"lianzhang/catalog"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/fault"
)

// shelf keeps used sets in memory; the same rules run on both databases in
// package store.
type shelf map[string]diagnosis.UsedSet

func (s shelf) UsedSet(_ context.Context, version string) (diagnosis.UsedSet, error) {
	set, ok := s[version]
	if !ok {
		return set, fault.New(fault.ErrNotFound, "NOT_FOUND")
	}
	return set, nil
}

func (s shelf) AddUsedSet(_ context.Context, set diagnosis.UsedSet) error {
	s[set.Version] = set
	return nil
}

func TestAdmit(t *testing.T) {
	ctx := context.Background()
	set := published(t)
	edited, err := diagnosis.ParseThresholds(bytes.Replace(set.Body, []byte("strong: 0.60"), []byte("strong: 0.55"), 1))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		used  *diagnosis.Thresholds
		now   *diagnosis.Thresholds
		batch string
		code  string
	}{
		"older than the data":                 {nil, set, "2026-01-16", ""},
		"of the same day":                     {nil, set, "2026-01-15", ""},
		"no data yet":                         {nil, set, "", ""},
		"younger than the data":               {nil, set, "2026-01-14", "THRESHOLDS_YOUNG"},
		"used before and unchanged":           {set, set, "2026-03-01", ""},
		"edited under the same version":       {set, edited, "2026-03-01", "THRESHOLDS_CHANGED"},
		"edited before it was ever used":      {nil, edited, "2026-03-01", ""},
		"edited and younger: age comes first": {set, edited, "2026-01-01", "THRESHOLDS_YOUNG"},
	} {
		t.Run(name, func(t *testing.T) {
			known := shelf{}
			if c.used != nil {
				if err := diagnosis.Admit(ctx, known, c.used, "2026-02-01", 1); err != nil {
					t.Fatal(err)
				}
			}
			err := diagnosis.Admit(ctx, known, c.now, c.batch, 2)
			if got := codeOf(err); got != c.code {
				t.Fatalf("got %q, want %q", got, c.code)
			}
			if c.code == "" && known[c.now.Version].SHA256 != c.now.SHA256 {
				t.Error("the set was not registered at its first use")
			}
		})
	}
}

func codeOf(err error) string {
	var coded *fault.Coded
	if errors.As(err, &coded) {
		return coded.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// Every set that ships can be read, and no two share a version.
func TestShippedSets(t *testing.T) {
	sets, err := diagnosis.LoadThresholds(catalog.FS, "thresholds")
	if err != nil || len(sets) == 0 {
		t.Fatal(len(sets), err)
	}
	seen := map[string]bool{}
	for _, s := range sets {
		if seen[s.Version] {
			t.Errorf("version %s twice", s.Version)
		}
		seen[s.Version] = true
	}
}

// One mistake in each file, and each is refused.
func TestRefusedSets(t *testing.T) {
	files, err := filepath.Glob("testdata/refused/*.yaml")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := diagnosis.ParseThresholds(body); codeOf(err) != "THRESHOLDS_INVALID" {
			t.Errorf("%s: %v", file, err)
		}
	}
}
