package httpapi

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"sort"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/catalog"
	"lianzhang/internal/fault"
	"lianzhang/internal/outline"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// outlineView is what a map says of itself.
type outlineView struct {
	ID           string `json:"id" doc:"Division code of the place whose parts the map shows; 000000 is the nation"`
	Bundled      bool   `json:"bundled" doc:"Came with the program, for demonstration only"`
	ReviewNumber string `json:"review_number,omitempty" doc:"审图号 of an installed map; bundled maps have none"`
	Source       string `json:"source"`
	AsOf         string `json:"as_of"`
	InstalledBy  string `json:"installed_by,omitempty"`
	InstalledAt  string `json:"installed_at,omitempty"`
	// GeoJSON is left out of the list.
	GeoJSON json.RawMessage `json:"geojson,omitempty" doc:"FeatureCollection in longitude and latitude; properties name, code, center"`
}

func init() {
	routes = append(routes, func(s *Server) {
		huma.Register(s.api, huma.Operation{OperationID: "list-outlines", Method: http.MethodGet, Path: "/api/v1/outlines",
			Tags: []string{"outline"}, Summary: "Maps that can be drawn: bundled ones and reviewed ones installed by an administrator"}, s.listOutlines)
		huma.Register(s.api, huma.Operation{OperationID: "get-outline", Method: http.MethodGet, Path: "/api/v1/outlines/{place}",
			Tags: []string{"outline"}, Summary: "Borders of the direct parts of a place"}, s.getOutline)
		huma.Register(s.api, huma.Operation{OperationID: "install-outline", Method: http.MethodPut, Path: "/api/v1/outlines/{place}",
			Tags: []string{"outline"}, Summary: "Install a reviewed map in the place of the one used (administrators)", MaxBodyBytes: outline.MaxBytes}, s.installOutline)
		huma.Register(s.api, huma.Operation{OperationID: "remove-outline", Method: http.MethodDelete, Path: "/api/v1/outlines/{place}",
			Tags: []string{"outline"}, Summary: "Return to the bundled map (administrators)", DefaultStatus: http.StatusNoContent}, s.removeOutline)
	})
}

func (s *Server) listOutlines(ctx context.Context, _ *struct{}) (*struct {
	Body struct {
		Items []outlineView `json:"items"`
		Next  string        `json:"next"`
	}
}, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	heads, err := bundledOutlines()
	if err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, who, func(tx *store.Tx) error {
		installed, err := tx.Outlines(ctx)
		for _, m := range installed {
			heads[string(m.Of)] = headOf(m)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	out := &struct {
		Body struct {
			Items []outlineView `json:"items"`
			Next  string        `json:"next"`
		}
	}{}
	for _, h := range heads {
		out.Body.Items = append(out.Body.Items, h)
	}
	sort.Slice(out.Body.Items, func(i, j int) bool { return out.Body.Items[i].ID < out.Body.Items[j].ID })
	return out, nil
}

func (s *Server) getOutline(ctx context.Context, in *struct {
	Place string `path:"place" maxLength:"32" doc:"Division code; 000000 is the nation"`
}) (*struct{ Body outlineView }, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	var m outline.Map
	err = s.db.Read(ctx, who, func(tx *store.Tx) (err error) {
		m, err = tx.Outline(ctx, region.Code(in.Place))
		return err
	})
	if errors.Is(err, fault.ErrNotFound) {
		m, err = bundledOutline(in.Place)
	}
	if err != nil {
		return nil, err
	}
	plain, err := inflate(m.Body)
	if err != nil {
		return nil, fmt.Errorf("read map of %s: %w", in.Place, err)
	}
	out := &struct{ Body outlineView }{headOf(m)}
	out.Body.GeoJSON = plain
	return out, nil
}

func headOf(m outline.Map) outlineView {
	h := outlineView{ID: string(m.Of), Bundled: m.Bundled(), ReviewNumber: m.ReviewNumber, Source: m.Source, AsOf: m.AsOf, InstalledBy: m.InstalledBy}
	if !m.InstalledAt.IsZero() {
		h.InstalledAt = m.InstalledAt.Format(time.RFC3339)
	}
	return h
}

// bundledSource is printed beside the maps that came with the program; their
// licence and changes are in catalog/maps/NOTICE.md.
const bundledSource, bundledAsOf, bundledSuffix = "Apache ECharts 4.9.0 (Apache-2.0)", "2020", ".geojson.gz"

func bundledOutlines() (map[string]outlineView, error) {
	files, err := fs.ReadDir(catalog.FS, "maps")
	if err != nil {
		return nil, err
	}
	heads := map[string]outlineView{}
	for _, f := range files {
		if code, ok := strings.CutSuffix(f.Name(), bundledSuffix); ok {
			heads[code] = outlineView{ID: code, Bundled: true, Source: bundledSource, AsOf: bundledAsOf}
		}
	}
	return heads, nil
}

func bundledOutline(place string) (outline.Map, error) {
	body, err := fs.ReadFile(catalog.FS, "maps/"+place+bundledSuffix)
	if err != nil {
		return outline.Map{}, fault.New(fault.ErrNotFound, "MAP_UNKNOWN", "of", place)
	}
	return outline.Map{Of: region.Code(place), Source: bundledSource, AsOf: bundledAsOf, Body: body}, nil
}

func inflate(packed []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(z, outline.MaxBytes+1))
}
