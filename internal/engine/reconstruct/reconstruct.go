// Package reconstruct draws the links that the data of a supply network lack.
//
// Records name some suppliers of a firm and not others, while an input–output
// table tells how much a firm of its sector buys from each sector. What is left
// when the links on record are taken off is a [Gap]: so much a year, from some
// supplier of that sector, nobody knows which. Nothing else being known, the
// least assuming guess — that of maximum entropy, given what every firm can
// still sell and every gap still needs — is that suppliers are met in proportion
// to what they can still sell, independently of the buyer. [Problem.Draw] makes
// networks by that law, one for each number; what differs between them is what
// the data do not say. Bands over draws and [Problem.Narrow] turn this into
// "between this and that" and "this one fact would help most".
//
// Sources: Squartini, Caldarelli, Cimini, Gabrielli, Garlaschelli, Reconstruction
// methods for networks, Physics Reports 757 (2018), section 3 (the density-free
// maximum-entropy, or gravity, solution); Mungo, Brintrup, Garlaschelli, Lafond,
// Reconstructing supply networks, J. Phys. Complexity 5 (2024) 012001.
package reconstruct

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sort"

	"lianzhang/internal/engine/draw"
	"lianzhang/internal/engine/network"
)

// Gap is what a firm buys in a year from suppliers of a sector that are not on
// record, in the unit of the links.
type Gap struct {
	Buyer  uint32
	Sector int
	Amount float64
}

// Problem is a network with gaps. Firms are numbered from 0, sectors too.
type Problem struct {
	Sector    []int     // sector of every firm
	Capacity  []float64 // what every firm can sell beyond the links on record, ≥ 0
	Elsewhere []float64 // by sector: what sellers outside the records can sell, ≥ 0
	Gaps      []Gap
	// Sellers is how many times a supplier is drawn for one gap, each for an equal
	// part of it; at least 1. The same supplier may come up more than once.
	Sellers int

	sellers []sector
}

// sector is what is offered by the firms of one sector.
type sector struct {
	firms []uint32  // increasing
	until []float64 // running sum of their capacity
	total float64   // with what is sold from elsewhere
	place map[uint32]int
}

// Prepare checks the problem and orders its sellers. It must be called once,
// before anything is drawn; the problem must not be changed afterwards. Where
// gaps ask for more than a sector can sell, the rest comes from elsewhere.
//
// An amount or capacity that is not finite and not negative, and a firm or
// sector that does not exist, is refused.
func (p *Problem) Prepare() error {
	n, m := len(p.Sector), len(p.Elsewhere)
	if len(p.Capacity) != n {
		panic("reconstruct: a capacity for every firm")
	}
	if p.Sellers < 1 {
		return fmt.Errorf("reconstruct: %d sellers a gap", p.Sellers)
	}
	p.sellers = make([]sector, m)
	for i, k := range p.Sector {
		if k < 0 || k >= m || !amount(p.Capacity[i]) {
			return fmt.Errorf("reconstruct: firm %d: sector %d, capacity %v", i, k, p.Capacity[i])
		}
		if p.Capacity[i] == 0 {
			continue
		}
		s := &p.sellers[k]
		s.firms = append(s.firms, uint32(i))
		s.total += p.Capacity[i]
		s.until = append(s.until, s.total)
	}
	wanted := make([]float64, m)
	for i, g := range p.Gaps {
		if int(g.Buyer) >= n || g.Sector < 0 || g.Sector >= m || !amount(g.Amount) {
			return fmt.Errorf("reconstruct: gap %d: %+v", i, g)
		}
		wanted[g.Sector] += g.Amount
	}
	for k := range p.sellers {
		s := &p.sellers[k]
		if !amount(p.Elsewhere[k]) {
			return fmt.Errorf("reconstruct: sector %d: %v from elsewhere", k, p.Elsewhere[k])
		}
		s.total += max(p.Elsewhere[k], wanted[k]-s.total)
		s.place = make(map[uint32]int, len(s.firms))
		for at, f := range s.firms {
			s.place[f] = at
		}
	}
	return nil
}

func amount(v float64) bool { return v >= 0 && !math.IsInf(v, 1) }

// Seller draws who fills part of a gap; the number is that of a firm, or
// [Elsewhere].
const Elsewhere = ^uint32(0)

// Expected returns the expected sale of a firm to a gap of its sector in a year:
// the gap in proportion to what the firm offers among all who may fill it. A
// firm does not supply itself.
func (p *Problem) Expected(firm uint32, g Gap) float64 {
	s := &p.sellers[g.Sector]
	if p.Sector[firm] != g.Sector || firm == g.Buyer {
		return 0
	}
	total := s.total - p.own(s, g.Buyer)
	if total <= 0 {
		return 0
	}
	return g.Amount * p.Capacity[firm] / total
}

// own is what the buyer itself offers in the sector.
func (p *Problem) own(s *sector, buyer uint32) float64 {
	if _, sells := s.place[buyer]; sells {
		return p.Capacity[buyer]
	}
	return 0
}

// fill appends to sellers the sellers of gap g in draw d: always the same for
// the same seed, draw and gap, whatever else is drawn.
func (p *Problem) fill(seed, d uint64, g Gap, sellers []uint32) []uint32 {
	s := &p.sellers[g.Sector]
	r := stream(seed, d, g)
	own := p.own(s, g.Buyer)
	at, before := -1, 0.0
	if own > 0 {
		at = s.place[g.Buyer]
		before = s.until[at] - own
	}
	for range p.Sellers {
		u := draw.Uniform(r) * (s.total - own)
		if at >= 0 && u >= before {
			u += own // over the buyer itself
		}
		sellers = append(sellers, s.at(u, at))
	}
	return sellers
}

// at finds the seller at place u of the running sum, never the one to leave out.
func (s *sector) at(u float64, leave int) uint32 {
	i := sort.Search(len(s.until), func(i int) bool { return u < s.until[i] })
	if i == leave { // rounding at its very edge
		i++
	}
	if i >= len(s.firms) {
		return Elsewhere
	}
	return s.firms[i]
}

// stream is the random stream of a gap in a draw.
func stream(seed, d uint64, g Gap) *rand.PCG {
	return rand.NewPCG(mix(seed+mix(d)), mix(uint64(g.Buyer)<<20^uint64(g.Sector)))
}

// mix spreads the bits of x (SplitMix64, Steele, Lea and Flood 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Draw returns draw d of the missing links, in the order of the gaps. What comes
// from elsewhere is sold by vertex len(Sector)+k for sector k. The same seed and
// number give the same links.
func (p *Problem) Draw(seed uint64, d int) []network.Link {
	n := uint32(len(p.Sector))
	links := make([]network.Link, 0, len(p.Gaps)*2)
	var sellers []uint32
	for _, g := range p.Gaps {
		if g.Amount == 0 {
			continue
		}
		sellers = p.fill(seed, uint64(d), g, sellers[:0])
		slices.Sort(sellers)
		for from := 0; from < len(sellers); {
			to := from
			for to < len(sellers) && sellers[to] == sellers[from] {
				to++
			}
			part := g.Amount * (float64(to-from) / float64(p.Sellers))
			seller := sellers[from]
			if seller == Elsewhere {
				seller = n + uint32(g.Sector)
			}
			links = append(links, network.Link{Supplier: seller, Buyer: g.Buyer, Weight: part})
			from = to
		}
	}
	return links
}
