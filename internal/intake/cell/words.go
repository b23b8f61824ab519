package cell

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"lianzhang/internal/fact"
)

// words reads a text or a name. What looks like a formula or a tag is kept as
// it is: it is harmless where it is shown, and the text is the giver's.
func (r *Result) words(f *fact.Field, text string) {
	if f.Max > 0 && utf8.RuneCountInString(text) > f.Max {
		r.add(note(Wrong, "TEXT_TOO_LONG", "max", strconv.Itoa(f.Max), "field", f.Label.Zh))
		return
	}
	if f.Type == fact.Name && confusable(text) {
		r.add(note(Warned, "NAME_CONFUSABLE", "text", short(text)))
	}
	r.Value = text
}

// confusable tells whether a name mixes scripts that look alike: Cyrillic or
// Greek letters, or letters written from right to left, beside Han or Latin.
func confusable(s string) bool {
	var odd, usual bool
	for _, c := range s {
		switch {
		case unicode.In(c, unicode.Cyrillic, unicode.Greek, unicode.Hebrew, unicode.Arabic, unicode.Armenian):
			odd = true
		case unicode.In(c, unicode.Han, unicode.Latin):
			usual = true
		}
	}
	return odd && usual
}

var listBreak = regexp.MustCompile(`\s*[、,，;；\n\r|]+\s*`)

func (r *Result) list(f *fact.Field, text string) {
	var parts []string
	seen := map[string]bool{}
	for _, p := range listBreak.Split(text, -1) {
		if p = strings.TrimSpace(p); p != "" && !seen[p] {
			seen[p] = true
			parts = append(parts, p)
		}
	}
	joined := strings.Join(parts, "、")
	if f.Max > 0 && utf8.RuneCountInString(joined) > f.Max {
		r.add(note(Wrong, "TEXT_TOO_LONG", "max", strconv.Itoa(f.Max), "field", f.Label.Zh))
		return
	}
	if joined != "" {
		r.Value = joined
	}
}

func (r *Result) boolean(f *fact.Field, text string) {
	switch strings.ToUpper(strings.TrimSpace(text)) {
	case "是", "有", "√", "✓", "Y", "YES", "TRUE", "1", "对", "属于", "已", "○":
		r.Value = true
	case "否", "无", "×", "✗", "N", "NO", "FALSE", "0", "不是", "未", "非", "-", "/":
		r.Value = false
	default:
		r.add(note(Wrong, "BOOL_INVALID", "text", short(text), "field", f.Label.Zh))
	}
}

func (r *Result) enum(f *fact.Field, text string) {
	if id := matchOption(f, text); id != "" {
		r.Value = id
		return
	}
	labels, best, score := make([]string, len(f.Options)), "", 0.0
	for i, o := range f.Options {
		labels[i] = o.Zh
		for _, name := range append([]string{o.Zh}, o.Synonyms...) {
			if s := Similar(enumKey(name), enumKey(text)); s > score {
				best, score = o.Zh, s
			}
		}
	}
	n := note(Wrong, "ENUM_UNKNOWN", "text", short(text), "field", f.Label.Zh, "options", short(strings.Join(labels, "、")))
	if score >= 0.5 {
		n = n.suggest(best)
	}
	r.add(n)
}

// matchOption returns the ID of the option that a text names, or "".
func matchOption(f *fact.Field, text string) string {
	key := enumKey(text)
	for _, o := range f.Options {
		if key == enumKey(o.Zh) || key == strings.ToLower(o.ID) || key == enumKey(o.En) {
			return o.ID
		}
		for _, s := range o.Synonyms {
			if key == enumKey(s) {
				return o.ID
			}
		}
	}
	return ""
}

func enumKey(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(norm.NFKC.String(s)), ""))
	for _, cut := range []string{"(", "："} {
		if i := strings.Index(s, cut); i > 0 {
			s = s[:i]
		}
	}
	return s
}

var hsShape = regexp.MustCompile(`^[0-9]{2,10}$`)

func (r *Result) hs(text string) {
	s := strings.NewReplacer(".", "", " ", "", "-", "").Replace(text)
	if !hsShape.MatchString(s) || len(s)%2 != 0 {
		r.add(note(Wrong, "HS_INVALID", "text", short(text)))
		return
	}
	r.Value = s
}

var phoneShape = regexp.MustCompile(`^\+?[0-9][0-9 ()\-转#,、;/]{4,39}$`)

func (r *Result) phone(text string) {
	if !phoneShape.MatchString(text) {
		r.add(note(Warned, "PHONE_FORMAT"))
	}
	r.Value = text
}

func (r *Result) url(text string) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		r.add(note(Wrong, "URL_INVALID", "text", short(text)))
		return
	}
	r.Value = text
}

// Similar compares two texts by their pairs of neighbouring characters (Dice's
// coefficient, 1 for equal). Single characters count as a pair with the edge.
func Similar(a, b string) float64 {
	if a == b {
		return 1
	}
	pa, pb := pairs(a), pairs(b)
	both := 0
	for p, n := range pa {
		both += min(n, pb[p])
	}
	total := 0
	for _, n := range pa {
		total += n
	}
	for _, n := range pb {
		total += n
	}
	if total == 0 {
		return 0
	}
	return 2 * float64(both) / float64(total)
}

func pairs(s string) map[[2]rune]int {
	m := map[[2]rune]int{}
	var before rune
	for _, c := range s {
		m[[2]rune{before, c}]++
		before = c
	}
	if before != 0 {
		m[[2]rune{before, 0}]++
	}
	return m
}
