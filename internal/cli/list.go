package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"lianzhang/internal/access"
	"lianzhang/internal/atlas"
	"lianzhang/internal/fault"
	lists "lianzhang/internal/list"
	"lianzhang/internal/message"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

func init() { commands = append(commands, listCmd) }

// listFlags say which list of which chain in which place.
type listFlags struct {
	chain, region, out, note, from string
}

func listCmd(a *App) *cobra.Command {
	cmd := &cobra.Command{Use: "list", Short: "清单 / lists and their editions"}
	var f listFlags
	of := func(c *cobra.Command) *cobra.Command {
		c.Flags().StringVar(&f.chain, "chain", "", "chain")
		c.Flags().StringVar(&f.region, "region", string(region.Nation), "place")
		return c
	}
	show := of(&cobra.Command{Use: "show LIST", Short: "按当前数据生成，不保存 / what a list holds now", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error { return a.listShow(ctx, db, args[0], f) })
		}})
	show.Flags().StringVarP(&f.out, "out", "o", "", "write a workbook FILE.xlsx")
	step := &cobra.Command{Use: "step EDITION STEP", Short: "审核、签发、发布、退回 / review, sign, publish, return", Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error { return a.listStep(ctx, db, args[0], args[1], f.note) })
		}}
	step.Flags().StringVar(&f.note, "note", "", "reason or remark")
	diff := &cobra.Command{Use: "diff EDITION", Short: "与上一版比较 / what changed since the edition before", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error { return a.listDiff(ctx, db, args[0], f.from) })
		}}
	diff.Flags().StringVar(&f.from, "from", "", "an earlier edition")
	cmd.AddCommand(
		&cobra.Command{Use: "ls", Short: "清单目录 / definitions", Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error { return a.listLs() }},
		show,
		of(&cobra.Command{Use: "make LIST", Short: "生成一版草稿 / make a draft edition", Args: cobra.ExactArgs(1),
			RunE: func(cmd *cobra.Command, args []string) error {
				return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error { return a.listMake(ctx, db, args[0], f) })
			}}),
		of(&cobra.Command{Use: "editions", Short: "各版次 / editions", Args: cobra.NoArgs,
			RunE: func(cmd *cobra.Command, _ []string) error {
				return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error { return a.listEditions(ctx, db, f) })
			}}),
		step, diff,
	)
	return cmd
}

func (a *App) listLs() error {
	return list(a, lists.Definitions(), []string{"id", "scheme", "name"}, func(d *lists.Definition) []string {
		return []string{d.ID, d.Scheme.Zh, d.Name.Zh}
	})
}

// definition finds a list by name.
func definition(name string) (*lists.Definition, error) {
	if d := lists.Find(lists.Definitions(), name); d != nil {
		return d, nil
	}
	return nil, fault.New(fault.ErrNotFound, "LIST_UNKNOWN", "list", name)
}

func (a *App) listShow(ctx context.Context, db *store.DB, name string, f listFlags) error {
	d, err := definition(name)
	if err != nil {
		return err
	}
	t, err := atlas.Template(f.chain)
	if err != nil {
		return err
	}
	sheets, err := atlas.Sheets(ctx, atlas.New(db), access.Whole(), d, t, region.Code(f.region))
	if err != nil {
		return err
	}
	if f.out != "" {
		w, err := a.create(f.out)
		if err != nil {
			return err
		}
		_, err = atlas.ListBook(t, sheets, message.ParseLang(a.Config.Lang)).WriteTo(w)
		if closing := w.Close(); err == nil {
			err = closing
		}
		return err
	}
	if a.Output == "json" {
		contents := make([]lists.Content, len(sheets))
		for i := range sheets {
			contents[i] = sheets[i].Edition.Content
		}
		return a.printJSON(contents)
	}
	for _, s := range sheets {
		if err := a.listRows(s.Definition, s.Edition); err != nil {
			return err
		}
		a.say("%s：%d / %d / %d", s.Definition.Name.Zh, len(s.Edition.Content.Rows), len(s.Edition.Content.Aside), s.Edition.Content.Considered)
	}
	return nil
}

