package intake

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"

	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/intake/cell"
	"lianzhang/internal/store"
)

// Ledger is what a commit asks of a writing transaction; *store.Tx has it.
type Ledger interface {
	Trial
	PutClaims(ctx context.Context, kind *fact.Kind, claims []fact.Claim, opts store.PutOptions) ([]fact.Outcome, error)
	AddSource(ctx context.Context, s fact.Source) (int64, error)
}

// Commit checks the file again and writes it, all in the transaction of tx.
// importID ties the claims to their import so that they can be withdrawn. With
// an error in any row and without Partial it returns IMPORT_ERRORS, and the
// caller must roll back; a refused file gives IMPORT_REFUSED. progress is
// called now and then with the rows read so far and may be nil.
func Commit(ctx context.Context, tx Ledger, in Input, importID int64, account string, progress func(rows int)) (*Report, int64, error) {
	c := newCheck(ctx, tx, in, nil)
	c.seen = progress
	source, err := tx.AddSource(ctx, sourceOf(in, c.asOfDay(in.Today)))
	if err != nil {
		return nil, 0, err
	}
	w := &commit{check: c, tx: tx, source: source, importID: importID, account: account, stubs: map[string]string{}}
	c.claims = w.given
	c.send = func(claims []fact.Claim) ([]fact.Outcome, error) {
		return tx.PutClaims(ctx, c.Kind, claims, store.PutOptions{})
	}
	report, err := c.finish()
	switch {
	case errors.Is(err, errBlocked):
		return nil, 0, fault.New(fault.ErrConflict, "IMPORT_ERRORS", "n", itoa(max(1, c.report.BadRows)))
	case err != nil:
		return nil, 0, err
	case report.Refused:
		return report, 0, fault.New(fault.ErrConflict, "IMPORT_REFUSED", "why", firstRefusal(report))
	case report.Errors > 0 && !in.Partial:
		return report, 0, fault.New(fault.ErrConflict, "IMPORT_ERRORS", "n", itoa(max(1, report.BadRows)))
	}
	return report, source, nil
}

func firstRefusal(r *Report) string {
	for i := range r.Findings {
		if r.Findings[i].Severity == cell.Refused {
			return r.Findings[i].Code
		}
	}
	return ""
}

// sourceOf is the source that an import's claims cite. The same words on the
// same day give the same source, so that a file imported twice adds nothing.
func sourceOf(in Input, asOf string) fact.Source {
	name := in.Source
	if name == "" {
		name = SafeName(in.Name)
	}
	sum := sha256.Sum256([]byte("sheet\x00" + name))
	return fact.Source{PID: fact.PIDFrom("Q", binary.BigEndian.Uint64(sum[:8])), Name: name, Rank: sheetRank, AsOf: asOf}
}

// sheetRank is how far a sheet is trusted: below a register and published
// statistics, above public text.
const sheetRank = 50

// commit writes batches of items.
type commit struct {
	*check
	tx       Ledger
	source   int64
	importID int64
	account  string
	stubs    map[string]string // text → public ID of the firm made for it
}

// errBlocked ends a commit at its first error when all or nothing is wanted.
var errBlocked = errors.New("a row has an error")

// given are the claims of a batch, with records made for the firms that nobody
// knows.
func (w *commit) given(items []Item) ([]fact.Claim, []*Item, error) {
	if err := w.merge(w.tx, items); err != nil {
		return nil, nil, err
	}
	var claims []fact.Claim
	var rows []*Item
	for i := range items {
		it := &items[i]
		switch {
		case it.Blocked && !w.Partial:
			return nil, nil, errBlocked
		case it.Blocked || it.Values == nil:
			continue
		}
		if err := w.makeStubs(it); err != nil {
			return nil, nil, err
		}
		c := w.claim(it)
		c.Source, c.GivenBy, c.Import = w.source, w.account, w.importID
		claims, rows = append(claims, c), append(rows, it)
	}
	return claims, rows, nil
}

// makeStubs makes records for firms that nobody knows, once for each name.
func (w *commit) makeStubs(it *Item) error {
	for field, text := range it.Stubs {
		key := firmKey(text)
		pid, made := w.stubs[key]
		if !made {
			values := map[string]any{"name": text}
			if code := key; len(code) == 18 && code == firmCode(text) {
				values = map[string]any{"uscc": code}
			}
			out, err := w.tx.PutClaims(w.ctx, fact.KindOf("firm"), []fact.Claim{{Kind: "firm", Source: w.source, AsOf: w.asOfDay(w.Today), GivenBy: w.account,
				Import: w.importID, Sheet: it.Sheet, Row: it.Row, Values: values}}, store.PutOptions{})
			if err != nil {
				return err
			}
			pid = out[0].Subject
			w.stubs[key] = pid
		}
		it.Values[field] = pid
	}
	it.Stubs = nil
	return nil
}
