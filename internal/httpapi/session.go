package httpapi

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/account"
	"lianzhang/internal/fault"
	"lianzhang/internal/store"
)

// cookie is the name of the session cookie.
const cookie = "lianzhang_session"

// fresh is how long a session that was looked up is believed without asking
// the database again; noteAfter how often its last use is written down.
const (
	fresh     = 3 * time.Second
	noteAfter = time.Minute
)

// sessions keeps sessions that were looked up a moment ago, so that a list
// page does not ask the database who is asking.
type sessions struct {
	mu   sync.Mutex
	seen map[string]known
}

type known struct {
	session account.Session
	account account.Account
	until   time.Time
	noted   time.Time
}

func (c *sessions) get(hash string, now time.Time) (known, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k, ok := c.seen[hash]
	return k, ok && now.Before(k.until)
}

func (c *sessions) put(hash string, k known) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.seen) > 10000 { // no more than memory for one busy hour
		clear(c.seen)
	}
	c.seen[hash] = k
}

func (c *sessions) noted(hash string) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.seen[hash].noted
}

// forgetAll is called when any account changes: revocation holds at once.
func (c *sessions) forgetAll() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.seen)
}

// signedIn fills the visit from the session cookie. It refuses when nobody is
// signed in and the operation is not public.
func (s *Server) signedIn(r *http.Request, v *visit) error {
	c, err := r.Cookie(cookie)
	if err == nil {
		err = s.recall(r.Context(), v, account.TokenHash(c.Value))
	} else {
		err = fault.New(fault.ErrForbidden, "SIGN_IN")
	}
	if err != nil && isPublic(r) && (errors.Is(err, fault.ErrForbidden) || errors.Is(err, fault.ErrNotFound)) {
		return nil
	}
	return err
}

// recall looks a session up, at most once in a few seconds.
func (s *Server) recall(ctx context.Context, v *visit, hash string) error {
	now := s.db.Now()
	k, ok := s.sessions.get(hash, now)
	if !ok {
		err := s.db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
			k.session, k.account, err = tx.Session(ctx, hash)
			return err
		})
		if err != nil {
			return err
		}
		k.until, k.noted = now.Add(fresh), s.sessions.noted(hash)
	}
	if k.noted.After(k.session.Seen) {
		k.session.Seen = k.noted // written down by now, or about to be
	}
	if !k.session.Alive(now) || k.account.Disabled {
		return fault.New(fault.ErrForbidden, "SIGN_IN")
	}
	if now.Sub(k.session.Seen) > noteAfter {
		k.session.Seen, k.noted = now, now
		s.background("note session", func() error { return s.noteSession(hash, now) })
	}
	s.sessions.put(hash, k)
	v.session, v.account, v.signed = k.session, k.account, true
	return nil
}

func (s *Server) noteSession(hash string, at time.Time) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return s.db.Write(ctx, access.System(), func(tx *store.Tx) error { return tx.SessionSeen(ctx, hash, at) })
}

// signInRequest is what a person types, or the token of a one-time link.
type signInRequest struct {
	Body struct {
		Name     string `json:"name,omitempty" maxLength:"64"`
		Password string `json:"password,omitempty" maxLength:"128"`
		Token    string `json:"token,omitempty" maxLength:"128" doc:"of a one-time sign-in link, instead of name and password"`
	}
}

type setupRequest struct {
	Body struct {
		Token    string `json:"token" maxLength:"128" doc:"of the link printed at first run"`
		Name     string `json:"name" minLength:"2" maxLength:"64"`
		Password string `json:"password" maxLength:"128"`
	}
}

type passwordRequest struct {
	Body struct {
		Old string `json:"old" maxLength:"128"`
		New string `json:"new" maxLength:"128"`
	}
}

// sessionView says who is signed in.
type sessionView struct {
	State   string       `json:"state" enum:"setup,signed_out,signed_in" doc:"setup: there is no account yet"`
	Demo    bool         `json:"demo" doc:"the server runs with demonstration data"`
	Version string       `json:"version"`
	Account *accountView `json:"account,omitempty"`
}

type sessionResponse struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      sessionView
}

type sessionBody struct{ Body sessionView }

func init() {
	routes = append(routes, func(s *Server) {
		tag := []string{"session"}
		huma.Register(s.api, huma.Operation{OperationID: "get-session", Method: http.MethodGet, Path: "/api/v1/session", Summary: "Who is signed in", Tags: tag}, s.getSession)
		huma.Register(s.api, huma.Operation{OperationID: "sign-in", Method: http.MethodPost, Path: "/api/v1/session", Summary: "Sign in by name and password or by a one-time link", Tags: tag}, s.signIn)
		huma.Register(s.api, huma.Operation{OperationID: "sign-out", Method: http.MethodDelete, Path: "/api/v1/session", Summary: "Sign out", Tags: tag}, s.signOut)
		huma.Register(s.api, huma.Operation{OperationID: "set-up", Method: http.MethodPost, Path: "/api/v1/setup", Summary: "Create the first administrator with the token printed at first run", Tags: tag}, s.setUp)
		huma.Register(s.api, huma.Operation{OperationID: "change-password", Method: http.MethodPut, Path: "/api/v1/session/password", Summary: "Change one's own password", Tags: tag}, s.changePassword)
	})
}

