package store

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
)

// Hit is a firm found while typing.
type Hit struct {
	PID     string      `json:"id"`
	Name    string      `json:"name"`
	Short   string      `json:"short_name,omitempty"`
	USCC    string      `json:"uscc,omitempty"`
	Listed  string      `json:"listed,omitempty"`
	Region  region.Code `json:"region"`
	Revenue *int64      `json:"revenue,omitempty"` // fen
	Demo    bool        `json:"demo"`
	id      int64
	class   int // 0 exact, 1 begins so, 2 contains it
	key     string
}

// searchMax is the most hits of one search.
const searchMax = 100

// Search finds firms inside the scope from what a person typed so far: a
// fragment of the name, short name or a former name; pinyin or its initials
// from the beginning of any syllable; a fragment (three or more) of the USCC or
// stock code. Exact hits come first, then names that begin so, then those that
// contain it; each by size, then name.
func (tx *Tx) Search(ctx context.Context, scope access.Scope, typed string, limit int) ([]Hit, error) {
	if limit < 1 || limit > searchMax {
		return nil, fault.New(fault.ErrInvalid, "PAGE_LIMIT", "max", fmt.Sprint(searchMax))
	}
	q := newQuestion(typed)
	hits := []Hit{}
	if q.bare == "" || len(scope.Regions) == 0 {
		return hits, nil
	}
	seen := map[int64]bool{}
	add := func(class int, found []Hit) {
		for _, h := range found {
			if h.class = class; !seen[h.id] {
				seen[h.id] = true
				hits = append(hits, h)
			}
		}
	}
	exact, err := tx.exactly(ctx, scope, q, limit)
	if err != nil {
		return nil, err
	}
	add(0, exact)
	for class, head := range []bool{true, false} {
		if len(hits) >= limit {
			break
		}
		ids, err := tx.fragment(ctx, scope, q, head, limit)
		if err != nil {
			return nil, err
		}
		found, err := tx.hitsOf(ctx, scope, `id IN `+tx.in(1, true), jsonList(ids))
		if err != nil {
			return nil, err
		}
		add(class+1, found)
	}
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(b.size(), a.size()), cmp.Compare(a.key, b.key), cmp.Compare(a.PID, b.PID))
	})
	return hits[:min(limit, len(hits))], nil
}

func (h Hit) size() int64 {
	if h.Revenue == nil {
		return -1
	}
	return *h.Revenue
}

func (tx *Tx) exactly(ctx context.Context, scope access.Scope, q question, limit int) ([]Hit, error) {
	var hits []Hit
	for _, c := range []struct{ column, value string }{{"name_key", q.key}, {"uscc", strings.ToUpper(q.letters)}, {"listed", q.letters}} {
		if c.value == "" {
			continue
		}
		found, err := tx.hitsOf(ctx, scope, c.column+` = $1`, c.value)
		if err != nil {
			return nil, err
		}
		hits = append(hits, found...)
	}
	return hits[:min(limit, len(hits))], nil
}

func (tx *Tx) hitsOf(ctx context.Context, scope access.Scope, where string, args ...any) ([]Hit, error) {
	rows, err := tx.QueryContext(ctx, `SELECT id, pid, COALESCE(name, ''), COALESCE(short_name, ''), COALESCE(uscc, ''), COALESCE(listed, ''), region, revenue, demo, name_key
		FROM firm WHERE `+where+` AND deleted = 0 AND `+scope.Where("region", &args), args...)
	if err != nil {
		return nil, fmt.Errorf("search firms: %w", err)
	}
	defer rows.Close()
	var list []Hit
	for rows.Next() {
		var h Hit
		var demo int64
		if err := rows.Scan(&h.id, &h.PID, &h.Name, &h.Short, &h.USCC, &h.Listed, &h.Region, &h.Revenue, &demo, &h.key); err != nil {
			return nil, err
		}
		h.Demo = demo != 0
		list = append(list, h)
	}
	return list, rows.Err()
}

// fragment returns the internal IDs of the largest firms that fit, at most limit.
func (tx *Tx) fragment(ctx context.Context, scope access.Scope, q question, head bool, limit int) ([]int64, error) {
	if tx.Dialect == SQLite {
		return tx.fragmentSQLite(ctx, scope, q, head, limit)
	}
	return tx.fragmentPostgres(ctx, scope, q, head, limit)
}

