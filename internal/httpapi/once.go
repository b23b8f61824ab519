package httpapi

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strconv"
	"time"

	"lianzhang/internal/fault"
	"lianzhang/internal/store"
)

// once makes a POST that carries an Idempotency-Key happen at most once: the
// same key and body get the first answer again, another body is refused. A
// request that was cut off in between is refused too, because nobody can tell
// whether it took effect; refusals are not kept, so they can be tried again.
func (s *Server) once(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key, v := r.Header.Get("Idempotency-Key"), visitOf(r.Context())
		if key == "" || r.Method != http.MethodPost || !v.signed {
			next.ServeHTTP(w, r)
			return
		}
		if len(key) > 200 {
			refuse(w, r, fault.New(fault.ErrInvalid, "INVALID", "detail", "Idempotency-Key > 200"))
			return
		}
		digest, err := sniff(r)
		if err != nil {
			refuse(w, r, err)
			return
		}
		call := store.Call{Account: v.account.ID, Key: key, Digest: digest}
		earlier, err := s.reserve(r.Context(), v, call)
		if err != nil {
			refuse(w, r, err)
			return
		}
		if earlier != nil {
			w.Header().Set("Content-Type", earlier.ContentType)
			w.Header().Set("Idempotency-Replayed", "true")
			w.WriteHeader(earlier.Status)
			_, _ = io.WriteString(w, earlier.Body) // the reader may have gone
			return
		}
		answer := &copied{ResponseWriter: w, status: http.StatusOK}
		defer s.settle(v, call, answer)
		next.ServeHTTP(answer, r)
		answer.whole = true
	})
}

// sniff tells one request from another by its path, length and the beginning
// of its body, and puts the body back together.
func sniff(r *http.Request) (string, error) {
	head, err := io.ReadAll(io.LimitReader(r.Body, sniffLimit))
	if err != nil {
		return "", err
	}
	r.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(head), r.Body), r.Body}
	sum := sha256.New()
	_, _ = io.WriteString(sum, r.URL.RequestURI()+"\n"+strconv.FormatInt(r.ContentLength, 10)+"\n") // a hash never fails
	_, _ = sum.Write(head)                                                                          // likewise
	return hex.EncodeToString(sum.Sum(nil)), nil
}

func (s *Server) reserve(ctx context.Context, v *visit, call store.Call) (earlier *store.Answer, err error) {
	err = s.db.Write(ctx, v.account.Actor(), func(tx *store.Tx) (err error) {
		earlier, err = tx.Reserve(ctx, call)
		return err
	})
	return earlier, err
}

// settle keeps the answer, or frees the key when nothing was done.
func (s *Server) settle(v *visit, call store.Call, a *copied) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	done := a.whole && a.status < http.StatusBadRequest
	err := s.db.Write(ctx, v.account.Actor(), func(tx *store.Tx) error {
		if !done {
			return tx.Release(ctx, call)
		}
		return tx.Settle(ctx, call, store.Answer{Status: a.status, ContentType: a.Header().Get("Content-Type"), Body: a.body.String()})
	})
	if err != nil {
		s.background("keep the answer to a repeated request", func() error { return err })
	}
}

// copied is an answer that is kept while it is sent.
type copied struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
	whole  bool
}

func (c *copied) WriteHeader(status int) {
	c.status = status
	c.ResponseWriter.WriteHeader(status)
}

func (c *copied) Write(b []byte) (int, error) {
	c.body.Write(b)
	return c.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (c *copied) Unwrap() http.ResponseWriter { return c.ResponseWriter }
