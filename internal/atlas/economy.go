package atlas

import (
	"context"

	"lianzhang/internal/chain"
	"lianzhang/internal/date"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/industry"
	"lianzhang/internal/region"
	"lianzhang/internal/scenario"
)

// Economy returns what questions about a chain and a place are answered from, at
// the present data version.
func (a *Atlas) Economy(ctx context.Context, chainID string, place region.Code) (*scenario.Economy, error) {
	t, err := a.Map(ctx, chainID, place)
	if err != nil {
		return nil, err
	}
	p, err := a.Picture(ctx, t, diagnosis.InPlace)
	if err != nil {
		return nil, err
	}
	s, err := a.Supply(ctx)
	if err != nil {
		return nil, err
	}
	e := &scenario.Economy{Picture: s.Picture, Net: s.Net, Day: date.Today(date.FromMillis(s.Newest))}
	sectorOf := map[string]int{}
	for k, sector := range s.Table.Sectors {
		sectorOf[sector.Code] = k
	}
	for i := range p.Nodes {
		e.Nodes = append(e.Nodes, scenario.Node{ID: p.Nodes[i].ID, Name: p.Nodes[i].Name, Sector: sectorIn(sectorOf, t.Node(chain.NodeID(p.Nodes[i].ID)))})
		for _, site := range p.SitesOn(i) {
			if v, ok := s.Vertex(p.Firms[site.Firm].PID); ok {
				e.Seats = append(e.Seats, scenario.Seat{Vertex: v, Node: i, Region: site.Region, Grade: site.Grade})
			}
		}
	}
	return e, nil
}

// sectorIn returns the sector of the table that a node's goods belong to, the
// one past the last when that is not known.
func sectorIn(sectorOf map[string]int, n *chain.Node) int {
	if n != nil {
		for _, class := range n.Industries {
			if k, ok := sectorOf[industry.Sector(class)]; ok {
				return k
			}
		}
	}
	return len(sectorOf)
}
