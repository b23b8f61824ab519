// Package atlas builds read-only pictures from the records and keeps them by
// data version: what one chain has in the whole nation, read once and shared by
// every place that is judged.
package atlas

import (
	"context"
	"errors"
	"fmt"

	"lianzhang/catalog"
	"lianzhang/internal/access"
	"lianzhang/internal/chain"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// Atlas gives out pictures of one database. It is safe for use by many at once.
type Atlas struct {
	db      *store.DB
	sets    []*diagnosis.Thresholds // that ship, oldest first
	nation  shelf[struct{}, *store.Nationwide]
	records shelf[recordsKey, *store.ChainRecords]
	picture shelf[pictureKey, *diagnosis.Picture]
	board   shelf[boardKey, *Board]
	sectors shelf[struct{}, *sectorTable]
	supply  shelf[struct{}, *Supply]
}

type recordsKey struct {
	chain    chain.ID
	template string
}

type pictureKey struct {
	recordsKey
	scope diagnosis.Scope
}

type boardKey struct {
	pictureKey
	set string // SHA-256
}

// New returns an atlas over a database.
func New(db *store.DB) *Atlas {
	sets, err := diagnosis.LoadThresholds(catalog.FS, "thresholds")
	if err != nil {
		panic(err) // the catalog is compiled in and tested
	}
	a := &Atlas{db: db, sets: sets}
	a.nation.size, a.records.size, a.picture.size, a.board.size = 1, 12, 12, 12
	a.sectors.size, a.supply.size = 1, 1
	return a
}

// Sets returns the sets of thresholds that ship, oldest first.
func (a *Atlas) Sets() []*diagnosis.Thresholds { return a.sets }

// Ask is what to build.
type Ask struct {
	Template *chain.Template
	Scope    diagnosis.Scope       // empty: in place
	Set      *diagnosis.Thresholds // nil: the newest that ships and is not younger than the data
}

// Board returns the chain measured at the present data version. A set of
// thresholds that may not judge the data is refused, see [diagnosis.Admit].
func (a *Atlas) Board(ctx context.Context, ask Ask) (*Board, error) {
	if ask.Scope == "" {
		ask.Scope = diagnosis.InPlace
	}
	p, err := a.Picture(ctx, ask.Template, ask.Scope)
	if err != nil {
		return nil, err
	}
	set := ask.Set
	if set == nil {
		set = a.newest(p.Batch)
	}
	key := boardKey{pictureKey{recordsKey{ask.Template.ID, fingerprint(ask.Template)}, ask.Scope}, set.SHA256}
	return a.board.get(ctx, key, p.Version, func() (*Board, error) {
		if err := a.admit(ctx, set, p); err != nil {
			return nil, err
		}
		return newBoard(diagnosis.Prepare(p, set), ask.Template), nil
	})
}

// newest is the newest set not younger than the data; the oldest when all are,
// so that the refusal names one.
func (a *Atlas) newest(batch string) *diagnosis.Thresholds {
	set := a.sets[0]
	for _, s := range a.sets {
		if batch == "" || s.Dated <= batch {
			set = s
		}
	}
	return set
}

// admit checks a set and registers it at its first use.
func (a *Atlas) admit(ctx context.Context, set *diagnosis.Thresholds, p *diagnosis.Picture) error {
	err := a.db.Read(ctx, access.System(), func(tx *store.Tx) error {
		return diagnosis.Admissible(ctx, tx, set, p.Batch)
	})
	if !diagnosis.Unused(err) {
		return err
	}
	return a.db.Write(ctx, access.System(), func(tx *store.Tx) error {
		return diagnosis.Admit(ctx, tx, set, p.Batch, p.Version)
	})
}

// Picture returns what a chain has in the whole nation at the present data
// version.
func (a *Atlas) Picture(ctx context.Context, t *chain.Template, scope diagnosis.Scope) (*diagnosis.Picture, error) {
	version, err := a.version(ctx)
	if err != nil {
		return nil, err
	}
	key := recordsKey{t.ID, fingerprint(t)}
	return a.picture.get(ctx, pictureKey{key, scope}, version, func() (*diagnosis.Picture, error) {
		in, err := a.read(ctx, version, t, key, scope)
		if err != nil {
			return nil, fmt.Errorf("read chain %s: %w", t.ID, err)
		}
		return diagnosis.NewPicture(*in), nil
	})
}

func (a *Atlas) version(ctx context.Context) (v int64, err error) {
	err = a.db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
		v, err = tx.DataVersion(ctx)
		return err
	})
	return v, err
}

