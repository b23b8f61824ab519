package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/intake"
	"lianzhang/internal/message"
	"lianzhang/internal/scan"
	"lianzhang/internal/store"
)

// importView is an import as shown to who gave the file.
type importView struct {
	ID       string          `json:"id"`
	Kind     string          `json:"kind"`
	File     string          `json:"file" doc:"name of the file as given, made safe to show"`
	SHA256   string          `json:"sha256"`
	Size     int64           `json:"size"`
	State    string          `json:"state" enum:"uploaded,previewed,committing,done,cancelled,failed,undone"`
	Rows     int64           `json:"rows"`
	New      int64           `json:"new"`
	Changed  int64           `json:"changed"`
	Same     int64           `json:"same"`
	Errors   int64           `json:"errors"`
	Warnings int64           `json:"warnings"`
	Options  json.RawMessage `json:"options"`
	Report   json.RawMessage `json:"report,omitempty" doc:"sheets with recognised columns and the first rows, and what would change; only of one import"`
	Job      string          `json:"job,omitempty"`
	Undone   json.RawMessage `json:"undone,omitempty" doc:"what taking it back did, with conflicts"`
	Created  time.Time       `json:"created_at"`
	Ended    *time.Time      `json:"ended_at,omitempty"`
}

func viewImport(im *store.Import, whole bool) importView {
	v := importView{ID: im.PID, Kind: im.Kind, File: im.FileName, SHA256: im.SHA256, Size: im.Size, State: im.State, Rows: im.Rows, New: im.New,
		Changed: im.Changed, Same: im.Same, Errors: im.Errors, Warnings: im.Warnings, Options: im.Options, Job: im.Job, Created: im.CreatedAt}
	if whole {
		v.Report = im.Report
	}
	if im.Undone != "" {
		v.Undone = json.RawMessage(im.Undone)
	}
	if !im.EndedAt.IsZero() {
		v.Ended = &im.EndedAt
	}
	return v
}

// ImportID names an import in an address. It is exported so that it can be
// embedded in what an operation reads.
type ImportID struct {
	ID string `path:"id" maxLength:"32"`
}

type importBody struct{ Body importView }

func init() {
	routes = append(routes, func(s *Server) {
		tag := []string{"imports"}
		add := func(id, method, path, summary string) huma.Operation {
			return huma.Operation{OperationID: id, Method: method, Path: "/api/v1" + path, Summary: summary, Tags: tag}
		}
		upload := add("upload-import", http.MethodPost, "/imports", "Upload a spreadsheet and check it; nothing is written to the records. Parts: kind, options (JSON, optional), file")
		upload.DefaultStatus = http.StatusCreated
		huma.Register(s.api, upload, s.uploadImport)
		// Said after registering: otherwise huma would read the whole body first.
		s.api.OpenAPI().Paths[upload.Path].Post.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"multipart/form-data": {Schema: &huma.Schema{Type: huma.TypeObject,
			Required: []string{"kind", "file"}, Properties: map[string]*huma.Schema{
				"kind": {Type: huma.TypeString}, "options": {Type: huma.TypeString}, "file": {Type: huma.TypeString, Format: "binary"}}}}}}
		huma.Register(s.api, add("list-imports", http.MethodGet, "/imports", "Imports, newest first: one's own, for administrators all"), s.listImports)
		huma.Register(s.api, add("get-import", http.MethodGet, "/imports/{id}", "One import with its preview"), s.getImport)
		huma.Register(s.api, add("list-import-findings", http.MethodGet, "/imports/{id}/findings", "What was noticed, in the order of the file"), s.listFindings)
		huma.Register(s.api, add("correct-import", http.MethodPatch, "/imports/{id}", "Correct cells or choose columns and options, and check again"), s.correctImport)
		commit := add("commit-import", http.MethodPost, "/imports/{id}/commit", "Write the import to the records, as a background job")
		commit.DefaultStatus = http.StatusAccepted
		huma.Register(s.api, commit, s.commitImport)
		huma.Register(s.api, add("undo-import", http.MethodPost, "/imports/{id}/undo", "Take an import back; later changes by others stay and are named"), s.undoImport)
		book := map[string]*huma.Response{"200": {Description: "workbook", Content: map[string]*huma.MediaType{xlsxType: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}}
		marked := add("get-import-errors", http.MethodGet, "/imports/{id}/errors.xlsx", "The workbook with marked cells, to be corrected and uploaded again")
		marked.Responses = book
		huma.Register(s.api, marked, s.markedImport)
		template := add("get-template", http.MethodGet, "/templates/{kind}", "Template of a kind (such as enterprises.xlsx), with drop-downs and instructions")
		template.Responses = book
		huma.Register(s.api, template, s.template)
	})
}

