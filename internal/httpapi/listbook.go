package httpapi

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/atlas"
	"lianzhang/internal/fault"
	"lianzhang/internal/list"
	"lianzhang/internal/message"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

func init() {
	routes = append(routes, func(s *Server) {
		huma.Register(s.api, huma.Operation{OperationID: "print-edition", Method: http.MethodGet, Path: "/api/v1/editions/{edition}/file.xlsx",
			Tags: []string{"list"}, Summary: "An edition as a workbook ready for the printer"}, s.printEdition)
		huma.Register(s.api, huma.Operation{OperationID: "print-list", Method: http.MethodGet, Path: "/api/v1/lists/{list}/file.xlsx",
			Tags: []string{"list"}, Summary: "A list or a book of lists from the data of now, as a workbook"}, s.printList)
	})
}

// fileBody is a file to download.
type fileBody struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

// download names a file in both the old and the new way, so that Chinese names
// arrive whole.
func download(name, ascii, contentType string, body []byte) *fileBody {
	return &fileBody{contentType, fmt.Sprintf(`attachment; filename="%s"; filename*=UTF-8''%s`, ascii, url.PathEscape(name)), body}
}

func (s *Server) printEdition(ctx context.Context, in *struct {
	Edition string `path:"edition" maxLength:"32"`
}) (*fileBody, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	var e *list.Edition
	err = s.db.Write(ctx, actor, func(tx *store.Tx) (err error) {
		if e, err = tx.Edition(ctx, actor.Scope, in.Edition); err != nil {
			return err
		}
		return tx.Act(ctx, "list.export", e.PID, "xlsx")
	})
	if err != nil {
		return nil, err
	}
	d := list.Find(list.Definitions(), e.List)
	if d == nil {
		return nil, fault.New(fault.ErrNotFound, "LIST_UNKNOWN", "list", e.List)
	}
	return s.book(ctx, e.Chain, d, []atlas.ListSheet{{Definition: d, Edition: e}})
}

func (s *Server) printList(ctx context.Context, in *struct {
	List string `path:"list" maxLength:"64"`
	ListOf
}) (*fileBody, error) {
	actor, d, t, err := s.asked(ctx, in.List, in.Chain, in.Region, access.Reader)
	if err != nil {
		return nil, err
	}
	sheets, err := atlas.Sheets(ctx, s.atlas, actor.Scope, d, t, region.Code(in.Region))
	if err != nil {
		return nil, err
	}
	return s.book(ctx, in.Chain, d, sheets)
}

func (s *Server) book(ctx context.Context, chainID string, d *list.Definition, sheets []atlas.ListSheet) (*fileBody, error) {
	t, err := atlas.Template(chainID)
	if err != nil {
		return nil, err
	}
	lang := s.lang(ctx)
	var buf bytes.Buffer
	if _, err := atlas.ListBook(t, sheets, lang).WriteTo(&buf); err != nil {
		return nil, err
	}
	name := d.Name.Zh
	if lang == message.English {
		name = d.Name.En
	}
	return download(name+".xlsx", d.ID+".xlsx", xlsxType, buf.Bytes()), nil
}
