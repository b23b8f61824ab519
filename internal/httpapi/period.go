package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/store"
)

type closingList struct {
	Body struct {
		Items  []fact.Closing `json:"items" doc:"every closing, latest first"`
		Closed fact.Closed    `json:"closed" doc:"the periods that are closed now"`
		Next   string         `json:"next"`
	}
}

func init() {
	routes = append(routes, func(s *Server) {
		add := func(id, method, path, summary string) huma.Operation {
			return huma.Operation{OperationID: id, Method: method, Path: "/api/v1/periods" + path, Summary: summary, Tags: []string{"periods"}}
		}
		huma.Register(s.api, add("list-periods", http.MethodGet, "", "Closed periods of statistics, and how they came to be closed and opened"), s.listPeriods)
		huma.Register(s.api, add("close-period", http.MethodPost, "", "Close a period that is over: nothing about it is written any more; administrators only"), s.closePeriod)
		huma.Register(s.api, add("reopen-period", http.MethodPost, "/{period}/reopen", "Open a closed period again, with a reason; administrators only"), s.reopenPeriod)
	})
}

func (s *Server) listPeriods(ctx context.Context, _ *struct{}) (*closingList, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &closingList{}
	err = s.db.Read(ctx, who, func(tx *store.Tx) (err error) {
		if out.Body.Items, err = tx.Closings(ctx); err != nil {
			return err
		}
		out.Body.Closed, err = tx.Closed(ctx)
		return err
	})
	return out, err
}

func (s *Server) closePeriod(ctx context.Context, in *struct {
	Body struct {
		Period string `json:"period" maxLength:"10" doc:"2025, 2025Q3 or 2025-09"`
		Reason string `json:"reason,omitempty" maxLength:"500"`
	}
}) (*closingList, error) {
	return s.writePeriod(ctx, func(tx *store.Tx) error { return tx.ClosePeriod(ctx, in.Body.Period, in.Body.Reason) })
}

func (s *Server) reopenPeriod(ctx context.Context, in *struct {
	Period string `path:"period" maxLength:"10"`
	Body   struct {
		Reason string `json:"reason" maxLength:"500"`
	}
}) (*closingList, error) {
	return s.writePeriod(ctx, func(tx *store.Tx) error { return tx.ReopenPeriod(ctx, in.Period, in.Body.Reason) })
}

func (s *Server) writePeriod(ctx context.Context, do func(*store.Tx) error) (*closingList, error) {
	who, err := s.actorWith(ctx, access.Admin)
	if err != nil {
		return nil, err
	}
	if err := s.db.Write(ctx, who, do); err != nil {
		return nil, err
	}
	return s.listPeriods(ctx, nil)
}
