package diagnosis

import (
	"cmp"
	"slices"

	"lianzhang/internal/engine/concentration"
	"lianzhang/internal/region"
)

// whole adds up the chain in the place, on both bases.
func (b *Board) whole(views []view) [2]int64 {
	var out [2]int64
	for i := range views {
		out[amounts] += views[i].amount
		out[counts] += views[i].firms
	}
	return out
}

// measure fills in the figures of a node.
func (b *Board) measure(out *Verdict, v *view, whole [2]int64) {
	m := &out.Measures
	m.Firms, m.Qualified, m.WithAmount = v.firms, v.qualified, v.known
	m.NationFirms = b.national[v.node].firms
	m.Single = v.firms == 1
	m.Dependence = map[int]string{1: "yes", 0: "no", -1: "unknown"}[v.dependent]
	if n := b.national[v.node]; n.known > 0 {
		m.NationAmount = &n.amount
	}
	if v.known > 0 {
		amount := v.amount
		m.Amount = &amount
	}
	b.measurePlace(m, v, whole)
	b.measureSuppliers(m, v)
	b.measureBuyers(m, v)
	if share, ok := b.marketShare(v); ok {
		m.MarketShare = ptr6(share)
	}
}

// measurePlace compares the place with nation and peers.
func (b *Board) measurePlace(m *Measures, v *view, whole [2]int64) {
	size := v.size(v.basis)
	if v.firms == 0 {
		return
	}
	if v.national > 0 && v.level != region.LevelNation {
		m.NationalShare = ptr6(float64(size) / float64(v.national))
	}
	if whole[v.basis] > 0 {
		m.LocalShare = ptr6(float64(size) / float64(whole[v.basis]))
	}
	lq, ok := v.lq()
	if !ok || v.level == region.LevelNation {
		return
	}
	m.LQ = ptr6(lq)
	x := float64(size) / float64(v.base)
	rank, ok := b.rank(&v.facts, x)
	if !ok {
		return
	}
	m.PeerRank = ptr6(rank)
	median := v.median()
	m.PeerMedian = ptr6(median / (float64(v.national) / float64(v.bases)))
	if median > 0 {
		m.PeerLQ = ptr6(x / median)
	}
}

// median is the intensity of the median peer, places without firms at zero and
// the place itself left out.
func (f *facts) median() float64 {
	others := slices.Clone(f.peers)
	if i := slices.Index(others, f.own); f.own > 0 && i >= 0 {
		others = slices.Delete(others, i, i+1)
	}
	zeros := f.peerCount - len(others)
	at := func(i int) float64 {
		if i < zeros {
			return 0
		}
		return others[i-zeros]
	}
	if f.peerCount%2 == 1 {
		return at(f.peerCount / 2)
	}
	return (at(f.peerCount/2-1) + at(f.peerCount/2)) / 2
}

func (b *Board) measureSuppliers(m *Measures, v *view) {
	if v.firms > 0 {
		if _, why := b.scoreValue(&v.facts); why == "" {
			graded := float64(v.graded[v.basis])
			m.HighShare, m.LowShare = ptr6(float64(v.high[v.basis])/graded), ptr6(float64(v.low[v.basis])/graded)
		}
	}
	if v.basis != amounts || v.amount <= 0 {
		return
	}
	var sizes []float64
	for _, i := range bySize(v.sites) {
		sizes = append(sizes, float64(v.sites[i].Amount))
	}
	if h, ok := concentration.HHI(sizes); ok {
		m.HHI = ptr6(h)
	}
	for n, to := range map[int]**float64{1: &m.CR1, 3: &m.CR3, 5: &m.CR5} {
		if cr, ok := concentration.CR(sizes, n); ok {
			*to = ptr6(cr)
		}
	}
	if n, ok := concentration.Reaching(sizes, b.T.Security.Reach); ok {
		m.Reach = &n
	}
}

func (b *Board) measureBuyers(m *Measures, v *view) {
	b.eachBuyer(v.place, v.node, func(_ []Purchase, suppliers int) {
		m.Buyers++
		if suppliers == 1 {
			m.SingleSource++
		}
	})
	if local, all := b.bought(v.place, v.node); all > 0 {
		m.LocalSupply = ptr6(float64(local) / float64(all))
	}
}

