package date_test

import (
	"testing"

	"lianzhang/internal/date"
)

func TestPeriodHolds(t *testing.T) {
	for _, c := range []struct {
		period, asOf string
		want         bool
	}{
		{"2025", "2025", true}, {"2025", "2025-07", true}, {"2025", "2025-12-31", true}, {"2025", "2026-01-01", false}, {"2025", "2024-12-31", false},
		{"2025Q3", "2025-07-01", true}, {"2025Q3", "2025-09", true}, {"2025Q3", "2025Q3", true}, {"2025Q3", "2025", false}, {"2025Q3", "2025-10", false},
		{"2025-02", "2025-02-28", true}, {"2025-02", "2025-02", true}, {"2025-02", "2025Q1", false}, {"2025-02", "", false}, {"nonsense", "2025", false},
	} {
		if got := date.Period(c.period).Holds(c.asOf); got != c.want {
			t.Errorf("%s holds %s: %v, want %v", c.period, c.asOf, got, c.want)
		}
	}
	for today, want := range map[string]bool{"2025-09-30": false, "2025-10-01": true} {
		if got := date.Period("2025Q3").Ended(today); got != want {
			t.Errorf("2025Q3 ended on %s: %v", today, got)
		}
	}
	for word, want := range map[string]bool{"2025": true, "2025Q4": true, "2025-12": true, "2025Q5": false, "2025-13": false, "25": false, "2025-01-01": false} {
		if _, ok := date.ParsePeriod(word); ok != want {
			t.Errorf("%s is a period: %v", word, ok)
		}
	}
}
