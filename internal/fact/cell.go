package fact

import (
	"lianzhang/internal/money"
)

// Header is the field's name at the head of a column, with its unit.
func (f *Field) Header(english bool) string {
	name := f.Label.Zh
	if english {
		name = f.Label.En
	}
	switch {
	case f.Unit != "":
		return name + "（" + f.Unit + "）"
	case f.Type == Percent:
		return name + "（%）"
	}
	return name
}

// Cell is a value as a sheet shows it: a number in the field's unit, or text;
// nil is unknown. Codes and public IDs stay, so that the sheet can come back.
func (f *Field) Cell(v any, english bool) any {
	switch x := v.(type) {
	case bool:
		switch {
		case x && english:
			return "Yes"
		case x:
			return "是"
		case english:
			return "No"
		}
		return "否"
	case int64:
		if unit, ok := money.Unit(f.Unit); ok && f.Type == Money {
			return float64(x) / float64(unit)
		}
	case string:
		if o := f.Option(x); o != nil && english {
			return o.En
		} else if o != nil {
			return o.Zh
		}
	}
	return v
}
