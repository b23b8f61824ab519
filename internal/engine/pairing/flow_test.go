package pairing_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/pairing"
)

// Two works (7 and 5) serve two towns (6 and 6); the cheap lane is full.
func TestShipByHand(t *testing.T) {
	supply, demand := []int64{7, 5, 0, 0}, []int64{0, 0, 6, 6}
	lanes := []pairing.Lane{{0, 2, 4, 1}, {0, 3, 9, 4}, {1, 2, 9, 3}, {1, 3, 9, 3}}
	f, err := pairing.Ship(supply, demand, lanes)
	if err != nil {
		t.Fatal(err)
	}
	// 4 at 1 and 3 at 4 from the first, 2 and 3 at 3 from the second.
	if f.Total != 12 || f.Cost != 31 || f.Amount[0] != 4 || f.Amount[1] != 3 || f.Amount[2] != 2 || f.Amount[3] != 3 {
		t.Errorf("%+v", f)
	}
	// One more unit on the cheap lane takes one off each of the lanes at 4 and 3 and
	// puts one on the other lane at 3: it saves 4 + 3 - 3 - 1.
	if f.Rent[0] != 3 || f.Rent[1] != 0 || f.Contradictions(supply, demand, lanes) != 0 {
		t.Errorf("rents %v, prices %v", f.Rent, f.Price)
	}
}

func TestShipDegenerate(t *testing.T) {
	if f, err := pairing.Ship(nil, nil, nil); err != nil || f.Total != 0 {
		t.Errorf("nothing: %+v %v", f, err)
	}
	if f, err := pairing.Ship([]int64{5, 0}, []int64{0, 5}, nil); err != nil || f.Total != 0 || f.Cost != 0 {
		t.Errorf("no lanes: %+v %v", f, err)
	}
	if f, err := pairing.Ship([]int64{5}, []int64{3}, nil); err != nil || f.Total != 3 || f.Sent[0] != 3 {
		t.Errorf("a node serves itself: %+v %v", f, err)
	}
	loop := []pairing.Lane{{0, 0, 4, -2}, {0, 1, 0, 1}}
	if f, err := pairing.Ship([]int64{5, 0}, []int64{0, 5}, loop); err != nil || f.Total != 0 || f.Cost != -8 {
		t.Errorf("a lane that pays to go in a circle: %+v %v", f, err)
	}
	for name, c := range map[string]struct {
		supply []int64
		lanes  []pairing.Lane
	}{
		"negative supply": {[]int64{-1}, nil}, "negative capacity": {[]int64{1}, []pairing.Lane{{0, 0, -1, 0}}},
		"no such node": {[]int64{1}, []pairing.Lane{{0, 1, 1, 0}}},
	} {
		if _, err := pairing.Ship(c.supply, []int64{0}, c.lanes); err == nil {
			t.Errorf("%s passed", name)
		}
	}
	for name, l := range map[string]pairing.Lane{"cost": {0, 0, 1, math.MinInt64}, "amount": {0, 0, math.MaxInt64, 9}} {
		if _, err := pairing.Ship([]int64{1}, []int64{0}, []pairing.Lane{l}); !errors.Is(err, pairing.ErrRange) {
			t.Errorf("%s beyond 64 bits: %v", name, err)
		}
	}
}

func network(rng *rand.Rand, n, lanes int, cheapest int64) (supply, demand []int64, list []pairing.Lane) {
	supply, demand = make([]int64, n), make([]int64, n)
	for v := range n {
		switch rng.IntN(3) {
		case 0:
			supply[v] = int64(rng.IntN(20))
		case 1:
			demand[v] = int64(rng.IntN(20))
		}
	}
	for range lanes {
		list = append(list, pairing.Lane{From: rng.IntN(n), To: rng.IntN(n), Capacity: int64(rng.IntN(12)), Cost: cheapest + int64(rng.IntN(15))})
	}
	return supply, demand, list
}

// Against successive shortest paths, one Bellman–Ford after the other.
func TestShipAgainstPaths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 2))
		n := rapid.IntRange(1, 12).Draw(t, "nodes")
		supply, demand, lanes := network(rng, n, rapid.IntRange(0, 40).Draw(t, "lanes"), 0)
		f, err := pairing.Ship(supply, demand, lanes)
		if err != nil {
			t.Fatal(err)
		}
		total, cost := paths(supply, demand, lanes)
		if f.Total != total || f.Cost != cost {
			t.Fatalf("shipped %d at %d, by paths %d at %d", f.Total, f.Cost, total, cost)
		}
		if wrong := f.Contradictions(supply, demand, lanes); wrong != 0 {
			t.Fatalf("%d contradictions: %+v", wrong, f)
		}
		for v, p := range f.Price {
			if p < 0 {
				t.Fatalf("price %d of node %d", p, v)
			}
		}
		again, err := pairing.Ship(supply, demand, lanes)
		if err != nil {
			t.Fatal(err)
		}
		for k := range lanes {
			if again.Amount[k] != f.Amount[k] {
				t.Fatal("the same input gave another flow")
			}
		}
	})
}

