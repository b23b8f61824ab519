package httpapi_test

import (
	"bytes"
	"context"
	"net/http"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/httpapi/apitest"
	"lianzhang/internal/placement"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// judged is a database in which a county has one cell maker, searched in vain
// for separators, and a second county has another cell maker.
func judged(t *testing.T, db *store.DB) (survey string) {
	t.Helper()
	ctx := context.Background()
	err := db.Write(ctx, access.System(), func(tx *store.Tx) error {
		source, err := tx.AddSource(ctx, fact.Source{PID: "Q1", Name: "试验数据", Rank: 50})
		if err != nil {
			return err
		}
		put := func(kind string, values ...map[string]any) ([]fact.Outcome, error) {
			claims := make([]fact.Claim, len(values))
			for i, v := range values {
				claims[i] = fact.Claim{Source: source, AsOf: "2025-12-31", Values: v}
			}
			return tx.PutClaims(ctx, fact.KindOf(kind), claims, store.PutOptions{})
		}
		firms, err := put("firm",
			map[string]any{"name": "长兴电池有限公司", "region": "330522", "revenue": int64(1e11), "role": "lead"},
			map[string]any{"name": "宜兴电池有限公司", "region": "320282", "revenue": int64(1e11)})
		if err != nil {
			return err
		}
		found, err := put("survey", map[string]any{"region": "330522", "chain": "nev", "node": "nev.separator", "searched_on": "2026-01-20", "searched_by": "经信局", "coverage": 95.0})
		if err != nil {
			return err
		}
		survey = found[0].Subject
		return tx.PutPlacements(ctx, []placement.Placement{
			{Firm: firms[0].Subject, Chain: "nev", Node: "nev.cell", Region: "330522", Confidence: 1, Method: placement.Person, State: placement.Confirmed},
			{Firm: firms[1].Subject, Chain: "nev", Node: "nev.cell", Region: "320282", Confidence: 1, Method: placement.Person, State: placement.Confirmed},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return survey
}

type item struct {
	ID      string                           `json:"id"`
	Node    string                           `json:"node"`
	Class   string                           `json:"class"`
	Local   *int                             `json:"local"`
	Before  string                           `json:"before"`
	Lead    string                           `json:"lead"`
	From    string                           `json:"from"`
	To      string                           `json:"to"`
	Records []struct{ ID, Kind, How string } `json:"records"`
}

type page struct {
	Items []item
	Total int
}

func (p page) at(id string) item {
	for _, i := range p.Items {
		if i.ID == id || i.Node == id {
			return i
		}
	}
	return item{}
}

func TestDiagnosisStory(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		survey := judged(t, db)
		c := apitest.Signed(t, db)
		var whole struct {
			Region     string
			Nodes      []item
			Thresholds struct{ Version string }
			Warnings   []struct{ Code, Message string }
		}
		if status := c.Do("GET", "/api/v1/chains/nev/diagnosis?region=330522", nil, &whole); status != 200 || len(whole.Nodes) < 60 || whole.Thresholds.Version == "" {
			t.Fatalf("diagnosis: %d, %d nodes", status, len(whole.Nodes))
		}
		for _, w := range whole.Warnings {
			if w.Message == "" || w.Message == w.Code {
				t.Errorf("warning %s has no sentence", w.Code)
			}
		}
		var verdict struct {
			Class    string
			Said     []string
			Evidence struct{ Searches []item }
		}
		c.Do("GET", "/api/v1/diagnosis/nodes/nev.separator?chain=nev&region=330522", nil, &verdict)
		if verdict.Class != "missing" || len(verdict.Evidence.Searches) != 1 || verdict.Evidence.Searches[0].ID != survey || len(verdict.Said) == 0 {
			t.Errorf("the verdict names the search behind it: %+v", verdict)
		}
		var marks page
		c.Do("GET", "/api/v1/chains/nev/marks?region=330522", nil, &marks)
		if m := marks.at("nev.cell"); m.Local == nil || *m.Local != 1 || m.Lead != "长兴电池有限公司" {
			t.Errorf("mark of the cell: %+v", m)
		}
		if m := marks.at("nev.electrolyte"); m.Local != nil || m.Class != "unknown" {
			t.Errorf("where nobody looked, the number of firms is not known: %+v", m)
		}
		var places page
		c.Do("GET", "/api/v1/chains/nev/diagnosis/places?level=county&node=nev.cell", nil, &places)
		if places.Total != 2 {
			t.Errorf("places: %+v", places)
		}
		var same page
		c.Do("GET", "/api/v1/chains/nev/duplication?region=330522", nil, &same)
		if same.Total != 1 || same.Items[0].ID != "320282" {
			t.Errorf("duplication: %+v", same)
		}
		var lift page
		status := c.Do("POST", "/api/v1/chains/nev/lift?region=330522", map[string]any{"firms": []any{map[string]any{"name": "目标", "nodes": []string{"nev.separator"}, "amount": 50_000}}}, &lift)
		if l := lift.at("nev.separator"); status != 200 || l.From != "missing" || l.To == "missing" {
			t.Errorf("lift: %d %+v", status, lift)
		}
		var all struct{ Items []item }
		if c.Do("GET", "/api/v1/overview?region=330522", nil, &all); len(all.Items) < 3 {
			t.Errorf("overview: %+v", all)
		}
		if status, body := c.Raw("GET", "/api/v1/chains/nev/diagnosis.xlsx?region=330522", nil, nil); status != 200 || !bytes.HasPrefix(body, []byte("PK")) {
			t.Errorf("workbook: %d, %d bytes", status, len(body))
		}
	})
}

// A kept diagnosis is what later ones are compared with; the cause is named.
func TestDiagnosisChangesOverTheWeb(t *testing.T) {
	db := storetest.SQLite(t)
	survey := judged(t, db)
	c := apitest.Signed(t, db)
	if status, _ := c.Raw("GET", "/api/v1/chains/nev/diagnosis/changes?region=330522", nil, nil); status != 404 {
		t.Errorf("nothing kept: %d", status)
	}
	var kept item
	if status := c.Do("POST", "/api/v1/chains/nev/diagnosis/kept?region=330522", map[string]any{}, &kept); status != 201 || kept.ID == "" {
		t.Fatalf("keep: %d %+v", status, kept)
	}
	ctx := context.Background()
	err := db.Write(ctx, access.System(), func(tx *store.Tx) error {
		v, err := tx.NextVersion(ctx)
		if err == nil {
			_, err = tx.ExecContext(ctx, `UPDATE survey SET deleted = 1, version = $1 WHERE pid = $2`, v, survey)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var changes page
	c.Do("GET", "/api/v1/chains/nev/diagnosis/changes?region=330522&from="+kept.ID, nil, &changes)
	if len(changes.Items) != 1 || changes.Items[0].To != "unknown" || len(changes.Items[0].Records) != 1 || changes.Items[0].Records[0].ID != survey || changes.Items[0].Records[0].How != "withdrawn" {
		t.Errorf("the search was withdrawn, so the node is unknown again: %+v", changes)
	}
	var marks page
	c.Do("GET", "/api/v1/chains/nev/marks?region=330522&since=2026-12-31", nil, &marks)
	if m := marks.at("nev.separator"); m.Before != "missing" {
		t.Errorf("mark with what was before: %+v", m)
	}
	var list page
	if c.Do("GET", "/api/v1/chains/nev/diagnosis/kept?region=330522", nil, &list); len(list.Items) != 1 {
		t.Errorf("kept: %+v", list)
	}
}

// Who may see one county does not learn of another's verdicts.
func TestDiagnosisStaysInScope(t *testing.T) {
	db := storetest.SQLite(t)
	judged(t, db)
	reader := apitest.New(t, db).As("county", access.Reader, access.Public, region.Code("330522"))
	for path, want := range map[string]int{
		"/api/v1/chains/nev/diagnosis?region=330522":                   200,
		"/api/v1/chains/nev/diagnosis?region=320282":                   404,
		"/api/v1/chains/nev/diagnosis":                                 404,
		"/api/v1/chains/nev/marks?region=330500":                       404,
		"/api/v1/diagnosis/nodes/nev.cell?chain=nev&region=320282":     404,
		"/api/v1/diagnosis/nodes/nev.moon?chain=nev&region=330522":     404,
		"/api/v1/chains/moon/diagnosis?region=330522":                  404,
		"/api/v1/chains/nev/diagnosis?region=33x":                      400,
		"/api/v1/chains/nev/diagnosis?region=330522&thresholds=moon":   404,
		"/api/v1/chains/nev/diagnosis/changes?region=330522&from=G000": 404,
		"/api/v1/overview?region=330500":                               404,
	} {
		if status, body := reader.Raw(http.MethodGet, path, nil, nil); status != want {
			t.Errorf("%s: %d, want %d: %.200s", path, status, want, body)
		}
	}
	if status, _ := reader.Raw(http.MethodPost, "/api/v1/chains/nev/diagnosis/kept?region=330522", map[string]any{}, nil); status != 403 {
		t.Errorf("a reader kept a diagnosis: %d", status)
	}
	answer := map[string]string{"answer": "与周边三县共建，见协议。"}
	if status, _ := reader.Raw(http.MethodPut, "/api/v1/chains/nev/diagnosis/warnings/DIAG_WHOLE_CYCLE?region=330522", answer, nil); status != 403 {
		t.Errorf("a reader answered a warning: %d", status)
	}
	editor := apitest.New(t, db).As("editor", access.Editor, access.Public, region.Code("330522"))
	if status, body := editor.Raw(http.MethodPut, "/api/v1/chains/nev/diagnosis/warnings/DIAG_WHOLE_CYCLE?region=330522", answer, nil); status != 204 {
		t.Errorf("answer: %d %s", status, body)
	}
}

// The tag follows the input: without a write a reader who has the answer is
// told so, after a write it gets the new one.
func TestDiagnosisTag(t *testing.T) {
	db := storetest.SQLite(t)
	judged(t, db)
	c := apitest.Signed(t, db)
	tag := func() string {
		res, err := c.HTTP.Get(c.Base + "/api/v1/chains/nev/diagnosis?region=330522")
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res.Header.Get("ETag")
	}
	first := tag()
	if status, body := c.Raw("GET", "/api/v1/chains/nev/diagnosis?region=330522", nil, map[string]string{"If-None-Match": first}); first == "" || status != 304 || len(body) > 0 {
		t.Errorf("tag %q: %d", first, status)
	}
	err := db.Write(context.Background(), access.System(), func(tx *store.Tx) error {
		_, err := tx.NextVersion(context.Background())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if tag() == first {
		t.Error("new data, old tag")
	}
}
