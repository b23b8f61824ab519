package atlas

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"

	"lianzhang/internal/chain"
	"lianzhang/internal/date"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/money"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// gdpNames are the indicators that mean gross domestic product.
var gdpNames = []string{"GDP", "gdp", "地区生产总值", "国内生产总值", "生产总值"}

// provinces is how many places of the first level statistics cover.
const provinces = 31

// template turns a chain's template into the nodes and the goes-into network
// of a diagnosis. Returns, such as recycling, are left out of the network.
func template(t *chain.Template) *diagnosis.Input {
	in := &diagnosis.Input{Chain: string(t.ID), Template: t.Version}
	index := map[chain.NodeID]int32{}
	for i := range t.Nodes {
		n := &t.Nodes[i]
		index[n.ID] = int32(i)
		in.Nodes = append(in.Nodes, diagnosis.Node{ID: string(n.ID), Name: n.Name.Zh, Stage: t.Position(n)})
	}
	for _, e := range t.Edges {
		from, ok1 := index[e.From]
		to, ok2 := index[e.To]
		if ok1 && ok2 && !e.Feedback {
			in.Into = append(in.Into, [2]int32{from, to})
		}
	}
	return in
}

// composer puts the rows of one chain together.
type composer struct {
	in       *diagnosis.Input
	records  *store.ChainRecords
	nodes    map[string]int32
	firms    map[string]int32
	onNodes  []int // nodes each firm stands on
	plants   map[string][]store.Plant
	offices  map[office]bool
	products map[string][]store.MadeProduct
}

// office is a firm's place that is recorded as a head office, a laboratory or a
// sales unit.
type office struct {
	firm   string
	region region.Code
}

// compose fills in the input from the rows.
func compose(in *diagnosis.Input, records *store.ChainRecords, nation *store.Nationwide, nodes map[string]int32) {
	c := &composer{in: in, records: records, nodes: nodes, plants: map[string][]store.Plant{}, offices: map[office]bool{}, products: map[string][]store.MadeProduct{}}
	in.Searches, in.Projects, in.Institutes = records.Searches, records.Projects, records.Institutes
	in.Trade, in.Bought = slices.Clone(records.Trade), records.Purchases
	for i := range in.Trade {
		in.Trade[i].ImportHHI, in.Trade[i].WorldHHI = asShare(in.Trade[i].ImportHHI), asShare(in.Trade[i].WorldHHI)
	}
	placed := onePlacement(records.Placed)
	c.firms, in.Firms = make(map[string]int32, len(placed)), make([]diagnosis.Firm, 0, len(placed))
	in.Sites, c.onNodes = make([]diagnosis.Site, 0, len(placed)), make([]int, 0, len(placed))
	for i := range placed {
		c.firm(&placed[i])
	}
	if newest := max(nation.Newest, c.newest(placed)); newest > 0 {
		in.Batch = date.Today(date.FromMillis(newest))
	}
	c.honours()
	for _, p := range records.Plants {
		switch {
		case !standing(p.From, p.Until, in.Batch):
		case production(p.Kind):
			c.plants[p.Firm] = append(c.plants[p.Firm], p)
		default:
			c.offices[office{p.Firm, p.Region}] = true
		}
	}
	for _, p := range records.Products {
		c.products[p.Firm] = append(c.products[p.Firm], p)
		if p.Stated {
			in.Products = append(in.Products, p.Product)
		}
	}
	for i := range placed {
		c.site(&placed[i])
	}
	in.Library, in.Breaks = nation.Library, slices.Clone(nation.Breaks)
	in.GDP = grossProducts(nation.GDP)
}

// newest is the instant of the latest change of what the picture shows.
func (c *composer) newest(placed []store.Placed) int64 {
	at := c.records.Newest
	for i := range placed {
		at = max(at, placed[i].At)
	}
	for i := range c.records.Plants {
		if p := &c.records.Plants[i]; p.At > at && c.known(p.Firm) {
			at = p.At
		}
	}
	for i := range c.records.Rungs {
		if h := &c.records.Rungs[i]; h.At > at && c.known(h.Firm) {
			at = h.At
		}
	}
	for i := range c.records.Products {
		at = max(at, c.records.Products[i].At)
	}
	for _, part := range c.records.Purchases {
		for i := range part {
			at = max(at, part[i].At)
		}
	}
	return at
}

func (c *composer) known(firm string) bool {
	_, known := c.firms[firm]
	return known
}

