package ario

import "math"

// start is what both programs compute once from a table.
type start struct {
	n, products int
	product     []int
	flows       []float64 // n×n, a year
	yearly      []float64 // output, a year
	y, x        []float64 // final demand and output, a step
	capital     []float64 // in the unit of the table
	// Product p and industry f stand at p·n+f.
	use  []float64 // A^S: units of product p in one unit of output of f
	want []float64 // stock wanted for one unit of output: n_p A^S, +Inf for infinite stocks
	need []float64 // stock below which one unit of output is not to be had: ψ n_p A^S, 0 where p never limits f
	par  Parameters
}

// limitThreshold says that a product limits an industry only if its yearly use
// exceeds this share of the output of one step (rule of the published program).
const limitThreshold = 1e-5

func begin(t *Table, par Parameters) (*start, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	n, products := t.Industries(), t.Products()
	if err := par.check(n, products); err != nil {
		return nil, err
	}
	s := &start{n: n, products: products, product: t.Product, flows: t.Z, par: par}
	s.yearly = rowSums(t.Z, n)
	for i, d := range t.Y {
		s.yearly[i] += d
	}
	s.levels(t.Y)
	if s.capital = par.Capital; s.capital == nil {
		s.capital = t.Capital()
	}
	s.stocks()
	return s, nil
}

// flow returns what i sells to f in a step. Industries without output take no part.
func (s *start) flow(i, f int) float64 {
	if s.yearly[i] > 0 && s.yearly[f] > 0 {
		return s.flows[i*s.n+f] / s.par.StepsPerYear
	}
	return 0
}

// levels sets demand and output.
func (s *start) levels(y []float64) {
	s.y, s.x = make([]float64, s.n), make([]float64, s.n)
	for i, out := range s.yearly {
		if out > 0 {
			s.x[i], s.y[i] = out/s.par.StepsPerYear, y[i]/s.par.StepsPerYear
		}
	}
}

// stocks sets what an industry uses, wants in stock and cannot do without.
func (s *start) stocks() {
	n := s.n
	bought := make([]float64, s.products*n) // Z^S, a year
	for i, p := range s.product {
		if s.yearly[i] <= 0 {
			continue
		}
		for f, v := range s.flows[i*n : (i+1)*n] {
			bought[p*n+f] += v
		}
	}
	s.use, s.want, s.need = make([]float64, len(bought)), make([]float64, len(bought)), make([]float64, len(bought))
	for p := range s.products {
		duration := s.duration(p)
		for f := range n {
			c := p*n + f
			if s.yearly[f] > 0 {
				s.use[c] = bought[c] / s.yearly[f]
			}
			if math.IsInf(duration, 1) {
				s.want[c] = duration
				continue
			}
			s.want[c] = duration * s.use[c]
			if s.use[c] > 0 && bought[c] > s.x[f]*limitThreshold {
				s.need[c] = s.par.Psi * s.want[c]
			}
		}
	}
}

// duration returns the stock of a product in steps of use.
func (s *start) duration(p int) float64 {
	if s.par.Inventory == nil {
		return 90
	}
	if d := s.par.Inventory[p]; d > 1 {
		return d
	}
	return 2
}

// infinite tells whether stocks of a product never end.
func (s *start) infinite(p int) bool { return math.IsInf(s.duration(p), 1) }

// goal returns the stock wanted at production x: with infinite stocks infinite,
// and not a number where nothing is used, which is close to nothing.
func goal(want, use, x float64) float64 {
	if math.IsInf(want, 1) {
		return want * (use * x)
	}
	return want * x
}

// firstStocks returns the stocks at the start.
func (s *start) firstStocks() []float64 {
	stock := make([]float64, len(s.want))
	for c, w := range s.want {
		if math.IsInf(w, 1) {
			stock[c] = w
		} else {
			stock[c] = w * s.x[c%s.n]
		}
	}
	return stock
}

func rowSums(m []float64, n int) []float64 {
	sums := make([]float64, n)
	for i := range n {
		for _, v := range m[i*n : (i+1)*n] {
			sums[i] += v
		}
	}
	return sums
}
