package diagnosis

import (
	"cmp"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"

	"lianzhang/internal/region"
)

// Unknown is an amount that nobody stated; amounts are never negative.
const Unknown int64 = -1

// Grade is the value grade of output.
type Grade uint8

// Grades; the zero grade is not known.
const (
	Ungraded Grade = iota
	Low
	Middle
	High
)

// ParseGrade reads low, middle or high; anything else is [Ungraded].
func ParseGrade(s string) Grade {
	switch s {
	case "low":
		return Low
	case "middle":
		return Middle
	case "high":
		return High
	}
	return Ungraded
}

// Node is a node of the chain's template.
type Node struct {
	ID    string
	Name  string // in Chinese, for warnings and sheets
	Stage string // upstream, midstream, downstream
}

// Firm is an enterprise on the chain.
type Firm struct {
	PID        string
	Name       string
	Region     region.Code
	Revenue    int64    // fen per year, or Unknown
	ValueAdded int64    // fen per year, or Unknown
	Role       string   // lead, segment, core, member; empty: not known
	Rungs      []string // rungs held
	Listed     bool
	BelowScale bool // known to be below scale: not a qualified supplier
	Demo       bool
	Version    int64
}

// Site is one firm on one node in one place, the unit that is counted.
type Site struct {
	Node   int32 // index into Nodes
	Firm   int32 // index into Firms
	Region region.Code
	Amount int64   // fen per year made on the node here, or Unknown
	Sure   float64 // 1 when confirmed, else the classifier's confidence
	Grade  Grade
	PID    string // the placement
	// Version is the data version at which the placement last changed.
	Version int64
}

// Search is a record that somebody looked for firms on a node.
type Search struct {
	PID      string
	Node     int32
	Region   region.Code
	On       string // civil day, month or year
	By       string
	Coverage float64 // percent
	Found    int64   // firms found, or Unknown
	Version  int64
}

// Project is a project on a node.
type Project struct {
	PID     string
	Name    string
	Node    int32
	Region  region.Code
	Stage   string // reserve, filed, signed, started, building, producing, stopped
	Version int64
}

// Institute is a laboratory, university or platform that works on a node.
type Institute struct {
	PID     string
	Name    string
	Node    int32
	Region  region.Code
	Version int64
}

// Dependence is what a place bought and sold across its border in one year.
type Dependence struct {
	PID       string
	Node      int32
	Region    region.Code
	Year      int64
	Imports   int64    // fen, or Unknown
	Exports   int64    // fen, or Unknown
	ImportHHI *float64 // 0 to 1
	WorldHHI  *float64 // 0 to 1
	Version   int64
}

// Product is a stated market share of a product.
type Product struct {
	PID     string
	Node    int32
	Region  region.Code
	Firm    string  // public ID
	Share   float64 // of the domestic market, percent
	Grade   Grade
	Version int64
}

// Purchase is a supply link: what one buyer buys of a node from one supplier.
type Purchase struct {
	PID            string
	Node           int32
	Buyer          string
	Supplier       string
	BuyerRegion    region.Code
	SupplierRegion region.Code
	Amount         int64 // fen per year, or Unknown
	Version        int64
	At             int64 // instant of the latest change, UTC milliseconds
}

// ComparePurchases is the order of purchases of one node.
func ComparePurchases(a, b *Purchase) int {
	if c := strings.Compare(a.Buyer, b.Buyer); c != 0 {
		return c
	}
	return cmp.Or(strings.Compare(a.Supplier, b.Supplier), strings.Compare(a.PID, b.PID))
}

// Total is what a place has of all firms of the library.
type Total struct {
	Firms  int64
	Amount int64 // fen of those known
}

// Figure is a stated figure of a place, in fen.
type Figure struct {
	Region region.Code
	Year   int64
	Value  int64
	PID    string
}

// Break is a break in the series of a place with its reason.
type Break struct {
	Region region.Code `json:"region"`
	On     string      `json:"on"`
	Reason string      `json:"reason"`
	PID    string      `json:"record"`
}

// Input is what the atlas read from the records for one chain, in any order.
type Input struct {
	Chain    string
	Template string // version of the template
	Version  int64  // data version
	Batch    string // civil day on which the newest part arrived; empty: no data
	Scope    Scope

	Nodes []Node     // in the order of the template
	Into  [][2]int32 // first goes into second

	Firms      []Firm
	Sites      []Site
	Searches   []Search
	Projects   []Project
	Institutes []Institute
	Trade      []Dependence
	Products   []Product
	Purchases  []Purchase
	// Bought are purchases already by node, each part in the order of
	// [ComparePurchases]; when it is given, Purchases is not looked at.
	Bought [][]Purchase
	Breaks []Break

	Library map[region.Code]Total // by the code of the record, not summed up
	GDP     []Figure
	// Sources are the names of what the records came from, for the footer.
	Sources []string
}

// Picture is the input put in order; it is read-only and may be shared.
type Picture struct {
	Input
	sites      [][]Site // by node, each ordered by region and firm
	searches   [][]Search
	projects   [][]Project
	institutes [][]Institute
	trade      [][]Dependence
	products   [][]Product
	purchases  [][]Purchase
	beside     [][]int32 // direct neighbours in the goes-into network
	library    [region.LevelPark + 1]map[region.Code]Total
	gdp        map[region.Code]map[int64]Figure
}

