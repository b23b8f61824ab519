package atlas_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/atlas"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/fact"
	"lianzhang/internal/placement"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// TestFollowing changes records at random and asks after each change: an atlas
// that carried its records forward answers byte for byte like one that has just
// read everything.
func TestFollowing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		for seed := range uint64(3) {
			m := &meddler{world: newWorld(t, db), r: rand.New(rand.NewPCG(seed, 9))}
			if seed > 0 {
				m.next = seed << 20
			}
			m.rankSources()
			for range 8 {
				m.found()
			}
			kept := atlas.New(db)
			for step := range 40 {
				m.meddle()
				m.compare(kept, fmt.Sprintf("seed %d, step %d: %s", seed, step, m.last))
			}
		}
	})
}

// meddler does to a database what people do, at random.
type meddler struct {
	*world
	r        *rand.Rand
	last     string
	sources  []int64 // that outrank one another, so that a merger may change nothing that is shown
	firms    []string
	others   map[string][]string // records of other kinds
	merges   []string
	gone     [][2]string // kind and ID in the bin
	imports  []int64
	imported int64
}

var (
	meddledPlaces = []string{"330500", "330522", "340100", "350100", "330522-Z01"}
	meddledNodes  = []string{"nev.cell", "nev.separator", "nev.cathode"}
)

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// meddle changes one to three things in one or several transactions.
func (m *meddler) meddle() {
	deeds := []struct {
		name string
		do   func()
	}{
		{"found", m.found}, {"figures", m.figures}, {"figures", m.figures}, {"move", m.move}, {"close", m.close}, {"place", m.placeFirm}, {"place", m.placeFirm},
		{"drop", m.drop}, {"link", m.link}, {"link", m.link}, {"link", m.link}, {"hang", m.hang}, {"hang", m.hang}, {"around", m.around},
		{"merge", m.merge}, {"merge", m.merge}, {"unmerge", m.unmerge}, {"delete", m.remove}, {"restore", m.restoreRecord}, {"import", m.bring}, {"undo", m.undo},
	}
	m.last = ""
	for range 1 + m.r.IntN(3) {
		d := pick(m.r, deeds)
		m.last += " " + d.name
		d.do()
	}
}

// compare asks both for several places and both ways to count.
func (m *meddler) compare(kept *atlas.Atlas, when string) {
	m.t.Helper()
	for _, scope := range []diagnosis.Scope{diagnosis.InPlace, diagnosis.Registered} {
		ask := atlas.Ask{Template: nev(m.t), Scope: scope}
		followed, err := kept.Board(context.Background(), ask)
		if err != nil {
			m.t.Fatalf("%s: %v", when, err)
		}
		whole, err := atlas.New(m.db).Board(context.Background(), ask)
		if err != nil {
			m.t.Fatalf("%s: %v", when, err)
		}
		for _, place := range []region.Code{"330500", "330522", region.Nation} {
			for what, of := range map[string]func(*atlas.Board) any{
				"result": func(b *atlas.Board) any { return b.Diagnose(place, diagnosis.Options{Named: 20, NoDraws: true}) },
				"behind": func(b *atlas.Board) any { return b.Behind(place) },
			} {
				got, err1 := atlas.Canonical(of(followed))
				want, err2 := atlas.Canonical(of(whole))
				if err1 != nil || err2 != nil {
					m.t.Fatal(err1, err2)
				}
				if !bytes.Equal(got, want) {
					m.t.Fatalf("%s: %s %s of %s differs\nfollowed %s\nwhole    %s", when, scope, what, place, window(got, want), window(want, got))
				}
			}
		}
	}
}

// window is the part of a around its first difference from b.
func window(a, b []byte) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return string(a[max(0, i-80):min(len(a), i+80)])
}

func (m *meddler) rankSources() {
	m.write(func(ctx context.Context, tx *store.Tx) error {
		for _, rank := range []int{10, 90} {
			id, err := tx.AddSource(ctx, fact.Source{PID: fmt.Sprintf("Q%d", rank), Name: fmt.Sprintf("来源%d", rank), Rank: rank})
			if err != nil {
				return err
			}
			m.sources = append(m.sources, id)
		}
		return nil
	})
}

