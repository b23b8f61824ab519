package date

import (
	"regexp"
	"strconv"
	"time"
)

// Period is a year, a quarter or a month of data: "2025", "2025Q3", "2025-09".
type Period string

var periodShape = regexp.MustCompile(`^((?:19|20)[0-9]{2})(?:Q([1-4])|-(0[1-9]|1[0-2]))?$`)

// ParsePeriod reads a period.
func ParsePeriod(s string) (Period, bool) { return Period(s), periodShape.MatchString(s) }

// span returns the first and the last day of a period.
func (p Period) span() (first, last string) {
	m := periodShape.FindStringSubmatch(string(p))
	if m == nil {
		return "", ""
	}
	year, _ := strconv.Atoi(m[1])
	month, months := 1, 12
	switch {
	case m[2] != "":
		q, _ := strconv.Atoi(m[2])
		month, months = 3*q-2, 3
	case m[3] != "":
		month, _ = strconv.Atoi(m[3])
		months = 1
	}
	from := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	return from.Format(time.DateOnly), from.AddDate(0, months, -1).Format(time.DateOnly)
}

// Holds tells whether a date of data ("2025", "2025-03", "2025-03-04") lies
// wholly in the period: a year does not lie in one of its quarters.
func (p Period) Holds(asOf string) bool {
	first, last := p.span()
	if first == "" || asOf == "" {
		return false
	}
	from, until := asOf, asOf
	if of, ok := ParsePeriod(asOf); ok {
		from, until = of.span()
	}
	return len(from) == len(first) && first <= from && until <= last
}

// Ended tells whether the period is over on a civil day.
func (p Period) Ended(today string) bool {
	_, last := p.span()
	return last != "" && last < today
}
