package httpapi_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/httpapi"
	"lianzhang/internal/httpapi/apitest"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

type recordAnswer = httpapi.RecordView

// fill puts claims of one source into the database and returns the public IDs.
func fill(t *testing.T, db *store.DB, kind string, list ...map[string]any) (ids []string) {
	t.Helper()
	ctx := context.Background()
	err := db.Write(ctx, access.System(), func(tx *store.Tx) error {
		source, err := tx.AddSource(ctx, fact.Source{PID: "QTEST", Name: "测试来源", Rank: 50})
		if err != nil {
			return err
		}
		claims := make([]fact.Claim, len(list))
		for i, v := range list {
			claims[i] = fact.Claim{Source: source, AsOf: "2025", Values: v}
		}
		out, err := tx.PutClaims(ctx, fact.KindOf(kind), claims, store.PutOptions{})
		for _, o := range out {
			ids = append(ids, o.Subject)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// A person adds a record, corrects it, is refused on a stale version, deletes
// it and takes it back; every step stands in the ledger.
func TestRecordByHand(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := apitest.Signed(t, db)
		var r recordAnswer
		add := map[string]any{"values": map[string]any{"name": "甲有限公司", "region": "330522", "revenue": 120000000, "short_name": ""}}
		if status := c.Do("POST", "/api/v1/records/enterprises", add, &r); status != 201 || r.Values["revenue"] != 1.2e8 || r.Region != "330522" {
			t.Fatalf("add: %d %+v", status, r)
		}
		at := "/api/v1/records/firm/" + r.ID
		change := map[string]any{"values": map[string]any{"revenue": nil, "employees": 30}, "note": "核实"}
		old := map[string]string{"If-Match": fmt.Sprintf("%q", fmt.Sprint(r.Version))}
		if status, _ := c.Raw("PATCH", at, change, nil); status != http.StatusPreconditionRequired {
			t.Errorf("without If-Match: %d", status)
		}
		if status, body := c.Raw("PATCH", at, change, old); status != 200 {
			t.Fatalf("change: %d %s", status, body)
		}
		if status, _ := c.Raw("PATCH", at, change, old); status != http.StatusPreconditionFailed {
			t.Errorf("on a stale version: %d", status)
		}
		var now recordAnswer
		c.Do("GET", at, nil, &now)
		if _, known := now.Values["revenue"]; known || now.Values["employees"] != 30.0 || len(now.Related) == 0 {
			t.Errorf("after the change: %+v", now)
		}
		if status, _ := c.Raw("DELETE", at, nil, map[string]string{"If-Match": fmt.Sprintf("%q", fmt.Sprint(now.Version))}); status != 204 {
			t.Errorf("delete: %d", status)
		}
		if status := c.Do("GET", at, nil, nil); status != 404 {
			t.Errorf("deleted: %d", status)
		}
		var bin struct{ Items []httpapi.BinView }
		if c.Do("GET", "/api/v1/bin/firm", nil, &bin); len(bin.Items) != 1 || bin.Items[0].Title != "甲有限公司" || bin.Items[0].ByName != "admin" || bin.Items[0].Region != "330522" || bin.Items[0].Until[:10] <= bin.Items[0].At[:10] {
			t.Errorf("bin: %+v", bin)
		}
		if status := c.As("reader", access.Reader, access.Core, "330000").Do("POST", at+"/restore", nil, nil); status != 403 {
			t.Errorf("a reader restores: %d", status)
		}
		if status := c.Do("POST", at+"/restore", nil, nil); status != 200 {
			t.Errorf("restore: %d", status)
		}
		var ledger struct{ Items []httpapi.ClaimView }
		c.Do("GET", at+"/claims", nil, &ledger)
		if len(ledger.Items) != 2 || ledger.Items[0].Source.PID != "QHAND" || ledger.Items[0].WithdrawnAt != "" {
			t.Fatalf("ledger: %+v", ledger)
		}
		if status := c.Do("DELETE", "/api/v1/records/firm/claims/"+ledger.Items[0].ID, nil, nil); status != 204 {
			t.Errorf("withdraw: %d", status)
		}
		c.Do("GET", at, nil, &now)
		if now.Values["revenue"] != 1.2e8 {
			t.Errorf("after withdrawing the correction: %+v", now)
		}
	})
}

func TestRecordList(t *testing.T) {
	db := storetest.SQLite(t)
	c := apitest.Signed(t, db)
	fill(t, db, "firm", map[string]any{"name": "甲电池", "region": "330522", "revenue": int64(300), "industry": "C3841"},
		map[string]any{"name": "乙电池", "region": "330523", "revenue": int64(200)}, map[string]any{"name": "丙钢铁", "region": "320500"})
	for why, step := range map[string]struct {
		query  string
		status int
		want   string
	}{
		"all in order of arrival":  {"", 200, "[甲电池 乙电池 丙钢铁]"},
		"falling, unknown last":    {"sort=-revenue", 200, "[甲电池 乙电池 丙钢铁]"},
		"rising, unknown last":     {"sort=revenue", 200, "[乙电池 甲电池 丙钢铁]"},
		"inside a place":           {"region=330500", 200, "[甲电池 乙电池]"},
		"two filters":              {"filter=name:contains:" + url.QueryEscape("电池") + "&filter=revenue:ge:250", 200, "[甲电池]"},
		"unknown":                  {"filter=revenue:unknown", 200, "[丙钢铁]"},
		"one of":                   {"filter=region:in:330522|320500", 200, "[甲电池 丙钢铁]"},
		"what was typed":           {"q=dianchi", 200, "[甲电池 乙电池]"},
		"a page of one":            {"limit=1", 200, "[甲电池]"},
		"a limit of none":          {"limit=0", 422, "[]"},
		"a limit of a million":     {"limit=1000000", 422, "[]"},
		"an order it lacks":        {"sort=name_key", 400, "[]"},
		"a filter it lacks":        {"filter=colour:eq:red", 400, "[]"},
		"a filter without sense":   {"filter=revenue", 400, "[]"},
		"text for money":           {"filter=revenue:ge:many", 400, "[]"},
		"a cursor that is not one": {"cursor=xx", 400, "[]"},
	} {
		var page struct{ Items []recordAnswer }
		status := c.Do("GET", "/api/v1/records/enterprises?"+step.query, nil, &page)
		got := []any{}
		for _, r := range page.Items {
			got = append(got, r.Values["name"])
		}
		if status != step.status && !(step.status == 422 && status == 400) || fmt.Sprint(got) != step.want {
			t.Errorf("%s: %d %v, want %d %s", why, status, got, step.status, step.want)
		}
	}
	if status := c.Do("GET", "/api/v1/records/nothing", nil, nil); status != 404 {
		t.Errorf("a kind that is not one: %d", status)
	}
}

// Who may see one county can neither read nor write anywhere else, and never
// learns by the answer whether something is there.
// A ruler leads to any row, and is measured anew when the data change.
func TestRuler(t *testing.T) {
	db := storetest.SQLite(t)
	c := apitest.Signed(t, db)
	var rows []map[string]any
	for i := range 700 {
		rows = append(rows, map[string]any{"name": fmt.Sprintf("第%03d电池", i), "region": []string{"330522", "110108"}[i%2], "revenue": int64(i)})
	}
	fill(t, db, "firm", rows...)
	var ruler store.Ruler
	if status := c.Do("GET", "/api/v1/records/firm/ruler?sort=-revenue", nil, &ruler); status != 200 || ruler.Total != 700 || ruler.Step != 2 || len(ruler.Marks) != 349 {
		t.Fatalf("ruler: %d, total %d, step %d, %d marks", status, ruler.Total, ruler.Step, len(ruler.Marks))
	}
	var page struct{ Items []recordAnswer }
	if c.Do("GET", "/api/v1/records/firm?limit=1&skip=1&sort=-revenue&cursor="+url.QueryEscape(ruler.Marks[299]), nil, &page); len(page.Items) != 1 || page.Items[0].Values["name"] != "第098电池" {
		t.Errorf("row 601 of falling revenue: %+v", page.Items)
	}
	other := c.As("reader", access.Reader, access.Core, "330000")
	if other.Do("GET", "/api/v1/records/firm/ruler?sort=-revenue", nil, &ruler); ruler.Total != 350 {
		t.Errorf("another scope sees the ruler of the first: %d", ruler.Total)
	}
	fill(t, db, "firm", map[string]any{"name": "新来的电池", "region": "330522"})
	if c.Do("GET", "/api/v1/records/firm/ruler?sort=-revenue", nil, &ruler); ruler.Total != 701 {
		t.Errorf("after a firm came: %d", ruler.Total)
	}
}

func TestRecordScope(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := apitest.Signed(t, db)
		ids := fill(t, db, "firm", map[string]any{"name": "本县企业", "region": "330522", "uscc": "91330500MA2B4T6K0A", "contact": "金丝雀"}, map[string]any{"name": "邻县企业", "region": "330523", "uscc": "91330500MA2B4T6K1B"})
		county := c.As("county", access.Editor, access.Internal, "330522")
		reader := c.As("reader", access.Reader, access.Core, "330522")
		if status := county.Do("GET", "/api/v1/records/firm/"+ids[0], nil, nil); status != 200 {
			t.Errorf("own: %d", status)
		}
		for _, path := range []string{"", "/claims"} {
			there, none := county.Do("GET", "/api/v1/records/firm/"+ids[1]+path, nil, nil), county.Do("GET", "/api/v1/records/firm/F000000000000"+path, nil, nil)
			if there != 404 || none != 404 {
				t.Errorf("another's %q: %d, nobody's: %d", path, there, none)
			}
		}
		for why, body := range map[string]map[string]any{
			"a record elsewhere":           {"name": "新企业", "region": "330523"},
			"a claim that finds another's": {"name": "改名", "region": "330522", "uscc": "91330500MA2B4T6K1B"},
		} {
			if status := county.Do("POST", "/api/v1/records/firm", map[string]any{"values": body}, nil); status != 403 {
				t.Errorf("%s: %d", why, status)
			}
		}
		if status := county.Do("POST", "/api/v1/records/firm", map[string]any{"values": map[string]any{"name": "x", "region": "330522", "contact": "x"}}, nil); status != 400 {
			t.Errorf("a field above the class: %d", status)
		}
		if status := reader.Do("POST", "/api/v1/records/firm", map[string]any{"values": map[string]any{"name": "x", "region": "330522"}}, nil); status != 403 {
			t.Errorf("a reader writes: %d", status)
		}
		_, body := county.Raw("GET", "/api/v1/records/firm?limit=500", nil, nil)
		if contains(body, "金丝雀") || contains(body, "邻县") {
			t.Errorf("the list of the county says %s", body)
		}
		_, kinds := county.Raw("GET", "/api/v1/kinds", nil, nil)
		if contains(kinds, `"contact"`) {
			t.Error("the kinds show a field above the class")
		}
	})
}