// uploadInput reads the body as it comes, so that a large file is never held
// in memory.
type uploadInput struct {
	parts *multipart.Reader
}

// Resolve finds the parts of the body; huma calls it before the operation.
func (u *uploadInput) Resolve(hc huma.Context) []error {
	media, params, err := mime.ParseMediaType(hc.Header("Content-Type"))
	if err == nil && media == "multipart/form-data" && params["boundary"] != "" {
		u.parts = multipart.NewReader(hc.BodyReader(), params["boundary"])
	}
	return nil
}

func (s *Server) uploadImport(ctx context.Context, in *uploadInput) (*importBody, error) {
	who, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	if in.parts == nil {
		return nil, fault.New(fault.ErrInvalid, "MEDIA_TYPE", "type", "multipart/form-data")
	}
	im, err := s.receive(ctx, in.parts)
	if err != nil {
		return nil, err
	}
	return s.check(ctx, who, im, nil)
}

// receive stores the file of an upload and reads the other parts.
func (s *Server) receive(ctx context.Context, parts *multipart.Reader) (*store.Import, error) {
	im := &store.Import{PID: fact.NewPID("X"), State: intake.Uploaded, Options: json.RawMessage(`{}`)}
	err := func() error {
		for {
			part, err := parts.NextPart()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return fault.New(fault.ErrInvalid, "FILE_TRUNCATED").Because(err)
			}
			if err := s.receivePart(im, part); err != nil {
				return err
			}
		}
	}()
	if err == nil && (im.Kind == "" || im.Path == "") {
		err = fault.New(fault.ErrInvalid, "INVALID", "detail", "kind, file")
	}
	if err == nil {
		err = s.scan(ctx, im)
	}
	if err != nil && im.Path != "" {
		err = errors.Join(err, os.Remove(im.Path))
	}
	return im, err
}

// scan shows the file to the virus scanner; an infected one is not kept.
func (s *Server) scan(ctx context.Context, im *store.Import) error {
	verdict, err := scan.File(ctx, s.scanner, im.Path)
	im.Verdict = string(verdict)
	if _, found := verdict.Threat(); found && err == nil {
		err = os.Remove(im.Path)
		im.Path = ""
	}
	return err
}

func (s *Server) receivePart(im *store.Import, part *multipart.Part) error {
	switch part.FormName() {
	case "file":
		if im.Path != "" {
			return fault.New(fault.ErrInvalid, "INVALID", "detail", "file")
		}
		path, size, sum, err := intake.Keep(s.config.Data, im.PID, part)
		im.Path, im.Size, im.SHA256, im.FileName = path, size, sum, intake.SafeName(part.FileName())
		return err
	case "kind":
		word, err := io.ReadAll(io.LimitReader(part, 100))
		kind := fact.KindOf(string(word))
		if err == nil && kind == nil {
			return fault.New(fault.ErrInvalid, "IMPORT_KIND", "kind", string(word), "kinds", kindWords())
		}
		if err == nil {
			im.Kind = kind.Name
		}
		return err
	case "options":
		raw, err := io.ReadAll(io.LimitReader(part, 1<<20))
		if err != nil {
			return err
		}
		return setRawOptions(im, raw)
	}
	return nil
}

// setOptions replaces the options that a request names.
func setOptions(im *store.Import, named any) error {
	raw, err := json.Marshal(named)
	if err != nil {
		return err
	}
	return setRawOptions(im, raw)
}

func setRawOptions(im *store.Import, raw []byte) error {
	var o intake.Options
	if err := json.Unmarshal(im.Options, &o); err != nil {
		return err
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&o); err != nil {
		return fault.New(fault.ErrInvalid, "INVALID", "detail", "options")
	}
	merged, err := json.Marshal(o)
	im.Options = merged
	return err
}

func kindWords() string {
	var b bytes.Buffer
	for i, k := range fact.Kinds() {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(k.Import)
	}
	return b.String()
}

