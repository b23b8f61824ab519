package httpapi

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/tus/tusd/v2/pkg/filestore"
	"github.com/tus/tusd/v2/pkg/handler"
	"github.com/tus/tusd/v2/pkg/memorylocker"
	"golang.org/x/exp/slog"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/intake"
	"lianzhang/internal/intake/sheet"
	"lianzhang/internal/store"
)

// uploadsAt is where files are uploaded in parts, by tus 1.0 (core, creation and
// termination). See docs/adr/0020-resumable-uploads.md.
const uploadsAt = "/api/v1/uploads/"

// maxOpenUploads is how many uploads of one account may be under way.
const maxOpenUploads = 20

var uploadID = regexp.MustCompile(`^[0-9a-f]{32}$`)

// uploads are files on their way in: kept below the data folder, each known to
// the account that began it and to nobody else.
type uploads struct {
	dir   string
	store filestore.FileStore
	tus   *handler.UnroutedHandler
}

func init() {
	routes = append(routes, func(s *Server) {
		u, err := newUploads(s.config.Data)
		if err != nil {
			panic(err) // only a wrong configuration in this file can do that
		}
		s.uploads = u
		s.mux.HandleFunc(uploadsAt, s.serveUpload)
		taken := huma.Operation{OperationID: "import-upload", Method: http.MethodPost, Path: "/api/v1/imports/from-upload", DefaultStatus: http.StatusCreated, Tags: []string{"imports"},
			Summary: "Check a file that was uploaded in parts to /api/v1/uploads/ (tus 1.0); nothing is written to the records"}
		huma.Register(s.api, taken, s.importUpload)
		describeUploads(s.api.OpenAPI())
	})
}

// describeUploads names the operations of the protocol, which are served beside
// those that are described by their types.
func describeUploads(api *huma.OpenAPI) {
	say := func(id, method, path, summary string, status string) {
		op := &huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Tags: []string{"uploads"},
			Responses: map[string]*huma.Response{status: {Description: "as tus 1.0 says"}}}
		if strings.Contains(path, "{") {
			op.Parameters = []*huma.Param{{Name: "upload", In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString}}}
		}
		api.AddOperation(op)
	}
	say("begin-upload", http.MethodPost, uploadsAt, "Begin an upload (tus 1.0: Upload-Length, Upload-Metadata with filename); Location names it", "201")
	say("ask-upload", http.MethodHead, uploadsAt+"{upload}", "Ask how much has arrived: Upload-Offset", "200")
	say("continue-upload", http.MethodPatch, uploadsAt+"{upload}", "Send on from Upload-Offset, as application/offset+octet-stream", "204")
	say("drop-upload", http.MethodDelete, uploadsAt+"{upload}", "Give an upload up", "204")
}

func newUploads(data string) (*uploads, error) {
	u := &uploads{dir: filepath.Join(data, intake.UploadFolder)}
	u.store = filestore.New(u.dir)
	u.store.DirModePerm, u.store.FileModePerm = 0o700, 0o600
	composer := handler.NewStoreComposer()
	composer.UseCore(u.store)
	composer.UseTerminater(u.store) // and no other extension: lengths are known, files come in one line
	memorylocker.New().UseIn(composer)
	var err error
	u.tus, err = handler.NewUnroutedHandler(handler.Config{
		StoreComposer: composer, BasePath: uploadsAt, MaxSize: sheet.MaxUpload,
		DisableDownload: true, DisableConcatenation: true, Cors: &handler.CorsConfig{Disable: true},
		Logger:                  slog.New(slog.NewTextHandler(io.Discard, nil)), // requests are counted and logged by our own guard
		PreUploadCreateCallback: u.begin,
	})
	return u, err
}

// begin writes down whose upload it is. What else the client says of the file
// is not kept but for its name.
func (u *uploads) begin(hook handler.HookEvent) (handler.HTTPResponse, handler.FileInfoChanges, error) {
	who := visitOf(hook.Context).account.ID
	if hook.Upload.SizeIsDeferred || hook.Upload.Size == 0 {
		return handler.HTTPResponse{}, handler.FileInfoChanges{}, handler.NewError("ERR_EMPTY", "an upload says how long it is", http.StatusBadRequest)
	}
	if u.open(hook.Context, who) >= maxOpenUploads {
		return handler.HTTPResponse{}, handler.FileInfoChanges{}, handler.NewError("ERR_TOO_MANY", "too many uploads under way", http.StatusTooManyRequests)
	}
	return handler.HTTPResponse{}, handler.FileInfoChanges{MetaData: handler.MetaData{"account": who, "filename": intake.SafeName(hook.Upload.MetaData["filename"])}}, nil
}

// open counts the uploads of an account that lie in the folder.
func (u *uploads) open(ctx context.Context, who string) int {
	files, err := filepath.Glob(filepath.Join(u.dir, "*.info"))
	if err != nil {
		return 0
	}
	n := 0
	for _, f := range files {
		if _, err := u.own(ctx, who, strings.TrimSuffix(filepath.Base(f), ".info")); err == nil {
			n++
		}
	}
	return n
}

