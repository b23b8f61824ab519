package ario

// Plain runs the model as it is written down, with full matrices. It is the
// oracle of [Model]; use it to understand a result or for small tables.
type Plain struct {
	*start
	blows *blows
	t     int
	State
	z      []float64 // flows, n×n, a step
	orders []float64 // O, n×n
	stock  []float64 // Ω, product × industry
}

// NewPlain prepares a run before step 0. It returns an [*InputError] when a
// number of table, parameters or events cannot be used. Events are not changed.
func NewPlain(t *Table, par Parameters, events []Event) (*Plain, error) {
	s, err := begin(t, par)
	if err != nil {
		return nil, err
	}
	b, err := newBlows(s, events)
	if err != nil {
		return nil, err
	}
	m := &Plain{start: s, blows: b, State: newState(s), stock: s.firstStocks()}
	for i := range s.n {
		for f := range s.n {
			m.z = append(m.z, s.flow(i, f))
		}
	}
	m.orders = append([]float64(nil), m.z...)
	return m, nil
}

// Stock returns the stocks before the next step, product × industry.
func (m *Plain) Stock() []float64 { return m.stock }

// Orders returns the orders standing for the next step, n×n, row is asked by column.
func (m *Plain) Orders() []float64 { return m.orders }

// Step runs one step.
func (m *Plain) Step() {
	m.blows.begin(m.t)
	for i := range m.n {
		m.others[i] = 0
		for f := range m.n {
			m.others[i] += m.orders[i*m.n+f]
		}
		m.others[i] += m.y[i]
	}
	m.ask(m.t, m.blows, &m.par)
	m.produce()
	m.deliver()
	m.blows.end(m.t, m.served)
	m.order()
	m.t++
}

// produce sets capacity, aim and production.
func (m *Plain) produce() {
	for f := range m.n {
		m.plan(f, m.start, m.blows)
		limit := 1.0
		for p := range m.products {
			required := m.need[p*m.n+f] * m.aim[f]
			if have := m.stock[p*m.n+f]; have < required {
				limit = min(limit, have/required)
			}
		}
		m.settle(f, limit, m.start)
	}
}

// deliver gives every client its share and brings stocks up to date, unless what
// comes in is close to what is used everywhere.
func (m *Plain) deliver() {
	in := make([]float64, len(m.stock))
	for i, p := range m.product {
		for f := range m.n {
			in[p*m.n+f] += float64(m.orders[i*m.n+f] * m.served[i])
		}
	}
	same := true
	for c, add := range in {
		same = same && near(add, m.use[c]*m.Production[c%m.n])
	}
	if same {
		return
	}
	for c, add := range in {
		m.stock[c] = max(0, m.stock[c]+(add-float64(m.use[c]*m.Production[c%m.n])))
	}
}

// order places the orders of the next step: what was used, and part of the gap to
// the wanted stock, unless all stocks are close to it.
func (m *Plain) order() {
	goals, same := make([]float64, len(m.stock)), true
	for c, have := range m.stock {
		goals[c] = goal(m.want[c], m.use[c], m.wanted(c%m.n, m.blows))
		same = same && near(have, goals[c])
	}
	kept, base := m.suppliers()
	for i, p := range m.product {
		for f := range m.n {
			c := p*m.n + f
			gap := 0.0
			if !same && !m.infinite(p) {
				gap = max(0, goals[c]-m.stock[c])
			}
			asked := gap/m.par.Restore + float64(m.use[c]*m.Production[f])
			m.orders[i*m.n+f] = float64(m.z[i*m.n+f]*kept[i]) * over(asked, base[c])
		}
	}
}

// suppliers returns the weight of every supplier and the sum of weighted flows of
// each product to each industry.
func (m *Plain) suppliers() (weight, base []float64) {
	weight, base = make([]float64, m.n), make([]float64, len(m.stock))
	for i := range weight {
		weight[i] = 1
		if m.par.Alternative {
			weight[i] = over(m.Capacity[i], m.x[i])
		}
	}
	for i, p := range m.product {
		for f := range m.n {
			base[p*m.n+f] += float64(m.z[i*m.n+f] * weight[i])
		}
	}
	return weight, base
}
