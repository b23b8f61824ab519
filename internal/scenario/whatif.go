package scenario

import (
	"cmp"
	"context"
	"slices"

	"lianzhang/internal/engine/cascade"
	"lianzhang/internal/engine/network"
	"lianzhang/internal/region"
)

// Rows that an answer keeps at most; the figures are of all.
const (
	keptFirms   = 300
	keptFacts   = 5
	keptBackups = 10 // for one firm that fails
)

// Progress is told how far an answer has come.
type Progress func(done, total int)

// Answering answers a checked ask. The same economy and ask give the same answer.
func Answering(ctx context.Context, e *Economy, ask *Ask, progress Progress) (*Answer, error) {
	a := &Answer{Ask: *ask, DataVersion: e.Version, Day: e.Day, Rules: e.Rules.Version, RulesSum: e.Rules.SHA256, Coverage: e.Coverage, Warnings: []string{}}
	if !e.Coverage.HasTable {
		a.warn("SCENARIO_NO_TABLE")
	}
	if e.Coverage.Known < 0.5 {
		a.warn("SCENARIO_FEW_LINKS")
	}
	if ask.Draws == 0 {
		a.warn("SCENARIO_NO_DRAWS")
	}
	work := e.whatIf
	if ask.Kind == Systemic {
		work = e.systemic
	}
	if err := work(ctx, ask, a, progress); err != nil {
		return nil, err
	}
	return a, nil
}

func (a *Answer) warn(code string) { a.Warnings = append(a.Warnings, code) }

// outcome is what is kept of one drawn network.
type outcome struct {
	here, nation   totals
	nodes, sectors []float64
	losses         cascade.Losses
}

func (e *Economy) whatIf(ctx context.Context, ask *Ask, a *Answer, progress Progress) error {
	shocks, err := e.shocks(ask.Hits)
	if err != nil {
		return err
	}
	a.Shocked = len(shocks)
	follow := func(net *network.Network) (outcome, error) { return e.follow(ctx, net, ask, shocks, a) }
	plain, err := follow(e.Net)
	if err != nil {
		return err
	}
	sum := newTally(e, ask)
	drawn := func(net *network.Network) (outcome, error) {
		c, err := e.coefficients(net, nil, ask.Epsilon)
		if err != nil {
			return outcome{}, err
		}
		_, losses, err := c.Run(ctx, shocks)
		return e.outcome(ask, losses), err
	}
	err = draws(e, ask, drawn, func(d int, o outcome) {
		sum.add(o)
		progress(d+1, ask.Draws)
	})
	if err != nil {
		return err
	}
	e.extents(ask, a, &plain, sum)
	a.Firms = e.firmLosses(ask, shocks, &plain.losses, sum)
	a.Nodes = e.nodeRows(ask.Region, plain.nodes, sum)
	a.Sectors = e.sectorRows(plain.sectors, sum)
	a.Facts = e.facts(ask, shocks, &plain.losses, sum)
	a.Backups = e.backups(shocks, &plain.losses)
	if ask.Days > 0 {
		return e.course(ctx, ask, shocks, a)
	}
	return nil
}

// follow runs the plain network and notes how it went.
func (e *Economy) follow(ctx context.Context, net *network.Network, ask *Ask, shocks cascade.Scenario, a *Answer) (outcome, error) {
	c, err := e.coefficients(net, nil, ask.Epsilon)
	if err != nil {
		return outcome{}, err
	}
	index, losses, err := c.Run(ctx, shocks)
	if err != nil {
		return outcome{}, err
	}
	a.Iterations = index.Iterations
	if index.GaveUp {
		a.warn("SCENARIO_GAVE_UP")
	}
	return e.outcome(ask, losses), nil
}

func (e *Economy) outcome(ask *Ask, l cascade.Losses) outcome {
	if l.Down == nil {
		return outcome{}
	}
	o := outcome{here: e.totals(ask.Region, &l), nodes: e.nodeLosses(ask.Region, &l), sectors: e.sectorLosses(&l), losses: l}
	if ask.Region != region.Nation {
		o.nation = e.totals(region.Nation, &l)
	}
	return o
}

// tally gathers the draws, in their order.
type tally struct {
	here, nation   []totals
	nodes, sectors [][]float64 // by draw
	mean, often    []float64   // by firm, summed over the draws
}

func newTally(e *Economy, ask *Ask) *tally {
	t := &tally{}
	if ask.Draws > 0 {
		t.mean, t.often = make([]float64, len(e.Firms)), make([]float64, len(e.Firms))
	}
	return t
}

func (t *tally) add(o outcome) {
	t.here, t.nation = append(t.here, o.here), append(t.nation, o.nation)
	t.nodes, t.sectors = append(t.nodes, o.nodes), append(t.sectors, o.sectors)
	for i := range t.mean {
		x := loss(&o.losses, i)
		t.mean[i] += x
		if x >= hitFrom {
			t.often[i]++
		}
	}
}

// column is entry i of every row.
func column(rows [][]float64, i int) []float64 {
	out := make([]float64, len(rows))
	for d, row := range rows {
		out[d] = row[i]
	}
	return out
}

