package store_test

import (
	"context"
	"errors"
	"reflect"
	"sync"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/fault"
	"lianzhang/internal/list"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

var ctx = context.Background()

// draft begins an edition of the short-board list for a place.
func draft(t *testing.T, db *store.DB, place region.Code, names ...string) string {
	t.Helper()
	d := list.Find(list.Definitions(), "shandong-04-short-boards")
	e := &list.Edition{List: d.ID, Chain: "nev", Region: place}
	for i, name := range names {
		e.Content.Rows = append(e.Content.Rows, list.Row{Key: name, Rank: i + 1, Cells: map[string]any{"node_name": name, "firms_here": 2.0}, Evidence: []string{}, Basis: map[string]any{"class": "weak"}})
	}
	err := db.Write(ctx, access.System(), func(tx *store.Tx) error { return list.Begin(ctx, tx, tx.Actor, d, e) })
	if err != nil {
		t.Fatal(err)
	}
	return e.PID
}

func take(db *store.DB, actor access.Actor, pid string, steps ...list.Step) error {
	for _, step := range steps {
		err := db.Write(ctx, actor, func(tx *store.Tx) error {
			e, err := tx.Edition(ctx, actor.Scope, pid)
			if err != nil {
				return err
			}
			return list.Take(ctx, tx, actor, e, step, "核对无误")
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func edition(t *testing.T, db *store.DB, pid string) *list.Edition {
	t.Helper()
	var e *list.Edition
	err := db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
		e, err = tx.Edition(ctx, access.Whole(), pid)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestEditionFromDraftToPublished(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		first := draft(t, db, "330500", "a", "b")
		if err := take(db, access.System(), first, list.Review, list.Sign, list.Publish); err != nil {
			t.Fatal(err)
		}
		e := edition(t, db, first)
		if e.State != list.Published || e.Number != 1 || e.SHA256 != e.Content.Digest() {
			t.Errorf("first: %s number %d digest %s", e.State, e.Number, e.SHA256)
		}
		second := draft(t, db, "330500", "b")
		if err := take(db, access.System(), second, list.Review, list.Sign, list.Publish); err != nil {
			t.Fatal(err)
		}
		e, old := edition(t, db, second), edition(t, db, first)
		if e.Number != 2 || e.Previous != first || old.State != list.Superseded {
			t.Errorf("second: number %d previous %s; first is %s", e.Number, e.Previous, old.State)
		}
		if len(old.Content.Rows) != 2 || old.SHA256 != old.Content.Digest() {
			t.Error("a published body changed")
		}
	})
}

func TestEditionRefuses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		elsewhere := access.Actor{Account: "x", Role: access.Admin, Scope: access.Scope{Regions: []region.Code{"340000"}}}
		reader := access.Actor{Account: "y", Role: access.Reader, Scope: access.Whole()}
		editor := access.Actor{Account: "z", Role: access.Editor, Scope: access.Whole()}
		tests := map[string]struct {
			actor access.Actor
			steps []list.Step
			want  error
		}{
			"signing before review":       {access.System(), []list.Step{list.Sign}, fault.ErrConflict},
			"publishing a draft":          {access.System(), []list.Step{list.Publish}, fault.ErrConflict},
			"a reader reviews":            {reader, []list.Step{list.Review}, fault.ErrForbidden},
			"an editor signs":             {editor, []list.Step{list.Review, list.Sign}, fault.ErrForbidden},
			"an account of another place": {elsewhere, []list.Step{list.Review}, fault.ErrNotFound},
		}
		for name, tc := range tests {
			pid := draft(t, db, "330500", "a")
			if err := take(db, tc.actor, pid, tc.steps...); !errors.Is(err, tc.want) {
				t.Errorf("%s: got %v, want %v", name, err, tc.want)
			}
		}
	})
}

// Of two who move the same edition at once, one wins and the other is told.
func TestOfTwoStepsAtOnceOneWins(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		pid := draft(t, db, "330500", "a")
		var wg sync.WaitGroup
		results := make([]error, 4)
		for i := range results {
			wg.Go(func() { results[i] = take(db, access.System(), pid, list.Review) })
		}
		wg.Wait()
		won := 0
		for _, err := range results {
			if err == nil {
				won++
			} else if !errors.Is(err, fault.ErrConflict) {
				t.Errorf("loser got %v", err)
			}
		}
		if won != 1 {
			t.Errorf("%d won", won)
		}
	})
}

func TestEditionsStayInsideTheScope(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		pids := map[region.Code]string{}
		for _, place := range []region.Code{"330000", "330500", "330522", "340000"} {
			pids[place] = draft(t, db, place, "a")
		}
		seen := func(places ...region.Code) []string {
			var got []string
			err := db.Read(ctx, access.System(), func(tx *store.Tx) error {
				heads, err := tx.Editions(ctx, access.Scope{Regions: places}, store.EditionQuery{Limit: 10})
				for _, h := range heads {
					got = append(got, h.PID)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		if got, want := seen("330500"), []string{pids["330522"], pids["330500"]}; !reflect.DeepEqual(got, want) {
			t.Errorf("a city sees %v, want itself and its county %v", got, want)
		}
		if got := seen(); got != nil {
			t.Errorf("no scope sees %v", got)
		}
	})
}
