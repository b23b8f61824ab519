package fact

import (
	"slices"
	"strconv"
	"time"

	"lianzhang/internal/date"
	"lianzhang/internal/fault"
)

// Closing says that nothing more is written about a period of statistics: its
// figures were reported. An administrator closes a period that is over and may
// open it again with a reason; every closing stays on record.
//
//	open → closed → open again (reopened, with a reason) → closed …
type Closing struct {
	Period         date.Period `json:"period"`
	ClosedBy       string      `json:"closed_by"`
	ClosedAt       time.Time   `json:"closed_at"`
	Reason         string      `json:"reason,omitempty"`
	ReopenedBy     string      `json:"reopened_by,omitempty"`
	ReopenedAt     *time.Time  `json:"reopened_at,omitempty"`
	ReopenedReason string      `json:"reopened_reason,omitempty"`
}

// Closed are the periods that are closed now.
type Closed []date.Period

// Touched returns the closed period that saying values of a kind as of a date
// would touch. A statement touches a period when its date lies wholly in it, or
// when the year its figures are of does: the year it names itself, or, where the
// year is part of what the record is, the record's (nil for a new one).
func (c Closed) Touched(kind *Kind, asOf string, said, record map[string]any) (date.Period, bool) {
	if len(c) == 0 {
		return "", false
	}
	dates := []string{asOf}
	if y, ok := said["year"].(int64); ok {
		dates = append(dates, strconv.FormatInt(y, 10))
	}
	if y, ok := record["year"].(int64); ok && kind.byYear() {
		dates = append(dates, strconv.FormatInt(y, 10))
	}
	for _, p := range c {
		if slices.ContainsFunc(dates, p.Holds) {
			return p, true
		}
	}
	return "", false
}

// byYear tells whether the year is part of what identifies a record.
func (k *Kind) byYear() bool {
	return slices.ContainsFunc(k.Keys, func(key []string) bool { return slices.Contains(key, "year") })
}

// ErrClosed refuses a write that touches a closed period.
func ErrClosed(p date.Period) *fault.Coded {
	return fault.New(fault.ErrConflict, "PERIOD_CLOSED", "period", string(p))
}
