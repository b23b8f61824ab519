package demo

import (
	"context"
	"fmt"
	"hash/fnv"
	"math/rand/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/placement"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// Progress is told how far the loading has come.
type Progress func(what string, done, total int)

// batch is how many records are made and put at a time: large enough to be fast,
// small enough for flat memory.
const batch = 20_000

// together is how many records one transaction writes. Public IDs are scattered,
// so that every transaction, however small, writes almost every page of their
// indices.
const together = 25 * batch

// invented is the source of everything that is made up.
func invented(size Size, seed uint64) fact.Source {
	h := fnv.New64a()
	fmt.Fprintf(h, "invented %d %d %d", size.Firms, size.Links, seed)
	return fact.Source{
		PID: fact.PIDFrom("U", h.Sum64()), Name: "演示数据（虚构）", Publisher: "Lianzhang", Licence: "虚构数据，仅供演示",
		Rank: 40, AsOf: "2025-12-31", Demo: true,
	}
}

// Load writes the world into a database. Loading the same world again changes
// nothing.
func (w *World) Load(ctx context.Context, db *store.DB, progress Progress) error {
	source, err := addSource(ctx, db, invented(w.Size, w.Seed))
	if err != nil {
		return err
	}
	if err := db.KeepPages(ctx, int64(w.Size.Links)*pageBytes); err != nil {
		return err
	}
	err = w.inParts(ctx, db, w.Size.Firms, func(tx *store.Tx, from, to int) error {
		defer progress("企业", to, w.Size.Firms)
		return w.loadFirms(ctx, tx, source, from, to)
	})
	if err != nil {
		return err
	}
	pids := make([]string, w.Size.Firms)
	for i := range pids {
		pids[i] = w.Firm(i).PID
	}
	return w.inParts(ctx, db, w.Size.Links, func(tx *store.Tx, from, to int) error {
		defer progress("供应关系", to, w.Size.Links)
		return w.loadLinks(ctx, tx, source, pids, from, to)
	})
}

// pageBytes is how much of the indices one link takes.
const pageBytes = 256

// inParts calls put for all records in turn, many calls to a transaction.
func (w *World) inParts(ctx context.Context, db *store.DB, count int, put func(tx *store.Tx, from, to int) error) error {
	for start := 0; start < count; start += together {
		err := db.Write(ctx, access.System(), func(tx *store.Tx) error {
			for from := start; from < min(start+together, count); from += batch {
				if err := put(tx, from, min(from+batch, count)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func addSource(ctx context.Context, db *store.DB, s fact.Source) (int64, error) {
	var id int64
	err := db.Write(ctx, access.System(), func(tx *store.Tx) (err error) {
		id, err = tx.AddSource(ctx, s)
		return err
	})
	return id, err
}

func (w *World) loadFirms(ctx context.Context, tx *store.Tx, source int64, from, to int) error {
	firms := make([]fact.Claim, 0, to-from)
	var honours []fact.Claim
	var placed []placement.Placement
	for i := from; i < to; i++ {
		f := w.Firm(i)
		place := w.setting.Places[f.Place].Code
		firms = append(firms, w.claim("firm", f.PID, source, w.firmValues(&f, place)))
		honours = append(honours, w.honours(&f, source)...)
		if f.Node >= 0 {
			placed = append(placed, w.placement(&f, place, source))
		}
	}
	if _, err := tx.PutClaims(ctx, fact.KindOf("firm"), firms, store.PutOptions{Create: true}); err != nil {
		return err
	}
	if _, err := tx.PutClaims(ctx, fact.KindOf("honour"), honours, store.PutOptions{Create: true}); err != nil {
		return err
	}
	return tx.PutPlacements(ctx, placed)
}

func (w *World) claim(kind, pid string, source int64, values map[string]any) fact.Claim {
	return fact.Claim{Kind: kind, Subject: pid, Source: source, AsOf: fmt.Sprintf("%d-12-31", w.setting.Year), GivenBy: "demo", Values: values}
}

// firmValues are the shown facts of an invented firm. Costs and margins follow
// its revenue within ordinary ranges.
func (w *World) firmValues(f *Firm, place string) map[string]any {
	rng, revenue := f.rng, float64(f.Revenue)
	part := func(low, high float64) int64 {
		return int64(revenue*(low+(high-low)*rng.Float64())) / 1_000_000 * 1_000_000
	}
	v := map[string]any{
		"name": f.Name, "uscc": f.USCC, "region": place, "legal_kind": "legal", "status": "active", "industry": f.Industry,
		"products": joined(f.Products), "founded": fmt.Sprintf("%d-%02d-%02d", f.Founded, 1+rng.IntN(12), 1+rng.IntN(28)),
		"year": int64(w.setting.Year), "revenue": int64(f.Revenue), "output": part(0.9, 1.1), "value_added": part(0.15, 0.35),
		"profit": part(-0.03, 0.12), "tax": part(0.01, 0.07), "employees": 3 + int64(revenue/1e8*(0.6+0.9*rng.Float64())),
		"above_scale": f.Revenue >= 2000*10_000*100, "statistic_scope": "registered",
	}
	if f.Node >= 0 {
		v["rd"], v["patents"] = part(0.01, 0.09), int64(rng.IntN(1+min(int(f.Scale*4), 400)))
		switch {
		case f.Scale > 60:
			v["role"] = "lead"
		case f.Scale > 12:
			v["role"] = "core"
		default:
			v["role"] = "member"
		}
	}
	return v
}

// ladder are the rungs that invented firms hold: how likely, from which scale.
var ladder = []struct {
	rung   string
	from   float64
	chance float64
}{{"high_tech", 0.5, 0.35}, {"specialised", 1, 0.15}, {"little_giant", 3, 0.08}, {"champion", 20, 0.1}}

func (w *World) honours(f *Firm, source int64) []fact.Claim {
	if f.Node < 0 {
		return nil
	}
	var out []fact.Claim
	for _, l := range ladder {
		if f.Scale < l.from || f.rng.Float64() > l.chance {
			continue
		}
		year := 2021 + f.rng.IntN(w.setting.Year-2020)
		out = append(out, w.claim("honour", fact.PIDFrom("H", f.rng.Uint64()), source, map[string]any{
			"firm": f.PID, "rung": l.rung, "granted": fmt.Sprintf("%d-09", year), "expires": fmt.Sprintf("%d-09", year+3),
		}))
	}
	return out
}

func (w *World) placement(f *Firm, place string, source int64) placement.Placement {
	node := &w.setting.Nodes[f.Node]
	p := placement.Placement{
		PID: fact.PIDFrom("X", f.rng.Uint64()), Firm: f.PID, Chain: node.Chain, Node: node.ID, Region: region.Code(place),
		Confidence: 0.6 + float64(f.rng.IntN(35))/100, Words: joined(f.Products), Method: placement.Auto, State: placement.Proposed,
		ValueGrade: w.grade(f.rng, f.Grade), Source: source, Demo: true,
	}
	if f.rng.Float64() < 0.4 {
		p.State, p.Method, p.DecidedBy = placement.Confirmed, placement.Person, "demo"
	}
	return p
}

// grade follows the node's own, with firms above and below it.
func (w *World) grade(rng *rand.Rand, node string) string {
	switch u := rng.Float64(); {
	case node == "" || u < 0.3:
		return ""
	case u < 0.75:
		return node
	case u < 0.9:
		return "middle"
	default:
		return "low"
	}
}

func (w *World) loadLinks(ctx context.Context, tx *store.Tx, source int64, pids []string, from, to int) error {
	links := make([]fact.Claim, 0, to-from)
	for i := from; i < to; i++ {
		l := w.Link(i)
		v := map[string]any{"supplier": pids[l.Supplier], "buyer": pids[l.Buyer], "year": int64(w.setting.Year), "amount": int64(l.Amount), "grade": l.Evidence}
		if l.Node >= 0 {
			node := &w.setting.Nodes[l.Node]
			v["chain"], v["node"] = node.Chain, node.ID
			if len(node.Words) > 0 {
				v["product"] = node.Words[i%len(node.Words)]
			}
		}
		links = append(links, w.claim("link", l.PID, source, v))
	}
	_, err := tx.PutClaims(ctx, fact.KindOf("link"), links, store.PutOptions{Create: true})
	return err
}
