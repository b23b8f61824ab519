package httpapi

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net"
	"net/http"

	"lianzhang/internal/access"
	"lianzhang/internal/account"
	"lianzhang/internal/fault"
	"lianzhang/internal/message"
)

// visit is what is known of one request apart from what it asks for.
type visit struct {
	trace   string
	lang    message.Lang
	path    string
	address string // of the peer; forwarded headers are not trusted
	secure  bool   // the reader came by TLS
	nonce   string // of this page's own styles
	session account.Session
	account account.Account
	signed  bool
}

type visitKey struct{}

// visitOf returns the visit of a context; outside a request an empty one.
func visitOf(ctx context.Context) *visit {
	if v, ok := ctx.Value(visitKey{}).(*visit); ok {
		return v
	}
	return &visit{lang: message.Chinese}
}

func newVisit(r *http.Request, public string) *visit {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	lang := r.URL.Query().Get("lang")
	if lang == "" {
		lang = r.Header.Get("Accept-Language")
	}
	return &visit{
		trace: randomHex(8), lang: message.ParseLang(lang), path: r.URL.Path, address: host,
		secure: r.TLS != nil || len(public) > 8 && public[:8] == "https://",
	}
}

// actor returns who acts; SIGN_IN when nobody has signed in. Every operation
// that reads or writes records begins with it.
func (s *Server) actor(ctx context.Context) (access.Actor, error) {
	v := visitOf(ctx)
	if !v.signed {
		return access.Actor{}, fault.New(fault.ErrForbidden, "SIGN_IN")
	}
	return v.account.Actor(), nil
}

// actorWith returns who acts when the role reaches at least role.
func (s *Server) actorWith(ctx context.Context, role access.Role) (access.Actor, error) {
	a, err := s.actor(ctx)
	if err == nil && !a.May(role) {
		err = fault.New(fault.ErrForbidden, "FORBIDDEN")
	}
	return a, err
}

// lang returns the reader's language.
func (s *Server) lang(ctx context.Context) message.Lang { return visitOf(ctx).lang }

func randomHex(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails, by its documentation
	return hex.EncodeToString(b)
}
