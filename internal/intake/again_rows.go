package intake

import (
	"context"
	"fmt"
	"hash/maphash"
	"slices"
	"strings"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/intake/sheet"
	"lianzhang/internal/store"
)

// other keeps the keys of a row that was not corrected, and its figures where
// they are compared with those of corrected rows. It says nothing of the row.
func (w *walk) other(r *sheet.Row) {
	g := w.again
	if w.twin == nil {
		return // the other check of the two has read it
	}
	values := map[string]any{}
	for i := range w.cols {
		f := w.cols[i].Field
		if col := w.cols[i].Col; col <= len(r.Cells) && (w.identifies(f.ID) || g.money[f.ID]) {
			if res := w.parser.Parse(w.cols[i].cell, r.Cells[col-1]); !res.Blocked() && res.Value != nil {
				values[f.ID] = res.Value
			}
		}
	}
	for _, key := range g.of(w.Kind, values) {
		g.keys[key] = true
	}
	if len(g.money) > 0 {
		it := Item{Sheet: w.name, Row: r.N, Values: values}
		w.across.figures(&it, g.money)
		w.twin.across.figures(&it, g.money)
	}
}

func (w *walk) identifies(id string) bool {
	return id == w.Kind.Title || slices.ContainsFunc(w.Kind.Keys, func(key []string) bool { return slices.Contains(key, id) })
}

// meet notes the keys of a corrected row.
func (g *again) meet(c *check, it *Item) {
	place := fmt.Sprint(it.Sheet, "!", it.Row)
	g.rank[place] = c.report.Rows
	for _, key := range g.of(c.Kind, it.Values) {
		if at, ok := g.mine[key]; ok && at != place {
			g.clash = true
		}
		g.mine[key] = place
	}
}

// of returns hashes of everything by which a row could be taken for another.
func (g *again) of(kind *fact.Kind, values map[string]any) []uint64 {
	var out []uint64
	for n, ids := range append(slices.Clone(kind.Keys), []string{kind.Title}) {
		var b strings.Builder
		fmt.Fprint(&b, n)
		whole := true
		for _, id := range ids {
			v := values[id]
			if s, ok := v.(string); ok {
				v = fact.Key(s)
			}
			whole = whole && v != nil
			fmt.Fprint(&b, "\x00", v)
		}
		if whole {
			out = append(out, maphash.String(g.seed, b.String()))
		}
	}
	return out
}

// seenBefore is how many rows a check of the whole file would have read when the
// batch of a corrected row was compared with the records.
func (g *again) seenBefore(it *Item, all int) int {
	n := g.rank[fmt.Sprint(it.Sheet, "!", it.Row)]
	return min((n+batchSize-1)/batchSize*batchSize, all)
}

// pair brings the twin to where the rows begin. What was said so far is not
// about rows and does not change.
func (c *check) pair() {
	if c.twin == nil {
		return
	}
	c.log = newLog(nil)
	t := c.twin
	t.file, t.mark, t.closed = c.file, c.mark, c.closed
	t.report.Sheets = slices.Clone(c.report.Sheets)
}

// reach notes the record that a corrected row turned out to be about.
func (g *again) reach(pid string, it *Item) {
	place := fmt.Sprint(it.Sheet, "!", it.Row)
	if at, ok := g.records[pid]; ok && at != place {
		g.clash = true
	}
	g.records[pid] = place
}

// reached adds the keys of those records to the rows'.
func (g *again) reached(ctx context.Context, tx *store.Tx, kind *fact.Kind) error {
	for pid, place := range g.records {
		r, err := tx.Record(ctx, access.Whole(), kind, pid)
		if err != nil {
			return err
		}
		for _, key := range g.of(kind, r.Values) {
			if at, ok := g.mine[key]; ok && at != place {
				g.clash = true
			}
			g.mine[key] = place
		}
	}
	return nil
}
