package httpapi

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/message"
	"lianzhang/internal/paper"
	"lianzhang/internal/store"
)

type exportQuery struct {
	RecordQuery
	Format string `query:"format" enum:"csv,xlsx" default:"xlsx"`
}

func init() {
	routes = append(routes, func(s *Server) {
		huma.Register(s.api, huma.Operation{OperationID: "export-records", Method: http.MethodGet, Path: "/api/v1/records/{kind}/export", Summary: "Everything that a list shows, as a sheet", Tags: []string{"records"}}, s.exportRecords)
	})
}

func (s *Server) exportRecords(ctx context.Context, in *exportQuery) (*huma.StreamResponse, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	kind, err := kindOf(in.Kind)
	if err != nil {
		return nil, err
	}
	q, err := in.query(kind)
	if err != nil {
		return nil, err
	}
	q.Limit = 1 // a question that cannot be asked is refused before the first byte
	if err := s.db.Read(ctx, actor, func(tx *store.Tx) error {
		_, err := tx.Records(ctx, actor.Scope, kind, q)
		return err
	}); err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(out huma.Context) {
		out.SetHeader("Content-Type", map[string]string{"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}[in.Format])
		out.SetHeader("Content-Disposition", fmt.Sprintf(`attachment; filename="%s.%s"`, kind.Import, in.Format))
		if err := s.streamRecords(ctx, actor, kind, q, in.Format, out); err != nil {
			slog.ErrorContext(ctx, "export broke off", "kind", kind.Name, "error", err) // the status is out already
		}
	}}, nil
}

func (s *Server) streamRecords(ctx context.Context, actor access.Actor, kind *fact.Kind, q store.Query, format string, out huma.Context) error {
	english := s.lang(ctx) == message.English
	var fields []*fact.Field
	header := []string{"ID"}
	for i := range kind.Fields {
		if f := &kind.Fields[i]; f.Access() <= actor.Scope.Class {
			fields, header = append(fields, f), append(header, f.Header(english))
		}
	}
	table, err := paper.NewTable(out.BodyWriter(), format, header)
	if err != nil {
		return err
	}
	err = s.db.Read(ctx, actor, func(tx *store.Tx) error {
		return tx.EachRecord(ctx, actor.Scope, kind, q, func(r fact.Record) error {
			cells := []any{r.PID}
			for _, f := range fields {
				cells = append(cells, f.Cell(r.Values[f.ID], english))
			}
			return table.Row(cells)
		})
	})
	if err != nil {
		return err
	}
	return table.Close()
}
