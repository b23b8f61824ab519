package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"lianzhang/internal/access"
	"lianzhang/internal/atlas"
	"lianzhang/internal/chain"
	"lianzhang/internal/date"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/fault"
	"lianzhang/internal/message"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// showFlags are what lianzhang chain show is asked for.
type showFlags struct {
	region, edition, drawing, paper, out, unit, number string
	bare                                               bool
}

func chainShow(a *App) *cobra.Command {
	var f showFlags
	cmd := &cobra.Command{
		Use: "show CHAIN", Short: "显示或导出图谱 / show or export a map", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error { return a.showChain(ctx, db, chain.ID(args[0]), f) })
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&f.region, "region", string(region.Nation), "place whose map is meant")
	fl.StringVar(&f.edition, "edition", "", "published edition: id, version or day; default: the map as it is now")
	fl.StringVar(&f.drawing, "drawing", "chain", "chain, technology or application")
	fl.StringVar(&f.paper, "paper", "", "A4, A3 or A0, landscape")
	fl.StringVar(&f.unit, "unit", "", "responsible unit, for the frame")
	fl.StringVar(&f.number, "map-number", "", "审图号, for the frame")
	fl.BoolVar(&f.bare, "bare", false, "without classes and firm counts")
	fl.StringVarP(&f.out, "out", "o", "", "write to FILE.svg or FILE.json")
	return cmd
}