// NewPicture puts the input in order. The order in which records were given
// does not matter afterwards.
func NewPicture(in Input) *Picture {
	p := &Picture{Input: in}
	n := len(in.Nodes)
	p.sites = sitesByNode(n, in.Sites, in.Firms)
	p.searches = byNode(n, in.Searches, func(s *Search) int32 { return s.Node }, func(a, b *Search) int { return cmp.Or(cmp.Compare(b.On, a.On), cmp.Compare(a.PID, b.PID)) })
	p.projects = byNode(n, in.Projects, func(s *Project) int32 { return s.Node }, func(a, b *Project) int { return cmp.Compare(a.PID, b.PID) })
	p.institutes = byNode(n, in.Institutes, func(s *Institute) int32 { return s.Node }, func(a, b *Institute) int { return cmp.Compare(a.PID, b.PID) })
	p.trade = byNode(n, in.Trade, func(s *Dependence) int32 { return s.Node }, func(a, b *Dependence) int {
		return cmp.Or(cmp.Compare(b.Year, a.Year), cmp.Compare(a.PID, b.PID))
	})
	p.products = byNode(n, in.Products, func(s *Product) int32 { return s.Node }, func(a, b *Product) int { return cmp.Compare(a.PID, b.PID) })
	if p.purchases = in.Bought; p.purchases == nil {
		p.purchases = byNode(n, in.Purchases, func(s *Purchase) int32 { return s.Node }, ComparePurchases)
	}
	p.Bought = nil
	p.Sites, p.Searches, p.Projects, p.Institutes, p.Trade, p.Products, p.Purchases = nil, nil, nil, nil, nil, nil, nil
	p.beside = neighbours(n, in.Into)
	p.sumLibrary()
	p.gdp = map[region.Code]map[int64]Figure{}
	for _, f := range in.GDP {
		years := p.gdp[f.Region]
		if years == nil {
			years = map[int64]Figure{}
			p.gdp[f.Region] = years
		}
		if old, twice := years[f.Year]; !twice || f.PID < old.PID {
			years[f.Year] = f
		}
	}
	slices.SortFunc(p.Breaks, func(a, b Break) int {
		return cmp.Or(cmp.Compare(a.Region, b.Region), cmp.Compare(a.On, b.On), cmp.Compare(a.PID, b.PID))
	})
	return p
}

// byNode groups records by node and orders each group.
func byNode[T any](n int, all []T, node func(*T) int32, order func(a, b *T) int) [][]T {
	out := make([][]T, n)
	counts := make([]int, n)
	for i := range all {
		counts[node(&all[i])]++
	}
	for k, count := range counts {
		if count > 0 {
			out[k] = make([]T, 0, count)
		}
	}
	for i := range all {
		k := node(&all[i])
		out[k] = append(out[k], all[i])
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for k := next.Add(1) - 1; k < int64(n); k = next.Add(1) - 1 {
				slices.SortFunc(out[k], func(a, b T) int { return order(&a, &b) })
			}
		})
	}
	wg.Wait()
	return out
}

// neighbours returns, for each node, the nodes that go into it or it goes into.
func neighbours(n int, into [][2]int32) [][]int32 {
	out := make([][]int32, n)
	for _, e := range into {
		if e[0] != e[1] {
			out[e[0]] = append(out[e[0]], e[1])
			out[e[1]] = append(out[e[1]], e[0])
		}
	}
	for i := range out {
		slices.Sort(out[i])
		out[i] = slices.Compact(out[i])
	}
	return out
}

// sumLibrary adds the totals of each code up to the places above it.
func (p *Picture) sumLibrary() {
	for l := range p.library {
		p.library[l] = map[region.Code]Total{}
	}
	for code, t := range p.Library {
		for l := region.LevelNation; l <= region.LevelPark; l++ {
			if at, ok := above(code, l); ok {
				sum := p.library[l][at]
				sum.Firms += t.Firms
				sum.Amount += t.Amount
				p.library[l][at] = sum
			}
		}
	}
}

// above returns the place of a level that code is or lies in; false when code
// is larger than that.
func above(code region.Code, l region.Level) (region.Code, bool) {
	own := code.Level()
	if own < l || (own > region.LevelNation && len(code) < 6) {
		return "", false
	}
	switch l {
	case region.LevelNation:
		return region.Nation, true
	case region.LevelProvince:
		return code[:2] + "0000", true
	case region.LevelCity:
		return code[:4] + "00", true
	case region.LevelCounty:
		return code[:6], true
	}
	return code, true
}

// within returns the sites of a node that lie in a place, and where they begin.
func within(sites []Site, place region.Code) (part []Site, from int) {
	low, high := place.Range()
	from = sort.Search(len(sites), func(i int) bool { return string(sites[i].Region) >= low })
	to := from + sort.Search(len(sites)-from, func(i int) bool { return string(sites[from+i].Region) >= high })
	return sites[from:to], from
}
