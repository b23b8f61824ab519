package network

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"

	"lianzhang/internal/engine/draw"
)

// Economy is an invented economy of firms that looks like the ones that are
// measured from tax and payment data.
type Economy struct {
	Net         *Network
	Sector      []uint32  // of each firm, below len(Ess)
	Region      []uint32  // of each firm, below [SampleRegions]
	FinalDemand []float64 // sold to others than firms, per year, positive
	Output      []float64 // all that is sold, per year: final demand and the links
	Ess         [][]uint8 // [supplying sector][buying sector]: 0 negligible, 1 non-essential, 2 essential
}

// SampleRegions is the number of regions of an invented economy.
const SampleRegions = 21

// divisions are the numbers of divisions in the sections A to U of NACE Rev. 2,
// 88 in all, which are the sectors of an invented economy.
var divisions = [...]int{3, 5, 24, 1, 4, 3, 3, 5, 2, 6, 3, 1, 7, 6, 1, 1, 3, 4, 3, 2, 1}

// What shapes an invented economy. The tails are those of national networks of
// firms: the number of buyers falls with an exponent of about 1.3, the number of
// suppliers with about 1.8 (in the cumulated distribution).
//
// Source: Bacilieri, Borsos, Astudillo-Estévez, Lafond, "Firm-level production
// networks: what do we (really) know?", INET Oxford Working Paper 2023-08.
const (
	sizeTail    = 1.15 // exponent of the Pareto law of sizes
	sellsBySize = 0.9  // the chance to be chosen as supplier grows with size to this power
	buysBySize  = 0.65 // the number of suppliers grows with size to this power
	suppliers   = 7.75 // of a firm on average, before one drawn twice is dropped
	recipe      = 24   // sectors that a sector buys from
	home        = 0.5  // chance to look for a supplier in one's own region
	spread      = 1.2  // standard deviation of the logarithm of a weight
)

// Sample invents an economy of n firms; the same n and seed give the same one,
// bit for bit, on every machine. Sizes follow a Pareto law, so that degrees are
// scale-free; weights are log-normal around the size of the buyer and have three
// decimals; a sector buys from few sectors, and half of the time at home.
func Sample(n int, seed uint64) *Economy {
	e := &Economy{Ess: sampleEss(seed), Sector: make([]uint32, n), Region: make([]uint32, n)}
	sizes := make([]float64, n)
	r := draw.Stream(seed, "sample", "firms")
	sectors, regions := newLot(shares(r, len(e.Ess), 0.9)), newLot(shares(r, SampleRegions, 0.7))
	for i := range n {
		e.Sector[i], e.Region[i] = uint32(sectors.draw(r)), uint32(regions.draw(r))
		sizes[i] = draw.Exp(draw.Exponential(r) / sizeTail)
	}
	e.Net = sampleLinks(e, sizes, seed)
	e.finish(seed)
	return e
}

// shares returns n log-normal numbers.
func shares(r *rand.PCG, n int, sigma float64) []float64 {
	s := make([]float64, n)
	for i := range s {
		s[i] = draw.Exp(float64(sigma * draw.Normal(r)))
	}
	return s
}

// lot draws from a list by weight: sums[i] is the weight of all up to i.
type lot []float64

func newLot(weights []float64) lot {
	sums := make(lot, len(weights))
	total := 0.0
	for i, w := range weights {
		total += w
		sums[i] = total
	}
	return sums
}

func (l lot) draw(r *rand.PCG) int { return l.within(r, 0, len(l)) }

// within draws from the part of the list from from to to, which is not empty.
func (l lot) within(r *rand.PCG, from, to int) int {
	before := 0.0
	if from > 0 {
		before = l[from-1]
	}
	x := before + float64(draw.Uniform(r)*(l[to-1]-before))
	i, _ := slices.BinarySearchFunc(l[from:to], x, func(sum, x float64) int {
		if sum > x {
			return 1
		}
		return -1
	})
	return min(from+i, to-1)
}

// market has the firms in the order of sector and region, drawn by what they sell.
type market struct {
	firms []uint32
	lot   lot
	start []uint32 // of each pair of sector and region, and the end
}

func newMarket(e *Economy, sizes []float64) market {
	pair := func(i uint32) uint32 { return e.Sector[i]*SampleRegions + e.Region[i] }
	m := market{firms: make([]uint32, len(sizes)), start: make([]uint32, len(e.Ess)*SampleRegions+1)}
	for i := range sizes {
		m.start[pair(uint32(i))+1]++
	}
	for p := range len(m.start) - 1 {
		m.start[p+1] += m.start[p]
	}
	next := slices.Clone(m.start)
	sells := make([]float64, len(sizes))
	for i := range sizes {
		at := &next[pair(uint32(i))]
		m.firms[*at], sells[*at] = uint32(i), power(sizes[i], sellsBySize)
		*at++
	}
	m.lot = newLot(sells)
	return m
}

