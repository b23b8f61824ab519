package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/atlas"
	"lianzhang/internal/chain"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/fault"
	"lianzhang/internal/money"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

type markList struct {
	ETag string `header:"ETag"`
	Body struct {
		Items []chain.Mark `json:"items"`
		Next  string       `json:"next"`
		Since string       `json:"since,omitempty" doc:"day of the kept diagnosis compared with"`
	}
}

type likenessList struct {
	Body struct {
		Items []diagnosis.Likeness `json:"items"`
		Next  string               `json:"next"`
		Total int                  `json:"total"`
		By    string               `json:"by" doc:"what profiles are made of"`
	}
}

type liftBody struct {
	Body struct {
		Items []diagnosis.Lift `json:"items"`
		Next  string           `json:"next"`
	}
}

// newcomerView is a firm that might land.
type newcomerView struct {
	Name   string   `json:"name" maxLength:"120"`
	Region string   `json:"region,omitempty" maxLength:"32" doc:"place inside the one judged; empty: that one"`
	Nodes  []string `json:"nodes" minItems:"1" maxItems:"20"`
	Amount *float64 `json:"amount,omitempty" minimum:"0" maximum:"100000000" doc:"output per year on each node, in 万元; left out: not known"`
	Grade  string   `json:"value_grade,omitempty" enum:"high,middle,low"`
	Role   string   `json:"role,omitempty" enum:"lead,segment,core,member"`
	Rungs  []string `json:"rungs,omitempty" maxItems:"10"`
	Listed bool     `json:"listed,omitempty"`
}

// chainSummary is one chain in a leader's overview.
type chainSummary struct {
	ID         string               `json:"id"`
	Name       chain.Text           `json:"name"`
	Counts     diagnosis.Counts     `json:"counts"`
	Day        string               `json:"day"`
	Warnings   int                  `json:"warnings"`
	ValueAdded diagnosis.ValueAdded `json:"value_added"`
}

type overviewBody struct {
	Body struct {
		Items      []chainSummary       `json:"items"`
		Next       string               `json:"next"`
		Region     region.Code          `json:"region"`
		ValueAdded diagnosis.ValueAdded `json:"value_added" doc:"of all chains, every firm counted once"`
	}
}

func init() {
	routes = append(routes, func(s *Server) {
		tag := []string{"diagnosis"}
		huma.Register(s.api, huma.Operation{OperationID: "list-marks", Method: http.MethodGet, Path: "/api/v1/chains/{id}/marks", Tags: tag,
			Summary: "What the chain map says of each node in a place"}, s.listMarks)
		huma.Register(s.api, huma.Operation{OperationID: "list-likenesses", Method: http.MethodGet, Path: "/api/v1/chains/{id}/duplication", Tags: tag,
			Summary: "How much the chains of other places of the same level are the same, most alike first"}, s.listLikenesses)
		huma.Register(s.api, huma.Operation{OperationID: "lift", Method: http.MethodPost, Path: "/api/v1/chains/{id}/lift", Tags: tag,
			Summary: "What would change if firms landed; nothing is stored"}, s.lift)
		huma.Register(s.api, huma.Operation{OperationID: "get-overview", Method: http.MethodGet, Path: "/api/v1/overview", Tags: tag,
			Summary: "All chains of a place: how many nodes have each class, and what they add to the economy"}, s.getOverview)
	})
}

func (s *Server) listMarks(ctx context.Context, in *struct {
	DiagnosisQuery
	Since string `query:"since" maxLength:"10" doc:"compare with the latest diagnosis kept up to this day"`
}) (*markList, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	b, place, err := s.board(ctx, who, &in.DiagnosisQuery)
	if err != nil {
		return nil, err
	}
	r := b.Result(place)
	out := &markList{}
	before := map[string]diagnosis.Class{}
	if in.Since != "" {
		err = s.db.Read(ctx, who, func(tx *store.Tx) error {
			kept, err := tx.KeptUpTo(ctx, who.Scope, in.ID, place, r.Scope, in.Since)
			if err != nil || kept.PID == "" {
				return err
			}
			m, err := atlas.Moment(kept)
			out.Body.Since = kept.Day
			for _, v := range m.Result.Nodes {
				before[v.ID] = v.Class
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	out.Body.Items = atlas.Marks(b, r, before)
	out.ETag = inputTag(r, "marks"+out.Body.Since)
	return out, nil
}

func (s *Server) listLikenesses(ctx context.Context, in *struct {
	DiagnosisQuery
	Limit int `query:"limit" minimum:"1" maximum:"200" default:"20"`
}) (*likenessList, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	b, place, err := s.board(ctx, who, &in.DiagnosisQuery)
	if err != nil {
		return nil, err
	}
	all := b.Likenesses(place)
	out := &likenessList{}
	out.Body.Items, out.Body.Total, out.Body.By = all[:min(in.Limit, len(all))], len(all), "firms"
	return out, nil
}

func (s *Server) lift(ctx context.Context, in *struct {
	DiagnosisQuery
	Body struct {
		Firms []newcomerView `json:"firms" minItems:"1" maxItems:"50"`
	}
}) (*liftBody, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	b, place, err := s.board(ctx, who, &in.DiagnosisQuery)
	if err != nil {
		return nil, err
	}
	newcomers := make([]diagnosis.Newcomer, len(in.Body.Firms))
	for i, f := range in.Body.Firms {
		n := diagnosis.Newcomer{Name: f.Name, Region: region.Code(f.Region), Nodes: f.Nodes, Amount: diagnosis.Unknown,
			Grade: diagnosis.ParseGrade(f.Grade), Role: f.Role, Rungs: f.Rungs, Listed: f.Listed}
		if n.Region == "" {
			n.Region = place
		}
		if !diagnosis.PlaceCode(n.Region) {
			return nil, fault.New(fault.ErrInvalid, "DIAG_REGION_UNKNOWN", "region", f.Region)
		}
		if f.Amount != nil {
			n.Amount = int64(*f.Amount * float64(money.Wan))
		}
		newcomers[i] = n
	}
	lifts, err := b.Lifts(place, newcomers)
	if err != nil {
		return nil, err
	}
	out := &liftBody{}
	out.Body.Items = lifts
	return out, nil
}

func (s *Server) getOverview(ctx context.Context, in *struct {
	Region string `query:"region" default:"000000" maxLength:"32"`
}) (*overviewBody, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &overviewBody{}
	out.Body.Items = []chainSummary{}
	var boards []*diagnosis.Board
	for _, t := range chain.Standard() {
		b, place, err := s.board(ctx, who, &DiagnosisQuery{ID: string(t.ID), Region: in.Region})
		if err != nil {
			return nil, err
		}
		r := b.Result(place)
		boards = append(boards, b.Board)
		out.Body.Region = place
		out.Body.Items = append(out.Body.Items, chainSummary{ID: string(t.ID), Name: t.Name, Counts: r.Counts, Day: r.Day,
			Warnings: len(r.Warnings), ValueAdded: diagnosis.AddUp(place, b.Board)})
	}
	out.Body.ValueAdded = diagnosis.AddUp(out.Body.Region, boards...)
	return out, nil
}
