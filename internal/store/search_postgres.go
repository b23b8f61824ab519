package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"lianzhang/internal/access"
	"lianzhang/internal/pinyin"
	"lianzhang/internal/region"
)

var searchColumns = []column{{"id", "bigint"}, {"rank", "bigint"}, {"names", "text"}, {"pinyin", "text"}, {"initials", "text"}, {"codes", "text"}, {"region", "text"}, {"grams", "text[]"}}

func (w *writer) writeSearchPostgres(ctx context.Context, gone, come []searchRow) error {
	rows := make([][]any, len(gone))
	for i, r := range gone {
		rows[i] = []any{r.id}
	}
	if err := w.run(ctx, deletes("firm_search", searchColumns[:1]), rows); err != nil {
		return err
	}
	rows = make([][]any, len(come))
	for i, r := range come {
		full, initials := []string{}, []string{}
		for _, line := range strings.Split(r.read, "\n") {
			syllables, first := pinyin.Both(line)
			full, initials = append(full, syllables), append(initials, first)
		}
		g := grams(r, full, initials)
		rows[i] = []any{r.id, r.rank, r.names, strings.Join(full, "\n"), strings.Join(initials, "\n"), r.codes, r.place, g}
	}
	return w.run(ctx, inserts("firm_search", searchColumns, ""), rows)
}

// grams are the pieces by which the index finds a firm: c one character, b two,
// s how a syllable begins, p three letters of pinyin, i two or three initials,
// k three of a code, and the marks of places.
func grams(r searchRow, full, initials []string) []string {
	set := placeMarks(r.place)
	for _, line := range strings.Split(r.names, "\n") {
		runes := []rune(line)
		for i := range runes {
			set = append(set, "c"+string(runes[i:i+1]))
			if i+1 < len(runes) {
				set = append(set, "b"+string(runes[i:i+2]))
			}
		}
	}
	for _, line := range full {
		for _, syllable := range strings.Fields(line) {
			set = append(set, "s"+syllable[:1])
		}
		set = append(set, pieces("p", strings.ReplaceAll(line, " ", ""), 2, 3)...)
	}
	for _, line := range initials {
		set = append(set, pieces("i", line, 2, 3)...)
	}
	for _, line := range strings.Split(r.codes, "\n") {
		set = append(set, pieces("k", line, 3, 3)...)
	}
	slices.Sort(set)
	return slices.Compact(set)
}

// pieces are the parts of s with least to most bytes, marked.
func pieces(mark, s string, least, most int) []string {
	var list []string
	for n := least; n <= most; n++ {
		for i := 0; i+n <= len(s); i++ {
			list = append(list, mark+s[i:i+n])
		}
	}
	return list
}

// way is one way to read a question: the pieces that must be there, and the
// condition that decides.
type way struct {
	grams  []string
	decide string
	args   []any
}

func ways(q question, head bool) []way {
	list := []way{nameWay(q.bare, head)}
	if q.letters == "" {
		return list
	}
	at := "(^|\\n| )"
	if head {
		at = "^"
	}
	reading := way{grams: []string{"s" + q.letters[:1]}, decide: `pinyin ~ %s`, args: []any{at + strings.Join(strings.Split(q.letters, ""), " ?")}}
	if len(q.letters) >= 2 {
		n := min(3, len(q.letters))
		reading.grams = append(reading.grams, pieces("p", q.letters, n, n)...)
	}
	list = append(list, reading)
	first := way{grams: []string{"s" + q.letters[:1]}, decide: `strpos(initials, %s) > 0`, args: []any{q.letters}}
	if n := min(3, len(q.letters)); n >= 2 {
		first.grams = pieces("i", q.letters, n, n)
	}
	if head {
		first.decide = `starts_with(initials, %s)`
	}
	list = append(list, first)
	if len(q.letters) >= 3 && !head { // a code begins like thousands of others
		code := way{grams: pieces("k", q.letters, 3, 3), decide: `strpos(codes, %s) > 0`, args: []any{q.letters}}
		list = append(list, code)
	}
	return list
}

func nameWay(bare string, head bool) way {
	w := way{decide: `strpos(names, %s) > 0`, args: []any{bare}}
	if head {
		w.decide = `starts_with(names, %s)`
	}
	runes := []rune(bare)
	for i := 0; i+1 < len(runes); i++ {
		w.grams = append(w.grams, "b"+string(runes[i:i+2]))
	}
	if len(runes) == 1 {
		w.grams = []string{"c" + bare}
	}
	return w
}

// fragmentPostgres reads the largest firms in order first: a broad question is
// answered by a few of them. A question that they do not answer has few
// answers, which the index of pieces finds.
func (tx *Tx) fragmentPostgres(ctx context.Context, scope access.Scope, q question, head bool, limit int) ([]int64, error) {
	const first = 5000
	args := []any{}
	condition := condition(q, head, false, &args)
	place := scope.Where("region", &args)
	rows, err := tx.QueryContext(ctx, fmt.Sprintf(`SELECT id FROM (SELECT * FROM firm_search ORDER BY rank LIMIT %d) AS largest WHERE %s AND %s ORDER BY rank LIMIT %d`, first, condition, place, limit), args...)
	if err != nil {
		return nil, fmt.Errorf("search firms: %w", err)
	}
	ids, err := numbers(rows)
	if err != nil || len(ids) == limit {
		return ids, err
	}
	args = []any{}
	where := indexed(scope, q, head, &args)
	rows, err = tx.QueryContext(ctx, fmt.Sprintf(`SELECT id FROM firm_search WHERE %s ORDER BY rank + 0 LIMIT %d`, where, limit), args...)
	if err != nil {
		return nil, fmt.Errorf("search firms: %w", err)
	}
	return numbers(rows)
}

func indexed(scope access.Scope, q question, head bool, args *[]any) string {
	where := condition(q, head, true, args)
	if slices.Contains(scope.Regions, region.Nation) {
		return where
	}
	marks := make([]string, len(scope.Regions))
	for i, r := range scope.Regions {
		marks[i] = placeMark(r)
	}
	*args = append(*args, marks)
	return where + fmt.Sprintf(` AND grams && $%d::text[]`, len(*args))
}

func condition(q question, head, pieces bool, args *[]any) string {
	var list []string
	for _, w := range ways(q, head) {
		marks := make([]any, len(w.args))
		for i, a := range w.args {
			*args = append(*args, a)
			marks[i] = fmt.Sprintf("$%d::text", len(*args))
		}
		c := fmt.Sprintf(w.decide, marks...)
		if pieces {
			*args = append(*args, w.grams)
			c += fmt.Sprintf(` AND grams @> $%d::text[]`, len(*args))
		}
		list = append(list, "("+c+")")
	}
	return "(" + strings.Join(list, " OR ") + ")"
}
