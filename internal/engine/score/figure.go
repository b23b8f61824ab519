package score

import (
	"math"
	"strconv"
	"strings"
)

// Range is what is known of a number: a point, a bound on one side (more than
// 800), a range (10 to 17), or nothing at all. Arithmetic on ranges gives the range
// of all results that the operands allow, so a result never claims more than the
// figures do.
type Range struct {
	Low, High         float64
	LowOpen, HighOpen bool // the end itself is left out
}

// Exactly is a single number.
func Exactly(v float64) Range { return Range{Low: v, High: v} }

// Above is everything more than v, AtLeast includes v; Below and AtMost likewise.
func Above(v float64) Range   { return Range{Low: v, LowOpen: true, High: math.Inf(1)} }
func AtLeast(v float64) Range { return Range{Low: v, High: math.Inf(1)} }
func Below(v float64) Range   { return Range{Low: math.Inf(-1), High: v, HighOpen: true} }
func AtMost(v float64) Range  { return Range{Low: math.Inf(-1), High: v} }

// Nothing is no knowledge.
func Nothing() Range { return Range{Low: math.Inf(-1), High: math.Inf(1)} }

// Printed is a number rounded half up to so many decimal places: anything that
// would have been printed so.
func Printed(v float64, places int) Range {
	half := 0.5 * math.Pow10(-places)
	return Range{Low: v - half, High: v + half, HighOpen: v >= 0, LowOpen: v < 0}
}

// Point tells whether exactly one number is left.
func (r Range) Point() bool { return r.Low == r.High }

// Known tells whether anything is known.
func (r Range) Known() bool { return !math.IsInf(r.Low, -1) || !math.IsInf(r.High, 1) }

// Add returns the range of sums.
func (r Range) Add(s Range) Range {
	return Range{r.Low + s.Low, r.High + s.High, r.LowOpen || s.LowOpen, r.HighOpen || s.HighOpen}
}

// Neg returns the range of opposites.
func (r Range) Neg() Range { return Range{-r.High, -r.Low, r.HighOpen, r.LowOpen} }

// Sub returns the range of differences of independent numbers.
func (r Range) Sub(s Range) Range { return r.Add(s.Neg()) }

// Mul returns the range of products of independent numbers.
func (r Range) Mul(s Range) Range {
	out := Range{Low: math.Inf(1), High: math.Inf(-1)}
	for _, a := range []edge{{r.Low, r.LowOpen}, {r.High, r.HighOpen}} {
		for _, b := range []edge{{s.Low, s.LowOpen}, {s.High, s.HighOpen}} {
			out.take(a.times(b))
		}
	}
	return out
}

// Div returns the range of quotients, and nothing when the divisor may be 0.
func (r Range) Div(s Range) Range {
	if positive := s.Low > 0 || (s.Low == 0 && s.LowOpen); !positive && !(s.High < 0 || (s.High == 0 && s.HighOpen)) {
		return Nothing()
	}
	inverse := Range{1 / s.High, 1 / s.Low, s.HighOpen || math.IsInf(s.High, 0), s.LowOpen || math.IsInf(s.Low, 0)}
	if s.High == 0 { // from below
		inverse.Low = math.Inf(-1)
	}
	return r.Mul(inverse)
}

// Meet returns what both allow, and whether there is anything.
func (r Range) Meet(s Range) (Range, bool) {
	out := r
	if s.Low > r.Low || (s.Low == r.Low && s.LowOpen) {
		out.Low, out.LowOpen = s.Low, s.LowOpen
	}
	if s.High < r.High || (s.High == r.High && s.HighOpen) {
		out.High, out.HighOpen = s.High, s.HighOpen
	}
	return out, out.Low < out.High || (out.Low == out.High && !out.LowOpen && !out.HighOpen)
}

// certainlyAbove tells whether every number of r is more than every one of s.
func (r Range) certainlyAbove(s Range) bool {
	return r.Low > s.High || (r.Low == s.High && (r.LowOpen || s.HighOpen))
}

// possiblyAbove tells whether some number of r is more than some of s.
func (r Range) possiblyAbove(s Range) bool { return r.High > s.Low }

type edge struct {
	v    float64
	open bool
}

// times multiplies two ends; nothing times anything is nothing, also without end.
func (a edge) times(b edge) edge {
	if a.v == 0 || b.v == 0 {
		return edge{0, (a.v == 0 && a.open) || (b.v == 0 && b.open)}
	}
	return edge{a.v * b.v, a.open || b.open}
}

// take widens the range to an end; an end that is reached beats one left out.
func (r *Range) take(e edge) {
	if e.v < r.Low || (e.v == r.Low && !e.open) {
		r.Low, r.LowOpen = e.v, e.open
	}
	if e.v > r.High || (e.v == r.High && !e.open) {
		r.High, r.HighOpen = e.v, e.open
	}
}

// Text shows a range to so many decimal places, halves rounded up: 31.3, >800,
// ≥20, <5, ≤5, 10~17; nothing known is empty.
func (r Range) Text(places int) string {
	low, high := RoundHalfUp(r.Low, places), RoundHalfUp(r.High, places)
	switch {
	case !r.Known():
		return ""
	case math.IsInf(r.High, 1) && r.LowOpen:
		return ">" + low
	case math.IsInf(r.High, 1):
		return "≥" + low
	case math.IsInf(r.Low, -1) && r.HighOpen:
		return "<" + high
	case math.IsInf(r.Low, -1):
		return "≤" + high
	case low == high:
		return low
	}
	return low + "~" + high
}

// RoundHalfUp writes a number to so many decimal places, rounding the number as it
// is written in decimals, halves away from zero: 31.25 to one place is 31.3, 2.675
// to two is 2.68, though the nearest double is a little less.
func RoundHalfUp(v float64, places int) string {
	if math.IsInf(v, 0) || v != v {
		return ""
	}
	text := strconv.FormatFloat(math.Abs(v), 'f', -1, 64)
	whole, part, _ := strings.Cut(text, ".")
	if len(part) <= places {
		part += strings.Repeat("0", places-len(part))
		return signed(v, whole, part)
	}
	digits := []byte(whole + part[:places])
	if part[places] >= '5' {
		at := len(digits) - 1
		for ; at >= 0 && digits[at] == '9'; at-- {
			digits[at] = '0'
		}
		if at < 0 {
			digits = append([]byte{'1'}, digits...)
		} else {
			digits[at]++
		}
	}
	return signed(v, string(digits[:len(digits)-places]), string(digits[len(digits)-places:]))
}

func signed(v float64, whole, part string) string {
	text := whole
	if part != "" {
		text += "." + part
	}
	if v < 0 && strings.Trim(text, "0.") != "" {
		return "-" + text
	}
	return text
}
