package httpapi

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/chain"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

type mapEditions struct {
	Body struct {
		Items []chain.Edition `json:"items"`
		Next  string          `json:"next"`
	}
}

type mapEdition struct{ Body chain.Edition }

type publishMap struct {
	ChainPath
	Body struct {
		Region  string `json:"region" minLength:"6" maxLength:"32"`
		Version string `json:"version" minLength:"1" maxLength:"40"`
		Note    string `json:"note,omitempty" maxLength:"2000"`
	}
}

type diffQuery struct {
	ChainPath
	Region string `query:"region" maxLength:"32" default:"000000"`
	From   string `query:"from" maxLength:"64" doc:"edition (public id, version or day); empty is the standard template"`
	To     string `query:"to" maxLength:"64" doc:"edition (public id, version or day); empty is the map as it is now"`
}

type diffBody struct {
	Body struct {
		Chain  chain.ID    `json:"chain"`
		Region region.Code `json:"region"`
		From   string      `json:"from"`
		To     string      `json:"to"`
		*chain.Difference
	}
}

type jointQuery struct {
	ChainPath
	Regions string `query:"regions" required:"true" maxLength:"400" doc:"codes of the regions that publish together, joined by commas"`
	Name    string `query:"name" maxLength:"120"`
}

type jointBody struct {
	Body struct {
		*chain.Layout
		Publishers []chain.Publisher              `json:"publishers"`
		Holders    map[chain.NodeID][]region.Code `json:"holders" doc:"for each node the regions whose map has it"`
	}
}

func init() {
	routes = append(routes, func(s *Server) {
		tag := []string{"chain"}
		huma.Register(s.api, huma.Operation{OperationID: "list-chain-editions", Method: http.MethodGet, Path: "/api/v1/chains/{id}/editions", Tags: tag,
			Summary: "Published maps, newest first"}, s.listMapEditions)
		huma.Register(s.api, huma.Operation{OperationID: "publish-chain-map", Method: http.MethodPost, Path: "/api/v1/chains/{id}/editions", Tags: tag,
			DefaultStatus: http.StatusCreated, Summary: "Publish the map of a place as it is now"}, s.publishMap)
		huma.Register(s.api, huma.Operation{OperationID: "diff-chain", Method: http.MethodGet, Path: "/api/v1/chains/{id}/diff", Tags: tag,
			Summary: "What changed between two editions, two days, or an edition and now"}, s.diffMaps)
		huma.Register(s.api, huma.Operation{OperationID: "get-joint-map", Method: http.MethodGet, Path: "/api/v1/chains/{id}/joint", Tags: tag,
			Summary: "One map of several regions, each node with the regions that have it"}, s.jointMap)
	})
}

func (s *Server) listMapEditions(ctx context.Context, in *struct {
	ChainPath
	Region string `query:"region" maxLength:"32" doc:"empty: every place of the scope"`
}) (*mapEditions, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &mapEditions{}
	err = s.db.Read(ctx, who, func(tx *store.Tx) error {
		out.Body.Items, err = tx.ChainEditions(ctx, who.Scope, chain.ID(in.ID), region.Code(in.Region))
		return err
	})
	return out, err
}

func (s *Server) publishMap(ctx context.Context, in *publishMap) (*mapEdition, error) {
	who, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	place := region.Code(in.Body.Region)
	if !who.Scope.Sees(place) {
		return nil, fault.New(fault.ErrForbidden, "FORBIDDEN")
	}
	out := &mapEdition{}
	err = s.db.Write(ctx, who, func(tx *store.Tx) error {
		t, _, err := tx.Map(ctx, chain.ID(in.ID), place)
		if err != nil {
			return err
		}
		e, err := tx.PublishMap(ctx, t, place, strings.TrimSpace(in.Body.Version), in.Body.Note)
		if err == nil {
			out.Body = *e
		}
		return err
	})
	return out, err
}

func (s *Server) diffMaps(ctx context.Context, in *diffQuery) (*diffBody, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	place := region.Code(in.Region)
	if place != region.Nation && !who.Scope.Sees(place) {
		return nil, fault.New(fault.ErrNotFound, "NOT_FOUND")
	}
	out := &diffBody{}
	out.Body.Chain, out.Body.Region, out.Body.From, out.Body.To = chain.ID(in.ID), place, in.From, in.To
	err = s.db.Read(ctx, who, func(tx *store.Tx) error {
		out.Body.Difference, err = tx.MapDiff(ctx, who.Scope, chain.ID(in.ID), place, in.From, in.To)
		return err
	})
	return out, err
}

func (s *Server) jointMap(ctx context.Context, in *jointQuery) (*jointBody, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	var parts []chain.Regional
	err = s.db.Read(ctx, who, func(tx *store.Tx) error {
		for code := range strings.SplitSeq(in.Regions, ",") {
			place := region.Code(strings.TrimSpace(code))
			if place == "" {
				continue
			}
			if !who.Scope.Sees(place) {
				return fault.New(fault.ErrNotFound, "NOT_FOUND")
			}
			t, _, err := tx.Map(ctx, chain.ID(in.ID), place)
			if err != nil {
				return err
			}
			parts = append(parts, chain.Regional{Region: place, Publisher: string(place), Map: t})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(parts) < 2 {
		return nil, fault.New(fault.ErrInvalid, "JOINT_REGIONS")
	}
	name := chain.Text{Zh: in.Name, En: in.Name}
	if in.Name == "" {
		name = parts[0].Map.Name
	}
	j := chain.Joint(name, parts)
	out := &jointBody{}
	out.Body.Layout, out.Body.Publishers, out.Body.Holders = chain.Arrange(j.Template), j.Publishers, j.Holders
	return out, nil
}
