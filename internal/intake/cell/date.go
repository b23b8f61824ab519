package cell

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"lianzhang/internal/fact"
)

// serialDay turns the day number of a spreadsheet into a day. Excel counts
// 1900 as a leap year, so its day 60 does not exist.
func serialDay(text string, from1904 bool) (string, bool) {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || f < 1 || f >= 2_958_466 {
		return "", false
	}
	day := int(f)
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if from1904 {
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	} else if day < 60 {
		day++
	}
	return start.AddDate(0, 0, day).Format(time.DateOnly), true
}

var (
	dateTime  = regexp.MustCompile(`^(.*[0-9日])[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9:]+)?$`)
	separated = regexp.MustCompile(`^([0-9]{4}|[0-9]{2})[-/.年]\s*([0-9]{1,2})(?:[-/.月]\s*([0-9]{1,2})?日?号?)?$`)
	compact   = regexp.MustCompile(`^((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})?$`)
	bareYear  = regexp.MustCompile(`^([0-9]{4})\s*(年|年度)?$`)
)

// date reads a day, a month or a year and keeps how exact it is.
func (p *Parser) date(r *Result, f *fact.Field, text string) {
	day, twoDigit, ok := readDate(text)
	if !ok {
		r.add(note(Wrong, "DATE_INVALID", "text", short(text)))
		return
	}
	if twoDigit {
		r.add(note(Warned, "DATE_SHORT_YEAR", "text", short(text), "day", day))
	}
	switch {
	case f.Past && day > p.Today[:min(len(day), len(p.Today))]:
		r.add(note(Wrong, "DATE_FUTURE", "text", day, "field", f.Label.Zh))
		return
	case day < "1900" || f.Past && day < "1949":
		r.add(note(Warned, "DATE_OLD", "text", day, "field", f.Label.Zh))
	case day > "2100":
		r.add(note(Wrong, "DATE_INVALID", "text", short(text)))
		return
	}
	r.Value = day
}

// readDate returns the date in ISO form with its precision, and whether the
// year had two digits.
func readDate(text string) (day string, twoDigit, ok bool) {
	s := strings.TrimSpace(text)
	if m := dateTime.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	var y, m, d string
	if g := separated.FindStringSubmatch(s); g != nil {
		y, m, d = g[1], g[2], g[3]
	} else if g := compact.FindStringSubmatch(s); g != nil {
		y, m, d = g[1], g[2], g[3]
	} else if g := bareYear.FindStringSubmatch(s); g != nil {
		y = g[1]
	} else {
		return "", false, false
	}
	if len(y) == 2 {
		y, twoDigit = "20"+y, true
		if d == "" {
			return "", false, false // "26.1" is as likely a number
		}
	}
	day, ok = isoDate(y, m, d)
	return day, twoDigit, ok
}

func isoDate(y, m, d string) (string, bool) {
	year, _ := strconv.Atoi(y)
	month, _ := strconv.Atoi(m)
	dom, _ := strconv.Atoi(d)
	if year < 1000 {
		return "", false
	}
	switch {
	case m == "":
		return fmt.Sprintf("%04d", year), true
	case month < 1 || month > 12:
		return "", false
	case d == "":
		return fmt.Sprintf("%04d-%02d", year, month), true
	}
	t := time.Date(year, time.Month(month), dom, 0, 0, 0, 0, time.UTC)
	return t.Format(time.DateOnly), dom >= 1 && t.Day() == dom && t.Month() == time.Month(month)
}

// year reads the year of a figure.
func (p *Parser) year(r *Result, text string) {
	day, _, ok := readDate(text)
	if !ok {
		r.add(note(Wrong, "YEAR_INVALID", "text", short(text)))
		return
	}
	year, _ := strconv.ParseInt(day[:4], 10, 64)
	this, _ := strconv.ParseInt(p.Today[:4], 10, 64)
	if year < 1900 || year > 2100 {
		r.add(note(Wrong, "YEAR_INVALID", "text", short(text)))
		return
	}
	if year > this {
		r.add(note(Warned, "YEAR_AHEAD", "text", day[:4]))
	}
	r.Value = year
}