func (a *App) showChain(ctx context.Context, db *store.DB, id chain.ID, f showFlags) error {
	var t *chain.Template
	var marks chain.Marks
	style := chain.Style{English: message.ParseLang(a.Config.Lang) == message.English, Paper: f.paper, Unit: f.unit, MapNumber: f.number}
	err := db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
		if t, err = tx.MapAt(ctx, access.Whole(), id, region.Code(f.region), f.edition); err != nil {
			return err
		}
		style.Source, style.DataDate = t.Source, t.Date
		if f.drawing == "chain" && !f.bare && f.edition != "" {
			marks, err = tx.FirmMarks(ctx, access.Whole(), t, region.Code(f.region))
			if len(marks) > 0 {
				style.DataDate = date.Today(tx.Now)
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	if f.drawing == "chain" && !f.bare && f.edition == "" && f.out != "" {
		if marks, style, err = a.judged(ctx, db, t, f); err != nil {
			return err
		}
	}
	drawn := t
	switch f.drawing {
	case "chain":
	case "technology":
		drawn = chain.TechnologyMap(t)
	case "application":
		drawn = chain.ApplicationMap(t)
	default:
		return withCode(ExitUsage, fault.New(fault.ErrInvalid, "INVALID", "detail", "--drawing "+f.drawing))
	}
	if f.drawing != "chain" {
		style.Title = a.word(drawn.Name)
	}
	if f.out == "" {
		return a.showNodes(t)
	}
	return a.writeChain(drawn, marks, style, f.out)
}

// judged is what the picture of a map as it is now says: the classes of the
// diagnosis and the frame.
func (a *App) judged(ctx context.Context, db *store.DB, t *chain.Template, f showFlags) (chain.Marks, chain.Style, error) {
	b, err := atlas.New(db).Board(ctx, atlas.Ask{Template: t, Scope: diagnosis.InPlace})
	if err != nil {
		return nil, chain.Style{}, err
	}
	marks, style := atlas.Drawn(b, b.Result(region.Code(f.region)), message.ParseLang(a.Config.Lang))
	style.Paper, style.Unit, style.MapNumber = f.paper, f.unit, f.number
	return marks, style, nil
}

// nodeRow is a node as the command line lists it.
type nodeRow struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Stage      string   `json:"stage"`
	Group      string   `json:"group,omitempty"`
	Grade      string   `json:"value_grade,omitempty"`
	Dependence string   `json:"dependence,omitempty"`
	From       []string `json:"from"`
	Into       []string `json:"into"`
	Chains     []string `json:"chains"`
}

func (a *App) showNodes(t *chain.Template) error {
	group := map[string]string{}
	for _, g := range t.Groups {
		group[g.ID] = a.word(g.Name)
	}
	rows := make([]nodeRow, len(t.Nodes))
	at := map[chain.NodeID]int{}
	for i, n := range t.Nodes {
		stage, _ := t.Stage(n.Stage)
		rows[i] = nodeRow{ID: string(n.ID), Name: a.word(n.Name), Stage: a.word(stage.Name), Group: group[n.Group], Grade: n.Grade, From: []string{}, Into: []string{}, Chains: []string{}}
		if n.External != nil {
			rows[i].Dependence = n.External.Dependence
		}
		for _, c := range n.Chains {
			rows[i].Chains = append(rows[i].Chains, string(c))
		}
		at[n.ID] = i
	}
	for _, e := range t.Edges {
		rows[at[e.From]].Into = append(rows[at[e.From]].Into, string(e.To))
		rows[at[e.To]].From = append(rows[at[e.To]].From, string(e.From))
	}
	return list(a, rows, []string{"id", "name", "stage", "group", "value_grade", "dependence", "from", "into"}, func(r nodeRow) []string {
		return []string{r.ID, r.Name, r.Stage, r.Group, r.Grade, r.Dependence, fmt.Sprint(len(r.From)), fmt.Sprint(len(r.Into))}
	})
}

func (a *App) writeChain(t *chain.Template, marks chain.Marks, style chain.Style, path string) error {
	l := chain.Arrange(t)
	var body []byte
	var err error
	switch strings.ToLower(filepath.Ext(path)) {
	case ".svg":
		body = chain.Draw(l, marks, style)
	case ".json":
		if body, err = json.MarshalIndent(l, "", " "); err != nil {
			return err
		}
		body = append(body, '\n')
	default:
		return withCode(ExitUsage, fault.New(fault.ErrInvalid, "INVALID", "detail", "-o "+path))
	}
	w, err := a.create(path)
	if err != nil {
		return err
	}
	_, err = w.Write(body)
	if err = errors.Join(err, w.Close()); err == nil {
		a.say("%s", message.Text(message.ParseLang(a.Config.Lang), "CHAIN_WRITTEN", map[string]string{"path": path}))
	}
	return err
}

// diffRow is one change between two maps.
type diffRow struct {
	ID     string `json:"id"` // of the node, or both ends of the edge
	Object string `json:"object"`
	Change string `json:"change"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

func chainDiff(a *App) *cobra.Command {
	var place, from, to string
	cmd := &cobra.Command{
		Use: "diff CHAIN", Short: "比较两个版本或两个日期的图谱 / compare two editions or days", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error {
				var d *chain.Difference
				err := db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
					d, err = tx.MapDiff(ctx, access.Whole(), chain.ID(args[0]), region.Code(place), from, to)
					return err
				})
				if err != nil {
					return err
				}
				return list(a, a.diffRows(d), []string{"id", "object", "change", "before", "after"}, func(r diffRow) []string {
					return []string{r.ID, r.Object, r.Change, r.Before, r.After}
				})
			})
		},
	}
	cmd.Flags().StringVar(&place, "region", string(region.Nation), "place whose maps are compared")
	cmd.Flags().StringVar(&from, "from", "", "edition (id, version) or day; default: the nation's map as it is now")
	cmd.Flags().StringVar(&to, "to", "", "edition (id, version) or day; default: the map as it is now")
	return cmd
}

func (a *App) diffRows(d *chain.Difference) []diffRow {
	rows := []diffRow{}
	for _, n := range d.NodesAdded {
		rows = append(rows, diffRow{string(n.ID), "node", "added", "", a.word(n.Name)})
	}
	for _, n := range d.NodesRemoved {
		rows = append(rows, diffRow{string(n.ID), "node", "removed", a.word(n.Name), ""})
	}
	for _, c := range d.NodesChanged {
		rows = append(rows, diffRow{string(c.ID), "node", strings.Join(c.What, " "), a.word(c.Before.Name) + " " + c.Before.Grade, a.word(c.After.Name) + " " + c.After.Grade})
	}
	edge := func(e chain.Edge, change string) {
		rows = append(rows, diffRow{string(e.From) + " → " + string(e.To), "edge", change, "", ""})
	}
	for _, e := range d.EdgesAdded {
		edge(e, "added")
	}
	for _, e := range d.EdgesRemoved {
		edge(e, "removed")
	}
	for _, c := range d.EdgesChanged {
		rows = append(rows, diffRow{string(c.From) + " → " + string(c.To), "edge", "changed", edgeFacts(c.Before), edgeFacts(c.After)})
	}
	return rows
}

// edgeFacts writes the share and the evidence of an edge.
func edgeFacts(e chain.Edge) string {
	share := "—"
	if e.Share != nil {
		share = fmt.Sprintf("%g%%", *e.Share)
	}
	return share + " " + e.Grade
}
