package intake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"reflect"
	"slices"
	"strings"

	"lianzhang/internal/fact"
	"lianzhang/internal/intake/cell"
	"lianzhang/internal/intake/sheet"
	"lianzhang/internal/store"
)

// LookAgain checks a stored import after its options changed from before. Where
// only cells were corrected and the rules allow it, only their rows are checked:
// once as they were and once as they are, in one walk through the file, and the
// difference is put into the report. Everything else is [Look]. It tells which
// of the two it was; the report is the same.
//
// What rows say about each other is seen all the same: the walk reads the keys
// of the other rows, and when a corrected row meets one of them everything is
// checked. Of kinds whose rows are summed or joined to a graph, and after anybody
// wrote to the records since, everything is checked too.
func LookAgain(ctx context.Context, tx *store.Tx, im *store.Import, before json.RawMessage) (*Report, bool, error) {
	old, err := lastReport(ctx, tx, im)
	if err != nil {
		return nil, false, err
	}
	is, err := input(ctx, tx, im)
	if err != nil {
		return nil, false, err
	}
	was := is
	was.Options = Options{}
	if err := json.Unmarshal(before, &was.Options); err != nil {
		return nil, false, fmt.Errorf("options of import %s: %w", im.PID, err)
	}
	g := corrected(old, &was, &is)
	if g == nil {
		return full(ctx, tx, im)
	}
	basis, err := basis(ctx, tx, &is)
	if err != nil || basis != old.Basis {
		return orFull(ctx, tx, im, err)
	}
	r, err := g.look(ctx, tx, was, is, old)
	if err != nil || r == nil {
		return orFull(ctx, tx, im, err)
	}
	r.Basis = basis
	if err := sameFile(ctx, tx, im, r); err != nil {
		return nil, false, err
	}
	return r, true, fill(im, r)
}

func full(ctx context.Context, tx *store.Tx, im *store.Import) (*Report, bool, error) {
	r, err := Look(ctx, tx, im)
	return r, false, err
}

func orFull(ctx context.Context, tx *store.Tx, im *store.Import, err error) (*Report, bool, error) {
	if err != nil {
		return nil, false, err
	}
	return full(ctx, tx, im)
}

// basis is what a report rests on besides the file and the options: the day,
// the records and the closed periods. When it is another, everything is checked.
func basis(ctx context.Context, tx *store.Tx, in *Input) (string, error) {
	version, err1 := tx.DataVersion(ctx)
	closed, err2 := tx.Closed(ctx)
	return fmt.Sprint(in.Today, " ", version, " ", closed, " ", in.Scope, " ", in.Verdict), errors.Join(err1, err2)
}

// lastReport reads a stored report with its findings.
func lastReport(ctx context.Context, tx *store.Tx, im *store.Import) (*Report, error) {
	r := &Report{}
	if err := json.Unmarshal(im.Report, r); err != nil {
		return nil, fmt.Errorf("report of import %s: %w", im.PID, err)
	}
	bodies, _, err := tx.Findings(ctx, im.ID, "", 0, maxFindings+1)
	if err != nil {
		return nil, err
	}
	for _, body := range bodies {
		f, err := ReadFinding(body)
		if err != nil {
			return nil, err
		}
		if f.Code == "FILE_SAME" {
			r.Warnings-- // said anew
			continue
		}
		r.Findings = append(r.Findings, f)
	}
	return r, nil
}

// again is what a check of some rows keeps of the file.
type again struct {
	rows  map[string]map[int]bool // corrected rows by sheet
	money map[string]bool         // corrected fields whose figures are compared over the rows
	seed  maphash.Seed
	keys  map[uint64]bool   // of the other rows
	mine  map[uint64]string // of the corrected rows, as they were and as they are
	rank  map[string]int    // of a corrected row among the rows of the file
	clash bool
	// records are the standing records that corrected rows reach, with the row:
	// another row may reach them by another key.
	records map[string]string
}

// tallied are kinds whose rows are summed or joined, so that one changes what is
// said of others.
var tallied = []string{"node", "link", "product", "statistic", "park"}

// maxCorrected is how many rows are checked by themselves; more than that and
// the whole file is as quick.
const maxCorrected = batchSize / 2

