package store

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"

	"lianzhang/internal/date"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/pinyin"
	"lianzhang/internal/region"
)

// settle computes the shown values of subjects from the claims loaded on them,
// writes what changed, and returns the differences. A record without any claim
// left keeps its last values and is marked deleted.
func (w *writer) settle(ctx context.Context, subjects []*subject) (map[*subject][]fact.Difference, error) {
	for _, s := range subjects {
		if s.deleted = len(s.claims) == 0; s.deleted {
			continue
		}
		shown := fact.Fold(w.t.kind, s.claims)
		s.Values, s.Source, s.AsOf, s.Demo = shown.Values, shown.Source, shown.AsOf, shown.Demo
	}
	if err := w.place(ctx, subjects); err != nil {
		return nil, err
	}
	differences := map[*subject][]fact.Difference{}
	var fresh, changed []*subject
	for _, s := range subjects {
		switch {
		case s.fresh:
			fresh = append(fresh, s)
		default:
			differences[s] = w.differences(s)
			if len(differences[s]) > 0 || s.deleted != s.old.deleted || s.Source != s.old.Source || s.AsOf != s.old.AsOf || s.Demo != s.old.Demo || s.place != string(s.old.Region) {
				changed = append(changed, s)
			}
		}
	}
	if w.dry || len(fresh)+len(changed) == 0 {
		return differences, nil
	}
	return differences, w.write(ctx, fresh, changed)
}

func (w *writer) differences(s *subject) []fact.Difference {
	var list []fact.Difference
	for i := range w.t.kind.Fields {
		id := w.t.kind.Fields[i].ID
		if was, is := s.old.Values[id], s.Values[id]; !reflect.DeepEqual(was, is) {
			list = append(list, fact.Difference{Field: id, Old: was, New: is})
		}
	}
	return list
}

// place follows references to firms through merges and finds the place of each
// record: the park if it names one, else its region, else that of its firm.
func (w *writer) place(ctx context.Context, subjects []*subject) error {
	var pids []string
	for _, s := range subjects {
		for _, id := range w.t.firms {
			if pid, ok := s.Values[id].(string); ok {
				pids = append(pids, pid)
			}
		}
	}
	firms, err := w.tx.firmsAt(ctx, pids)
	if err != nil {
		return err
	}
	for _, s := range subjects {
		if s.deleted {
			continue
		}
		for _, id := range w.t.firms {
			pid, ok := s.Values[id].(string)
			if !ok {
				continue
			}
			at, known := firms[pid]
			if !known && !w.dry {
				return fault.New(fault.ErrInvalid, "FIRM_UNKNOWN", "id", pid)
			}
			if known {
				s.Values[id] = at.PID
			}
		}
		s.place = w.placeOf(s.Values, firms)
		if w.t.placed && s.place != "" {
			s.Values["region"] = string(division(region.Code(s.place)))
		}
	}
	return nil
}

func (w *writer) placeOf(values map[string]any, firms map[string]*row) string {
	if park, ok := values["park"].(string); ok && w.t.parked {
		return park
	}
	if w.t.owner != "" {
		if pid, ok := values[w.t.owner].(string); ok && firms[pid] != nil {
			return string(firms[pid].Region)
		}
		return ""
	}
	place, _ := values["region"].(string)
	return place
}

