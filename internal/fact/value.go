package fact

import (
	"math"
	"strings"
	"unicode/utf8"

	"lianzhang/internal/fault"
)

// Go says which Go type holds the values of a field type.
type Go int

// The Go types of values.
const (
	GoString Go = iota
	GoInt       // int64
	GoFloat     // float64, finite
	GoBool
)

// Go returns the Go type of the values of t.
func (t Type) Go() Go {
	switch t {
	case Money, Count, Year:
		return GoInt
	case Number, Percent:
		return GoFloat
	case Bool:
		return GoBool
	default:
		return GoString
	}
}

// Value returns v as the Go value that [Type] names, or an error filed under
// fault.ErrInvalid. Whole numbers of any Go type are taken for each other; nil
// (known to be unknown) stays nil; an option must be one of the field's.
// Nothing is parsed: text stays text, and reading sheets belongs to intake.
func (f *Field) Value(v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	var ok bool
	switch f.Type.Go() {
	case GoInt:
		v, ok = whole(v)
	case GoFloat:
		v, ok = finite(v)
	case GoBool:
		_, ok = v.(bool)
	default:
		var s string
		s, ok = v.(string)
		ok = ok && utf8.ValidString(s) && !strings.ContainsRune(s, 0) && s != ""
		ok = ok && (f.Type != Enum || f.Option(s) != nil)
	}
	if !ok {
		return nil, fault.New(fault.ErrInvalid, "VALUE_TYPE", "field", f.Label.Zh, "id", f.ID, "type", string(f.Type))
	}
	return v, nil
}

// Option returns the option with that ID, or nil.
func (f *Field) Option(id string) *Option {
	for i := range f.Options {
		if f.Options[i].ID == id {
			return &f.Options[i]
		}
	}
	return nil
}

func whole(v any) (any, bool) {
	switch n := v.(type) {
	case int64:
		return n, true
	case int:
		return int64(n), true
	case float64:
		return int64(n), n == math.Trunc(n) && math.Abs(n) < 1<<53
	}
	return v, false
}

func finite(v any) (any, bool) {
	switch n := v.(type) {
	case float64:
		return n, !math.IsNaN(n) && !math.IsInf(n, 0)
	case int64:
		return float64(n), true
	case int:
		return float64(n), true
	}
	return v, false
}