func (e *Economy) extents(ask *Ask, a *Answer, plain *outcome, sum *tally) {
	a.Here = e.extent(ask.Region, &plain.losses, plain.here, sum.here)
	if ask.Region != region.Nation {
		a.Nation = e.extent(region.Nation, &plain.losses, plain.nation, sum.nation)
	}
}

// firmLosses returns the firms that lose most: first those that were hit, then by
// output lost, where it is known, then by share.
func (e *Economy) firmLosses(ask *Ask, shocks cascade.Scenario, l *cascade.Losses, sum *tally) []FirmLoss {
	shock := map[uint32]float64{}
	for _, s := range shocks {
		shock[s.Firm] = max(s.Down, s.Up)
	}
	nodeOf := map[uint32]string{}
	for _, s := range e.Seats {
		if _, placed := nodeOf[s.Vertex]; !placed {
			nodeOf[s.Vertex] = e.Nodes[s.Node].ID
		}
	}
	type ranked struct {
		v    int
		x    float64
		size float64
	}
	var all []ranked
	for i := range e.Firms {
		x := loss(l, i)
		if sum.mean != nil {
			x = max(x, sum.mean[i]/float64(ask.Draws))
		}
		if x > 0 {
			all = append(all, ranked{i, x, float64(x * e.Weight[i])})
		}
	}
	slices.SortFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(shock[uint32(b.v)], shock[uint32(a.v)]), cmp.Compare(b.size, a.size), cmp.Compare(b.x, a.x), cmp.Compare(a.v, b.v))
	})
	out := make([]FirmLoss, 0, min(keptFirms, len(all)))
	for _, r := range all[:min(keptFirms, len(all))] {
		f := &e.Firms[r.v]
		row := FirmLoss{PID: f.PID, Name: f.Name, Region: f.Region, Node: nodeOf[uint32(r.v)], Demo: f.Demo, Shock: shock[uint32(r.v)], Down: l.Down[r.v], Up: l.Up[r.v]}
		if f.Size > 0 {
			lost := part(loss(l, r.v), f.Size, 0.01)
			row.Output = &lost
		}
		if sum.mean != nil {
			mean, often := sum.mean[r.v]/float64(ask.Draws), sum.often[r.v]/float64(ask.Draws)
			row.Mean, row.Often = &mean, &often
		}
		out = append(out, row)
	}
	return out
}

func (e *Economy) nodeRows(place region.Code, plain []float64, sum *tally) []NodeLoss {
	firms, sized := make([]int, len(e.Nodes)), make([]bool, len(e.Nodes))
	for _, s := range e.Seats {
		if place.Contains(s.Region) {
			firms[s.Node]++
			sized[s.Node] = sized[s.Node] || e.Weight[s.Vertex] > 0
		}
	}
	var out []NodeLoss
	for n := range e.Nodes {
		if firms[n] == 0 {
			continue
		}
		row := NodeLoss{Node: e.Nodes[n].ID, Name: e.Nodes[n].Name, Firms: firms[n], By: "firms", Lost: figureOf(plain[n], column(sum.nodes, n), e.Rules.Draws.Level)}
		if sized[n] {
			row.By = "output"
		}
		out = append(out, row)
	}
	return out
}

func (e *Economy) sectorRows(plain []float64, sum *tally) []SectorLoss {
	var out []SectorLoss
	for k, s := range e.Table.Sectors {
		f := figureOf(plain[k], column(sum.sectors, k), e.Rules.Draws.Level)
		if f.Value > 0 || (f.Band != nil && f.Band.High > 0) {
			out = append(out, SectorLoss{Code: s.Code, Name: s.Name, Lost: f})
		}
	}
	slices.SortStableFunc(out, func(a, b SectorLoss) int { return cmp.Compare(b.Lost.Value, a.Lost.Value) })
	return out
}

// facts names the missing facts that would narrow the band of the output lost
// here most: the firms watched are those that fail or are hit in the plain network.
func (e *Economy) facts(ask *Ask, shocks cascade.Scenario, l *cascade.Losses, sum *tally) []MissingFact {
	if ask.Draws == 0 {
		return nil
	}
	watched := make([]bool, len(e.Firms))
	for _, s := range shocks {
		if int(s.Firm) < len(watched) {
			watched[s.Firm] = true
		}
	}
	for i := range watched {
		watched[i] = watched[i] || loss(l, i) >= hitFrom
	}
	figures := make([]float64, ask.Draws)
	for d := range figures {
		figures[d] = sum.here[d].output
	}
	found, _ := e.Narrow(ask.Seed, figures, watched, keptFacts)
	out := make([]MissingFact, len(found))
	for i, fact := range found {
		g := e.Gaps()[fact.Gap]
		f := &e.Firms[g.Buyer]
		out[i] = MissingFact{Firm: f.PID, Name: f.Name, Region: f.Region, Amount: g.Amount, Explains: fact.Explains}
		if g.Sector < len(e.Table.Sectors) {
			out[i].Sector, out[i].Title = e.Table.Sectors[g.Sector].Code, e.Table.Sectors[g.Sector].Name
		}
	}
	return out
}