func TestPlacesAndNames(t *testing.T) {
	db := storetest.SQLite(t)
	c := apitest.Signed(t, db)
	firm := fill(t, db, "firm", map[string]any{"name": "甲电池", "region": "330522"})[0]
	fill(t, db, "park", map[string]any{"code": "330522-Z01", "name": "长兴经济技术开发区", "region": "330522"})
	var places struct{ Items []httpapi.PlaceView }
	for query, want := range map[string]string{"parent=330522": "330522-Z01", "parent=": "110000", "q=changxing": "330522", "q=" + url.QueryEscape("长兴经济"): "330522-Z01"} {
		if status := c.Do("GET", "/api/v1/regions?"+query, nil, &places); status != 200 || len(places.Items) == 0 || places.Items[0].ID != want {
			t.Errorf("%s: %d %+v", query, status, places.Items)
		}
	}
	var place httpapi.PlaceView
	if c.Do("GET", "/api/v1/regions/330522-Z01", nil, &place); place.Path != "浙江省湖州市长兴县长兴经济技术开发区" || place.Parent != "330522" {
		t.Errorf("park: %+v", place)
	}
	if status := c.Do("GET", "/api/v1/regions/999999", nil, nil); status != 404 {
		t.Errorf("no such place: %d", status)
	}
	var class httpapi.IndustryView
	if c.Do("GET", "/api/v1/industries/3841", nil, &class); class.ID != "C3841" || len(class.Path) != 4 {
		t.Errorf("industry: %+v", class)
	}
	var names map[string]map[string]string
	c.Do("GET", "/api/v1/names?division=330522,330522-Z01&industry=C3841&firm="+firm, nil, &names)
	if names["division"]["330522"] != "长兴县" || names["division"]["330522-Z01"] == "" || names["firm"][firm] != "甲电池" || names["industry"]["C3841"] == "" {
		t.Errorf("names: %v", names)
	}
	var hits struct{ Items []store.Hit }
	if c.Do("GET", "/api/v1/search/firms?q=jdc", nil, &hits); len(hits.Items) != 1 || hits.Items[0].PID != firm {
		t.Errorf("search: %+v", hits)
	}
}

