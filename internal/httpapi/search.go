package httpapi

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/chain"
	"lianzhang/internal/fact"
	"lianzhang/internal/industry"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// SearchQuery is what a person typed.
type SearchQuery struct {
	Q     string `query:"q" maxLength:"100" doc:"a fragment of a name, pinyin, initials, a fragment of the USCC or stock code"`
	Limit int    `query:"limit" minimum:"1" maximum:"100" default:"20"`
}

type hitList struct {
	Body struct {
		Items []store.Hit `json:"items"`
		Next  string      `json:"next"`
	}
}

type foundList struct {
	Body struct {
		Items []foundRecord `json:"items"`
		Next  string        `json:"next"`
	}
}

// foundRecord is a record of any kind that a search found.
type foundRecord struct {
	ID     string `json:"id"`
	Kind   string `json:"kind"`
	Title  string `json:"title"`
	Region string `json:"region"`
	Demo   bool   `json:"demo"`
}

type nameQuery struct {
	Division []string `query:"division" maxItems:"500" doc:"codes, joined by commas"`
	Industry []string `query:"industry" maxItems:"500"`
	Firm     []string `query:"firm" maxItems:"500" doc:"public IDs"`
	Chain    []string `query:"chain" maxItems:"500"`
	Node     []string `query:"node" maxItems:"500"`
}

type nameBody struct {
	Body map[string]map[string]string
}

func init() {
	routes = append(routes, func(s *Server) {
		tag := []string{"records"}
		huma.Register(s.api, huma.Operation{OperationID: "search-firms", Method: http.MethodGet, Path: "/api/v1/search/firms", Summary: "Firms found while typing", Tags: tag}, s.searchFirms)
		huma.Register(s.api, huma.Operation{OperationID: "search-records", Method: http.MethodGet, Path: "/api/v1/search", Summary: "Records of a kind, or of all, found by what was typed", Tags: tag}, s.searchRecords)
		huma.Register(s.api, huma.Operation{OperationID: "get-names", Method: http.MethodGet, Path: "/api/v1/names", Summary: "Names for codes and public IDs", Tags: tag}, s.getNames)
	})
}

func (s *Server) searchFirms(ctx context.Context, in *SearchQuery) (*hitList, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &hitList{}
	err = s.db.Read(ctx, actor, func(tx *store.Tx) (err error) {
		out.Body.Items, err = tx.Search(ctx, actor.Scope, in.Q, in.Limit)
		return err
	})
	return out, err
}

func (s *Server) searchRecords(ctx context.Context, in *struct {
	SearchQuery
	Kind string `query:"kind" maxLength:"40" doc:"one kind; all when left out"`
}) (*foundList, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	kinds := fact.Kinds()
	if in.Kind != "" {
		k, err := kindOf(in.Kind)
		if err != nil {
			return nil, err
		}
		kinds = []*fact.Kind{k}
	}
	out := &foundList{}
	out.Body.Items = []foundRecord{}
	if strings.TrimSpace(in.Q) == "" {
		return out, nil
	}
	err = s.db.Read(ctx, actor, func(tx *store.Tx) error {
		for _, k := range kinds {
			found, err := foundOf(ctx, tx, k, in.Q, in.Limit)
			if err != nil {
				return err
			}
			out.Body.Items = append(out.Body.Items, found...)
		}
		return nil
	})
	return out, err
}

func foundOf(ctx context.Context, tx *store.Tx, k *fact.Kind, typed string, limit int) ([]foundRecord, error) {
	var list []foundRecord
	if k.Name == "firm" {
		hits, err := tx.Search(ctx, tx.Actor.Scope, typed, limit)
		for _, h := range hits {
			list = append(list, foundRecord{h.PID, k.Name, h.Name, string(h.Region), h.Demo})
		}
		return list, err
	}
	page, err := tx.Records(ctx, tx.Actor.Scope, k, store.Query{Text: typed, Limit: limit})
	for _, r := range page.Items {
		title, _ := r.Values[k.Title].(string)
		list = append(list, foundRecord{r.PID, k.Name, title, string(r.Region), r.Demo})
	}
	return list, err
}

func (s *Server) getNames(ctx context.Context, in *nameQuery) (*nameBody, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &nameBody{map[string]map[string]string{"division": {}, "industry": {}, "firm": {}, "chain": {}, "node": {}}}
	for _, code := range in.Industry {
		if c, ok := industry.Find(code); ok {
			out.Body["industry"][code] = c.Name
		}
	}
	for _, t := range chain.Standard() {
		nameChain(t, in, out.Body)
	}
	err = s.db.Read(ctx, actor, func(tx *store.Tx) (err error) {
		if out.Body["firm"], err = tx.Names(ctx, actor.Scope, in.Firm); err != nil {
			return err
		}
		for _, code := range in.Division {
			if p, err := placeOf(ctx, tx, region.Code(code)); err == nil {
				out.Body["division"][code] = p.Name
			}
		}
		return nil
	})
	return out, err
}

func nameChain(t *chain.Template, in *nameQuery, names map[string]map[string]string) {
	for _, id := range in.Chain {
		if id == string(t.ID) {
			names["chain"][id] = t.Name.Zh
		}
	}
	for _, id := range in.Node {
		for i := range t.Nodes {
			if id == string(t.Nodes[i].ID) && names["node"][id] == "" {
				names["node"][id] = t.Nodes[i].Name.Zh
			}
		}
	}
}
