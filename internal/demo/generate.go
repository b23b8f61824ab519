// Package demo makes the demonstration: invented firms and links of any size
// from a seed, and the real public data that ships with the program.
//
// Everything invented is marked: its source has the demo flag, which every
// record inherits, and its credit codes carry the letters DEM, which no
// registration authority gives out. The same size and seed give the same
// records, byte for byte.
package demo

import (
	"fmt"
	"math"
	"math/rand/v2"

	"lianzhang/internal/fact"
	"lianzhang/internal/firm"
	"lianzhang/internal/money"
)

// Size says how much to invent.
type Size struct {
	Firms, Links int
}

// The three sizes: a county, a city, a province.
var (
	S = Size{Firms: 5_000, Links: 20_000}
	M = Size{Firms: 50_000, Links: 300_000}
	L = Size{Firms: 500_000, Links: 3_000_000}
)

// Place is a county that invented firms may lie in.
type Place struct {
	Code   string
	Name   string // short, such as 长兴
	Weight int    // share of the firms
}

// Node is a chain node that invented firms may stand on.
type Node struct {
	Chain, ID string
	Industry  string   // GB/T 4754 class
	Grade     string   // high, middle, low or empty
	Words     []string // product words
	Into      []int    // indices of the nodes that it goes into
	Home      string   // place that the trade clusters in; empty for none
}

// Setting is what the invention draws from.
type Setting struct {
	Places     []Place
	Nodes      []Node
	Industries []string // classes of firms outside the chains
	Year       int      // of the figures

	inputs [][]int // nodes that go into each node, once asked for
}

// Firm is an invented firm. Node is -1 for a firm outside the chains.
type Firm struct {
	PID      string
	Name     string
	USCC     string
	Place    int
	Node     int
	Industry string
	Products []string
	Revenue  money.Fen
	Scale    float64 // of the firm among the firms of its node: 1 is the median
	Grade    string
	Founded  int
	rng      *rand.Rand
}

// Link is an invented supply link, by the index of firms.
type Link struct {
	PID             string
	Supplier, Buyer int
	Node            int // of the supplier; -1 outside the chains
	Amount          money.Fen
	Evidence        string
}

// World is an invention of one size from one seed.
type World struct {
	Size    Size
	Seed    uint64
	setting Setting
	places  *weighted
	homes   map[string]*weighted
	byNode  [][]int32 // firms on each node, in order
	outside []int32   // firms outside the chains
	standOn []int16   // node of each firm, -1 outside
	revenue []int64   // of each firm, fen
}

// outsideShare is the share of firms that stand on no node.
const outsideShare = 0.35

// New lays out a world; firms and links are made when asked for.
func New(size Size, seed uint64, setting Setting) (*World, error) {
	if len(setting.Places) == 0 || len(setting.Nodes) == 0 || len(setting.Industries) == 0 {
		return nil, fmt.Errorf("demo: places, nodes and industries are needed")
	}
	w := &World{Size: size, Seed: seed, setting: setting, places: newWeighted(setting.Places), byNode: make([][]int32, len(setting.Nodes))}
	w.homes = map[string]*weighted{}
	for _, n := range setting.Nodes {
		if n.Home != "" && w.homes[n.Home] == nil {
			w.homes[n.Home] = newWeightedIn(setting.Places, n.Home)
		}
	}
	w.standOn, w.revenue = make([]int16, size.Firms), make([]int64, size.Firms)
	for i := range size.Firms {
		rng := w.stream('n', i)
		node := -1
		if rng.Float64() >= outsideShare {
			// Squaring leaves some nodes crowded and others thin, as in life.
			u := rng.Float64()
			node = int(u * u * float64(len(setting.Nodes)))
		}
		w.standOn[i] = int16(node)
		w.revenue[i] = int64(revenueOf(rng))
		if node < 0 {
			w.outside = append(w.outside, int32(i))
		} else {
			w.byNode[node] = append(w.byNode[node], int32(i))
		}
	}
	return w, nil
}

// revenueOf draws a yearly revenue: log-normal, median 30 million yuan.
func revenueOf(rng *rand.Rand) money.Fen {
	yuan := 3e7 * math.Exp(1.6*rng.NormFloat64())
	return money.Fen(math.Round(math.Min(yuan, 2e11)/1e4)) * money.Wan // whole 万元
}

