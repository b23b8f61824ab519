package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"lianzhang/internal/pinyin"
)

// lumpMax is how many rows of the search index wait at most.
const lumpMax = 16_000

// searchLump holds rows of the search index until there are many of them, the
// transaction ends or somebody searches in it. FTS5 gathers words in memory as
// long as row numbers rise, and writes a piece of index, to be merged later,
// whenever one falls; so the rows go in by the thousand and in order.
type searchLump struct {
	gone map[int64]bool
	come map[int64]searchRow // by row number
}

func (w *writer) writeSearchSQLite(ctx context.Context, gone, come []searchRow) error {
	l := &w.tx.unfound
	if l.come == nil {
		l.gone, l.come = map[int64]bool{}, map[int64]searchRow{}
	}
	for _, r := range gone {
		if _, waits := l.come[r.rank]; waits {
			delete(l.come, r.rank)
		} else {
			l.gone[r.rank] = true
		}
	}
	for _, r := range come {
		l.come[r.rank] = r
	}
	if len(l.gone)+len(l.come) < lumpMax {
		return nil
	}
	return w.tx.indexLump(ctx)
}

// indexLump writes the rows that wait into the search index.
func (tx *Tx) indexLump(ctx context.Context) error {
	l := tx.unfound
	if len(l.gone)+len(l.come) == 0 {
		return nil
	}
	tx.unfound = searchLump{}
	if len(l.come) >= lumpMax/2 {
		// Larger pieces and fewer merges while a lump goes in.
		if err := tx.tuneSearch(ctx, 4<<20, 16); err != nil {
			return err
		}
	}
	if err := tx.writeLump(ctx, l); err != nil {
		return fmt.Errorf("index firms: %w", err)
	}
	if len(l.come) >= lumpMax/2 {
		return tx.tuneSearch(ctx, 1<<20, 4) // as FTS5 has it
	}
	return nil
}

// tuneSearch sets how many bytes of words FTS5 gathers before it writes a piece
// of index, and how many pieces of one size it merges.
func (tx *Tx) tuneSearch(ctx context.Context, gather, pieces int) error {
	for _, set := range []struct {
		name  string
		value int
	}{{"hashsize", gather}, {"automerge", pieces}} {
		if _, err := tx.ExecContext(ctx, `INSERT INTO firm_search (firm_search, rank) VALUES ($1, $2)`, set.name, set.value); err != nil {
			return fmt.Errorf("tune search index: %w", err)
		}
	}
	return nil
}

func (tx *Tx) writeLump(ctx context.Context, l searchLump) error {
	w := &writer{tx: tx}
	defer w.close()
	rows := make([][]any, 0, len(l.gone))
	for rank := range l.gone {
		rows = append(rows, []any{rank})
	}
	slices.SortFunc(rows, byRank)
	if err := w.run(ctx, batch{sqlite: `DELETE FROM firm_search WHERE rowid = ?`}, rows); err != nil {
		return err
	}
	ranks := make([]int64, 0, len(l.come))
	for rank := range l.come {
		ranks = append(ranks, rank)
	}
	slices.Sort(ranks)
	for part := range slices.Chunk(ranks, chunk) {
		rows = rows[:0]
		for _, rank := range part {
			rows = append(rows, searchWords(l.come[rank]))
		}
		if err := w.run(ctx, batch{sqlite: `INSERT INTO firm_search (rowid, name, pinyin, initials, code, region) VALUES (?, ?, ?, ?, ?, ?)`}, rows); err != nil {
			return err
		}
	}
	return nil
}

func byRank(a, b []any) int { return cmp.Compare(a[0].(int64), b[0].(int64)) }

// searchWords are the columns of a row of the search index.
func searchWords(r searchRow) []any {
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
		codes = append(append(codes, codeWords(line)...), lineEnd)
	}
	return []any{r.rank, strings.Join(name, " "), strings.Join(full, " "), strings.Join(initials, " "), strings.Join(codes, " "),
		strings.Join(append(placeMarks(r.place), headMarks(r)...), " ")}
}
