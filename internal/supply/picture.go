package supply

import (
	"cmp"
	"fmt"
	"slices"

	"lianzhang/internal/engine/network"
	"lianzhang/internal/engine/reconstruct"
	"lianzhang/internal/industry"
)

// Picture is the network of all firms on record at one data version. It is
// built once and only read afterwards.
//
// Vertices 0 to len(Firms)-1 are the firms; then follows, for every sector of
// the table and one more for unknown sectors, a vertex "elsewhere", then one
// "abroad" for each in the same way. Amounts are yuan a year.
type Picture struct {
	*Records
	Rules      *Rules
	Importance [][]uint8
	Sector     []int     // of every vertex; the last sector is "not known"
	Weight     []float64 // of every vertex: yearly output in yuan; 0 when unknown, elsewhere or abroad
	Named      []Named   // relations without an amount and what was made of them
	Coverage   Coverage

	stated  []network.Link // with the estimated ones among them
	abroad  []network.Link
	problem *reconstruct.Problem
	byPID   map[string]uint32
}

// Named is a relation on record without an amount.
type Named struct {
	Trade  int     // index into Trades
	Amount float64 // estimate, yuan a year; 0 when nothing could be said
}

// Coverage says how much of the network is known.
type Coverage struct {
	Firms     int     `json:"firms"`
	Sized     int     `json:"sized"`      // with an output or revenue
	Sectored  int     `json:"sectored"`   // with a sector of the table
	Stated    int     `json:"stated"`     // relations with an amount
	Estimated int     `json:"estimated"`  // relations whose amount is estimated
	Unsized   int     `json:"unsized"`    // relations left out because nothing says how much
	Known     float64 `json:"known"`      // share of the estimated purchases whose supplier and amount are on record
	Gaps      int     `json:"gaps"`       // purchases without a supplier
	Repaired  int     `json:"repaired"`   // relations of a firm with itself, left out
	HasTable  bool    `json:"has_table"`  // an input–output table was there
	TableName string  `json:"table_name"` // its source
}

// NewPicture builds the picture.
func NewPicture(in *Records, rules *Rules) (*Picture, error) {
	p := &Picture{Records: in, Rules: rules, Importance: rules.Importance(&in.Table), byPID: make(map[string]uint32, len(in.Firms))}
	p.place()
	gaps := p.purchases()
	capacity := p.capacities()
	p.problem = &reconstruct.Problem{Sector: p.Sector[:len(in.Firms)], Capacity: capacity, Elsewhere: p.elsewhere(), Gaps: gaps, Sellers: rules.Sellers}
	if err := p.problem.Prepare(); err != nil {
		return nil, fmt.Errorf("supply network: %w", err)
	}
	p.Coverage.Gaps, p.Coverage.HasTable, p.Coverage.TableName = len(gaps), len(in.Table.Sectors) > 0, in.Table.Source
	return p, nil
}

// place gives every vertex its sector and weight.
func (p *Picture) place() {
	n, m := len(p.Firms), len(p.Table.Sectors)
	sectorOf := make(map[string]int, m)
	for k, s := range p.Table.Sectors {
		sectorOf[s.Code] = k
	}
	p.Sector, p.Weight = make([]int, n+2*(m+1)), make([]float64, n+2*(m+1))
	for i := range p.Firms {
		f := &p.Firms[i]
		p.byPID[f.PID] = uint32(i)
		k, ok := sectorOf[industry.Sector(f.Industry)]
		if !ok {
			k = m
		} else {
			p.Coverage.Sectored++
		}
		p.Sector[i] = k
		if f.Size > 0 {
			p.Weight[i] = yuan(f.Size)
			p.Coverage.Sized++
		}
	}
	for k := range m + 1 {
		p.Sector[n+k], p.Sector[n+m+1+k] = k, k
	}
	p.Coverage.Firms = n
}

func yuan(fen int64) float64 { return float64(fen) / 100 }

// Vertex returns the vertex of a firm.
func (p *Picture) Vertex(pid string) (uint32, bool) {
	v, ok := p.byPID[pid]
	return v, ok
}

// Elsewhere and Abroad return the vertex that sells the goods of a sector from
// outside the records, and from other countries.
func (p *Picture) Elsewhere(sector int) uint32 { return uint32(len(p.Firms) + sector) }

// Abroad returns the vertex of a sector's imports, see Elsewhere.
func (p *Picture) Abroad(sector int) uint32 {
	return uint32(len(p.Firms) + len(p.Table.Sectors) + 1 + sector)
}

// need is what one buyer takes from one sector.
type need struct {
	known float64 // from suppliers with an amount
	named []int   // relations without one, by index into Trades
}

// purchases turns the relations into links and returns the gaps that the table
// leaves. For each buyer and sector the table's estimate, less the amounts on
// record, is divided into equal parts: one for every supplier named without
// amount and one for those that are not on record. Of the latter, what the
// country imports comes from abroad; the rest is a gap.
func (p *Picture) purchases() []reconstruct.Gap {
	trades := make([]int, 0, len(p.Trades))
	for i, t := range p.Trades {
		if t.Supplier == t.Buyer {
			p.Coverage.Repaired++
			continue
		}
		trades = append(trades, i)
	}
	slices.SortStableFunc(trades, func(a, b int) int { return cmp.Compare(p.Trades[a].Buyer, p.Trades[b].Buyer) })
	var gaps []reconstruct.Gap
	var known, estimated float64
	at := 0
	for buyer := range uint32(len(p.Firms)) {
		needs := map[int]*need{}
		for ; at < len(trades) && p.Trades[trades[at]].Buyer == buyer; at++ {
			p.take(trades[at], needs)
		}
		k, e := p.divide(buyer, needs, &gaps)
		known, estimated = known+k, estimated+e
	}
	if estimated > 0 {
		p.Coverage.Known = known / estimated
	}
	return gaps
}

