//go:build unix

package cascade_test

import (
	"syscall"
	"testing"
	"time"
)

// cpuTime starts to count processor time, which a busy machine disturbs less
// than the clock on the wall; what it returns reports it per operation.
func cpuTime(b *testing.B) (report func()) {
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	start := used()
	return func() { b.ReportMetric(float64((used()-start).Nanoseconds())/float64(b.N), "cpu-ns/op") }
}