func TestSavedViews(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := apitest.Signed(t, db)
		other := c.As("other", access.Reader, access.Public, "330522")
		var v store.View
		view := map[string]any{"kind": "firm", "name": "规上", "body": "f=above_scale:is:true"}
		if status := c.Do("POST", "/api/v1/views", view, &v); status != 201 || v.PID == "" {
			t.Fatalf("save: %d %+v", status, v)
		}
		view["body"] = "sort=-revenue"
		c.Do("POST", "/api/v1/views", view, nil)
		var views struct{ Items []store.View }
		if c.Do("GET", "/api/v1/views?kind=firm", nil, &views); len(views.Items) != 1 || views.Items[0].Body != "sort=-revenue" {
			t.Errorf("saved twice under one name: %+v", views)
		}
		if other.Do("GET", "/api/v1/views?kind=firm", nil, &views); len(views.Items) != 0 {
			t.Errorf("another account sees %+v", views)
		}
		if status := other.Do("DELETE", "/api/v1/views/"+v.PID, nil, nil); status != 404 {
			t.Errorf("another account drops it: %d", status)
		}
		if status := c.Do("DELETE", "/api/v1/views/"+v.PID, nil, nil); status != 204 {
			t.Errorf("drop: %d", status)
		}
	})
}

func contains(body []byte, text string) bool { return bytes.Contains(body, []byte(text)) }

