package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"lianzhang/internal/intake"
	"lianzhang/internal/store"
)

func init() { commands = append(commands, cleanCmd) }

func cleanCmd(a *App) *cobra.Command {
	return &cobra.Command{
		Use: "clean", Short: "清理到期的上传文件 / remove files whose time is over (the server does so every hour)", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error {
				done, err := intake.Clean(ctx, db, a.Config.Data, time.Now())
				if err != nil {
					return err
				}
				if a.Output == "json" {
					return a.printJSON(done)
				}
				a.say("已清理：未完成的上传 %d，导入文件 %d，附件 %d，共 %d 字节。", done.Uploads, done.Imports, done.Attachments, done.Bytes)
				return nil
			})
		},
	}
}
