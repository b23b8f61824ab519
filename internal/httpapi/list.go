package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/atlas"
	"lianzhang/internal/chain"
	"lianzhang/internal/fault"
	"lianzhang/internal/list"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

func init() {
	routes = append(routes, func(s *Server) {
		op := func(id, method, path, summary string) huma.Operation {
			return huma.Operation{OperationID: id, Method: method, Path: "/api/v1" + path, Tags: []string{"list"}, Summary: summary}
		}
		huma.Register(s.api, op("list-lists", http.MethodGet, "/lists", "Definitions of lists, by scheme"), s.listLists)
		huma.Register(s.api, op("preview-list", http.MethodGet, "/lists/{list}/preview", "What a list would hold now; nothing is stored"), s.previewList)
		huma.Register(s.api, op("list-editions", http.MethodGet, "/editions", "Editions of lists, newest first"), s.listEditions)
		huma.Register(s.api, op("make-edition", http.MethodPost, "/editions", "Make a draft edition from the data of now"), s.makeEdition)
		huma.Register(s.api, op("get-edition", http.MethodGet, "/editions/{edition}", "One edition with its steps"), s.getEdition)
		huma.Register(s.api, op("decide-edition", http.MethodPut, "/editions/{edition}/decisions", "Replace the reviewers' decisions on a draft and generate it anew"), s.decideEdition)
		huma.Register(s.api, op("step-edition", http.MethodPost, "/editions/{edition}/steps", "Review, sign, publish, return or withdraw"), s.stepEdition)
		huma.Register(s.api, op("diff-edition", http.MethodGet, "/editions/{edition}/diff", "What changed since an earlier edition, with the cause of each move"), s.diffEdition)
	})
}

type definitionList struct {
	Body struct {
		Items []*list.Definition `json:"items"`
	}
}

func (s *Server) listLists(_ context.Context, _ *struct{}) (*definitionList, error) {
	out := &definitionList{}
	out.Body.Items = list.Definitions()
	return out, nil
}

// ListOf is which list of which chain in which place.
type ListOf struct {
	Chain  string `query:"chain" required:"true" maxLength:"64"`
	Region string `query:"region" required:"true" maxLength:"32" doc:"Division or park code; 000000 is the nation"`
}

// asked finds the definition, the map and the place that a request names, and
// checks that the place is inside the actor's scope.
func (s *Server) asked(ctx context.Context, name, chainID, place string, role access.Role) (access.Actor, *list.Definition, *chain.Template, error) {
	actor, err := s.actorWith(ctx, role)
	if err != nil {
		return actor, nil, nil, err
	}
	d := list.Find(list.Definitions(), name)
	if d == nil {
		return actor, nil, nil, fault.New(fault.ErrNotFound, "LIST_UNKNOWN", "list", name)
	}
	if !actor.Scope.Sees(region.Code(place)) {
		return actor, nil, nil, fault.New(fault.ErrNotFound, "NOT_FOUND")
	}
	t, err := s.atlas.Map(ctx, chainID, region.Code(place))
	return actor, d, t, err
}

type previewBody struct {
	Body struct {
		Content     list.Content `json:"content"`
		DataVersion int64        `json:"data_version"`
		Demo        bool         `json:"demo"`
	}
}

func (s *Server) previewList(ctx context.Context, in *struct {
	List string `path:"list" maxLength:"64"`
	ListOf
}) (*previewBody, error) {
	actor, d, t, err := s.asked(ctx, in.List, in.Chain, in.Region, access.Reader)
	if err != nil {
		return nil, err
	}
	if len(d.Parts) > 0 {
		return nil, fault.New(fault.ErrInvalid, "LIST_BOOK")
	}
	e, err := s.atlas.Draft(ctx, actor.Scope, d, t, region.Code(in.Region), nil)
	if err != nil {
		return nil, err
	}
	out := &previewBody{}
	out.Body.Content, out.Body.DataVersion, out.Body.Demo = e.Content, e.DataVersion, e.Demo
	return out, nil
}

