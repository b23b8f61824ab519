package httpapi

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/date"
	"lianzhang/internal/fault"
	"lianzhang/internal/job"
	"lianzhang/internal/message"
	"lianzhang/internal/store"
)

// jobView is a job as shown to who asked for it, and to administrators.
type jobView struct {
	ID      string          `json:"id"`
	Kind    string          `json:"kind"`
	State   string          `json:"state" enum:"queued,running,done,failed,cancelled"`
	Done    int64           `json:"done" doc:"steps done"`
	Total   int64           `json:"total" doc:"steps in all; 0 while unknown"`
	Note    string          `json:"note"`
	Tries   int64           `json:"tries"`
	Result  json.RawMessage `json:"result,omitempty" doc:"what the job leaves; its shape depends on the kind"`
	Error   *jobError       `json:"error,omitempty"`
	Created time.Time       `json:"created_at"`
	Started *time.Time      `json:"started_at,omitempty"`
	Ended   *time.Time      `json:"ended_at,omitempty"`
}

type jobError struct {
	Code   string `json:"code"`
	Detail string `json:"detail" doc:"what happened and what to do, in the reader's language"`
}

func viewJob(lang message.Lang, j store.Job) jobView {
	v := jobView{ID: j.ID, Kind: j.Kind, State: j.State, Done: j.Done, Total: j.Total, Note: j.Note, Tries: j.Attempts, Created: j.Created}
	if j.Result != "" {
		v.Result = json.RawMessage(j.Result)
	}
	if j.Code != "" && j.State == job.Failed {
		v.Error = &jobError{j.Code, message.Text(lang, j.Code, j.Params)}
	}
	if !j.Started.IsZero() {
		v.Started = &j.Started
	}
	if !j.Ended.IsZero() {
		v.Ended = &j.Ended
	}
	return v
}

type jobQuery struct {
	Cursor string `query:"cursor" doc:"next of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type jobList struct {
	Body struct {
		Items []jobView `json:"items"`
		Next  string    `json:"next" doc:"cursor of the next page; empty at the end"`
	}
}

type jobID struct {
	ID string `path:"id"`
}

type jobBody struct{ Body jobView }

func init() {
	routes = append(routes, func(s *Server) {
		tag := []string{"jobs"}
		huma.Register(s.api, huma.Operation{OperationID: "list-jobs", Method: http.MethodGet, Path: "/api/v1/jobs", Summary: "Background jobs, newest first: one's own, for administrators all", Tags: tag}, s.listJobs)
		huma.Register(s.api, huma.Operation{OperationID: "get-job", Method: http.MethodGet, Path: "/api/v1/jobs/{id}", Summary: "One job with the progress of this moment", Tags: tag}, s.getJob)
		huma.Register(s.api, huma.Operation{OperationID: "cancel-job", Method: http.MethodPost, Path: "/api/v1/jobs/{id}/cancel", Summary: "Ask a job to stop", Tags: tag}, s.cancelJob)
		huma.Register(s.api, huma.Operation{OperationID: "watch-job", Method: http.MethodGet, Path: "/api/v1/jobs/{id}/events", Tags: tag,
			Summary: "Server-sent events: event job with the job as data, at once, on every change and at the end; connect again at any time",
			Responses: map[string]*huma.Response{"200": {Description: "stream of events", Content: map[string]*huma.MediaType{
				"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}}}},
		}, s.watchJob)
	})
}

func (s *Server) listJobs(ctx context.Context, in *jobQuery) (*jobList, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	var before time.Time
	if in.Cursor != "" {
		ms, err := strconv.ParseInt(in.Cursor, 10, 64)
		if err != nil {
			return nil, fault.New(fault.ErrInvalid, "INVALID", "detail", "cursor")
		}
		before = date.FromMillis(ms)
	}
	owner := who.Account
	if who.May(access.Admin) {
		owner = ""
	}
	out := &jobList{}
	out.Body.Items = []jobView{}
	err = s.db.Read(ctx, who, func(tx *store.Tx) error {
		all, err := tx.Jobs(ctx, owner, before, in.Limit)
		for _, j := range all {
			out.Body.Items = append(out.Body.Items, viewJob(s.lang(ctx), j))
		}
		if len(all) == in.Limit {
			out.Body.Next = strconv.FormatInt(date.Millis(all[len(all)-1].Created), 10)
		}
		return err
	})
	return out, err
}

// ownJob returns a job that the reader may see; any other is not found.
func (s *Server) ownJob(ctx context.Context, id string) (store.Job, access.Actor, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return store.Job{}, who, err
	}
	j, err := s.jobs.Get(ctx, id)
	if err == nil && j.Account != who.Account && !who.May(access.Admin) {
		err = fault.New(fault.ErrNotFound, "NOT_FOUND")
	}
	return j, who, err
}

func (s *Server) getJob(ctx context.Context, in *jobID) (*jobBody, error) {
	j, _, err := s.ownJob(ctx, in.ID)
	return &jobBody{viewJob(s.lang(ctx), j)}, err
}

func (s *Server) cancelJob(ctx context.Context, in *jobID) (*jobBody, error) {
	_, who, err := s.ownJob(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if err := s.jobs.Cancel(ctx, who, in.ID); err != nil {
		return nil, err
	}
	return s.getJob(ctx, in)
}

func (s *Server) watchJob(ctx context.Context, in *jobID) (*huma.StreamResponse, error) {
	if _, _, err := s.ownJob(ctx, in.ID); err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		hc.SetHeader("Content-Type", "text/event-stream")
		hc.SetHeader("X-Accel-Buffering", "no") // nginx would hold the events back
		w := hc.BodyWriter()
		err := s.jobs.Watch(hc.Context(), in.ID, func(j store.Job) error {
			raw, err := json.Marshal(viewJob(s.lang(ctx), j))
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintf(w, "event: job\ndata: %s\n\n", raw); err != nil {
				return err
			}
			if f, ok := w.(http.Flusher); ok {
				f.Flush()
			}
			return nil
		})
		if err != nil && hc.Context().Err() == nil {
			slog.Warn("watch job", "job", in.ID, "error", err)
		}
	}}, nil
}
