package plain_test

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/network"
	"lianzhang/internal/plain"
)

// firmsNamed reads a file of firms with these identifiers.
func firmsNamed(t *testing.T, ids ...string) *plain.Firms {
	t.Helper()
	f, err := plain.ReadFirms(file(t, "firms.csv", []byte("firm_id\n"+strings.Join(ids, "\n")+"\n")), nil, func(*plain.Table) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Whatever stands in a file, blocks and lines are read as rows are: the same
// links or the same refusal of the same line, however the file is cut.
func TestLinesReadAsRows(t *testing.T) {
	firms := firmsNamed(t, "0", "7", "12345678901234567", "A b", "甲")
	path := filepath.Join(t.TempDir(), "links.csv")
	cell := rapid.SampledFrom([]string{"0", "7", "12345678901234567", "A b", "甲", " 7 ", "007", "8", "", "\u00a07", `"7"`, `"A b"`, `"7` + "\n" + `"`, `x"y`, "\r"})
	weight := rapid.SampledFrom([]string{"1", "2.5", " 3\t", "0", "-1", "1e3", "0.001", "NaN", "Inf", "", ".", "1_0", "0x1p3", "12345678901234567.5", "+4", "1e999", "1.2.3", `"2"`})
	good := rapid.SampledFrom([]string{"0", "7", "甲", "A b", "12345678901234567"})
	line := rapid.Custom(func(t *rapid.T) string {
		end := rapid.SampledFrom([]string{"\n", "\n", "\n", "\r\n", "\n\n"}).Draw(t, "end")
		if rapid.IntRange(0, 9).Draw(t, "kind") > 0 {
			return good.Draw(t, "s") + "," + good.Draw(t, "b") + "," + strconv.Itoa(rapid.IntRange(1, 99).Draw(t, "w")) + end
		}
		cells := []string{cell.Draw(t, "s"), cell.Draw(t, "b"), weight.Draw(t, "w")}
		return strings.Join(cells[:rapid.SampledFrom([]int{3, 3, 3, 2, 1}).Draw(t, "cells")], ",") + end
	})
	head := rapid.SampledFrom([]string{"supplier,buyer,weight\n", "\r\n\nsupplier,buyer,weight\r\n", "\"supplier\",\"buyer\",\"weight\"\n", "supplier,buyer\n", ""})
	rapid.Check(t, func(rt *rapid.T) {
		text := head.Draw(rt, "head") + strings.Join(rapid.SliceOfN(line, 0, 30).Draw(rt, "lines"), "")
		if rapid.Bool().Draw(rt, "no last line end") {
			text = strings.TrimSuffix(text, "\n")
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			rt.Fatal(err)
		}
		defer plain.SetBlockSize(rapid.SampledFrom([]int{24, 31, 64, 100, 1 << 20}).Draw(rt, "block"))()
		want, wantErr := plain.ReadLinksByRows(path, firms)
		got, gotErr := plain.ReadLists(path, firms)
		if (wantErr == nil) != (gotErr == nil) {
			rt.Fatalf("%q: rows say %v, lines say %v", text, wantErr, gotErr)
		}
		if wantErr != nil {
			a, lineA := code(t, wantErr)
			b, lineB := code(t, gotErr)
			if a != b || lineA != lineB || wantErr.Error() != gotErr.Error() {
				rt.Fatalf("%q: rows say %s in %s, lines %s in %s; %v; %v", text, a, lineA, b, lineB, wantErr, gotErr)
			}
			return
		}
		if a, b := slices.Concat(want...), slices.Concat(got...); !slices.Equal(a, b) {
			rt.Fatalf("%q: rows give %v, lines %v", text, a, b)
		}
	})
}

func TestPositive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[0-9]{0,17}(\.[0-9]{0,17})?`).Draw(t, "number")
		if rapid.Bool().Draw(t, "any") {
			text = strconv.FormatFloat(rapid.Float64().Draw(t, "v"), 'g', -1, 64)
		}
		want, err := strconv.ParseFloat(text, 64)
		ok := err == nil && want > 0 && !math.IsInf(want, 0)
		got, gotOK := plain.Positive([]byte(text))
		if gotOK != ok || (ok && got != want) {
			t.Fatalf("%q is %v %v, not %v %v", text, got, gotOK, want, ok)
		}
	})
}

// A file cut short says so whichever reader meets the end; a bad line before it counts more.
func TestLinksOfDamagedGzip(t *testing.T) {
	firms := firmsNamed(t, "1", "2")
	var text strings.Builder
	text.WriteString("supplier,buyer,weight\n")
	for i := range 60_000 {
		text.WriteString("1,2," + strconv.Itoa(i*i+1) + "\n")
	}
	packed := gzipped(t, text.String())
	if _, _, err := plain.ReadLinks(file(t, "links.csv", packed), firms); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"cut": packed[:len(packed)*2/3], "without its sum": packed[:len(packed)-8], "changed": func() []byte { b := slices.Clone(packed); b[len(b)-7] ^= 1; return b }()} {
		_, _, err := plain.ReadLinks(file(t, "links.csv", content), firms)
		if got, _ := code(t, err); got != "PLAIN_GZIP" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestSnapshotFiles(t *testing.T) {
	firms := firmsNamed(t, "A", "B", "C")
	net, repairs, err := plain.ReadLinks(file(t, "links.csv", []byte("supplier,buyer,weight\nA,B,1\nA,B,2\nC,C,1\nB,C,4\n")), firms)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := plain.WriteSnapshot(&b, firms, net, repairs); err != nil {
		t.Fatal(err)
	}
	path := file(t, "links.snapshot", []byte(b.String()))
	again, told, err := plain.ReadLinks(path, firms)
	if err != nil || told != repairs || again.Links() != 2 || again.Out().Val[0] != 3 {
		t.Fatalf("%v %+v", err, told)
	}
	newer := []byte(b.String())
	newer[8] = 9
	for name, c := range map[string]struct {
		path, code string
		firms      *plain.Firms
	}{
		"other firms":       {path, "PLAIN_SNAPSHOT_FIRMS", firmsNamed(t, "A", "C", "B")},
		"more firms":        {path, "PLAIN_SNAPSHOT_FIRMS", firmsNamed(t, "A", "B", "C", "D")},
		"a later version":   {file(t, "newer", newer), "PLAIN_SNAPSHOT_NEWER", firms},
		"cut":               {file(t, "cut", newer[:50]), "PLAIN_SNAPSHOT_NEWER", firms},
		"cut, this version": {file(t, "cut", []byte(b.String()[:150])), "PLAIN_SNAPSHOT_DAMAGED", firms},
	} {
		_, _, err := plain.ReadLinks(c.path, c.firms)
		if got, _ := code(t, err); got != c.code {
			t.Errorf("%s: %s", name, got)
		}
	}
	if _, repairs, err = plain.ReadLinks(file(t, "links.csv", []byte("supplier,buyer,weight\n")), firms); err != nil || repairs != (network.Repairs{}) {
		t.Errorf("no links: %v", err)
	}
}
