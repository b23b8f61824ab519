package cascade_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"lianzhang/internal/engine/cascade"
	"lianzhang/internal/engine/network"
)

// sampled makes each invented economy once.
var sampled = struct {
	sync.Mutex
	of map[int]economy
}{of: map[int]economy{}}

func sample(n int) economy {
	sampled.Lock()
	defer sampled.Unlock()
	e, ok := sampled.of[n]
	if !ok {
		s := network.Sample(n, 42)
		e = economy{s.Net, cascade.Firms{Sector: s.Sector}, s.Ess}
		sampled.of[n] = e
	}
	return e
}

// spreadSeeds takes k firms evenly from n.
func spreadSeeds(n, k int) []uint32 {
	seeds := make([]uint32, k)
	for i := range seeds {
		seeds[i] = uint32(i * n / k)
	}
	return seeds
}

// BenchmarkAll follows many seeds; one operation is one seed on one thread.
func BenchmarkAll(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		for _, float32 := range []bool{false, true} {
			b.Run(fmt.Sprintf("firms=%d/float32=%t", n, float32), func(b *testing.B) {
				e := sample(n)
				c := e.prepare(b, cascade.Options{Epsilon: 0.01, SinglePrecision: float32})
				b.ResetTimer()
				report := cpuTime(b)
				all, err := c.All(context.Background(), spreadSeeds(n, b.N), 1, nil)
				if err != nil {
					b.Fatal(err)
				}
				report()
				updates := 0
				for _, index := range all {
					updates += index.Iterations
				}
				b.ReportMetric(float64(updates)/float64(b.N), "updates/op")
			})
		}
	}
}

// BenchmarkRun follows one seed after another, as a user who tries this and that.
func BenchmarkRun(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprintf("firms=%d", n), func(b *testing.B) {
			e := sample(n)
			c := e.prepare(b, cascade.Options{Epsilon: 0.01})
			seeds := spreadSeeds(n, 101)
			b.ResetTimer()
			report := cpuTime(b)
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				start := time.Now()
				if _, _, err := c.Run(context.Background(), cascade.Failure(seeds[i%len(seeds)])); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(start))
			}
			report()
			slices.Sort(took)
			b.ReportMetric(took[len(took)*95/100].Seconds()*1e3, "p95-ms")
		})
	}
}

// BenchmarkNew prepares the coefficients.
func BenchmarkNew(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprintf("firms=%d", n), func(b *testing.B) {
			e := sample(n)
			for b.Loop() {
				e.prepare(b, cascade.Options{Epsilon: 0.01})
			}
		})
	}
}
