package httpapi

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/date"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/store"
)

// ClaimView is one claim in the ledger of a record.
type ClaimView struct {
	ID          string         `json:"id"`
	AsOf        string         `json:"as_of" doc:"date of the facts"`
	GivenBy     string         `json:"given_by" doc:"account"`
	Import      string         `json:"import,omitempty"`
	Sheet       string         `json:"sheet,omitempty"`
	Row         int            `json:"row,omitempty"`
	Values      map[string]any `json:"values"`
	Source      fact.Source    `json:"source"`
	At          string         `json:"at" doc:"instant of arrival"`
	WithdrawnAt string         `json:"withdrawn_at,omitempty"`
	Shown       []string       `json:"shown" doc:"fields whose shown value this claim decides"`
}

type claimList struct {
	Body struct {
		Items []ClaimView `json:"items"`
		Next  string      `json:"next"`
	}
}

func init() {
	routes = append(routes, func(s *Server) {
		tag := []string{"records"}
		huma.Register(s.api, huma.Operation{OperationID: "list-claims", Method: http.MethodGet, Path: "/api/v1/records/{kind}/{id}/claims", Summary: "The ledger of a record: who said what, when, and what is shown", Tags: tag}, s.listClaims)
		huma.Register(s.api, huma.Operation{OperationID: "withdraw-claim", Method: http.MethodDelete, Path: "/api/v1/records/{kind}/claims/{claim}", Summary: "Take a claim back", Tags: tag}, s.withdrawClaim)
		huma.Register(s.api, huma.Operation{OperationID: "list-sources", Method: http.MethodGet, Path: "/api/v1/sources", Summary: "Where facts come from", Tags: tag}, s.listSources)
	})
}

func (s *Server) listClaims(ctx context.Context, in *RecordPath) (*claimList, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	kind, err := kindOf(in.Kind)
	if err != nil {
		return nil, err
	}
	var ledger []store.Entry
	err = s.db.Read(ctx, actor, func(tx *store.Tx) (err error) {
		ledger, err = tx.Claims(ctx, actor.Scope, kind, in.ID)
		return err
	})
	out := &claimList{}
	out.Body.Items = []ClaimView{}
	for _, e := range ledger {
		out.Body.Items = append(out.Body.Items, viewOfClaim(e))
	}
	return out, err
}

func viewOfClaim(e store.Entry) ClaimView {
	v := ClaimView{ID: strconv.FormatInt(e.ID, 10), AsOf: e.AsOf, GivenBy: e.GivenBy, Sheet: e.Sheet, Row: e.Row, Values: e.Values, Source: e.From, At: instant(e.At), Shown: e.Shown}
	if e.Import != 0 {
		v.Import = strconv.FormatInt(e.Import, 10)
	}
	if e.WithdrawnAt != 0 {
		v.WithdrawnAt = instant(e.WithdrawnAt)
	}
	return v
}

// instant writes stored milliseconds as RFC 3339 in UTC.
func instant(ms int64) string { return date.FromMillis(ms).Format(time.RFC3339) }

func (s *Server) withdrawClaim(ctx context.Context, in *struct {
	Kind  string `path:"kind" maxLength:"40"`
	Claim string `path:"claim" maxLength:"20"`
}) (*struct{}, error) {
	return nil, s.writeRecord(ctx, in.Kind, func(tx *store.Tx, kind *fact.Kind) error {
		id, err := strconv.ParseInt(in.Claim, 10, 64)
		if err != nil {
			return fault.New(fault.ErrNotFound, "CLAIM_UNKNOWN").Because(err)
		}
		r, err := tx.Claimed(ctx, tx.Actor.Scope, kind, id)
		if err != nil {
			return err
		}
		if err := tx.Withdraw(ctx, kind, id); err != nil {
			return err
		}
		return tx.Act(ctx, "withdraw", r.PID, in.Claim)
	})
}

type sourceList struct {
	Body struct {
		Items []fact.Source `json:"items"`
		Next  string        `json:"next"`
	}
}

func (s *Server) listSources(ctx context.Context, _ *struct{}) (*sourceList, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &sourceList{}
	err = s.db.Read(ctx, actor, func(tx *store.Tx) (err error) {
		out.Body.Items, err = tx.Sources(ctx)
		return err
	})
	return out, err
}