// listRows prints the rows of a list; an unknown cell is a dash.
func (a *App) listRows(d *lists.Definition, e *lists.Edition) error {
	columns := []string{"rank"}
	for _, c := range d.Columns {
		columns = append(columns, c.ID)
	}
	return list(a, e.Content.Rows, columns, func(r lists.Row) []string {
		cells := []string{fmt.Sprint(r.Rank)}
		for _, c := range d.Columns {
			if v, ok := r.Cells[c.ID]; ok {
				cells = append(cells, fmt.Sprint(v))
			} else {
				cells = append(cells, "—")
			}
		}
		return cells
	})
}

func (a *App) listMake(ctx context.Context, db *store.DB, name string, f listFlags) error {
	d, err := definition(name)
	if err != nil {
		return err
	}
	if len(d.Parts) > 0 {
		return fault.New(fault.ErrInvalid, "LIST_BOOK")
	}
	t, err := atlas.Template(f.chain)
	if err != nil {
		return err
	}
	e, err := atlas.New(db).Draft(ctx, access.Whole(), d, t, region.Code(f.region), nil)
	if err != nil {
		return err
	}
	err = db.Write(ctx, access.System(), func(tx *store.Tx) error { return lists.Begin(ctx, tx, tx.Actor, d, e) })
	if err != nil {
		return err
	}
	return a.listHeads([]store.EditionHead{{PID: e.PID, List: e.List, Chain: e.Chain, Region: e.Region, State: e.State, Rows: len(e.Content.Rows), Aside: len(e.Content.Aside), MadeAt: e.MadeAt}})
}

func (a *App) listEditions(ctx context.Context, db *store.DB, f listFlags) error {
	var heads []store.EditionHead
	err := db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
		q := store.EditionQuery{Chain: f.chain, Limit: 200}
		if f.region != string(region.Nation) {
			q.Region = region.Code(f.region)
		}
		heads, err = tx.Editions(ctx, access.Whole(), q)
		return err
	})
	if err != nil {
		return err
	}
	return a.listHeads(heads)
}

func (a *App) listHeads(heads []store.EditionHead) error {
	return list(a, heads, []string{"id", "list", "chain", "region", "state", "number", "rows"}, func(h store.EditionHead) []string {
		return []string{h.PID, h.List, h.Chain, string(h.Region), string(h.State), fmt.Sprint(h.Number), fmt.Sprint(h.Rows)}
	})
}

func (a *App) listStep(ctx context.Context, db *store.DB, pid, step, note string) error {
	return db.Write(ctx, access.System(), func(tx *store.Tx) error {
		e, err := tx.Edition(ctx, access.Whole(), pid)
		if err != nil {
			return err
		}
		return lists.Take(ctx, tx, tx.Actor, e, lists.Step(step), note)
	})
}

func (a *App) listDiff(ctx context.Context, db *store.DB, pid, named string) error {
	var events []lists.Event
	err := db.Read(ctx, access.System(), func(tx *store.Tx) error {
		to, err := tx.Edition(ctx, access.Whole(), pid)
		if err != nil {
			return err
		}
		if named == "" {
			named = to.Previous
		}
		if named == "" {
			return nil
		}
		from, err := tx.Edition(ctx, access.Whole(), named)
		if err != nil {
			return err
		}
		events, err = atlas.Explain(ctx, tx, access.Whole(), from, to)
		return err
	})
	if err != nil {
		return err
	}
	return list(a, events, []string{"kind", "key", "from", "to", "causes"}, func(e lists.Event) []string {
		var causes []string
		for _, c := range e.Causes {
			causes = append(causes, fmt.Sprintf("%s %s: %v → %v", c.Kind, c.Name, c.Before, c.After))
		}
		return []string{e.Kind, e.Key, fmt.Sprint(e.From), fmt.Sprint(e.To), strings.Join(causes, "; ")}
	})
}
