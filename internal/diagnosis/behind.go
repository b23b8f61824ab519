package diagnosis

import (
	"fmt"
	"slices"

	"lianzhang/internal/region"
)

// Behind lists for each node the records that its verdict in a place rests on,
// each as public ID, "@", and the data version at which it last changed, in
// order. It is what [Changes] compares.
func (b *Board) Behind(place region.Code) map[string][]string {
	out := make(map[string][]string, len(b.Nodes))
	for k := range b.Nodes {
		var list []string
		add := func(pid string, version int64) { list = append(list, fmt.Sprintf("%s@%d", pid, version)) }
		sites, _ := within(b.counted[k], place)
		for i := range sites {
			s := &sites[i]
			add(b.Firms[s.Firm].PID, b.Firms[s.Firm].Version)
			add(s.PID, s.Version)
		}
		for i := range b.searches[k] {
			if s := &b.searches[k][i]; s.Region.Contains(place) {
				add(s.PID, s.Version)
			}
		}
		for i := range b.projects[k] {
			if p := &b.projects[k][i]; place.Contains(p.Region) {
				add(p.PID, p.Version)
			}
		}
		for i := range b.institutes[k] {
			if p := &b.institutes[k][i]; place.Contains(p.Region) {
				add(p.PID, p.Version)
			}
		}
		for i := range b.trade[k] {
			if d := &b.trade[k][i]; orNation(d.Region).Contains(place) {
				add(d.PID, d.Version)
			}
		}
		for i := range b.products[k] {
			if p := &b.products[k][i]; place.Contains(p.Region) {
				add(p.PID, p.Version)
			}
		}
		for i := range b.purchases[k] {
			if l := &b.purchases[k][i]; place.Contains(l.BuyerRegion) {
				add(l.PID, l.Version)
			}
		}
		slices.Sort(list)
		out[b.Nodes[k].ID] = slices.Compact(list)
	}
	return out
}
