package httpapi

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"

	"lianzhang/internal/access"
	"lianzhang/internal/fault"
	"lianzhang/internal/outline"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// installOutline serves PUT /api/v1/outlines/{place}.
func (s *Server) installOutline(ctx context.Context, in *struct {
	Place string `path:"place" maxLength:"32"`
	Body  struct {
		ReviewNumber string          `json:"review_number" doc:"审图号 as printed on the map"`
		Source       string          `json:"source" maxLength:"200" doc:"Who published it"`
		AsOf         string          `json:"as_of" doc:"2024, 2024-06 or 2024-06-30"`
		GeoJSON      json.RawMessage `json:"geojson" doc:"FeatureCollection; properties name and code, longitude and latitude"`
	}
}) (*struct{ Body outlineView }, error) {
	who, err := s.actorWith(ctx, access.Admin)
	if err != nil {
		return nil, err
	}
	features, err := decodeFeatures(in.Body.GeoJSON)
	if err != nil {
		return nil, err
	}
	packed, err := deflate(in.Body.GeoJSON)
	if err != nil {
		return nil, err
	}
	m := outline.Map{Of: region.Code(in.Place), ReviewNumber: in.Body.ReviewNumber, Source: in.Body.Source, AsOf: in.Body.AsOf, Body: packed}
	err = s.db.Write(ctx, who, func(tx *store.Tx) error {
		if err := outline.Install(ctx, tx, who, m, features); err != nil {
			return err
		}
		m, err = tx.Outline(ctx, m.Of)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &struct{ Body outlineView }{headOf(m)}, nil
}

// removeOutline serves DELETE /api/v1/outlines/{place}.
func (s *Server) removeOutline(ctx context.Context, in *struct {
	Place string `path:"place" maxLength:"32"`
}) (*struct{}, error) {
	who, err := s.actorWith(ctx, access.Admin)
	if err != nil {
		return nil, err
	}
	return nil, s.db.Write(ctx, who, func(tx *store.Tx) error {
		return outline.Remove(ctx, tx, who, region.Code(in.Place))
	})
}

// geoFeature is one feature of a GeoJSON collection (RFC 7946).
type geoFeature struct {
	Properties struct {
		Name string          `json:"name"`
		Code json.RawMessage `json:"code"` // many files write it as a number
	} `json:"properties"`
	Geometry struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	} `json:"geometry"`
}

// decodeFeatures reads the places of a collection; MAP_FILE says why it cannot.
func decodeFeatures(raw []byte) ([]outline.Feature, error) {
	var c struct {
		Type     string       `json:"type"`
		Features []geoFeature `json:"features"`
	}
	if err := json.Unmarshal(raw, &c); err != nil {
		return nil, fault.New(fault.ErrInvalid, "MAP_FILE", "detail", err.Error())
	}
	if c.Type != "FeatureCollection" {
		return nil, fault.New(fault.ErrInvalid, "MAP_FILE", "detail", "type "+c.Type)
	}
	out := make([]outline.Feature, 0, len(c.Features))
	for _, g := range c.Features {
		f := outline.Feature{Name: g.Properties.Name, Code: region.Code(bytes.Trim(g.Properties.Code, `"`))}
		if f.Code == "null" {
			f.Code = ""
		}
		var err error
		switch g.Geometry.Type {
		case "Polygon":
			f.Polygons = make([][]outline.Ring, 1)
			err = json.Unmarshal(g.Geometry.Coordinates, &f.Polygons[0])
		case "MultiPolygon":
			err = json.Unmarshal(g.Geometry.Coordinates, &f.Polygons)
		}
		if err != nil {
			return nil, fault.New(fault.ErrInvalid, "MAP_SHAPE", "name", f.Name).Because(err)
		}
		out = append(out, f)
	}
	return out, nil
}

func deflate(plain []byte) ([]byte, error) {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(plain); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
