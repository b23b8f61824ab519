// Package web hands the built front end to the binary. Without a build the
// binary still works and says how to build it.
package web

import (
	"embed"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

//go:embed all:dist
var dist embed.FS

// mark is where the page's build leaves room for the nonce of its styles.
const mark = "__CSP_NONCE__"

// Handler serves the front end; unknown addresses get the page itself, which
// knows its own routes. The page carries the nonce of the request in
// <meta name="csp-nonce" content="…">: styles that the page makes itself must
// bear it.
func Handler(nonce func(*http.Request) string) http.Handler {
	root, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	files := http.FileServerFS(root)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if name == "" {
			name = "index.html"
		}
		if st, err := fs.Stat(root, name); err == nil && !st.IsDir() && name != "index.html" {
			if strings.HasPrefix(name, "assets/") {
				w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
			}
			files.ServeHTTP(w, r)
			return
		}
		page, err := fs.ReadFile(root, "index.html")
		if err != nil {
			http.Error(w, "the front end is not in this binary: run make build", http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store") // the nonce is of this answer only
		text := string(page)
		if !strings.Contains(text, mark) {
			text = strings.Replace(text, "<head>", `<head><meta name="csp-nonce" content="`+mark+`">`, 1)
		}
		_, _ = io.WriteString(w, strings.ReplaceAll(text, mark, nonce(r))) // the reader may have gone
	})
}
