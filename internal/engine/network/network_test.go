package network_test

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/network"
)

func TestBuildRepairsAndReports(t *testing.T) {
	net, repairs, err := network.Build(4, []network.Link{{0, 2, 1.5}, {1, 1, 9}, {0, 1, 2}, {0, 2, 0.5}, {3, 0, 4}})
	if err != nil {
		t.Fatal(err)
	}
	if repairs != (network.Repairs{SelfLinks: 1, Parallel: 1}) {
		t.Errorf("repairs %+v", repairs)
	}
	buyers, sold := net.Out().Row(0)
	if !slices.Equal(buyers, []uint32{1, 2}) || !slices.Equal(sold, []float64{2, 2}) {
		t.Errorf("buyers of 0: %v %v", buyers, sold)
	}
	suppliers, _ := net.In().Row(0)
	if !slices.Equal(suppliers, []uint32{3}) || net.Links() != 3 || net.Len() != 4 {
		t.Errorf("suppliers of 0: %v, %d links", suppliers, net.Links())
	}
}

func TestBuildRefuses(t *testing.T) {
	for name, bad := range map[string]network.Link{
		"zero":         {0, 1, 0},
		"negative":     {0, 1, -1},
		"not a number": {0, 1, math.NaN()},
		"infinite":     {0, 1, math.Inf(1)},
		"no such firm": {0, 2, 1},
	} {
		_, _, err := network.Build(2, []network.Link{{1, 0, 1}, bad})
		var at *network.LinkError
		if !errors.As(err, &at) || at.Index != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// someLinks draws links among n firms, some to oneself, some parallel, now and
// then in order; the weights are not whole, so that the order of sums shows.
func someLinks(t *rapid.T, n int) []network.Link {
	end := rapid.Uint32Range(0, uint32(n-1))
	links := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) network.Link {
		return network.Link{Supplier: end.Draw(t, "s"), Buyer: end.Draw(t, "b"), Weight: float64(rapid.IntRange(1, 1000).Draw(t, "w")) / 7}
	}), 0, 60).Draw(t, "links")
	if rapid.Bool().Draw(t, "in order") {
		slices.SortStableFunc(links, func(a, b network.Link) int {
			return cmp.Or(cmp.Compare(a.Supplier, b.Supplier), cmp.Compare(a.Buyer, b.Buyer))
		})
	}
	return links
}

// Both directions tell the same links, and the books balance.
func TestBothDirectionsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "firms")
		links := someLinks(t, n)
		cut := rapid.IntRange(0, len(links)).Draw(t, "cut")
		net, repairs, err := network.Build(n, links[:cut], links[cut:])
		if err != nil {
			t.Fatal(err)
		}
		if net.Links()+repairs.SelfLinks+repairs.Parallel != len(links) {
			t.Fatalf("%d links of %d, repairs %+v", net.Links(), len(links), repairs)
		}
		want := map[[2]uint32]float64{}
		for _, l := range links {
			if l.Supplier != l.Buyer {
				want[[2]uint32{l.Supplier, l.Buyer}] += l.Weight
			}
		}
		for v := range uint32(n) {
			buyers, sold := net.Out().Row(v)
			for k, b := range buyers {
				if sold[k] != want[[2]uint32{v, b}] {
					t.Fatalf("%d to %d: %v", v, b, sold[k])
				}
			}
			suppliers, bought := net.In().Row(v)
			if !slices.IsSorted(suppliers) {
				t.Fatalf("suppliers of %d not in order", v)
			}
			for k, s := range suppliers {
				if bought[k] != want[[2]uint32{s, v}] {
					t.Fatalf("%d from %d: %v", v, s, bought[k])
				}
			}
		}
	})
}

func TestEmptyNetwork(t *testing.T) {
	net, _, err := network.Build(0, nil)
	if err != nil || net.Len() != 0 || net.Links() != 0 {
		t.Fatalf("%v", err)
	}
}
