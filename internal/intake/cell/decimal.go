package cell

import (
	"errors"
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"
)

// errTooLarge is a figure beyond what is stored: sixteen digits before the point.
var errTooLarge = errors.New("too large")

// shiftDecimal moves the decimal point of a plain or scientific number to the
// right, exactly: "0.05" by 2 is "5".
func shiftDecimal(s string, places int) string {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return s
	}
	r.Mul(r, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)))
	f, _ := r.Float64()
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// plainDigits writes a number of a file without exponent: "1.2E+3" is "1200".
func plainDigits(s string) string {
	if !strings.ContainsAny(s, "eE.") {
		return s
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.Abs(f) > 1e15 {
		return s
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

var decimalShape = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$`)

// times multiplies a decimal number by a whole factor and rounds half away
// from zero, without going through binary fractions.
func times(s string, factor int64) (int64, error) {
	if !plainNumber(s) && !decimalShape.MatchString(s) {
		return 0, strconv.ErrSyntax
	}
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		if e, _ := strconv.Atoi(strings.TrimPrefix(s[i+1:], "+")); e > 40 {
			return 0, errTooLarge
		} else if e < -60 {
			return 0, nil
		}
	} else if v, ok := shortTimes(s, factor); ok {
		return v, nil
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return 0, strconv.ErrSyntax
	}
	r.Mul(r, new(big.Rat).SetInt64(factor))
	num, den := new(big.Int).Abs(r.Num()), r.Denom()
	q := num.Mul(num, big.NewInt(2)).Add(num, den).Div(num, new(big.Int).Mul(den, big.NewInt(2)))
	if !q.IsInt64() || q.Int64() >= maxFen {
		return 0, errTooLarge
	}
	if r.Sign() < 0 {
		return -q.Int64(), nil
	}
	return q.Int64(), nil
}

// maxFen keeps sixteen digits of yuan and two of fen.
const maxFen = 1_000_000_000_000_000_000

// shortTimes does the work of times for a factor that is a power of ten, as all
// units are, and a result of up to eighteen digits, which is nearly every
// cell: it moves the point and rounds by the first digit left out.
func shortTimes(s string, factor int64) (int64, bool) {
	neg := s[0] == '-'
	if neg || s[0] == '+' {
		s = s[1:]
	}
	whole, frac, _ := strings.Cut(s, ".")
	var n int64
	if len(whole) > 16 {
		return 0, false
	}
	for i := range len(whole) {
		n = n*10 + int64(whole[i]-'0')
	}
	for ; factor >= 10; factor /= 10 {
		if factor%10 != 0 || n >= maxFen/10 {
			return 0, false
		}
		n *= 10
		if frac != "" {
			n, frac = n+int64(frac[0]-'0'), frac[1:]
		}
	}
	if factor != 1 {
		return 0, false
	}
	if frac != "" && frac[0] >= '5' {
		n++
	}
	if neg {
		n = -n
	}
	return n, true
}

// plainNumber tells whether a text is nothing but digits, a point and a sign.
func plainNumber(s string) bool {
	digits, points := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '.':
			points++
		case i > 0 || c != '-' && c != '+':
			return false
		}
	}
	return digits > 0 && points <= 1
}
