package httpapi

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/date"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// handSource is the source of what people type. It ranks above registers: who
// corrects a value by hand sees the correction, and can take it back.
var handSource = fact.Source{PID: "QHAND", Name: "人工填报", Publisher: "链长平台", Rank: 95}

// RecordView is a record as shown.
type RecordView struct {
	ID      string          `json:"id"`
	Kind    string          `json:"kind"`
	Region  string          `json:"region" doc:"code of the place; the park's when there is one"`
	Values  map[string]any  `json:"values" doc:"shown values by field; a field left out is unknown"`
	AsOf    string          `json:"as_of"`
	Demo    bool            `json:"demo" doc:"some shown value is invented for demonstration"`
	Version int64           `json:"version"`
	Related []store.Related `json:"related,omitempty" doc:"what hangs on a firm, with counts"`
}

func viewOfRecord(r fact.Record) RecordView {
	return RecordView{ID: r.PID, Kind: r.Kind, Region: string(r.Region), Values: r.Values, AsOf: r.AsOf, Demo: r.Demo, Version: r.Version}
}

// RecordQuery is what a list of records is asked.
type RecordQuery struct {
	Kind   string   `path:"kind" maxLength:"40" doc:"name or import word of the kind"`
	Region string   `query:"region" maxLength:"20" doc:"only this place and what lies in it"`
	Chain  string   `query:"chain" maxLength:"60" doc:"only firms with a place on this chain"`
	Q      string   `query:"q" maxLength:"100" doc:"what was typed: a part of the name; for firms also pinyin, initials, codes"`
	Filter []string `query:"filter,explode" maxItems:"50" doc:"field:op:value; op is eq, in (values joined by |), contains, ge, le, within, or unknown and known without a value"`
	Sort   string   `query:"sort" maxLength:"40" doc:"a field, with - before it for falling order; the unknown come last"`
}

type recordPageQuery struct {
	RecordQuery
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50"`
	Cursor string `query:"cursor" maxLength:"2000"`
	Skip   int    `query:"skip" minimum:"0" maximum:"20000" doc:"rows to leave out after the cursor"`
	Total  bool   `query:"total" doc:"count as well, up to 10,000"`
}

type recordPage struct {
	Body struct {
		Items []RecordView `json:"items"`
		Next  string       `json:"next" doc:"cursor of the next page; empty on the last"`
		Total *int         `json:"total,omitempty"`
		More  bool         `json:"more,omitempty" doc:"there are more than total"`
	}
}

// RecordPath names one record.
type RecordPath struct {
	Kind string `path:"kind" maxLength:"40"`
	ID   string `path:"id" maxLength:"40"`
}

type recordBody struct {
	ETag string `header:"ETag" doc:"version of the record, for If-Match"`
	Body RecordView
}

type newRecord struct {
	Kind string `path:"kind" maxLength:"40"`
	Body statement
}

type changedRecord struct {
	RecordPath
	IfMatch string `header:"If-Match" doc:"ETag of the record that the change is based on"`
	Body    statement
}

type removedRecord struct {
	RecordPath
	IfMatch string `header:"If-Match"`
}

// statement is what a person says of a record.
type statement struct {
	Values map[string]any `json:"values" doc:"by field; null says that the value is unknown"`
	AsOf   string         `json:"as_of,omitempty" maxLength:"10" doc:"date of the facts; today when left out"`
	Note   string         `json:"note,omitempty" maxLength:"500" doc:"why, for the record of acts"`
}

func init() {
	routes = append(routes, func(s *Server) {
		tag := []string{"records"}
		huma.Register(s.api, huma.Operation{OperationID: "list-records", Method: http.MethodGet, Path: "/api/v1/records/{kind}", Summary: "List records of a kind", Tags: tag}, s.listRecords)
		huma.Register(s.api, huma.Operation{OperationID: "get-record", Method: http.MethodGet, Path: "/api/v1/records/{kind}/{id}", Summary: "One record; for a firm with counts of what hangs on it", Tags: tag}, s.getRecord)
		huma.Register(s.api, huma.Operation{OperationID: "add-record", Method: http.MethodPost, Path: "/api/v1/records/{kind}", DefaultStatus: http.StatusCreated, Summary: "State a new record by hand", Tags: tag}, s.addRecord)
		huma.Register(s.api, huma.Operation{OperationID: "change-record", Method: http.MethodPatch, Path: "/api/v1/records/{kind}/{id}", Summary: "State other values of a record by hand; needs If-Match", Tags: tag}, s.changeRecord)
		huma.Register(s.api, huma.Operation{OperationID: "remove-record", Method: http.MethodDelete, Path: "/api/v1/records/{kind}/{id}", Summary: "Put a record into the bin for 30 days", Tags: tag}, s.removeRecord)
		huma.Register(s.api, huma.Operation{OperationID: "restore-record", Method: http.MethodPost, Path: "/api/v1/records/{kind}/{id}/restore", Summary: "Take a record out of the bin", Tags: tag}, s.restoreRecord)
		huma.Register(s.api, huma.Operation{OperationID: "get-ruler", Method: http.MethodGet, Path: "/api/v1/records/{kind}/ruler", Summary: "Cursors at even distances through a list, and its whole length, to jump anywhere", Tags: tag}, s.getRuler)
	})
}