func (m *meddler) found() {
	before := m.source
	m.source = pick(m.r, append(m.sources, before))
	defer func() { m.source = before }()
	place := pick(m.r, meddledPlaces)
	pid := m.say("firm", map[string]any{"name": fmt.Sprintf("企业%d有限公司", m.r.IntN(1_000_000_000)), "region": place, "revenue": m.r.Int64N(50) * yi})[0]
	m.firms = append(m.firms, pid)
	if m.r.IntN(3) > 0 {
		m.placeFirm()
	}
}

// claim says something about a record that is there.
func (m *meddler) claim(kind, pid string, values map[string]any) {
	m.t.Helper()
	m.write(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.PutClaims(ctx, fact.KindOf(kind), []fact.Claim{{Subject: pid, Source: m.source, AsOf: fmt.Sprintf("2026-%02d-01", 1+m.r.IntN(12)), Values: values}}, store.PutOptions{NewPID: m.pid})
		return err
	})
}

// alive tells whether a firm may still be written to.
func (m *meddler) alive(pid string) bool {
	err := m.db.Read(context.Background(), access.System(), func(tx *store.Tx) error {
		_, err := tx.Record(context.Background(), access.Whole(), fact.KindOf("firm"), pid)
		return err
	})
	return err == nil
}

func (m *meddler) firm() string {
	for range 20 {
		if pid := pick(m.r, m.firms); m.alive(pid) {
			return pid
		}
	}
	m.found()
	return m.firms[len(m.firms)-1]
}

func (m *meddler) figures() {
	m.claim("firm", m.firm(), map[string]any{"revenue": m.r.Int64N(90) * yi, "role": pick(m.r, []string{"lead", "core", "member"}), "above_scale": m.r.IntN(2) == 0})
}

func (m *meddler) move() {
	m.claim("firm", m.firm(), map[string]any{"region": pick(m.r, meddledPlaces)})
}

func (m *meddler) close() {
	m.claim("firm", m.firm(), map[string]any{"status": pick(m.r, []string{"active", "cancelled", "revoked"})})
}

func (m *meddler) placeFirm() {
	firm := m.firm()
	states := []placement.State{placement.Confirmed, placement.Rejected, placement.Proposed}
	p := placement.Placement{
		Firm: firm, Chain: "nev", Node: pick(m.r, meddledNodes), Region: region.Code(pick(m.r, meddledPlaces)), Confidence: float64(m.r.IntN(100)) / 100,
		Words: fmt.Sprint(m.r.IntN(5)), Method: placement.Auto, State: placement.Proposed,
	}
	if m.r.IntN(2) == 0 {
		p.Method, p.State, p.ValueGrade = placement.Person, pick(m.r, states), pick(m.r, []string{"", "high", "low"})
	}
	m.write(func(ctx context.Context, tx *store.Tx) error {
		p.PID = m.pid("A")
		return tx.PutPlacements(ctx, []placement.Placement{p})
	})
}

func (m *meddler) drop() {
	m.write(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.DropProposals(ctx, "nev", []string{pick(m.r, m.firms)}, nil)
		return err
	})
}

func (m *meddler) link() {
	m.say("link", map[string]any{
		"supplier": m.firm(), "buyer": m.firm(), "chain": pick(m.r, []string{"nev", "nev", "ic"}), "node": pick(m.r, meddledNodes), "year": int64(2020 + m.r.IntN(6)), "amount": m.r.Int64N(9) * yi,
		"internal": m.r.IntN(5) == 0,
	})
}

// hang puts something on a firm.
func (m *meddler) hang() {
	firm := m.firm()
	values := map[string]map[string]any{
		"honour":        {"firm": firm, "rung": pick(m.r, []string{"little_giant", "champion", "high_tech"}), "granted": "2024-09"},
		"establishment": {"firm": firm, "name": fmt.Sprintf("工厂%d", m.r.IntN(4)), "establishment_kind": pick(m.r, []string{"plant", "rd"}), "region": pick(m.r, meddledPlaces), "output": m.r.Int64N(5) * yi},
		"product":       {"firm": firm, "name": fmt.Sprintf("产品%d", m.r.IntN(4)), "chain": pick(m.r, []string{"nev", "ic"}), "node": pick(m.r, meddledNodes), "grade": pick(m.r, []string{"high", "low"}), "market_share": float64(m.r.IntN(30)), "output": m.r.Int64N(5) * yi},
	}
	kind := pick(m.r, []string{"honour", "establishment", "product"})
	m.keep(kind, m.say(kind, values[kind])[0])
}

