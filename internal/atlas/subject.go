package atlas

import (
	"context"
	"fmt"
	"sort"
	"strings"

	"lianzhang/internal/access"
	"lianzhang/internal/chain"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/fact"
	"lianzhang/internal/list"
	"lianzhang/internal/message"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// candidates is how many firms a list looks at; beyond them the smallest are
// left out and the list says so.
const candidates = 5_000

// Candidates are the subjects of one list, of one moment of the data.
type Candidates struct {
	Subjects []list.Subject
	Version  int64 // data version
	Cut      bool  // firms beyond the limit were left out
	Demo     bool  // something invented is among them
}

// subjects gathers what one list is about.
type subjects struct {
	ctx    context.Context
	tx     *store.Tx
	scope  access.Scope
	t      *chain.Template
	place  region.Code
	result *diagnosis.Result
	byNode map[string]*diagnosis.Verdict
}

// Subjects returns the candidates for a list of a chain in a place, within the
// scope.
func (a *Atlas) Subjects(ctx context.Context, scope access.Scope, t *chain.Template, place region.Code, of list.Subjects) (*Candidates, error) {
	board, err := a.Board(ctx, Ask{Template: t})
	if err != nil {
		return nil, err
	}
	g := &subjects{ctx: ctx, scope: scope, t: t, place: place, result: board.Result(place), byNode: map[string]*diagnosis.Verdict{}}
	for i := range g.result.Nodes {
		g.byNode[g.result.Nodes[i].ID] = &g.result.Nodes[i]
	}
	out := &Candidates{Version: g.result.DataVersion}
	err = a.db.Read(ctx, access.Actor{Scope: scope}, func(tx *store.Tx) (err error) {
		g.tx = tx
		switch of {
		case list.Nodes:
			out.Subjects, err = g.nodes()
		case list.Placed, list.Outside:
			out.Subjects, out.Cut, err = g.firms(of == list.Placed)
		case list.Places:
			out.Subjects, err = g.places()
		default:
			out.Subjects, err = g.records(fact.KindOf(string(of)))
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("candidates for a list of %s in %s: %w", t.ID, place, err)
	}
	for i := range out.Subjects {
		out.Demo = out.Demo || out.Subjects[i].Demo
	}
	return out, nil
}

// verbs say what a class calls for.
var verbs = map[diagnosis.Class]string{
	diagnosis.Missing: "补链", diagnosis.Weak: "强链", diagnosis.Potential: "延链", diagnosis.Strong: "固链", diagnosis.Unclear: "先排查",
}

// gradeWords are value grades in words.
var gradeWords = map[string]string{"high": "高端", "middle": "中端", "low": "低端"}

// onNode sets the variables that every subject on a node has.
func (g *subjects) onNode(values map[string]any, id string) {
	n := g.t.Node(chain.NodeID(id))
	if n == nil {
		return
	}
	values["node"], values["node_name"] = id, n.Name.Zh
	set(values, "node_grade", n.Grade)
	set(values, "grade_name", gradeWords[n.Grade])
	for i := range g.t.Groups {
		if g.t.Groups[i].ID == n.Group {
			values["node_group"] = g.t.Groups[i].Name.Zh
		}
	}
	if _, has := values["stage"]; !has { // a project has a stage of its own
		values["stage"] = n.Stage
	}
	if stage, ok := g.t.Stage(n.Stage); ok && values["stage_name"] == nil {
		values["stage_name"] = stage.Name.Zh
	}
	if v := g.byNode[id]; v != nil {
		values["class"], values["unstable"] = string(v.Class), v.Unstable
		if v.Hold != nil {
			values["hold"] = *v.Hold
		}
	}
}

// nodes are the chain's nodes with their verdicts and what stands behind them.
func (g *subjects) nodes() ([]list.Subject, error) {
	outside, err := g.outsideNames()
	if err != nil {
		return nil, err
	}
	out := make([]list.Subject, 0, len(g.result.Nodes))
	for i := range g.result.Nodes {
		v := &g.result.Nodes[i]
		values := map[string]any{"verb": verbs[v.Class]}
		g.onNode(values, v.ID)
		g.measures(values, v)
		s := list.Subject{Key: v.ID, Values: values, Node: v.ID, NodeName: fmt.Sprint(values["node_name"]), Date: g.result.Day}
		g.evidence(&s, v)
		if err := g.projectFacts(values, v); err != nil {
			return nil, err
		}
		set(values, "outside_names", strings.Join(outside[v.ID], "、"))
		out = append(out, s)
	}
	return out, nil
}

// measures sets the figures of a verdict.
func (g *subjects) measures(values map[string]any, v *diagnosis.Verdict) {
	m := &v.Measures
	values["firms_here"], values["firms_nation"] = float64(m.Firms), float64(m.NationFirms)
	number(values, "share_here", m.NationalShare)
	number(values, "lq", m.LQ)
	number(values, "hhi", m.HHI)
	if m.Reach != nil {
		values["suppliers75"] = float64(*m.Reach)
	}
	if m.Buyers > 0 || m.Firms > 0 {
		values["single_source"] = m.Single || m.SingleSource > 0
	}
	if m.Dependence != "unknown" {
		values["dependent"] = m.Dependence == "yes"
	}
	reasons := make([]string, 0, len(v.Reasons))
	for _, code := range v.Reasons {
		reasons = append(reasons, Reason(code, message.Chinese))
	}
	set(values, "cause", strings.Join(reasons, "；"))
	n := g.t.Node(chain.NodeID(v.ID))
	if n == nil {
		return
	}
	if n.External != nil {
		set(values, "external_note", n.External.Note)
	}
	var technologies []string
	for _, id := range n.Technologies {
		for i := range g.t.Technologies {
			if g.t.Technologies[i].ID == id {
				technologies = append(technologies, g.t.Technologies[i].Name.Zh)
			}
		}
	}
	set(values, "technologies", strings.Join(technologies, "、"))
}

// evidence sets what the named records say and cites them.
func (g *subjects) evidence(s *list.Subject, v *diagnosis.Verdict) {
	e := v.Evidence
	if e == nil {
		return
	}
	var names []string
	for i := range e.Firms {
		f := &e.Firms[i]
		s.Evidence = append(s.Evidence, f.ID)
		s.Demo = s.Demo || f.Demo
		if g.scope.Sees(f.Region) {
			names = append(names, f.Name)
		}
	}
	if len(names) > 0 {
		s.Values["lead_firm"] = names[0]
		s.Values["firm_names"] = strings.Join(names[:min(3, len(names))], "、")
	}
	for _, q := range e.Searches {
		s.Evidence = append(s.Evidence, q.ID)
	}
	if len(e.Searches) > 0 {
		q := e.Searches[0]
		s.Values["searched_on"], s.Values["searched_by"], s.Values["coverage"] = q.On, q.By, q.Coverage
	}
	var institutes []string
	for _, i := range e.Institutes {
		s.Evidence = append(s.Evidence, i.ID)
		institutes = append(institutes, i.Name)
	}
	s.Values["institutes"] = float64(len(institutes))
	set(s.Values, "institute_names", strings.Join(institutes, "、"))
	for _, p := range e.Projects {
		s.Evidence = append(s.Evidence, p.ID)
	}
	s.Values["projects"] = float64(len(e.Projects))
	if e.Trade != nil {
		g.trade(s, e.Trade)
	}
}

// projectFacts sets what the projects on the node say.
func (g *subjects) projectFacts(values map[string]any, v *diagnosis.Verdict) error {
	if v.Evidence == nil || len(v.Evidence.Projects) == 0 {
		return nil
	}
	kind := fact.KindOf("project")
	var names []string
	var planned, done float64
	var knownPlanned, knownDone bool
	for i, ref := range v.Evidence.Projects {
		names = append(names, ref.Name)
		r, err := g.tx.Record(g.ctx, g.scope, kind, ref.ID)
		if err != nil {
			continue // outside the scope
		}
		facts := list.RecordValues(kind, r.Values)
		if i == 0 {
			for from, to := range map[string]string{"lead": "project_lead", "due": "project_due", "stage_name": "project_stage"} {
				if text, ok := facts[from].(string); ok {
					values[to] = text
				}
			}
		}
		if n, ok := facts["investment"].(float64); ok {
			planned, knownPlanned = planned+n, true
		}
		if n, ok := facts["invested"].(float64); ok {
			done, knownDone = done+n, true
		}
	}
	values["project_names"] = strings.Join(names, "、")
	if knownPlanned {
		values["investment"] = planned
	}
	if knownDone {
		values["invested"] = done
	}
	return nil
}

// outsideNames are the three largest firms outside the place on each node.
func (g *subjects) outsideNames() (map[string][]string, error) {
	if g.place == region.Nation {
		return nil, nil
	}
	firms, _, err := g.tx.PlacedFirms(g.ctx, g.scope, string(g.t.ID), g.place, false, candidates)
	if err != nil {
		return nil, err
	}
	names := map[string][]string{}
	for i := range firms {
		if f := &firms[i]; len(names[f.Node]) < 3 {
			names[f.Node] = append(names[f.Node], fmt.Sprint(f.Values["name"]))
		}
	}
	return names, nil
}

func set(values map[string]any, name, text string) {
	if text != "" {
		values[name] = text
	}
}

func number(values map[string]any, name string, v *float64) {
	if v != nil {
		values[name] = *v
	}
}

// sortedKeys returns the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
