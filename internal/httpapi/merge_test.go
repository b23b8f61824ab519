package httpapi_test

import (
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/httpapi"
	"lianzhang/internal/httpapi/apitest"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

// A person finds a pair, merges it, and takes the merge back.
func TestMergeByHand(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := apitest.Signed(t, db)
		reader := c.As("reader", access.Reader, access.Core, "330000")
		ids := fill(t, db, "firm", map[string]any{"name": "浙江超威电源有限公司", "region": "330522"}, map[string]any{"name": "超威电源股份有限公司", "region": "330522"})
		var pairs struct{ Items []httpapi.PairView }
		if c.Do("GET", "/api/v1/duplicates?region=330522", nil, &pairs); len(pairs.Items) != 1 || !pairs.Items[0].Likely || pairs.Items[0].Reasons[0] != "去掉地名和组织形式后名称相同" {
			t.Fatalf("pairs: %+v", pairs)
		}
		body := map[string]any{"other": ids[1], "reason": "同一企业"}
		if status := reader.Do("POST", "/api/v1/records/firm/"+ids[0]+"/merge", body, nil); status != 403 {
			t.Errorf("a reader merges: %d", status)
		}
		if status := c.Do("POST", "/api/v1/records/firm/"+ids[0]+"/merge", body, nil); status != 200 {
			t.Fatalf("merge: %d", status)
		}
		var r recordAnswer
		if c.Do("GET", "/api/v1/records/firm/"+ids[1], nil, &r); r.ID != ids[0] {
			t.Errorf("the merged ID leads to %+v", r)
		}
		var merges struct{ Items []httpapi.MergeView }
		if c.Do("GET", "/api/v1/merges", nil, &merges); len(merges.Items) != 1 || merges.Items[0].Reason != "同一企业" ||
			merges.Items[0].OtherTitle != "超威电源股份有限公司" || merges.Items[0].ByName != "admin" {
			t.Errorf("merges: %+v", merges)
		}
		if status := c.Do("POST", "/api/v1/records/firm/"+ids[1]+"/split", nil, nil); status != 200 {
			t.Errorf("take back: %d", status)
		}
		if c.Do("GET", "/api/v1/records/firm/"+ids[1], nil, &r); r.ID != ids[1] {
			t.Errorf("after taking back the ID leads to %+v", r)
		}
		if status := c.Do("POST", "/api/v1/duplicates/"+pairs.Items[0].ID+"/apart", nil, nil); status != 204 {
			t.Errorf("keep apart: %d", status)
		}
		if c.Do("GET", "/api/v1/duplicates?state=apart", nil, &pairs); len(pairs.Items) != 1 {
			t.Errorf("apart: %+v", pairs)
		}
		if status := c.Do("POST", "/api/v1/merges/"+merges.Items[0].ID+"/undo", map[string]any{}, nil); status != 404 {
			t.Errorf("taken back twice: %d", status)
		}
	})
}