// kindOf finds the kind that an address names.
func kindOf(word string) (*fact.Kind, error) {
	if k := fact.KindOf(word); k != nil {
		return k, nil
	}
	return nil, fault.New(fault.ErrNotFound, "KIND_UNKNOWN", "kind", word)
}

func (in *RecordQuery) query(kind *fact.Kind) (store.Query, error) {
	q := store.Query{Region: region.Code(in.Region), Chain: in.Chain, Text: in.Q, Sort: strings.TrimPrefix(in.Sort, "-"), Desc: strings.HasPrefix(in.Sort, "-")}
	for _, text := range in.Filter {
		f, err := parseFilter(kind, text)
		if err != nil {
			return q, err
		}
		q.Filters = append(q.Filters, f)
	}
	return q, nil
}

// parseFilter reads field:op:value.
func parseFilter(kind *fact.Kind, text string) (store.Filter, error) {
	parts := strings.SplitN(text, ":", 3)
	bad := fault.New(fault.ErrInvalid, "FILTER_BAD", "field", parts[0], "op", strings.Join(parts[1:], ":"))
	if len(parts) < 2 {
		return store.Filter{}, bad
	}
	f := store.Filter{Field: parts[0], Op: store.Op(parts[1])}
	field := kind.Field(f.Field)
	if field == nil {
		return f, fault.New(fault.ErrInvalid, "FIELD_UNKNOWN", "field", f.Field, "kind", kind.Label.Zh)
	}
	if len(parts) < 3 {
		return f, nil
	}
	words := []string{parts[2]}
	if f.Op == store.OneOf {
		words = strings.Split(parts[2], "|")
	}
	for _, word := range words {
		v, err := parseWord(field, word)
		if err != nil {
			return f, bad.Because(err)
		}
		f.Values = append(f.Values, v)
	}
	return f, nil
}

func parseWord(f *fact.Field, word string) (any, error) {
	switch f.Type.Go() {
	case fact.GoInt:
		return strconv.ParseInt(word, 10, 64)
	case fact.GoFloat:
		return strconv.ParseFloat(word, 64)
	case fact.GoBool:
		return strconv.ParseBool(word)
	default:
		return word, nil
	}
}

func (s *Server) listRecords(ctx context.Context, in *recordPageQuery) (*recordPage, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	kind, err := kindOf(in.Kind)
	if err != nil {
		return nil, err
	}
	q, err := in.query(kind)
	if err != nil {
		return nil, err
	}
	q.Limit, q.Cursor, q.Skip, q.Total = in.Limit, in.Cursor, in.Skip, in.Total
	var page store.Page
	err = s.db.Read(ctx, actor, func(tx *store.Tx) (err error) {
		page, err = tx.Records(ctx, actor.Scope, kind, q)
		return err
	})
	out := &recordPage{}
	out.Body.Items, out.Body.Next = []RecordView{}, page.Next
	for _, r := range page.Items {
		out.Body.Items = append(out.Body.Items, viewOfRecord(r))
	}
	if in.Total {
		out.Body.Total, out.Body.More = &page.Total, page.More
	}
	return out, err
}

func (s *Server) getRecord(ctx context.Context, in *RecordPath) (*recordBody, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	kind, err := kindOf(in.Kind)
	if err != nil {
		return nil, err
	}
	out := &recordBody{}
	err = s.db.Read(ctx, actor, func(tx *store.Tx) (err error) {
		out, err = answer(ctx, tx, kind, in.ID)
		return err
	})
	return out, err
}

// answer reads a record as the actor of the transaction sees it.
func answer(ctx context.Context, tx *store.Tx, kind *fact.Kind, id string) (*recordBody, error) {
	r, err := tx.Record(ctx, tx.Actor.Scope, kind, id)
	if err != nil {
		return nil, err
	}
	out := &recordBody{ETag: etag(r.Version), Body: viewOfRecord(r)}
	if kind.Name == "firm" {
		out.Body.Related, err = tx.Related(ctx, tx.Actor.Scope, r.PID)
	}
	return out, err
}

func etag(version int64) string { return fmt.Sprintf("%q", strconv.FormatInt(version, 10)) }

