package store

import (
	"context"
	"fmt"

	"lianzhang/internal/fault"
)

// match gives each claim its subject and returns the subjects in order of their
// first claim, and for a claim that fits several records their public IDs.
func (w *writer) match(ctx context.Context, claims []pending) ([]*subject, map[int][]string, error) {
	byPID, err := w.named(ctx, claims)
	if err != nil {
		return nil, nil, err
	}
	byHash, err := w.keyed(ctx, claims)
	if err != nil {
		return nil, nil, err
	}
	rivals := map[int][]string{}
	var order []*subject
	for _, p := range claims {
		s, err := w.subjectOf(p, byPID, byHash, rivals)
		if err != nil {
			return nil, nil, err
		}
		if len(s.waiting) == 0 {
			order = append(order, s)
		}
		s.waiting = append(s.waiting, p)
		for _, k := range p.keys {
			if !contains(byHash[k.hash], s) {
				byHash[k.hash] = append(byHash[k.hash], s)
			}
			s.known[k.order] = true
		}
	}
	return order, rivals, nil
}

func (w *writer) subjectOf(p pending, byPID map[string]*subject, byHash map[int64][]*subject, rivals map[int][]string) (*subject, error) {
	if pid := p.claim.Subject; pid != "" {
		if s := byPID[pid]; s != nil {
			return s, nil
		}
		if !w.opts.Create {
			return nil, fault.New(fault.ErrNotFound, "RECORD_UNKNOWN", "id", pid)
		}
		byPID[pid] = w.create(pid, p)
		return byPID[pid], nil
	}
	s, others := choose(p.looks, byHash)
	for _, o := range others {
		if o.PID != "" {
			rivals[p.index] = append(rivals[p.index], o.PID)
		}
	}
	if s != nil {
		return s, nil
	}
	pid := ""
	if !w.dry {
		pid = w.opts.NewPID(w.t.kind.Prefix)
	}
	return w.create(pid, p), nil
}

// choose returns the one subject that the keys lead to, or nil and those that
// would fit as well. A subject found by a lesser key is refused when it has a
// better key of its own that the claim has too: that key would have matched.
func choose(looks []key, byHash map[int64][]*subject) (*subject, []*subject) {
	var others []*subject
	for i, k := range looks {
		var fit []*subject
		for _, s := range byHash[k.hash] {
			if s.lacks(looks[:i]) {
				fit = append(fit, s)
			} else if !contains(others, s) {
				others = append(others, s)
			}
		}
		switch {
		case len(fit) == 1:
			return fit[0], nil
		case len(fit) > 1:
			return nil, fit
		}
	}
	return nil, others
}

func (s *subject) lacks(better []key) bool {
	for _, k := range better {
		if s.known[k.order] {
			return false
		}
	}
	return true
}

func contains(list []*subject, s *subject) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// create starts a new record; in a trial it is remembered for later chunks.
func (w *writer) create(pid string, p pending) *subject {
	s := &subject{fresh: true, known: map[int]bool{}}
	s.PID, s.Kind = pid, w.t.kind.Name
	if w.dry {
		for _, k := range p.keys {
			w.made[k.hash] = append(w.made[k.hash], s)
		}
	}
	return s
}

// named loads the subjects that claims name, through merges.
func (w *writer) named(ctx context.Context, claims []pending) (map[string]*subject, error) {
	var pids []string
	for _, p := range claims {
		if p.claim.Subject != "" {
			pids = append(pids, p.claim.Subject)
		}
	}
	found := map[string]*subject{}
	if len(pids) == 0 {
		return found, nil
	}
	rows, err := w.tx.loadRows(ctx, w.t, `pid IN `+w.tx.in(1, false), jsonList(pids))
	if err != nil {
		return nil, err
	}
	subjects := map[int64]*subject{}
	for _, r := range rows {
		last, err := w.tx.survivor(ctx, w.t, r)
		if err != nil {
			return nil, err
		}
		if subjects[last.ID] == nil {
			subjects[last.ID] = w.load(last)
		}
		found[r.PID] = subjects[last.ID]
	}
	return found, nil
}

// keyed loads the live records that the claims' keys lead to.
func (w *writer) keyed(ctx context.Context, claims []pending) (map[int64][]*subject, error) {
	byHash := map[int64][]*subject{}
	var hashes []int64
	for _, p := range claims {
		for _, k := range p.looks {
			hashes = append(hashes, k.hash)
			byHash[k.hash] = append([]*subject(nil), w.made[k.hash]...)
		}
	}
	rows, err := w.tx.QueryContext(ctx, `SELECT hash, record_id FROM record_key WHERE hash IN `+w.tx.in(1, true)+` ORDER BY record_id, hash`, jsonList(hashes))
	if err != nil {
		return nil, fmt.Errorf("find keys: %w", err)
	}
	hits, ids := map[int64][]int64{}, []int64{}
	defer rows.Close()
	for rows.Next() {
		var h, id int64
		if err := rows.Scan(&h, &id); err != nil {
			return nil, err
		}
		hits[id] = append(hits[id], h)
		if len(ids) == 0 || ids[len(ids)-1] != id {
			ids = append(ids, id)
		}
	}
	if err := rows.Err(); err != nil || len(ids) == 0 {
		return byHash, err
	}
	records, err := w.tx.loadRows(ctx, w.t, `id IN `+w.tx.in(1, true)+` AND deleted = 0`, jsonList(ids))
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		s := w.load(r)
		for _, h := range hits[r.ID] {
			byHash[h] = append(byHash[h], s)
		}
	}
	return byHash, nil
}

// load makes a subject of a row, one for each record within a chunk.
func (w *writer) load(r *row) *subject {
	if s := w.loaded[r.ID]; s != nil {
		return s
	}
	s := &subject{row: *r, old: *r, place: string(r.Region), known: map[int]bool{}}
	for _, k := range keys(w.t.kind, r.Values) {
		s.known[k.order] = true
	}
	w.loaded[r.ID] = s
	return s
}

// loadRows reads records by a condition, in order of their internal ID.
func (tx *Tx) loadRows(ctx context.Context, t *table, where string, args ...any) ([]*row, error) {
	rows, err := tx.QueryContext(ctx, `SELECT `+t.list+` FROM `+t.kind.Name+` WHERE `+where+` ORDER BY id`, args...)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", t.kind.Name, err)
	}
	defer rows.Close()
	var list []*row
	for rows.Next() {
		r, err := t.scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, rows.Err()
}

// survivor follows merges to the record that stands.
func (tx *Tx) survivor(ctx context.Context, t *table, r *row) (*row, error) {
	for range 64 {
		if !r.merged.Valid {
			return r, nil
		}
		next, err := tx.loadRows(ctx, t, `id = $1`, r.merged.Int64)
		if err != nil {
			return nil, err
		}
		if len(next) == 0 {
			break
		}
		r = next[0]
	}
	return nil, fault.New(fault.ErrNotFound, "RECORD_UNKNOWN", "id", r.PID)
}
