package diagnosis

import (
	"math"
	"slices"
	"sync"

	"lianzhang/internal/region"
)

// Board is a picture measured with one set of thresholds: what is the same for
// every place. It is read-only and shared by all places.
type Board struct {
	*Picture
	T *Thresholds

	points   []int64  // leadership of each firm, in thousandths of a point
	counted  [][]Site // sites that count: confirmed, or confident enough
	national []tally  // by node
	levels   [region.LevelPark + 1]level
	tunes    []tune
	plain    tune
}

// tally is what a group of sites adds up to.
type tally struct {
	firms, qualified, known int64
	amount                  int64 // fen of those known
	points                  int64
	graded, low, middle     [2]int64 // by amount, by count
	high                    [2]int64
}

// level is how places of one level are compared.
type level struct {
	gdpYear int64 // 0: the library is the base
	gdp     int64 // of the nation in that year
	playing map[region.Code]bool
	peers   [2][][]float64 // by basis and node: intensities of places with firms there, ascending
}

const (
	amounts = iota
	counts
)

// Prepare measures a picture with a set of thresholds.
func Prepare(p *Picture, t *Thresholds) *Board {
	b := &Board{Picture: p, T: t, points: make([]int64, len(p.Firms))}
	for i := range p.Firms {
		b.points[i] = t.pointsOf(&p.Firms[i])
	}
	b.counted = make([][]Site, len(p.Nodes))
	b.national = make([]tally, len(p.Nodes))
	for k, sites := range p.sites {
		kept := make([]Site, 0, len(sites))
		for _, s := range sites {
			if s.Sure >= t.Placement.MinConfidence {
				kept = append(kept, s)
			}
		}
		b.counted[k] = kept
		b.national[k] = b.tally(kept)
	}
	var wg sync.WaitGroup
	for l := range b.levels {
		wg.Go(func() { b.levels[l] = b.level(region.Level(l)) }) // none knows of the others
	}
	wg.Wait()
	b.plain, b.tunes = t.tunes()
	return b
}

// pointsOf returns the leadership points of a firm in thousandths: its highest.
func (t *Thresholds) pointsOf(f *Firm) int64 {
	p := t.Leadership.Points
	best := p.Role[f.Role]
	for _, r := range f.Rungs {
		best = max(best, p.Rung[r])
	}
	if f.Listed {
		best = max(best, p.Listed)
	}
	return int64(math.Round(best * 1000))
}

// led tells whether anything is recorded of a firm's standing.
func led(f *Firm) bool { return f.Role != "" || f.Listed || len(f.Rungs) > 0 }

func (b *Board) tally(sites []Site) tally {
	var t tally
	for i := range sites {
		b.add(&t, &sites[i], 1)
	}
	return t
}

// add counts a site in (sign 1) or out (sign -1).
func (b *Board) add(t *tally, s *Site, sign int64) {
	f := &b.Firms[s.Firm]
	t.firms += sign
	if !f.BelowScale {
		t.qualified += sign
	}
	amount := int64(0)
	if s.Amount != Unknown {
		amount = sign * s.Amount
		t.known += sign
		t.amount += amount
	}
	t.points += sign * b.points[s.Firm]
	if s.Grade == Ungraded {
		return
	}
	t.graded[amounts] += amount
	t.graded[counts] += sign
	side := &t.low
	switch s.Grade {
	case Middle:
		side = &t.middle
	case High:
		side = &t.high
	}
	side[amounts] += amount
	side[counts] += sign
}

// enough tells whether amounts may be used for a tally.
func (t *Thresholds) enough(a tally) bool {
	return a.firms > 0 && a.amount > 0 && float64(a.known) >= float64(t.Scale.MinKnown*float64(a.firms))
}

// size of a tally on a basis.
func (t tally) size(basis int) int64 {
	if basis == amounts {
		return t.amount
	}
	return t.firms
}

// group calls do for each place of a level that has sites of the node.
func (b *Board) group(node int, l region.Level, do func(place region.Code, t tally)) {
	sites := b.counted[node]
	for i := 0; i < len(sites); {
		place, ok := above(sites[i].Region, l)
		if !ok {
			i++
			continue
		}
		var t tally
		for i < len(sites) {
			if at, _ := above(sites[i].Region, l); at != place {
				break
			}
			b.add(&t, &sites[i], 1)
			i++
		}
		do(place, t)
	}
}

// level finds who plays on this chain at a level, what the base is, and how
// intensely each place holds each node.
func (b *Board) level(l region.Level) level {
	out := level{playing: map[region.Code]bool{}}
	type group struct {
		place region.Code
		tally tally
	}
	var groups []group
	ends := make([]int, len(b.Nodes)) // where each node's groups end
	for k := range b.Nodes {
		b.group(k, l, func(place region.Code, t tally) {
			out.playing[place] = true
			groups = append(groups, group{place, t})
		})
		ends[k] = len(groups)
	}
	out.gdpYear, out.gdp = b.gdpBase(l, out.playing)
	for basis := range out.peers {
		out.peers[basis] = make([][]float64, len(b.Nodes))
		from := 0
		for k := range b.Nodes {
			var list []float64
			for _, g := range groups[from:ends[k]] {
				base, _ := b.base(&out, l, g.place, k, g.tally, basis)
				if size := g.tally.size(basis); size > 0 && base > 0 {
					list = append(list, float64(size)/float64(base))
				}
			}
			from = ends[k]
			slices.Sort(list)
			out.peers[basis][k] = list
		}
	}
	return out
}

// gdpBase returns the latest year in which the nation and enough of the places
// have a GDP, and the nation's; zeros when there is none.
func (b *Board) gdpBase(l region.Level, playing map[region.Code]bool) (year, nation int64) {
	if l == region.LevelNation || len(playing) == 0 {
		return 0, 0
	}
	for y, f := range b.gdp[region.Nation] {
		have := 0
		for place := range playing {
			if _, ok := b.gdp[place][y]; ok {
				have++
			}
		}
		if y > year && float64(have) >= float64(b.T.Scale.MinGDP*float64(len(playing))) {
			year, nation = y, f.Value
		}
	}
	return year, nation
}

// base returns what a place's and the nation's economic size is, in one unit:
// GDP, or the library without the firms of the node itself, so that a new firm
// on the node cannot lower its own quotient. Zero when it is not known.
func (b *Board) base(at *level, l region.Level, place region.Code, node int, local tally, basis int) (own, nation int64) {
	if at.gdpYear != 0 {
		return b.gdp[place][at.gdpYear].Value, at.gdp
	}
	o, n := b.library[l][place], b.library[region.LevelNation][region.Nation]
	if basis == amounts {
		own, nation = o.Amount-local.amount, n.Amount-b.national[node].amount
	} else {
		own, nation = o.Firms-local.firms, n.Firms-b.national[node].firms
	}
	return max(0, own), max(0, nation)
}
