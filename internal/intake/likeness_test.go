package intake_test

import (
	"bufio"
	"os"
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

// The labelled pairs: what an import says of a new name beside one on record.
func TestLabelledNames(t *testing.T) {
	f, err := os.Open("testdata/likeness.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		cols := strings.Split(lines.Text(), "\t")
		if strings.HasPrefix(cols[0], "#") {
			continue
		}
		n++
		want, a, b := cols[0], cols[1], cols[2]
		got := intake.NameBand(a, b)
		if back := intake.NameBand(b, a); back != got {
			t.Errorf("%s and %s: %q one way and %q the other", a, b, got, back)
		}
		if got != map[string]string{"same": "DUP_LIKELY", "ask": "DUP_MAYBE", "two": "", "miss": ""}[want] {
			t.Errorf("%s and %s: %q (%.2f), want %s", a, b, got, intake.NameLikeness(a, b), want)
		}
	}
	if n < 30 {
		t.Errorf("only %d pairs", n)
	}
}

// Two firms called after two places are two, though their names share all else.
func TestPlaceInANameTellsFirmsApart(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		badcase.SeedFirm(t, db, "漳州发展股份有限公司", "350600")
		for name, want := range map[string]bool{"平潭发展股份有限公司": false, "漳州发展集团股份有限公司": true} {
			path := filepath.Join(t.TempDir(), "a.csv")
			if err := os.WriteFile(path, []byte("企业名称,所在地区\n"+name+",350600\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			r := preview(t, db, intake.Input{Path: path, Name: "a.csv", Kind: fact.KindOf("firm"), Scope: access.Whole(), Today: badcase.Today})
			found := false
			for _, f := range r.Findings {
				found = found || strings.HasPrefix(f.Code, "DUP_")
			}
			if found != want {
				t.Errorf("%s beside 漳州发展: %v, want %v: %+v", name, found, want, r.Findings)
			}
		}
	})
}
