package cascade

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"lianzhang/internal/engine/network"
)

// Coefficients are a network made ready for cascades: firms renumbered market by
// market, the links of each buyer in slots, every link with the share of a loss
// that it hands on. They are immutable and may be used by many goroutines.
type Coefficients struct {
	opt     Options
	notes   Notes
	sectors int
	kernel  kernel
	narrow  int // links that a scenario may look at in one update while it is followed alone

	spare *sync.Pool      // of *single
	f32   *coefficients32 // with SinglePrecision

	// Firms stand market by market, inside a market sector by sector, inside a
	// sector by falling number of links: firm[r] is the firm that stands at r.
	firm, rank []uint32
	sector     []uint32  // at r
	sales      []float64 // s at r
	purchases  []float64 // c at r
	weight     []float64 // w at r
	total      float64   // Σw

	markets         blocks
	healthyPart     []float64 // Σs of each block
	healthyCapacity []float64 // of each market

	// Downstream: the slots of the buyer at j are slotPtr[j] to slotPtr[j+1], one
	// for each essential sector it buys from and the last for all non-essential
	// ones; the links of a slot are linkPtr[slot] to linkPtr[slot+1].
	slotPtr, linkPtr []uint32
	supplier         []uint32
	down             []float64
	// Upstream: the buyers of the supplier at i are upPtr[i] to upPtr[i+1].
	upPtr, buyer []uint32
	up           []float64
	// Suppliers of negligible inputs, who lose orders all the same.
	negPtr, negligible []uint32
}

// Notes counts what a reader of the results should know of the coefficients.
type Notes struct {
	NegligibleLinks      int // hand nothing downstream
	NoSales              int // firms that sell to no other firm
	RevenueBelowSales    int // firms whose revenue is less than their links say
	NoRevenue            int // sellers with revenue 0: their links are divided by 1
	CostsBelowPurchases  int // firms whose material cost is less than their links say
	NoCosts              int // buyers with material cost 0: divided by 1
	UnknownRevenue       int // sellers with unknown revenue: the sum of links is used
	UnknownCosts         int // buyers with unknown material cost: the sum of links is used
	MarketsWithoutOutput int // markets in which nobody sells to firms: nobody there can be replaced
}

// New prepares a network of n firms. Shapes: every slice of firms that is there
// has length n; ess is square, [supplying sector][buying sector], with entries
// [Negligible], [NonEssential] or [Essential]. It panics if shapes differ, and
// refuses with a [*ValueError] a sector outside ess, a weight, revenue or cost
// that is negative or infinite, a weight that is NaN, and an entry of ess above 2;
// options out of range with [ErrOption],
// and values so large or small that their sums or shares overflow with [ErrOverflow].
func New(net *network.Network, firms Firms, ess [][]uint8, opt Options) (*Coefficients, error) {
	opt, err := opt.checked()
	if err != nil {
		return nil, err
	}
	if err := firms.check(net.Len(), ess); err != nil {
		return nil, err
	}
	c := &Coefficients{opt: opt, sectors: len(ess), kernel: machine()}
	c.number(net, firms)
	c.describe(net, firms)
	c.fixDown(net, firms, ess)
	c.fixUp(net, firms)
	c.spare = &sync.Pool{New: func() any { return newSingle(c) }}
	c.narrow = (len(c.down) + len(c.up)) / 64
	if !c.finite() {
		return nil, ErrOverflow
	}
	if opt.SinglePrecision {
		c.fixSinglePrecision()
	}
	return c, nil
}

// finite tells whether all sums and shares are.
func (c *Coefficients) finite() bool {
	for _, values := range [][]float64{c.sales, c.purchases, c.healthyCapacity, c.down, c.up, {c.total}} {
		for _, v := range values {
			if math.IsInf(v, 0) || math.IsNaN(v) {
				return false
			}
		}
	}
	return true
}

// Len returns the number of firms.
func (c *Coefficients) Len() int { return len(c.firm) }

// Options returns the options that the coefficients were made with.
func (c *Coefficients) Options() Options { return c.opt }

// Notes returns what was met while the coefficients were made.
func (c *Coefficients) Notes() Notes { return c.notes }

func (f Firms) check(n int, ess [][]uint8) error {
	for k, row := range ess {
		if len(row) != len(ess) {
			panic("cascade: essentiality is not square")
		}
		for _, v := range row {
			if v > Essential {
				return &ValueError{"essentiality", k, float64(v)}
			}
		}
	}
	if len(f.Sector) != n || (f.Market != nil && len(f.Market) != n) {
		panic("cascade: sectors of other firms than the network's")
	}
	for i, k := range f.Sector {
		if int(k) >= len(ess) {
			return &ValueError{"sector", i, float64(k)}
		}
	}
	for _, v := range []struct {
		what    string
		values  []float64
		unknown bool
	}{{"weight", f.Weight, false}, {"revenue", f.Revenue, true}, {"material cost", f.MaterialCost, true}} {
		if v.values != nil && len(v.values) != n {
			panic("cascade: " + v.what + " of other firms than the network's")
		}
		for i, x := range v.values {
			if !(x >= 0 && !math.IsInf(x, 1)) && !(v.unknown && math.IsNaN(x)) {
				return &ValueError{v.what, i, x}
			}
		}
	}
	return nil
}

// number orders the firms.
func (c *Coefficients) number(net *network.Network, firms Firms) {
	type place struct{ market, sector, links, firm uint32 }
	places := make([]place, net.Len())
	for i := range places {
		v := uint32(i)
		places[i] = place{firms.Sector[i], firms.Sector[i], uint32(net.Out().Degree(v) + net.In().Degree(v)), v}
		if firms.Market != nil {
			places[i].market = firms.Market[i]
		}
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.market, b.market), cmp.Compare(a.sector, b.sector), cmp.Compare(b.links, a.links), cmp.Compare(a.firm, b.firm))
	})
	c.firm, c.rank = make([]uint32, len(places)), make([]uint32, len(places))
	sorted := make([]uint32, len(places))
	for r, p := range places {
		c.firm[r], c.rank[p.firm], sorted[r] = p.firm, uint32(r), p.market
	}
	c.markets = blocksOf(sorted)
}

// describe carries the values of firms over to the new order.
func (c *Coefficients) describe(net *network.Network, firms Firms) {
	n := net.Len()
	s, b := net.Out().Sums(), net.In().Sums()
	c.sector = make([]uint32, n)
	c.sales, c.purchases, c.weight = make([]float64, n), make([]float64, n), make([]float64, n)
	for r, i := range c.firm {
		c.sector[r], c.sales[r], c.purchases[r], c.weight[r] = firms.Sector[i], s[i], b[i], s[i]
		if firms.Weight != nil {
			c.weight[r] = firms.Weight[i]
		}
		if s[i] == 0 {
			c.notes.NoSales++
		}
	}
	c.total = c.markets.sum(func(r uint32) float64 { return c.weight[r] })
	healthy := make([]float64, n)
	for b := range len(c.markets.start) - 1 {
		c.healthyPart = append(c.healthyPart, c.left(c.markets.start[b], c.markets.start[b+1], healthy))
	}
	for m := range c.markets.len() {
		c.healthyCapacity = append(c.healthyCapacity, c.capacity(m, c.healthyPart))
		from, to := c.markets.firms(m)
		if !slices.ContainsFunc(c.sales[from:to], func(s float64) bool { return s > 0 }) {
			c.notes.MarketsWithoutOutput++
		}
	}
}
