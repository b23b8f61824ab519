package outline_test

import (
	"context"
	"errors"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/fault"
	"lianzhang/internal/outline"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

func square(code region.Code, name string) outline.Feature {
	return outline.Feature{Code: code, Name: name, Polygons: [][]outline.Ring{{{{120, 30}, {121, 30}, {121, 31}, {120, 30}}}}}
}

func reviewed() outline.Map {
	return outline.Map{Of: "330000", ReviewNumber: "GS(2024)0650号", Source: "标准地图服务", AsOf: "2024-06", Body: []byte("x")}
}

func TestInstallThenRemove(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		admin := access.System()
		put := func(number string) error {
			return db.Write(ctx, admin, func(tx *store.Tx) error {
				m := reviewed()
				m.ReviewNumber = number
				return outline.Install(ctx, tx, admin, m, []outline.Feature{square("330100", "杭州市")})
			})
		}
		for _, n := range []string{"GS(2024)0650号", " 浙S（2025）12号 ", "GS京(2024)1234号"} {
			if err := put(n); err != nil {
				t.Fatalf("%s: %v", n, err)
			}
		}
		var got outline.Map
		read := func() error {
			return db.Read(ctx, admin, func(tx *store.Tx) (err error) {
				got, err = tx.Outline(ctx, "330000")
				return err
			})
		}
		if err := read(); err != nil {
			t.Fatal(err)
		}
		if got.ReviewNumber != "GS京(2024)1234号" || got.Bundled() || string(got.Body) != "x" || got.InstalledBy != "system" || !got.InstalledAt.Equal(storetest.Clock()) {
			t.Fatalf("installed map came back as %+v", got)
		}
		err := db.Write(ctx, admin, func(tx *store.Tx) error { return outline.Remove(ctx, tx, admin, "330000") })
		if err != nil {
			t.Fatal(err)
		}
		if err := read(); !errors.Is(err, fault.ErrNotFound) {
			t.Fatalf("after removal: %v", err)
		}
		err = db.Write(ctx, admin, func(tx *store.Tx) error { return outline.Remove(ctx, tx, admin, "330000") })
		if !errors.Is(err, fault.ErrNotFound) {
			t.Fatalf("second removal: %v", err)
		}
	})
}

func TestInstallRefuses(t *testing.T) {
	good := []outline.Feature{square("330100", "杭州市")}
	open := square("330100", "杭州市")
	open.Polygons = [][]outline.Ring{{{{120, 30}, {121, 30}, {121, 31}, {120, 31}}}}
	metres := square("330100", "杭州市")
	metres.Polygons = [][]outline.Ring{{{{13358338, 3503549}, {121, 30}, {121, 31}, {13358338, 3503549}}}}
	editor := access.Actor{Role: access.Editor}
	tests := map[string]struct {
		change   func(*outline.Map)
		features []outline.Feature
		actor    access.Actor
		code     string
	}{
		"only an administrator may":              {features: good, actor: editor, code: "FORBIDDEN"},
		"a map without review number":            {change: func(m *outline.Map) { m.ReviewNumber = "" }, features: good, code: "MAP_NUMBER"},
		"a review number that is none":           {change: func(m *outline.Map) { m.ReviewNumber = "见附件" }, features: good, code: "MAP_NUMBER"},
		"no source":                              {change: func(m *outline.Map) { m.Source = " " }, features: good, code: "MAP_SOURCE"},
		"no date":                                {change: func(m *outline.Map) { m.AsOf = "去年" }, features: good, code: "MAP_DATE"},
		"no place in it":                         {features: nil, code: "MAP_FEATURES"},
		"a place without name":                   {features: []outline.Feature{square("330100", "")}, code: "MAP_NAME"},
		"a place of another province":            {features: []outline.Feature{square("320100", "南京市")}, code: "MAP_PLACE"},
		"the place itself instead of its parts":  {features: []outline.Feature{square("330000", "浙江省")}, code: "MAP_PLACE"},
		"one place twice":                        {features: []outline.Feature{good[0], good[0]}, code: "MAP_TWICE"},
		"no code at all, nothing could be shown": {features: []outline.Feature{square("", "杭州市")}, code: "MAP_CODES"},
		"a ring that is not closed":              {features: []outline.Feature{open}, code: "MAP_SHAPE"},
		"projected coordinates in metres":        {features: []outline.Feature{metres}, code: "MAP_SHAPE"},
		"a place without any ring":               {features: []outline.Feature{{Code: "330100", Name: "杭州市"}}, code: "MAP_SHAPE"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := reviewed()
			if tt.change != nil {
				tt.change(&m)
			}
			actor := tt.actor
			if actor.Role == "" {
				actor = access.System()
			}
			err := outline.Install(context.Background(), nil, actor, m, tt.features)
			var coded *fault.Coded
			if !errors.As(err, &coded) || coded.Code != tt.code {
				t.Fatalf("got %v, want %s", err, tt.code)
			}
		})
	}
}