// take notes one relation of a buyer.
func (p *Picture) take(i int, needs map[int]*need) {
	t := &p.Trades[i]
	k := p.Sector[t.Supplier]
	n := needs[k]
	if n == nil {
		n = &need{}
		needs[k] = n
	}
	if t.Amount <= 0 {
		n.named = append(n.named, i)
		return
	}
	n.known += yuan(t.Amount)
	p.stated = append(p.stated, network.Link{Supplier: t.Supplier, Buyer: t.Buyer, Weight: yuan(t.Amount)})
	p.Coverage.Stated++
}

// divide estimates what is not stated of one buyer's purchases, and returns how
// much of the table's estimate is known, and that estimate.
func (p *Picture) divide(buyer uint32, needs map[int]*need, gaps *[]reconstruct.Gap) (known, estimated float64) {
	l, m := p.Sector[buyer], len(p.Table.Sectors)
	input := 0.0
	if l < m {
		input = p.Weight[buyer] * p.Table.Sectors[l].Intermediate
	}
	none := &need{}
	for k := range m + 1 {
		n, rest := none, 0.0
		if needs[k] != nil {
			n = needs[k]
		}
		if k < m && l < m && p.Table.Share[k][l] >= p.Rules.Gap {
			whole := input * (p.Table.Share[k][l] / 100)
			rest = max(0, whole-n.known)
			known, estimated = known+min(whole, n.known), estimated+whole
		}
		part := rest / float64(len(n.named)+1)
		p.estimate(n.named, part)
		if part > 0 {
			imported := part * p.Table.Sectors[k].Imported
			if imported > 0 {
				p.abroad = append(p.abroad, network.Link{Supplier: p.Abroad(k), Buyer: buyer, Weight: imported})
			}
			if part > imported {
				*gaps = append(*gaps, reconstruct.Gap{Buyer: buyer, Sector: k, Amount: part - imported})
			}
		}
	}
	return known, estimated
}

// estimate gives relations without an amount their part.
func (p *Picture) estimate(named []int, part float64) {
	for _, i := range named {
		p.Named = append(p.Named, Named{Trade: i, Amount: part})
		if part == 0 {
			p.Coverage.Unsized++
			continue
		}
		t := &p.Trades[i]
		p.stated = append(p.stated, network.Link{Supplier: t.Supplier, Buyer: t.Buyer, Weight: part})
		p.Coverage.Estimated++
	}
}

// capacities returns what every firm can sell beyond its links on record.
func (p *Picture) capacities() []float64 {
	capacity := slices.Clone(p.Weight[:len(p.Firms)])
	for _, l := range p.stated {
		capacity[l.Supplier] -= l.Weight
	}
	for i := range capacity {
		capacity[i] = max(0, capacity[i])
	}
	return capacity
}

// elsewhere returns by sector what firms that are not on record sell: the
// national table's domestic sales less the output on record.
func (p *Picture) elsewhere() []float64 {
	sold := make([]float64, len(p.Table.Sectors)+1)
	for k, s := range p.Table.Sectors {
		sold[k] = s.Sold
	}
	for i := range p.Firms {
		sold[p.Sector[i]] -= p.Weight[i]
	}
	for k := range sold {
		sold[k] = max(0, sold[k])
	}
	return sold
}

// Gaps returns the purchases whose supplier is not on record.
func (p *Picture) Gaps() []reconstruct.Gap { return p.problem.Gaps }

// Plain returns the network in which every gap is filled from elsewhere: only
// links between firms on record carry a failure from one to another.
func (p *Picture) Plain() (*network.Network, error) {
	links := p.base(len(p.problem.Gaps))
	for _, g := range p.problem.Gaps {
		links = append(links, network.Link{Supplier: p.Elsewhere(g.Sector), Buyer: g.Buyer, Weight: g.Amount})
	}
	return p.build(links)
}

// Draw returns draw d of the network: gaps are filled by firms that could have
// sold the goods. The same number gives the same network.
func (p *Picture) Draw(seed uint64, d int) (*network.Network, error) {
	drawn := p.problem.Draw(seed, d)
	return p.build(append(p.base(len(drawn)), drawn...))
}

// Narrow tells which purchase, once its supplier were known, would narrow a
// figure most; see [reconstruct.Problem.Narrow].
func (p *Picture) Narrow(seed uint64, figures []float64, watched []bool, top int) ([]reconstruct.Fact, bool) {
	return p.problem.Narrow(seed, figures, watched, top, 20_000)
}

func (p *Picture) base(more int) []network.Link {
	links := make([]network.Link, 0, len(p.stated)+len(p.abroad)+more)
	return append(append(links, p.stated...), p.abroad...)
}

func (p *Picture) build(links []network.Link) (*network.Network, error) {
	net, _, err := network.Build(len(p.Sector), links)
	if err != nil {
		return nil, fmt.Errorf("supply network: %w", err)
	}
	return net, nil
}
