package ario

import (
	"math"
	"sync"
	"sync/atomic"
)

// Model runs the model with one reading of every flow a step, in parallel over
// products. It gives the numbers of [Plain] bit for bit, whatever the number of
// threads.
//
// Orders are not stored as a matrix. An order is the flow of the table, times a
// weight of the supplier, times a factor of client and product; so a pass over the
// suppliers of one product to one client sums what they deliver, brings the stock up
// to date, sets the new factor and adds the new orders to what each supplier is
// asked for. Two rules of the published program look at all stocks at once ("all
// close"); they nearly always hold as in the step before, so a pass takes that for
// granted and is repeated when it was wrong.
type Model struct {
	*start
	blows *blows
	t     int
	State
	links         *links
	threads       int
	stock, later  []float64 // Ω, product × industry, now and after the step
	factor, next  []float64 // of the orders standing, and of those being placed
	weight, fresh []float64 // of suppliers, likewise
	ordered       []float64 // row sums of the orders being placed
	limit         []float64
	wants         []float64 // production that wanted stocks are for
	base          []float64 // weighted flows of product p to f when shares are fixed
	moved, apart  bool      // as in the last step: some stock moves; some stock is far from its goal
	never         bool      // infinite stocks of what nobody uses are never close
}

// NewModel prepares a run before step 0 on so many threads (at least one). It
// refuses what [NewPlain] refuses.
func NewModel(t *Table, par Parameters, events []Event, threads int) (*Model, error) {
	s, err := begin(t, par)
	if err != nil {
		return nil, err
	}
	b, err := newBlows(s, events)
	if err != nil {
		return nil, err
	}
	m := &Model{start: s, blows: b, State: newState(s), links: s.links(), threads: max(1, threads), stock: s.firstStocks()}
	s.flows = nil // all that is needed of them is in links
	cells := len(m.stock)
	m.later, m.factor, m.next = make([]float64, cells), make([]float64, cells), make([]float64, cells)
	for _, v := range []*[]float64{&m.weight, &m.fresh, &m.limit, &m.wants} {
		*v = make([]float64, s.n)
	}
	for c := range m.factor {
		m.factor[c] = 1
		m.never = m.never || (math.IsInf(m.want[c], 1) && m.use[c] == 0)
	}
	for i := range m.weight {
		m.weight[i], m.fresh[i] = 1, 1
	}
	m.ordered = m.links.sums(s.n)
	if !par.Alternative {
		m.base = make([]float64, cells)
		for c := range cells {
			for k := m.links.ptr[c]; k < m.links.ptr[c+1]; k++ {
				m.base[c] += m.links.value[k]
			}
		}
	}
	return m, nil
}

// Stock returns the stocks before the next step, product × industry.
func (m *Model) Stock() []float64 { return m.stock }

// Step runs one step.
func (m *Model) Step() {
	m.blows.begin(m.t)
	for i, o := range m.ordered {
		m.others[i] = o + m.y[i]
	}
	m.ask(m.t, m.blows, &m.par)
	m.produce()
	m.blows.end(m.t, m.served)
	for f := range m.n {
		m.wants[f] = m.wanted(f, m.blows)
		if m.par.Alternative {
			m.fresh[f] = over(m.Capacity[f], m.x[f])
		}
	}
	for {
		moved, apart := m.pass()
		if moved == m.moved && apart == m.apart {
			break
		}
		if moved == m.moved {
			m.apart = apart
		}
		m.moved = moved
	}
	m.stock, m.later = m.later, m.stock
	m.factor, m.next = m.next, m.factor
	m.weight, m.fresh = m.fresh, m.weight
	m.t++
}

// produce sets capacity, aim and production, in parallel over industries.
func (m *Model) produce() {
	for f := range m.n {
		m.plan(f, m.start, m.blows)
	}
	const block = 512
	m.each((m.n+block-1)/block, func(b int) {
		from, to := b*block, min(m.n, (b+1)*block)
		limit, aim := m.limit[from:to], m.aim[from:to]
		for f := range limit {
			limit[f] = 1
		}
		for p := range m.products {
			lower(limit, aim, m.need[p*m.n+from:p*m.n+to], m.stock[p*m.n+from:p*m.n+to])
		}
	})
	for f := range m.n {
		m.settle(f, m.limit[f], m.start)
	}
}

