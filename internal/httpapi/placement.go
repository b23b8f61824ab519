package httpapi

import (
	"context"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/chain"
	"lianzhang/internal/date"
	"lianzhang/internal/fault"
	"lianzhang/internal/job"
	"lianzhang/internal/placement"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

type placementQuery struct {
	Firm   string `query:"firm" maxLength:"20" doc:"public ID of a firm"`
	Chain  string `query:"chain" maxLength:"80"`
	Node   string `query:"node" maxLength:"80"`
	Region string `query:"region" maxLength:"32" doc:"firms of this place and of everything inside it"`
	State  string `query:"state" enum:"proposed,confirmed,rejected" doc:"without it, everything that was not rejected"`
	Cursor string `query:"cursor" doc:"next of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type placementList struct {
	Body struct {
		Items []placement.Placement `json:"items"`
		Next  string                `json:"next" doc:"cursor of the next page; empty at the end"`
	}
}

type placementID struct {
	ID string `path:"id" maxLength:"20"`
}

type placementBody struct{ Body placement.Placement }

// placementCorrection says where the firm stands instead.
type placementCorrection struct {
	ID   string `path:"id" maxLength:"20"`
	Body struct {
		Node string `json:"node" minLength:"1" maxLength:"80" doc:"node of the same chain"`
	}
}

type newPlacement struct {
	Body struct {
		Firm  string `json:"firm" minLength:"1" maxLength:"20"`
		Chain string `json:"chain" minLength:"1" maxLength:"80"`
		Node  string `json:"node" minLength:"1" maxLength:"80"`
	}
}

type chainRegion struct {
	ID     string `path:"id" maxLength:"80"`
	Region string `query:"region" maxLength:"32" doc:"a place; everything one may see when empty"`
}

type placementCounts struct {
	Body struct {
		Items []placement.Count `json:"items"`
		Next  string            `json:"next"`
	}
}

type lessonList struct {
	Body struct {
		Items []placement.Lesson `json:"items"`
		Next  string             `json:"next"`
	}
}

type queuedJob struct {
	Body struct {
		Job string `json:"job" doc:"id of the job, see /api/v1/jobs/{id}"`
	}
}

func init() {
	routes = append(routes, func(s *Server) {
		tag := []string{"placement"}
		op := func(id, method, path, summary string) huma.Operation {
			return huma.Operation{OperationID: id, Method: method, Path: "/api/v1" + path, Summary: summary, Tags: tag}
		}
		huma.Register(s.api, op("list-placements", http.MethodGet, "/placements", "Which firms stand on which nodes, with confidence and reason"), s.listPlacements)
		huma.Register(s.api, op("get-placement", http.MethodGet, "/placements/{id}", "One placement"), s.getPlacement)
		add := op("add-placement", http.MethodPost, "/placements", "A person places a firm on a node; teaches the next run")
		add.DefaultStatus = http.StatusCreated
		huma.Register(s.api, add, s.addPlacement)
		huma.Register(s.api, op("confirm-placement", http.MethodPost, "/placements/{id}/confirm", "It is right; teaches the next run"), s.confirmPlacement)
		huma.Register(s.api, op("reject-placement", http.MethodPost, "/placements/{id}/reject", "It is wrong; teaches the next run"), s.rejectPlacement)
		huma.Register(s.api, op("correct-placement", http.MethodPost, "/placements/{id}/correct", "It is wrong and another node is right; answers with the right one"), s.correctPlacement)
		huma.Register(s.api, op("count-placements", http.MethodGet, "/chains/{id}/placement-counts", "How many firms each node has"), s.countPlacements)
		huma.Register(s.api, op("list-lessons", http.MethodGet, "/chains/{id}/lessons", "What decisions have taught: words for and against nodes"), s.listLessons)
		run := op("place-chain", http.MethodPost, "/chains/{id}/place", "Run the classifier again over all firms one may see; changes proposals only")
		run.DefaultStatus = http.StatusAccepted
		huma.Register(s.api, run, s.placeChain)
	})
}

func (s *Server) listPlacements(ctx context.Context, in *placementQuery) (*placementList, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	f := placement.Filter{Firm: in.Firm, Chain: in.Chain, Node: in.Node, Region: region.Code(in.Region), State: placement.State(in.State), Limit: in.Limit + 1}
	f.Standing = in.State == ""
	if in.Cursor != "" {
		if f.After, err = strconv.ParseInt(in.Cursor, 10, 64); err != nil {
			return nil, fault.New(fault.ErrInvalid, "INVALID", "detail", "cursor")
		}
	}
	out := &placementList{}
	err = s.db.Read(ctx, who, func(tx *store.Tx) error {
		found, err := tx.Placements(ctx, who.Scope, f)
		if len(found) > in.Limit {
			found = found[:in.Limit]
			out.Body.Next = strconv.FormatInt(found[in.Limit-1].ID, 10)
		}
		out.Body.Items = append([]placement.Placement{}, found...)
		return err
	})
	return out, err
}

func (s *Server) getPlacement(ctx context.Context, in *placementID) (*placementBody, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &placementBody{}
	err = s.db.Read(ctx, who, func(tx *store.Tx) (err error) {
		out.Body, err = tx.Placement(ctx, who.Scope, in.ID)
		return err
	})
	return out, err
}

func (s *Server) confirmPlacement(ctx context.Context, in *placementID) (*placementBody, error) {
	return s.decidePlacement(ctx, in.ID, placement.Confirmed, "")
}

func (s *Server) rejectPlacement(ctx context.Context, in *placementID) (*placementBody, error) {
	return s.decidePlacement(ctx, in.ID, placement.Rejected, "")
}

func (s *Server) correctPlacement(ctx context.Context, in *placementCorrection) (*placementBody, error) {
	return s.decidePlacement(ctx, in.ID, placement.Rejected, in.Body.Node)
}

// decidePlacement settles a placement; with another node it also settles that
// one as right, and answers with it.
func (s *Server) decidePlacement(ctx context.Context, id string, to placement.State, instead string) (*placementBody, error) {
	who, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	out := &placementBody{}
	err = s.db.Write(ctx, who, func(tx *store.Tx) error {
		p, err := tx.Placement(ctx, who.Scope, id)
		if err != nil {
			return err
		}
		if instead == p.Node {
			to, instead = placement.Confirmed, ""
		}
		if out.Body, err = s.settlePlacement(ctx, tx, p, to); err != nil || instead == "" {
			return err
		}
		p.PID, p.ID, p.Node, p.State, p.Taught, p.Words = "", 0, instead, placement.Proposed, nil, ""
		out.Body, err = s.settlePlacement(ctx, tx, p, placement.Confirmed)
		return err
	})
	return out, err
}

func (s *Server) addPlacement(ctx context.Context, in *newPlacement) (*placementBody, error) {
	who, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	out := &placementBody{}
	err = s.db.Write(ctx, who, func(tx *store.Tx) (err error) {
		p := placement.Placement{Firm: in.Body.Firm, Chain: in.Body.Chain, Node: in.Body.Node, State: placement.Proposed}
		out.Body, err = s.settlePlacement(ctx, tx, p, placement.Confirmed)
		return err
	})
	return out, err
}

// settlePlacement decides one placement inside the actor's scope, records the
// act and returns the placement as it is now.
func (s *Server) settlePlacement(ctx context.Context, tx *store.Tx, p placement.Placement, to placement.State) (placement.Placement, error) {
	firm, ok, err := tx.PlacementCandidate(ctx, tx.Actor.Scope, p.Firm)
	if err != nil {
		return p, err
	}
	if !ok {
		return p, fault.New(fault.ErrNotFound, "RECORD_UNKNOWN", "id", p.Firm)
	}
	template, _, err := tx.Map(ctx, chain.ID(p.Chain), firm.Region)
	if err != nil {
		return p, err
	}
	if template.Node(chain.NodeID(p.Node)) == nil {
		return p, fault.New(fault.ErrInvalid, "PLACE_NODE", "node", p.Node, "chain", p.Chain)
	}
	earlier, err := tx.Placements(ctx, tx.Actor.Scope, placement.Filter{Firm: p.Firm, Chain: p.Chain, Node: p.Node})
	if err != nil {
		return p, err
	}
	if len(earlier) > 0 {
		p = earlier[0]
	}
	if p.Version, err = tx.NextVersion(ctx); err != nil {
		return p, err
	}
	model := placement.NewModel(template, placement.Vocabularies(), nil)
	p.Region, p.Demo, p.Template = firm.Region, firm.Demo, template.Version
	p, err = placement.Decide(ctx, tx, p, placement.Decision{To: to, By: tx.Actor.Account, At: date.Millis(tx.Now), Words: model.Words(firm.Firm, chain.NodeID(p.Node))})
	if err != nil {
		return p, err
	}
	if err := tx.Act(ctx, "placement."+string(to), p.Firm, p.Chain+" "+p.Node); err != nil {
		return p, err
	}
	now, err := tx.Placements(ctx, tx.Actor.Scope, placement.Filter{Firm: p.Firm, Chain: p.Chain, Node: p.Node})
	if err != nil || len(now) == 0 {
		return p, err
	}
	return now[0], nil
}

func (s *Server) countPlacements(ctx context.Context, in *chainRegion) (*placementCounts, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &placementCounts{}
	err = s.db.Read(ctx, who, func(tx *store.Tx) error {
		found, err := tx.PlacementCounts(ctx, who.Scope, placement.Filter{Chain: in.ID, Region: region.Code(in.Region)})
		out.Body.Items = append([]placement.Count{}, found...)
		return err
	})
	return out, err
}

func (s *Server) listLessons(ctx context.Context, in *struct {
	ID     string `path:"id" maxLength:"80"`
	Cursor string `query:"cursor" maxLength:"200" doc:"next of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}) (*lessonList, error) {
	who, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	out := &lessonList{}
	out.Body.Items = []placement.Lesson{}
	err = s.db.Read(ctx, who, func(tx *store.Tx) error {
		found, err := tx.PlacementLessons(ctx, in.ID)
		for _, l := range found {
			if at := l.Word + " " + l.Node; at > in.Cursor && len(out.Body.Items) < in.Limit {
				out.Body.Items = append(out.Body.Items, l)
			}
		}
		if n := len(out.Body.Items); n == in.Limit {
			out.Body.Next = out.Body.Items[n-1].Word + " " + out.Body.Items[n-1].Node
		}
		return err
	})
	return out, err
}

func (s *Server) placeChain(ctx context.Context, in *chainRegion) (*queuedJob, error) {
	who, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	args := job.PlaceArgs{Chain: in.ID, Places: who.Scope.Regions}
	if in.Region != "" {
		if !who.Scope.Sees(region.Code(in.Region)) {
			return nil, fault.New(fault.ErrForbidden, "FORBIDDEN")
		}
		args.Region, args.Places = region.Code(in.Region), []region.Code{region.Code(in.Region)}
	}
	out := &queuedJob{}
	err = s.db.Write(ctx, who, func(tx *store.Tx) error {
		if _, _, err := tx.Map(ctx, chain.ID(in.ID), args.Region); err != nil {
			return err
		}
		out.Body.Job, err = job.Enqueue(ctx, tx, job.PlaceKind, args)
		return err
	})
	return out, err
}
