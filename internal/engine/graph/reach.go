package graph

import (
	"slices"

	"lianzhang/internal/engine/network"
)

// Path is a way along links from supplier to buyer.
type Path struct {
	Firms  []uint32  // from the first to the last
	At     []float64 // length of the way up to each firm
	Number float64   // how many ways are as short
}

// ShortestPath returns a shortest supply path from one firm to another, counted
// in steps or, when byWeight, with the length 1/W of a link; false when there is
// none. Of several it is the one whose last firms have the smallest numbers. A
// path from a firm to itself has length 0.
//
// Source: Dijkstra, Numerische Mathematik 1 (1959).
func ShortestPath(net *network.Network, from, to uint32, byWeight bool) (Path, bool) {
	lengths := ones(net.Links())
	if byWeight {
		lengths = reciprocals(net.Out().Val)
	}
	s := newShortest(net.Out(), lengths)
	s.run(from, to)
	if !s.done[to] {
		return Path{}, false
	}
	p := Path{Number: s.paths[to]}
	for v := to; ; {
		p.Firms, p.At = append(p.Firms, v), append(p.At, s.dist[v])
		if v == from {
			break
		}
		next := uint32(None)
		for e := s.first[v]; e >= 0; e = s.before[e].older {
			next = min(next, s.before[e].vertex)
		}
		v = next
	}
	slices.Reverse(p.Firms)
	slices.Reverse(p.At)
	return p, true
}

// Neighbour is a firm some steps away.
type Neighbour struct{ Firm, Steps uint32 }

// Within returns the firms that 1 to steps steps along the rows lead to, nearest
// first, then by number: buyers and their buyers with the rows by supplier,
// suppliers and theirs with the rows by buyer.
func Within(rows network.Rows, v uint32, steps int) []Neighbour {
	seen := map[uint32]bool{v: true}
	var found []Neighbour
	level := []uint32{v}
	for step := uint32(1); int(step) <= steps && len(level) > 0; step++ {
		var next []uint32
		for _, u := range level {
			for _, w := range rows.Col[rows.Ptr[u]:rows.Ptr[u+1]] {
				if !seen[w] {
					seen[w] = true
					next = append(next, w)
				}
			}
		}
		slices.Sort(next)
		for _, w := range next {
			found = append(found, Neighbour{w, step})
		}
		level = next
	}
	return found
}

// CommonSuppliers returns the firms that supply every one of the buyers, in
// increasing order; all firms when there are no buyers.
func CommonSuppliers(net *network.Network, buyers []uint32) []uint32 {
	count := make([]int, net.Len())
	distinct := slices.Compact(slices.Sorted(slices.Values(buyers)))
	for _, b := range distinct {
		suppliers, _ := net.In().Row(b)
		for _, s := range suppliers {
			count[s]++
		}
	}
	var common []uint32
	for v, c := range count {
		if c == len(distinct) {
			common = append(common, uint32(v))
		}
	}
	return common
}

// Sole says that a buyer has one supplier only in a sector that it cannot do
// without.
type Sole struct {
	Buyer, Supplier uint32
	Weight          float64 // what it buys there
	Share           float64 // of all it buys
}

// SoleSources returns the pairs of a buyer and its only supplier in an essential
// sector, by buyer, then supplier. Sector gives the sector of each firm;
// essential tells whether buyers of the one sector cannot do without the other.
func SoleSources(net *network.Network, sector []uint32, essential func(supplying, buying uint32) bool) []Sole {
	in := net.In()
	bought := in.Sums()
	var pairs []Sole
	inSector := map[uint32]int{}
	for b := range uint32(net.Len()) {
		suppliers, val := in.Row(b)
		clear(inSector)
		for _, s := range suppliers {
			inSector[sector[s]]++
		}
		for k, s := range suppliers {
			if inSector[sector[s]] == 1 && essential(sector[s], sector[b]) {
				pairs = append(pairs, Sole{b, s, val[k], val[k] / bought[b]})
			}
		}
	}
	return pairs
}
