package httpapi

import (
	"context"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/message"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// PairView is two firms that may be one.
type PairView struct {
	ID      string     `json:"id"`
	A       RecordView `json:"a"`
	B       RecordView `json:"b"`
	Score   float64    `json:"score" doc:"0 to 1; from 0.5 up a person is asked"`
	Likely  bool       `json:"likely" doc:"the score is 0.8 or more"`
	Reasons []string   `json:"reasons" doc:"what speaks for or against, in the reader's language"`
	State   string     `json:"state"`
}

type pairList struct {
	Body struct {
		Items []PairView `json:"items"`
		Next  string     `json:"next"`
	}
}

// MergeView is a merge or split in the books.
type MergeView struct {
	ID           string `json:"id"`
	Deed         string `json:"deed" enum:"merge,split"`
	Kind         string `json:"kind"`
	Kept         string `json:"kept" doc:"ID of the record that went on"`
	KeptTitle    string `json:"kept_title,omitempty"`
	Other        string `json:"other" doc:"ID of the record merged into it or split off it"`
	OtherTitle   string `json:"other_title,omitempty" doc:"the last it had"`
	Reason       string `json:"reason"`
	By           string `json:"by"`
	ByName       string `json:"by_name,omitempty" doc:"title of that account"`
	At           string `json:"at"`
	UndoneAt     string `json:"undone_at,omitempty"`
	UndoneBy     string `json:"undone_by,omitempty"`
	UndoneByName string `json:"undone_by_name,omitempty"`
	UndoneReason string `json:"undone_reason,omitempty"`
}

type mergeBody struct{ Body MergeView }

type mergeList struct {
	Body struct {
		Items []MergeView `json:"items"`
		Next  string      `json:"next"`
	}
}

type mergeRequest struct {
	RecordPath
	Body struct {
		Other  string `json:"other" minLength:"1" maxLength:"40" doc:"ID of the record to merge into this one"`
		Reason string `json:"reason,omitempty" maxLength:"500"`
	}
}

type splitRequest struct {
	RecordPath
	Body *struct {
		Claims []string `json:"claims,omitempty" maxItems:"500" doc:"claims that become a record of their own; none takes back the merge that took this record away"`
		Reason string   `json:"reason,omitempty" maxLength:"500"`
	}
}

type undoRequest struct {
	ID   string `path:"id" maxLength:"40"`
	Body *struct {
		Reason string `json:"reason,omitempty" maxLength:"500"`
	}
}

func init() {
	routes = append(routes, func(s *Server) {
		tag := []string{"records"}
		huma.Register(s.api, huma.Operation{OperationID: "merge-records", Method: http.MethodPost, Path: "/api/v1/records/{kind}/{id}/merge", Summary: "Merge another record into this one", Tags: tag}, s.mergeRecords)
		huma.Register(s.api, huma.Operation{OperationID: "split-record", Method: http.MethodPost, Path: "/api/v1/records/{kind}/{id}/split", Summary: "Split claims off a record, or take a merge back", Tags: tag}, s.splitRecord)
		huma.Register(s.api, huma.Operation{OperationID: "list-merges", Method: http.MethodGet, Path: "/api/v1/merges", Summary: "Merges and splits, latest first", Tags: tag}, s.listMerges)
		huma.Register(s.api, huma.Operation{OperationID: "undo-merge", Method: http.MethodPost, Path: "/api/v1/merges/{id}/undo", Summary: "Take a merge or split back", Tags: tag}, s.undoMerge)
		huma.Register(s.api, huma.Operation{OperationID: "list-duplicates", Method: http.MethodGet, Path: "/api/v1/duplicates", Summary: "Pairs of firms that may be one", Tags: tag}, s.listDuplicates)
		huma.Register(s.api, huma.Operation{OperationID: "keep-apart", Method: http.MethodPost, Path: "/api/v1/duplicates/{id}/apart", Summary: "Say that two firms are two", Tags: tag}, s.decide("apart"))
		huma.Register(s.api, huma.Operation{OperationID: "reopen-pair", Method: http.MethodPost, Path: "/api/v1/duplicates/{id}/reopen", Summary: "Take that back", Tags: tag}, s.decide("open"))
	})
}

func viewOfMerge(m store.Merging) MergeView {
	v := MergeView{ID: m.PID, Deed: m.Deed, Kind: m.Kind, Kept: m.Kept, Other: m.Other, Reason: m.Reason, By: m.Actor, At: instant(m.At), UndoneBy: m.UndoneBy, UndoneReason: m.UndoneWhy}
	if m.UndoneAt != 0 {
		v.UndoneAt = instant(m.UndoneAt)
	}
	return v
}

func (s *Server) mergeRecords(ctx context.Context, in *mergeRequest) (*mergeBody, error) {
	out := &mergeBody{}
	err := s.writeRecord(ctx, in.Kind, func(tx *store.Tx, kind *fact.Kind) error {
		m, err := tx.Merge(ctx, tx.Actor.Scope, kind, in.ID, in.Body.Other, in.Body.Reason)
		out.Body = viewOfMerge(m)
		return err
	})
	return out, err
}

func (s *Server) splitRecord(ctx context.Context, in *splitRequest) (*mergeBody, error) {
	out := &mergeBody{}
	err := s.writeRecord(ctx, in.Kind, func(tx *store.Tx, kind *fact.Kind) (err error) {
		var m store.Merging
		if in.Body == nil || len(in.Body.Claims) == 0 {
			if m, err = tx.MergeOf(ctx, kind, in.ID); err == nil {
				m, err = tx.Unmerge(ctx, tx.Actor.Scope, m.PID, "")
			}
		} else {
			m, err = splitOff(ctx, tx, kind, in.ID, in.Body.Claims, in.Body.Reason)
		}
		out.Body = viewOfMerge(m)
		return err
	})
	return out, err
}

func splitOff(ctx context.Context, tx *store.Tx, kind *fact.Kind, id string, claims []string, reason string) (store.Merging, error) {
	ids := make([]int64, len(claims))
	for i, c := range claims {
		n, err := strconv.ParseInt(c, 10, 64)
		if err != nil {
			return store.Merging{}, fault.New(fault.ErrNotFound, "CLAIM_UNKNOWN").Because(err)
		}
		ids[i] = n
	}
	return tx.Split(ctx, tx.Actor.Scope, kind, id, ids, reason)
}

func (s *Server) listMerges(ctx context.Context, in *struct {
	Kind  string `query:"kind" default:"firm" maxLength:"40"`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"50"`
}) (*mergeList, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	kind, err := kindOf(in.Kind)
	if err != nil {
		return nil, err
	}
	out := &mergeList{}
	err = s.db.Read(ctx, actor, func(tx *store.Tx) error {
		list, err := tx.Mergings(ctx, actor.Scope, kind, in.Limit)
		if err != nil {
			return err
		}
		out.Body.Items, err = named(ctx, tx, kind, list)
		return err
	})
	return out, err
}

// named are merges with the titles of the records and of who acted.
func named(ctx context.Context, tx *store.Tx, kind *fact.Kind, list []store.Merging) ([]MergeView, error) {
	var ids []string
	for _, m := range list {
		ids = append(ids, m.Kept, m.Other)
	}
	titles, err := tx.Titles(ctx, tx.Actor.Scope, kind, ids)
	if err != nil {
		return nil, err
	}
	people, err := tx.AccountTitles(ctx)
	views := []MergeView{}
	for _, m := range list {
		v := viewOfMerge(m)
		v.KeptTitle, v.OtherTitle, v.ByName, v.UndoneByName = titles[m.Kept], titles[m.Other], people[m.Actor], people[m.UndoneBy]
		views = append(views, v)
	}
	return views, err
}

func (s *Server) undoMerge(ctx context.Context, in *undoRequest) (*mergeBody, error) {
	actor, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	reason := ""
	if in.Body != nil {
		reason = in.Body.Reason
	}
	out := &mergeBody{}
	err = s.db.Write(ctx, actor, func(tx *store.Tx) error {
		m, err := tx.Unmerge(ctx, actor.Scope, in.ID, reason)
		out.Body = viewOfMerge(m)
		return err
	})
	return out, err
}

func (s *Server) listDuplicates(ctx context.Context, in *struct {
	Region string `query:"region" maxLength:"20" doc:"only pairs of which a firm lies there"`
	State  string `query:"state" enum:"open,apart,merged" default:"open"`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50"`
}) (*pairList, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &pairList{}
	out.Body.Items = []PairView{}
	err = s.db.Read(ctx, actor, func(tx *store.Tx) error {
		list, err := tx.Pairs(ctx, actor.Scope, region.Code(in.Region), in.State, in.Limit)
		for _, p := range list {
			out.Body.Items = append(out.Body.Items, s.viewOfPair(ctx, p))
		}
		return err
	})
	return out, err
}

func (s *Server) viewOfPair(ctx context.Context, p store.Pair) PairView {
	v := PairView{ID: p.PID, A: viewOfRecord(p.A), B: viewOfRecord(p.B), Score: p.Score, Likely: p.Score >= fact.Likely, Reasons: []string{}, State: p.State}
	for _, r := range p.Reasons {
		v.Reasons = append(v.Reasons, message.Text(s.lang(ctx), "PAIR_REASON_"+string(r), nil))
	}
	return v
}

// decide returns the handler that puts a pair into a state.
func (s *Server) decide(state string) func(context.Context, *struct {
	ID string `path:"id" maxLength:"40"`
}) (*struct{}, error) {
	return func(ctx context.Context, in *struct {
		ID string `path:"id" maxLength:"40"`
	}) (*struct{}, error) {
		actor, err := s.actorWith(ctx, access.Editor)
		if err != nil {
			return nil, err
		}
		return nil, s.db.Write(ctx, actor, func(tx *store.Tx) error { return tx.DecidePair(ctx, actor.Scope, in.ID, state) })
	}
}
