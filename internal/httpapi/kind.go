package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/store"
)

type kindList struct {
	Body struct {
		Items []fact.Kind `json:"items"`
		Next  string      `json:"next"`
	}
}

type viewList struct {
	Body struct {
		Items []store.View `json:"items"`
		Next  string       `json:"next"`
	}
}

type newView struct {
	Body struct {
		Kind string `json:"kind" maxLength:"40"`
		Name string `json:"name" minLength:"1" maxLength:"60"`
		Body string `json:"body" maxLength:"4000" doc:"filters, order and columns, as the front end writes them"`
	}
}

func init() {
	routes = append(routes, func(s *Server) {
		tag := []string{"records"}
		huma.Register(s.api, huma.Operation{OperationID: "list-kinds", Method: http.MethodGet, Path: "/api/v1/kinds", Summary: "The kinds of record and their fields, as far as the account may see them", Tags: tag}, s.listKinds)
		huma.Register(s.api, huma.Operation{OperationID: "list-views", Method: http.MethodGet, Path: "/api/v1/views", Summary: "The account's saved views of a kind", Tags: tag}, s.listViews)
		huma.Register(s.api, huma.Operation{OperationID: "save-view", Method: http.MethodPost, Path: "/api/v1/views", DefaultStatus: http.StatusCreated, Summary: "Save a view under its name", Tags: tag}, s.saveView)
		huma.Register(s.api, huma.Operation{OperationID: "drop-view", Method: http.MethodDelete, Path: "/api/v1/views/{id}", Summary: "Remove a saved view", Tags: tag}, s.dropView)
	})
}

func (s *Server) listKinds(ctx context.Context, _ *struct{}) (*kindList, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &kindList{}
	for _, k := range fact.Kinds() {
		shown := *k
		shown.Fields = nil
		for _, f := range k.Fields {
			if f.Access() <= actor.Scope.Class {
				shown.Fields = append(shown.Fields, f)
			}
		}
		out.Body.Items = append(out.Body.Items, shown)
	}
	return out, nil
}

func (s *Server) listViews(ctx context.Context, in *struct {
	Kind string `query:"kind" required:"true" maxLength:"40"`
}) (*viewList, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &viewList{}
	err = s.db.Read(ctx, actor, func(tx *store.Tx) (err error) {
		out.Body.Items, err = tx.Views(ctx, in.Kind)
		return err
	})
	return out, err
}

type viewBody struct{ Body store.View }

func (s *Server) saveView(ctx context.Context, in *newView) (*viewBody, error) {
	actor, err := s.actorWith(ctx, access.Reader)
	if err != nil {
		return nil, err
	}
	if fact.KindOf(in.Body.Kind) == nil {
		return nil, fault.New(fault.ErrInvalid, "KIND_UNKNOWN", "kind", in.Body.Kind)
	}
	out := &viewBody{store.View{Kind: in.Body.Kind, Name: in.Body.Name, Body: in.Body.Body}}
	err = s.db.Write(ctx, actor, func(tx *store.Tx) (err error) {
		out.Body.PID, err = tx.SaveView(ctx, out.Body)
		return err
	})
	return out, err
}

func (s *Server) dropView(ctx context.Context, in *struct {
	ID string `path:"id" maxLength:"40"`
}) (*struct{}, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	return nil, s.db.Write(ctx, actor, func(tx *store.Tx) error { return tx.DropView(ctx, in.ID) })
}
