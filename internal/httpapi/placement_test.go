package httpapi_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/httpapi/apitest"
	"lianzhang/internal/placement"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

type placementPage struct {
	Items []placement.Placement `json:"items"`
	Next  string                `json:"next"`
}

// runPlacement asks for a run and waits for its end.
func runPlacement(t *testing.T, c *apitest.Client, chain string) placement.Tally {
	t.Helper()
	var queued struct{ Job string }
	if status := c.Do(http.MethodPost, "/api/v1/chains/"+chain+"/place", nil, &queued); status != http.StatusAccepted {
		t.Fatalf("queue: status %d", status)
	}
	for range 200 {
		var j struct {
			State  string
			Result placement.Tally
		}
		c.Do(http.MethodGet, "/api/v1/jobs/"+queued.Job, nil, &j)
		if j.State == "done" {
			return j.Result
		}
		if j.State == "failed" {
			t.Fatal("the job failed")
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the job did not end")
	return placement.Tally{}
}

// Firms are proposed by a run, settled by people, and what they said teaches
// the next run: the whole story through the API, on both databases.
func TestPlacementsFromRunToLesson(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := apitest.Signed(t, db)
		ids := fill(t, db, "firm",
			map[string]any{"name": "甲公司", "region": "330522", "products": "锂电池隔膜、车用智能香氛系统"},
			map[string]any{"name": "乙公司", "region": "330600", "products": "香氛系统"},
			map[string]any{"name": "丙饭店", "region": "330522", "products": "川菜"},
			map[string]any{"name": "丁公司", "region": "330522", "industry": "C3841"})
		if got := runPlacement(t, c, "nev"); got.Firms != 4 || got.Placed != 2 || got.Proposed != 2 {
			t.Fatalf("first run: %+v", got)
		}
		var page placementPage
		c.Do(http.MethodGet, "/api/v1/placements?chain=nev&node=nev.separator&region=330500", nil, &page)
		if len(page.Items) != 1 || page.Items[0].Firm != ids[0] || page.Items[0].State != placement.Proposed || page.Items[0].Words == "" {
			t.Fatalf("proposals: %+v", page)
		}
		var p placement.Placement
		c.Do(http.MethodPost, "/api/v1/placements/"+page.Items[0].PID+"/confirm", nil, &p)
		if p.State != placement.Confirmed || p.Method != placement.Person || p.Confidence != 1 {
			t.Errorf("confirmed: %+v", p)
		}
		add := map[string]string{"firm": ids[0], "chain": "nev", "node": "nev.interior"}
		if status := c.Do(http.MethodPost, "/api/v1/placements", add, &p); status != http.StatusCreated || p.Node != "nev.interior" || p.Region != "330522" {
			t.Fatalf("added: %d %+v", status, p)
		}
		if got := runPlacement(t, c, "nev"); got.Placed != 3 {
			t.Errorf("after the lesson: %+v", got)
		}
		c.Do(http.MethodGet, "/api/v1/placements?firm="+ids[1], nil, &page)
		if len(page.Items) != 1 || page.Items[0].Node != "nev.interior" {
			t.Errorf("the next firm: %+v", page)
		}
		var counts struct{ Items []placement.Count }
		c.Do(http.MethodGet, "/api/v1/chains/nev/placement-counts?region=330522", nil, &counts)
		if len(counts.Items) != 3 {
			t.Errorf("counts: %+v", counts)
		}
		var lessons struct{ Items []placement.Lesson }
		if c.Do(http.MethodGet, "/api/v1/chains/nev/lessons", nil, &lessons); len(lessons.Items) == 0 {
			t.Error("no lessons")
		}
	})
}

// To correct is to reject and to confirm the other; a run leaves both alone.
func TestPlacementIsCorrected(t *testing.T) {
	db := storetest.SQLite(t)
	c := apitest.Signed(t, db)
	ids := fill(t, db, "firm", map[string]any{"name": "甲公司", "region": "330522", "products": "石墨电极"})
	runPlacement(t, c, "nev")
	var page placementPage
	c.Do(http.MethodGet, "/api/v1/placements?firm="+ids[0], nil, &page)
	var p placement.Placement
	at := "/api/v1/placements/" + page.Items[0].PID
	if status := c.Do(http.MethodPost, at+"/correct", map[string]string{"node": "no.such"}, nil); status != http.StatusUnprocessableEntity && status != http.StatusBadRequest {
		t.Errorf("unknown node: status %d", status)
	}
	if status := c.Do(http.MethodPost, at+"/correct", map[string]string{"node": "nev.anode-graphite"}, &p); status != http.StatusOK || p.Node != "nev.anode-graphite" || p.State != placement.Confirmed {
		t.Fatalf("corrected: %d %+v", status, p)
	}
	runPlacement(t, c, "nev")
	c.Do(http.MethodGet, "/api/v1/placements?firm="+ids[0], nil, &page)
	if len(page.Items) != 1 || page.Items[0].Node != "nev.anode-graphite" {
		t.Errorf("standing placements: %+v", page.Items)
	}
	c.Do(http.MethodGet, "/api/v1/placements?state=rejected&firm="+ids[0], nil, &page)
	if len(page.Items) != 1 || page.Items[0].Node != "nev.graphite" {
		t.Errorf("rejected placements: %+v", page.Items)
	}
}

