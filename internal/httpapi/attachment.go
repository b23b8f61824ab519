package httpapi

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/attachment"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/intake"
	"lianzhang/internal/message"
	"lianzhang/internal/scan"
	"lianzhang/internal/store"
)

// AttachmentView is a file on a record as shown.
type AttachmentView struct {
	attachment.Attachment
	Class   string `json:"class" enum:"public,internal,sensitive,core" doc:"readers of this class and above see the file"`
	Warning string `json:"warning,omitempty" doc:"what the virus scan left open, in the reader's language"`
}

func (s *Server) viewAttachment(ctx context.Context, a attachment.Attachment) AttachmentView {
	v := AttachmentView{Attachment: a, Class: a.Class.String()}
	if scan.Verdict(a.Verdict) == scan.Eicar {
		v.Warning = message.Text(s.lang(ctx), "FILE_EICAR", nil)
	}
	return v
}

// AttachmentID names a file in an address.
type AttachmentID struct {
	ID string `path:"attachment" maxLength:"40"`
}

type attachmentBody struct{ Body AttachmentView }

type attachmentList struct {
	Body struct {
		Items []AttachmentView `json:"items"`
		Next  string           `json:"next"`
	}
}

// newAttachment reads the body as it comes, as [uploadInput] does.
type newAttachment struct {
	RecordPath
	uploadInput
}

// Resolve finds the parts of the body; huma calls it before the operation.
func (n *newAttachment) Resolve(hc huma.Context) []error { return n.uploadInput.Resolve(hc) }

func init() {
	routes = append(routes, func(s *Server) {
		add := func(id, method, path, summary string) huma.Operation {
			return huma.Operation{OperationID: id, Method: method, Path: "/api/v1" + path, Summary: summary, Tags: []string{"attachments"}}
		}
		upload := add("add-attachment", http.MethodPost, "/records/{kind}/{id}/attachments", "Hang a file on a record. Parts: class (optional, internal when left out), file")
		upload.DefaultStatus = http.StatusCreated
		huma.Register(s.api, upload, s.addAttachment)
		// Said after registering, as for imports.
		s.api.OpenAPI().Paths[upload.Path].Post.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"multipart/form-data": {Schema: &huma.Schema{Type: huma.TypeObject,
			Required: []string{"file"}, Properties: map[string]*huma.Schema{"class": {Type: huma.TypeString, Enum: []any{"public", "internal", "sensitive", "core"}}, "file": {Type: huma.TypeString, Format: "binary"}}}}}}
		huma.Register(s.api, add("list-attachments", http.MethodGet, "/records/{kind}/{id}/attachments", "Files on a record, latest first"), s.listAttachments)
		huma.Register(s.api, add("get-attachment", http.MethodGet, "/attachments/{attachment}", "One file: name, type, size, digest"), s.getAttachment)
		bytes := add("get-attachment-file", http.MethodGet, "/attachments/{attachment}/file", "The bytes, to be saved and never shown in place")
		bytes.Responses = map[string]*huma.Response{"200": {Description: "the file", Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}}
		huma.Register(s.api, bytes, s.attachmentFile)
		huma.Register(s.api, add("remove-attachment", http.MethodDelete, "/attachments/{attachment}", "Put a file into the bin for 30 days"), s.removeAttachment)
		huma.Register(s.api, add("restore-attachment", http.MethodPost, "/attachments/{attachment}/restore", "Take a file out of the bin"), s.restoreAttachment)
	})
}

func (s *Server) addAttachment(ctx context.Context, in *newAttachment) (*attachmentBody, error) {
	who, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	kind, err := kindOf(in.Kind)
	if err != nil {
		return nil, err
	}
	if in.parts == nil {
		return nil, fault.New(fault.ErrInvalid, "MEDIA_TYPE", "type", "multipart/form-data")
	}
	a := attachment.Attachment{ID: fact.NewPID(attachment.Prefix), Kind: kind.Name, Subject: in.ID, Class: access.Internal}
	// Who may not attach here is told before the file is taken.
	if err := s.db.Read(ctx, who, func(tx *store.Tx) error {
		_, err := tx.Record(ctx, who.Scope, kind, in.ID)
		return err
	}); err != nil {
		return nil, err
	}
	err = s.receiveAttachment(ctx, in.parts, &a)
	if err == nil {
		err = s.db.Write(ctx, who, func(tx *store.Tx) error { return tx.AddAttachment(ctx, &a) })
	}
	if err != nil {
		if left := os.Remove(attachment.Path(s.config.Data, a.ID)); left != nil && !errors.Is(left, os.ErrNotExist) {
			slog.ErrorContext(ctx, "drop a refused file", "id", a.ID, "error", left)
		}
		return nil, err
	}
	return &attachmentBody{s.viewAttachment(ctx, a)}, nil
}

