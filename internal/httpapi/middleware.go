package httpapi

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"lianzhang/internal/fault"
)

const (
	maxBody    = 256 << 20 // bytes of one request; operations set their own lower limits
	maxAtOnce  = 256       // requests to the API under way; more are asked to come back
	sniffLimit = 1 << 20   // bytes of a body that tell one idempotent request from another
)

// public are the operations that need no sign-in.
var public = map[string]bool{
	"GET /api/v1/session":    true,
	"POST /api/v1/session":   true,
	"DELETE /api/v1/session": true,
	"POST /api/v1/setup":     true,
}

func isPublic(r *http.Request) bool {
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	return public[method+" "+r.URL.Path] ||
		strings.HasPrefix(r.URL.Path, "/api/v1/openapi") || strings.HasPrefix(r.URL.Path, "/api/v1/schemas/")
}

// guard stands before everything: it names the visit, survives panics, refuses
// what no browser of ours sends and asks for a sign-in where one is needed.
func (s *Server) guard(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	if s.config.URL != "" {
		_ = cross.AddTrustedOrigin(s.config.URL) // the shape was checked by config
	}
	slots := make(chan struct{}, maxAtOnce)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := newVisit(r, s.config.URL)
		v.nonce = headers(w, r)
		r = r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
		begun := time.Now()
		rec := &recorder{ResponseWriter: w}
		defer func() {
			if p := recover(); p != nil && p != http.ErrAbortHandler {
				slog.Error("panic", "trace", v.trace, "path", v.path, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
				if rec.status == 0 {
					refuse(rec, r, fault.New(nil, "INTERNAL", "trace", v.trace))
				}
			}
			s.meter.observe(r, rec.status, time.Since(begun))
		}()
		switch {
		case r.Method == http.MethodTrace || r.Method == http.MethodConnect:
			refuse(rec, r, fault.New(fault.ErrInvalid, "METHOD"))
			return
		case cross.Check(r) != nil:
			refuse(rec, r, fault.New(fault.ErrForbidden, "CROSS_SITE"))
			return
		}
		r.Body = http.MaxBytesReader(rec, r.Body, maxBody)
		if !strings.HasPrefix(r.URL.Path, "/api/v1/") {
			next.ServeHTTP(rec, r)
			return
		}
		select {
		case slots <- struct{}{}:
			defer func() { <-slots }()
		default:
			refuse(rec, r, fault.New(fault.ErrConflict, "BUSY"))
			return
		}
		if err := s.signedIn(r, v); err != nil {
			refuse(rec, r, err)
			return
		}
		next.ServeHTTP(rec, r)
	})
}

// headers sets what every answer carries and returns the nonce of its styles.
func headers(w http.ResponseWriter, r *http.Request) string {
	nonce := ""
	styles := "'self'"
	api := strings.HasPrefix(r.URL.Path, "/api/")
	if !api {
		nonce = randomHex(16)
		styles = "'self' 'nonce-" + nonce + "'"
	}
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'self'; script-src 'self'; style-src "+styles+
		"; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:"+
		"; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	if api {
		h.Set("Cache-Control", "private, no-cache")
		h.Set("Vary", "Accept-Encoding, Accept-Language, Cookie")
	}
	return nonce
}

// recorder notes the status of an answer.
type recorder struct {
	http.ResponseWriter
	status int
}

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }
