package httpapi

import (
	"context"
	"fmt"
	"sync"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/store"
)

const (
	// rulerMarks is how finely a list is measured: half a million rows get a
	// mark at every 1,000.
	rulerMarks = 500
	// rulersKept is how many measured lists are remembered; one is some 40 kB.
	rulersKept = 128
)

// rulers remembers measured lists until the data change, because measuring
// reads a list to its end and the same few long lists are opened by everybody.
type rulers struct {
	mu      sync.Mutex
	version int64
	kept    map[string]store.Ruler
}

func (r *rulers) find(version int64, key string) (store.Ruler, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	found, ok := r.kept[key]
	return found, ok && r.version == version
}

func (r *rulers) keep(version int64, key string, made store.Ruler) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kept == nil || r.version != version || len(r.kept) >= rulersKept {
		r.kept = map[string]store.Ruler{}
	}
	r.version, r.kept[key] = version, made
}

type rulerQuery struct{ RecordQuery }

type rulerBody struct{ Body store.Ruler }

func (s *Server) getRuler(ctx context.Context, in *rulerQuery) (*rulerBody, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	kind, err := kindOf(in.Kind)
	if err != nil {
		return nil, err
	}
	q, err := in.query(kind)
	if err != nil {
		return nil, err
	}
	out := &rulerBody{}
	err = s.db.Read(ctx, actor, func(tx *store.Tx) (err error) {
		out.Body, err = s.measured(ctx, tx, actor.Scope, kind, q)
		return err
	})
	return out, err
}

// measured is the ruler of a list, from memory when the data are still the same.
func (s *Server) measured(ctx context.Context, tx *store.Tx, scope access.Scope, kind *fact.Kind, q store.Query) (store.Ruler, error) {
	version, err := tx.DataVersion(ctx)
	if err != nil {
		return store.Ruler{}, err
	}
	key := fmt.Sprintf("%s %q %+v %+v", kind.Name, q.Text, scope, q)
	if known, ok := s.rulers.find(version, key); ok {
		return known, nil
	}
	made, err := tx.Ruler(ctx, scope, kind, q, rulerMarks)
	if err == nil {
		s.rulers.keep(version, key, made)
	}
	return made, err
}