func (s *Server) getSession(ctx context.Context, _ *struct{}) (*sessionBody, error) {
	v := visitOf(ctx)
	if v.signed {
		return &sessionBody{s.view(v.account)}, nil
	}
	out := &sessionBody{sessionView{State: "signed_out", Demo: s.config.Demo, Version: s.config.Version}}
	err := s.db.Read(ctx, access.System(), func(tx *store.Tx) error {
		n, err := tx.CountAccounts(ctx)
		if n == 0 {
			out.Body.State = "setup"
		}
		return err
	})
	return out, err
}

func (s *Server) view(a account.Account) sessionView {
	shown := viewOf(a)
	return sessionView{State: "signed_in", Demo: s.config.Demo, Version: s.config.Version, Account: &shown}
}

func (s *Server) signIn(ctx context.Context, in *signInRequest) (*sessionResponse, error) {
	if in.Body.Token != "" {
		return s.signInByTicket(ctx, in.Body.Token)
	}
	v, name := visitOf(ctx), account.Normal(in.Body.Name)
	var who account.Account
	err := s.db.Read(ctx, access.System(), func(tx *store.Tx) error {
		failures, last, err := tx.Failures(ctx, name, v.address)
		if err != nil {
			return err
		}
		if account.Locked(failures, last, tx.Now) {
			return fault.New(fault.ErrForbidden, "SIGN_IN_LOCKED", "minutes", "15")
		}
		who, err = tx.AccountByName(ctx, name)
		if errors.Is(err, fault.ErrNotFound) {
			return nil // compared all the same, so that time does not tell
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	right, err := s.hasher.Match(ctx, who.Password, in.Body.Password)
	if err != nil {
		return nil, err
	}
	if !right || who.Disabled {
		if err := s.db.Write(ctx, access.System(), func(tx *store.Tx) error { return tx.AddFailure(ctx, name, v.address) }); err != nil {
			return nil, err
		}
		return nil, fault.New(fault.ErrForbidden, "SIGN_IN_WRONG")
	}
	return s.begin(ctx, who, func(tx *store.Tx) error { return tx.ClearFailures(ctx, name, v.address) })
}

func (s *Server) signInByTicket(ctx context.Context, token string) (*sessionResponse, error) {
	var who account.Account
	err := s.db.Write(ctx, access.System(), func(tx *store.Tx) error {
		t, err := tx.UseTicket(ctx, account.TokenHash(token), account.SignIn)
		if err != nil {
			return err
		}
		who, err = tx.Account(ctx, t.Account)
		return err
	})
	if err != nil {
		return nil, err
	}
	if who.Disabled {
		return nil, fault.New(fault.ErrForbidden, "SIGN_IN_WRONG")
	}
	return s.begin(ctx, who, func(*store.Tx) error { return nil })
}

// begin opens a session and answers with its cookie.
func (s *Server) begin(ctx context.Context, who account.Account, also func(*store.Tx) error) (*sessionResponse, error) {
	token, hash := account.NewToken()
	err := s.db.Write(ctx, who.Actor(), func(tx *store.Tx) error {
		if err := also(tx); err != nil {
			return err
		}
		return tx.AddSession(ctx, account.Session{Hash: hash, Account: who.ID})
	})
	if err != nil {
		return nil, err
	}
	return &sessionResponse{SetCookie: bake(ctx, token, int(account.Absolute/time.Second)), Body: s.view(who)}, nil
}

func bake(ctx context.Context, token string, maxAge int) http.Cookie {
	return http.Cookie{Name: cookie, Value: token, Path: "/", MaxAge: maxAge, HttpOnly: true,
		Secure: visitOf(ctx).secure, SameSite: http.SameSiteLaxMode}
}

func (s *Server) signOut(ctx context.Context, _ *struct{}) (*sessionResponse, error) {
	v := visitOf(ctx)
	if v.signed {
		err := s.db.Write(ctx, v.account.Actor(), func(tx *store.Tx) error { return tx.EndSession(ctx, v.session.Hash) })
		if err != nil {
			return nil, err
		}
		s.sessions.forgetAll()
	}
	return &sessionResponse{SetCookie: bake(ctx, "", -1), Body: sessionView{State: "signed_out", Demo: s.config.Demo, Version: s.config.Version}}, nil
}

func (s *Server) setUp(ctx context.Context, in *setupRequest) (*sessionResponse, error) {
	if err := account.CheckPassword(in.Body.Password); err != nil {
		return nil, err
	}
	hash, err := s.hasher.Hash(ctx, in.Body.Password)
	if err != nil {
		return nil, err
	}
	var who account.Account
	err = s.db.Write(ctx, access.System(), func(tx *store.Tx) (err error) {
		who, err = account.SetUp(ctx, tx, in.Body.Token, in.Body.Name, hash)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.begin(ctx, who, func(*store.Tx) error { return nil })
}

func (s *Server) changePassword(ctx context.Context, in *passwordRequest) (*sessionResponse, error) {
	if _, err := s.actor(ctx); err != nil {
		return nil, err
	}
	who := visitOf(ctx).account
	right, err := s.hasher.Match(ctx, who.Password, in.Body.Old)
	if err != nil {
		return nil, err
	}
	if !right {
		return nil, fault.New(fault.ErrInvalid, "PASSWORD_OLD_WRONG")
	}
	if err := account.CheckPassword(in.Body.New); err != nil {
		return nil, err
	}
	hash, err := s.hasher.Hash(ctx, in.Body.New)
	if err != nil {
		return nil, err
	}
	defer s.sessions.forgetAll()
	return s.begin(ctx, who, func(tx *store.Tx) error { return tx.SetPassword(ctx, who.ID, hash) })
}
