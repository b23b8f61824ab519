package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/account"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// accountView is an account as shown: never its password.
type accountView struct {
	ID       string   `json:"id"`
	Name     string   `json:"name" doc:"what is typed to sign in"`
	Title    string   `json:"title" doc:"what is shown"`
	Role     string   `json:"role" enum:"reader,editor,admin"`
	Regions  []string `json:"regions" doc:"codes of the places whose subtrees the account may see"`
	Class    string   `json:"class" enum:"public,internal,sensitive,core" doc:"the closest field class the account may see"`
	Disabled bool     `json:"disabled"`
	Demo     bool     `json:"demo"`
}

func viewOf(a account.Account) accountView {
	codes := make([]string, len(a.Regions))
	for i, c := range a.Regions {
		codes[i] = string(c)
	}
	return accountView{a.ID, a.Name, a.Title, string(a.Role), codes, a.Class.String(), a.Disabled, a.Demo}
}

// AccountFields are what an administrator says of an account.
type AccountFields struct {
	Title    string   `json:"title,omitempty" maxLength:"100"`
	Role     string   `json:"role" enum:"reader,editor,admin"`
	Regions  []string `json:"regions" minItems:"1" maxItems:"200"`
	Class    string   `json:"class,omitempty" enum:"public,internal,sensitive,core"`
	Disabled bool     `json:"disabled,omitempty"`
}

func (f AccountFields) onto(a *account.Account) error {
	a.Title, a.Role, a.Disabled, a.Regions = f.Title, access.Role(f.Role), f.Disabled, nil
	for _, code := range f.Regions {
		a.Regions = append(a.Regions, region.Code(code))
	}
	class, err := access.ParseClass(f.Class)
	if err != nil {
		return fault.New(fault.ErrInvalid, "INVALID", "detail", err.Error())
	}
	a.Class = class
	return nil
}

type accountList struct {
	Body struct {
		Items []accountView `json:"items"`
		Next  string        `json:"next"`
		Total int           `json:"total"`
	}
}

type accountBody struct{ Body accountView }

type newAccount struct {
	Body struct {
		Name     string `json:"name" minLength:"2" maxLength:"64"`
		Password string `json:"password" maxLength:"128"`
		AccountFields
	}
}

type changedAccount struct {
	ID   string `path:"id"`
	Body AccountFields
}

type newPassword struct {
	ID   string `path:"id"`
	Body struct {
		Password string `json:"password" maxLength:"128"`
	}
}

func init() {
	routes = append(routes, func(s *Server) {
		tag := []string{"accounts"}
		huma.Register(s.api, huma.Operation{OperationID: "list-accounts", Method: http.MethodGet, Path: "/api/v1/accounts", Summary: "All accounts (administrators)", Tags: tag}, s.listAccounts)
		huma.Register(s.api, huma.Operation{OperationID: "add-account", Method: http.MethodPost, Path: "/api/v1/accounts", Summary: "Add an account (administrators)", Tags: tag, DefaultStatus: http.StatusCreated}, s.addAccount)
		huma.Register(s.api, huma.Operation{OperationID: "change-account", Method: http.MethodPut, Path: "/api/v1/accounts/{id}", Summary: "Change role, places, class or disable (administrators); ends the account's sessions", Tags: tag}, s.changeAccount)
		huma.Register(s.api, huma.Operation{OperationID: "reset-password", Method: http.MethodPut, Path: "/api/v1/accounts/{id}/password", Summary: "Set another's password (administrators); ends the account's sessions", Tags: tag}, s.resetPassword)
	})
}

func (s *Server) listAccounts(ctx context.Context, _ *struct{}) (*accountList, error) {
	who, err := s.actorWith(ctx, access.Admin)
	if err != nil {
		return nil, err
	}
	out := &accountList{}
	out.Body.Items = []accountView{}
	err = s.db.Read(ctx, who, func(tx *store.Tx) error {
		all, err := tx.Accounts(ctx)
		for _, a := range all {
			out.Body.Items = append(out.Body.Items, viewOf(a))
		}
		return err
	})
	out.Body.Total = len(out.Body.Items)
	return out, err
}

func (s *Server) addAccount(ctx context.Context, in *newAccount) (*accountBody, error) {
	who, err := s.actorWith(ctx, access.Admin)
	if err != nil {
		return nil, err
	}
	if err := account.CheckPassword(in.Body.Password); err != nil {
		return nil, err
	}
	hash, err := s.hasher.Hash(ctx, in.Body.Password)
	if err != nil {
		return nil, err
	}
	a := account.Account{Name: in.Body.Name, Password: hash}
	if err := in.Body.onto(&a); err != nil {
		return nil, err
	}
	err = s.db.Write(ctx, who, func(tx *store.Tx) (err error) {
		a, err = account.Add(ctx, tx, a)
		return err
	})
	return &accountBody{viewOf(a)}, err
}

func (s *Server) changeAccount(ctx context.Context, in *changedAccount) (*accountBody, error) {
	who, err := s.actorWith(ctx, access.Admin)
	if err != nil {
		return nil, err
	}
	if in.ID == who.Account && (in.Body.Disabled || in.Body.Role != string(access.Admin)) {
		return nil, fault.New(fault.ErrConflict, "ACCOUNT_SELF")
	}
	var a account.Account
	err = s.db.Write(ctx, who, func(tx *store.Tx) (err error) {
		if a, err = tx.Account(ctx, in.ID); err != nil {
			return err
		}
		if err := in.Body.onto(&a); err != nil {
			return err
		}
		if a.Title == "" {
			a.Title = a.Name
		}
		return tx.SetAccount(ctx, a)
	})
	s.sessions.forgetAll()
	return &accountBody{viewOf(a)}, err
}

func (s *Server) resetPassword(ctx context.Context, in *newPassword) (*accountBody, error) {
	who, err := s.actorWith(ctx, access.Admin)
	if err != nil {
		return nil, err
	}
	if err := account.CheckPassword(in.Body.Password); err != nil {
		return nil, err
	}
	hash, err := s.hasher.Hash(ctx, in.Body.Password)
	if err != nil {
		return nil, err
	}
	var a account.Account
	err = s.db.Write(ctx, who, func(tx *store.Tx) (err error) {
		if a, err = tx.Account(ctx, in.ID); err != nil {
			return err
		}
		return tx.SetPassword(ctx, in.ID, hash)
	})
	s.sessions.forgetAll()
	return &accountBody{viewOf(a)}, err
}
