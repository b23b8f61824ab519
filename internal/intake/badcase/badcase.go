// Package badcase is the list of bad spreadsheets that every way in must treat
// alike. Tests of the Go API, the command line and the web walk the same list;
// the number of a case is that of the published list of bad inputs (A to G, and
// the text payloads of I).
package badcase

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/firm"
	"lianzhang/internal/intake"
	"lianzhang/internal/store"
)

// Case is one bad file and what must be said of it.
type Case struct {
	Number   int
	Why      string
	Kind     string
	File     string // name with extension
	Bytes    []byte
	Options  intake.Options
	Code     string
	Severity string // F, E, W or N
	Cell     string // where; empty for the file or a sheet as a whole
	// Rows is how many data rows must be seen, -1 for any number.
	Rows int
}

// Today is the day on which the cases are checked.
const Today = "2026-03-02"

// Seed writes the enterprises that some cases refer to, and closes the year 2019.
func Seed(t testing.TB, db *store.DB) {
	t.Helper()
	ctx := context.Background()
	err := db.Write(ctx, access.System(), func(tx *store.Tx) error {
		source, err := tx.AddSource(ctx, fact.Source{Name: "seed", Rank: 50, AsOf: "2026-01-01"})
		if err != nil {
			return err
		}
		var claims []fact.Claim
		for name, code := range map[string]string{"演示甲有限公司": "91330100DEM0000149", "演示乙有限公司": "91330100DEM0000224", "样例实业有限公司": firm.MakeUSCC("91", "330100", "DEM00009")} {
			claims = append(claims, fact.Claim{Source: source, AsOf: "2026-01-01", Values: map[string]any{"name": name, "uscc": code, "region": "330100", "revenue": int64(100_000_000)}})
		}
		if _, err = tx.PutClaims(ctx, fact.KindOf("firm"), claims, store.PutOptions{}); err != nil {
			return err
		}
		return tx.ClosePeriod(ctx, "2019", "年报已报")
	})
	if err != nil {
		t.Fatal(err)
	}
}

// SeedFirm writes one enterprise without a code.
func SeedFirm(t testing.TB, db *store.DB, name, place string) {
	t.Helper()
	ctx := context.Background()
	err := db.Write(ctx, access.System(), func(tx *store.Tx) error {
		source, err := tx.AddSource(ctx, fact.Source{Name: "seed", Rank: 50, AsOf: "2026-01-01"})
		if err != nil {
			return err
		}
		_, err = tx.PutClaims(ctx, fact.KindOf("firm"), []fact.Claim{{Source: source, AsOf: "2026-01-01", Values: map[string]any{"name": name, "region": place}}}, store.PutOptions{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Counts returns the number of rows of the tables that an import may change.
func Counts(t testing.TB, db *store.DB) map[string]int {
	t.Helper()
	counts := map[string]int{}
	tables := []string{"claim", "source", "record_key"}
	for _, k := range fact.Kinds() {
		tables = append(tables, k.Name)
	}
	for _, table := range tables {
		var n int
		if err := db.SQL().QueryRow(`SELECT COUNT(*) FROM ` + table).Scan(&n); err != nil {
			t.Fatal(err)
		}
		counts[table] = n
	}
	return counts
}

// csv joins lines with CRLF, as Excel does.
func csv(lines ...string) []byte { return []byte(strings.Join(lines, "\r\n") + "\r\n") }

// firms is a csv of enterprises with one more column.
func firms(title, value string) []byte {
	return csv("企业名称,所在地区,"+title, "演示丙有限公司,330100,"+value)
}

func gb18030(text []byte) []byte {
	out, err := simplifiedchinese.GB18030.NewEncoder().Bytes(text)
	if err != nil {
		panic(err)
	}
	return out
}

func utf16le(text []byte) []byte {
	out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(text)
	if err != nil {
		panic(err)
	}
	return out
}

// book builds a workbook with excelize.
func book(build func(*excelize.File)) []byte {
	f := excelize.NewFile()
	build(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// table is a workbook with these rows on its first sheet.
func table(rows ...[]any) []byte {
	return book(func(f *excelize.File) { put(f, "Sheet1", 1, rows...) })
}

func put(f *excelize.File, sheet string, from int, rows ...[]any) {
	for i, r := range rows {
		ref, _ := excelize.CoordinatesToCellName(1, from+i)
		if err := f.SetSheetRow(sheet, ref, &r); err != nil {
			panic(err)
		}
	}
}

// part is one entry of an archive built by hand.
type part struct{ name, body string }

// minimal are the parts of the smallest workbook with this sheet.
func minimal(sheet string) []part {
	return []part{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`},
		{"xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", sheet},
	}
}

func archive(parts ...part) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		f, err := w.Create(p.name)
		if err == nil {
			_, err = f.Write([]byte(p.body))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// lying is a workbook whose sheet part declares another size than it has.
func lying(declared uint32, body string) []byte {
	whole := archive(minimal(body)...)
	real := make([]byte, 4)
	binary.LittleEndian.PutUint32(real, uint32(len(body)))
	sum := make([]byte, 4)
	binary.LittleEndian.PutUint32(sum, crc32.ChecksumIEEE([]byte(body)))
	// In the central directory the sizes follow the checksum.
	at := bytes.LastIndex(whole, sum)
	for ; at > 0; at = bytes.LastIndex(whole[:at], sum) {
		binary.LittleEndian.PutUint32(whole[at+8:], declared)
	}
	return whole
}

func repeat(s string, n int) string { return strings.Repeat(s, n) }
