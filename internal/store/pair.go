package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"lianzhang/internal/access"
	"lianzhang/internal/date"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
)

// Pair is two firms that may be one.
type Pair struct {
	PID     string
	A, B    fact.Record
	Score   float64 // see fact.Likeness
	Reasons []fact.Reason
	State   string // open, apart or merged
}

const (
	pairPrefix = "U"
	// crowd is the most firms that share a mark and are still compared: a mark
	// that dozens share says nothing.
	crowd = 10
	// pairsEach is the most pairs that one firm enters when it is written.
	pairsEach = 5
)

// signs are hashes under which firms that may be one meet: the core of the
// name, the organisation code, and each former name. Slips of the pen inside a
// name are looked for at import, where a person sits.
func signs(values map[string]any) []key {
	if len(values) == 0 {
		return nil
	}
	var list []key
	place, _ := values["region"].(string)
	if core := fact.Core(nameOf(values), place); utf8.RuneCountInString(core) >= 2 {
		list = append(list, sign(signCore, core))
	}
	if uscc, _ := values["uscc"].(string); fact.OrgCode(uscc) != "" {
		list = append(list, sign(signOrg, fact.OrgCode(uscc)))
	}
	for _, former := range formerOf(values) {
		list = append(list, sign(signFormer, former))
	}
	return list
}

// across are the hashes under which a firm's names stand with others: its name
// among their former names, its former names among their names.
func across(values map[string]any) []key {
	var list []key
	if name := nameOf(values); name != "" {
		list = append(list, sign(signFormer, name))
	}
	firm := fact.KindOf("firm")
	for _, former := range formerOf(values) {
		list = append(list, key{len(firm.Keys), hash(firm, len(firm.Keys), []string{"name"}, map[string]any{"name": former})})
	}
	return list
}

// Orders of signs, apart from those of real keys.
const (
	signCore = 90 + iota
	signOrg
	signFormer
)

func sign(order int, word string) key {
	return key{order, hash(fact.KindOf("firm"), order, []string{"sign"}, map[string]any{"sign": word})}
}

func nameOf(values map[string]any) string { s, _ := values["name"].(string); return s }

func formerOf(values map[string]any) []string {
	list, _ := values["former_names"].(string)
	return fact.FormerNames(list)
}

// writePairs compares firms just written with those that share a mark and
// stores the pairs that a person should look at.
func (w *writer) writePairs(ctx context.Context, written []*subject) error {
	if w.t.kind.Name != "firm" {
		return nil
	}
	byMark, own := map[int64][]*subject{}, map[int64]*subject{}
	var hashes []int64
	for _, s := range written {
		own[s.ID] = s
		if s.deleted {
			continue
		}
		for _, m := range append(across(s.Values), s.signs...) {
			hashes = append(hashes, m.hash)
			byMark[m.hash] = append(byMark[m.hash], s)
		}
	}
	meets, err := w.tx.meeting(ctx, hashes)
	if err != nil {
		return err
	}
	near := map[*subject]map[int64]bool{}
	var strangers []int64
	for h, ids := range meets {
		for _, s := range byMark[h] {
			for _, id := range ids {
				if id != s.ID {
					if near[s] == nil {
						near[s] = map[int64]bool{}
					}
					near[s][id] = true
					if own[id] == nil {
						strangers = append(strangers, id)
					}
				}
			}
		}
	}
	if len(near) == 0 {
		return nil
	}
	rows, err := w.tx.loadRows(ctx, w.t, `id IN `+w.tx.in(1, true)+` AND deleted = 0`, jsonList(strangers))
	if err != nil {
		return err
	}
	values := map[int64]map[string]any{}
	for _, r := range rows {
		values[r.ID] = r.Values
	}
	for id, s := range own {
		values[id] = s.Values
	}
	return w.storePairs(ctx, written, near, values)
}

// meeting returns the firms under each hash, leaving out hashes under which a
// crowd stands: those are skipped before any of their rows is read.
func (tx *Tx) meeting(ctx context.Context, hashes []int64) (map[int64][]int64, error) {
	slices.Sort(hashes)
	from := `json_each($1) AS j CROSS JOIN record_key AS k`
	if tx.Dialect == Postgres {
		from = `(SELECT value::bigint AS value FROM jsonb_array_elements_text($1::jsonb) AS x(value)) AS j CROSS JOIN record_key AS k`
	}
	rows, err := tx.QueryContext(ctx, fmt.Sprintf(`SELECT k.hash, k.record_id FROM %s
		WHERE k.hash = j.value AND NOT EXISTS (SELECT 1 FROM record_key AS c WHERE c.hash = j.value LIMIT 1 OFFSET %d)
		ORDER BY k.hash, k.record_id`, from, crowd), jsonList(slices.Compact(hashes)))
	if err != nil {
		return nil, fmt.Errorf("find marks: %w", err)
	}
	defer rows.Close()
	meets := map[int64][]int64{}
	for rows.Next() {
		var h, id int64
		if err := rows.Scan(&h, &id); err != nil {
			return nil, err
		}
		meets[h] = append(meets[h], id)
	}
	return meets, rows.Err()
}

