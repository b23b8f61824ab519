package diagnosis

import (
	"math"
	"math/rand/v2"
	"slices"

	"lianzhang/internal/engine/draw"
	"lianzhang/internal/region"
)

// tunes returns the published weights and cut-offs, and the draws around them:
// weights from a Dirichlet law with the published ones as mean, every cut-off
// moved by up to the spread.
func (t *Thresholds) tunes() (plain tune, draws []tune) {
	plain = tune{
		weights: t.weights(), lqOne: 1, depth: 1, lead: 1,
		strong: t.Classes.Strong, potentialBelow: t.Classes.PotentialBelow, need: t.Potential.Need,
	}
	r := draw.Stream(t.Draws.Seed, t.Version, "tunes")
	moved := func() float64 { return 1 + float64(t.Draws.Spread*(float64(2*draw.Uniform(r))-1)) }
	draws = make([]tune, t.Draws.Number)
	for i := range draws {
		draws[i] = tune{
			weights: dirichlet(r, plain.weights, t.Draws.Concentration),
			lqOne:   moved(), depth: moved(), lead: moved(),
			strong: float64(plain.strong * moved()), potentialBelow: float64(plain.potentialBelow * moved()), need: float64(plain.need * moved()),
		}
	}
	return plain, draws
}

// dirichlet draws weights whose mean is close to w: the gaps between sorted
// uniform numbers follow a Dirichlet law with whole parameters, here the
// nearest to concentration × w and at least 1 where w is positive. It needs no
// logarithm, whose last bit differs between machines.
//
// Source: Devroye, Non-Uniform Random Variate Generation (1986), chapter V.
func dirichlet(r *rand.PCG, w [parts]float64, concentration float64) [parts]float64 {
	var whole [parts]int
	total := 0
	for i := range w {
		if w[i] > 0 {
			whole[i] = max(1, int(math.Round(float64(concentration*w[i]))))
		}
		total += whole[i]
	}
	cuts := make([]float64, total+1)
	for i := 1; i < total; i++ {
		cuts[i] = draw.Uniform(r)
	}
	cuts[total] = 1
	slices.Sort(cuts[1:total])
	var out [parts]float64
	at := 0
	for i := range out {
		out[i] = cuts[at+whole[i]] - cuts[at]
		at += whole[i]
	}
	return out
}

// chance turns a probability into a bound for 32 random bits.
func chance(p float64) uint32 {
	return uint32(min(math.MaxUint32, math.Round(float64(unit(p)*(1<<32)))))
}

// bits hands out 32 random bits at a time.
type bits struct {
	r    *rand.PCG
	rest uint64
	half bool
}

func (b *bits) next() uint32 {
	if b.half {
		b.half = false
		return uint32(b.rest)
	}
	b.rest, b.half = b.r.Uint64(), true
	return uint32(b.rest >> 32)
}

// hold returns in how many of the draws the node keeps its class.
//
// Each draw takes other weights and cut-offs, leaves out each record with its
// chance, and gives every missing part a score anywhere from 0 to 1.
func (b *Board) hold(place region.Code, node int, f *facts, sites []Site, day string, class Class) int {
	r := draw.Stream(b.T.Draws.Seed, b.Chain, string(place), b.Nodes[node].ID)
	d := drawer{b: b, f: f, sites: sites, bits: bits{r: r}, base: chance(b.T.Draws.LeftOut)}
	d.chances = make([]uint32, len(sites))
	for i := range sites {
		d.chances[i] = max(d.base, chance(1-sites[i].Sure))
	}
	d.out, d.order = make([]bool, len(sites)), bySize(sites)
	for i := range b.searches[node] {
		if s := &b.searches[node][i]; b.valid(s, place, day) {
			d.searches = append(d.searches, s.Found > 0)
		}
	}
	same := 0
	for i := range b.tunes {
		if d.draw(&b.tunes[i]) == class {
			same++
		}
	}
	return same
}

// drawer judges one node again and again.
type drawer struct {
	b        *Board
	f        *facts
	sites    []Site
	chances  []uint32
	base     uint32
	out      []bool
	order    []int32
	searches []bool // found, for each valid search, latest first
	bits     bits
}

func (d *drawer) draw(tu *tune) Class {
	g := *d.f
	for i, c := range d.chances {
		gone := d.bits.next() < c
		d.out[i] = gone
		if gone {
			d.b.add(&g.tally, &d.sites[i], -1)
		}
	}
	g.national -= d.f.size(d.f.basis) - g.size(g.basis)
	g.searched, g.found = false, false
	for _, found := range d.searches {
		if kept := d.bits.next() >= d.base; kept && !g.searched {
			g.searched, g.found = true, found
		}
	}
	d.thin(&g.building)
	d.thin(&g.planned)
	d.thin(&g.institutes)
	if g.firms == 0 {
		class, _ := d.b.absent(&g, tu)
		return class
	}
	g.reach = d.b.reach(d.sites, d.out, d.order, &g)
	s := d.b.score(&g, tu)
	for i := range s.of {
		if s.why[i] != "" && s.why[i] != whyNation {
			s.of[i], s.why[i] = draw.Uniform(d.bits.r), ""
		}
	}
	score, _, _, _ := s.mean(&tu.weights)
	return d.b.present(&g, tu, score)
}

// thin leaves out each of n records with the chance of a confirmed one.
func (d *drawer) thin(n *int) {
	for range *n {
		if d.bits.next() < d.base {
			*n--
		}
	}
}
