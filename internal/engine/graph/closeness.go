package graph

import (
	"context"
	"math"
	"math/bits"

	"lianzhang/internal/engine/network"
)

// Closeness returns for each firm the reciprocal of the mean number of steps to
// those whom its goods reach; NaN for a firm whose goods reach nobody. Firms out
// of reach do not count, so a firm that reaches few but near ones is close.
//
// It takes time proportional to firms times links / 64. It ends early when ctx does.
//
// Source: Freeman, Social Networks 1 (1979), restricted to those within reach.
func Closeness(ctx context.Context, net *network.Network, threads int) ([]float64, error) {
	n := net.Len()
	close := make([]float64, n)
	sweeps := make([]*sweep, max(1, threads))
	share((n+lanes-1)/lanes, threads, func(worker, k int) {
		if ctx.Err() != nil {
			return
		}
		if sweeps[worker] == nil {
			sweeps[worker] = newSweep(net.Out())
		}
		from, to := k*lanes, min(n, (k+1)*lanes)
		s := sweeps[worker]
		s.run(sequence(from, to))
		reached, steps := s.distances()
		for v := from; v < to; v++ {
			close[v] = math.NaN()
			if r := reached[v-from]; r > 0 {
				close[v] = float64(r) / float64(steps[v-from])
			}
		}
	})
	return close, ctx.Err()
}

// distances counts for each source those it reached, without itself, and the
// steps to them.
func (s *sweep) distances() (reached, steps [lanes]int) {
	for d := 1; d < s.levels(); d++ {
		_, words := s.level(d)
		for _, b := range words {
			for ; b != 0; b &= b - 1 {
				k := bits.TrailingZeros64(b)
				reached[k]++
				steps[k] += d
			}
		}
	}
	return reached, steps
}

func sequence(from, to int) []uint32 {
	s := make([]uint32, 0, to-from)
	for v := from; v < to; v++ {
		s = append(s, uint32(v))
	}
	return s
}
