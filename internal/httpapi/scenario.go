package httpapi

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/chain"
	"lianzhang/internal/fault"
	"lianzhang/internal/job"
	"lianzhang/internal/message"
	"lianzhang/internal/region"
	"lianzhang/internal/scenario"
	"lianzhang/internal/store"
)

func init() {
	routes = append(routes, func(s *Server) {
		op := func(id, method, path, summary string) huma.Operation {
			return huma.Operation{OperationID: id, Method: method, Path: "/api/v1" + path, Tags: []string{"scenario"}, Summary: summary}
		}
		ask := op("ask-scenario", http.MethodPost, "/scenarios", "Ask what would happen if, or which firms a place hangs on; a job answers")
		ask.DefaultStatus = http.StatusCreated
		huma.Register(s.api, ask, s.askScenario)
		huma.Register(s.api, op("list-scenarios", http.MethodGet, "/scenarios", "Questions, latest first, without their answers"), s.listScenarios)
		huma.Register(s.api, op("get-scenario", http.MethodGet, "/scenarios/{scenario}", "A question with its answer"), s.getScenario)
		huma.Register(s.api, op("replay-scenario", http.MethodPost, "/scenarios/{scenario}/replay", "A job that answers a question again and compares the bytes; only while the data are those it was answered from"), s.replayScenario)
	})
}

type scenarioBody struct {
	Body struct {
		scenario.Run
		Answer *answerView `json:"answer,omitempty" doc:"absent until answered"`
	}
}

// answerView is an answer cut to what its reader may see.
type answerView struct {
	scenario.Answer
	Said   []string `json:"said" doc:"the warnings as sentences in the reader's language"`
	Hidden int      `json:"hidden" doc:"firms outside the reader's scope, shown without name and ID"`
}

func (s *Server) askScenario(ctx context.Context, in *struct{ Body scenario.Ask }) (*scenarioBody, error) {
	who, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	ask := in.Body
	if err := ask.Check(); err != nil {
		return nil, err
	}
	if err := s.mayAsk(ctx, who, &ask); err != nil {
		return nil, err
	}
	out := &scenarioBody{}
	err = s.db.Write(ctx, who, func(tx *store.Tx) error {
		run, err := tx.AddScenario(ctx, ask)
		if err != nil {
			return err
		}
		if run.Job, err = job.Enqueue(ctx, tx, job.ScenarioKind, job.ScenarioArgs{Scenario: run.PID, Program: s.config.Version}); err != nil {
			return err
		}
		out.Body.Run = run
		return tx.SetScenarioJob(ctx, run.PID, run.Job)
	})
	return out, err
}

// mayAsk checks that the place and everything that is to fail lie inside the
// actor's scope, and that the chain is there.
func (s *Server) mayAsk(ctx context.Context, who access.Actor, ask *scenario.Ask) error {
	if !who.Scope.Sees(ask.Region) {
		return fault.New(fault.ErrNotFound, "NOT_FOUND")
	}
	t, err := s.atlas.Map(ctx, ask.Chain, ask.Region)
	if err != nil {
		return err
	}
	firms := []string{}
	for _, h := range ask.Hits {
		seen := true
		switch h.Kind {
		case scenario.HitRegion:
			seen = who.Scope.Sees(region.Code(h.ID))
		case scenario.HitNode, scenario.HitImport:
			seen = h.Within == "" || who.Scope.Sees(h.Within)
			if t.Node(chain.NodeID(h.ID)) == nil {
				return fault.New(fault.ErrInvalid, "SCENARIO_NODE", "value", h.ID)
			}
		case scenario.HitFirm:
			firms = append(firms, h.ID)
		}
		if !seen {
			return fault.New(fault.ErrNotFound, "NOT_FOUND")
		}
	}
	return s.seesFirms(ctx, who, firms)
}

// seesFirms refuses firms that are not there or not inside the scope, alike.
func (s *Server) seesFirms(ctx context.Context, who access.Actor, pids []string) error {
	var places map[string]region.Code
	err := s.db.Read(ctx, who, func(tx *store.Tx) (err error) {
		places, err = tx.FirmPlaces(ctx, pids)
		return err
	})
	if err != nil {
		return err
	}
	for _, pid := range pids {
		if place, there := places[pid]; !there || !who.Scope.Sees(place) {
			return fault.New(fault.ErrInvalid, "SCENARIO_FIRM", "value", pid)
		}
	}
	return nil
}