// What an imported product says stands as decided by the sheet.
func TestReportedProductsPlaceTheirFirm(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := apitest.Signed(t, db)
		ids := fill(t, db, "firm", map[string]any{"name": "甲公司", "region": "330522"})
		product := map[string]any{"values": map[string]any{"firm": ids[0], "name": "异形件", "chain": "nev", "node": "nev.casting"}}
		if status := c.Do(http.MethodPost, "/api/v1/records/products", product, nil); status != http.StatusCreated {
			t.Fatalf("add a product: %d", status)
		}
		runPlacement(t, c, "nev")
		var page placementPage
		c.Do(http.MethodGet, "/api/v1/placements?chain=nev&state=confirmed", nil, &page)
		if len(page.Items) != 1 || page.Items[0].Node != "nev.casting" || page.Items[0].Method != placement.Import {
			t.Errorf("%+v", page.Items)
		}
	})
}

func TestPlacementsStayInsideTheScope(t *testing.T) {
	db := storetest.SQLite(t)
	c := apitest.Signed(t, db)
	ids := fill(t, db, "firm", map[string]any{"name": "甲公司", "region": "330522", "products": "锂电池隔膜"})
	runPlacement(t, c, "nev")
	var page placementPage
	c.Do(http.MethodGet, "/api/v1/placements?firm="+ids[0], nil, &page)
	stranger := c.As("stranger", access.Editor, access.Internal, "320000")
	var theirs placementPage
	if stranger.Do(http.MethodGet, "/api/v1/placements", nil, &theirs); len(theirs.Items) != 0 {
		t.Errorf("a stranger sees %+v", theirs.Items)
	}
	for _, act := range []string{"confirm", "reject"} {
		if status := stranger.Do(http.MethodPost, "/api/v1/placements/"+page.Items[0].PID+"/"+act, nil, nil); status != http.StatusNotFound {
			t.Errorf("a stranger may %s: %d", act, status)
		}
	}
	reader := c.As("reader", access.Reader, access.Internal, "330000")
	if status := reader.Do(http.MethodPost, "/api/v1/placements/"+page.Items[0].PID+"/confirm", nil, nil); status != http.StatusForbidden {
		t.Errorf("a reader may confirm: %d", status)
	}
	if status := stranger.Do(http.MethodPost, "/api/v1/chains/nev/place?region=330000", nil, nil); status != http.StatusForbidden {
		t.Errorf("a stranger may run over another place: %d", status)
	}
	if status := c.Do(http.MethodPost, "/api/v1/chains/no-such/place", nil, nil); status != http.StatusNotFound {
		t.Errorf("unknown chain: %d", status)
	}
}

// What was decided about a firm goes with it when it is merged into another.
func TestDecisionsFollowAMerger(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := apitest.Signed(t, db)
		ids := fill(t, db, "firm", map[string]any{"name": "甲公司", "region": "330522"}, map[string]any{"name": "甲有限责任公司", "region": "330522"})
		add := map[string]string{"firm": ids[1], "chain": "nev", "node": "nev.lamp"}
		if status := c.Do(http.MethodPost, "/api/v1/placements", add, nil); status != http.StatusCreated {
			t.Fatalf("add: %d", status)
		}
		err := db.Write(context.Background(), access.System(), func(tx *store.Tx) error {
			_, err := tx.ExecContext(context.Background(), `UPDATE firm SET deleted = 1, merged_into = (SELECT id FROM firm WHERE pid = $1) WHERE pid = $2`, ids[0], ids[1])
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // a second run changes nothing
			runPlacement(t, c, "nev")
		}
		var page placementPage
		c.Do(http.MethodGet, "/api/v1/placements?firm="+ids[0], nil, &page)
		if len(page.Items) != 1 || page.Items[0].Node != "nev.lamp" || page.Items[0].State != placement.Confirmed {
			t.Errorf("%+v", page.Items)
		}
	})
}