// marketShare adds up the stated domestic market shares of the place's
// products on the node, in percent, at most 100.
func (b *Board) marketShare(v *view) (float64, bool) {
	sum, any := 0.0, false
	for i := range b.products[v.node] {
		if p := &b.products[v.node][i]; v.place.Contains(p.Region) {
			sum, any = sum+p.Share, true
		}
	}
	return min(100, sum), any
}

// gradeNames are the names of grades in results.
var gradeNames = [...]string{"", "low", "middle", "high"}

// evidence names the records behind a verdict.
func (b *Board) evidence(v *view, views []view, o Options) *Evidence {
	e := &Evidence{
		Firms: []FirmEvidence{}, Searches: []SearchRef{}, Projects: []ProjectRef{}, Institutes: []NamedRef{},
		Products: []ProductRef{}, Single: []SingleRef{}, Beside: []NeighbourRef{},
	}
	e.Firms, e.Others = b.firmsBehind(v, o.Named)
	for i := range b.searches[v.node] {
		if s := &b.searches[v.node][i]; s.Region.Contains(v.place) {
			ref := SearchRef{ID: s.PID, Region: s.Region, On: s.On, By: s.By, Coverage: s.Coverage, Valid: b.valid(s, v.place, o.Day)}
			if s.Found != Unknown {
				found := s.Found
				ref.Found = &found
			}
			e.Searches = append(e.Searches, ref)
		}
	}
	for i := range b.projects[v.node] {
		if p := &b.projects[v.node][i]; v.place.Contains(p.Region) {
			e.Projects = append(e.Projects, ProjectRef{p.PID, p.Name, p.Region, p.Stage})
		}
	}
	for i := range b.institutes[v.node] {
		if p := &b.institutes[v.node][i]; v.place.Contains(p.Region) {
			e.Institutes = append(e.Institutes, NamedRef{p.PID, p.Name, p.Region})
		}
	}
	e.Trade = b.Trade(v.place, v.node, o.Day)
	for i := range b.products[v.node] {
		if p := &b.products[v.node][i]; v.place.Contains(p.Region) {
			e.Products = append(e.Products, ProductRef{p.PID, p.Firm, p.Share, gradeNames[p.Grade]})
		}
	}
	b.eachBuyer(v.place, v.node, func(links []Purchase, suppliers int) {
		e.Purchases += len(links)
		if suppliers == 1 && len(e.Single) < o.Named {
			e.Single = append(e.Single, SingleRef{links[0].Buyer, links[0].Supplier, links[0].PID})
		}
	})
	for _, n := range b.beside[v.node] {
		w := &views[n]
		class, _ := b.absent(&w.facts, &b.plain)
		if w.firms > 0 {
			class, _ = b.settle(w)
		}
		e.Beside = append(e.Beside, NeighbourRef{b.Nodes[n].ID, class})
	}
	return e
}

// firmsBehind names the first firms by amount, then standing, then ID, and
// counts the rest.
func (b *Board) firmsBehind(v *view, n int) ([]FirmEvidence, int) {
	order := make([]int, len(v.sites))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(x, y int) int {
		s, t := &v.sites[x], &v.sites[y]
		return cmp.Or(cmp.Compare(t.Amount, s.Amount), cmp.Compare(b.points[t.Firm], b.points[s.Firm]), cmp.Compare(s.PID, t.PID))
	})
	out := make([]FirmEvidence, 0, min(n, len(order)))
	for _, i := range order[:min(n, len(order))] {
		s := &v.sites[i]
		f := &b.Firms[s.Firm]
		e := FirmEvidence{
			ID: f.PID, Placement: s.PID, Name: f.Name, Region: s.Region, Sure: round6(s.Sure), Grade: gradeNames[s.Grade],
			Role: f.Role, Rungs: f.Rungs, Listed: f.Listed, Qualified: !f.BelowScale, Demo: f.Demo,
		}
		if s.Amount != Unknown {
			amount := s.Amount
			e.Amount = &amount
		}
		out = append(out, e)
	}
	return out, len(order) - len(out)
}
