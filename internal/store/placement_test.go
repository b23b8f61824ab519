package store_test

import (
	"context"
	"errors"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/fault"
	"lianzhang/internal/placement"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

func TestPlacement(t *testing.T) {
	tests := map[string]func(*testing.T, *store.DB){
		"rows come back as they went in":               placementRoundTrip,
		"a proposal never overwrites a decision":       decisionStands,
		"the same proposal keeps its version":          sameProposalKeepsVersion,
		"dropping proposals leaves what was decided":   dropLeavesDecided,
		"scope and region limit what is read":          placementScope,
		"a later decision takes back what was taught":  laterDecisionUnteaches,
		"a placement outside the scope is not there":   placementOutsideScope,
		"counts leave out what was rejected":           countsLeaveOutRejected,
		"an unknown grade is refused by the database":  unknownGradeRefused,
		"more rows than one statement takes are there": manyPlacements,
		"a row without a version gets the present one": placementVersion,
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { storetest.Each(t, test) })
	}
}

func proposal(firm, node, place string) placement.Placement {
	return placement.Placement{Firm: firm, Chain: "nev", Node: node, Region: region.Code(place), Confidence: 0.8,
		Words: "产品“正极材料”", Method: placement.Auto, State: placement.Proposed, Version: 1}
}

func write(t *testing.T, db *store.DB, do func(tx *store.Tx) error) {
	t.Helper()
	if err := db.Write(context.Background(), access.System(), do); err != nil {
		t.Fatal(err)
	}
}

func put(t *testing.T, db *store.DB, all ...placement.Placement) {
	t.Helper()
	write(t, db, func(tx *store.Tx) error { return tx.PutPlacements(context.Background(), all) })
}