// corrected returns which rows were corrected, or nil when more than some cells
// changed or the kind needs all rows.
func corrected(old *Report, was, is *Input) *again {
	a, b := was.Options, is.Options
	a.Cells, b.Cells = nil, nil
	if old.Refused || old.Dropped > 0 || old.Basis == "" || len(old.Changes) >= maxChanges || len(old.Conflicts) >= maxChanges ||
		slices.Contains(tallied, is.Kind.Name) || !reflect.DeepEqual(a, b) {
		return nil
	}
	for _, key := range is.Kind.Keys {
		for _, id := range key {
			if t := is.Kind.Field(id).Type; t == fact.Firm || t == fact.Node {
				return nil
			}
		}
	}
	g := &again{rows: map[string]map[int]bool{}, money: map[string]bool{}, seed: maphash.MakeSeed(), keys: map[uint64]bool{}, mine: map[uint64]string{}, rank: map[string]int{}, records: map[string]string{}}
	for place, text := range is.Cells {
		if before, ok := was.Cells[place]; !ok || before != text {
			if !g.add(old, is.Kind, place) {
				return nil
			}
		}
	}
	corrections := 0
	for _, rows := range g.rows {
		corrections += len(rows)
	}
	if corrections > maxCorrected {
		return nil
	}
	if len(g.money) > 0 && slices.ContainsFunc(old.Findings, func(f Finding) bool { return f.Code == "DUP_SAME" }) {
		return nil // the figures of merged rows count once
	}
	for place := range was.Cells {
		if _, ok := is.Cells[place]; !ok {
			return nil // nobody takes a correction back, but then the cell has to be read again
		}
	}
	return g
}

// add notes one corrected cell; false when it lies nowhere in the file.
func (g *again) add(old *Report, kind *fact.Kind, place string) bool {
	at := strings.LastIndexByte(place, '!')
	if at < 0 {
		return false
	}
	name := place[:at]
	row, col, ok := sheet.ParseRef(place[at+1:])
	for _, s := range old.Sheets {
		if s.Name != name || !s.Taken || !ok {
			continue
		}
		if g.rows[name] == nil {
			g.rows[name] = map[int]bool{}
		}
		g.rows[name][row] = true
		for _, info := range s.Columns {
			if f := kind.Field(info.Field); info.Col == col && f != nil && f.Type == fact.Money {
				g.money[f.ID] = true
			}
		}
		return true
	}
	return false
}

// look walks through the file once for both, and returns the report as it is
// now, or nil when everything has to be checked.
func (g *again) look(ctx context.Context, tx *store.Tx, was, is Input, old *Report) (*Report, error) {
	a, b := trial(ctx, tx, was, nil), trial(ctx, tx, is, nil)
	a.again, b.again, a.twin = g, g, b
	err := a.run()
	if err == nil {
		err = errors.Join(a.look.err, b.look.err)
	}
	if err != nil {
		return nil, err
	}
	if err := g.reached(ctx, tx, is.Kind); err != nil {
		return nil, err
	}
	for key := range g.mine {
		g.clash = g.clash || g.keys[key]
	}
	if a.report.Rows != b.report.Rows { // a row became a total or a blank, and its figures are no peers any more
		return nil, nil
	}
	if g.clash || a.log.counts[cell.Refused]+b.log.counts[cell.Refused] > 0 {
		return nil, nil
	}
	return g.together(old, a, b)
}

// together takes what was said of the corrected rows out of the old report and
// puts in what is said of them now.
func (g *again) together(old *Report, a, b *check) (*Report, error) {
	r := *old
	r.Sheets, r.mark = b.report.Sheets, a.report.mark
	r.Rows += b.report.Rows - a.report.Rows
	r.New += b.report.New - a.report.New
	r.Changed += b.report.Changed - a.report.Changed
	r.Same += b.report.Same - a.report.Same
	r.BadRows += b.report.BadRows - a.report.BadRows
	gone := map[string]int{}
	a.report.Findings, b.report.Findings = a.log.list, b.log.list
	a.report.place()
	b.report.place()
	for _, f := range a.report.Findings {
		gone[fmt.Sprint(f)]++
	}
	l := newLog(nil)
	for _, f := range old.Findings {
		if text := fmt.Sprint(f); gone[text] > 0 {
			gone[text]--
			continue
		}
		l.add(f)
	}
	for _, f := range b.report.Findings {
		l.add(f)
	}
	if l.dropped > 0 {
		return nil, nil
	}
	r.finish(l)
	order := map[string]int{}
	for i, s := range r.Sheets {
		order[s.Name] = i
	}
	mine := func(sheet string, row int) bool { return g.rows[sheet][row] }
	r.Changes = append(slices.DeleteFunc(slices.Clone(old.Changes), func(c Change) bool { return mine(c.Sheet, c.Row) }), b.report.Changes...)
	slices.SortStableFunc(r.Changes, func(x, y Change) int { return (order[x.Sheet]-order[y.Sheet])<<32 + x.Row - y.Row })
	r.Conflicts = append(slices.DeleteFunc(slices.Clone(old.Conflicts), func(c Conflict) bool { return mine(c.Sheet, c.Row) }), b.report.Conflicts...)
	slices.SortStableFunc(r.Conflicts, func(x, y Conflict) int { return (order[x.Sheet]-order[y.Sheet])<<32 + x.Row - y.Row })
	return &r, nil
}
