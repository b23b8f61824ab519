package inventory

import (
	"math"

	"lianzhang/internal/engine/network"
)

// Plainly runs the model step by step as it is written down, firm by firm and
// sector by sector, from day -1 to days-1. It is what [Model] is tested against,
// and slow. After every day it hands out the state, which is valid until watch
// returns; a nil watch is not called.
func Plainly(net *network.Network, f Firms, o Options, damages []Damage, days int, watch func(*PlainState)) ([]Day, error) {
	if err := check(net, f, o); err != nil {
		return nil, err
	}
	if err := checkDamages(net.Len(), damages); err != nil {
		return nil, err
	}
	p := newPlain(net, f, o)
	out := []Day{p.day(-1)}
	for t := range days {
		for i := range p.Capacity {
			p.Capacity[i] = p.Usual[i]
		}
		for _, d := range damages {
			p.Capacity[d.Firm] = float64(p.Usual[d.Firm] * (1 - d.Left(t)))
		}
		p.stockAndOrder()
		p.produce()
		p.deliver()
		out = append(out, p.day(t))
		if watch != nil {
			watch(p)
		}
	}
	return out, nil
}

// PlainState is the state of a plain run: by firm, and by buyer and supplier.
type PlainState struct {
	Usual, Capacity, Limit, Demand, Made, Consumed []float64
	Input                                          []map[uint32]*PlainLink

	net *network.Network
	f   Firms
	o   Options
}

// PlainLink is the state of what one buyer has from one supplier.
type PlainLink struct{ Usual, Stock, Order, Delivered float64 }

func newPlain(net *network.Network, f Firms, o Options) *PlainState {
	n := net.Len()
	p := &PlainState{Usual: net.Out().Sums(), Capacity: make([]float64, n), Limit: make([]float64, n), Demand: make([]float64, n), Input: make([]map[uint32]*PlainLink, n), net: net, f: f, o: o}
	for i := range n {
		p.Usual[i] += f.FinalDemand[i]
		p.Input[i] = map[uint32]*PlainLink{}
		suppliers, amounts := net.In().Row(uint32(i))
		for k, j := range suppliers {
			p.Input[i][j] = &PlainLink{amounts[k], float64(p.days(i) * amounts[k]), amounts[k], amounts[k]}
		}
	}
	p.Made = append([]float64(nil), p.Usual...)
	p.Consumed = append([]float64(nil), f.FinalDemand...)
	return p
}

func (p *PlainState) days(i int) float64 {
	if p.f.Days != nil {
		return p.f.Days[i]
	}
	return p.o.Days
}

// sums returns usual input and stock of a firm by sector of the supplier.
func (p *PlainState) sums(i int) (usual, stock map[uint32]float64) {
	usual, stock = map[uint32]float64{}, map[uint32]float64{}
	suppliers, _ := p.net.In().Row(uint32(i))
	for _, j := range suppliers {
		usual[p.f.Sector[j]] += p.Input[i][j].Usual
		stock[p.f.Sector[j]] += p.Input[i][j].Stock
	}
	return usual, stock
}

func (p *PlainState) stockAndOrder() {
	for i := range p.Input {
		usual, stock := p.sums(i)
		for j, l := range p.Input[i] {
			if p.Usual[i] == 0 {
				l.Order = l.Usual
				continue
			}
			share, used := p.Made[i]/p.Usual[i], 0.0
			if k := p.f.Sector[j]; stock[k] > 0 {
				used = float64(share * (usual[k] / stock[k]))
			}
			l.Stock = max(0, l.Stock+l.Delivered-float64(l.Stock*used))
			l.Order = p.o.order(l.Usual, share, p.days(i), l.Stock)
		}
	}
}

func (p *PlainState) produce() {
	copy(p.Demand, p.f.FinalDemand)
	for i := range p.Input {
		suppliers, _ := p.net.In().Row(uint32(i))
		for _, j := range suppliers {
			p.Demand[j] += p.Input[i][j].Order
		}
	}
	for i := range p.Made {
		usual, stock := p.sums(i)
		p.Limit[i] = math.Inf(1)
		for k := range usual {
			p.Limit[i] = min(p.Limit[i], float64(stock[k]/usual[k]*p.Usual[i]))
		}
		p.Made[i] = min(p.Capacity[i], p.Limit[i], p.Demand[i])
	}
}

func (p *PlainState) deliver() {
	for j := range p.Made {
		buyers, usual := p.net.Out().Row(uint32(j))
		var claims []claim
		for k, i := range buyers {
			claims = append(claims, claim{order: p.Input[i][uint32(j)].Order, usual: usual[k]})
		}
		var level float64
		level, p.Consumed[j] = p.o.ration(p.Made[j], p.Demand[j], p.f.FinalDemand[j], claims)
		for k, i := range buyers {
			l := p.Input[i][uint32(j)]
			l.Delivered = p.o.delivered(level, l.Order, usual[k])
		}
	}
}

func (p *PlainState) day(t int) Day {
	inputs := p.net.In().Sums()
	d := Day{Day: t}
	for i, made := range p.Made {
		d.Production += made
		d.Consumption += p.Consumed[i]
		if p.Usual[i] > 0 {
			d.ValueAdded += float64(made * (p.Usual[i] - inputs[i]) / p.Usual[i])
		}
	}
	return d
}
