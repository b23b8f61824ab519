package store

import (
	"context"
	"fmt"
	"slices"

	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
)

// chunk is how many claims are matched, folded and written together: large
// enough for few round trips, small enough for flat memory.
const chunk = 1000

// PutOptions say how claims are put.
type PutOptions struct {
	// NewPID names new records; nil gives random public IDs. Demonstration data
	// hand in a seeded one.
	NewPID func(prefix string) string
	// Create makes a record for a Subject that does not exist, with that public
	// ID; otherwise such a claim is refused.
	Create bool
}

// PutClaims adds claims of one kind and shows what they come to. A claim that
// names its Subject goes there (through merges); every other one looks for its
// record by the keys of the kind, best first, and makes a new record when none
// fits. When several fit equally, a new record is made and the outcome names
// the rivals: people decide. A claim that stands already (same source, date
// and values) is not added again.
//
// Values have the Go types that [fact.Type] lists; nil says that the source
// knows the value to be unknown, so leave blank cells out. References to firms
// must be public IDs that exist. A claim on a record outside the acting
// account's scope, or one that would take a record out of it, is refused as
// fault.ErrForbidden. The outcomes are in the order of the claims.
// 100,000 rows may come in one call or in parts; the data version rises once in
// a transaction.
func (tx *Tx) PutClaims(ctx context.Context, kind *fact.Kind, claims []fact.Claim, opts PutOptions) ([]fact.Outcome, error) {
	return tx.put(ctx, kind, claims, opts, false)
}

// TryClaims tells what [Tx.PutClaims] would do and writes nothing; it works in
// a reading transaction. New records have no Subject yet. Claims of one call
// see each other, so a sheet should be tried in one call. A claim with Source 0
// counts as one from a sheet whose source does not exist yet.
func (tx *Tx) TryClaims(ctx context.Context, kind *fact.Kind, claims []fact.Claim, opts PutOptions) ([]fact.Outcome, error) {
	return tx.put(ctx, kind, claims, opts, true)
}

func (tx *Tx) put(ctx context.Context, kind *fact.Kind, claims []fact.Claim, opts PutOptions, dry bool) ([]fact.Outcome, error) {
	if opts.NewPID == nil {
		opts.NewPID = fact.NewPID
	}
	w := &writer{tx: tx, t: tableOf(kind), opts: opts, dry: dry, made: map[int64][]*subject{}, ranks: map[int64]fact.Standing{}}
	defer w.close()
	out := make([]fact.Outcome, 0, len(claims))
	for part := range slices.Chunk(claims, chunk) {
		got, err := w.put(ctx, part)
		if err != nil {
			return nil, fmt.Errorf("put claims on %s: %w", kind.Name, err)
		}
		out = append(out, got...)
	}
	return out, nil
}

// subject is a record while claims are put on it.
type subject struct {
	row
	old     row             // as it lay in the database; zero for a new one
	fresh   bool            // new in this call
	told    bool            // its outcome New was given
	known   map[int]bool    // which of the kind's keys it has, by order
	signs   []key           // by which firms that may be one meet, once written
	claims  []fact.Standing // all that stand, once loaded
	waiting []pending       // claims of this chunk
	place   string          // region column
	outside bool            // the actor may not write on it
}

// pending is a claim on its way to a subject.
type pending struct {
	index int // in the chunk
	body  string
	keys  []key // all of its kind's that it has
	looks []key // those by which it looks for its record
	same  bool  // stands already
	claim fact.Claim
}

// put matches, folds and writes one chunk.
func (w *writer) put(ctx context.Context, claims []fact.Claim) ([]fact.Outcome, error) {
	w.loaded = map[int64]*subject{}
	checked, err := w.check(claims)
	if err != nil {
		return nil, err
	}
	subjects, rivals, err := w.match(ctx, checked)
	if err != nil {
		return nil, err
	}
	if err := w.append(ctx, subjects); err != nil {
		return nil, err
	}
	changes, err := w.settle(ctx, subjects)
	if err != nil {
		return nil, err
	}
	for _, s := range subjects {
		if s.outside = !w.reaches(s); s.outside && !w.dry {
			return nil, fault.New(fault.ErrForbidden, "OUT_OF_SCOPE")
		}
	}
	if err := w.refuseClosed(ctx, subjects); err != nil {
		return nil, err
	}
	out := make([]fact.Outcome, len(claims))
	for _, s := range subjects {
		for _, p := range s.waiting {
			out[p.index] = w.outcome(s, p, changes[s])
			out[p.index].Rivals = rivals[p.index]
		}
		s.waiting, s.claims = nil, nil
	}
	return out, nil
}

