package httpapi

import (
	"bytes"
	"context"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/intake"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

func (s *Server) template(ctx context.Context, in *struct {
	Kind   string `path:"kind" maxLength:"64"`
	Filled bool   `query:"filled" doc:"fill in the present records; a value that others change meanwhile becomes a conflict when the sheet comes back"`
	Region string `query:"region" maxLength:"32" doc:"with filled: only records of this place and what lies in it"`
	Chain  string `query:"chain" maxLength:"64" doc:"with filled: only records of this chain"`
}) (*huma.StreamResponse, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	kind := fact.KindOf(strings.TrimSuffix(in.Kind, ".xlsx"))
	if kind == nil {
		return nil, fault.New(fault.ErrNotFound, "IMPORT_KIND", "kind", in.Kind, "kinds", kindWords())
	}
	var with *intake.Filling
	err = s.db.Read(ctx, who, func(tx *store.Tx) error {
		with, err = intake.Fill(ctx, tx, who.Scope, kind, intake.Ask{Filled: in.Filled, Region: region.Code(in.Region), Chain: in.Chain})
		return err
	})
	if err != nil {
		return nil, err
	}
	var book bytes.Buffer
	err = intake.Template(kind, with, &book)
	return workbookResponse(kind.Import+".xlsx", &book), err
}

// workbookResponse sends a workbook as a file to be saved.
func workbookResponse(name string, book *bytes.Buffer) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		hc.SetHeader("Content-Type", xlsxType)
		hc.SetHeader("Content-Disposition", `attachment; filename="`+name+`"`)
		_, _ = book.WriteTo(hc.BodyWriter()) // the reader may have gone
	}}
}
