// Package date has the civil days, periods and the clock of the program.
// Instants are stored in UTC milliseconds and shown in Asia/Shanghai.
package date

import "time"

// Shanghai is the zone of every date on a screen or on paper.
var Shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// Clock tells the time; it is an argument so that nothing needs to be mocked.
type Clock func() time.Time

// Today returns the civil day in Shanghai as "2006-01-02".
func Today(now time.Time) string { return now.In(Shanghai).Format(time.DateOnly) }

// Millis is an instant as stored.
func Millis(t time.Time) int64 { return t.UTC().UnixMilli() }

// FromMillis is the reverse of [Millis].
func FromMillis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