// onePlacement keeps one placement for each firm and node: a firm may be placed
// on a shared node under several chains. The surest comes first and stays.
func onePlacement(all []store.Placed) []store.Placed {
	same := func(a, b store.Placed) bool { return a.Firm == b.Firm && a.Node == b.Node }
	for i := 1; i < len(all); i++ {
		if same(all[i-1], all[i]) {
			return slices.CompactFunc(slices.Clone(all), same)
		}
	}
	return all
}

// chainsOf are the chains under which records may name the nodes of a map.
func chainsOf(t *chain.Template) []string {
	all := []string{string(t.ID)}
	for i := range t.Nodes {
		for _, id := range t.Nodes[i].Chains {
			if !slices.Contains(all, string(id)) {
				all = append(all, string(id))
			}
		}
	}
	return all
}

// fingerprint tells maps apart that may have one ID and version: a place's
// overrides change nodes and edges.
func fingerprint(t *chain.Template) string {
	var b strings.Builder
	for i := range t.Nodes {
		n := &t.Nodes[i]
		fmt.Fprintf(&b, "%s\x00%s\x00%s\x00%v\n", n.ID, n.Name.Zh, t.Position(n), n.Chains)
	}
	for _, e := range t.Edges {
		fmt.Fprintf(&b, "%s\x00%s\x00%v\n", e.From, e.To, e.Feedback)
	}
	return t.Version + " " + Sum([]byte(b.String()))
}

// asShare reads a Herfindahl index given in points of ten thousand as a share.
func asShare(h *float64) *float64 {
	if h == nil || *h <= 1 {
		return h
	}
	share := *h / 10_000
	return &share
}

func (c *composer) firm(p *store.Placed) {
	role := p.Role
	if role == "" {
		role = p.FirmRole
	}
	if i, known := c.firms[p.Firm]; known {
		c.onNodes[i]++
		if p.Role != "" && c.in.Firms[i].Role == "" {
			c.in.Firms[i].Role = p.Role
		}
		return
	}
	c.firms[p.Firm] = int32(len(c.in.Firms))
	c.onNodes = append(c.onNodes, 1)
	revenue := p.Revenue
	if revenue == diagnosis.Unknown {
		revenue = p.Output
	}
	c.in.Firms = append(c.in.Firms, diagnosis.Firm{
		PID: p.Firm, Name: p.Name, Region: p.FirmRegion, Revenue: revenue, ValueAdded: p.ValueAdded, Role: role,
		Listed: p.Listed != "", BelowScale: p.AboveScale == 0, Demo: p.FirmDemo, Version: p.FirmVersion,
	})
}

func (c *composer) honours() {
	for _, h := range c.records.Rungs {
		if i, ok := c.firms[h.Firm]; ok && standing(h.Granted, h.Expires, c.in.Batch) {
			c.in.Firms[i].Rungs = append(c.in.Firms[i].Rungs, h.Rung)
		}
	}
	for i := range c.in.Firms {
		slices.Sort(c.in.Firms[i].Rungs)
		c.in.Firms[i].Rungs = slices.Compact(c.in.Firms[i].Rungs)
	}
}

// standing tells whether something with a first and a last day, each possibly
// unknown and possibly only a year or a month, stands on a day.
func standing(from, until, day string) bool {
	if day == "" {
		return true
	}
	cut := func(s string) string { return day[:min(len(day), len(s))] }
	return (from == "" || from <= cut(from)) && (until == "" || until >= cut(until))
}

// production tells whether goods are made in an establishment of that kind.
func production(kind string) bool { return kind == "plant" || kind == "" }

// site adds the places where a firm stands on a node.
func (c *composer) site(p *store.Placed) {
	i := c.firms[p.Firm]
	f := &c.in.Firms[i]
	site := diagnosis.Site{Node: c.nodes[p.Node], Firm: i, Region: p.FirmRegion, Sure: p.Confidence, PID: p.PID, Version: max(p.Version, p.FirmVersion)}
	if p.Confirmed {
		site.Sure = 1
	}
	made, grade := c.made(p)
	if site.Grade = diagnosis.ParseGrade(p.Grade); site.Grade == diagnosis.Ungraded {
		site.Grade = grade
	}
	part := func(amount int64) int64 {
		switch {
		case amount == diagnosis.Unknown:
			return amount
		case p.Share != nil:
			return int64(math.Round(float64(amount) * *p.Share))
		}
		return amount / int64(c.onNodes[i])
	}
	places := c.places(f)
	for _, at := range places {
		s := site
		s.Region, s.Amount = at.region, part(at.amount)
		if made != diagnosis.Unknown && len(places) == 1 {
			s.Amount = made
		}
		c.in.Sites = append(c.in.Sites, s)
	}
}

