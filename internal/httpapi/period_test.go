package httpapi_test

import (
	"bytes"
	"net/http"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/httpapi/apitest"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// Nothing about a closed period is written, changed, taken back or restored, on
// any way in, until an administrator opens it again and says why.
func TestClosedPeriod(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := apitest.Signed(t, db)
		editor := c.As("editor", access.Editor, access.Core, region.Nation)
		figure := func(year int) map[string]any {
			return map[string]any{"values": map[string]any{"region": "330000", "indicator": "产值", "year": year, "value": "100", "unit": "亿元"}}
		}
		var old, other recordAnswer
		if status := editor.Do("POST", "/api/v1/records/statistics", figure(2024), &old); status != 201 {
			t.Fatalf("before: %d", status)
		}
		editor.Do("POST", "/api/v1/records/statistics", figure(2023), &other)
		var im imported
		upload(t, editor, "statistics", "a.csv", map[string]any{"source": "年鉴"}, []byte("地区,指标,年份,数值,单位\n浙江省,利润,2024,9,亿元\n"), &im)
		editor.Do("POST", "/api/v1/imports/"+im.ID+"/commit", map[string]any{}, &im)
		wait(t, editor, &im, "done")

		var said struct {
			Code   string
			Closed []string
			Items  []fact.Closing
		}
		for why, k := range map[string]struct {
			who    *apitest.Client
			period string
			status int
		}{"by an editor": {editor, "2024", 403}, "still running": {c, "2026", 409}, "no period": {c, "2024Q5", 400}} {
			if status := k.who.Do("POST", "/api/v1/periods", map[string]any{"period": k.period}, &said); status != k.status {
				t.Errorf("close %s: %d %s, want %d", why, status, said.Code, k.status)
			}
		}
		if status := c.Do("POST", "/api/v1/periods", map[string]any{"period": "2024", "reason": "年报已报"}, &said); status != 200 || len(said.Closed) != 1 {
			t.Fatalf("close: %d %+v", status, said)
		}
		if status := c.Do("POST", "/api/v1/periods", map[string]any{"period": "2024"}, &said); status != 409 || said.Code != "PERIOD_CLOSED_ALREADY" {
			t.Errorf("closed twice: %d %s", status, said.Code)
		}
		at := "/api/v1/records/statistic/" + old.ID
		now := map[string]string{"If-Match": "*"}
		refused := func(why string, method, path string, body any) {
			t.Helper()
			if status, answer := editor.Raw(method, path, body, now); status != http.StatusConflict || !bytes.Contains(answer, []byte(`"PERIOD_CLOSED"`)) {
				t.Errorf("%s: %d %s", why, status, answer)
			}
		}
		refused("another figure of the year", "POST", "/api/v1/records/statistics", map[string]any{"values": map[string]any{"region": "330000", "indicator": "税收", "year": 2024, "value": "1", "unit": "亿元"}})
		refused("a correction", "PATCH", at, map[string]any{"values": map[string]any{"value": "200"}})
		refused("moved to another year", "PATCH", at, map[string]any{"values": map[string]any{"year": 2023}})
		refused("moved into the year", "PATCH", "/api/v1/records/statistic/"+other.ID, map[string]any{"values": map[string]any{"year": 2024}})
		refused("deleted", "DELETE", at, nil)
		refused("a fact dated back", "POST", "/api/v1/records/projects", map[string]any{"values": map[string]any{"name": "甲项目", "stage": "producing"}, "as_of": "2024-11"})
		refused("the import taken back", "POST", "/api/v1/imports/"+im.ID+"/undo", nil)
		var ledger struct{ Items []struct{ ID string } }
		editor.Do("GET", at+"/claims", nil, &ledger)
		refused("a claim withdrawn", "DELETE", "/api/v1/records/statistic/claims/"+ledger.Items[0].ID, nil)
		if status, body := editor.Raw("PATCH", "/api/v1/records/statistic/"+other.ID, map[string]any{"values": map[string]any{"value": "50"}}, now); status != 200 {
			t.Errorf("a figure of another year: %d %s", status, body)
		}

		if status := editor.Do("POST", "/api/v1/periods/2024/reopen", map[string]any{"reason": "更正"}, &said); status != 403 {
			t.Errorf("opened by an editor: %d", status)
		}
		if status := c.Do("POST", "/api/v1/periods/2024/reopen", map[string]any{"reason": ""}, &said); status != 400 || said.Code != "PERIOD_REASON" {
			t.Errorf("opened without a reason: %d %s", status, said.Code)
		}
		if status := c.Do("POST", "/api/v1/periods/2024/reopen", map[string]any{"reason": "更正"}, &said); status != 200 || len(said.Closed) != 0 || said.Items[0].ReopenedReason != "更正" {
			t.Errorf("open again: %d %+v", status, said)
		}
		if status, body := editor.Raw("DELETE", at, nil, now); status != 204 {
			t.Errorf("deleted after opening: %d %s", status, body)
		}
		c.Do("POST", "/api/v1/periods", map[string]any{"period": "2024"}, &said)
		refused("taken out of the bin", "POST", at+"/restore", nil)
	})
}