// supplier draws a firm of a sector, in the region or, where there is none or
// region is [SampleRegions], anywhere; it is false when the sector is empty.
func (m *market) supplier(r *rand.PCG, sector, region uint32) (uint32, bool) {
	from, to := m.start[sector*SampleRegions], m.start[(sector+1)*SampleRegions]
	if region < SampleRegions {
		if a, b := m.start[sector*SampleRegions+region], m.start[sector*SampleRegions+region+1]; a < b {
			from, to = a, b
		}
	}
	if from == to {
		return 0, false
	}
	return m.firms[m.lot.within(r, int(from), int(to))], true
}

func power(x, exponent float64) float64 { return draw.Exp(float64(exponent * draw.Log(x))) }

func sampleLinks(e *Economy, sizes []float64, seed uint64) *Network {
	n := len(sizes)
	buys, mean := make([]float64, n), 0.0
	for i, s := range sizes {
		buys[i] = power(s, buysBySize)
		mean += buys[i] / float64(n)
	}
	recipes := sampleRecipes(len(e.Ess), seed)
	m := newMarket(e, sizes)
	r := draw.Stream(seed, "sample", "links")
	links := make([]Link, 0, int(suppliers*float64(n)))
	var chosen []uint32
	for i := range uint32(n) {
		want := int(float64(suppliers*buys[i])/mean + draw.Uniform(r))
		chosen = chosen[:0]
		for range want {
			region := e.Region[i]
			if draw.Uniform(r) >= home {
				region = SampleRegions
			}
			if s, ok := m.supplier(r, recipes[e.Sector[i]].draw(r), region); ok && s != i {
				chosen = append(chosen, s)
			}
		}
		slices.Sort(chosen)
		chosen = slices.Compact(chosen)
		level := power(sizes[i], 1-buysBySize)
		for _, s := range chosen {
			w := float64(3*level) * draw.Exp(float64(spread*draw.Normal(r)))
			links = append(links, Link{s, i, max(0.001, round3(w))})
		}
	}
	net, _, err := Build(n, links)
	if err != nil {
		panic(err) // the links were just made well
	}
	return net
}

func round3(x float64) float64 { return math.Round(float64(x*1000)) / 1000 }

// basket is what a sector buys: sectors and how often.
type basket struct {
	sectors []uint32
	lot     lot
}

func (b basket) draw(r *rand.PCG) uint32 { return b.sectors[b.lot.draw(r)] }

// sampleRecipes draws the sectors that each sector buys from; its own is among them.
func sampleRecipes(sectors int, seed uint64) []basket {
	out := make([]basket, sectors)
	for k := range out {
		r := draw.Stream(seed, "sample", "recipe", strconv.Itoa(k))
		from := []uint32{uint32(k)}
		for len(from) < recipe {
			if s := uint32(draw.Below(r, sectors)); !slices.Contains(from, s) {
				from = append(from, s)
			}
		}
		out[k] = basket{from, newLot(shares(r, recipe, 1))}
	}
	return out
}

// sampleEss draws how essential goods are: by pair of sections, and now and then
// otherwise for a pair of divisions. Farming, mining, industry, energy and
// building (A to F) need more than offices do.
func sampleEss(seed uint64) [][]uint8 {
	r := draw.Stream(seed, "sample", "ess")
	var section []int
	for s, size := range divisions {
		for range size {
			section = append(section, s)
		}
	}
	value := func(supplying, buying int) uint8 {
		essential := 0.12
		if supplying <= 5 && buying <= 5 {
			essential = 0.5
		}
		switch u := draw.Uniform(r); {
		case u < essential:
			return 2
		case u < 0.87:
			return 1
		}
		return 0
	}
	var blocks [len(divisions)][len(divisions)]uint8
	for s := range blocks {
		for b := range blocks[s] {
			blocks[s][b] = value(s, b)
		}
	}
	ess := make([][]uint8, len(section))
	for k := range ess {
		ess[k] = make([]uint8, len(section))
		for l := range ess[k] {
			ess[k][l] = blocks[section[k]][section[l]]
			if draw.Uniform(r) < 0.15 {
				ess[k][l] = value(section[k], section[l])
			}
		}
	}
	return ess
}

// finish adds final demand: a share of what is sold to firms, and as much more
// as it takes for output to exceed what is bought by a margin of 5 to 60 %.
func (e *Economy) finish(seed uint64) {
	r := draw.Stream(seed, "sample", "demand")
	sold, bought := e.Net.Out().Sums(), e.Net.In().Sums()
	e.FinalDemand, e.Output = make([]float64, len(sold)), make([]float64, len(sold))
	for i := range sold {
		share, margin := float64(0.5*draw.Uniform(r)), 1.05+float64(0.55*draw.Uniform(r))
		e.FinalDemand[i] = max(0.001, round3(max(float64(share*sold[i]), float64(margin*bought[i])-sold[i])))
		e.Output[i] = round3(sold[i] + e.FinalDemand[i])
	}
}
