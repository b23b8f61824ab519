package diagnosis

import (
	"strconv"

	"lianzhang/internal/region"
)

// Codes of warnings; the catalog of messages has their sentences.
const (
	WarnWholeCycle = "DIAG_WHOLE_CYCLE" // a small place holds most of every stage
	WarnLibrary    = "DIAG_BASE_LIBRARY"
	WarnNoBase     = "DIAG_BASE_NONE"
	WarnFewPeers   = "DIAG_FEW_PEERS"
	WarnCounts     = "DIAG_COUNTS_ONLY"
	WarnDemo       = "DIAG_DEMO"
	WarnBreak      = "DIAG_SERIES_BREAK"
)

// warnings lists what a reader must know of the whole result.
func (b *Board) warnings(views []view, r *Result) []Warning {
	out := []Warning{}
	if nodes, whole := b.wholeCycle(views); whole && views[0].level >= region.LevelCounty {
		out = append(out, Warning{Code: WarnWholeCycle, Answer: true, Params: map[string]string{"nodes": strconv.Itoa(nodes), "all": strconv.Itoa(len(views))}})
	}
	switch {
	case r.Base.Kind == "none" && r.Level != "nation":
		out = append(out, Warning{Code: WarnNoBase})
	case r.Base.Kind == "library":
		out = append(out, Warning{Code: WarnLibrary})
	}
	if r.Level != "nation" && r.Base.Peers < b.T.Scale.MinPeers {
		out = append(out, Warning{Code: WarnFewPeers, Params: map[string]string{"peers": strconv.Itoa(r.Base.Peers)}})
	}
	held, counted, demo := 0, 0, false
	for i := range views {
		if views[i].firms == 0 {
			continue
		}
		held++
		if views[i].basis == counts {
			counted++
		}
		for j := range views[i].sites {
			demo = demo || b.Firms[views[i].sites[j].Firm].Demo
		}
	}
	if counted > 0 {
		out = append(out, Warning{Code: WarnCounts, Params: map[string]string{"nodes": strconv.Itoa(counted), "all": strconv.Itoa(held)}})
	}
	if demo {
		out = append(out, Warning{Code: WarnDemo})
	}
	for _, x := range b.Breaks {
		if r.Region.Contains(x.Region) {
			out = append(out, Warning{Code: WarnBreak, Params: map[string]string{"on": x.On, "reason": x.Reason}})
		}
	}
	return out
}

// wholeCycle tells whether the place holds its share of the nodes of every
// stage, and how many nodes it holds: a county or a park that does seems to
// close the whole cycle on too small a ground.
//
// Source: the guidance that small areas should not organise a whole industrial
// cycle (不宜在较小区域组织产业循环).
func (b *Board) wholeCycle(views []view) (nodes int, whole bool) {
	held, all := map[string]int{}, map[string]int{}
	for i := range views {
		stage := b.Nodes[i].Stage
		all[stage]++
		if views[i].firms > 0 {
			held[stage]++
			nodes++
		}
	}
	if nodes < b.T.WholeCycle.Nodes || len(all) < 2 {
		return nodes, false
	}
	for stage, n := range all {
		if float64(held[stage]) < float64(b.T.WholeCycle.StageShare*float64(n)) {
			return nodes, false
		}
	}
	return nodes, true
}