func (w *writer) storePairs(ctx context.Context, written []*subject, near map[*subject]map[int64]bool, values map[int64]map[string]any) error {
	type found struct {
		a, b    int64
		score   float64
		reasons []string
	}
	var rows [][]any
	for _, s := range written {
		var list []found
		for id := range near[s] {
			if values[id] == nil {
				continue
			}
			score, why := fact.Likeness(s.Values, values[id])
			if score < fact.Candidate {
				continue
			}
			f := found{a: min(s.ID, id), b: max(s.ID, id), score: score}
			for _, r := range why {
				f.reasons = append(f.reasons, string(r))
			}
			list = append(list, f)
		}
		slices.SortFunc(list, func(x, y found) int {
			return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
		})
		for _, f := range list[:min(pairsEach, len(list))] {
			rows = append(rows, []any{fact.NewPID(pairPrefix), f.a, f.b, f.score, strings.Join(f.reasons, ","), date.Millis(w.tx.Now)})
		}
	}
	rows = slices.CompactFunc(sortedPairs(rows), func(x, y []any) bool { return x[1] == y[1] && x[2] == y[2] })
	columns := []column{{"pid", "text"}, {"a_id", "bigint"}, {"b_id", "bigint"}, {"score", "double precision"}, {"reasons", "text"}, {"at", "bigint"}}
	if err := w.run(ctx, inserts("pair", columns, `ON CONFLICT (a_id, b_id) DO UPDATE SET score = excluded.score, reasons = excluded.reasons`), rows); err != nil {
		return fmt.Errorf("store pairs: %w", err)
	}
	return nil
}

func sortedPairs(rows [][]any) [][]any {
	slices.SortStableFunc(rows, func(x, y []any) int {
		return cmp.Or(cmp.Compare(x[1].(int64), y[1].(int64)), cmp.Compare(x[2].(int64), y[2].(int64)))
	})
	return rows
}

// Pairs lists the pairs in a state whose firms both lie inside the scope and of
// which one at least lies in a place (empty for any), the likeliest first. Pairs
// of which a firm is gone are left out, unless it went by merging.
func (tx *Tx) Pairs(ctx context.Context, scope access.Scope, place region.Code, state string, limit int) ([]Pair, error) {
	if limit < 1 || limit > PageMax {
		return nil, fault.New(fault.ErrInvalid, "PAGE_LIMIT", "max", fmt.Sprint(PageMax))
	}
	args := []any{state}
	alive := ` AND a.deleted = 0 AND b.deleted = 0`
	if state == "merged" {
		alive = ""
	}
	there := access.Scope{Regions: []region.Code{region.Nation}}
	if place != "" {
		there.Regions[0] = place
	}
	rows, err := tx.QueryContext(ctx, `SELECT p.pid, p.a_id, p.b_id, p.score, p.reasons FROM pair AS p JOIN firm AS a ON a.id = p.a_id JOIN firm AS b ON b.id = p.b_id
		WHERE p.state = $1`+alive+` AND `+scope.Where("a.region", &args)+` AND `+scope.Where("b.region", &args)+
		` AND (`+there.Where("a.region", &args)+` OR `+there.Where("b.region", &args)+`)`+
		fmt.Sprintf(` ORDER BY p.score DESC, p.id LIMIT %d`, limit), args...)
	if err != nil {
		return nil, fmt.Errorf("read pairs: %w", err)
	}
	defer rows.Close()
	var list []Pair
	var ids []int64
	for rows.Next() {
		var p Pair
		var reasons string
		if err := rows.Scan(&p.PID, &p.A.ID, &p.B.ID, &p.Score, &reasons); err != nil {
			return nil, err
		}
		for _, r := range strings.Split(reasons, ",") {
			p.Reasons = append(p.Reasons, fact.Reason(r))
		}
		p.State = state
		list, ids = append(list, p), append(ids, p.A.ID, p.B.ID)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return list, tx.fillPairs(ctx, scope, list, ids)
}

func (tx *Tx) fillPairs(ctx context.Context, scope access.Scope, list []Pair, ids []int64) error {
	firms, err := tx.loadRows(ctx, tables()["firm"], `id IN `+tx.in(1, true), jsonList(ids))
	if err != nil {
		return err
	}
	byID := map[int64]fact.Record{}
	for _, r := range firms {
		byID[r.ID] = visible(fact.KindOf("firm"), scope, r.Record)
	}
	for i := range list {
		list[i].A, list[i].B = byID[list[i].A.ID], byID[list[i].B.ID]
	}
	return nil
}

// DecidePair records that a person says two firms are two (apart), or takes
// that back (open).
func (tx *Tx) DecidePair(ctx context.Context, scope access.Scope, pid, state string) error {
	args := []any{state, tx.Actor.Account, pid}
	res, err := tx.ExecContext(ctx, `UPDATE pair SET state = $1, actor = $2 WHERE pid = $3 AND state <> 'merged'
		AND a_id IN (SELECT id FROM firm WHERE `+scope.Where("region", &args)+`) AND b_id IN (SELECT id FROM firm WHERE `+scope.Where("region", &args)+`)`, args...)
	if err != nil {
		return fmt.Errorf("decide pair: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return fault.New(fault.ErrNotFound, "PAIR_UNKNOWN").Because(err)
	}
	return tx.Act(ctx, "pair "+state, pid, "")
}
