package atlas

import (
	"fmt"
	"slices"
	"strings"

	"lianzhang/internal/diagnosis"
	"lianzhang/internal/fact"
	"lianzhang/internal/list"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// firms are the firms on the chain's nodes, inside the place or outside it.
func (g *subjects) firms(inside bool) ([]list.Subject, bool, error) {
	chain := string(g.t.ID)
	firms, cut, err := g.tx.PlacedFirms(g.ctx, g.scope, chain, g.place, inside, candidates)
	if err != nil {
		return nil, false, err
	}
	honours, err := g.tx.ChainHonours(g.ctx, g.scope, chain)
	if err != nil {
		return nil, false, err
	}
	customs := map[string]*store.Custom{}
	if inside {
		if customs, err = g.tx.ChainCustoms(g.ctx, g.scope, chain, g.place); err != nil {
			return nil, false, err
		}
	}
	kind, rungs := fact.KindOf("firm"), fact.KindOf("honour").Field("rung")
	out := make([]list.Subject, 0, len(firms))
	for i := range firms {
		f := &firms[i]
		if g.byNode[f.Node] == nil {
			continue // the node is no longer on the map
		}
		values := list.RecordValues(kind, f.Values)
		values["firm_name"], values["region_name"] = values["name"], region.FullName(f.Region)
		values["confidence"], values["confirmed"] = f.Confidence, f.Confirmed
		values["honours"] = honours[f.PID]
		if honours[f.PID] == nil {
			values["honours"] = []string{}
		}
		set(values, "honour_names", words(rungs, honours[f.PID]))
		set(values, "placed_grade", f.Grade)
		set(values, "product_names", fmt.Sprint(either(values["products"], "")))
		if f.PlacedRole != "" && values["role"] == nil {
			values["role"] = f.PlacedRole
			set(values, "role_name", words(kind.Field("role"), []string{f.PlacedRole}))
		}
		if inside {
			custom(values, customs[f.PID])
		}
		g.onNode(values, f.Node)
		out = append(out, list.Subject{
			Key: f.PID + "/" + f.Node, Values: values, Node: f.Node, NodeName: fmt.Sprint(values["node_name"]),
			Evidence: []string{f.PID, f.Placement}, Date: f.AsOf, Demo: f.Demo,
		})
	}
	return out, cut, nil
}

// custom sets what the supply links say; no link on record is unknown custom,
// not none.
func custom(values map[string]any, c *store.Custom) {
	if c == nil {
		return
	}
	values["customers"] = float64(c.Buyers)
	set(values, "customer_names", strings.Join(c.Names, "、"))
	if c.Stated {
		values["sales_here"] = float64(c.Here) / 100
	}
}

// words writes options in words.
func words(f *fact.Field, ids []string) string {
	var out []string
	for _, id := range ids {
		if o := f.Option(id); o != nil {
			out = append(out, o.Zh)
		}
	}
	return strings.Join(out, "、")
}

func either(v, other any) any {
	if v == nil {
		return other
	}
	return v
}

// records are the records of a kind that belong to the chain.
func (g *subjects) records(kind *fact.Kind) ([]list.Subject, error) {
	records, err := g.tx.RecordsOnChain(g.ctx, g.scope, kind, string(g.t.ID))
	if err != nil {
		return nil, err
	}
	out := make([]list.Subject, 0, len(records))
	for i := range records {
		r := &records[i]
		values := list.RecordValues(kind, r.Values)
		if r.Region != "" {
			values["region_name"] = region.FullName(r.Region)
			values["inside"] = g.place.Contains(r.Region)
		}
		s := list.Subject{Key: r.PID, Values: values, Evidence: []string{r.PID}, Date: r.AsOf, Demo: r.Demo}
		if node, ok := r.Values["node"].(string); ok {
			g.onNode(values, node)
			s.Node, s.NodeName = node, fmt.Sprint(either(values["node_name"], node))
		}
		out = append(out, s)
	}
	return out, nil
}

// places are the places one level below, with what they have of the chain.
func (g *subjects) places() ([]list.Subject, error) {
	firms, _, err := g.tx.PlacedFirms(g.ctx, g.scope, string(g.t.ID), g.place, true, 10*candidates)
	if err != nil {
		return nil, err
	}
	parks, err := g.tx.RecordsOnChain(g.ctx, g.scope, fact.KindOf("park"), "")
	if err != nil {
		return nil, err
	}
	below := map[region.Code][]*store.PlacedFirm{}
	children := region.Children(g.place)
	total := map[string]bool{}
	for i := range firms {
		f := &firms[i]
		total[f.PID] = true
		for _, d := range children {
			if d.Code.Contains(f.Region) {
				below[d.Code] = append(below[d.Code], f)
			}
		}
	}
	var out []list.Subject
	for _, d := range children {
		if !g.scope.Sees(d.Code) {
			continue
		}
		s := list.Subject{Key: string(d.Code), Values: map[string]any{"place": string(d.Code), "place_name": d.Name}, Date: g.result.Day}
		g.presence(&s, below[d.Code], len(total))
		zone(&s, parks, d.Code)
		out = append(out, s)
	}
	return out, nil
}

// presence sets what the firms of a place come to. A sum over firms that do not
// all state their revenue is left out.
func (g *subjects) presence(s *list.Subject, firms []*store.PlacedFirm, total int) {
	distinct, nodes := map[string]bool{}, map[string]int{}
	var revenue int64
	stated := len(firms) > 0
	var names []string
	for _, f := range firms {
		nodes[f.Node]++
		s.Demo = s.Demo || f.Demo
		if distinct[f.PID] {
			continue
		}
		distinct[f.PID] = true
		amount, ok := f.Values["revenue"].(int64)
		revenue, stated = revenue+amount, stated && ok
		if len(names) < 3 {
			names = append(names, fmt.Sprint(f.Values["name"]))
			s.Evidence = append(s.Evidence, f.PID)
		}
	}
	s.Values["firms"], s.Values["nodes_present"] = float64(len(distinct)), float64(len(nodes))
	if total > 0 {
		s.Values["share_of_firms"] = float64(len(distinct)) / float64(total)
	}
	if stated {
		s.Values["revenue"] = float64(revenue) / 100
	}
	set(s.Values, "lead_names", strings.Join(names, "、"))
	order := sortedKeys(nodes)
	slices.SortStableFunc(order, func(a, b string) int { return nodes[b] - nodes[a] })
	var top []string
	for _, id := range order[:min(4, len(order))] {
		values := map[string]any{}
		g.onNode(values, id)
		top = append(top, fmt.Sprint(either(values["node_name"], id)))
	}
	set(s.Values, "top_nodes", strings.Join(top, "、"))
}

// zone sets the parks of a place and what they are for.
func zone(s *list.Subject, parks []fact.Record, place region.Code) {
	var names, positions, free []string
	for i := range parks {
		p := &parks[i]
		if !place.Contains(p.Region) {
			continue
		}
		s.Evidence, s.Demo = append(s.Evidence, p.PID), s.Demo || p.Demo
		names = append(names, fmt.Sprint(p.Values["name"]))
		if text, ok := p.Values["positioning"].(string); ok {
			positions = append(positions, text)
		}
		if area, ok := p.Values["free_area"].(float64); ok {
			free = append(free, fmt.Sprintf("%.1f%v", area, either(p.Values["area_unit"], "")))
		}
	}
	set(s.Values, "parks", strings.Join(names, "、"))
	set(s.Values, "positioning", strings.Join(positions, "；"))
	set(s.Values, "free_area", strings.Join(free, "、"))
}

// trade sets the external dependence of the latest year on record.
func (g *subjects) trade(s *list.Subject, t *diagnosis.Dependent) {
	if len(t.Years) == 0 {
		return
	}
	latest := t.Years[0]
	for _, y := range t.Years {
		s.Evidence = append(s.Evidence, y.Record)
		if y.Year > latest.Year {
			latest = y
		}
	}
	r, err := g.tx.Record(g.ctx, g.scope, fact.KindOf("dependence"), latest.Record)
	if err != nil {
		return // outside the scope
	}
	if share, ok := r.Values["dependence"].(float64); ok {
		s.Values["dependence"] = share
	}
	if text, ok := r.Values["main_source"].(string); ok {
		s.Values["main_source"] = text
	}
}