// check looks at an import in a reading transaction and saves what it found;
// before are the options of the last check, nil when it is new.
func (s *Server) check(ctx context.Context, who access.Actor, im *store.Import, before json.RawMessage) (*importBody, error) {
	var report *intake.Report
	err := s.db.Read(ctx, who, func(tx *store.Tx) (err error) {
		im.Account = who.Account
		if before == nil {
			report, err = intake.Look(ctx, tx, im)
			return err
		}
		report, _, err = intake.LookAgain(ctx, tx, im, before)
		return err
	})
	if err != nil {
		return nil, err
	}
	im.State = intake.Previewed
	err = s.db.Write(ctx, who, func(tx *store.Tx) error {
		if before == nil {
			if err := tx.AddImport(ctx, im); err != nil {
				return err
			}
		}
		return intake.Save(ctx, tx, im, report)
	})
	return &importBody{viewImport(im, true)}, err
}

type importQuery struct {
	Cursor string `query:"cursor" doc:"next of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type importList struct {
	Body struct {
		Items []importView `json:"items"`
		Next  string       `json:"next"`
	}
}

func (s *Server) listImports(ctx context.Context, in *importQuery) (*importList, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	before, err := cursorNumber(in.Cursor)
	if err != nil {
		return nil, err
	}
	out := &importList{}
	out.Body.Items = []importView{}
	err = s.db.Read(ctx, who, func(tx *store.Tx) error {
		all, err := tx.Imports(ctx, before, in.Limit)
		for i := range all {
			if err := intake.Settle(ctx, tx, &all[i]); err != nil {
				return err
			}
			out.Body.Items = append(out.Body.Items, viewImport(&all[i], false))
		}
		if len(all) == in.Limit {
			out.Body.Next = strconv.FormatInt(all[len(all)-1].ID, 10)
		}
		return err
	})
	return out, err
}

func cursorNumber(cursor string) (int64, error) {
	if cursor == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(cursor, 10, 64)
	if err != nil || n < 0 {
		return 0, fault.New(fault.ErrInvalid, "INVALID", "detail", "cursor")
	}
	return n, nil
}

// ownImport returns an import that the reader may see, with its true state.
func (s *Server) ownImport(ctx context.Context, role access.Role, id string) (store.Import, access.Actor, error) {
	who, err := s.actorWith(ctx, role)
	var im store.Import
	if err == nil {
		err = s.db.Read(ctx, who, func(tx *store.Tx) error {
			if im, err = tx.ImportByPID(ctx, id); err != nil {
				return err
			}
			return intake.Settle(ctx, tx, &im)
		})
	}
	return im, who, err
}

func (s *Server) getImport(ctx context.Context, in *ImportID) (*importBody, error) {
	im, _, err := s.ownImport(ctx, access.Reader, in.ID)
	return &importBody{viewImport(&im, true)}, err
}

// findingView is one finding in the reader's language.
type findingView struct {
	ID         string `json:"id"`
	Sheet      string `json:"sheet"`
	Row        int    `json:"row"`
	Cell       string `json:"cell"`
	Field      string `json:"field,omitempty"`
	Code       string `json:"code"`
	Severity   string `json:"severity" enum:"F,E,W,N"`
	Message    string `json:"message"`
	Suggestion string `json:"suggestion"`
	Fix        string `json:"fix,omitempty" doc:"text that would be right in this cell"`
}

func viewFinding(f *intake.Finding, n int, lang message.Lang) findingView {
	return findingView{ID: strconv.Itoa(n), Sheet: f.Sheet, Row: f.Row, Cell: f.Cell, Field: f.Field, Code: f.Code, Severity: string(f.Severity),
		Message: f.Message(lang), Suggestion: f.Suggestion(lang), Fix: f.Fix}
}

type findingList struct {
	Body struct {
		Items []findingView `json:"items"`
		Next  string        `json:"next"`
	}
}

func (s *Server) listFindings(ctx context.Context, in *struct {
	ImportID
	Severity string `query:"severity" enum:"F,E,W,N" doc:"only findings of this severity"`
	Cursor   string `query:"cursor"`
	Limit    int    `query:"limit" minimum:"1" maximum:"1000" default:"200"`
}) (*findingList, error) {
	im, who, err := s.ownImport(ctx, access.Reader, in.ID)
	if err != nil {
		return nil, err
	}
	after, err := cursorNumber(in.Cursor)
	if err != nil {
		return nil, err
	}
	out := &findingList{}
	out.Body.Items = []findingView{}
	err = s.db.Read(ctx, who, func(tx *store.Tx) error {
		bodies, last, err := tx.Findings(ctx, im.ID, in.Severity, int(after), in.Limit)
		for i, body := range bodies {
			f, err := intake.ReadFinding(body)
			if err != nil {
				return err
			}
			out.Body.Items = append(out.Body.Items, viewFinding(&f, int(after)+i+1, s.lang(ctx)))
		}
		if len(bodies) == in.Limit {
			out.Body.Next = strconv.Itoa(last)
		}
		return err
	})
	return out, err
}

// correction is what a person changes before the commit; what is left out stays.
type correction struct {
	ImportID
	Body struct {
		Sheets     []string          `json:"sheets,omitempty" maxItems:"500"`
		Columns    map[string]string `json:"columns,omitempty" doc:"column title → field ID; empty for not taken"`
		Cells      map[string]string `json:"cells,omitempty" doc:"sheet!cell → text, such as Sheet1!B3"`
		Settled    map[string]string `json:"settled,omitempty" doc:"whose value is taken in a conflict: sheet!cell → mine (the sheet's) or theirs (on record); empty opens it again"`
		Settle     *string           `json:"settle,omitempty" enum:",mine,theirs" doc:"the same for all conflicts not named"`
		SkipHidden *bool             `json:"skip_hidden,omitempty"`
		Stubs      *bool             `json:"stubs,omitempty"`
		Source     *string           `json:"source,omitempty" maxLength:"200"`
		AsOf       *string           `json:"as_of,omitempty" maxLength:"10"`
		Edition    *string           `json:"industry_edition,omitempty" enum:",2011,2017" doc:"edition of GB/T 4754 of the codes in the file; empty takes what the sheet says"`
	}
}

func (s *Server) correctImport(ctx context.Context, in *correction) (*importBody, error) {
	im, who, err := s.ownImport(ctx, access.Editor, in.ID)
	if err != nil {
		return nil, err
	}
	if im.State == intake.Done || im.State == intake.Undone || im.State == intake.Committing {
		return nil, fault.New(fault.ErrConflict, "IMPORT_STATE", "id", im.PID, "state", im.State)
	}
	before := im.Options
	if err := setOptions(&im, in.Body); err != nil {
		return nil, err
	}
	if _, err := os.Stat(im.Path); err != nil {
		return nil, fault.New(fault.ErrConflict, "IMPORT_FILE_GONE", "id", im.PID)
	}
	return s.check(ctx, who, &im, before)
}

func (s *Server) commitImport(ctx context.Context, in *struct {
	ImportID
	Body struct {
		Partial bool `json:"partial,omitempty" doc:"import the rows without errors"`
	} `required:"false"`
}) (*importBody, error) {
	im, who, err := s.ownImport(ctx, access.Editor, in.ID)
	if err != nil {
		return nil, err
	}
	if err := setOptions(&im, map[string]bool{"partial": in.Body.Partial}); err != nil {
		return nil, err
	}
	if im.Errors > 0 && !in.Body.Partial {
		return nil, fault.New(fault.ErrConflict, "IMPORT_ERRORS", "n", strconv.FormatInt(im.Errors, 10))
	}
	err = s.db.Write(ctx, who, func(tx *store.Tx) error {
		_, err := intake.Begin(ctx, tx, &im)
		return err
	})
	return &importBody{viewImport(&im, false)}, err
}

func (s *Server) undoImport(ctx context.Context, in *ImportID) (*importBody, error) {
	im, who, err := s.ownImport(ctx, access.Editor, in.ID)
	if err != nil {
		return nil, err
	}
	err = s.db.Write(ctx, who, func(tx *store.Tx) error {
		_, err := intake.TakeBack(ctx, tx, &im)
		return err
	})
	return &importBody{viewImport(&im, false)}, err
}

func (s *Server) markedImport(ctx context.Context, in *ImportID) (*huma.StreamResponse, error) {
	im, who, err := s.ownImport(ctx, access.Reader, in.ID)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(im.Path); err != nil {
		return nil, fault.New(fault.ErrConflict, "IMPORT_FILE_GONE", "id", im.PID)
	}
	var book bytes.Buffer
	err = s.db.Read(ctx, who, func(tx *store.Tx) error { return intake.Marked(ctx, tx, &im, s.lang(ctx), &book) })
	return workbookResponse(im.PID+"-errors.xlsx", &book), err
}