// refuseClosed refuses claims that touch a closed period; those that stand
// already change nothing.
func (w *writer) refuseClosed(ctx context.Context, subjects []*subject) error {
	if w.dry {
		return nil
	}
	closed, err := w.tx.Closed(ctx)
	if err != nil || len(closed) == 0 {
		return err
	}
	for _, s := range subjects {
		for i := range s.waiting {
			p := &s.waiting[i]
			for _, record := range []map[string]any{s.Values, s.old.Values} {
				if period, touched := closed.Touched(w.t.kind, p.claim.AsOf, p.claim.Values, record); touched && !p.same {
					return fact.ErrClosed(period)
				}
			}
		}
	}
	return nil
}

// reaches tells whether the actor may write on a record: it lay in the scope
// before and lies there afterwards.
func (w *writer) reaches(s *subject) bool {
	scope := w.tx.Actor.Scope
	return scope.Sees(region.Code(s.place)) && (s.fresh || scope.Sees(s.old.Region))
}

func (w *writer) outcome(s *subject, p pending, differences []fact.Difference) fact.Outcome {
	o := fact.Outcome{Subject: s.PID, Claim: p.claim.ID, Change: fact.Same, Outside: s.outside}
	switch {
	case s.fresh && !s.told:
		o.Change, s.told = fact.New, true
	case p.same:
	case s.fresh:
		o.Change = fact.Changed
	case len(differences) > 0:
		o.Change, o.Differences = fact.Changed, differences
	}
	return o
}

// check brings the values of each claim to the Go types of their fields.
func (w *writer) check(claims []fact.Claim) ([]pending, error) {
	list := make([]pending, len(claims))
	for i, c := range claims {
		values := make(map[string]any, len(c.Values))
		for id, v := range c.Values {
			f := w.t.kind.Field(id)
			if f == nil {
				return nil, fault.New(fault.ErrInvalid, "FIELD_UNKNOWN", "field", id, "kind", w.t.kind.Label.Zh)
			}
			good, err := f.Value(v)
			if err != nil {
				return nil, err
			}
			values[id] = good
		}
		c.Kind, c.Values = w.t.kind.Name, values
		body, err := encodeValues(values)
		if err != nil {
			return nil, err
		}
		list[i] = pending{index: i, body: body, claim: c, keys: keys(w.t.kind, values)}
		list[i].looks = lookups(w.t.kind, list[i].keys, values)
	}
	return list, nil
}

// append loads what stands on old subjects and adds the claims of this chunk.
func (w *writer) append(ctx context.Context, subjects []*subject) error {
	if err := w.loadClaims(ctx, subjects); err != nil {
		return err
	}
	ranks, err := w.sources(ctx, subjects)
	if err != nil {
		return err
	}
	count := 0
	for _, s := range subjects {
		for i := range s.waiting {
			p := &s.waiting[i]
			if p.same = s.stands(p); !p.same {
				count++
				s.claims = append(s.claims, fact.Standing{Claim: p.claim, Rank: ranks[p.claim.Source].Rank, Demo: ranks[p.claim.Source].Demo})
				s.claims[len(s.claims)-1].ID = int64(1)<<62 + int64(p.index) // until it has one: later than all that stand
			}
		}
	}
	if w.dry || count == 0 {
		return nil
	}
	return w.insertClaims(ctx, subjects, count)
}

// stands tells whether the very same claim is there already.
func (s *subject) stands(p *pending) bool {
	for i := range s.claims {
		c := &s.claims[i]
		if c.Source != p.claim.Source || c.AsOf != p.claim.AsOf || len(c.Values) != len(p.claim.Values) {
			continue
		}
		if body, err := encodeValues(c.Values); err == nil && body == p.body {
			return true
		}
	}
	return false
}
