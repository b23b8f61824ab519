package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/store"
)

func init() { commands = append(commands, periodCmd) }

func periodCmd(a *App) *cobra.Command {
	cmd := &cobra.Command{Use: "period", Short: "统计期封账 / closed periods of statistics"}
	reason := ""
	write := func(use, short string, do func(context.Context, *store.Tx, string) error) *cobra.Command {
		c := &cobra.Command{Use: use, Short: short, Args: cobra.ExactArgs(1), RunE: func(cmd *cobra.Command, args []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error {
				return db.Write(ctx, access.System(), func(tx *store.Tx) error { return do(ctx, tx, args[0]) })
			})
		}}
		c.Flags().StringVar(&reason, "reason", "", "why, for the record")
		return c
	}
	cmd.AddCommand(
		&cobra.Command{Use: "ls", Short: "列出封账记录 / list closings", Args: cobra.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error {
			return a.within(cmd.Context(), a.listClosings)
		}},
		write("close PERIOD", "封账（2025、2025Q3 或 2025-09） / close a period that is over", func(ctx context.Context, tx *store.Tx, p string) error { return tx.ClosePeriod(ctx, p, reason) }),
		write("reopen PERIOD", "重新开放，须说明理由 / open a closed period again, with a reason", func(ctx context.Context, tx *store.Tx, p string) error { return tx.ReopenPeriod(ctx, p, reason) }))
	return cmd
}

func (a *App) listClosings(ctx context.Context, db *store.DB) error {
	var all []fact.Closing
	err := db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
		all, err = tx.Closings(ctx)
		return err
	})
	if err != nil {
		return err
	}
	return list(a, all, []string{"period", "closed_at", "closed_by", "reason", "reopened_at", "reopened_by", "reopened_reason"}, func(c fact.Closing) []string {
		reopened := ""
		if c.ReopenedAt != nil {
			reopened = c.ReopenedAt.Format(time.RFC3339)
		}
		return []string{string(c.Period), c.ClosedAt.Format(time.RFC3339), c.ClosedBy, c.Reason, reopened, c.ReopenedBy, c.ReopenedReason}
	})
}
