package scenario

import (
	"fmt"
	"slices"

	"lianzhang/internal/diagnosis"
	"lianzhang/internal/engine/cascade"
	"lianzhang/internal/engine/network"
	"lianzhang/internal/region"
	"lianzhang/internal/supply"
)

// Economy is what questions are answered from: the supply network and who
// stands where on the chain asked for. It is only read.
type Economy struct {
	*supply.Picture
	Net   *network.Network // gaps filled from elsewhere
	Day   string           // civil day of the newest record
	Nodes []Node
	Seats []Seat
}

// Node is a node of the chain; Sector is that of the input–output table, or the
// last one when it is not known.
type Node struct {
	ID, Name string
	Sector   int
}

// Seat is a firm on a node.
type Seat struct {
	Vertex uint32
	Node   int // index into Nodes
	Region region.Code
	Grade  diagnosis.Grade
}

// named says in words what a hit is about.
func (e *Economy) named(h Hit) string {
	if h.Kind == HitRegion {
		return region.FullName(region.Code(h.ID))
	}
	if n, ok := e.node(h.ID); ok {
		return e.Nodes[n].Name
	}
	return h.ID
}

// node returns the index of a node by its ID.
func (e *Economy) node(id string) (int, bool) {
	i := slices.IndexFunc(e.Nodes, func(n Node) bool { return n.ID == id })
	return i, i >= 0
}

// shocks turns hits into the shock of every vertex: where several meet, the
// deepest counts. A hit that meets nobody is refused: its answer would be an
// empty one that looks like good news.
func (e *Economy) shocks(hits []Hit) (cascade.Scenario, error) {
	down, up := map[uint32]float64{}, map[uint32]float64{}
	for _, h := range hits {
		met := 0
		put := func(v uint32, both bool) {
			met++
			down[v] = max(down[v], h.Depth)
			if both {
				up[v] = max(up[v], h.Depth)
			}
		}
		if err := e.meet(h, put); err != nil {
			return nil, err
		}
		if met == 0 {
			return nil, refuse("nobody", e.named(h))
		}
	}
	scenario := make(cascade.Scenario, 0, len(down))
	for v, depth := range down {
		scenario = append(scenario, cascade.Shock{Firm: v, Down: depth, Up: up[v]})
	}
	slices.SortFunc(scenario, func(a, b cascade.Shock) int { return int(a.Firm) - int(b.Firm) })
	return scenario, nil
}

// meet calls put for every vertex that a hit meets.
func (e *Economy) meet(h Hit, put func(v uint32, both bool)) error {
	switch h.Kind {
	case HitFirm:
		v, ok := e.Vertex(h.ID)
		if !ok {
			return refuse("firm", h.ID)
		}
		put(v, true)
	case HitRegion:
		for i := range e.Firms {
			if region.Code(h.ID).Contains(e.Firms[i].Region) {
				put(uint32(i), true)
			}
		}
	case HitNode:
		n, ok := e.node(h.ID)
		if !ok {
			return refuse("node", h.ID)
		}
		for _, s := range e.Seats {
			if s.Node == n && (h.Within == "" || h.Within.Contains(s.Region)) {
				put(s.Vertex, true)
			}
		}
	case HitImport: // nobody at home loses a customer by it
		n, ok := e.node(h.ID)
		if !ok {
			return refuse("node", h.ID)
		}
		if v := e.Abroad(e.Nodes[n].Sector); e.Net.Out().Degree(v) > 0 {
			put(v, false)
		}
	default:
		return fmt.Errorf("scenario: hit of kind %q", h.Kind)
	}
	return nil
}

// coefficients prepares a network for cascades; weight is what the index is a
// share of, by vertex.
func (e *Economy) coefficients(net *network.Network, weight []float64, epsilon float64) (*cascade.Coefficients, error) {
	sector := make([]uint32, len(e.Sector))
	for i, k := range e.Sector {
		sector[i] = uint32(k)
	}
	return cascade.New(net, cascade.Firms{Sector: sector, Weight: weight}, e.Importance, cascade.Options{Epsilon: epsilon})
}

// draws builds the drawn networks one after another, two at a time, hands each
// to work and then, in the order of their numbers, to fold.
func draws[T any](e *Economy, ask *Ask, work func(net *network.Network) (T, error), fold func(d int, t T)) error {
	const together = 2
	for from := 0; from < ask.Draws; from += together {
		n := min(together, ask.Draws-from)
		out, errs := make([]T, n), make([]error, n)
		done := make(chan struct{})
		for i := range n {
			go func() {
				defer func() { done <- struct{}{} }()
				net, err := e.Draw(ask.Seed, from+i)
				if err == nil {
					out[i], err = work(net)
				}
				errs[i] = err
			}()
		}
		for range n {
			<-done
		}
		for i := range n {
			if errs[i] != nil {
				return errs[i]
			}
			fold(from+i, out[i])
		}
	}
	return nil
}
