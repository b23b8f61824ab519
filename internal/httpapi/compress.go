package httpapi

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"sync"
)

const (
	holdBytes = 512 << 10 // an answer up to this size is held back to know its ETag
	worthGzip = 1400      // bytes; smaller answers fit into one packet anyway
)

var gzips = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is valid
	return z
}}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// compress holds small answers back, gives those to GET an ETag, answers 304
// where the reader has the same bytes, and packs text with gzip. Streams of
// events pass untouched.
func (s *Server) compress(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := &held{ResponseWriter: w, r: r, buf: buffers.Get().(*bytes.Buffer), status: http.StatusOK}
		h.buf.Reset()
		defer buffers.Put(h.buf)
		next.ServeHTTP(h, r)
		h.finish()
	})
}

// held is an answer that is held back until it ends, grows large or is flushed.
type held struct {
	http.ResponseWriter
	r      *http.Request
	buf    *bytes.Buffer
	status int
	sent   bool
	zip    *gzip.Writer
}

func (h *held) WriteHeader(status int) { h.status = status }

func (h *held) Write(b []byte) (int, error) {
	if !h.sent && h.buf.Len()+len(b) <= holdBytes {
		return h.buf.Write(b)
	}
	if !h.sent {
		h.send(h.packs())
	}
	return h.out(b)
}

func (h *held) out(b []byte) (int, error) {
	if h.zip != nil {
		return h.zip.Write(b)
	}
	return h.ResponseWriter.Write(b)
}

// Flush sends what is held; from then on nothing is held or packed, because
// who flushes wants the reader to see it now.
func (h *held) Flush() {
	if !h.sent {
		h.send(false)
	}
	if h.zip != nil {
		_ = h.zip.Flush() // a lost reader is found at the next write
	}
	_ = http.NewResponseController(h.ResponseWriter).Flush() // likewise
}

// Unwrap lets http.ResponseController reach the connection.
func (h *held) Unwrap() http.ResponseWriter { return h.ResponseWriter }

func (h *held) finish() {
	if !h.sent {
		h.tag()
		h.send(h.buf.Len() > worthGzip && h.packs())
	}
	if h.zip != nil {
		_ = h.zip.Close() // a lost reader cannot be told
		gzips.Put(h.zip)
	}
}

// tag sets the ETag of a whole answer to GET and turns it into 304 where the
// reader already has it.
func (h *held) tag() {
	if h.r.Method != http.MethodGet || h.status != http.StatusOK || h.buf.Len() == 0 || h.Header().Get("Content-Disposition") != "" {
		return
	}
	etag := h.Header().Get("ETag")
	if etag == "" {
		sum := sha256.Sum256(h.buf.Bytes())
		etag = `W/"` + hex.EncodeToString(sum[:12]) + `"`
		h.Header().Set("ETag", etag)
	}
	if strings.Contains(h.r.Header.Get("If-None-Match"), strings.TrimPrefix(etag, "W/")) {
		h.status = http.StatusNotModified
		h.buf.Reset()
	}
}

// packs tells whether gzip is wanted and of use.
func (h *held) packs() bool {
	if !strings.Contains(h.r.Header.Get("Accept-Encoding"), "gzip") || h.Header().Get("Content-Encoding") != "" || h.r.Header.Get("Range") != "" {
		return false
	}
	kind := h.Header().Get("Content-Type")
	return strings.HasPrefix(kind, "text/") && !strings.HasPrefix(kind, "text/event-stream") ||
		strings.Contains(kind, "json") || strings.Contains(kind, "javascript") || strings.Contains(kind, "svg") || strings.Contains(kind, "xml")
}

func (h *held) send(packed bool) {
	h.sent = true
	if packed {
		h.Header().Set("Content-Encoding", "gzip")
		h.Header().Del("Content-Length")
		h.zip = gzips.Get().(*gzip.Writer)
		h.zip.Reset(h.ResponseWriter)
	}
	if h.status == http.StatusNotModified {
		h.Header().Del("Content-Length")
	}
	h.ResponseWriter.WriteHeader(h.status)
	if h.buf.Len() > 0 {
		_, _ = h.out(h.buf.Bytes()) // a lost reader is found at the next write
	}
}
