package cascade

import (
	"math"

	"lianzhang/internal/engine/network"
)

// Plain follows one scenario as the definition reads, in the order of the
// network and with a table of firms by sectors. It is slow; the fast ways are
// tested against it. It takes what [New] takes, and refuses alike.
func Plain(net *network.Network, firms Firms, ess [][]uint8, opt Options, scenario Scenario) (Index, Losses, error) {
	opt, err := opt.checked()
	if err != nil {
		return Index{}, Losses{}, err
	}
	if err := firms.check(net.Len(), ess); err != nil {
		return Index{}, Losses{}, err
	}
	if err := scenario.check(net.Len()); err != nil {
		return Index{}, Losses{}, err
	}
	p := plain{net: net, firms: firms, ess: ess, opt: opt, sold: net.Out().Sums(), bought: net.In().Sums()}
	psi := Losses{make([]float64, net.Len()), make([]float64, net.Len())}
	for _, s := range scenario {
		psi.Down[s.Firm], psi.Up[s.Firm] = s.Down, s.Up
	}
	now := psi
	for t := 1; ; t++ {
		next := Losses{p.nextDown(psi.Down, now.Down), p.nextUp(psi.Up, now.Up)}
		index, before := p.index(next), p.index(now)
		rise := 0.0
		for i := range next.Down {
			rise = max(rise, next.Down[i]-now.Down[i], next.Up[i]-now.Up[i])
		}
		now = next
		on := rise > opt.Epsilon
		if opt.Rule == StopOnIndex {
			on = index.Total/before.Total > 1+opt.Epsilon
		}
		if !on || t == opt.MaxIterations {
			index.Iterations, index.GaveUp = t, on
			return index, now, nil
		}
	}
}

type plain struct {
	net          *network.Network
	firms        Firms
	ess          [][]uint8
	opt          Options
	sold, bought []float64
}

func (p *plain) market(i uint32) uint32 {
	if p.firms.Market != nil {
		return p.firms.Market[i]
	}
	return p.firms.Sector[i]
}

// sigma returns how hard it is to replace each firm.
func (p *plain) sigma(d []float64) []float64 {
	capacity := map[uint32]float64{}
	for i := range d {
		capacity[p.market(uint32(i))] += p.sold[i] * (1 - d[i])
	}
	sigma := make([]float64, len(d))
	for i := range sigma {
		a := capacity[p.market(uint32(i))]
		if a <= 1e-10 {
			a = 1
		}
		sigma[i] = min(1, p.sold[i]/a)
		if p.opt.NoReplacement {
			sigma[i] = 1
		}
	}
	return sigma
}

func (p *plain) nextDown(psi, d []float64) []float64 {
	sigma := p.sigma(d)
	next := make([]float64, len(d))
	for j := range next {
		suppliers, weights := p.net.In().Row(uint32(j))
		bySector := make([]float64, len(p.ess)) // Π of the buyer
		for e, i := range suppliers {
			bySector[p.firms.Sector[i]] += weights[e]
		}
		loss := make([]float64, len(p.ess)) // S of the buyer
		for e, i := range suppliers {
			k := p.firms.Sector[i]
			whole := bySector[k]
			if p.essential(k, j) == NonEssential {
				whole = p.bought[j]
			}
			loss[k] += weights[e] / whole * p.costFactor(j) * sigma[i] * d[i]
		}
		worst, added := 0.0, 0.0
		for k := range loss {
			switch p.essential(uint32(k), j) {
			case Essential:
				worst = max(worst, loss[k])
			case NonEssential:
				added += loss[k]
			}
		}
		next[j] = min(1, max(psi[j], worst, added))
	}
	return next
}

func (p *plain) essential(k uint32, buyer int) uint8 { return p.ess[k][p.firms.Sector[buyer]] }

func (p *plain) costFactor(j int) float64 {
	if p.firms.MaterialCost == nil || math.IsNaN(p.firms.MaterialCost[j]) || p.bought[j] == 0 {
		return 1
	}
	if p.firms.MaterialCost[j] == 0 {
		return p.bought[j]
	}
	return p.bought[j] / p.firms.MaterialCost[j]
}

func (p *plain) nextUp(psi, u []float64) []float64 {
	next := make([]float64, len(u))
	for i := range next {
		buyers, weights := p.net.Out().Row(uint32(i))
		lost := 0.0
		for e, j := range buyers {
			lost += weights[e] / p.revenue(i) * u[j]
		}
		next[i] = min(1, max(psi[i], lost))
	}
	return next
}

func (p *plain) revenue(i int) float64 {
	if p.firms.Revenue == nil || math.IsNaN(p.firms.Revenue[i]) {
		return p.sold[i]
	}
	if p.firms.Revenue[i] == 0 {
		return 1
	}
	return p.firms.Revenue[i]
}

func (p *plain) index(l Losses) Index {
	w := p.firms.Weight
	if w == nil {
		w = p.sold
	}
	var total, all, down, up float64
	for i := range w {
		total += w[i]
		all += w[i] * max(l.Down[i], l.Up[i])
		down += w[i] * l.Down[i]
		up += w[i] * l.Up[i]
	}
	return Index{Total: all / total, Down: down / total, Up: up / total}
}
