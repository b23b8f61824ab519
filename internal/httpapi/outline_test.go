package httpapi_test

import (
	"testing"

	"lianzhang/internal/httpapi/apitest"
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
