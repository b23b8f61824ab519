package graph

import (
	"context"
	"math"
	"math/bits"
	"strconv"

	"lianzhang/internal/engine/draw"
	"lianzhang/internal/engine/network"
)

// Sampled is an estimate of [Betweenness] or [BetweennessByWeight].
type Sampled struct {
	Of       []float64
	Samples  int
	Diameter int // no shortest path has more firms
}

// BetweennessSample estimates betweenness from random shortest paths. With
// probability at least 1−delta, the error of every firm at once is at most
// epsilon · n(n−1), where n(n−1) is the number of pairs of firms.
//
// It draws pairs of different firms, for each a shortest path, all equally
// likely, and counts how often each firm lies inside. The number of paths is
//
//	(1/2ε²) (⌊log₂(D−2)⌋ + 1 + ln(1/δ))
//
// with D an upper bound of the firms on a shortest path. Sample k is drawn from a
// stream of its own made of seed and k. When byWeight, a link has the length 1/W.
// Epsilon and delta must lie between 0 and 1, or it panics.
//
// Source: Riondato and Kornaropoulos, Data Mining and Knowledge Discovery 30
// (2016); paths between two firms are looked for from both ends.
func BetweennessSample(ctx context.Context, net *network.Network, byWeight bool, epsilon, delta float64, seed uint64, threads int) (Sampled, error) {
	if !(epsilon > 0 && epsilon < 1 && delta > 0 && delta < 1) {
		panic("graph: epsilon and delta must lie between 0 and 1")
	}
	n := net.Len()
	r := Sampled{Of: make([]float64, n), Diameter: longest(net, byWeight)}
	if n < 3 || r.Diameter < 3 {
		return r, ctx.Err() // no path has an inside
	}
	r.Samples = int(math.Ceil((float64(bits.Len(uint(r.Diameter-2))) + math.Log(1/delta)) / (2 * epsilon * epsilon)))
	var lengths []float64
	if byWeight {
		lengths = reciprocals(net.Out().Val)
	}
	type worker struct {
		pathfinder
		inside []uint32
	}
	workers := make([]*worker, max(1, threads))
	const some = 64
	share((r.Samples+some-1)/some, threads, func(at, k int) {
		if workers[at] == nil {
			workers[at] = &worker{newPathfinder(net, lengths), make([]uint32, n)}
		}
		w := workers[at]
		for i := k * some; i < min(r.Samples, (k+1)*some) && ctx.Err() == nil; i++ {
			stream := draw.Stream(seed, "betweenness", strconv.Itoa(i))
			s := draw.Below(stream, n)
			t := draw.Below(stream, n-1)
			if t >= s {
				t++
			}
			for _, v := range w.path(stream, uint32(s), uint32(t)) {
				w.inside[v]++
			}
		}
	})
	each := float64(n) * float64(n-1) / float64(r.Samples)
	for v := range r.Of {
		count := uint64(0)
		for _, w := range workers {
			if w != nil {
				count += uint64(w.inside[v])
			}
		}
		r.Of[v] = float64(count) * each
	}
	return r, ctx.Err()
}

// longest returns a bound of the number of firms on a shortest path. Such a path
// goes through strong components in their order, and within one it is a shortest
// path too: it has at most as many firms as the component, and, counted in steps,
// no more than the way from the farthest firm to some firm and on to the farthest.
func longest(net *network.Network, byWeight bool) int {
	strong := Strong(net)
	size := make([]int, strong.Count)
	first := make([]uint32, strong.Count)
	for v := net.Len() - 1; v >= 0; v-- {
		size[strong.Of[v]]++
		first[strong.Of[v]] = uint32(v)
	}
	own := make([]int, strong.Count)
	depth := make([]uint32, net.Len())
	for c := range own {
		own[c] = size[c]
		if size[c] > 3 && !byWeight {
			own[c] = min(size[c], 1+eccentricity(net.Out(), strong, first[c], depth)+eccentricity(net.In(), strong, first[c], depth))
		}
	}
	best := make([]int, strong.Count) // on a path that ends in the component
	most := 0
	for _, v := range inOrderOf(strong) {
		c := strong.Of[v]
		best[c] = max(best[c], own[c])
		most = max(most, best[c])
		out := net.Out()
		for _, w := range out.Col[out.Ptr[v]:out.Ptr[v+1]] {
			if to := strong.Of[w]; to != c {
				best[to] = max(best[to], best[c]+own[to])
			}
		}
	}
	return most
}

// eccentricity returns the most steps from v to a firm of its component.
func eccentricity(rows network.Rows, c Components, v uint32, depth []uint32) int {
	queue := []uint32{v}
	depth[v] = 1
	for i := 0; i < len(queue); i++ {
		u := queue[i]
		for _, w := range rows.Col[rows.Ptr[u]:rows.Ptr[u+1]] {
			if depth[w] == 0 && c.Of[w] == c.Of[v] {
				depth[w] = depth[u] + 1
				queue = append(queue, w)
			}
		}
	}
	steps := int(depth[queue[len(queue)-1]]) - 1
	for _, u := range queue {
		depth[u] = 0
	}
	return steps
}
