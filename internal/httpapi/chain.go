package httpapi

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/chain"
	"lianzhang/internal/fault"
	"lianzhang/internal/money"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// chainView is a standard template or a chain that a region has taken up.
type chainView struct {
	ID         chain.ID    `json:"id"`
	Kind       string      `json:"kind" enum:"template,region" doc:"template: ships with the program; region: taken up by a region"`
	Name       chain.Text  `json:"name"`
	Region     region.Code `json:"region" doc:"region that owns it; 000000 for a template"`
	Base       chain.ID    `json:"base,omitempty" doc:"standard template it follows"`
	Class      string      `json:"class,omitempty" doc:"strengthen 强链, grow 新链, extend 短链"`
	Factor     string      `json:"factor,omitempty" doc:"labour, capital or technology"`
	Carrier    string      `json:"carrier"`
	Size       *int64      `json:"size" doc:"yearly size in fen; null when unknown"`
	SizeAsOf   string      `json:"size_as_of,omitempty"`
	SizeSource string      `json:"size_source,omitempty"`
	Tier       string      `json:"tier,omitempty" doc:"trillion, hundred_billion, ten_billion or below, computed from size"`
	Green      bool        `json:"green"`
	Dual       bool        `json:"dual"`
	WholeCycle bool        `json:"whole_cycle"`
	Answer     string      `json:"answer,omitempty"`
	Status     string      `json:"status"`
	From       string      `json:"from,omitempty"`
	Until      string      `json:"until,omitempty"`
	Catalogue  string      `json:"catalogue,omitempty"`
	Clusters   []string    `json:"clusters"`
	Nodes      int         `json:"nodes" doc:"of the standard template"`
	Edges      int         `json:"edges"`
	Demo       bool        `json:"demo"`
	Version    int64       `json:"version"`
}

func viewTemplate(t *chain.Template) chainView {
	return chainView{ID: t.ID, Kind: "template", Name: t.Name, Region: region.Nation, Factor: t.Factor, Carrier: t.Carrier,
		Status: chain.Active, From: t.Date, Clusters: []string{}, Nodes: len(t.Nodes), Edges: len(t.Edges)}
}

func viewChain(r chain.Registered) chainView {
	v := chainView{ID: r.ID, Kind: "region", Name: r.Name, Region: r.Region, Base: r.Base, Class: r.Class, Factor: r.Factor, Carrier: r.Carrier,
		SizeAsOf: r.SizeAsOf, SizeSource: r.SizeSource, Tier: r.Tier(), Green: r.Green, Dual: r.Dual, WholeCycle: r.WholeCycle, Answer: r.Answer,
		Status: r.Status, From: r.From, Until: r.Until, Catalogue: r.Catalogue, Clusters: append([]string{}, r.Clusters...), Demo: r.Demo, Version: r.Version}
	if r.Size != nil {
		fen := int64(*r.Size)
		v.Size = &fen
	}
	if t, err := chain.Load(r.Base); err == nil {
		v.Nodes, v.Edges = len(t.Nodes), len(t.Edges)
	}
	return v
}

type chainQuery struct {
	Kind      string `query:"kind" enum:"template,region" doc:"empty: both"`
	Region    string `query:"region" maxLength:"32" doc:"chains of this place and of everything inside it; templates hold everywhere"`
	Catalogue string `query:"catalogue" maxLength:"64"`
	Class     string `query:"class" enum:"strengthen,grow,extend"`
	Status    string `query:"status" enum:"proposed,active,retired"`
	Cluster   string `query:"cluster" maxLength:"120"`
	Cursor    string `query:"cursor" maxLength:"120" doc:"next of the page before"`
	Limit     int    `query:"limit" minimum:"1" maximum:"200" default:"100"`
}

type chainList struct {
	Body struct {
		Items []chainView `json:"items"`
		Next  string      `json:"next" doc:"cursor of the next page; empty at the end"`
	}
}

type chainBody struct{ Body chainView }

// NewChain is what a region says of a chain that it takes up.
type NewChain struct {
	Body struct {
		ID         string     `json:"id" pattern:"^[a-z0-9][a-z0-9.-]{1,60}$"`
		Region     string     `json:"region" minLength:"6" maxLength:"32"`
		Name       chain.Text `json:"name"`
		Base       string     `json:"base,omitempty" maxLength:"60"`
		Class      string     `json:"class,omitempty" enum:"strengthen,grow,extend"`
		Factor     string     `json:"factor,omitempty" enum:"labour,capital,technology"`
		Carrier    string     `json:"carrier,omitempty" enum:"chain,cluster,ecosystem,zone"`
		Size       *int64     `json:"size,omitempty" minimum:"0" doc:"in fen"`
		SizeAsOf   string     `json:"size_as_of,omitempty" maxLength:"10"`
		SizeSource string     `json:"size_source,omitempty" maxLength:"200"`
		Green      bool       `json:"green,omitempty"`
		Dual       bool       `json:"dual,omitempty"`
		WholeCycle bool       `json:"whole_cycle,omitempty"`
		Answer     string     `json:"answer,omitempty" maxLength:"2000" doc:"why, when a warning must be answered"`
		Status     string     `json:"status,omitempty" enum:"proposed,active,retired"`
		From       string     `json:"from,omitempty" maxLength:"10"`
		Until      string     `json:"until,omitempty" maxLength:"10"`
		Clusters   []string   `json:"clusters,omitempty" maxItems:"20"`
	}
}

