package date_test

import (
	"testing"
	"time"

	"lianzhang/internal/date"
)

// The days of the notices 国办发明电〔2024〕12号 and 〔2025〕7号.
func TestWorkdays(t *testing.T) {
	for why, c := range map[string]struct{ day, next, holiday string }{
		"an ordinary Wednesday":                      {"2026-03-04", "2026-03-04", ""},
		"a weekend":                                  {"2026-03-07", "2026-03-09", ""},
		"the eve of the spring festival":             {"2025-01-28", "2025-02-05", "春节"},
		"a Sunday on which people work":              {"2025-01-26", "2025-01-26", ""},
		"nine days of spring festival":               {"2026-02-15", "2026-02-24", "春节"},
		"a Saturday on which people work":            {"2026-02-28", "2026-02-28", ""},
		"a Friday off":                               {"2026-01-02", "2026-01-04", "元旦"},
		"the autumn of 2025 has eight days":          {"2025-10-08", "2025-10-09", "国庆节、中秋节"},
		"the Sunday after the autumn festival":       {"2026-09-27", "2026-09-28", "中秋节"},
		"a Thursday off":                             {"2026-10-01", "2026-10-08", "国庆节"},
		"a weekend of a year without a calendar":     {"2031-03-01", "2031-03-03", ""},
		"a weekday of a year without a calendar":     {"2031-10-01", "2031-10-01", ""},
		"the last day of a dragon boat festival":     {"2025-06-02", "2025-06-03", "端午节"},
		"a Saturday on which people work in May":     {"2026-05-09", "2026-05-09", ""},
		"the first weekend of a holiday of Qingming": {"2026-04-04", "2026-04-07", "清明节"},
	} {
		day, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		works, holiday := date.Workday(day)
		if got := date.NextWorkday(day).Format(time.DateOnly); got != c.next || works != (c.day == c.next) || holiday != c.holiday {
			t.Errorf("%s: %s works %v %q, next %s; want %s %q", why, c.day, works, holiday, got, c.next, c.holiday)
		}
	}
	if !date.CalendarKnown(2025) || !date.CalendarKnown(2026) || date.CalendarKnown(2027) {
		t.Error("the calendars of 2025 and 2026 are known, and no other")
	}
}

// The notices' own counts of days off: 28 in 2025 and 33 in 2026.
func TestDaysOff(t *testing.T) {
	for year, want := range map[int]int{2025: 28, 2026: 33} {
		n := 0
		for d := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() == year; d = d.AddDate(0, 0, 1) {
			if _, holiday := date.Workday(d); holiday != "" {
				n++
			}
		}
		if n != want {
			t.Errorf("%d: %d days off, want %d", year, n, want)
		}
	}
}