// idBits is the part of a search row's number that is the firm; the part above
// falls as the firm's revenue grows, a step for each eighth more.
const idBits = 40

// searchRank is the number of a firm's row in the search index.
func searchRank(id int64, values map[string]any) int64 {
	const steps = 400
	step := 0
	if revenue, ok := values["revenue"].(int64); ok && revenue > 0 {
		step = min(steps, int(20*math.Log10(float64(revenue))))
	}
	return int64(steps-step)<<idBits | id
}

// writeSearch keeps the search index true.
func (w *writer) writeSearch(ctx context.Context, fresh, changed []*subject) error {
	if w.t.kind.Name != "firm" {
		return nil
	}
	var gone, come []searchRow
	for _, s := range changed {
		was, is := searchRowOf(s.old.ID, string(s.old.Region), s.old.Values), searchRowOf(s.ID, s.place, s.Values)
		if s.old.deleted == s.deleted && was == is {
			continue
		}
		if !s.old.deleted {
			gone = append(gone, was)
		}
		if !s.deleted {
			come = append(come, is)
		}
	}
	for _, s := range fresh {
		come = append(come, searchRowOf(s.ID, s.place, s.Values))
	}
	write := w.writeSearchPostgres
	if w.tx.Dialect == SQLite {
		write = w.writeSearchSQLite
	}
	if err := write(ctx, gone, come); err != nil {
		return fmt.Errorf("index firms: %w", err)
	}
	return nil
}

// searchRow is what a firm is found by.
type searchRow struct {
	id, rank int64
	names    string // bare forms of name, short name and former names, a line each
	read     string // name and short name, to be read aloud, a line each
	codes    string // USCC and stock code in lower case, a line each
	place    string
}

func searchRowOf(id int64, place string, values map[string]any) searchRow {
	text := func(field string) string { s, _ := values[field].(string); return s }
	names := []string{bare(text("name"))}
	read := []string{text("name")}
	if short := text("short_name"); short != "" {
		names, read = append(names, bare(short)), append(read, short)
	}
	for _, former := range strings.Split(text("former_names"), "、") {
		if former != "" {
			names = append(names, bare(former))
		}
	}
	return searchRow{id: id, rank: searchRank(id, values), names: strings.Join(names, "\n"), read: strings.Join(read, "\n"),
		codes: strings.ToLower(strings.TrimSpace(text("uscc") + "\n" + text("listed"))), place: place}
}

// placeMarks are the marks of a place and of everything it lies in.
func placeMarks(place string) []string {
	var marks []string
	for c := region.Code(place); c != region.Nation && c != ""; c = c.Parent() {
		marks = append(marks, placeMark(c))
		if c.Level() <= region.LevelProvince {
			break
		}
	}
	return marks
}

// placeMark is one word that stands for a place in the search index.
func placeMark(c region.Code) string {
	switch c.Level() {
	case region.LevelProvince:
		return "r" + string(c[:2])
	case region.LevelCity:
		return "r" + string(c[:4])
	default:
		return "r" + strings.ToLower(strings.ReplaceAll(string(c), "-", ""))
	}
}

// question is what a person typed, ready to be looked for.
type question struct {
	key     string // comparable form
	bare    string // the characters of it that count
	letters string // when nothing but ASCII letters and digits was typed, in lower case
}

func newQuestion(typed string) question {
	const longest = 60
	q := question{key: fact.Key(typed), bare: bare(typed)}
	if runes := []rune(q.bare); len(runes) > longest {
		q.bare = string(runes[:longest])
	}
	if strings.IndexFunc(q.bare, func(r rune) bool { return r > 0x7f }) < 0 {
		q.letters = q.bare
	}
	return q
}

// bare is the comparable form of a name without brackets and other marks.
func bare(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 0x7f && r != '·' {
			return r
		}
		return -1
	}, fact.Key(name))
}

// words are the characters of a bare name, each as one word.
func words(bare string) []string { return strings.Split(bare, "") }

// windows are the overlapping pieces of n bytes, and the shorter ones at the end.
func windows(s string, n int) []string {
	list := make([]string, 0, len(s))
	for i := range len(s) {
		list = append(list, s[i:min(i+n, len(s))])
	}
	return list
}
