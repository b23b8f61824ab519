package httpapi_test

import (
	"encoding/json"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/httpapi/apitest"
	"lianzhang/internal/region"
	"lianzhang/internal/store/storetest"
)

type collection struct {
	ID           string `json:"id"`
	Bundled      bool   `json:"bundled"`
	ReviewNumber string `json:"review_number"`
	GeoJSON      struct {
		Features []struct {
			Properties struct{ Name, Code string }
			Geometry   struct{ Coordinates [][][][2]float64 }
		}
	} `json:"geojson"`
}

// Every part of the country can be drawn, each place once and with its borders.
func TestBundledOutlines(t *testing.T) {
	c := apitest.Signed(t, storetest.SQLite(t))
	get := func(path string, into any) int { return c.Do("GET", path, nil, into) }
	var list struct{ Items []struct{ ID string } }
	if code := get("/api/v1/outlines", &list); code != 200 || len(list.Items) != 35 {
		t.Fatalf("list: status %d, %d maps, want the nation and 34 provinces", code, len(list.Items))
	}
	places := map[string]bool{}
	for _, item := range list.Items {
		var c collection
		if code := get("/api/v1/outlines/"+item.ID, &c); code != 200 || !c.Bundled || c.ReviewNumber != "" {
			t.Fatalf("%s: status %d, %+v", item.ID, code, c.Bundled)
		}
		for _, f := range c.GeoJSON.Features {
			if len(f.Geometry.Coordinates) == 0 {
				t.Errorf("%s %s has no borders", item.ID, f.Properties.Name)
			}
			if f.Properties.Code == "" {
				continue // the counties of Taiwan have no code in the source
			}
			if places[f.Properties.Code] {
				t.Errorf("%s appears twice", f.Properties.Code)
			}
			places[f.Properties.Code] = true
		}
	}
	for _, must := range []string{"710000", "810000", "820000", "330500", "540500", "310151", "460300"} {
		if !places[must] {
			t.Errorf("%s is not on any map", must)
		}
	}
	if code := get("/api/v1/outlines/990000", nil); code == 200 {
		t.Error("a place without a map was answered")
	}
}

// A reviewed map replaces the bundled one until it is removed, and only an
// administrator may install it.
func TestInstallOutline(t *testing.T) {
	c := apitest.Signed(t, storetest.SQLite(t))
	square := func(code string) json.RawMessage {
		return json.RawMessage(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"杭州市","code":` + code +
			`},"geometry":{"type":"MultiPolygon","coordinates":[[[[120,30],[121,30],[121,31],[120,30]]]]}}]}`)
	}
	body := func(number string, geo json.RawMessage) map[string]any {
		return map[string]any{"review_number": number, "source": "标准地图服务", "as_of": "2024", "geojson": geo}
	}
	for _, code := range []string{`330100`, `"330100"`} { // files write the code as a number or as text
		if status := c.Do("PUT", "/api/v1/outlines/330000", body("GS(2024)0650号", square(code)), nil); status != 200 {
			t.Fatalf("install with code %s: %d", code, status)
		}
	}
	var m collection
	c.Do("GET", "/api/v1/outlines/330000", nil, &m)
	if m.Bundled || m.ReviewNumber != "GS(2024)0650号" || len(m.GeoJSON.Features) != 1 {
		t.Errorf("after installing: %+v", m)
	}
	refused := map[string]struct {
		who  *apitest.Client
		body map[string]any
		want int
	}{
		"an editor may not":       {c.As("editor", access.Editor, access.Internal, region.Nation), body("GS(2024)0650号", square("330100")), 403},
		"no review number":        {c, body("", square("330100")), 400},
		"a place of elsewhere":    {c, body("GS(2024)0650号", square("320100")), 400},
		"a file that is no map":   {c, body("GS(2024)0650号", json.RawMessage(`{"type":"Topology"}`)), 400},
		"a list instead of a map": {c, body("GS(2024)0650号", json.RawMessage(`[1]`)), 400},
	}
	for name, tt := range refused {
		if code := tt.who.Do("PUT", "/api/v1/outlines/330000", tt.body, nil); code != tt.want {
			t.Errorf("%s: status %d, want %d", name, code, tt.want)
		}
	}
	if code := c.Do("DELETE", "/api/v1/outlines/330000", nil, nil); code != 204 {
		t.Fatalf("remove: %d", code)
	}
	m = collection{}
	c.Do("GET", "/api/v1/outlines/330000", nil, &m)
	if !m.Bundled || len(m.GeoJSON.Features) != 11 {
		t.Errorf("after removing: bundled %v, %d places", m.Bundled, len(m.GeoJSON.Features))
	}
}
