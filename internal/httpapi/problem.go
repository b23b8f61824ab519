package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/fault"
	"lianzhang/internal/message"
	"lianzhang/internal/store"
)

// Problem is the body of every refusal: RFC 9457 problem details with a code,
// one sentence in the reader's language and the trace under which it is logged.
type Problem struct {
	Type   string            `json:"type" doc:"URN of the kind of problem"`
	Title  string            `json:"title" doc:"what the status means, in the reader's language"`
	Status int               `json:"status"`
	Code   string            `json:"code" doc:"stable code of the problem"`
	Detail string            `json:"detail" doc:"what happened and what to do, in the reader's language"`
	Trace  string            `json:"trace" doc:"quote this when asking for help"`
	Params map[string]string `json:"params,omitempty" doc:"the facts that the sentence names"`
	Errors []FieldProblem    `json:"errors,omitempty" doc:"each place of the request that is not right"`
}

// FieldProblem is one place of a request that is not right.
type FieldProblem struct {
	Location string `json:"location" doc:"such as body.name or query.limit"`
	Message  string `json:"message"`
}

// Error satisfies error; the sentence is for the reader.
func (p *Problem) Error() string { return p.Code + ": " + p.Detail }

// GetStatus tells huma the status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType makes huma answer with the media type of RFC 9457.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// special are the statuses of codes that the four kinds do not tell apart.
var special = map[string]int{
	"SIGN_IN":               http.StatusUnauthorized,
	"SIGN_IN_WRONG":         http.StatusUnauthorized,
	"TICKET_SPENT":          http.StatusUnauthorized,
	"SIGN_IN_LOCKED":        http.StatusTooManyRequests,
	"TOO_MANY":              http.StatusTooManyRequests,
	"SCAN_FAILED":           http.StatusServiceUnavailable,
	"BUSY":                  http.StatusServiceUnavailable,
	"STARTING":              http.StatusServiceUnavailable,
	"PRECONDITION_FAILED":   http.StatusPreconditionFailed,
	"PRECONDITION_REQUIRED": http.StatusPreconditionRequired,
	"TOO_LARGE":             http.StatusRequestEntityTooLarge,
	"MEDIA_TYPE":            http.StatusUnsupportedMediaType,
	"METHOD":                http.StatusMethodNotAllowed,
	"NOT_ACCEPTABLE":        http.StatusNotAcceptable,
	"REQUEST_TIMEOUT":       http.StatusRequestTimeout,
	"E_DISK_FULL":           http.StatusInsufficientStorage,
	"DB_READONLY":           http.StatusServiceUnavailable,
	"DB_BUSY":               http.StatusServiceUnavailable,
	"DB_LOST":               http.StatusServiceUnavailable,
}

// statusOf turns a kind of failure into a status.
func statusOf(c *fault.Coded) int {
	if s, ok := special[c.Code]; ok {
		return s
	}
	switch c.Kind {
	case fault.ErrNotFound:
		return http.StatusNotFound
	case fault.ErrInvalid:
		return http.StatusBadRequest
	case fault.ErrConflict:
		return http.StatusConflict
	case fault.ErrForbidden:
		return http.StatusForbidden
	}
	return http.StatusInternalServerError
}

// kinds give a code to errors that only name their kind.
var kinds = []struct {
	kind error
	code string
}{
	{fault.ErrNotFound, "NOT_FOUND"}, {fault.ErrInvalid, "INVALID"},
	{fault.ErrConflict, "CONFLICT"}, {fault.ErrForbidden, "FORBIDDEN"},
}

// problemOf is the one place where a failure becomes what a reader sees. What
// is ours to fix is logged here, once and whole.
func problemOf(ctx context.Context, err error) *Problem {
	v := visitOf(ctx)
	var ready *Problem
	if errors.As(err, &ready) {
		return ready
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return v.problem(fault.New(fault.ErrInvalid, "REQUEST_TIMEOUT"))
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return v.problem(fault.New(fault.ErrInvalid, "TOO_LARGE", "limit", fmt.Sprint(tooLarge.Limit>>20)))
	}
	var coded *fault.Coded
	if err = store.Explain(err); errors.As(err, &coded) {
		p := v.problem(coded)
		if p.Status >= http.StatusInternalServerError {
			slog.ErrorContext(ctx, "request failed", "trace", v.trace, "path", v.path, "error", err)
		}
		return p
	}
	for _, k := range kinds {
		if errors.Is(err, k.kind) {
			return v.problem(fault.New(k.kind, k.code, "detail", err.Error()))
		}
	}
	slog.ErrorContext(ctx, "request failed", "trace", v.trace, "path", v.path, "error", err)
	return v.problem(fault.New(nil, "INTERNAL", "trace", v.trace))
}

// problem writes a coded failure out in the reader's language.
func (v *visit) problem(c *fault.Coded) *Problem {
	status := statusOf(c)
	return &Problem{
		Type:   "urn:lianzhang:problem:" + c.Code,
		Title:  message.Text(v.lang, fmt.Sprintf("HTTP_%d", status), nil),
		Status: status,
		Code:   c.Code,
		Detail: message.Text(v.lang, c.Code, c.Params),
		Trace:  v.trace,
		Params: c.Params,
	}
}

// refuse answers a request that never reaches an operation.
func refuse(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(r.Context(), err)
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	if p.Status == http.StatusServiceUnavailable || p.Status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "5")
	}
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the reader may have gone
}

// What huma says of a request becomes a [Problem] like any other.
func init() {
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return humaProblem(context.Background(), status, msg, errs)
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
		return humaProblem(ctx.Context(), status, msg, errs)
	}
}

// humaCodes are the codes of huma's own refusals; the others are a request
// that is not right.
var humaCodes = map[int]string{
	http.StatusRequestEntityTooLarge: "TOO_LARGE",
	http.StatusUnsupportedMediaType:  "MEDIA_TYPE",
	http.StatusNotAcceptable:         "NOT_ACCEPTABLE",
	http.StatusRequestTimeout:        "REQUEST_TIMEOUT",
	http.StatusNotFound:              "NOT_FOUND",
	http.StatusMethodNotAllowed:      "METHOD",
	http.StatusForbidden:             "FORBIDDEN",
	http.StatusConflict:              "CONFLICT",
}

func humaProblem(ctx context.Context, status int, msg string, errs []error) *Problem {
	if status >= http.StatusInternalServerError {
		return problemOf(ctx, errors.Join(errs...))
	}
	for _, err := range errs {
		var coded *fault.Coded
		var tooLarge *http.MaxBytesError
		if errors.As(err, &coded) || errors.As(err, &tooLarge) {
			return problemOf(ctx, err)
		}
	}
	v := visitOf(ctx)
	fields, places := []FieldProblem{}, []string{}
	for _, err := range errs {
		var d huma.ErrorDetailer
		if !errors.As(err, &d) {
			fields = append(fields, FieldProblem{Message: err.Error()})
			continue
		}
		detail := d.ErrorDetail()
		fields = append(fields, FieldProblem{detail.Location, reason(v.lang, detail.Message)})
		places = append(places, detail.Location+" "+reason(v.lang, detail.Message))
	}
	code := humaCodes[status]
	if code == "" {
		code = "INVALID"
	}
	if len(places) == 0 {
		places = append(places, msg)
	}
	params := []string{"detail", strings.Join(places, "; ")}
	if code == "TOO_LARGE" {
		params = []string{"limit", "1"} // MiB, huma's default for an operation that sets none
	}
	p := v.problem(fault.New(fault.ErrInvalid, code, params...))
	p.Errors = fields
	return p
}
