package cell

import (
	"regexp"
	"strings"

	"lianzhang/internal/money"
)

var (
	amountUnit = regexp.MustCompile(`^(.*?[0-9)])\s*(元|千元|万元|万|百万元|千万元|亿元|亿|人民币|RMB|CNY)+$`)
	unitTail   = regexp.MustCompile(`(百万元|千万元|千元|万元|亿元|万|亿|元)`)
	foreignTag = regexp.MustCompile(`(?i)美元|美金|USD|US\$|\$|欧元|EUR|€|港元|港币|HKD|日元|JPY|英镑|GBP|£`)
)

// ForeignCurrency returns the foreign currency that a text names, or "".
func ForeignCurrency(text string) string { return foreignTag.FindString(text) }

// money reads an amount in the unit that stands nearest: in the cell, in the
// header of its column, in the caption of the table, or that of the field.
func (r *Result) money(col Column, text string) {
	plain := plainNumber(text)
	if cur := col.currency(text, plain); cur != "" {
		r.add(note(Warned, "CURRENCY", "currency", cur))
		return // an amount without rate and day is not an amount in yuan
	}
	unit, named := r.nearestUnit(col)
	if plain {
		// no unit to look for
	} else if m := amountUnit.FindStringSubmatch(text); m != nil {
		if u := unitTail.FindString(strings.TrimSpace(text[len(m[1]):])); u != "" {
			unit, named = u, true
		}
		text = m[1]
	}
	s, ok := r.digits(strings.TrimSpace(strings.TrimPrefix(text, "人民币")))
	if !ok {
		return
	}
	size, known := money.Unit(unit)
	if !known {
		r.add(note(Wrong, "UNIT_UNKNOWN", "unit", unit))
		return
	}
	fen, err := times(s, int64(size))
	switch {
	case err != nil:
		r.add(note(Wrong, "NUMBER_OVERFLOW", "text", short(text)))
	case fen < 0 && !col.Field.Negative:
		r.add(note(Wrong, "NUMBER_NEGATIVE", "text", short(text), "field", col.Field.Label.Zh))
	default:
		r.Value = fen
		if !named {
			r.Unit = unit
		}
	}
}

// currency is the foreign currency that the cell or its header names, or "".
func (c Column) currency(text string, plain bool) string {
	if plain {
		text = ""
	}
	if text+c.Unit == "" {
		return ""
	}
	return ForeignCurrency(text + c.Unit)
}

func (r *Result) nearestUnit(col Column) (unit string, named bool) {
	for _, u := range []string{col.Unit, col.Caption} {
		if _, ok := money.Unit(u); ok {
			return u, true
		}
	}
	return col.Field.Unit, false
}
