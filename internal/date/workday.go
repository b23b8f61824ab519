package date

import (
	"strconv"
	"sync"
	"time"

	"lianzhang/catalog"
)

// calendar is what the yearly notices of the State Council say of single days:
// days off, and days of a weekend on which people work.
type calendar struct {
	off   map[string]string // day → holiday
	work  map[string]bool
	years map[int]bool
}

var holidays = sync.OnceValue(func() calendar {
	c := calendar{map[string]string{}, map[string]bool{}, map[int]bool{}}
	for _, row := range catalog.Rows("reference/holidays-cn.csv") {
		year, err1 := strconv.Atoi(row[0])
		first, err2 := time.Parse(time.DateOnly, row[2])
		last, err3 := time.Parse(time.DateOnly, row[3])
		if err1 != nil || err2 != nil || err3 != nil || last.Before(first) {
			panic("date: holidays-cn.csv: " + row[2]) // the catalog is compiled in and tested
		}
		c.years[year] = true
		for d := first; !d.After(last); d = d.AddDate(0, 0, 1) {
			if row[4] == "work" {
				c.work[d.Format(time.DateOnly)] = true
			} else {
				c.off[d.Format(time.DateOnly)] = row[1]
			}
		}
	}
	return c
})

// CalendarKnown tells whether the State Council's days off of a year are known;
// of other years only weekends are.
func CalendarKnown(year int) bool { return holidays().years[year] }

// Workday tells whether people work on a civil day, and the holiday or "" for a
// weekend when they do not.
func Workday(day time.Time) (works bool, holiday string) {
	text := day.Format(time.DateOnly)
	if name, off := holidays().off[text]; off {
		return false, name
	}
	weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
	return !weekend || holidays().work[text], ""
}

// NextWorkday returns the day itself when people work on it, and else the first
// day after it on which they do.
func NextWorkday(day time.Time) time.Time {
	for range 30 { // the longest holiday has nine days
		if works, _ := Workday(day); works {
			break
		}
		day = day.AddDate(0, 0, 1)
	}
	return day
}
