package diagnosis

import "time"

// firstDay returns the first civil day of "2025", "2025-03" or "2025-03-04".
func firstDay(on string) string {
	switch len(on) {
	case 4:
		return on + "-01-01"
	case 7:
		return on + "-01"
	}
	return on
}

// lastDay returns a day not before the last civil day of the period, for
// comparison as text.
func lastDay(on string) string {
	switch len(on) {
	case 4:
		return on + "-12-31"
	case 7:
		return on + "-31"
	}
	return on
}

// monthsBefore returns the day so many months before; a day it cannot read
// comes back as it is.
func monthsBefore(day string, months int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, -months, 0).Format(time.DateOnly)
}