// A download holds what the list shows and nothing above the reader's class.
func TestRecordExport(t *testing.T) {
	db := storetest.SQLite(t)
	c := apitest.Signed(t, db)
	fill(t, db, "firm", map[string]any{"name": "=甲电池", "region": "330522", "contact": "金丝雀", "revenue": int64(12_345_600)}, map[string]any{"name": "外地", "region": "320500"})
	county := c.As("county", access.Reader, access.Internal, "330522")
	status, body := county.Raw("GET", "/api/v1/records/firm/export?format=csv", nil, nil)
	if status != 200 || contains(body, "金丝雀") || contains(body, "联系人") || contains(body, "外地") || !contains(body, "'=甲电池") || !contains(body, "12.3456") || !contains(body, "营业收入（万元）") {
		t.Errorf("csv: %d %s", status, body)
	}
	if status, body := c.Raw("GET", "/api/v1/records/firm/export", nil, nil); status != 200 || !bytes.HasPrefix(body, []byte("PK")) {
		t.Errorf("xlsx: %d", status)
	}
	if status, _ := c.Raw("GET", "/api/v1/records/firm/export?sort=colour", nil, nil); status != 400 {
		t.Errorf("an order it lacks: %d", status)
	}
}

// A record stated by hand is refused for the order of its dates with the code
// that an import has for it; what was wrong before does not stand in the way.
func TestOrderOfDatesByHand(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := apitest.Signed(t, db)
		for why, k := range map[string]struct {
			values map[string]any
			code   string
		}{
			"work before the filing":    {map[string]any{"filed_on": "2025-06-01", "started_on": "2025-05-01"}, "DATE_ORDER"},
			"work before the signature": {map[string]any{"signed_on": "2025-06-01", "started_on": "2025-05-01"}, "DATE_ORDER"},
			"done and never begun":      {map[string]any{"finished_on": "2025-05-01"}, "DATE_NO_START"},
			"due before it begins":      {map[string]any{"started_on": "2025-05-01", "due": "2025-04"}, "DATE_ORDER"},
			"in order":                  {map[string]any{"filed_on": "2025-05", "started_on": "2025-05-01", "finished_on": "2025-09"}, ""},
		} {
			k.values["name"] = "项目：" + why // each its own
			var got struct{ Code, ID string }
			status := c.Do("POST", "/api/v1/records/projects", map[string]any{"values": k.values}, &got)
			if got.Code != k.code || (status == 201) != (k.code == "") {
				t.Errorf("%s: %d %s, want %s", why, status, got.Code, k.code)
			}
		}
		id := fill(t, db, "project", map[string]any{"name": "乙项目", "region": "330522", "signed_on": "2025-06-01", "started_on": "2025-05-01"})[0]
		now := map[string]string{"If-Match": "*"}
		if status, body := c.Raw("PATCH", "/api/v1/records/project/"+id, map[string]any{"values": map[string]any{"owner": "某公司"}}, now); status != 200 {
			t.Errorf("another value of a record that was wrong before: %d %s", status, body)
		}
		if status, body := c.Raw("PATCH", "/api/v1/records/project/"+id, map[string]any{"values": map[string]any{"started_on": "2025-04-01"}}, now); status != 400 && status != 422 || !bytes.Contains(body, []byte("DATE_ORDER")) {
			t.Errorf("a date that makes it worse: %d %s", status, body)
		}
	})
}
