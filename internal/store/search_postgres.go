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
			full, initials = append(full, " "+syllables), append(initials, first)
		}
		g := grams(r, full, initials)
		rows[i] = []any{r.id, r.rank, r.names, strings.Join(full, "\n"), strings.Join(initials, "\n"), r.codes, r.place, g}
	}
	return w.run(ctx, inserts("firm_search", searchColumns, ""), rows)
}

// grams are the pieces by which the index finds a firm: c one character, b two,
// s how a syllable begins, p three letters of pinyin, i two or three initials,
// k three of a code, and the marks of places and of beginnings.
func grams(r searchRow, full, initials []string) []string {
	set := append(placeMarks(r.place), headMarks(r)...)
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
	n := min(3, len(q.letters))
	if read := pinyin.Split(q.letters, 6); len(read) > 0 {
		list = append(list, readWay(q.letters, read, head))
	}
	first := way{grams: []string{"s" + q.letters[:1]}, decide: `strpos(initials, %s) > 0`, args: []any{q.letters}}
	if n >= 2 {
		first.grams = pieces("i", q.letters, n, n)
	}
	if head {
		first.grams, first.decide = append(first.grams, "hi"+q.letters[:n]), `starts_with(initials, %s)`
	}
	list = append(list, first)
	if len(q.letters) >= 3 && !head { // a code begins like thousands of others
		list = append(list, way{grams: pieces("k", q.letters, 3, 3), decide: `strpos(codes, %s) > 0`, args: []any{q.letters}})
	}
	return list
}

// readWay finds letters read as syllables, in any of the ways to part them; a
// space stands before each syllable of a line.
func readWay(letters string, read [][]string, head bool) way {
	w := way{grams: []string{"s" + letters[:1]}}
	if n := min(3, len(letters)); n >= 2 {
		w.grams = append(w.grams, pieces("p", letters, n, n)...)
	}
	test := `strpos(pinyin, %s) > 0`
	if head {
		test = `starts_with(pinyin, %s)`
	}
	var tests []string
	begins := 2 // letters that every way's first syllable has
	for _, syllables := range read {
		begins = min(begins, len(syllables[0]))
		tests, w.args = append(tests, test), append(w.args, " "+strings.Join(syllables, " "))
	}
	if head {
		w.grams = append(w.grams, "hp"+letters[:begins])
	}
	w.decide = "(" + strings.Join(tests, " OR ") + ")"
	return w
}

func nameWay(bare string, head bool) way {
	w := way{decide: `strpos(names, %s) > 0`, args: []any{bare}}
	if head {
		w.decide = `starts_with(names, %s)`
	}
	runes := []rune(bare)
	if head {
		w.grams = append(w.grams, "hn"+string(runes[:min(2, len(runes))]))
	}
	for i := 0; i+1 < len(runes); i++ {
		w.grams = append(w.grams, "b"+string(runes[i:i+2]))
	}
	if len(runes) == 1 {
		w.grams = append(w.grams, "c"+bare)
	}
	return w
}

// largest is how many of the largest firms are read in order before the index
// of pieces is asked. What one firm in a hundred answers, they answer; what is
// rarer, the index finds among five thousand in as much time.
const largest = 2000

// fragmentPostgres reads the largest firms in order first: a broad question is
// answered by a few of them. A question that they do not answer has few
// answers, which the index of pieces finds, one way of reading at a time: in
// one condition with OR the planner would rather read everything.
func (tx *Tx) fragmentPostgres(ctx context.Context, scope access.Scope, q question, head bool, limit int) ([]int64, error) {
	if wide(scope) {
		ids, err := tx.amongLargest(ctx, scope, q, head, limit)
		if err != nil || len(ids) == limit {
			return ids, err
		}
	}
	args := []any{}
	arms := indexed(scope, q, head, &args)
	for i, arm := range arms {
		arms[i] = fmt.Sprintf(`(SELECT id, rank FROM firm_search WHERE %s ORDER BY rank + 0 LIMIT %d)`, arm, limit)
	}
	rows, err := tx.QueryContext(ctx, fmt.Sprintf(`SELECT id FROM (%s) AS found ORDER BY rank LIMIT %d`, strings.Join(arms, " UNION "), limit), args...)
	if err != nil {
		return nil, fmt.Errorf("search firms: %w", err)
	}
	return numbers(rows)
}

// wide tells whether a scope has so many firms that the largest of all are a
// fair part of them: with a province in it, but not with a city.
func wide(scope access.Scope) bool {
	return slices.ContainsFunc(scope.Regions, func(r region.Code) bool { return r.Level() <= region.LevelProvince })
}

func (tx *Tx) amongLargest(ctx context.Context, scope access.Scope, q question, head bool, limit int) ([]int64, error) {
	args := []any{}
	var tests []string
	for _, w := range ways(q, head) {
		tests = append(tests, w.test(&args))
	}
	rows, err := tx.QueryContext(ctx, fmt.Sprintf(`SELECT id FROM (SELECT * FROM firm_search ORDER BY rank LIMIT %d) AS largest WHERE (%s) AND %s ORDER BY rank LIMIT %d`,
		largest, strings.Join(tests, " OR "), scope.Where("region", &args), limit), args...)
	if err != nil {
		return nil, fmt.Errorf("search firms: %w", err)
	}
	return numbers(rows)
}

// indexed returns one condition for each way to read the question, each of
// which the index of pieces serves, narrowed to the places of the scope.
func indexed(scope access.Scope, q question, head bool, args *[]any) []string {
	place := ""
	if !slices.Contains(scope.Regions, region.Nation) {
		marks := make([]string, len(scope.Regions))
		for i, r := range scope.Regions {
			marks[i] = placeMark(r)
		}
		*args = append(*args, marks)
		place = fmt.Sprintf(` AND grams && $%d::text[]`, len(*args))
	}
	var arms []string
	for _, w := range ways(q, head) {
		test := w.test(args)
		*args = append(*args, w.grams)
		arms = append(arms, fmt.Sprintf(`%s AND grams @> $%d::text[]%s`, test, len(*args), place))
	}
	return arms
}

// test writes the condition that decides.
func (w way) test(args *[]any) string {
	marks := make([]any, len(w.args))
	for i, a := range w.args {
		*args = append(*args, a)
		marks[i] = fmt.Sprintf("$%d::text", len(*args))
	}
	return fmt.Sprintf(w.decide, marks...)
}
