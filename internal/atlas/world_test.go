package atlas_test

import (
	"context"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/atlas"
	"lianzhang/internal/chain"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/fact"
	"lianzhang/internal/placement"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// world is a database with one source, filled step by step; public IDs are
// counted, so that two databases filled alike are alike.
type world struct {
	t      testing.TB
	db     *store.DB
	source int64
	next   uint64
}

func newWorld(t testing.TB, db *store.DB) *world {
	w := &world{t: t, db: db}
	w.write(func(ctx context.Context, tx *store.Tx) (err error) {
		w.source, err = tx.AddSource(ctx, fact.Source{PID: "Q1", Name: "试验数据", Rank: 50})
		return err
	})
	return w
}

func (w *world) write(do func(context.Context, *store.Tx) error) {
	w.t.Helper()
	ctx := context.Background()
	if err := w.db.Write(ctx, access.System(), func(tx *store.Tx) error { return do(ctx, tx) }); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) pid(prefix string) string {
	w.next++
	return fact.PIDFrom(prefix, w.next)
}

// say records claims of one kind and returns the public IDs.
func (w *world) say(kind string, list ...map[string]any) []string {
	w.t.Helper()
	pids := make([]string, len(list))
	w.write(func(ctx context.Context, tx *store.Tx) error {
		claims := make([]fact.Claim, len(list))
		for i, v := range list {
			claims[i] = fact.Claim{Source: w.source, AsOf: "2025-12-31", Values: v}
		}
		out, err := tx.PutClaims(ctx, fact.KindOf(kind), claims, store.PutOptions{NewPID: w.pid})
		for i := range out {
			pids[i] = out[i].Subject
		}
		return err
	})
	return pids
}

// place puts a firm on a node, confirmed.
func (w *world) place(firm, node string, at region.Code) {
	w.t.Helper()
	w.write(func(ctx context.Context, tx *store.Tx) error {
		version, err := tx.NextVersion(ctx)
		if err != nil {
			return err
		}
		return tx.PutPlacements(ctx, []placement.Placement{{
			PID: w.pid("A"), Firm: firm, Chain: "nev", Node: node, Region: at, Confidence: 1,
			Method: placement.Person, State: placement.Confirmed, Version: version,
		}})
	})
}

const yi = 100_000_000 * 100

// filled has cell makers in four cities, one of them strong, and one node that
// was searched in vain.
func filled(t testing.TB, db *store.DB) *world {
	w := newWorld(t, db)
	for i, city := range []string{"330500", "340100", "350100", "360100"} {
		place := region.Code(city)
		for j := range 3 {
			name := "电池" + city + string(rune('甲'+j)) + "有限公司"
			values := map[string]any{"name": name, "region": city, "revenue": int64((10 - 2*i) * yi), "year": int64(2025)}
			if i == 0 {
				values["role"] = "core"
			}
			pid := w.say("firm", values)[0]
			w.place(pid, "nev.cell", place)
			w.say("honour", map[string]any{"firm": pid, "rung": "little_giant", "granted": "2024-09-01"})
			w.say("product", map[string]any{"firm": pid, "name": "电芯", "chain": "nev", "node": "nev.cell", "grade": "high", "output": int64((8 - i) * yi)})
		}
		for j := range 5 {
			w.say("firm", map[string]any{"name": "其他" + city + string(rune('甲'+j)) + "有限公司", "region": city, "revenue": int64(20 * yi)})
		}
	}
	w.say("survey", map[string]any{"region": "330500", "chain": "nev", "node": "nev.separator", "searched_on": "2026-01-20", "searched_by": "经信局", "coverage": 95.0, "found": int64(0)})
	return w
}

func nev(t testing.TB) *chain.Template {
	t.Helper()
	template, err := chain.Load("nev")
	if err != nil {
		t.Fatal(err)
	}
	return template
}

// judge diagnoses the vehicle chain of a place.
func (w *world) judge(at *atlas.Atlas, place region.Code) (*atlas.Board, *diagnosis.Result) {
	w.t.Helper()
	b, err := at.Board(context.Background(), atlas.Ask{Template: nev(w.t)})
	if err != nil {
		w.t.Fatal(err)
	}
	return b, b.Result(place)
}

func verdict(t testing.TB, r *diagnosis.Result, node string) diagnosis.Verdict {
	t.Helper()
	for _, v := range r.Nodes {
		if v.ID == node {
			return v
		}
	}
	t.Fatalf("no node %s", node)
	return diagnosis.Verdict{}
}

func code(place string) region.Code { return region.Code(place) }
