package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"lianzhang/internal/access"
	"lianzhang/internal/pinyin"
	"lianzhang/internal/region"
)

// lineEnd keeps phrases from running over from one name into the next.
const lineEnd = "zzzz"

func (tx *Tx) fragmentSQLite(ctx context.Context, scope access.Scope, q question, head bool, limit int) ([]int64, error) {
	if err := tx.indexLump(ctx); err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, fmt.Sprintf(`SELECT rowid & %d FROM firm_search WHERE firm_search MATCH $1 ORDER BY rowid LIMIT $2`, int64(1)<<idBits-1), match(scope, q, head), limit)
	if err != nil {
		return nil, fmt.Errorf("search firms: %w", err)
	}
	return numbers(rows)
}

// codeWords are the overlapping pieces of three of a code, each as one character
// of a private plane: the index of beginnings, which codes do not need, takes
// only words of several characters.
func codeWords(code string) []string {
	var list []string
	for i := 0; i+3 <= len(code); i++ {
		if n, err := strconv.ParseInt(code[i:i+3], 36, 32); err == nil {
			list = append(list, string(rune(0xF0000+n)))
		}
	}
	return list
}

// headMarks are words for how a firm's name begins: with one and two
// characters, one to three initials, one and two letters of pinyin. FTS5 can ask
// for a phrase at the beginning, but looks through every firm that has the
// characters anywhere; with these it looks at those that begin so.
func headMarks(r searchRow) []string {
	name, _, _ := strings.Cut(r.names, "\n")
	called, _, _ := strings.Cut(r.read, "\n")
	full, initials := pinyin.Both(called)
	marks := []string{}
	first := words(name)
	for n := 1; n <= min(2, len(first)); n++ {
		marks = append(marks, "hn"+strings.Join(first[:n], ""))
	}
	for n := 1; n <= min(3, len(initials)); n++ {
		marks = append(marks, "hi"+initials[:n])
	}
	for n := 1; n <= min(2, len(full)); n++ {
		marks = append(marks, "hp"+strings.TrimSpace(full[:n]))
	}
	return marks
}

// match writes the question in the language of FTS5: any of the ways to read
// it, and any of the places of the scope. Nothing of its syntax is left in a
// bare question: only letters, digits and characters beyond ASCII.
func match(scope access.Scope, q question, head bool) string {
	start := func(string, []string) string { return "" }
	if head {
		start = func(mark string, parts []string) string {
			return "region : " + mark + strings.Join(parts, "") + " AND "
		}
	}
	at, name := map[bool]string{true: "^ "}[head], words(q.bare)
	ways := []string{`(` + start("hn", name[:min(2, len(name))]) + `name : ` + at + phrase(name) + `)`}
	if q.letters != "" {
		begins := strings.Split(q.letters[:min(3, len(q.letters))], "")
		for _, way := range pinyin.Split(q.letters, 6) {
			ways = append(ways, `(`+start("hp", []string{way[0][:min(2, len(way[0]))]})+`pinyin : `+at+phrase(way)+` *)`)
		}
		if parts := windows(q.letters, 3); len(q.letters) <= 3 {
			ways = append(ways, `(`+start("hi", begins)+`initials : `+at+phrase([]string{q.letters})+` *)`)
		} else {
			ways = append(ways, `(`+start("hi", begins)+`initials : `+at+phrase(parts[:len(parts)-2])+`)`)
		}
		if len(q.letters) >= 3 && !head { // a code begins like thousands of others
			ways = append(ways, `code : `+phrase(codeWords(q.letters)))
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
