package cell_test

import (
	"testing"

	"lianzhang/internal/fact"
	"lianzhang/internal/intake/cell"
	"lianzhang/internal/intake/sheet"
)

// revenue is the field that the tests read into.
var revenue = cell.Column{Field: fact.KindOf("firm").Field("revenue")}

// Amounts come out in whole fen, rounded half away from zero.
func TestMoney(t *testing.T) {
	cases := map[string]struct {
		text string
		fen  any
	}{
		"the field's unit":           {"3500", int64(3_500_000_000)},
		"a unit in the cell":         {"1.2亿", int64(12_000_000_000)},
		"thousands and a unit":       {"3,500万元", int64(3_500_000_000)},
		"half a fen rounds up":       {"0.0000005", int64(1)},
		"less than half rounds down": {"0.00000049", int64(0)},
		"noise of binary fractions":  {"0.30000000000000004", int64(300_000)},
		"an exponent":                {"1.5E3", int64(1_500_000_000)},
		"sixteen digits of yuan":     {"999999999999", int64(999_999_999_999_000_000)},
		"one digit too many":         {"1000000000000", nil},
		"two points":                 {"1.2.3", nil},
		"a point alone":              {".", nil},
		"about":                      {"约5000", nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			p := cell.Parser{Today: "2026-03-02"}
			r := p.Parse(revenue, sheet.Cell{Kind: sheet.Text, Text: c.text})
			if r.Value != c.fen || (r.Value == nil) != r.Blocked() {
				t.Errorf("%s is %v, want %v; %+v", c.text, r.Value, c.fen, r.Notes)
			}
		})
	}
}

// FuzzMoney and FuzzDate: no text makes the parser panic, and a value comes
// without an error or not at all.
func FuzzMoney(f *testing.F) {
	for _, s := range []string{"1.2亿", "-0", "1e308", "(500)", "壹佰万", "1 234,56", "１２３", "9999999999999999999", "+.5", "NaN"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { judge(t, revenue, s) })
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"2026/13/01", "2025-02-29", "20260101", "26.1.5", "2026年1月", "46023", "0000-00-00", "2026-1-5 08:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		judge(t, cell.Column{Field: fact.KindOf("firm").Field("founded")}, s)
	})
}

func judge(t *testing.T, col cell.Column, s string) {
	p := cell.Parser{Today: "2026-03-02", AsOf: "2026-03-02"}
	for _, kind := range []sheet.CellKind{sheet.Text, sheet.Number} {
		r := p.Parse(col, sheet.Cell{Kind: kind, Text: s})
		if r.Value != nil && r.Blocked() {
			t.Errorf("%q: value %v with an error %+v", s, r.Value, r.Notes)
		}
	}
}
