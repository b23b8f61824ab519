package pairing

import (
	"fmt"
	"math"
)

// Lane carries whole amounts one way, at a cost for each unit.
type Lane struct {
	From, To       int
	Capacity, Cost int64
}

// Flow is the cheapest way to ship as much as can be shipped.
type Flow struct {
	Total  int64   // amount shipped, the most there can be
	Cost   int64   // of shipping it, the least there can be
	Amount []int64 // by lane
	Sent   []int64 // by node: of its supply
	Got    []int64 // by node: of its demand
	Pivots int     // steps of the network simplex

	// Price is, by node, what one more unit there is worth, the total being what
	// it is; the least price of nodes that can exchange is 0. A lane with room to
	// spare never leads to a price higher by more than its cost; a lane in use
	// never to one higher by less.
	Price []int64
	// Rent is, by lane, what one more unit of capacity would save; 0 unless full.
	Rent []int64
}

// Ship sends as much as possible from nodes with supply to nodes with demand, and
// among all ways to do so takes a cheapest, by the network simplex method on the
// circulation that a lane back at a prohibitive gain closes. Amounts and
// capacities must not be negative; costs may be. It returns [ErrRange] when sums
// could leave the whole numbers of 64 bits. The pivots are bounded by the strongly
// feasible tree, which never turns in a circle. The same input gives the same flow.
//
// Source: Ahuja, Magnanti and Orlin, Network Flows (1993), chapter 11; block
// search for the entering lane: Grigoriadis (1986).
func Ship(supply, demand []int64, lanes []Lane) (*Flow, error) {
	if len(supply) != len(demand) {
		panic("pairing: supply and demand of different nodes")
	}
	n := len(supply)
	back, most, err := checkShip(supply, demand, lanes)
	if err != nil {
		return nil, err
	}
	source, sink := n, n+1
	t := newTree(n+2, len(lanes)+2*n+1)
	for _, l := range lanes {
		t.add(l.From, l.To, l.Capacity, l.Cost)
	}
	for v := range n {
		t.add(source, v, supply[v], 0)
		t.add(v, sink, demand[v], 0)
	}
	t.add(sink, source, most, -back)
	f := &Flow{}
	f.Pivots = t.run()
	f.Amount, f.Sent, f.Got = t.flow[:len(lanes)], make([]int64, n), make([]int64, n)
	for v := range n {
		f.Sent[v], f.Got[v] = t.flow[len(lanes)+2*v], t.flow[len(lanes)+2*v+1]
		f.Total += f.Sent[v]
	}
	for k, l := range lanes {
		f.Cost += f.Amount[k] * l.Cost
	}
	f.Price = t.prices(len(lanes) + 2*n)[:n]
	f.Rent = make([]int64, len(lanes))
	for k, l := range lanes {
		if d := l.Cost + f.Price[l.From] - f.Price[l.To]; d < 0 {
			f.Rent[k] = -d
		}
	}
	return f, nil
}

// checkShip refuses what cannot be shipped and returns the gain of the lane back,
// larger than the cost of any path, and the most that could come together.
func checkShip(supply, demand []int64, lanes []Lane) (back, most int64, err error) {
	n := len(supply)
	var sent, got, dear float64
	for v := range n {
		if supply[v] < 0 || demand[v] < 0 {
			return 0, 0, fmt.Errorf("pairing: negative supply %d or demand %d of node %d", supply[v], demand[v], v)
		}
		sent += float64(supply[v])
		got += float64(demand[v])
	}
	var spent float64
	for k, l := range lanes {
		if l.From < 0 || l.From >= n || l.To < 0 || l.To >= n {
			return 0, 0, fmt.Errorf("pairing: lane %d leads from %d to %d of %d nodes", k, l.From, l.To, n)
		}
		if l.Capacity < 0 {
			return 0, 0, fmt.Errorf("pairing: negative capacity %d of lane %d", l.Capacity, k)
		}
		dear = max(dear, math.Abs(float64(l.Cost)))
		spent += math.Abs(float64(l.Cost)) * float64(l.Capacity)
	}
	const limit = 1 << 60
	nodes := float64(n + 3)
	// Node values reach the number of nodes times the largest cost, which is the gain of the lane back.
	if max(sent, got) >= limit || spent >= limit || nodes*nodes*(dear+1) >= limit {
		return 0, 0, ErrRange
	}
	var s, g int64
	for v := range n {
		s, g = s+supply[v], g+demand[v]
	}
	return int64(n+3) * (int64(dear) + 1), min(s, g), nil
}

// Contradictions counts the lanes whose amount and price do not fit together, and
// the nodes that do not balance. It is 0 for a cheapest flow of its total.
func (f *Flow) Contradictions(supply, demand []int64, lanes []Lane) int {
	wrong := 0
	left := make([]int64, len(supply))
	for v := range left {
		left[v] = f.Sent[v] - f.Got[v]
		if f.Sent[v] < 0 || f.Sent[v] > supply[v] || f.Got[v] < 0 || f.Got[v] > demand[v] {
			wrong++
		}
	}
	for k, l := range lanes {
		left[l.From] -= f.Amount[k]
		left[l.To] += f.Amount[k]
		d := l.Cost + f.Price[l.From] - f.Price[l.To]
		if f.Amount[k] < 0 || f.Amount[k] > l.Capacity || (d < 0 && f.Amount[k] < l.Capacity) || (d > 0 && f.Amount[k] > 0) {
			wrong++
		}
	}
	for _, x := range left {
		if x != 0 {
			wrong++
		}
	}
	return wrong
}
