// Package httpapi is the web door: one file for each concept; decode, one
// transaction, call, encode. The web front end uses nothing else.
package httpapi

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"runtime/debug"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"lianzhang/internal/account"
	"lianzhang/internal/atlas"
	"lianzhang/internal/config"
	"lianzhang/internal/fault"
	"lianzhang/internal/job"
	"lianzhang/internal/scan"
	"lianzhang/internal/store"
	"lianzhang/web"
)

// Server answers requests over one database.
type Server struct {
	db       *store.DB
	config   config.Config
	api      huma.API
	mux      *http.ServeMux
	hasher   *account.Hasher
	sessions *sessions
	meter    *meter
	jobs     *job.Runner
	atlas    *atlas.Atlas
	rulers   rulers
	scanner  scan.Scanner
	uploads  *uploads
}

// routes are the operations of the API; each concept's file adds its own.
var routes []func(*Server)

// New returns the handler of everything the program serves. It touches the
// database only when a request does. The runner shows and stops jobs; whoever
// starts the program starts it.
func New(db *store.DB, cfg config.Config, jobs *job.Runner) http.Handler {
	s := newServer(db, cfg)
	s.jobs, s.atlas = jobs, jobs.Atlas()
	s.mux.Handle("/", web.Handler(func(r *http.Request) string { return visitOf(r.Context()).nonce }))
	s.mux.HandleFunc("/api/", s.unknown)
	return s.guard(s.compress(s.once(s.mux)))
}

// OpenAPI returns the description of the API, OpenAPI 3.1 as JSON.
func OpenAPI() ([]byte, error) {
	return newServer(nil, config.Config{}).api.OpenAPI().MarshalJSON()
}

func newServer(db *store.DB, cfg config.Config) *Server {
	s := &Server{
		db: db, config: cfg, mux: http.NewServeMux(),
		hasher:   account.NewHasher(max(2, runtime.NumCPU())),
		sessions: &sessions{seen: map[string]known{}},
		meter:    newMeter(db, cfg.Version),
		atlas:    atlas.New(db),
		scanner:  scan.Must(cfg.Scanner),
	}
	hc := huma.DefaultConfig("Lianzhang 链长", "1")
	hc.Info.Description = "Industry-chain chief system 产业链链长制. Every operation needs a session cookie except signing in, first set-up and this description. Refusals are RFC 9457 problem details."
	hc.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	hc.OpenAPIPath = "/api/v1/openapi"
	hc.DocsPath = "" // the default page loads scripts from elsewhere
	hc.SchemasPath = "/api/v1/schemas"
	hc.CreateHooks = nil // no $schema in answers: it would carry the Host header back
	s.api = humago.New(s.mux, hc)
	for _, add := range routes {
		add(s)
	}
	return s
}

// unknown answers addresses below /api that nothing serves, or not by this
// method.
func (s *Server) unknown(w http.ResponseWriter, r *http.Request) {
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		other := &http.Request{Method: method, URL: r.URL, Host: r.Host}
		if _, pattern := s.mux.Handler(other); pattern != "/api/" && method != r.Method {
			w.Header().Add("Allow", method)
		}
	}
	if w.Header().Get("Allow") != "" {
		refuse(w, r, fault.New(fault.ErrInvalid, "METHOD"))
		return
	}
	refuse(w, r, fault.New(fault.ErrNotFound, "NOT_FOUND"))
}

// background runs do apart from the request; a failure or a panic is logged
// and harms nothing else.
func (s *Server) background(what string, do func() error) {
	go func() {
		defer func() {
			if p := recover(); p != nil {
				slog.Error("panic", "in", what, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			}
		}()
		if err := do(); err != nil {
			slog.Error(what, "error", err)
		}
	}()
}
