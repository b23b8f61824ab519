package httpapi_test

import (
	"context"
	"net/http"
	"os"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/demo"
	"lianzhang/internal/httpapi/apitest"
	"lianzhang/internal/list"
	"lianzhang/internal/region"
	"lianzhang/internal/store/storetest"
)

func TestListsOnTheDemonstration(t *testing.T) {
	if testing.Short() {
		t.Skip("loads the whole demonstration, which takes minutes under the race detector")
	}
	db := storetest.SQLite(t)
	if err := demo.Load(context.Background(), db, os.DirFS("../../share"), func(string, int, int) {}); err != nil {
		t.Fatal(err)
	}
	admin := apitest.Signed(t, db)
	t.Run("from the data to a published edition", func(t *testing.T) { publishAndCompare(t, admin) })
	t.Run("every list of the catalog has rows and a workbook", func(t *testing.T) { everyList(t, admin) })
}

// A list goes from the data to a published edition, a second edition names what
// changed, and nobody outside the place sees either.
func publishAndCompare(t *testing.T, admin *apitest.Client) {
	type edition struct {
		ID      string       `json:"id"`
		State   list.State   `json:"state"`
		Number  int          `json:"number"`
		Version int64        `json:"version"`
		Content list.Content `json:"content"`
		SHA256  string       `json:"sha256"`
	}
	made := func() (e edition) {
		if status := admin.Do(http.MethodPost, "/api/v1/editions", map[string]string{"list": "shandong-04-short-boards", "chain": "nev", "region": "330500"}, &e); status != http.StatusOK {
			t.Fatalf("make: %d", status)
		}
		return e
	}
	step := func(e edition, name string) edition {
		if status := admin.Do(http.MethodPost, "/api/v1/editions/"+e.ID+"/steps", map[string]any{"step": name, "version": e.Version}, &e); status != http.StatusOK {
			t.Fatalf("%s: %d", name, status)
		}
		return e
	}
	first := made()
	if len(first.Content.Rows) == 0 {
		t.Fatal("the demonstration has no short boards in Huzhou")
	}
	for _, row := range first.Content.Rows {
		if row.Node == "" || row.Date == "" {
			t.Fatalf("row %s does not cite its node and date: %+v", row.Key, row)
		}
	}
	first = step(step(step(first, "review"), "sign"), "publish")
	if first.State != list.Published || first.Number != 1 || first.SHA256 == "" {
		t.Errorf("published: %+v", first.State)
	}

	second := made()
	out := first.Content.Rows[0].Key
	if status := admin.Do(http.MethodPut, "/api/v1/editions/"+second.ID+"/decisions", map[string]any{
		"version": second.Version, "decisions": []map[string]any{{"key": out, "include": false, "reason": "已引进企业，待投产"}},
	}, &second); status != http.StatusOK {
		t.Fatalf("decide: %d", status)
	}
	var diff struct {
		From   string       `json:"from"`
		Events []list.Event `json:"events"`
	}
	if status := admin.Do(http.MethodGet, "/api/v1/editions/"+second.ID+"/diff", nil, &diff); status != http.StatusOK || diff.From != first.ID {
		t.Fatalf("diff: %d from %s", status, diff.From)
	}
	left := false
	for _, e := range diff.Events {
		if e.Key == out && e.Kind == list.Left {
			left = len(e.Causes) > 0 && e.Causes[0].Kind == list.ByDecision
		}
	}
	if !left {
		t.Errorf("%s left by decision, got %+v", out, diff.Events)
	}

	stranger := admin.As("stranger", access.Admin, access.Core, region.Code("340000"))
	for _, path := range []string{"/api/v1/editions/" + first.ID, "/api/v1/editions/" + first.ID + "/diff", "/api/v1/editions/" + first.ID + "/file.xlsx",
		"/api/v1/lists/shandong-04-short-boards/preview?chain=nev&region=330500"} {
		if status := stranger.Do(http.MethodGet, path, nil, nil); status != http.StatusNotFound {
			t.Errorf("a stranger gets %d from %s", status, path)
		}
	}
	if status := admin.Do(http.MethodPost, "/api/v1/editions/"+second.ID+"/steps", map[string]any{"step": "review", "version": second.Version - 1}, nil); status != http.StatusConflict {
		t.Errorf("a stale step gets %d", status)
	}
}

func everyList(t *testing.T, admin *apitest.Client) {
	empty := []string{}
	for _, d := range list.Definitions() {
		for _, chain := range []string{"nev", "ic"} {
			query := "?region=330000&chain=" + chain
			if status := admin.Do(http.MethodGet, "/api/v1/lists/"+d.ID+"/file.xlsx"+query, nil, nil); status != http.StatusOK {
				t.Errorf("%s of %s as a workbook: %d", d.ID, chain, status)
			}
			if len(d.Parts) > 0 {
				continue
			}
			var got struct {
				Content list.Content `json:"content"`
			}
			if status := admin.Do(http.MethodGet, "/api/v1/lists/"+d.ID+"/preview"+query, nil, &got); status != http.StatusOK {
				t.Errorf("%s of %s: %d", d.ID, chain, status)
			}
			if len(got.Content.Rows) == 0 {
				empty = append(empty, d.ID+" "+chain)
			}
		}
	}
	if len(empty) > 0 {
		t.Errorf("empty on the demonstration: %v", empty)
	}
}