type editionList struct {
	Body struct {
		Items []store.EditionHead `json:"items"`
		Next  string              `json:"next" doc:"Pass as before for the next page; empty on the last"`
	}
}

func (s *Server) listEditions(ctx context.Context, in *struct {
	List   string `query:"list" maxLength:"64"`
	Chain  string `query:"chain" maxLength:"64"`
	Region string `query:"region" maxLength:"32"`
	State  string `query:"state" maxLength:"16"`
	Before string `query:"before" maxLength:"32"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}) (*editionList, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &editionList{}
	err = s.db.Read(ctx, actor, func(tx *store.Tx) (err error) {
		out.Body.Items, err = tx.Editions(ctx, actor.Scope, store.EditionQuery{
			List: in.List, Chain: in.Chain, Region: region.Code(in.Region), State: in.State, Before: in.Before, Limit: in.Limit + 1,
		})
		return err
	})
	if n := len(out.Body.Items); n > in.Limit {
		out.Body.Items = out.Body.Items[:in.Limit]
		out.Body.Next = out.Body.Items[in.Limit-1].PID
	}
	return out, err
}

// editionView is an edition with what a page needs to show it.
type editionView struct {
	list.Edition
	Steps      []list.Taken     `json:"steps"`
	Definition *list.Definition `json:"list_definition"`
}

type editionBody struct{ Body editionView }

func (s *Server) makeEdition(ctx context.Context, in *struct {
	Body struct {
		List   string `json:"list" maxLength:"64"`
		Chain  string `json:"chain" maxLength:"64"`
		Region string `json:"region" maxLength:"32"`
	}
}) (*editionBody, error) {
	actor, d, t, err := s.asked(ctx, in.Body.List, in.Body.Chain, in.Body.Region, access.Editor)
	if err != nil {
		return nil, err
	}
	if len(d.Parts) > 0 {
		return nil, fault.New(fault.ErrInvalid, "LIST_BOOK")
	}
	e, err := s.atlas.Draft(ctx, actor.Scope, d, t, region.Code(in.Body.Region), nil)
	if err != nil {
		return nil, err
	}
	err = s.db.Write(ctx, actor, func(tx *store.Tx) error { return list.Begin(ctx, tx, actor, d, e) })
	if err != nil {
		return nil, err
	}
	return s.showEdition(ctx, actor, e.PID)
}

func (s *Server) getEdition(ctx context.Context, in *struct {
	Edition string `path:"edition" maxLength:"32"`
}) (*editionBody, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	return s.showEdition(ctx, actor, in.Edition)
}

func (s *Server) showEdition(ctx context.Context, actor access.Actor, pid string) (*editionBody, error) {
	out := &editionBody{}
	err := s.db.Read(ctx, actor, func(tx *store.Tx) error {
		e, err := tx.Edition(ctx, actor.Scope, pid)
		if err != nil {
			return err
		}
		out.Body.Edition = *e
		out.Body.Definition = list.Find(list.Definitions(), e.List)
		out.Body.Steps, err = tx.Steps(ctx, e)
		return err
	})
	return out, err
}

func (s *Server) decideEdition(ctx context.Context, in *struct {
	Edition string `path:"edition" maxLength:"32"`
	Body    struct {
		Version   int64 `json:"version" doc:"Version of the edition that was looked at"`
		Decisions []struct {
			Key     string `json:"key" maxLength:"128"`
			Include bool   `json:"include"`
			Reason  string `json:"reason" minLength:"1" maxLength:"300"`
		} `json:"decisions" maxItems:"1000"`
	}
}) (*editionBody, error) {
	actor, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	old, err := s.showEdition(ctx, actor, in.Edition)
	if err != nil {
		return nil, err
	}
	_, d, t, err := s.asked(ctx, old.Body.List, old.Body.Chain, string(old.Body.Region), access.Editor)
	if err != nil {
		return nil, err
	}
	decisions := []list.Decision{}
	for _, x := range in.Body.Decisions {
		decisions = append(decisions, list.Decision{Key: x.Key, Include: x.Include, Reason: x.Reason, By: actor.Name})
	}
	fresh, err := s.atlas.Draft(ctx, actor.Scope, d, t, old.Body.Region, decisions)
	if err != nil {
		return nil, err
	}
	err = s.db.Write(ctx, actor, func(tx *store.Tx) error {
		e, err := tx.Edition(ctx, actor.Scope, in.Edition)
		if err != nil {
			return err
		}
		if e.Version != in.Body.Version {
			return fault.New(fault.ErrConflict, "STALE")
		}
		e.Decisions, e.Content, e.DataVersion, e.Definition, e.Demo = decisions, fresh.Content, fresh.DataVersion, fresh.Definition, fresh.Demo
		return list.Take(ctx, tx, actor, e, list.Decide, "")
	})
	if err != nil {
		return nil, err
	}
	return s.showEdition(ctx, actor, in.Edition)
}

func (s *Server) stepEdition(ctx context.Context, in *struct {
	Edition string `path:"edition" maxLength:"32"`
	Body    struct {
		Step    string `json:"step" enum:"review,sign,publish,return,withdraw"`
		Note    string `json:"note,omitempty" maxLength:"500"`
		Version int64  `json:"version" doc:"Version of the edition that was looked at"`
	}
}) (*editionBody, error) {
	actor, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	err = s.db.Write(ctx, actor, func(tx *store.Tx) error {
		e, err := tx.Edition(ctx, actor.Scope, in.Edition)
		if err != nil {
			return err
		}
		if e.Version != in.Body.Version {
			return fault.New(fault.ErrConflict, "STALE")
		}
		return list.Take(ctx, tx, actor, e, list.Step(in.Body.Step), in.Body.Note)
	})
	if err != nil {
		return nil, err
	}
	return s.showEdition(ctx, actor, in.Edition)
}

type editionDiff struct {
	Body struct {
		From   string       `json:"from" doc:"The earlier edition; empty when there is none"`
		Events []list.Event `json:"events"`
	}
}

func (s *Server) diffEdition(ctx context.Context, in *struct {
	Edition string `path:"edition" maxLength:"32"`
	From    string `query:"from" maxLength:"32" doc:"An earlier edition; the one before when empty"`
}) (*editionDiff, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &editionDiff{}
	out.Body.Events = []list.Event{}
	err = s.db.Read(ctx, actor, func(tx *store.Tx) error {
		to, err := tx.Edition(ctx, actor.Scope, in.Edition)
		if err != nil {
			return err
		}
		from, err := earlier(ctx, tx, actor, to, in.From)
		if err != nil || from == nil {
			return err
		}
		out.Body.From = from.PID
		out.Body.Events, err = atlas.Explain(ctx, tx, actor.Scope, from, to)
		return err
	})
	return out, err
}

// earlier returns the edition to compare with: the one named, the one that was
// superseded, or the one in force; nil when there is none.
func earlier(ctx context.Context, tx *store.Tx, actor access.Actor, to *list.Edition, named string) (*list.Edition, error) {
	if named == "" {
		named = to.Previous
	}
	if named != "" {
		from, err := tx.Edition(ctx, actor.Scope, named)
		if err == nil && (from.List != to.List || from.Chain != to.Chain || from.Region != to.Region) {
			return nil, fault.New(fault.ErrInvalid, "LIST_OTHER")
		}
		return from, err
	}
	from, err := tx.InForce(ctx, to.List, to.Chain, to.Region)
	if fault.IsNotFound(err) || (err == nil && from.PID == to.PID) {
		return nil, nil
	}
	return from, err
}
