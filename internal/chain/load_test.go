package chain_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lianzhang/catalog"
	"lianzhang/internal/chain"
	"lianzhang/internal/industry"
)

// Every shipped template loads, is as large as it says, and names only codes
// that exist.
func TestStandard(t *testing.T) {
	all, err := chain.LoadAll(catalog.FS, "chains", chain.Known{
		Industry: industry.Known,
		HS:       func(code string) bool { _, ok := industry.FindHeading(code); return ok },
	})
	if err != nil {
		t.Fatal(err)
	}
	for id, atLeast := range map[chain.ID]int{"nev": 75, "ic": 75, "changxing-new-energy": 15} {
		tpl := all[id]
		if tpl == nil || len(tpl.Nodes) < atLeast {
			t.Errorf("%s has too few nodes", id)
			continue
		}
		for _, n := range tpl.Nodes {
			if len(n.Words) == 0 || len(n.Industries) == 0 {
				t.Errorf("%s: nothing places a firm on %s", id, n.ID)
			}
		}
	}
}

// Each file below testdata/refused has one mistake, named in its first line.
func TestRefused(t *testing.T) {
	dirs, err := filepath.Glob("testdata/refused/*.yaml")
	if err != nil || len(dirs) < 15 {
		t.Fatalf("%d refused templates: %v", len(dirs), err)
	}
	known := chain.Known{
		Industry: func(code string) bool { return code != "C9999" },
		HS:       func(code string) bool { return code != "9999" },
	}
	for _, name := range dirs {
		t.Run(filepath.Base(name), func(t *testing.T) {
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			first, _, _ := strings.Cut(string(raw), "\n")
			want := strings.TrimPrefix(first, "# ")
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "x.yaml"), raw, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err = chain.LoadAll(os.DirFS(dir), ".", known)
			var check *chain.CheckError
			if !errors.As(err, &check) {
				t.Fatalf("want %s, got %v", want, err)
			}
			if len(check.Mistakes) != 1 || check.Mistakes[0].Code != want {
				t.Errorf("want only %s, got %v", want, check.Mistakes)
			}
		})
	}
}
