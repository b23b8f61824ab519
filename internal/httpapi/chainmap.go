package httpapi

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/atlas"
	"lianzhang/internal/chain"
	"lianzhang/internal/date"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/fault"
	"lianzhang/internal/message"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// MapQuery says which map is meant: of which chain, for which place, as it is
// now or as it was published.
type MapQuery struct {
	ChainPath
	Region  string `query:"region" maxLength:"32" default:"000000" doc:"place whose map is meant; its overrides and those of larger places hold"`
	Edition string `query:"edition" maxLength:"64" doc:"public id or version of a published edition, or a day: the last one published by then; empty is the map as it is now"`
}

type mapView struct {
	*chain.Layout
	Region   region.Code    `json:"region"`
	Version  string         `json:"version"`
	Date     string         `json:"date"`
	Source   string         `json:"source"`
	Edition  *chain.Edition `json:"edition,omitempty" doc:"set when a published edition is shown"`
	Notices  []noticeView   `json:"notices" doc:"what is wrong with local changes of the map"`
	Drawing  string         `json:"drawing" enum:"chain,technology,application"`
	Regional bool           `json:"regional" doc:"differs from the standard template"`
}

type mapBody struct{ Body mapView }

// noticeView is a notice with its sentence.
type noticeView struct {
	chain.Notice
	Message string `json:"message"`
}

// drawing is a map that was found, before it is laid out.
type drawing struct {
	t       *chain.Template
	place   region.Code
	edition *chain.Edition
	notices []chain.Notice
}

// drawn finds the map that a query means. A place outside the reader's scope
// is not found; the nation's standard map is everybody's.
func (s *Server) drawn(ctx context.Context, who access.Actor, in *MapQuery) (drawing, error) {
	d := drawing{place: region.Code(in.Region)}
	if d.place == "" {
		d.place = region.Nation
	}
	if d.place != region.Nation && !who.Scope.Sees(d.place) {
		return d, fault.New(fault.ErrNotFound, "NOT_FOUND")
	}
	err := s.db.Read(ctx, who, func(tx *store.Tx) (err error) {
		if in.Edition == "" {
			d.t, d.notices, err = tx.Map(ctx, chain.ID(in.ID), d.place)
			return err
		}
		d.edition, err = tx.ChainEdition(ctx, who.Scope, chain.ID(in.ID), d.place, in.Edition)
		if err == nil {
			d.t, err = d.edition.Map()
		}
		return err
	})
	return d, err
}

func (d *drawing) view(l *chain.Layout, what string, lang message.Lang) mapView {
	v := mapView{Layout: l, Region: d.place, Version: d.t.Version, Date: d.t.Date, Source: d.t.Source, Edition: d.edition, Notices: []noticeView{}, Drawing: what}
	for _, n := range d.notices {
		v.Notices = append(v.Notices, noticeView{n, message.Text(lang, n.Code, map[string]string{"what": n.What, "text": n.What, "path": n.What})})
	}
	standard, err := chain.Load(d.t.ID)
	v.Regional = err != nil || standard != d.t
	return v
}

type regionsQuery struct {
	ChainPath
	Region string `query:"region" maxLength:"32" default:"000000" doc:"its direct parts are counted"`
	Node   string `query:"node" maxLength:"80" doc:"firms of one node only"`
}

type regionsBody struct {
	Body struct {
		Chain  chain.ID            `json:"chain"`
		Region region.Code         `json:"region"`
		Items  []chain.RegionCount `json:"items" doc:"parts of the place that have firms on the chain, by code"`
		Total  int                 `json:"total" doc:"firms in the whole place"`
	}
}

type svgQuery struct {
	MapQuery
	Drawing   string `query:"drawing" enum:"chain,technology,application" default:"chain"`
	Marks     bool   `query:"marks" default:"true" doc:"with the classes and counts of the place; false draws the template alone"`
	Paper     string `query:"paper" enum:"A4,A3,A0" doc:"landscape sheet; empty is the map's own size"`
	Unit      string `query:"unit" maxLength:"120" doc:"responsible unit"`
	Place     string `query:"place" maxLength:"120" doc:"name of the place for the title"`
	MapNumber string `query:"map_number" maxLength:"60" doc:"审图号"`
	Lang      string `query:"lang" enum:"zh,en"`
}

type svgBody struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func init() {
	routes = append(routes, func(s *Server) {
		tag := []string{"chain"}
		huma.Register(s.api, huma.Operation{OperationID: "get-chain-map", Method: http.MethodGet, Path: "/api/v1/chains/{id}/map", Tags: tag,
			Summary: "Chain map laid out: lanes, boxes, cards, edges"}, s.chainMap)
		huma.Register(s.api, huma.Operation{OperationID: "get-chain-technology", Method: http.MethodGet, Path: "/api/v1/chains/{id}/technology", Tags: tag,
			Summary: "Technology map in the same form: nodes, then technologies by level"}, s.technologyMap)
		huma.Register(s.api, huma.Operation{OperationID: "get-chain-application", Method: http.MethodGet, Path: "/api/v1/chains/{id}/application", Tags: tag,
			Summary: "Application map in the same form: products, then fields of use"}, s.applicationMap)
		huma.Register(s.api, huma.Operation{OperationID: "get-chain-regions", Method: http.MethodGet, Path: "/api/v1/chains/{id}/regions", Tags: tag,
			Summary: "Region map: firms and nodes of the chain in each part of a place"}, s.chainRegions)
		huma.Register(s.api, huma.Operation{OperationID: "get-chain-svg", Method: http.MethodGet, Path: "/api/v1/chains/{id}/map.svg", Tags: tag,
			Summary: "Map as SVG for print and export",
			Responses: map[string]*huma.Response{"200": {Description: "drawing", Content: map[string]*huma.MediaType{
				"image/svg+xml": {Schema: &huma.Schema{Type: huma.TypeString}}}}},
		}, s.chainSVG)
	})
}