// same refuses a change that is not based on the record as it is now.
func same(ctx context.Context, tx *store.Tx, kind *fact.Kind, id, ifMatch string) (fact.Record, error) {
	r, err := tx.Record(ctx, tx.Actor.Scope, kind, id)
	switch {
	case err != nil:
		return r, err
	case ifMatch == "":
		return r, fault.New(fault.ErrConflict, "PRECONDITION_REQUIRED")
	case strings.TrimPrefix(ifMatch, "W/") != etag(r.Version) && ifMatch != "*":
		return r, fault.New(fault.ErrConflict, "PRECONDITION_FAILED")
	}
	return r, nil
}

func (s *Server) addRecord(ctx context.Context, in *newRecord) (*recordBody, error) {
	actor, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	kind, err := kindOf(in.Kind)
	if err != nil {
		return nil, err
	}
	for i := range kind.Fields {
		if f := &kind.Fields[i]; f.Required && in.Body.Values[f.ID] == nil {
			return nil, fault.New(fault.ErrInvalid, "VALUE_REQUIRED", "field", f.Label.Zh, "id", f.ID)
		}
	}
	out := &recordBody{}
	err = s.db.Write(ctx, actor, func(tx *store.Tx) (err error) {
		out, err = state(ctx, tx, kind, "", in.Body)
		return err
	})
	return out, err
}

func (s *Server) changeRecord(ctx context.Context, in *changedRecord) (*recordBody, error) {
	actor, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return nil, err
	}
	kind, err := kindOf(in.Kind)
	if err != nil {
		return nil, err
	}
	out := &recordBody{}
	err = s.db.Write(ctx, actor, func(tx *store.Tx) error {
		r, err := same(ctx, tx, kind, in.ID, in.IfMatch)
		if err != nil {
			return err
		}
		out, err = state(ctx, tx, kind, r.PID, in.Body)
		return err
	})
	return out, err
}

// state puts what a person says on a record, new when pid is empty.
func state(ctx context.Context, tx *store.Tx, kind *fact.Kind, pid string, said statement) (*recordBody, error) {
	source, err := tx.AddSource(ctx, handSource)
	if err != nil {
		return nil, err
	}
	c := fact.Claim{Subject: pid, Source: source, AsOf: said.AsOf, GivenBy: tx.Actor.Account, Values: map[string]any{}}
	if c.AsOf == "" {
		c.AsOf = date.Today(tx.Now)
	}
	for id, v := range said.Values {
		if f := kind.Field(id); f == nil || f.Access() > tx.Actor.Scope.Class {
			return nil, fault.New(fault.ErrInvalid, "FIELD_UNKNOWN", "field", id, "kind", kind.Label.Zh)
		}
		if v == "" {
			v = nil
		}
		if v != nil || pid != "" {
			c.Values[id] = v
		}
	}
	done, err := tx.PutClaims(ctx, kind, []fact.Claim{c}, store.PutOptions{})
	if err != nil {
		return nil, err
	}
	if err := tx.Act(ctx, "state", done[0].Subject, said.Note); err != nil {
		return nil, err
	}
	out, err := answer(ctx, tx, kind, done[0].Subject)
	if err != nil {
		return nil, err
	}
	for _, d := range kind.Disorders(out.Body.Values) {
		_, first := said.Values[d.First.ID]
		if _, second := said.Values[d.Second.ID]; first || second { // not what was wrong before
			return nil, fault.New(fault.ErrInvalid, d.Code(), "first", d.First.Label.Zh, "second", d.Second.Label.Zh)
		}
	}
	return out, nil
}

func (s *Server) removeRecord(ctx context.Context, in *removedRecord) (*struct{}, error) {
	return nil, s.writeRecord(ctx, in.Kind, func(tx *store.Tx, kind *fact.Kind) error {
		r, err := same(ctx, tx, kind, in.ID, in.IfMatch)
		if err != nil {
			return err
		}
		return tx.Remove(ctx, tx.Actor.Scope, kind, r.PID)
	})
}

func (s *Server) restoreRecord(ctx context.Context, in *RecordPath) (*recordBody, error) {
	out := &recordBody{}
	err := s.writeRecord(ctx, in.Kind, func(tx *store.Tx, kind *fact.Kind) (err error) {
		if err := tx.Restore(ctx, tx.Actor.Scope, kind, in.ID); err != nil {
			return err
		}
		out, err = answer(ctx, tx, kind, in.ID)
		return err
	})
	return out, err
}

// writeRecord runs do for an editor in one transaction.
func (s *Server) writeRecord(ctx context.Context, word string, do func(*store.Tx, *fact.Kind) error) error {
	actor, err := s.actorWith(ctx, access.Editor)
	if err != nil {
		return err
	}
	kind, err := kindOf(word)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, actor, func(tx *store.Tx) error { return do(tx, kind) })
}