// own returns an upload of the account; one of another is not there.
func (u *uploads) own(ctx context.Context, who, id string) (handler.FileInfo, error) {
	missing := fault.New(fault.ErrNotFound, "NOT_FOUND")
	if !uploadID.MatchString(id) {
		return handler.FileInfo{}, missing
	}
	up, err := u.store.GetUpload(ctx, id)
	if err != nil {
		return handler.FileInfo{}, missing.Because(err)
	}
	info, err := up.GetInfo(ctx)
	if err == nil && info.MetaData["account"] != who {
		err = missing
	}
	return info, err
}

// serveUpload checks who asks and hands the request on to the protocol.
func (s *Server) serveUpload(w http.ResponseWriter, r *http.Request) {
	who, err := s.actorWith(r.Context(), access.Editor)
	if err != nil {
		refuse(w, r, err)
		return
	}
	id := strings.TrimPrefix(r.URL.Path, uploadsAt)
	if id != "" {
		if _, err := s.uploads.own(r.Context(), who.Account, id); err != nil {
			refuse(w, r, err)
			return
		}
	}
	var serve http.HandlerFunc
	switch {
	case r.Method == http.MethodPost && id == "":
		if err := os.MkdirAll(s.uploads.dir, 0o700); err != nil {
			refuse(w, r, err)
			return
		}
		serve = s.uploads.tus.PostFile
	case r.Method == http.MethodHead && id != "":
		serve = s.uploads.tus.HeadFile
	case r.Method == http.MethodPatch && id != "":
		serve = s.uploads.tus.PatchFile
	case r.Method == http.MethodDelete && id != "":
		serve = s.uploads.tus.DelFile
	case r.Method == http.MethodOptions:
		serve = func(http.ResponseWriter, *http.Request) {} // the protocol's own answer goes first
	default:
		refuse(w, r, fault.New(fault.ErrInvalid, "METHOD"))
		return
	}
	r.Header.Del("X-HTTP-Method-Override") // nobody changes the method behind the guard
	http.StripPrefix(uploadsAt, s.uploads.tus.Middleware(serve)).ServeHTTP(&located{w}, r)
}

// located writes the address of a new upload without the host: relative to where
// it was asked for, so that it holds behind a proxy and cannot be forged.
type located struct{ http.ResponseWriter }

func (l *located) WriteHeader(status int) {
	if at, err := url.Parse(l.Header().Get("Location")); err == nil && at.Path != "" {
		l.Header().Set("Location", path.Base(at.Path))
	}
	l.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (l *located) Unwrap() http.ResponseWriter { return l.ResponseWriter }

// take moves a whole upload to where it is kept and returns its size and digest.
// A digest that was named and does not fit drops the upload.
func (u *uploads) take(ctx context.Context, who, id, want, to string) (info handler.FileInfo, sum string, err error) {
	if info, err = u.own(ctx, who, id); err != nil {
		return info, "", err
	}
	if info.Offset != info.Size {
		return info, "", fault.New(fault.ErrConflict, "UPLOAD_UNFINISHED", "have", strconv.FormatInt(info.Offset, 10), "size", strconv.FormatInt(info.Size, 10))
	}
	from := info.Storage[filestore.StorageKeyPath]
	if sum, err = digest(from); err != nil {
		return info, "", err
	}
	drop := func() error {
		up, err := u.store.GetUpload(ctx, id)
		if err == nil {
			err = u.store.AsTerminatableUpload(up).Terminate(ctx)
		}
		return err
	}
	if want != "" && !strings.EqualFold(want, sum) {
		return info, "", errors.Join(fault.New(fault.ErrConflict, "UPLOAD_DIGEST"), drop())
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return info, "", err
	}
	if err := os.Rename(from, to); err != nil {
		return info, "", fault.New(fault.ErrNotFound, "NOT_FOUND").Because(err)
	}
	return info, sum, os.Remove(info.Storage[filestore.StorageKeyInfoPath])
}

func digest(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fault.New(fault.ErrNotFound, "NOT_FOUND").Because(err)
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), errors.Join(err, f.Sync())
}

func (s *Server) importUpload(ctx context.Context, in *struct {
	Body struct {
		Upload  string         `json:"upload" maxLength:"64" doc:"last part of the upload's address"`
		Kind    string         `json:"kind" maxLength:"40"`
		SHA256  string         `json:"sha256,omitempty" pattern:"^[0-9a-fA-F]{64}$" doc:"of the whole file; compared when given"`
		Options map[string]any `json:"options,omitempty"`
	}
}) (*importBody, error) {
	who, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	kind := fact.KindOf(in.Body.Kind)
	if kind == nil {
		return nil, fault.New(fault.ErrInvalid, "IMPORT_KIND", "kind", in.Body.Kind, "kinds", kindWords())
	}
	im := &store.Import{PID: fact.NewPID("X"), Kind: kind.Name, State: intake.Uploaded, Options: []byte(`{}`)}
	if err := setOptions(im, in.Body.Options); err != nil {
		return nil, err
	}
	im.Path = intake.KeptAt(s.config.Data, im.PID)
	info, sum, err := s.uploads.take(ctx, who.Account, in.Body.Upload, in.Body.SHA256, im.Path)
	if err != nil {
		return nil, err
	}
	im.Size, im.SHA256, im.FileName = info.Size, sum, info.MetaData["filename"]
	if err := s.scan(ctx, im); err != nil {
		return nil, errors.Join(err, os.Remove(im.Path))
	}
	return s.check(ctx, who, im, nil)
}
