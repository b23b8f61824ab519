package httpapi

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/fault"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// PlaceView is a division or park as shown.
type PlaceView struct {
	ID        string        `json:"id" doc:"code"`
	Name      string        `json:"name"`
	Short     string        `json:"short,omitempty"`
	Level     string        `json:"level" enum:"nation,province,city,county,park"`
	Parent    string        `json:"parent,omitempty" doc:"code of the place above that is shown"`
	Path      string        `json:"path" doc:"names from the province down"`
	From      string        `json:"from,omitempty" doc:"day on which the division came to be; left out where it is not known"`
	Until     string        `json:"until,omitempty" doc:"day from which the division is no more"`
	Successor string        `json:"successor,omitempty" doc:"code of what follows it"`
	Areas     []region.Area `json:"areas,omitempty" doc:"named areas of Hong Kong, Macao and Taiwan, which have no codes"`
}

type placeBody struct{ Body PlaceView }

type placeList struct {
	Body struct {
		Items []PlaceView `json:"items"`
		Next  string      `json:"next"`
	}
}

func init() {
	routes = append(routes, func(s *Server) {
		tag := []string{"places"}
		huma.Register(s.api, huma.Operation{OperationID: "list-regions", Method: http.MethodGet, Path: "/api/v1/regions", Summary: "The parts of a place, parks included, or places found by name, pinyin or code", Tags: tag}, s.listRegions)
		huma.Register(s.api, huma.Operation{OperationID: "get-region", Method: http.MethodGet, Path: "/api/v1/regions/{code}", Summary: "One place", Tags: tag}, s.getRegion)
	})
}

var levels = []string{"nation", "province", "city", "county", "park"}

func viewOfPlace(d region.Division) PlaceView {
	v := PlaceView{ID: string(d.Code), Name: d.Name, Short: d.Short, Level: levels[d.Code.Level()], Path: region.FullName(d.Code),
		From: d.From, Until: d.Until, Successor: string(d.Successor)}
	if path := region.Path(d.Code); len(path) > 1 {
		v.Parent = string(path[len(path)-2].Code)
	} else if d.Code != region.Nation {
		v.Parent = string(region.Nation)
	}
	return v
}

func viewOfPark(p store.Park) PlaceView {
	return PlaceView{ID: string(p.Code), Name: p.Name, Level: "park", Parent: string(p.Code.Parent()), Path: region.FullName(p.Code.Parent()) + p.Name}
}

// placeOf finds a division in the table or a park among the records.
func placeOf(ctx context.Context, tx *store.Tx, code region.Code) (PlaceView, error) {
	if code.Level() == region.LevelPark {
		p, err := tx.Park(ctx, code)
		return viewOfPark(p), err
	}
	d, ok := region.Find(code)
	if !ok {
		return PlaceView{}, fault.New(fault.ErrNotFound, "PLACE_UNKNOWN", "code", string(code))
	}
	return viewOfPlace(d), nil
}

func (s *Server) getRegion(ctx context.Context, in *struct {
	Code string `path:"code" maxLength:"20"`
}) (*placeBody, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &placeBody{}
	err = s.db.Read(ctx, actor, func(tx *store.Tx) (err error) {
		out.Body, err = placeOf(ctx, tx, region.Code(in.Code))
		return err
	})
	out.Body.Areas = region.Areas(region.Code(in.Code))
	return out, err
}

func (s *Server) listRegions(ctx context.Context, in *struct {
	Parent string `query:"parent" maxLength:"20" doc:"code; the nation when left out"`
	Q      string `query:"q" maxLength:"60" doc:"instead of parent: a name, short name, path, pinyin, initials or code"`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"500"`
}) (*placeList, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &placeList{}
	out.Body.Items = []PlaceView{}
	err = s.db.Read(ctx, actor, func(tx *store.Tx) error {
		divisions, parks, err := places(ctx, tx, region.Code(in.Parent), strings.TrimSpace(in.Q), in.Limit)
		for _, d := range divisions {
			out.Body.Items = append(out.Body.Items, viewOfPlace(d))
		}
		for _, p := range parks {
			out.Body.Items = append(out.Body.Items, viewOfPark(p))
		}
		return err
	})
	out.Body.Items = out.Body.Items[:min(in.Limit, len(out.Body.Items))]
	return out, err
}

func places(ctx context.Context, tx *store.Tx, parent region.Code, q string, limit int) ([]region.Division, []store.Park, error) {
	if q == "" {
		parks, err := tx.Parks(ctx, parent)
		return region.Children(parent), parks, err
	}
	found := region.Search(q, limit)
	if len(found) == 0 {
		found = region.ByName(q, "")
	}
	parks, err := tx.FindParks(ctx, q, limit)
	return found, parks, err
}
