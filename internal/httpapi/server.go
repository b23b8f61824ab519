// Package httpapi is the web door: one file for each concept; decode, one
// transaction, call, encode. The web front end uses nothing else.
package httpapi

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"lianzhang/internal/config"
	"lianzhang/internal/store"
	"lianzhang/web"
)

// Server answers requests over one database.
type Server struct {
	db     *store.DB
	config config.Config
	api    huma.API
	mux    *http.ServeMux
}

// routes are the operations of the API; each concept's file adds its own.
var routes []func(*Server)

// New returns the handler of everything the program serves.
func New(db *store.DB, cfg config.Config) http.Handler {
	s := &Server{db: db, config: cfg, mux: http.NewServeMux()}
	hc := huma.DefaultConfig("Lianzhang", "1")
	hc.OpenAPIPath = "/api/v1/openapi"
	hc.DocsPath = "" // the default page loads scripts from elsewhere
	hc.SchemasPath = "/api/v1/schemas"
	s.api = humago.New(s.mux, hc)
	for _, add := range routes {
		add(s)
	}
	s.mux.Handle("/", web.Handler())
	return s.mux
}
