package graph

import (
	"context"
	"math/bits"

	"lianzhang/internal/engine/network"
)

// Betweenness returns for each firm v the sum over all pairs of other firms s, t
// of the share of the shortest supply paths from s to t, counted in steps, that
// lead through v. It is not normalised; the most it can be is (n−1)(n−2).
//
// The answer is exact and takes time proportional to firms times links; sources
// are taken 64 at a time, and 1 KiB is needed for each firm and thread. It ends
// early when ctx does.
//
// Source: Brandes, Journal of Mathematical Sociology 25 (2001), with the
// searches of [sweep] and both accumulations lane by lane.
func Betweenness(ctx context.Context, net *network.Network, threads int) ([]float64, error) {
	n := net.Len()
	b := make([]float64, n)
	sources := suppliers(net)
	workers := make([]*brandes, max(1, threads))
	batch := func(k int) []uint32 { return sources[k*lanes : min(len(sources), (k+1)*lanes)] }
	err := inOrder(ctx, (len(sources)+lanes-1)/lanes, threads, func(worker, k int) {
		if workers[worker] == nil {
			workers[worker] = newBrandes(net)
		}
		workers[worker].run(batch(k))
	}, func(worker, _ int) {
		for v, d := range workers[worker].between {
			b[v] += d
		}
	})
	return b, err
}

// suppliers returns the firms with buyers; only they are sources of paths.
func suppliers(net *network.Network) []uint32 {
	var s []uint32
	for v := range uint32(net.Len()) {
		if net.Out().Degree(v) > 0 {
			s = append(s, v)
		}
	}
	return s
}

// brandes is the workspace of one thread. The tables have 64 lanes for a firm.
type brandes struct {
	*sweep
	in      network.Rows
	paths   [][lanes]float64 // σ: shortest paths from the source of the lane
	behind  [][lanes]float64 // (1+δ)/σ, where δ is the dependency of the source on the firm
	now     []uint64         // the bits of one level, by firm
	sums    [lanes]float64
	between []float64 // what this batch adds
}

func newBrandes(net *network.Network) *brandes {
	n := net.Len()
	return &brandes{
		sweep: newSweep(net.Out()), in: net.In(),
		paths: make([][lanes]float64, n), behind: make([][lanes]float64, n),
		now: make([]uint64, n), between: make([]float64, n),
	}
}

func (b *brandes) run(sources []uint32) {
	b.sweep.run(sources)
	for k, v := range sources {
		b.paths[v][k] = 1
	}
	for d := 1; d < b.levels(); d++ {
		b.count(d)
	}
	clear(b.between)
	for d := b.levels() - 1; d >= 0; d-- {
		b.depend(d)
	}
}

// mark notes the bits of a level by firm.
func (b *brandes) mark(d int) {
	vertex, words := b.level(d)
	for i, v := range vertex {
		b.now[v] = words[i]
	}
}

func (b *brandes) unmark(d int) {
	vertex, _ := b.level(d)
	for _, v := range vertex {
		b.now[v] = 0
	}
}

// count adds up the paths that come to the firms of level d from the level before.
func (b *brandes) count(d int) {
	b.mark(d - 1)
	vertex, words := b.level(d)
	for i, v := range vertex {
		b.gather(b.in.Col[b.in.Ptr[v]:b.in.Ptr[v+1]], words[i], b.paths)
		row := &b.paths[v]
		for m := words[i]; m != 0; m &= m - 1 {
			k := bits.TrailingZeros64(m) & (lanes - 1)
			row[k], b.sums[k] = b.sums[k], 0
		}
	}
	b.unmark(d - 1)
}

// depend adds up what depends on the firms of level d by way of the level after.
func (b *brandes) depend(d int) {
	last := d+1 == b.levels()
	if !last {
		b.mark(d + 1)
	}
	vertex, words := b.level(d)
	for i, v := range vertex {
		if !last {
			b.gather(b.out.Col[b.out.Ptr[v]:b.out.Ptr[v+1]], words[i], b.behind)
		}
		row, paths := &b.behind[v], &b.paths[v]
		sum := 0.0
		for m := words[i]; m != 0; m &= m - 1 {
			k := bits.TrailingZeros64(m) & (lanes - 1)
			sum += float64(paths[k] * b.sums[k])
			row[k], b.sums[k] = 1/paths[k]+b.sums[k], 0
		}
		if d > 0 { // a source is not between itself and others
			b.between[v] += sum
		}
	}
	if !last {
		b.unmark(d + 1)
	}
}

// gather adds the lanes of the neighbours that are marked and among the lanes of
// want, neighbour by neighbour, to sums.
func (b *brandes) gather(neighbours []uint32, want uint64, table [][lanes]float64) {
	now, sums := b.now, &b.sums
	for _, u := range neighbours {
		m := now[u] & want
		if m == 0 {
			continue
		}
		row := &table[u]
		for ; m != 0; m &= m - 1 {
			k := bits.TrailingZeros64(m) & (lanes - 1)
			sums[k] += row[k]
		}
	}
}
