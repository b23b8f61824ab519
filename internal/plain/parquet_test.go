package plain_test

import (
	"bytes"
	"testing"

	"github.com/parquet-go/parquet-go"

	"lianzhang/internal/plain"
)

func parquetFile[T any](t *testing.T, rows []T) []byte {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[T](&b)
	for i := range rows { // a group for each row: boundaries must not show
		if _, err := w.Write(rows[i : i+1]); err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestParquetLinks(t *testing.T) {
	firms := firmsNamed(t, "1", "2", "3")
	type numbered struct {
		Supplier int64   `parquet:"supplier"`
		Buyer    uint32  `parquet:"buyer"`
		Note     []int32 `parquet:"note"`
		Weight   float64 `parquet:"weight"`
	}
	type named struct {
		Weight   int64   `parquet:"weight,decimal(2:18)"`
		Supplier *string `parquet:"supplier,optional"`
		Buyer    string  `parquet:"buyer,dict"`
	}
	one, nobody := "1", "9"
	for name, content := range map[string][]byte{
		"numbers": parquetFile(t, []numbered{{1, 2, []int32{1, 2}, 2.5}, {3, 1, nil, 4}}),
		"texts":   parquetFile(t, []named{{250, &one, "2"}, {400, func() *string { s := "3"; return &s }(), "1"}}),
	} {
		net, _, err := plain.ReadLinks(file(t, "links.parquet", content), firms)
		if err != nil || net.Links() != 2 {
			t.Fatalf("%s: %v", name, err)
		}
		if buyers, sold := net.Out().Row(0); buyers[0] != 1 || sold[0] != 2.5 {
			t.Errorf("%s: %v %v", name, buyers, sold)
		}
	}
	whole := parquetFile(t, []named{{250, &one, "2"}, {400, &one, "3"}})
	for name, c := range map[string]struct {
		content    []byte
		code, line string
	}{
		"unknown firm": {parquetFile(t, []named{{250, &one, "2"}, {400, &nobody, "1"}}), "PLAIN_UNKNOWN", "3"},
		"no supplier":  {parquetFile(t, []named{{250, nil, "2"}}), "PLAIN_UNKNOWN", "2"},
		"no weight":    {parquetFile(t, []numbered{{1, 2, nil, 1}, {1, 2, nil, 0}}), "PLAIN_WEIGHT", "3"},
		"no column":    {parquetFile(t, []struct{ Supplier, Buyer int64 }{{1, 2}}), "PLAIN_COLUMN", "1"},
		"cut":          {whole[:len(whole)/2], "PLAIN_PARQUET", "0"},
	} {
		_, _, err := plain.ReadLinks(file(t, "links.parquet", c.content), firms)
		if got, line := code(t, err); got != c.code || line != c.line {
			t.Errorf("%s: %s in line %s", name, got, line)
		}
	}
	// Damage anywhere is refused or read as some table; it never ends the program.
	for i := 4; i < len(whole); i += 5 {
		b := bytes.Clone(whole)
		b[i] ^= 0x55
		if _, _, err := plain.ReadLinks(file(t, "links.parquet", b), firms); err != nil {
			_, _ = code(t, err) // fails unless the refusal has a code
		}
	}
}

func TestParquetFirms(t *testing.T) {
	content := parquetFile(t, []struct {
		ID     string  `parquet:"firm_id"`
		Sector int32   `parquet:"sector"`
		Output float32 `parquet:"output"`
	}{{"甲", 3, 0.5}, {"乙", 0, 2}})
	var sectors []int
	firms, err := plain.ReadFirms(file(t, "firms.parquet", content), []string{"sector"}, func(tab *plain.Table) error {
		k, err := tab.Sector(4)
		sectors = append(sectors, k)
		return err
	})
	if err != nil || firms.IDs[0] != "甲" || firms.IDs[1] != "乙" || sectors[0] != 3 || sectors[1] != 0 {
		t.Errorf("%v %v %v", firms, sectors, err)
	}
}
