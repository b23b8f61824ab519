package graph_test

import (
	"errors"
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/graph"
)

// Two firms that supply each other share the walk; a third that only buys from
// the first gets what it would by the formula, solved by hand.
func TestPageRankByHand(t *testing.T) {
	p, err := graph.PageRank(build(t, 2, [3]float64{0, 1, 1}, [3]float64{1, 0, 9}), true, 0.85, 1e-14, 1000, 1)
	fail(t, err)
	near(t, "two alike", p.Of, []float64{0.5, 0.5})
	// 0 → 1, and 1 starts again anywhere: x₀ = a, x₁ = a + 0.85 x₀ with a = (0.85 x₁ + 0.15)/2.
	p, err = graph.PageRank(build(t, 2, [3]float64{0, 1, 1}), false, 0.85, 1e-14, 1000, 1)
	fail(t, err)
	near(t, "one dangling", p.Of, []float64{1 / 2.85, 1.85 / 2.85})
}

// The shares add up to 1 and satisfy their equation, summed the plain way.
func TestPageRankBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		net := anyNetwork(t, 15)
		weighted := rapid.Bool().Draw(t, "weighted")
		p, err := graph.PageRank(net, weighted, 0.85, 1e-13, 2000, 2)
		if err != nil {
			t.Fatal(err)
		}
		n, w := net.Len(), matrix(net)
		sum := 0.0
		for v := range n {
			want := 0.15 / float64(n)
			for u := range n {
				give, to := 0.0, w[u][v]
				for _, x := range w[u] {
					if !weighted && x > 0 {
						x = 1
					}
					give += x
				}
				if !weighted && to > 0 {
					to = 1
				}
				switch {
				case give == 0:
					want += 0.85 * p.Of[u] / float64(n)
				default:
					want += 0.85 * p.Of[u] * to / give
				}
			}
			if math.Abs(want-p.Of[v]) > 1e-12 {
				t.Fatalf("firm %d: %v, by its equation %v", v, p.Of[v], want)
			}
			sum += p.Of[v]
		}
		if n > 0 && math.Abs(sum-1) > 1e-12 {
			t.Fatalf("shares add up to %v", sum)
		}
	})
}

func TestPageRankGivesUp(t *testing.T) {
	p, err := graph.PageRank(build(t, 3, [3]float64{0, 1, 1}, [3]float64{1, 0, 1}, [3]float64{0, 2, 1}), false, 0.85, 1e-12, 3, 1)
	if !errors.Is(err, graph.ErrNotConverged) || p.Iterations != 3 {
		t.Errorf("%+v %v", p, err)
	}
}

// The plain power iteration from equal beginnings leads to the same vectors. It
// is done by squaring W W' forty times, since two parts of a network may be all
// but equally strong; in two hundred bits, since a part that is exactly as strong
// as another must not win by 2^40 times what rounding leaves.
func TestHITSAgainstPowerIteration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		net := anyNetwork(t, 10)
		n, w := net.Len(), matrix(net)
		power := product(n, func(i, k int) *big.Float { return precise(w[i][k]) }, func(k, j int) *big.Float { return precise(w[j][k]) })
		for range 40 {
			before := power
			entry := func(i, j int) *big.Float { return before[i][j] }
			power = product(n, entry, entry)
		}
		hub, authority := make([]float64, n), make([]float64, n)
		for v := range n {
			for u := range n {
				entry, _ := power[v][u].Float64()
				hub[v] += entry
			}
		}
		for v := range n {
			for u := range n {
				authority[v] += w[u][v] * hub[u]
			}
		}
		toOne(hub)
		toOne(authority)
		got, err := graph.HITS(net, 1e-13, 2000, 2)
		if err != nil {
			t.Fatal(err)
		}
		for v := range n {
			if math.Abs(got.Hub[v]-hub[v]) > 1e-8 || math.Abs(got.Authority[v]-authority[v]) > 1e-8 {
				t.Fatalf("firm %d: %v %v, power iteration %v %v", v, got.Hub[v], got.Authority[v], hub[v], authority[v])
			}
		}
	})
}

func precise(x float64) *big.Float { return new(big.Float).SetPrec(200).SetFloat64(x) }

// product returns the product of two matrices, scaled to largest entry 1.
func product(n int, a, b func(i, j int) *big.Float) [][]*big.Float {
	m, most := make([][]*big.Float, n), precise(0)
	for i := range n {
		m[i] = make([]*big.Float, n)
		for j := range n {
			m[i][j] = precise(0)
			for k := range n {
				m[i][j].Add(m[i][j], precise(0).Mul(a(i, k), b(k, j)))
			}
			if m[i][j].Cmp(most) > 0 {
				most.Set(m[i][j])
			}
		}
	}
	for i := range n {
		for j := range n {
			if most.Sign() > 0 {
				m[i][j].Quo(m[i][j], most)
			}
		}
	}
	return m
}

func toOne(x []float64) {
	if most := slices.Max(append(slices.Clone(x), 0)); most > 0 {
		for i := range x {
			x[i] /= most
		}
	}
}

// On a chain everybody adds a hundredth of the one before; a ring of two diverges at 1.
func TestKatz(t *testing.T) {
	k, err := graph.Katz(build(t, 3, [3]float64{0, 1, 5}, [3]float64{1, 2, 5}), 0.01, 1e-15, 100, 1)
	fail(t, err)
	near(t, "chain", k.Of, []float64{1, 1.01, 1.0101})
	ring := build(t, 2, [3]float64{0, 1, 1}, [3]float64{1, 0, 1})
	k, err = graph.Katz(ring, 0.5, 1e-15, 100, 1)
	fail(t, err)
	near(t, "ring", k.Of, []float64{2, 2})
	for _, alpha := range []float64{1, 3} {
		if _, err := graph.Katz(ring, alpha, 1e-15, 10000, 1); !errors.Is(err, graph.ErrNotConverged) {
			t.Errorf("alpha %v: %v", alpha, err)
		}
	}
}

// Every answer is the same for one thread and for three, bit for bit, on a
// network of several blocks.
func TestThreadsDoNotMatter(t *testing.T) {
	var links [][3]float64
	const n = 9000
	for v := range n {
		for k := 1; k <= 3; k++ {
			links = append(links, [3]float64{float64(v), float64((v*7 + k*k*31) % n), 1 + float64(v*k%13)/7})
		}
	}
	net := build(t, n, links...)
	var first [][]float64
	for _, threads := range []int{1, 3} {
		p, err := graph.PageRank(net, true, 0.85, 1e-12, 1000, threads)
		fail(t, err)
		h, err := graph.HITS(net, 1e-12, 1000, threads)
		fail(t, err)
		k, err := graph.Katz(net, 0.01, 1e-15, 1000, threads)
		fail(t, err)
		holes := graph.StructuralHoles(graph.Project(net, graph.Money, threads), threads)
		all := [][]float64{p.Of, h.Hub, h.Authority, k.Of, holes.Constraint, holes.EffectiveSize}
		if first == nil {
			first = all
			continue
		}
		for i := range all {
			if !slices.Equal(all[i], first[i]) {
				t.Errorf("answer %d depends on the threads", i)
			}
		}
	}
}