// lower lowers limits where the stock of a product is short.
func lower(limit, aim, need, stock []float64) {
	aim, need, stock = aim[:len(limit)], need[:len(limit)], stock[:len(limit)]
	for f, have := range stock {
		if required := need[f] * aim[f]; have < required {
			limit[f] = min(limit[f], have/required)
		}
	}
}

// pass delivers and orders every product, supposing moved and apart as they were;
// it tells what they are.
func (m *Model) pass() (moved, apart bool) {
	var anyMoved, anyApart atomic.Bool
	anyApart.Store(m.never)
	m.each(m.products, func(p int) {
		moved, apart := m.one(p)
		if moved {
			anyMoved.Store(true)
		}
		if apart {
			anyApart.Store(true)
		}
	})
	return anyMoved.Load(), anyApart.Load()
}

// one is one product of [Model.pass].
func (m *Model) one(p int) (moved, apart bool) {
	sup := m.suppliers(p)
	for f := range m.n {
		c := p*m.n + f
		lo, hi := m.links.ptr[c], m.links.ptr[c+1]
		if lo == hi {
			m.later[c] = m.stock[c]
			continue
		}
		ids, flows := m.links.from[lo:hi], m.links.value[lo:hi]
		var in, base float64
		if m.base == nil {
			in, base, flows = sup.deliverWeighed(ids, flows, m.factor[c])
		} else {
			in, base = sup.deliver(ids, flows, m.factor[c]), m.base[c]
		}
		used := float64(m.use[c] * m.Production[f])
		moved = moved || !near(in, used)
		stock := m.stock[c]
		if m.moved {
			stock = max(0, stock+(in-used))
		}
		m.later[c] = stock
		target := goal(m.want[c], m.use[c], m.wants[f])
		apart = apart || !near(stock, target)
		gap := 0.0
		if m.apart && !sup.endless {
			gap = max(0, target-stock)
		}
		m.next[c] = over(gap/m.par.Restore+used, base)
		sup.order(ids, flows, m.next[c])
	}
	for k, i := range sup.members {
		m.ordered[i] = sup.ordered[k]
	}
	return moved, apart
}

// suppliers are the industries that make one product, by place.
type suppliers struct {
	members []int32
	endless bool      // stocks of the product never end
	old     []float64 // weights when the orders were placed
	fresh   []float64 // weights for new orders
	served  []float64 // what is delivered of every unit asked for
	ordered []float64 // sums of new orders
	weighed []float64 // flows to one client by new weights
}

func (m *Model) suppliers(p int) *suppliers {
	s := &suppliers{members: m.links.members[p], endless: m.infinite(p)}
	w := len(s.members)
	for _, v := range []*[]float64{&s.old, &s.fresh, &s.served, &s.ordered, &s.weighed} {
		*v = make([]float64, w)
	}
	for k, i := range s.members {
		s.old[k], s.fresh[k], s.served[k] = m.weight[i], m.fresh[i], m.served[i]
	}
	return s
}

// deliver returns what comes in at one client whose orders are flows times factor.
func (s *suppliers) deliver(ids []uint16, flows []float64, factor float64) float64 {
	in := 0.0
	for k, v := range flows {
		in += float64(float64(v*factor) * s.served[ids[k]])
	}
	return in
}

// deliverWeighed is deliver with weights of suppliers. It also returns the flows by
// their new weights, and their sum.
func (s *suppliers) deliverWeighed(ids []uint16, flows []float64, factor float64) (in, base float64, weighed []float64) {
	weighed = s.weighed[:len(flows)]
	for k, v := range flows {
		i := ids[k]
		in += float64(float64(float64(v*s.old[i])*factor) * s.served[i])
		w := float64(v * s.fresh[i])
		weighed[k] = w
		base += w
	}
	return in, base, weighed
}

// order adds new orders, weighed flows times factor, to what suppliers are asked for.
func (s *suppliers) order(ids []uint16, flows []float64, factor float64) {
	for k, v := range flows {
		s.ordered[ids[k]] += float64(v * factor)
	}
}

// each calls do for 0 … n−1 on the threads of the model; do writes to places of
// its own, so the order does not matter.
func (m *Model) each(n int, do func(k int)) {
	var at atomic.Int64
	var wait sync.WaitGroup
	for range min(m.threads, n) {
		wait.Go(func() {
			for k := int(at.Add(1)) - 1; k < n; k = int(at.Add(1)) - 1 {
				do(k)
			}
		})
	}
	wait.Wait()
}