func (in *NewChain) chain() chain.Registered {
	b := in.Body
	r := chain.Registered{ID: chain.ID(b.ID), Region: region.Code(b.Region), Name: b.Name, Base: chain.ID(b.Base), Class: b.Class, Factor: b.Factor,
		Carrier: b.Carrier, SizeAsOf: b.SizeAsOf, SizeSource: b.SizeSource, Green: b.Green, Dual: b.Dual, WholeCycle: b.WholeCycle,
		Answer: strings.TrimSpace(b.Answer), Status: b.Status, From: b.From, Until: b.Until, Clusters: b.Clusters}
	if b.Size != nil {
		fen := money.Fen(*b.Size)
		r.Size = &fen
	}
	return r
}

type createChain struct {
	NewChain
	DryRun     bool `query:"dry_run" doc:"only look: nothing is written, all warnings come back"`
	OnePerZone bool `query:"one_per_zone" default:"true" doc:"refuse a second running chain of a park"`
}

type createdChain struct {
	Body struct {
		Chain    chainView       `json:"chain"`
		Created  bool            `json:"created"`
		Warnings []chain.Warning `json:"warnings"`
	}
}

// ChainPath names the chain of an address; exported, since parameters of an
// embedded type are only found when it is.
type ChainPath struct {
	ID string `path:"id" maxLength:"80"`
}

type setChain struct {
	ChainPath
	NewChain
	Version int64 `query:"version" required:"true" doc:"version that was read; another one is a conflict"`
}

func init() {
	routes = append(routes, func(s *Server) {
		tag := []string{"chain"}
		huma.Register(s.api, huma.Operation{OperationID: "list-chains", Method: http.MethodGet, Path: "/api/v1/chains", Tags: tag,
			Summary: "Standard templates and chains that regions have taken up, by id"}, s.listChains)
		huma.Register(s.api, huma.Operation{OperationID: "create-chain", Method: http.MethodPost, Path: "/api/v1/chains", Tags: tag, DefaultStatus: http.StatusCreated,
			Summary: "Take a chain up for a region; warnings that must be answered stop it until the answer is given"}, s.createChain)
		huma.Register(s.api, huma.Operation{OperationID: "get-chain", Method: http.MethodGet, Path: "/api/v1/chains/{id}", Tags: tag, Summary: "One chain"}, s.getChain)
		huma.Register(s.api, huma.Operation{OperationID: "set-chain", Method: http.MethodPut, Path: "/api/v1/chains/{id}", Tags: tag, Summary: "Change a chain of a region"}, s.setChain)
	})
}

func (s *Server) listChains(ctx context.Context, in *chainQuery) (*chainList, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	all := []chainView{}
	if in.Kind != "region" && in.Catalogue == "" && in.Class == "" && in.Cluster == "" && (in.Status == "" || in.Status == chain.Active) {
		for _, t := range chain.Standard() {
			if string(t.ID) > in.Cursor {
				all = append(all, viewTemplate(t))
			}
		}
	}
	if in.Kind != "template" {
		err = s.db.Read(ctx, who, func(tx *store.Tx) error {
			found, err := tx.ListChains(ctx, who.Scope, store.ChainQuery{Region: region.Code(in.Region), Catalogue: in.Catalogue, Class: in.Class,
				Status: in.Status, Cluster: in.Cluster, After: chain.ID(in.Cursor), Limit: in.Limit + 1})
			for _, r := range found {
				all = append(all, viewChain(r))
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, func(a, b chainView) int { return strings.Compare(string(a.ID), string(b.ID)) })
	out := &chainList{}
	out.Body.Items = all[:min(len(all), in.Limit)]
	if len(all) > in.Limit {
		out.Body.Next = string(all[in.Limit-1].ID)
	}
	return out, nil
}

func (s *Server) getChain(ctx context.Context, in *ChainPath) (*chainBody, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	if t, err := chain.Load(chain.ID(in.ID)); err == nil {
		return &chainBody{viewTemplate(t)}, nil
	}
	out := &chainBody{}
	err = s.db.Read(ctx, who, func(tx *store.Tx) error {
		r, err := tx.Chain(ctx, who.Scope, chain.ID(in.ID))
		out.Body = viewChain(r)
		return err
	})
	return out, err
}

func (s *Server) createChain(ctx context.Context, in *createChain) (*createdChain, error) {
	who, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	r := in.chain()
	if !who.Scope.Sees(r.Region) {
		return nil, fault.New(fault.ErrForbidden, "FORBIDDEN")
	}
	out := &createdChain{}
	err = s.db.Write(ctx, who, func(tx *store.Tx) error {
		out.Body.Warnings, err = chain.Register(ctx, tx, r, in.OnePerZone, in.DryRun)
		if err != nil || in.DryRun {
			return err
		}
		out.Body.Created = true
		made, err := tx.Chain(ctx, who.Scope, r.ID)
		out.Body.Chain = viewChain(made)
		return err
	})
	if out.Body.Warnings == nil {
		out.Body.Warnings = []chain.Warning{}
	}
	if in.DryRun {
		out.Body.Chain = viewChain(r)
	}
	return out, err
}

func (s *Server) setChain(ctx context.Context, in *setChain) (*chainBody, error) {
	who, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	out := &chainBody{}
	err = s.db.Write(ctx, who, func(tx *store.Tx) error {
		before, err := tx.Chain(ctx, who.Scope, chain.ID(in.ID))
		if err != nil {
			return err
		}
		r := in.chain()
		r.ID, r.Catalogue, r.Demo, r.Version = before.ID, before.Catalogue, before.Demo, in.Version
		if r.Status == "" {
			r.Status = before.Status
		}
		if !who.Scope.Sees(r.Region) {
			return fault.New(fault.ErrForbidden, "FORBIDDEN")
		}
		if err := chain.Change(ctx, tx, r); err != nil {
			return err
		}
		after, err := tx.Chain(ctx, who.Scope, r.ID)
		out.Body = viewChain(after)
		return err
	})
	return out, err
}