// Larger ones, also with costs below zero, by their proof and the capacity of a cut.
func TestShipProof(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 1))
	for round := range 20 {
		supply, demand, lanes := network(rng, 300, 2500, int64(-3*(round%2)))
		f, err := pairing.Ship(supply, demand, lanes)
		if err != nil {
			t.Fatal(err)
		}
		if wrong := f.Contradictions(supply, demand, lanes); wrong != 0 {
			t.Fatalf("%d contradictions", wrong)
		}
		if cut := cutCapacity(supply, demand, lanes, f); cut != f.Total {
			t.Fatalf("shipped %d, but a cut holds %d", f.Total, cut)
		}
	}
}

// cutCapacity returns the capacity of the cut around all that the unsent supply
// could still reach; it is the total when nothing more can be shipped.
func cutCapacity(supply, demand []int64, lanes []pairing.Lane, f *pairing.Flow) int64 {
	reached := make([]bool, len(supply))
	for v := range reached {
		reached[v] = f.Sent[v] < supply[v]
	}
	for changed := true; changed; {
		changed = false
		for k, l := range lanes {
			if reached[l.From] && !reached[l.To] && f.Amount[k] < l.Capacity {
				reached[l.To], changed = true, true
			}
			if reached[l.To] && !reached[l.From] && f.Amount[k] > 0 {
				reached[l.From], changed = true, true
			}
		}
	}
	var cut int64
	for v, in := range reached {
		if in {
			cut += demand[v]
		} else {
			cut += supply[v]
		}
	}
	for _, l := range lanes {
		if reached[l.From] && !reached[l.To] {
			cut += l.Capacity
		}
	}
	return cut
}

// paths ships unit amounts along cheapest paths until there is none; costs ≥ 0.
func paths(supply, demand []int64, lanes []pairing.Lane) (total, cost int64) {
	n := len(supply)
	all := append([]pairing.Lane(nil), lanes...)
	for v := range n {
		all = append(all, pairing.Lane{From: n, To: v, Capacity: supply[v]}, pairing.Lane{From: v, To: n + 1, Capacity: demand[v]})
	}
	used := make([]int64, len(all))
	for {
		dist, via := make([]int64, n+2), make([]int, n+2)
		for v := range dist {
			dist[v] = math.MaxInt64 / 2
		}
		dist[n] = 0
		for range n + 2 {
			for k, l := range all {
				if used[k] < l.Capacity && dist[l.From]+l.Cost < dist[l.To] {
					dist[l.To], via[l.To] = dist[l.From]+l.Cost, k+1
				}
				if used[k] > 0 && dist[l.To]-l.Cost < dist[l.From] {
					dist[l.From], via[l.From] = dist[l.To]-l.Cost, -k-1
				}
			}
		}
		if dist[n+1] >= math.MaxInt64/4 {
			return total, cost
		}
		for v := n + 1; v != n; {
			if k := via[v]; k > 0 {
				used[k-1]++
				v = all[k-1].From
			} else {
				used[-k-1]--
				v = all[-k-1].To
			}
		}
		total++
		cost += dist[n+1]
	}
}

func BenchmarkShip(b *testing.B) {
	for name, size := range map[string][2]int{"1000 nodes, 10000 lanes": {1000, 10_000}, "10000 nodes, 100000 lanes": {10_000, 100_000}} {
		rng := rand.New(rand.NewPCG(1, 1))
		supply, demand := make([]int64, size[0]), make([]int64, size[0])
		var lanes []pairing.Lane
		for v := range size[0] / 2 {
			supply[v], demand[size[0]/2+v] = int64(rng.IntN(1000)), int64(rng.IntN(1000))
		}
		for range size[1] {
			lanes = append(lanes, pairing.Lane{From: rng.IntN(size[0]), To: rng.IntN(size[0]), Capacity: int64(rng.IntN(500)), Cost: int64(rng.IntN(1000))})
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := pairing.Ship(supply, demand, lanes); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
