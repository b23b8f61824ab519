package fact

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Measure is a figure as it was published: a value, a bound, a range or a
// rank. A bound is never turned into a value; "> 800" stays "> 800".
type Measure struct {
	Kind MeasureKind
	// Low and High are the ends of a range. Of the other kinds only Low is
	// set: the value, the bound, the rank.
	Low, High float64
}

// MeasureKind says what the figures of a [Measure] mean.
type MeasureKind string

// Kinds of measure and how they are written.
const (
	Exact   MeasureKind = "exact"    // 800
	Above   MeasureKind = "above"    // >800
	AtLeast MeasureKind = "at_least" // >=800
	Below   MeasureKind = "below"    // <800
	AtMost  MeasureKind = "at_most"  // <=800
	Between MeasureKind = "between"  // 1~2
	Rank    MeasureKind = "rank"     // #3
	About   MeasureKind = "about"    // ~800
)

var measureWords = []struct {
	re   *regexp.Regexp
	kind MeasureKind
}{
	{regexp.MustCompile(`^(?:>=|≥|≧|不少于|不低于|至少)(NUM)$`), AtLeast},
	{regexp.MustCompile(`^(?:<=|≤|≦|不超过|不高于|至多)(NUM)$`), AtMost},
	{regexp.MustCompile(`^(?:>|大于|超过|超|高于)(NUM)$`), Above},
	{regexp.MustCompile(`^(?:<|小于|低于|不足|不到)(NUM)$`), Below},
	{regexp.MustCompile(`^(NUM)(?:以上|及以上|\+)$`), AtLeast},
	{regexp.MustCompile(`^(NUM)(?:以下|及以下)$`), AtMost},
	{regexp.MustCompile(`^(?:#|第|NO\.?|排名第?)(NUM)(?:名|位)?$`), Rank},
	{regexp.MustCompile(`^(?:~|约|约为|近|大约)(NUM)$`), About},
	{regexp.MustCompile(`^(NUM)(?:左右)$`), About},
	{regexp.MustCompile(`^(NUM)(?:~|-|—|–|至|到)(NUM)$`), Between},
	{regexp.MustCompile(`^(NUM)$`), Exact},
}

func init() {
	for i := range measureWords {
		pattern := strings.ReplaceAll(measureWords[i].re.String(), "NUM", `[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?`)
		measureWords[i].re = regexp.MustCompile(pattern)
	}
}

// ParseMeasure reads what [Measure.String] prints and the ways in which
// tables write it: "> 800", "≥800", "800以上", "1-2", "第3", "约5000". Digits
// may have thousands separators. It expects half-width text.
func ParseMeasure(text string) (Measure, error) {
	s := strings.ToUpper(strings.Join(strings.Fields(text), ""))
	s = thousands.ReplaceAllString(s, "$1$2")
	s = strings.ReplaceAll(s, ",", "")
	for _, w := range measureWords {
		m := w.re.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		out := Measure{Kind: w.kind}
		var err error
		if out.Low, err = strconv.ParseFloat(m[1], 64); err != nil {
			return Measure{}, fmt.Errorf("measure %q: %w", text, err)
		}
		if w.kind == Between {
			if out.High, err = strconv.ParseFloat(m[2], 64); err != nil {
				return Measure{}, fmt.Errorf("measure %q: %w", text, err)
			}
			if out.High < out.Low {
				return Measure{}, fmt.Errorf("measure %q: the range runs backwards", text)
			}
		}
		return out, nil
	}
	return Measure{}, fmt.Errorf("measure %q: not a figure, a bound, a range or a rank", text)
}

var thousands = regexp.MustCompile(`([0-9]),([0-9]{3})`)

// String writes the measure in the one way in which it is stored.
func (m Measure) String() string {
	low := strconv.FormatFloat(m.Low, 'f', -1, 64)
	switch m.Kind {
	case Above:
		return ">" + low
	case AtLeast:
		return ">=" + low
	case Below:
		return "<" + low
	case AtMost:
		return "<=" + low
	case Between:
		return low + "~" + strconv.FormatFloat(m.High, 'f', -1, 64)
	case Rank:
		return "#" + low
	case About:
		return "~" + low
	}
	return low
}

// Value returns the figure when the measure is one, and false for a bound, a
// range, a rank or an estimate.
func (m Measure) Value() (float64, bool) { return m.Low, m.Kind == Exact }
