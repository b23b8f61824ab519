package cli

import (
	"context"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"lianzhang/internal/access"
	"lianzhang/internal/intake"
	"lianzhang/internal/store"
)

// importRow is an import as import ls lists it.
type importRow struct {
	ID       string    `json:"id"`
	Kind     string    `json:"kind"`
	File     string    `json:"file"`
	State    string    `json:"state"`
	Account  string    `json:"account"`
	Rows     int64     `json:"rows"`
	New      int64     `json:"new"`
	Changed  int64     `json:"changed"`
	Same     int64     `json:"same"`
	Errors   int64     `json:"errors"`
	Warnings int64     `json:"warnings"`
	Created  time.Time `json:"created_at"`
}

func (a *App) importLsCmd() *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use: "ls", Short: "列出导入，新的在前 / list imports, newest first", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error { return a.importLs(ctx, db, limit) })
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 50, "how many at most")
	return cmd
}

func (a *App) importLs(ctx context.Context, db *store.DB, limit int) error {
	rows := []importRow{}
	err := db.Read(ctx, access.System(), func(tx *store.Tx) error {
		all, err := tx.Imports(ctx, 0, max(1, limit))
		for i := range all {
			im := &all[i]
			if err := intake.Settle(ctx, tx, im); err != nil {
				return err
			}
			rows = append(rows, importRow{im.PID, im.Kind, im.FileName, im.State, im.Account, im.Rows, im.New, im.Changed, im.Same, im.Errors, im.Warnings, im.CreatedAt})
		}
		return err
	})
	if err != nil {
		return err
	}
	return list(a, rows, []string{"id", "kind", "state", "rows", "new", "changed", "created_at", "file"}, func(r importRow) []string {
		n := func(v int64) string { return strconv.FormatInt(v, 10) }
		return []string{r.ID, r.Kind, r.State, n(r.Rows), n(r.New), n(r.Changed), r.Created.Format(time.RFC3339), r.File}
	})
}

func (a *App) importUndoCmd() *cobra.Command {
	return &cobra.Command{
		Use: "undo ID", Short: "撤销一次导入，别人后来补充的内容保留 / take an import back", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error { return a.importUndo(ctx, db, args[0]) })
		},
	}
}

func (a *App) importUndo(ctx context.Context, db *store.DB, id string) error {
	var undone store.Undone
	err := db.Write(ctx, access.System(), func(tx *store.Tx) error {
		im, err := tx.ImportByPID(ctx, id)
		if err != nil {
			return err
		}
		undone, err = intake.TakeBack(ctx, tx, &im)
		return err
	})
	if err != nil {
		return err
	}
	if a.Output == "json" {
		return a.printJSON(undone)
	}
	a.say("已撤销 %s：撤回 %d 条来源记录，移除 %d 条档案；另有 %d 条档案后来有别的来源，已保留", id, undone.Claims, undone.Deleted, len(undone.Conflicts))
	return list(a, undone.Conflicts, []string{"kind", "id", "later"}, func(c store.Conflict) []string {
		return []string{c.Kind, c.Subject, strconv.Itoa(c.Later)}
	})
}