// stream is the source of randomness of one thing: what is drawn for a firm
// does not depend on how many others there are.
func (w *World) stream(kind byte, i int) *rand.Rand {
	return rand.New(rand.NewPCG(w.Seed<<8|uint64(kind), uint64(i)*0x9E3779B97F4A7C15+1))
}

// Firm returns firm i.
func (w *World) Firm(i int) Firm {
	rng := w.stream('f', i)
	f := Firm{Node: int(w.standOn[i]), Revenue: money.Fen(w.revenue[i]), rng: rng}
	f.PID = fact.PIDFrom("F", rng.Uint64())
	f.Place = w.placeFor(rng, f.Node)
	place := w.setting.Places[f.Place]
	f.Founded = 1992 + rng.IntN(w.setting.Year-1992)
	word := outsideWords[rng.IntN(len(outsideWords))]
	if f.Node < 0 {
		f.Industry = w.setting.Industries[rng.IntN(len(w.setting.Industries))]
		f.Products = []string{word}
	} else {
		node := &w.setting.Nodes[f.Node]
		f.Industry, f.Grade = node.Industry, node.Grade
		f.Products = pick(rng, node.Words, 1+rng.IntN(3))
		word = tradeWords[rng.IntN(len(tradeWords))]
	}
	f.Scale = float64(f.Revenue) / float64(3000*money.Wan)
	f.Name = place.Name + brand(rng) + word + legalForms[rng.IntN(len(legalForms))]
	// The serial number makes the code unique; DEM marks it as invented.
	f.USCC = firm.MakeUSCC("91", place.Code, "DEM"+base31(i, 5))
	return f
}

// clustered is how likely a firm lies where its trade clusters.
const clustered = 0.45

// placeFor draws a place: trades cluster, as in life.
func (w *World) placeFor(rng *rand.Rand, node int) int {
	if node >= 0 && rng.Float64() < clustered {
		if home := w.homes[w.setting.Nodes[node].Home]; home != nil {
			return home.draw(rng)
		}
	}
	return w.places.draw(rng)
}

// Link returns link i: a supplier on a node whose goods go into the buyer's
// node, larger firms more often, neighbours more often.
func (w *World) Link(i int) Link {
	rng := w.stream('l', i)
	l := Link{PID: fact.PIDFrom("L", rng.Uint64()), Node: -1}
	l.Buyer = rng.IntN(w.Size.Firms)
	suppliers := w.outside
	if buyer := int(w.standOn[l.Buyer]); buyer >= 0 {
		if from := w.inputs(buyer); len(from) > 0 && rng.Float64() < 0.8 {
			node := from[rng.IntN(len(from))]
			if len(w.byNode[node]) > 0 {
				suppliers, l.Node = w.byNode[node], node
			}
		}
	}
	if len(suppliers) == 0 {
		suppliers = []int32{int32((l.Buyer + 1) % w.Size.Firms)}
	}
	l.Supplier = int(suppliers[w.preferred(rng, len(suppliers))])
	if l.Supplier == l.Buyer {
		l.Supplier = (l.Buyer + 1) % w.Size.Firms
		l.Node = int(w.standOn[l.Supplier])
	}
	share := 0.002 + 0.03*rng.Float64()*rng.Float64()
	amount := math.Min(float64(w.revenue[l.Supplier]), float64(w.revenue[l.Buyer])) * share * 6
	l.Amount = max(money.Fen(amount)/money.Wan, 1) * money.Wan
	l.Evidence = []string{"A", "B", "B", "C", "C", "C", "D"}[rng.IntN(7)]
	return l
}

// preferred draws an index with the early ones far more likely, which makes
// the network scale-free.
func (w *World) preferred(rng *rand.Rand, n int) int {
	u := rng.Float64()
	return int(u * u * u * float64(n))
}

// inputs returns the nodes that go into a node.
func (w *World) inputs(node int) []int {
	if w.setting.inputs == nil {
		w.setting.inputs = make([][]int, len(w.setting.Nodes))
		for from := range w.setting.Nodes {
			for _, to := range w.setting.Nodes[from].Into {
				w.setting.inputs[to] = append(w.setting.inputs[to], from)
			}
		}
	}
	return w.setting.inputs[node]
}
