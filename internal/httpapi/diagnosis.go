package httpapi

import (
	"bytes"
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/atlas"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/fault"
	"lianzhang/internal/message"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// DiagnosisQuery says which chain is judged, for which place.
type DiagnosisQuery struct {
	ID     string `path:"id" maxLength:"64" doc:"chain"`
	Region string `query:"region" default:"000000" maxLength:"32" doc:"division or park code; 000000 is the nation"`
	Scope  string `query:"scope" enum:"in_place,registered" default:"in_place" doc:"whether figures count where plants stand or where firms are registered"`
	Set    string `query:"thresholds" maxLength:"64" doc:"version of the thresholds; empty: the newest not younger than the data"`
}

// warningView is a warning with its sentence and, when somebody gave one, the
// answer.
type warningView struct {
	diagnosis.Warning
	Message string            `json:"message" doc:"in the reader's language"`
	Given   *diagnosis.Answer `json:"given,omitempty" doc:"the answer that was given"`
}

type diagnosisView struct {
	diagnosis.Result
	Warnings []warningView `json:"warnings"`
}

type diagnosisBody struct {
	ETag string `header:"ETag"`
	Body diagnosisView
}

type verdictView struct {
	diagnosis.Verdict
	Chain       string                  `json:"chain"`
	Region      region.Code             `json:"region"`
	Day         string                  `json:"day"`
	DataVersion int64                   `json:"data_version"`
	Template    string                  `json:"template_version"`
	Scope       diagnosis.Scope         `json:"scope"`
	Thresholds  diagnosis.ThresholdsRef `json:"thresholds"`
	Base        diagnosis.Base          `json:"base"`
	Said        []string                `json:"said" doc:"the reasons as sentences in the reader's language"`
}

type verdictBody struct {
	ETag string `header:"ETag"`
	Body verdictView
}

func init() {
	routes = append(routes, func(s *Server) {
		tag := []string{"diagnosis"}
		huma.Register(s.api, huma.Operation{OperationID: "get-diagnosis", Method: http.MethodGet, Path: "/api/v1/chains/{id}/diagnosis", Tags: tag,
			Summary: "Class of every node of a chain in a place, with parts and how firm it is; records are left to the single node"}, s.getDiagnosis)
		huma.Register(s.api, huma.Operation{OperationID: "get-verdict", Method: http.MethodGet, Path: "/api/v1/diagnosis/nodes/{node}", Tags: tag,
			Summary: "Everything behind the verdict on one node"}, s.getVerdict)
		huma.Register(s.api, huma.Operation{OperationID: "list-diagnosis-places", Method: http.MethodGet, Path: "/api/v1/chains/{id}/diagnosis/places", Tags: tag,
			Summary: "Class counts of the places of a level, or the class of one node in each of them"}, s.listDiagnosisPlaces)
		huma.Register(s.api, huma.Operation{OperationID: "export-diagnosis", Method: http.MethodGet, Path: "/api/v1/chains/{id}/diagnosis.xlsx", Tags: tag,
			Summary:   "The diagnosis as a workbook ready for the printer",
			Responses: map[string]*huma.Response{"200": {Description: "workbook", Content: map[string]*huma.MediaType{xlsxType: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}},
		}, s.exportDiagnosis)
	})
}

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// board finds the measured chain that a query means, and the place, which must
// lie inside the reader's scope.
func (s *Server) board(ctx context.Context, who access.Actor, in *DiagnosisQuery) (*atlas.Board, region.Code, error) {
	place := region.Code(in.Region)
	if place == "" {
		place = region.Nation
	}
	if !diagnosis.PlaceCode(place) {
		return nil, place, fault.New(fault.ErrInvalid, "DIAG_REGION_UNKNOWN", "region", in.Region)
	}
	if !who.Scope.Sees(place) {
		return nil, place, fault.New(fault.ErrNotFound, "NOT_FOUND")
	}
	template, err := s.atlas.Map(ctx, in.ID, place)
	if err != nil {
		return nil, place, err
	}
	ask := atlas.Ask{Template: template, Scope: diagnosis.Scope(in.Scope)}
	if in.Set != "" {
		if ask.Set, err = s.atlas.SetNamed(in.Set); err != nil {
			return nil, place, err
		}
	}
	b, err := s.atlas.Board(ctx, ask)
	return b, place, err
}

// inputTag names the input of a result: the same tag, the same result.
func inputTag(r *diagnosis.Result, more string) string {
	return fmt.Sprintf(`W/"%s"`, atlas.Sum(fmt.Appendf(nil, "%s %s %s %d %s %s %s", r.ID, r.Scope, r.Day, r.DataVersion, r.Template, r.Thresholds.SHA256, more))[:32])
}

func (s *Server) getDiagnosis(ctx context.Context, in *DiagnosisQuery) (*diagnosisBody, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	b, place, err := s.board(ctx, who, in)
	if err != nil {
		return nil, err
	}
	r := b.Result(place)
	view := diagnosisView{Result: *r}
	view.Nodes = make([]diagnosis.Verdict, len(r.Nodes))
	copy(view.Nodes, r.Nodes)
	for i := range view.Nodes {
		view.Nodes[i].Evidence = nil
	}
	var given map[string]diagnosis.Answer
	err = s.db.Read(ctx, who, func(tx *store.Tx) (err error) {
		given, err = tx.WarningAnswers(ctx, who.Scope, r.Chain, place)
		return err
	})
	if err != nil {
		return nil, err
	}
	lang := s.lang(ctx)
	view.Warnings = []warningView{}
	answers := ""
	for _, w := range r.Warnings {
		one := warningView{Warning: w, Message: message.Text(lang, w.Code, w.Params)}
		if a, ok := given[w.Code]; ok && w.Answer {
			one.Given = &a
			answers += fmt.Sprint(w.Code, a.At)
		}
		view.Warnings = append(view.Warnings, one)
	}
	return &diagnosisBody{ETag: inputTag(r, string(lang)+answers), Body: view}, nil
}

func (s *Server) getVerdict(ctx context.Context, in *struct {
	Node   string `path:"node" maxLength:"64"`
	Chain  string `query:"chain" required:"true" maxLength:"64"`
	Region string `query:"region" default:"000000" maxLength:"32"`
	Scope  string `query:"scope" enum:"in_place,registered" default:"in_place"`
	Set    string `query:"thresholds" maxLength:"64"`
}) (*verdictBody, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	b, place, err := s.board(ctx, who, &DiagnosisQuery{ID: in.Chain, Region: in.Region, Scope: in.Scope, Set: in.Set})
	if err != nil {
		return nil, err
	}
	r := b.Result(place)
	for i := range r.Nodes {
		v := r.Nodes[i]
		if v.ID != in.Node {
			continue
		}
		lang := s.lang(ctx)
		said := make([]string, len(v.Reasons))
		for j, code := range v.Reasons {
			said[j] = atlas.Reason(code, lang)
		}
		return &verdictBody{ETag: inputTag(r, in.Node+string(lang)), Body: verdictView{
			Verdict: v, Chain: r.Chain, Region: place, Day: r.Day, DataVersion: r.DataVersion, Template: r.Template, Scope: r.Scope,
			Thresholds: r.Thresholds, Base: r.Base, Said: said,
		}}, nil
	}
	return nil, fault.New(fault.ErrNotFound, "DIAG_NODE_UNKNOWN", "node", in.Node)
}

// judgedPlace is one place of a level.
type judgedPlace struct {
	ID     region.Code       `json:"id"`
	Counts *diagnosis.Counts `json:"counts,omitempty"`
	Class  diagnosis.Class   `json:"class,omitempty" doc:"of the node asked for"`
	Share  *float64          `json:"national_share,omitempty"`
	LQ     *float64          `json:"lq,omitempty"`
	Firms  int64             `json:"firms" doc:"counted node by node when no node was asked for"`
}

type judgedPlaceList struct {
	Body struct {
		Items []judgedPlace `json:"items"`
		Next  string        `json:"next"`
		Total int           `json:"total"`
	}
}

func (s *Server) listDiagnosisPlaces(ctx context.Context, in *struct {
	DiagnosisQuery
	Level string `query:"level" enum:"province,city,county,park" default:"province"`
	Node  string `query:"node" maxLength:"64" doc:"class of this node in each place; empty: counts of classes"`
}) (*judgedPlaceList, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	b, within, err := s.board(ctx, who, &in.DiagnosisQuery)
	if err != nil {
		return nil, err
	}
	level := map[string]region.Level{"province": region.LevelProvince, "city": region.LevelCity, "county": region.LevelCounty, "park": region.LevelPark}[in.Level]
	out := &judgedPlaceList{}
	out.Body.Items = []judgedPlace{}
	for _, place := range b.Places(level) {
		if within.Contains(place) && who.Scope.Sees(place) {
			row, err := judgePlace(b, place, in.Node)
			if err != nil {
				return nil, err
			}
			out.Body.Items = append(out.Body.Items, row)
		}
	}
	out.Body.Total = len(out.Body.Items)
	return out, nil
}

// judgePlace judges one place quickly: without draws and without naming records.
func judgePlace(b *atlas.Board, place region.Code, node string) (judgedPlace, error) {
	r := b.Diagnose(place, diagnosis.Options{NoDraws: true})
	row := judgedPlace{ID: place}
	if node == "" {
		row.Counts = &r.Counts
	}
	known := node == ""
	for i := range r.Nodes {
		v := &r.Nodes[i]
		switch node {
		case "":
			row.Firms += v.Measures.Firms
		case v.ID:
			row.Class, row.Share, row.LQ, row.Firms, known = v.Class, v.Measures.NationalShare, v.Measures.LQ, v.Measures.Firms, true
		}
	}
	if !known {
		return row, fault.New(fault.ErrNotFound, "DIAG_NODE_UNKNOWN", "node", node)
	}
	return row, nil
}

func (s *Server) exportDiagnosis(ctx context.Context, in *DiagnosisQuery) (*struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}, error) {
	who, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	b, place, err := s.board(ctx, who, in)
	if err != nil {
		return nil, err
	}
	var body bytes.Buffer
	if _, err := atlas.Book(b, []*diagnosis.Result{b.Result(place)}, s.lang(ctx)).WriteTo(&body); err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	return &struct {
		Type        string `header:"Content-Type"`
		Disposition string `header:"Content-Disposition"`
		Body        []byte
	}{xlsxType, fmt.Sprintf(`attachment; filename="diagnosis-%s-%s.xlsx"`, in.ID, place), body.Bytes()}, nil
}