func (s *Server) chainMap(ctx context.Context, in *MapQuery) (*mapBody, error) {
	return s.answerMap(ctx, in, "chain")
}

func (s *Server) technologyMap(ctx context.Context, in *MapQuery) (*mapBody, error) {
	return s.answerMap(ctx, in, "technology")
}

func (s *Server) applicationMap(ctx context.Context, in *MapQuery) (*mapBody, error) {
	return s.answerMap(ctx, in, "application")
}

func (s *Server) answerMap(ctx context.Context, in *MapQuery, what string) (*mapBody, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	d, err := s.drawn(ctx, who, in)
	if err != nil {
		return nil, err
	}
	l, err := s.layout(ctx, &d, what)
	if err != nil {
		return nil, err
	}
	return &mapBody{d.view(l, what, s.lang(ctx))}, nil
}

// layout is [layoutOf] with assumed shares on the chain map of now; a published
// edition stays as it was published.
func (s *Server) layout(ctx context.Context, d *drawing, what string) (*chain.Layout, error) {
	l := layoutOf(d.t, what)
	if what != "chain" || d.edition != nil {
		return l, nil
	}
	assumed, err := s.atlas.Assumed(ctx, d.t)
	if err != nil || assumed == d.t {
		return l, err
	}
	return l.Stating(assumed), nil
}

// layoutOf lays out the chain map or one of the maps made from it.
func layoutOf(t *chain.Template, what string) *chain.Layout {
	switch what {
	case "technology":
		return chain.Arrange(chain.TechnologyMap(t))
	case "application":
		return chain.Arrange(chain.ApplicationMap(t))
	}
	return chain.Arranged(t)
}

func (s *Server) chainRegions(ctx context.Context, in *regionsQuery) (*regionsBody, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &regionsBody{}
	out.Body.Chain, out.Body.Region = chain.ID(in.ID), region.Code(in.Region)
	err = s.db.Read(ctx, who, func(tx *store.Tx) error {
		names, err := tx.Followed(ctx, chain.ID(in.ID))
		if err != nil {
			return err
		}
		seats, err := tx.ChainSeats(ctx, who.Scope, names, out.Body.Region, chain.NodeID(in.Node))
		out.Body.Items, out.Body.Total = chain.RegionMap(out.Body.Region, seats)
		return err
	})
	return out, err
}

func (s *Server) chainSVG(ctx context.Context, in *svgQuery) (*svgBody, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	d, err := s.drawn(ctx, who, &in.MapQuery)
	if err != nil {
		return nil, err
	}
	marks, style, err := s.marked(ctx, who, in, &d)
	if err != nil {
		return nil, err
	}
	style.Unit, style.MapNumber, style.Paper = in.Unit, in.MapNumber, in.Paper
	if in.Place != "" {
		style.Region = in.Place
	}
	l, err := s.layout(ctx, &d, in.Drawing)
	if err != nil {
		return nil, err
	}
	if in.Drawing != "chain" {
		style.Title = l.Name.Zh
		if style.English {
			style.Title = l.Name.En
		}
	}
	return &svgBody{ContentType: "image/svg+xml; charset=utf-8", Disposition: `inline; filename="` + in.ID + `.svg"`, Body: chain.Draw(l, marks, style)}, nil
}

// marked is what the picture says of the nodes. The map as it is now carries the
// classes of the diagnosis, as on the screen; a published edition, and the
// nation's map for a reader who does not see the nation, carry counts alone.
func (s *Server) marked(ctx context.Context, who access.Actor, in *svgQuery, d *drawing) (chain.Marks, chain.Style, error) {
	style := chain.Style{English: s.lang(ctx) == message.English, Source: d.t.Source, DataDate: d.t.Date, Demo: strings.HasPrefix(string(d.t.ID), "sample-")}
	if d.edition != nil {
		style.DataDate = d.edition.Date
	}
	if !in.Marks || in.Drawing != "chain" {
		return nil, style, nil
	}
	if d.edition == nil && who.Scope.Sees(d.place) {
		b, place, err := s.board(ctx, who, &DiagnosisQuery{ID: in.ID, Region: string(d.place), Scope: string(diagnosis.InPlace)})
		if err != nil {
			return nil, style, err
		}
		marks, judged := atlas.Drawn(b, b.Result(place), s.lang(ctx))
		judged.Demo = judged.Demo || style.Demo
		return marks, judged, nil
	}
	var marks chain.Marks
	err := s.db.Read(ctx, who, func(tx *store.Tx) (err error) {
		marks, err = tx.FirmMarks(ctx, who.Scope, d.t, d.place)
		if len(marks) > 0 {
			style.DataDate = date.Today(tx.Now)
		}
		return err
	})
	return marks, style, err
}
