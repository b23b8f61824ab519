package cell

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"

	"lianzhang/internal/fact"
)

var (
	grouped    = regexp.MustCompile(`^[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$`)
	european   = regexp.MustCompile(`^[+-]?[0-9]{1,3}([ .'][0-9]{3})*,[0-9]{1,2}$`)
	spaced     = regexp.MustCompile(`^[0-9]{1,3}( [0-9]{3})+(\.[0-9]+)?$`)
	accounting = regexp.MustCompile(`^\(([0-9.,]+)\)$`)
	chinese    = regexp.MustCompile(`^[零〇一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟万亿两点元整圆角分 ]+$`)
	vague      = regexp.MustCompile(`^(约|近|大约|超过|超|不足|不到|大于|小于|>|<|≥|≤|≈|~)|[0-9](-|~|—|–|至)[0-9]|(左右|以上|以下|多|余)$`)
)

// digits reads how a figure is written and returns plain decimal digits.
// Full-width text was narrowed before. It notes thousands separators and
// accounting brackets, and refuses what can be read in two ways.
func (r *Result) digits(text string) (string, bool) {
	s := strings.TrimSpace(text)
	if plainNumber(s) || decimalShape.MatchString(s) {
		return s, true
	}
	switch strings.ToUpper(strings.TrimLeft(s, "+-")) {
	case "NAN", "INF", "INFINITY", "∞":
		r.add(note(Wrong, "NUMBER_INVALID", "text", short(text)))
		return "", false
	}
	s = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(s, "¥"), "￥"))
	s = strings.Replace(s, "−", "-", 1)
	if m := accounting.FindStringSubmatch(s); m != nil {
		r.add(note(Normalised, "NUMBER_ACCOUNTING", "text", short(text)))
		s = "-" + m[1]
	}
	switch {
	case decimalShape.MatchString(s):
		return s, true
	case grouped.MatchString(s):
		r.add(note(Normalised, "NUMBER_GROUPED", "text", short(text)))
		return strings.ReplaceAll(s, ",", ""), true
	case vague.MatchString(s):
		r.add(note(Wrong, "AMOUNT_VAGUE", "text", short(text)))
	case european.MatchString(s) || spaced.MatchString(s):
		plain := strings.NewReplacer(" ", "", ".", "", "'", "", ",", ".").Replace(s)
		if spaced.MatchString(s) {
			plain = strings.ReplaceAll(s, " ", "")
		}
		r.add(note(Wrong, "NUMBER_EUROPEAN", "text", short(text)).suggest(plain))
	case chinese.MatchString(s):
		n := note(Wrong, "NUMBER_CHINESE", "text", short(text))
		if v, ok := chineseNumber(s); ok {
			n = n.suggest(v)
		}
		r.add(n)
	default:
		r.add(note(Wrong, "NUMBER_INVALID", "text", short(text)))
	}
	return "", false
}

// countUnits are words that may follow a number of things.
var countUnits = regexp.MustCompile(`^(.*[0-9])\s*(万)?(人|名|家|个|件|项|户|台|套|辆|位)?$`)

func (r *Result) count(f *fact.Field, text string) {
	factor := int64(1)
	if plainNumber(text) {
		// no unit to look for
	} else if m := countUnits.FindStringSubmatch(text); m != nil {
		text = m[1]
		if m[2] != "" {
			factor = 10_000
		}
	}
	s, ok := r.digits(text)
	if !ok {
		return
	}
	n, err := times(s, factor*1000)
	switch {
	case err != nil:
		r.add(note(Wrong, "NUMBER_OVERFLOW", "text", short(text)))
	case n < 0 && !f.Negative:
		r.add(note(Wrong, "NUMBER_NEGATIVE", "text", short(text), "field", f.Label.Zh))
	case n%1000 != 0:
		r.add(note(Wrong, "COUNT_FRACTION", "text", short(text), "field", f.Label.Zh))
	default:
		r.Value = n / 1000
	}
}

func (r *Result) float(f *fact.Field, text string) {
	s, ok := r.digits(text)
	if !ok {
		return
	}
	v, ok := r.finite(s, text)
	if !ok {
		return
	}
	if v < 0 && !f.Negative {
		r.add(note(Wrong, "NUMBER_NEGATIVE", "text", short(text), "field", f.Label.Zh))
		return
	}
	r.Value = v
}

// finite parses plain digits; −0 is 0 and what has more than fifteen digits
// before the point is too large for a figure.
func (r *Result) finite(s, text string) (float64, bool) {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(v, 0) || math.Abs(v) >= 1e16 {
		if errors.Is(err, strconv.ErrSyntax) {
			r.add(note(Wrong, "NUMBER_INVALID", "text", short(text)))
		} else {
			r.add(note(Wrong, "NUMBER_OVERFLOW", "text", short(text)))
		}
		return 0, false
	}
	return v + 0, true
}

// percent reads "5%", "5" and "5.0" as 5. A plain fraction below one may be a
// share written as 0.05, so it is kept and pointed out. Field.Max bounds it.
func (r *Result) percent(f *fact.Field, text string) {
	s := strings.TrimSpace(text)
	signed := strings.HasSuffix(s, "%")
	if strings.HasSuffix(s, "‰") {
		s = strings.TrimSuffix(s, "‰")
		if v, ok := r.digits(s); ok {
			s, signed = shiftDecimal(v, -1), true
		}
	}
	s, ok := r.digits(strings.TrimSuffix(strings.TrimSuffix(s, "%"), "个百分点"))
	if !ok {
		return
	}
	v, ok := r.finite(s, text)
	if !ok {
		return
	}
	abs := math.Abs(v)
	switch {
	case f.Max > 0 && v > float64(f.Max):
		r.add(note(Wrong, "PERCENT_OVER", "text", short(text), "max", strconv.Itoa(f.Max), "field", f.Label.Zh))
		return
	case v < 0 && !f.Negative:
		r.add(note(Wrong, "NUMBER_NEGATIVE", "text", short(text), "field", f.Label.Zh))
		return
	case abs > 1000:
		r.add(note(Warned, "PERCENT_LARGE", "text", short(text)))
	case !signed && abs > 0 && abs < 1:
		r.add(note(Warned, "PERCENT_FRACTION", "text", short(text), "value", shiftDecimal(s, 2)).suggest(shiftDecimal(s, 2) + "%"))
	}
	r.Value = v
}

func (r *Result) measure(text string) {
	m, err := fact.ParseMeasure(strings.TrimSuffix(strings.TrimSpace(text), "%"))
	if err != nil {
		r.add(note(Wrong, "MEASURE_INVALID", "text", short(text)))
		return
	}
	if math.IsInf(m.Low, 0) || math.IsInf(m.High, 0) {
		r.add(note(Wrong, "NUMBER_OVERFLOW", "text", short(text)))
		return
	}
	r.Value = m.String()
}