// read puts together what was read of one chain and of the whole nation, of one
// data version.
func (a *Atlas) read(ctx context.Context, version int64, t *chain.Template, key recordsKey, scope diagnosis.Scope) (*diagnosis.Input, error) {
	nationwide := a.beside(ctx, version)
	g, err := a.gather(ctx, t, key, false)
	if err != nil {
		return nil, err
	}
	// Waited for without a connection in hand: who reads it needs one.
	if g.nation, err = nationwide(); err == nil && g.nation.Version != g.records.Version {
		g, err = a.gather(ctx, t, key, true) // somebody wrote in between
	}
	if err != nil {
		return nil, err
	}
	in := template(t)
	in.Scope, in.Version = scope, g.records.Version
	compose(in, g.records, g.nation, g.nodes.Index)
	in.Sources = sourceNames(g.records, g.nation, g.sources)
	return in, nil
}

// gathered is what the records say, as it was read.
type gathered struct {
	nodes   store.ChainNodes
	records *store.ChainRecords
	nation  *store.Nationwide
	sources map[int64]string
}

// gather reads the records of one chain in one transaction, on demand with those
// of the nation. What was held of an earlier data version is carried forward by
// what changed since.
func (a *Atlas) gather(ctx context.Context, t *chain.Template, key recordsKey, nation bool) (gathered, error) {
	g := gathered{nodes: store.ChainNodes{Chains: chainsOf(t), Index: make(map[string]int32, len(t.Nodes))}}
	for i := range t.Nodes {
		g.nodes.Index[string(t.Nodes[i].ID)] = int32(i)
	}
	err := a.db.Read(ctx, access.System(), func(tx *store.Tx) error {
		version, err := tx.DataVersion(ctx)
		if err != nil {
			return err
		}
		g.records, err = a.records.next(ctx, key, version, func(earlier func() *store.ChainRecords) (*store.ChainRecords, error) {
			held := earlier()
			if held == nil {
				return tx.ChainRecords(ctx, g.nodes)
			}
			return tx.ChainRecordsSince(ctx, g.nodes, held)
		})
		if err == nil && nation {
			g.nation, err = tx.Nationwide(ctx, gdpNames)
		}
		if err == nil {
			g.sources, err = tx.SourceNames(ctx)
		}
		return err
	})
	return g, err
}

// beside begins to read what the records say of every place, in a transaction
// of its own beside the reading of the chain, and returns how to wait for it.
func (a *Atlas) beside(ctx context.Context, version int64) func() (*store.Nationwide, error) {
	type answer struct {
		nation *store.Nationwide
		err    error
	}
	done := make(chan answer, 1)
	go func() {
		var got answer
		got.nation, got.err = a.nation.get(ctx, struct{}{}, version, func() (n *store.Nationwide, err error) {
			err = a.db.Read(ctx, access.System(), func(tx *store.Tx) error {
				n, err = tx.Nationwide(ctx, gdpNames)
				return err
			})
			return n, err
		})
		done <- got
	}()
	return func() (*store.Nationwide, error) {
		got := <-done
		return got.nation, got.err
	}
}

// Template returns a standard template, or CHAIN_UNKNOWN.
func Template(id string) (*chain.Template, error) { return chain.Load(chain.ID(id)) }

// Map returns the map of a chain as it holds at a place, local changes
// included, or CHAIN_UNKNOWN.
func (a *Atlas) Map(ctx context.Context, id string, place region.Code) (*chain.Template, error) {
	var t *chain.Template
	err := a.db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
		t, _, err = tx.Map(ctx, chain.ID(id), place)
		return err
	})
	return t, err
}

// SetNamed returns the set of thresholds with that version that ships.
func (a *Atlas) SetNamed(version string) (*diagnosis.Thresholds, error) {
	for _, s := range a.sets {
		if s.Version == version {
			return s, nil
		}
	}
	return nil, fault.New(fault.ErrNotFound, "THRESHOLDS_UNKNOWN", "version", version)
}

// CheckSets tells for each shipped set whether its bytes are those first used
// in this database, for lianzhang doctor. The error joins all that are not.
func CheckSets(ctx context.Context, db *store.DB) ([]diagnosis.UsedSet, error) {
	a := New(db)
	var used []diagnosis.UsedSet
	var wrong []error
	err := db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
		if used, err = tx.UsedSets(ctx); err != nil {
			return err
		}
		for _, s := range a.sets {
			if err := diagnosis.Admissible(ctx, tx, s, ""); err != nil && !diagnosis.Unused(err) {
				wrong = append(wrong, err)
			}
		}
		return nil
	})
	return used, errors.Join(append(wrong, err)...)
}