type scenarioList struct {
	Body struct {
		Items []scenario.Run `json:"items"`
		Next  string         `json:"next" doc:"cursor of the next page; empty at the end"`
	}
}

func (s *Server) listScenarios(ctx context.Context, in *struct {
	Kind   string `query:"kind" enum:"what_if,systemic"`
	Chain  string `query:"chain" maxLength:"64"`
	Region string `query:"region" maxLength:"32"`
	Cursor string `query:"cursor" maxLength:"32"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}) (*scenarioList, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	q := store.ScenarioQuery{Kind: in.Kind, Chain: in.Chain, Region: region.Code(in.Region), Limit: in.Limit}
	if in.Cursor != "" {
		if q.Before, err = strconv.ParseInt(in.Cursor, 10, 64); err != nil {
			return nil, fault.New(fault.ErrInvalid, "INVALID", "detail", "cursor")
		}
	}
	out := &scenarioList{}
	err = s.db.Read(ctx, who, func(tx *store.Tx) (err error) {
		out.Body.Items, err = tx.Scenarios(ctx, who.Scope, q)
		return err
	})
	if n := len(out.Body.Items); n == in.Limit {
		out.Body.Next = strconv.FormatInt(out.Body.Items[n-1].Number, 10)
	}
	return out, err
}

type scenarioID struct {
	ID string `path:"scenario" maxLength:"20"`
}

func (s *Server) getScenario(ctx context.Context, in *scenarioID) (*scenarioBody, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	run, err := s.scenario(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	out := &scenarioBody{}
	out.Body.Run = run
	if run.Answer != "" {
		view := &answerView{}
		if err := json.Unmarshal([]byte(run.Answer), &view.Answer); err != nil {
			return nil, fmt.Errorf("answer of %s: %w", run.PID, err)
		}
		view.Hidden = cutToScope(&view.Answer, who.Scope)
		view.Said = []string{}
		for _, code := range view.Warnings {
			view.Said = append(view.Said, message.Text(s.lang(ctx), code, nil))
		}
		out.Body.Answer = view
	}
	return out, nil
}

func (s *Server) scenario(ctx context.Context, who access.Actor, pid string) (run scenario.Run, err error) {
	err = s.db.Read(ctx, who, func(tx *store.Tx) error {
		run, err = tx.Scenario(ctx, who.Scope, pid)
		return err
	})
	return run, err
}

// cutToScope takes name and ID from every firm outside the scope and returns how
// many it met. Sums stay: they are figures of the place asked for.
func cutToScope(a *scenario.Answer, scope access.Scope) int {
	hidden := 0
	cut := func(place region.Code, pid, name *string) {
		if !scope.Sees(place) {
			*pid, *name = "", ""
			hidden++
		}
	}
	for i := range a.Firms {
		cut(a.Firms[i].Region, &a.Firms[i].PID, &a.Firms[i].Name)
	}
	for i := range a.Facts {
		cut(a.Facts[i].Region, &a.Facts[i].Firm, &a.Facts[i].Name)
	}
	for i := range a.Backups {
		cut(a.Backups[i].Region, &a.Backups[i].PID, &a.Backups[i].Name)
	}
	for i := range a.Risks {
		cut(a.Risks[i].Region, &a.Risks[i].PID, &a.Risks[i].Name)
	}
	return hidden
}

type jobRef struct {
	Body struct {
		Job string `json:"job" doc:"the job whose result says whether the bytes are the same"`
	}
}

func (s *Server) replayScenario(ctx context.Context, in *scenarioID) (*jobRef, error) {
	who, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	run, err := s.scenario(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	if run.Answer == "" {
		return nil, fault.New(fault.ErrConflict, "SCENARIO_UNANSWERED")
	}
	out := &jobRef{}
	err = s.db.Write(ctx, who, func(tx *store.Tx) error {
		out.Body.Job, err = job.Enqueue(ctx, tx, job.ReplayKind, job.ScenarioArgs{Scenario: run.PID})
		return err
	})
	return out, err
}