// around says something about a node or a place.
func (m *meddler) around() {
	node, place := pick(m.r, meddledNodes), pick(m.r, meddledPlaces)
	values := map[string]map[string]any{
		"survey":    {"region": place, "chain": "nev", "node": node, "searched_on": "2026-01-20", "searched_by": "经信局", "coverage": 95.0, "found": int64(m.r.IntN(3))},
		"project":   {"name": fmt.Sprintf("项目%d", m.r.IntN(9)), "region": place, "chain": "nev", "node": node, "stage": "building"},
		"institute": {"name": fmt.Sprintf("院所%d", m.r.IntN(9)), "region": place, "chain": "nev", "node": node},
		"statistic": {"region": place, "indicator": "GDP", "year": int64(2024), "value": fmt.Sprint(100 + m.r.IntN(900)), "unit": "亿元"},
	}
	kind := pick(m.r, []string{"survey", "project", "institute", "statistic"})
	m.keep(kind, m.say(kind, values[kind])[0])
}

func (m *meddler) keep(kind, pid string) {
	if m.others == nil {
		m.others = map[string][]string{}
	}
	m.others[kind] = append(m.others[kind], pid)
}

func (m *meddler) merge() {
	a, b := m.firm(), m.firm()
	m.try(func(ctx context.Context, tx *store.Tx) error {
		done, err := tx.Merge(ctx, access.Whole(), fact.KindOf("firm"), a, b, "同一企业")
		if err == nil {
			m.merges = append(m.merges, done.PID)
		}
		return err
	})
}

// try does what may be refused, such as merging a firm with itself.
func (m *meddler) try(do func(context.Context, *store.Tx) error) bool {
	err := m.db.Write(context.Background(), access.System(), func(tx *store.Tx) error { return do(context.Background(), tx) })
	if err != nil {
		m.last += " (refused)"
	}
	return err == nil
}

// unmerge takes the latest merge back; what came after may forbid it.
func (m *meddler) unmerge() {
	if len(m.merges) == 0 {
		return
	}
	last := m.merges[len(m.merges)-1]
	m.merges = m.merges[:len(m.merges)-1]
	m.try(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Unmerge(ctx, access.Whole(), last, "两家企业")
		return err
	})
}

func (m *meddler) remove() {
	kind, pid := "firm", m.firm()
	if k := pick(m.r, []string{"firm", "honour", "product", "establishment", "survey"}); len(m.others[k]) > 0 {
		kind, pid = k, pick(m.r, m.others[k])
	}
	if m.try(func(ctx context.Context, tx *store.Tx) error {
		return tx.Remove(ctx, access.Whole(), fact.KindOf(kind), pid)
	}) {
		m.gone = append(m.gone, [2]string{kind, pid})
	}
}

func (m *meddler) restoreRecord() {
	if len(m.gone) == 0 {
		return
	}
	back := m.gone[len(m.gone)-1]
	m.gone = m.gone[:len(m.gone)-1]
	m.try(func(ctx context.Context, tx *store.Tx) error {
		return tx.Restore(ctx, access.Whole(), fact.KindOf(back[0]), back[1])
	})
}

// bring imports figures of old firms and a new one, to be taken back later.
func (m *meddler) bring() {
	m.imported++
	id := m.imported
	m.imports = append(m.imports, id)
	old := m.firm()
	m.write(func(ctx context.Context, tx *store.Tx) error {
		out, err := tx.PutClaims(ctx, fact.KindOf("firm"), []fact.Claim{
			{Subject: old, Source: m.source, Import: id, AsOf: "2026-12-31", Values: map[string]any{"revenue": m.r.Int64N(70) * yi, "region": pick(m.r, meddledPlaces)}},
			{Source: m.source, Import: id, AsOf: "2026-12-31", Values: map[string]any{"name": fmt.Sprintf("导入%d有限公司", m.r.IntN(1_000_000_000)), "region": "330500"}},
		}, store.PutOptions{NewPID: m.pid})
		if err == nil {
			m.firms = append(m.firms, out[1].Subject)
		}
		return err
	})
}

func (m *meddler) undo() {
	if len(m.imports) == 0 {
		return
	}
	id := pick(m.r, m.imports)
	m.try(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.WithdrawImport(ctx, id)
		return err
	})
}