// receiveAttachment keeps the file of an upload and looks into it.
func (s *Server) receiveAttachment(ctx context.Context, parts *multipart.Reader, a *attachment.Attachment) error {
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fault.New(fault.ErrInvalid, "FILE_TRUNCATED").Because(err)
		}
		switch part.FormName() {
		case "class":
			word, err := io.ReadAll(io.LimitReader(part, 20))
			if err == nil {
				a.Class, err = access.ParseClass(string(word))
			}
			if err != nil {
				return fault.New(fault.ErrInvalid, "INVALID", "detail", "class")
			}
		case "file":
			if a.Name != "" {
				return fault.New(fault.ErrInvalid, "INVALID", "detail", "file")
			}
			a.Name = intake.SafeName(part.FileName())
			if a.Size, a.SHA256, err = attachment.Keep(s.config.Data, a.ID, part); err != nil {
				return err
			}
		}
	}
	if a.Name == "" {
		return fault.New(fault.ErrInvalid, "INVALID", "detail", "file")
	}
	return intake.LookInto(ctx, s.scanner, s.config.Data, a)
}

func (s *Server) listAttachments(ctx context.Context, in *RecordPath) (*attachmentList, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	kind, err := kindOf(in.Kind)
	if err != nil {
		return nil, err
	}
	out := &attachmentList{}
	out.Body.Items = []AttachmentView{}
	err = s.db.Read(ctx, who, func(tx *store.Tx) error {
		list, err := tx.Attachments(ctx, kind.Name, in.ID)
		for _, a := range list {
			out.Body.Items = append(out.Body.Items, s.viewAttachment(ctx, a))
		}
		return err
	})
	return out, err
}

// attachment reads one file that the reader may see.
func (s *Server) attachment(ctx context.Context, id string) (a attachment.Attachment, err error) {
	who, err := s.actor(ctx)
	if err != nil {
		return a, err
	}
	err = s.db.Read(ctx, who, func(tx *store.Tx) (err error) {
		a, err = tx.Attachment(ctx, id)
		return err
	})
	return a, err
}

func (s *Server) getAttachment(ctx context.Context, in *AttachmentID) (*attachmentBody, error) {
	a, err := s.attachment(ctx, in.ID)
	return &attachmentBody{s.viewAttachment(ctx, a)}, err
}

func (s *Server) attachmentFile(ctx context.Context, in *AttachmentID) (*huma.StreamResponse, error) {
	a, err := s.attachment(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(attachment.Path(s.config.Data, a.ID))
	if err != nil {
		return nil, fault.New(fault.ErrNotFound, "ATTACHMENT_GONE", "id", a.ID).Because(err)
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer f.Close()
		hc.SetHeader("Content-Type", a.Media)
		hc.SetHeader("Content-Disposition", saveAs(a.ID, a.Name))
		hc.SetHeader("Content-Security-Policy", "default-src 'none'; sandbox")
		hc.SetHeader("Content-Length", strconv.FormatInt(a.Size, 10))
		_, _ = io.Copy(hc.BodyWriter(), f) // the reader may have gone
	}}, nil
}

// saveAs names a file to be saved: its ID for old browsers, its own name for all
// others (RFC 6266).
func saveAs(id, name string) string {
	plain := mime.FormatMediaType("attachment", map[string]string{"filename": id + strings.ToLower(filepath.Ext(name))})
	return plain + "; filename*=UTF-8''" + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}

func (s *Server) removeAttachment(ctx context.Context, in *AttachmentID) (*struct{}, error) {
	who, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	return nil, s.db.Write(ctx, who, func(tx *store.Tx) error { return tx.RemoveAttachment(ctx, in.ID) })
}

func (s *Server) restoreAttachment(ctx context.Context, in *AttachmentID) (*attachmentBody, error) {
	who, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	out := &attachmentBody{}
	err = s.db.Write(ctx, who, func(tx *store.Tx) error {
		a, err := tx.RestoreAttachment(ctx, in.ID)
		out.Body = s.viewAttachment(ctx, a)
		return err
	})
	return out, err
}
