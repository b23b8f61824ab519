package network_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lianzhang/internal/engine/network"
)

func TestSectorMajor(t *testing.T) {
	net, _, err := network.Build(4, []network.Link{{0, 3, 1}, {3, 1, 2}, {2, 1, 3}})
	if err != nil {
		t.Fatal(err)
	}
	p := network.SectorMajor(net, []uint32{1, 0, 1, 1})
	if !slices.Equal(p.From, []uint32{1, 3, 0, 2}) || !slices.Equal(p.To, []uint32{2, 0, 3, 1}) {
		t.Errorf("%+v", p)
	}
	if got := network.Forth(p, []string{"a", "b", "c", "d"}); !slices.Equal(got, []string{"b", "d", "a", "c"}) {
		t.Errorf("forth %v", got)
	}
}

// A renumbered network has the same links under other names, and back again.
func TestRenumbered(t *testing.T) {
	all := cmp.AllowUnexported(network.Network{})
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "firms")
		net, _, err := network.Build(n, someLinks(t, n))
		if err != nil {
			t.Fatal(err)
		}
		sector := rapid.SliceOfN(rapid.Uint32Range(0, 3), n, n).Draw(t, "sectors")
		p := network.SectorMajor(net, sector)
		if !slices.IsSorted(network.Forth(p, sector)) {
			t.Fatalf("sectors in the order %v", network.Forth(p, sector))
		}
		if !slices.Equal(network.Back(p, network.Forth(p, sector)), sector) {
			t.Fatal("there and back is elsewhere")
		}
		var links []network.Link
		for v := range uint32(n) {
			buyers, sold := net.Out().Row(v)
			for k, b := range buyers {
				links = append(links, network.Link{Supplier: p.To[v], Buyer: p.To[b], Weight: sold[k]})
			}
		}
		want, _, err := network.Build(n, links)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, net.Renumbered(p), all); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(net, net.Renumbered(p).Renumbered(network.Permutation{To: p.From, From: p.To}), all); diff != "" {
			t.Fatal(diff)
		}
	})
}
