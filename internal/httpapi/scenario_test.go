package httpapi_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/httpapi/apitest"
	"lianzhang/internal/scenario"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
	"lianzhang/internal/supply"
)

// batteryTown writes a battery maker of Changxing that supplies a car maker of
// Huzhou, another car maker of Hangzhou that buys from nobody known, and the
// table that says what cars are made of. It returns the firms by name.
func batteryTown(t *testing.T, db *store.DB) map[string]string {
	t.Helper()
	ctx := context.Background()
	pids := map[string]string{}
	put := func(tx *store.Tx, source int64, kind string, rows ...map[string]any) error {
		var claims []fact.Claim
		for _, row := range rows {
			claims = append(claims, fact.Claim{Source: source, AsOf: "2026-02-01", Values: row})
		}
		_, err := tx.PutClaims(ctx, fact.KindOf(kind), claims, store.PutOptions{})
		return err
	}
	const yi = int64(10_000_000_000)
	var source int64
	err := db.Write(ctx, access.System(), func(tx *store.Tx) (err error) {
		if source, err = tx.AddSource(ctx, fact.Source{Name: "台账", Rank: 50, AsOf: "2026-02-01"}); err != nil {
			return err
		}
		return put(tx, source, "firm",
			map[string]any{"name": "长兴电池", "region": "330522", "industry": "C3841", "output": 1 * yi, "tax": yi / 20, "employees": int64(200)},
			map[string]any{"name": "湖州整车", "region": "330502", "industry": "C3611", "output": 8 * yi},
			map[string]any{"name": "杭州整车", "region": "330102", "industry": "C3611", "output": 2 * yi})
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"长兴电池", "湖州整车", "杭州整车"} {
		var pid string
		if err := db.SQL().QueryRowContext(ctx, `SELECT pid FROM firm WHERE name = $1`, name).Scan(&pid); err != nil {
			t.Fatal(err)
		}
		pids[name] = pid
	}
	err = db.Write(ctx, access.System(), func(tx *store.Tx) error {
		if err := put(tx, source, "link", map[string]any{"supplier": pids["长兴电池"], "buyer": pids["湖州整车"], "product": "动力电池", "amount": yi * 8 / 10}); err != nil {
			return err
		}
		if err := tx.PutIOSectors(ctx, []supply.Sector{{Code: "079", Name: "汽车整车", Intermediate: 0.5}, {Code: "087", Name: "电池", Intermediate: 0.4}}); err != nil {
			return err
		}
		return tx.PutSectorShares(ctx, source, []store.SectorShare{{Supplier: "087", Buyer: "079", Percent: 20}})
	})
	if err != nil {
		t.Fatal(err)
	}
	return pids
}

// ended waits for a job through its events, as the page does.
func ended(t *testing.T, c *apitest.Client, id string) string {
	t.Helper()
	res, err := c.HTTP.Get(c.Base + "/api/v1/jobs/" + id + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	events := strings.Split(strings.TrimSpace(string(body)), "\n")
	return events[len(events)-1]
}

type askedScenario struct {
	ID, Job, SHA256 string
	DataVersion     int64 `json:"data_version"`
	Answer          *struct {
		scenario.Answer
		Hidden int
		Said   []string
	}
}

func TestScenario(t *testing.T) {
	db := storetest.SQLite(t)
	admin := apitest.Signed(t, db)
	pids := batteryTown(t, db)
	ask := map[string]any{"kind": "what_if", "chain": "nev", "region": "330000", "draws": 10, "seed": 3,
		"hits": []map[string]any{{"kind": "firm", "id": pids["长兴电池"], "depth": 1}}}
	var run askedScenario
	if got := admin.Do("POST", "/api/v1/scenarios", ask, &run); got != http.StatusCreated || run.Job == "" {
		t.Fatalf("ask: %d %+v", got, run)
	}
	if last := ended(t, admin, run.Job); !strings.Contains(last, `"state":"done"`) {
		t.Fatalf("job: %s", last)
	}
	if got := admin.Do("GET", "/api/v1/scenarios/"+run.ID, nil, &run); got != http.StatusOK || run.Answer == nil {
		t.Fatalf("answer: %d %+v", got, run)
	}
	a := run.Answer
	if a.Here.Output.Lost.Value != 900_000_000 { // the battery maker and its customer whole
		t.Errorf("output lost %+v", a.Here.Output)
	}
	if b := a.Here.Output.Lost.Band; b == nil || b.High <= 900_000_000 {
		t.Errorf("the other car maker may buy there too: %+v", b)
	}
	if a.Here.Tax.Unknown < 1 || a.Here.Jobs.Lost.Value != 200 {
		t.Errorf("tax %+v, jobs %+v", a.Here.Tax, a.Here.Jobs)
	}

	t.Run("scope", func(t *testing.T) {
		local := admin.As("huzhou", access.Editor, access.Internal, "330500")
		if got := local.Do("GET", "/api/v1/scenarios/"+run.ID, nil, nil); got != http.StatusNotFound {
			t.Errorf("a question about the province read from a city: %d", got)
		}
		wide := map[string]any{"kind": "what_if", "chain": "nev", "region": "330500", "draws": 10, "seed": 3, "hits": ask["hits"]}
		var own askedScenario
		if got := local.Do("POST", "/api/v1/scenarios", wide, &own); got != http.StatusCreated {
			t.Fatalf("ask from a city: %d", got)
		}
		ended(t, local, own.Job)
		status, body := local.Raw("GET", "/api/v1/scenarios/"+own.ID, nil, nil)
		if status != http.StatusOK || strings.Contains(string(body), "杭州整车") || strings.Contains(string(body), pids["杭州整车"]) {
			t.Errorf("a firm outside the scope is named: %d %s", status, body)
		}
		if !strings.Contains(string(body), `"hidden":1`) {
			t.Errorf("hidden firms are not counted: %s", body)
		}
		for what, hit := range map[string]map[string]any{
			"firm outside":  {"kind": "firm", "id": pids["杭州整车"], "depth": 1},
			"no such firm":  {"kind": "firm", "id": "F-none", "depth": 1},
			"place outside": {"kind": "region", "id": "110000", "depth": 1},
		} {
			bad := map[string]any{"kind": "what_if", "chain": "nev", "region": "330500", "draws": 0, "seed": 1, "hits": []map[string]any{hit}}
			if got := local.Do("POST", "/api/v1/scenarios", bad, nil); got != http.StatusBadRequest && got != http.StatusUnprocessableEntity && got != http.StatusNotFound {
				t.Errorf("%s: %d", what, got)
			}
		}
		reader := admin.As("reader", access.Reader, access.Public, "330500")
		if got := reader.Do("POST", "/api/v1/scenarios", wide, nil); got != http.StatusForbidden {
			t.Errorf("a reader asks: %d", got)
		}
	})

	t.Run("replay", func(t *testing.T) {
		var ref struct{ Job string }
		if got := admin.Do("POST", "/api/v1/scenarios/"+run.ID+"/replay", nil, &ref); got != http.StatusOK {
			t.Fatalf("replay: %d", got)
		}
		if last := ended(t, admin, ref.Job); !strings.Contains(last, `"same":true`) || !strings.Contains(last, run.SHA256) {
			t.Errorf("replay: %s", last)
		}
		err := db.Write(context.Background(), access.System(), func(tx *store.Tx) error {
			source, err := tx.AddSource(context.Background(), fact.Source{Name: "新台账", Rank: 60, AsOf: "2026-03-01"})
			if err != nil {
				return err
			}
			_, err = tx.PutClaims(context.Background(), fact.KindOf("firm"), []fact.Claim{{Source: source, AsOf: "2026-03-01", Values: map[string]any{"name": "新来的", "region": "330102"}}}, store.PutOptions{})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		admin.Do("POST", "/api/v1/scenarios/"+run.ID+"/replay", nil, &ref)
		if last := ended(t, admin, ref.Job); !strings.Contains(last, "SCENARIO_DATA_MOVED") {
			t.Errorf("replay on other data: %s", last)
		}
	})

	var list struct{ Items []askedScenario }
	if admin.Do("GET", "/api/v1/scenarios?chain=nev&kind=what_if", nil, &list); len(list.Items) != 2 || list.Items[1].ID != run.ID {
		t.Errorf("list: %+v", list.Items)
	}
}
