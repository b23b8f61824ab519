package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/fault"
	"lianzhang/internal/industry"
)

// IndustryView is a class of GB/T 4754 as shown.
type IndustryView struct {
	ID       string             `json:"id" doc:"code with its section letter, such as C3841"`
	Name     string             `json:"name"`
	Level    int                `json:"level" doc:"1 section, 2 division, 3 group, 4 class"`
	Parent   string             `json:"parent,omitempty"`
	Path     []industry.Class   `json:"path,omitempty" doc:"from the section down"`
	HighTech *industry.HighTech `json:"high_tech,omitempty" doc:"its category among high-technology manufacturing"`
}

type industryBody struct{ Body IndustryView }

type industryList struct {
	Body struct {
		Items   []IndustryView `json:"items"`
		Next    string         `json:"next"`
		Edition string         `json:"edition"`
	}
}

type emergingList struct {
	Body struct {
		Items []IndustryView `json:"items"`
		Next  string         `json:"next"`
	}
}

func init() {
	routes = append(routes, func(s *Server) {
		tag := []string{"places"}
		huma.Register(s.api, huma.Operation{OperationID: "list-industries", Method: http.MethodGet, Path: "/api/v1/industries", Summary: "Classes of GB/T 4754 below one, or found by code or name", Tags: tag}, s.listIndustries)
		huma.Register(s.api, huma.Operation{OperationID: "get-industry", Method: http.MethodGet, Path: "/api/v1/industries/{code}", Summary: "One class of GB/T 4754, by code or name", Tags: tag}, s.getIndustry)
		huma.Register(s.api, huma.Operation{OperationID: "list-emerging-industries", Method: http.MethodGet, Path: "/api/v1/emerging-industries", Summary: "Strategic emerging industries (2018), levels 1 and 2", Tags: tag}, s.listEmerging)
		huma.Register(s.api, huma.Operation{OperationID: "get-heading", Method: http.MethodGet, Path: "/api/v1/headings/{code}", Summary: "A heading of the Harmonized System", Tags: tag}, s.getHeading)
	})
}

func viewOfIndustry(c industry.Class) IndustryView {
	v := IndustryView{ID: c.Code, Name: c.Name, Level: c.Level, Parent: c.Parent}
	if h, ok := industry.HighTechOf(c.Code); ok {
		v.HighTech = &h
	}
	return v
}

func (s *Server) listIndustries(ctx context.Context, in *struct {
	Parent string `query:"parent" maxLength:"10" doc:"code; the sections when left out"`
	Q      string `query:"q" maxLength:"60"`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}) (*industryList, error) {
	if _, err := s.actor(ctx); err != nil {
		return nil, err
	}
	found := industry.Children(in.Parent)
	if in.Q != "" {
		found = industry.Search(in.Q, in.Limit)
	}
	out := &industryList{}
	out.Body.Items, out.Body.Edition = []IndustryView{}, industry.Edition
	for _, c := range found[:min(in.Limit, len(found))] {
		out.Body.Items = append(out.Body.Items, viewOfIndustry(c))
	}
	return out, nil
}

func (s *Server) getIndustry(ctx context.Context, in *struct {
	Code string `path:"code" maxLength:"60"`
}) (*industryBody, error) {
	if _, err := s.actor(ctx); err != nil {
		return nil, err
	}
	c, ok := industry.Find(in.Code)
	if !ok {
		return nil, fault.New(fault.ErrNotFound, "CLASS_UNKNOWN", "code", in.Code)
	}
	out := &industryBody{viewOfIndustry(c)}
	out.Body.Path = industry.Ancestors(c.Code)
	return out, nil
}

func (s *Server) listEmerging(ctx context.Context, _ *struct{}) (*emergingList, error) {
	if _, err := s.actor(ctx); err != nil {
		return nil, err
	}
	out := &emergingList{}
	out.Body.Items = []IndustryView{}
	for _, e := range industry.EmergingFields() {
		level := 1
		if e.Parent != "" {
			level = 2
		}
		out.Body.Items = append(out.Body.Items, IndustryView{ID: e.Code, Name: e.Name, Level: level, Parent: e.Parent})
	}
	return out, nil
}

type headingBody struct {
	Body struct {
		ID   string `json:"id"`
		Name string `json:"name" doc:"English"`
	}
}

func (s *Server) getHeading(ctx context.Context, in *struct {
	Code string `path:"code" maxLength:"10"`
}) (*headingBody, error) {
	if _, err := s.actor(ctx); err != nil {
		return nil, err
	}
	h, ok := industry.FindHeading(in.Code)
	if !ok {
		return nil, fault.New(fault.ErrNotFound, "HEADING_UNKNOWN", "code", in.Code)
	}
	out := &headingBody{}
	out.Body.ID, out.Body.Name = h.Code, h.Name
	return out, nil
}
