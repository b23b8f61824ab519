package store

import (
	"context"
	"fmt"
	"strings"

	"lianzhang/internal/access"
	"lianzhang/internal/pinyin"
	"lianzhang/internal/region"
)

// lineEnd keeps phrases from running over from one name into the next.
const lineEnd = "zzzz"

func (w *writer) writeSearchSQLite(ctx context.Context, gone, come []searchRow) error {
	rows := make([][]any, len(gone))
	for i, r := range gone {
		rows[i] = []any{r.rank}
	}
	if err := w.run(ctx, batch{sqlite: `DELETE FROM firm_search WHERE rowid = $1`}, rows); err != nil {
		return err
	}
	rows = make([][]any, len(come))
	for i, r := range come {
		name, full, initials, codes := []string{}, []string{}, []string{}, []string{}
		for _, line := range strings.Split(r.names, "\n") {
			name = append(append(name, words(line)...), lineEnd)
		}
		for _, line := range strings.Split(r.read, "\n") {
			syllables, first := pinyin.Both(line)
			full = append(full, syllables, lineEnd)
			initials = append(append(initials, windows(first, 3)...), lineEnd)
		}
		for _, line := range strings.Split(r.codes, "\n") {
			codes = append(append(codes, windows(line, 3)...), lineEnd)
		}
		rows[i] = []any{r.rank, strings.Join(name, " "), strings.Join(full, " "), strings.Join(initials, " "), strings.Join(codes, " "), strings.Join(placeMarks(r.place), " ")}
	}
	return w.run(ctx, batch{sqlite: `INSERT INTO firm_search (rowid, name, pinyin, initials, code, region) VALUES ($1, $2, $3, $4, $5, $6)`}, rows)
}

func (tx *Tx) fragmentSQLite(ctx context.Context, scope access.Scope, q question, head bool, limit int) ([]int64, error) {
	rows, err := tx.QueryContext(ctx, fmt.Sprintf(`SELECT rowid & %d FROM firm_search WHERE firm_search MATCH $1 ORDER BY rowid LIMIT $2`, int64(1)<<idBits-1), match(scope, q, head), limit)
	if err != nil {
		return nil, fmt.Errorf("search firms: %w", err)
	}
	return numbers(rows)
}

// match writes the question in the language of FTS5: any of the ways to read
// it, and any of the places of the scope. Only letters, digits and quotes of
// our own making reach the text.
func match(scope access.Scope, q question, head bool) string {
	start := ""
	if head {
		start = "^ "
	}
	ways := []string{`name : ` + start + phrase(words(q.bare))}
	if q.letters != "" {
		for _, way := range pinyin.Split(q.letters, 6) {
			ways = append(ways, `pinyin : `+start+phrase(way)+` *`)
		}
		if parts := windows(q.letters, 3); len(q.letters) <= 3 {
			ways = append(ways, `initials : `+start+phrase([]string{q.letters})+` *`)
		} else {
			ways = append(ways, `initials : `+start+phrase(parts[:len(parts)-2]))
		}
		if parts := windows(q.letters, 3); len(q.letters) >= 3 {
			ways = append(ways, `code : `+start+phrase(parts[:len(parts)-2]))
		}
	}
	text := "(" + strings.Join(ways, " OR ") + ")"
	var places []string
	for _, r := range scope.Regions {
		if r == region.Nation {
			return text
		}
		places = append(places, placeMark(r))
	}
	return text + " AND region : (" + strings.Join(places, " OR ") + ")"
}

func phrase(words []string) string { return `"` + strings.Join(words, " ") + `"` }