// made returns the stated output of a firm's products on the node and the
// grade that most of it has.
func (c *composer) made(p *store.Placed) (int64, diagnosis.Grade) {
	node := c.nodes[p.Node]
	total := diagnosis.Unknown
	var by [diagnosis.High + 1]int64
	for _, m := range c.products[p.Firm] {
		if m.Node != node {
			continue
		}
		weight := int64(1) // a graded product without output still counts a little
		if m.Output != diagnosis.Unknown {
			total = max(0, total) + m.Output
			weight += m.Output
		}
		by[m.Grade] += weight
	}
	grade := diagnosis.Ungraded
	for g := diagnosis.Low; g <= diagnosis.High; g++ {
		if by[g] > by[grade] || (grade == diagnosis.Ungraded && by[g] > 0) {
			grade = g
		}
	}
	return total, grade
}

// standsAt is a place with what a firm makes there in all.
type standsAt struct {
	region region.Code
	amount int64
}

// places returns where a firm counts. Registered: at its registered place with
// its whole figure. In place: at each plant with the plant's output, and at
// home with the rest, unless home is an office only.
func (c *composer) places(f *diagnosis.Firm) []standsAt {
	home := standsAt{f.Region, f.Revenue}
	plants := c.plants[f.PID]
	if c.in.Scope == diagnosis.Registered || len(plants) == 0 {
		return []standsAt{home}
	}
	sums := map[region.Code]int64{}
	atHome := false
	for _, p := range plants {
		sum, seen := sums[p.Region]
		switch {
		case p.Output == diagnosis.Unknown || (seen && sum == diagnosis.Unknown):
			sum = diagnosis.Unknown
		default:
			sum += p.Output
		}
		sums[p.Region] = sum
		atHome = atHome || p.Region == f.Region
	}
	var out []standsAt
	for place, sum := range sums {
		out = append(out, standsAt{place, sum})
		if place != f.Region && home.amount != diagnosis.Unknown {
			if sum == diagnosis.Unknown {
				home.amount = diagnosis.Unknown
			} else {
				home.amount = max(0, home.amount-sum)
			}
		}
	}
	if !atHome && !c.offices[office{f.PID, f.Region}] {
		out = append(out, home)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].region < out[j].region })
	return out
}

// grossProducts reads the stated figures; bounds, ranges and units that are no
// money are left out. The nation is the sum of all provinces in years in which
// it has no figure of its own.
func grossProducts(rows []store.MeasureRow) []diagnosis.Figure {
	var out []diagnosis.Figure
	nation, sums, count := map[int64]bool{}, map[int64]int64{}, map[int64]map[region.Code]bool{}
	for _, r := range rows {
		unit, ok := money.Unit(r.Unit)
		value, err := strconv.ParseFloat(r.Value, 64)
		if !ok || err != nil || value <= 0 || r.Region == "" {
			continue
		}
		f := diagnosis.Figure{Region: r.Region, Year: r.Year, Value: int64(math.Round(value * float64(unit))), PID: r.PID}
		out = append(out, f)
		switch r.Region.Level() {
		case region.LevelNation:
			nation[r.Year] = true
		case region.LevelProvince:
			if count[r.Year] == nil {
				count[r.Year] = map[region.Code]bool{}
			}
			if !count[r.Year][r.Region] {
				count[r.Year][r.Region] = true
				sums[r.Year] += f.Value
			}
		}
	}
	for year, sum := range sums {
		if !nation[year] && len(count[year]) >= provinces {
			out = append(out, diagnosis.Figure{Region: region.Nation, Year: year, Value: sum})
		}
	}
	return out
}

// sourceNames lists where the records came from, ordered by name.
func sourceNames(records *store.ChainRecords, nation *store.Nationwide, names map[int64]string) []string {
	seen := map[string]bool{}
	for i := range records.Placed {
		seen[names[records.Placed[i].Source]] = true
	}
	for _, g := range nation.GDP {
		seen[names[g.Source]] = true
	}
	delete(seen, "")
	out := make([]string, 0, len(seen))
	for name := range seen {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