func placements(t *testing.T, db *store.DB, scope access.Scope, f placement.Filter) []placement.Placement {
	t.Helper()
	var found []placement.Placement
	err := db.Read(context.Background(), access.System(), func(tx *store.Tx) (err error) {
		found, err = tx.Placements(context.Background(), scope, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func placementVersion(t *testing.T, db *store.DB) {
	p := proposal("F1", "cathode", "330522")
	p.Version = 0
	put(t, db, p)
	put(t, db, proposal("F2", "cathode", "330522"))
	if got := placements(t, db, access.Whole(), placement.Filter{}); got[0].Version != 1 {
		t.Errorf("written by the first change as version %d", got[0].Version)
	}
}

func placementRoundTrip(t *testing.T, db *store.DB) {
	share := 0.4
	p := proposal("F1", "cathode", "330522-Z01")
	p.Role, p.ValueGrade, p.Share, p.Template, p.Demo = "lead", "high", &share, "2026.1", true
	put(t, db, p, proposal("F2", "anode", "330500"))
	got := placements(t, db, access.Whole(), placement.Filter{})
	if len(got) != 2 {
		t.Fatalf("%d rows, want 2", len(got))
	}
	a, b := got[0], got[1]
	if a.Role != "lead" || a.ValueGrade != "high" || a.Share == nil || *a.Share != 0.4 || a.Template != "2026.1" || !a.Demo || a.Words != p.Words || a.PID == "" {
		t.Errorf("first row came back as %+v", a)
	}
	if b.Role != "" || b.ValueGrade != "" || b.Share != nil || b.Demo || b.DecidedAt != 0 {
		t.Errorf("what is not known came back as %+v", b)
	}
}

func decisionStands(t *testing.T, db *store.DB) {
	p := proposal("F1", "cathode", "330500")
	p.Method, p.State, p.Confidence = placement.Person, placement.Rejected, 0.3
	put(t, db, p)
	put(t, db, proposal("F1", "cathode", "330500"))
	got := placements(t, db, access.Whole(), placement.Filter{})
	if len(got) != 1 || got[0].State != placement.Rejected || got[0].Confidence != 0.3 {
		t.Errorf("after a proposal the decision is %+v", got)
	}
}

func sameProposalKeepsVersion(t *testing.T, db *store.DB) {
	put(t, db, proposal("F1", "cathode", "330500"), proposal("F2", "cathode", "330500"))
	same, moved := proposal("F1", "cathode", "330500"), proposal("F2", "cathode", "330600")
	same.Version, moved.Version = 2, 2
	put(t, db, same, moved)
	got := placements(t, db, access.Whole(), placement.Filter{})
	if got[0].Version != 1 || got[1].Version != 2 {
		t.Errorf("versions %d and %d, want 1 and 2", got[0].Version, got[1].Version)
	}
}

func dropLeavesDecided(t *testing.T, db *store.DB) {
	decided := proposal("F1", "anode", "330500")
	decided.Method, decided.State = placement.Person, placement.Confirmed
	put(t, db, proposal("F1", "cathode", "330500"), proposal("F1", "separator", "330500"), decided, proposal("F2", "cathode", "330500"))
	write(t, db, func(tx *store.Tx) error {
		n, err := tx.DropProposals(context.Background(), "nev", []string{"F1"}, map[[2]string]bool{{"F1", "separator"}: true})
		if n != 1 {
			t.Errorf("%d dropped, want 1", n)
		}
		return err
	})
	if got := placements(t, db, access.Whole(), placement.Filter{}); len(got) != 3 {
		t.Errorf("%d left, want 3", len(got))
	}
}

func placementScope(t *testing.T, db *store.DB) {
	put(t, db, proposal("F1", "cathode", "330522-Z01"), proposal("F2", "cathode", "330600"), proposal("F3", "anode", "330522"))
	huzhou := access.Scope{Regions: []region.Code{"330500"}}
	for name, c := range map[string]struct {
		scope access.Scope
		f     placement.Filter
		want  int
	}{
		"city":                     {huzhou, placement.Filter{}, 2},
		"nothing":                  {access.Scope{}, placement.Filter{}, 0},
		"region inside the scope":  {access.Whole(), placement.Filter{Region: "330522", Chain: "nev", Node: "cathode"}, 1},
		"region outside the scope": {huzhou, placement.Filter{Region: "330600"}, 0},
		"firm":                     {access.Whole(), placement.Filter{Firm: "F2"}, 1},
		"page":                     {access.Whole(), placement.Filter{Limit: 2}, 2},
	} {
		if got := placements(t, db, c.scope, c.f); len(got) != c.want {
			t.Errorf("%s: %d rows, want %d", name, len(got), c.want)
		}
	}
}

func lessons(t *testing.T, db *store.DB) []placement.Lesson {
	t.Helper()
	var found []placement.Lesson
	write(t, db, func(tx *store.Tx) (err error) {
		found, err = tx.PlacementLessons(context.Background(), "nev")
		return err
	})
	return found
}

func laterDecisionUnteaches(t *testing.T, db *store.DB) {
	p := proposal("F1", "cathode", "330500")
	put(t, db, p)
	p = placements(t, db, access.Whole(), placement.Filter{})[0]
	decide := func(to placement.State) {
		write(t, db, func(tx *store.Tx) (err error) {
			p, err = placement.Decide(context.Background(), tx, p, placement.Decision{To: to, By: "U1", At: 7, Words: []string{"正极", "磷酸铁锂"}})
			return err
		})
	}
	decide(placement.Confirmed)
	p = placements(t, db, access.Whole(), placement.Filter{})[0]
	if p.State != placement.Confirmed || p.Confidence != 1 || p.DecidedBy != "U1" || len(p.Taught) != 2 {
		t.Errorf("confirmed placement is %+v", p)
	}
	decide(placement.Rejected)
	got := lessons(t, db)
	if len(got) != 2 || got[0].Confirmed != 0 || got[0].Rejected != 1 {
		t.Errorf("lessons %+v", got)
	}
}

func placementOutsideScope(t *testing.T, db *store.DB) {
	p := proposal("F1", "cathode", "330500")
	p.PID = "A000000000001"
	put(t, db, p)
	err := db.Read(context.Background(), access.System(), func(tx *store.Tx) error {
		_, err := tx.Placement(context.Background(), access.Scope{Regions: []region.Code{"320000"}}, p.PID)
		return err
	})
	if !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("error %v, want not found", err)
	}
}

func countsLeaveOutRejected(t *testing.T, db *store.DB) {
	no, yes := proposal("F1", "cathode", "330500"), proposal("F2", "cathode", "330500")
	no.Method, no.State = placement.Person, placement.Rejected
	yes.Method, yes.State = placement.Person, placement.Confirmed
	put(t, db, no, yes, proposal("F3", "cathode", "330500"), proposal("F3", "anode", "330500"))
	err := db.Read(context.Background(), access.System(), func(tx *store.Tx) error {
		got, err := tx.PlacementCounts(context.Background(), access.Whole(), placement.Filter{Chain: "nev"})
		if len(got) != 2 || got[0] != (placement.Count{Node: "anode", Proposed: 1}) || got[1] != (placement.Count{Node: "cathode", Confirmed: 1, Proposed: 1}) {
			t.Errorf("counts %+v", got)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func unknownGradeRefused(t *testing.T, db *store.DB) {
	p := proposal("F1", "cathode", "330500")
	p.ValueGrade = "best"
	err := db.Write(context.Background(), access.System(), func(tx *store.Tx) error {
		return tx.PutPlacements(context.Background(), []placement.Placement{p})
	})
	if err == nil {
		t.Error("an unknown grade was stored")
	}
}

func manyPlacements(t *testing.T, db *store.DB) {
	all := make([]placement.Placement, 450)
	for i := range all {
		all[i] = proposal("F"+string(rune('a'+i%26))+string(rune('a'+i/26)), "cathode", "330500")
	}
	put(t, db, all...)
	if got := placements(t, db, access.Whole(), placement.Filter{}); len(got) != 450 {
		t.Errorf("%d rows, want 450", len(got))
	}
}
