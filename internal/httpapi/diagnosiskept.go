package httpapi

import (
	"context"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/atlas"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

type keptBody struct{ Body diagnosis.Kept }

type keptList struct {
	Body struct {
		Items []diagnosis.Kept `json:"items"`
		Next  string           `json:"next" doc:"cursor of the next page; empty at the end"`
	}
}

type changeList struct {
	Body struct {
		Items []diagnosis.Change `json:"items"`
		Next  string             `json:"next"`
		Total int                `json:"total"`
		From  diagnosis.Kept     `json:"from"`
		To    diagnosis.Kept     `json:"to"`
	}
}

func init() {
	routes = append(routes, func(s *Server) {
		tag := []string{"diagnosis"}
		huma.Register(s.api, huma.Operation{OperationID: "list-kept-diagnoses", Method: http.MethodGet, Path: "/api/v1/chains/{id}/diagnosis/kept", Tags: tag,
			Summary: "Diagnoses kept for comparison, latest first"}, s.listKept)
		huma.Register(s.api, huma.Operation{OperationID: "keep-diagnosis", Method: http.MethodPost, Path: "/api/v1/chains/{id}/diagnosis/kept", Tags: tag,
			Summary: "Keep the diagnosis of this moment; the same input is kept once", DefaultStatus: http.StatusCreated}, s.keepDiagnosis)
		huma.Register(s.api, huma.Operation{OperationID: "list-diagnosis-changes", Method: http.MethodGet, Path: "/api/v1/chains/{id}/diagnosis/changes", Tags: tag,
			Summary: "Nodes whose class moved between two kept diagnoses, with the records that caused it"}, s.listChanges)
		huma.Register(s.api, huma.Operation{OperationID: "answer-warning", Method: http.MethodPut, Path: "/api/v1/chains/{id}/diagnosis/warnings/{code}", Tags: tag,
			Summary: "Answer a warning that must be answered", DefaultStatus: http.StatusNoContent}, s.answerWarning)
	})
}

func (s *Server) listKept(ctx context.Context, in *struct {
	ID     string `path:"id" maxLength:"64"`
	Region string `query:"region" default:"000000" maxLength:"32"`
	Cursor string `query:"cursor" maxLength:"32"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}) (*keptList, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	before := int64(0)
	if in.Cursor != "" {
		if before, err = strconv.ParseInt(in.Cursor, 10, 64); err != nil {
			return nil, fault.New(fault.ErrInvalid, "INVALID", "detail", "cursor")
		}
	}
	out := &keptList{}
	err = s.db.Read(ctx, who, func(tx *store.Tx) (err error) {
		out.Body.Items, err = tx.KeptDiagnoses(ctx, who.Scope, in.ID, region.Code(in.Region), before, in.Limit)
		return err
	})
	if n := len(out.Body.Items); n == in.Limit {
		out.Body.Next = strconv.FormatInt(out.Body.Items[n-1].Number, 10)
	}
	return out, err
}

func (s *Server) keepDiagnosis(ctx context.Context, in *DiagnosisQuery) (*keptBody, error) {
	who, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	b, place, err := s.board(ctx, who, in)
	if err != nil {
		return nil, err
	}
	kept, err := atlas.Keep(b, b.Result(place))
	if err != nil {
		return nil, err
	}
	err = s.db.Write(ctx, who, func(tx *store.Tx) error {
		pid, err := tx.KeepDiagnosis(ctx, kept)
		if err != nil {
			return err
		}
		kept, err = tx.KeptDiagnosis(ctx, who.Scope, pid)
		return err
	})
	return &keptBody{kept}, err
}

func (s *Server) listChanges(ctx context.Context, in *struct {
	DiagnosisQuery
	From string `query:"from" maxLength:"32" doc:"id of a kept diagnosis; empty: the latest kept"`
	To   string `query:"to" maxLength:"32" doc:"id of a kept diagnosis; empty: this moment"`
}) (*changeList, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	b, place, err := s.board(ctx, who, &in.DiagnosisQuery)
	if err != nil {
		return nil, err
	}
	var from, to diagnosis.Kept
	err = s.db.Read(ctx, who, func(tx *store.Tx) (err error) {
		if from, err = keptOr(ctx, tx, who, in.ID, place, in.From); err != nil || in.To == "" {
			return err
		}
		to, err = tx.KeptDiagnosis(ctx, who.Scope, in.To)
		return err
	})
	if err != nil {
		return nil, err
	}
	if in.To == "" {
		if to, err = atlas.Keep(b, b.Result(place)); err != nil {
			return nil, err
		}
	}
	if from.Chain != to.Chain || from.Region != to.Region || from.Chain != in.ID || from.Region != place {
		return nil, fault.New(fault.ErrInvalid, "DIAG_PAIR")
	}
	old, err := atlas.Moment(from)
	if err != nil {
		return nil, err
	}
	now, err := atlas.Moment(to)
	if err != nil {
		return nil, err
	}
	out := &changeList{}
	out.Body.Items = diagnosis.Changes(&old, &now)
	out.Body.Total, out.Body.From, out.Body.To = len(out.Body.Items), from, to
	return out, nil
}

// keptOr returns the kept diagnosis with that ID, or the latest one.
func keptOr(ctx context.Context, tx *store.Tx, who access.Actor, chain string, place region.Code, pid string) (diagnosis.Kept, error) {
	if pid == "" {
		latest, err := tx.KeptDiagnoses(ctx, who.Scope, chain, place, 0, 1)
		if err != nil {
			return diagnosis.Kept{}, err
		}
		if len(latest) == 0 {
			return diagnosis.Kept{}, fault.New(fault.ErrNotFound, "DIAG_NONE_KEPT")
		}
		pid = latest[0].PID
	}
	return tx.KeptDiagnosis(ctx, who.Scope, pid)
}

func (s *Server) answerWarning(ctx context.Context, in *struct {
	ID     string `path:"id" maxLength:"64"`
	Code   string `path:"code" enum:"DIAG_WHOLE_CYCLE"`
	Region string `query:"region" required:"true" maxLength:"32"`
	Body   struct {
		Answer string `json:"answer" minLength:"1" maxLength:"2000"`
	}
}) (*struct{}, error) {
	who, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	place := region.Code(in.Region)
	if !diagnosis.PlaceCode(place) || !who.Scope.Sees(place) {
		return nil, fault.New(fault.ErrNotFound, "NOT_FOUND")
	}
	if _, err := s.atlas.Map(ctx, in.ID, place); err != nil {
		return nil, err
	}
	return nil, s.db.Write(ctx, who, func(tx *store.Tx) error {
		return tx.AnswerWarning(ctx, diagnosis.Answer{Chain: in.ID, Region: place, Code: in.Code, Text: in.Body.Answer})
	})
}
