package inventory

import (
	"math"
	"sync"
	"sync/atomic"

	"lianzhang/internal/engine/network"
)

// groups is into how many parts the buyers are split; orders are added up inside
// a part and then part by part, whatever the number of threads.
const groups = 8

// Model is a network prepared for runs. It is not changed by them.
//
// Firms are renumbered by sector, so a buyer's links, in order of supplier, are in
// order of sector too. A link keeps its usual amount, its stock and its order;
// what is delivered over it follows from the supplier's level, see ration.
type Model struct {
	opt    Options
	perm   network.Permutation
	net    *network.Network // in the new numbers
	sector []uint32
	final  []float64
	days   []float64 // nil for the same everywhere
	usual  []float64 // production before
	added  []float64 // value added per unit of production

	links  []uint32 // by supplier: where its links stand among those of the buyers
	groups []uint32 // first buyer of each part of about as many links
}

// New prepares runs on a network. It refuses values that are no amounts and
// amounts whose sums are beyond what a number holds, with a [*ValueError], and
// panics unless there is one value for each firm.
func New(net *network.Network, f Firms, o Options) (*Model, error) {
	if err := check(net, f, o); err != nil {
		return nil, err
	}
	m := &Model{opt: o, perm: network.SectorMajor(net, f.Sector)}
	m.net = net.Renumbered(m.perm)
	m.sector, m.final = network.Forth(m.perm, f.Sector), network.Forth(m.perm, f.FinalDemand)
	if f.Days != nil {
		m.days = network.Forth(m.perm, f.Days)
	}
	m.usual, m.added = m.net.Out().Sums(), m.net.In().Sums()
	total := 0.0
	for i, c := range m.final {
		m.usual[i] += c
		total += m.usual[i]
		if m.added[i] = (m.usual[i] - m.added[i]) / m.usual[i]; m.usual[i] == 0 {
			m.added[i] = 0
		}
	}
	if days := m.longest(); math.IsInf(total*max(1, days), 1) {
		return nil, &ValueError{"output", -1, total}
	}
	m.split()
	if o.Rationing == LowestOrderFirst {
		m.index()
	}
	return m, nil
}

// longest is the largest number of days that any firm wants in stock.
func (m *Model) longest() float64 {
	days := m.opt.Days
	for _, d := range m.days {
		days = max(days, d)
	}
	return days
}

// split cuts the buyers into parts of about as many links.
func (m *Model) split() {
	ptr := m.net.In().Ptr
	m.groups = make([]uint32, groups+1)
	v := uint32(0)
	for g := range m.groups {
		for want := uint64(g) * uint64(m.net.Links()) / groups; int(v) < m.net.Len() && uint64(ptr[v]) < want; v++ {
		}
		m.groups[g] = v
	}
	m.groups[groups] = uint32(m.net.Len())
}

// index notes for every supplier where its links stand.
func (m *Model) index() {
	out, in := m.net.Out(), m.net.In()
	m.links = make([]uint32, m.net.Links())
	next := append([]uint32(nil), out.Ptr...)
	for e, supplier := range in.Col { // in order of buyer, as the rows of out are
		m.links[next[supplier]] = uint32(e)
		next[supplier]++
	}
}

// run is the state of one run, in the new numbers.
type run struct {
	*Model
	stock, order []float64 // by link
	made         []float64 // by firm
	limit        []float64 // by firm: what the scarcest input allows
	level        []float64 // by firm as supplier
	consumed     []float64 // by firm: delivered to final demand
	lost         []float64 // by firm: share of capacity missing today
	demand       [groups][]float64
	totals       []Day // by block of firms
}

const block = 1 << 12 // firms whose production is decided in one go

func (m *Model) start() *run {
	n := m.net.Len()
	in := m.net.In()
	r := &run{Model: m, stock: make([]float64, len(in.Val)), order: append([]float64(nil), in.Val...),
		made: append([]float64(nil), m.usual...), limit: make([]float64, n), level: make([]float64, n),
		consumed: append([]float64(nil), m.final...), lost: make([]float64, n), totals: make([]Day, (n+block-1)/block)}
	for i := range n {
		days := m.wanted(i)
		for e := in.Ptr[i]; e < in.Ptr[i+1]; e++ {
			r.stock[e] = float64(days * in.Val[e])
		}
		r.level[i] = 1
	}
	for g := range r.demand {
		r.demand[g] = make([]float64, n)
	}
	return r
}

func (m *Model) wanted(i int) float64 {
	if m.days != nil {
		return m.days[i]
	}
	return m.opt.Days
}

// inParallel does jobs 0 to n-1 on the threads of the model.
func (m *Model) inParallel(n int, job func(int)) {
	if m.opt.Threads < 2 || n < 2 {
		for k := range n {
			job(k)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(m.opt.Threads, n) {
		wg.Go(func() {
			for k := int(next.Add(1)) - 1; k < n; k = int(next.Add(1)) - 1 {
				job(k)
			}
		})
	}
	wg.Wait()
}
