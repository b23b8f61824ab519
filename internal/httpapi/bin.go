package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/store"
)

// BinView is a deleted record that can still be restored.
type BinView struct {
	ID     string `json:"id"`
	Title  string `json:"title" doc:"the last it had"`
	Region string `json:"region"`
	By     string `json:"by" doc:"account that deleted it"`
	ByName string `json:"by_name" doc:"title of that account"`
	At     string `json:"at"`
	Until  string `json:"until" doc:"it can be restored before this moment"`
}

type binList struct {
	Body struct {
		Items []BinView `json:"items"`
		Next  string    `json:"next"`
	}
}

func init() {
	routes = append(routes, func(s *Server) {
		huma.Register(s.api, huma.Operation{OperationID: "list-bin", Method: http.MethodGet, Path: "/api/v1/bin/{kind}", Summary: "Records in the bin, latest first", Tags: []string{"records"}}, s.listBin)
	})
}

func (s *Server) listBin(ctx context.Context, in *struct {
	Kind string `path:"kind" maxLength:"40"`
}) (*binList, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	kind, err := kindOf(in.Kind)
	if err != nil {
		return nil, err
	}
	out := &binList{}
	out.Body.Items = []BinView{}
	err = s.db.Read(ctx, actor, func(tx *store.Tx) error {
		list, err := tx.Bin(ctx, actor.Scope, kind)
		if err != nil {
			return err
		}
		names, err := tx.AccountTitles(ctx)
		for _, b := range list {
			out.Body.Items = append(out.Body.Items, BinView{ID: b.PID, Title: b.Title, Region: string(b.Region), By: b.Actor, ByName: names[b.Actor], At: instant(b.At), Until: instant(b.Until())})
		}
		return err
	})
	return out, err
}
