package diagnosis

import (
	"fmt"
	"maps"
	"slices"

	"lianzhang/internal/region"
)

// Newcomer is a firm that might land.
type Newcomer struct {
	Name   string
	Region region.Code
	Nodes  []string // of the chain
	Amount int64    // fen per year on each of the nodes, or Unknown
	Grade  Grade
	Role   string
	Rungs  []string
	Listed bool
}

// Lift is what would change on one node if the newcomers landed.
type Lift struct {
	Node         string   `json:"id"`
	From         Class    `json:"from"`
	To           Class    `json:"to"`
	Score        *float64 `json:"score_from"`
	ScoreTo      *float64 `json:"score_to"`
	Hold         *float64 `json:"hold_from"`
	HoldTo       *float64 `json:"hold_to"`
	Share        *float64 `json:"national_share_from"`
	ShareTo      *float64 `json:"national_share_to"`
	HHI          *float64 `json:"hhi_from"`
	HHITo        *float64 `json:"hhi_to"`
	Reach        *int     `json:"suppliers_for_75_from"`
	ReachTo      *int     `json:"suppliers_for_75_to"`
	Supply       *float64 `json:"local_supply_from"`
	SupplyAtMost *float64 `json:"local_supply_at_most"` // if it sold to the place's buyers first
}

// Lifts compares the place as it is with the place after the newcomers landed:
// the nodes they stand on, and every other node whose class would change. A
// newcomer is taken as certain and is left out in the draws like any confirmed
// record. It refuses a node that the chain has not.
func (b *Board) Lifts(place region.Code, newcomers []Newcomer) ([]Lift, error) {
	after, on, err := b.with(newcomers)
	if err != nil {
		return nil, err
	}
	old, now := b.Diagnose(place, Options{}), Prepare(after, b.T).Diagnose(place, Options{})
	out := []Lift{}
	for k := range old.Nodes {
		x, y := &old.Nodes[k], &now.Nodes[k]
		amount, stands := on[k]
		if !stands && x.Class == y.Class {
			continue
		}
		l := Lift{
			Node: x.ID, From: x.Class, To: y.Class, Score: x.Score, ScoreTo: y.Score, Hold: x.Hold, HoldTo: y.Hold,
			Share: x.Measures.NationalShare, ShareTo: y.Measures.NationalShare, HHI: x.Measures.HHI, HHITo: y.Measures.HHI,
			Reach: x.Measures.Reach, ReachTo: y.Measures.Reach, Supply: x.Measures.LocalSupply,
		}
		if local, all := b.bought(place, k); all > 0 && amount != Unknown {
			l.SupplyAtMost = ptr6(float64(min(all, local+amount)) / float64(all))
		}
		out = append(out, l)
	}
	return out, nil
}

// with returns the picture with the newcomers, and what they make on each node.
func (b *Board) with(newcomers []Newcomer) (*Picture, map[int]int64, error) {
	p := *b.Picture
	p.Firms = slices.Clone(p.Firms)
	p.sites = slices.Clone(p.sites)
	p.Library = maps.Clone(p.Library)
	on := map[int]int64{}
	for i, n := range newcomers {
		firm := int32(len(p.Firms))
		p.Firms = append(p.Firms, Firm{
			PID: fmt.Sprintf("~%03d", i), Name: n.Name, Region: n.Region, Revenue: n.Amount, ValueAdded: Unknown,
			Role: n.Role, Rungs: n.Rungs, Listed: n.Listed,
		})
		sum := p.Library[n.Region]
		sum.Firms++
		if n.Amount != Unknown {
			sum.Amount += n.Amount * int64(len(n.Nodes))
		}
		p.Library[n.Region] = sum
		for _, id := range n.Nodes {
			k := slices.IndexFunc(p.Nodes, func(x Node) bool { return x.ID == id })
			if k < 0 {
				return nil, nil, unknownNode(id)
			}
			site := Site{Node: int32(k), Firm: firm, Region: n.Region, Amount: n.Amount, Sure: 1, Grade: n.Grade, PID: fmt.Sprintf("~%03d.%d", i, k)}
			at, _ := slices.BinarySearchFunc(p.sites[k], n.Region, func(s Site, r region.Code) int {
				if s.Region <= r {
					return -1
				}
				return 1
			})
			p.sites[k] = slices.Insert(slices.Clone(p.sites[k]), at, site)
			switch {
			case n.Amount == Unknown || on[k] == Unknown:
				on[k] = Unknown
			default:
				on[k] += n.Amount
			}
		}
	}
	p.sumLibrary()
	return &p, on, nil
}

// bought adds up what buyers of the place buy of the node, inside it and in all.
func (b *Board) bought(place region.Code, node int) (local, all int64) {
	b.eachBuyer(place, node, func(links []Purchase, _ int) {
		for i := range links {
			if links[i].Amount == Unknown {
				continue
			}
			all += links[i].Amount
			if place.Contains(links[i].SupplierRegion) {
				local += links[i].Amount
			}
		}
	})
	return local, all
}
