package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/chain"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// catalogueView is a published list of chains with its history.
type catalogueView struct {
	ID       string                 `json:"id"`
	Name     chain.Text             `json:"name"`
	Region   region.Code            `json:"region"`
	Editions []catalogueEditionView `json:"editions" doc:"oldest first"`
}

type catalogueEditionView struct {
	chain.CatalogueEdition
	Added   []chain.ID `json:"added" doc:"against the edition before"`
	Removed []chain.ID `json:"removed"`
}

func viewCatalogue(c *chain.Catalogue) catalogueView {
	v := catalogueView{ID: c.ID, Name: c.Name, Region: c.Region}
	for i, e := range c.Editions {
		added, removed := c.Changes(i)
		v.Editions = append(v.Editions, catalogueEditionView{e, idsOf(added), idsOf(removed)})
	}
	return v
}

func idsOf(entries []chain.Entry) []chain.ID {
	ids := []chain.ID{}
	for _, e := range entries {
		ids = append(ids, e.ID)
	}
	return ids
}

func init() {
	routes = append(routes, func(s *Server) {
		tag := []string{"chain"}
		huma.Register(s.api, huma.Operation{OperationID: "list-catalogues", Method: http.MethodGet, Path: "/api/v1/catalogues", Tags: tag,
			Summary: "Catalogues of chains that regions published, with their history"}, s.listCatalogues)
		huma.Register(s.api, huma.Operation{OperationID: "seed-catalogue", Method: http.MethodPost, Path: "/api/v1/catalogues/{id}/chains", Tags: tag,
			Summary: "Take up the chains of a catalogue's latest edition that are not there yet"}, s.seedCatalogue)
	})
}

func (s *Server) listCatalogues(ctx context.Context, _ *struct{}) (*struct {
	Body struct {
		Items []catalogueView `json:"items"`
		Next  string          `json:"next"`
	}
}, error) {
	if _, err := s.actor(ctx); err != nil {
		return nil, err
	}
	out := &struct {
		Body struct {
			Items []catalogueView `json:"items"`
			Next  string          `json:"next"`
		}
	}{}
	for _, c := range chain.Catalogues() {
		out.Body.Items = append(out.Body.Items, viewCatalogue(c))
	}
	return out, nil
}

func (s *Server) seedCatalogue(ctx context.Context, in *ChainPath) (*struct {
	Body struct {
		Count int `json:"count" doc:"chains taken up now"`
	}
}, error) {
	who, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	c, err := chain.LoadCatalogue(in.ID)
	if err != nil {
		return nil, err
	}
	if !who.Scope.Sees(c.Region) {
		return nil, fault.New(fault.ErrForbidden, "FORBIDDEN")
	}
	out := &struct {
		Body struct {
			Count int `json:"count" doc:"chains taken up now"`
		}
	}{}
	err = s.db.Write(ctx, who, func(tx *store.Tx) error {
		out.Body.Count, err = tx.SeedCatalogue(ctx, c, false)
		return err
	})
	return out, err
}
