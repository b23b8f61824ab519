package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"lianzhang/internal/fault"
	"lianzhang/internal/store"
)

func init() { commands = append(commands, migrateCmd) }

func migrateCmd(a *App) *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use: "migrate", Short: "升级数据库结构 / bring the schema to this program's version", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			if check {
				return a.unmigrated(ctx, a.pending)
			}
			db, err := store.Open(ctx, a.Config.Target(), time.Now)
			if err != nil {
				return err
			}
			err = db.Migrate(ctx)
			if err == nil {
				err = a.pending(ctx, db)
			}
			return errors.Join(err, db.Close())
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "only tell whether steps are pending (exit code 6)")
	return cmd
}

func (a *App) pending(ctx context.Context, db *store.DB) error {
	have, know, err := db.Versions(ctx)
	if err != nil {
		return err
	}
	if a.Output == "json" {
		err = a.printJSON(map[string]any{"have": have, "know": know, "pending": have < know})
	} else {
		_, err = fmt.Fprintf(a.Out, "%d/%d\n", have, know)
	}
	switch {
	case err != nil:
		return err
	case have > know:
		return fault.New(fault.ErrConflict, "DB_NEWER", "have", fmt.Sprint(have), "know", fmt.Sprint(know))
	case have < know:
		return fault.New(fault.ErrConflict, "DB_OLDER", "have", fmt.Sprint(have), "know", fmt.Sprint(know))
	}
	return nil
}