// firmsAt returns the standing firm for each public ID, through merges; also
// under the ID of the survivor.
func (tx *Tx) firmsAt(ctx context.Context, pids []string) (map[string]*row, error) {
	found := map[string]*row{}
	if len(pids) == 0 {
		return found, nil
	}
	slices.Sort(pids)
	rows, err := tx.QueryContext(ctx, `SELECT id, pid, region, merged_into FROM firm WHERE pid IN `+tx.in(1, false), jsonList(slices.Compact(pids)))
	if err != nil {
		return nil, fmt.Errorf("find firms: %w", err)
	}
	defer rows.Close()
	var merged []*row
	for rows.Next() {
		r := &row{}
		if err := rows.Scan(&r.ID, &r.PID, &r.Region, &r.merged); err != nil {
			return nil, err
		}
		found[r.PID] = r
		if r.merged.Valid {
			merged = append(merged, r)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	for _, r := range merged {
		last, err := tx.survivor(ctx, tables()["firm"], r)
		if err != nil {
			return nil, err
		}
		found[r.PID], found[last.PID] = last, last
	}
	return found, nil
}

// write stores fresh and changed records, their keys and what hangs on them.
func (w *writer) write(ctx context.Context, fresh, changed []*subject) error {
	version, err := w.tx.NextVersion(ctx)
	if err != nil {
		return err
	}
	for _, s := range append(slices.Clip(fresh), changed...) {
		s.Version, s.Region = version, region.Code(s.place)
	}
	columns := w.t.columns()
	if err := w.run(ctx, updates(w.t.kind.Name, columns), w.cells(changed)); err != nil {
		return fmt.Errorf("update %s: %w", w.t.kind.Name, err)
	}
	if err := w.run(ctx, inserts(w.t.kind.Name, columns, ""), w.cells(fresh)); err != nil {
		return fmt.Errorf("insert %s: %w", w.t.kind.Name, err)
	}
	if err := w.writeKeys(ctx, fresh, changed); err != nil {
		return err
	}
	if err := w.writeSearch(ctx, fresh, changed); err != nil {
		return err
	}
	if err := w.writePairs(ctx, append(slices.Clip(fresh), changed...)); err != nil {
		return err
	}
	return w.carry(ctx, changed, version)
}

// columns are those of a record that a write sets, the ID first.
func (t *table) columns() []column {
	list := []column{{"id", "bigint"}, {"pid", "text"}, {"region", "text"}}
	for _, f := range t.fields {
		list = append(list, column{f.ID, map[fact.Go]string{fact.GoString: "text", fact.GoFloat: "double precision", fact.GoInt: "bigint", fact.GoBool: "bigint"}[f.Type.Go()]})
	}
	if t.kind.Name == "firm" {
		list = append(list, column{"name_key", "text"}, column{"pinyin", "text"}, column{"initials", "text"})
	}
	return append(list, column{"source_id", "bigint"}, column{"as_of", "text"}, column{"demo", "bigint"},
		column{"version", "bigint"}, column{"changed_at", "bigint"}, column{"deleted", "bigint"})
}

func (w *writer) cells(subjects []*subject) [][]any {
	rows := make([][]any, len(subjects))
	for i, s := range subjects {
		r := []any{s.ID, s.PID, s.place}
		for _, f := range w.t.fields {
			r = append(r, toColumn(s.Values[f.ID]))
		}
		if w.t.kind.Name == "firm" {
			name, _ := s.Values["name"].(string)
			full, initials := pinyin.Both(name)
			r = append(r, fact.Key(name), full, initials)
		}
		rows[i] = append(r, s.Source, s.AsOf, flag(s.Demo), s.Version, date.Millis(w.tx.Now), flag(s.deleted))
	}
	return rows
}

// writeKeys keeps the index of keys true.
func (w *writer) writeKeys(ctx context.Context, fresh, changed []*subject) error {
	columns := []column{{"hash", "bigint"}, {"record_id", "bigint"}}
	var gone, come [][]any
	for _, s := range changed {
		if !s.old.deleted {
			for _, k := range append(keys(w.t.kind, s.old.Values), w.signs(s.old.Values)...) {
				gone = append(gone, []any{k.hash, s.ID})
			}
		}
	}
	for _, s := range append(slices.Clip(fresh), changed...) {
		if !s.deleted {
			s.signs = w.signs(s.Values)
			for _, k := range append(keys(w.t.kind, s.Values), s.signs...) {
				come = append(come, []any{k.hash, s.ID})
			}
		}
	}
	// In the order of the index, so that neighbours are written together.
	slices.SortFunc(come, func(a, b []any) int { return cmp.Compare(a[0].(int64), b[0].(int64)) })
	if err := w.run(ctx, deletes("record_key", columns), gone); err != nil {
		return fmt.Errorf("drop keys: %w", err)
	}
	if err := w.run(ctx, inserts("record_key", columns, "ON CONFLICT DO NOTHING"), come); err != nil {
		return fmt.Errorf("add keys: %w", err)
	}
	return nil
}

// signs are those of a firm; other kinds have none.
func (w *writer) signs(values map[string]any) []key {
	if w.t.kind.Name != "firm" {
		return nil
	}
	return signs(values)
}

// carry moves the records that take their place from a firm when it moves.
func (w *writer) carry(ctx context.Context, changed []*subject, version int64) error {
	if w.t.kind.Name != "firm" {
		return nil
	}
	for _, s := range changed {
		if s.old.Region == s.Region || s.old.ID == 0 {
			continue
		}
		for name, t := range tables() {
			if t.owner == "" {
				continue
			}
			if _, err := w.tx.ExecContext(ctx, `UPDATE `+name+` SET region = $1, version = $2 WHERE `+quote(t.owner)+` = $3`, string(s.Region), version, s.PID); err != nil {
				return fmt.Errorf("move %s: %w", name, err)
			}
		}
		if _, err := w.tx.ExecContext(ctx, `UPDATE placement SET region = $1, version = $2 WHERE firm = $3`, string(s.Region), version, s.PID); err != nil {
			return fmt.Errorf("move placements: %w", err)
		}
	}
	return nil
}
