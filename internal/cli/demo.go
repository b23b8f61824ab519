package cli

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"lianzhang/internal/demo"
	"lianzhang/internal/fault"
	"lianzhang/internal/store"
)

func init() { commands = append(commands, demoCmd) }

func demoCmd(a *App) *cobra.Command {
	var size string
	var seed uint64
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "生成演示数据 / make demonstration data",
		Long:  "Invents firms and supply links and writes them into the database: S 5,000 and 20,000, M 50,000 and 300,000, L 500,000 and 3,000,000. The same seed gives the same data. Everything invented is marked 演示数据.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			sizes := map[string]demo.Size{"S": demo.S, "M": demo.M, "L": demo.L}
			chosen, ok := sizes[strings.ToUpper(size)]
			if !ok {
				return withCode(ExitUsage, fault.New(fault.ErrInvalid, "DEMO_SIZE", "size", size))
			}
			db, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer db.Close()
			world, err := demo.New(chosen, seed, demo.Standard())
			if err != nil {
				return err
			}
			return world.Load(cmd.Context(), db, a.progress())
		},
	}
	cmd.Flags().StringVar(&size, "size", "S", "S, M or L")
	cmd.Flags().Uint64Var(&seed, "seed", 42, "seed of the invention")
	return cmd
}

// progress reports long work on standard error: one moving line on a terminal,
// nothing but the ends when piped.
func (a *App) progress() demo.Progress {
	terminal := false
	if f, ok := a.Err.(*os.File); ok {
		st, err := f.Stat()
		terminal = err == nil && st.Mode()&os.ModeCharDevice != 0
	}
	return func(what string, done, total int) {
		switch {
		case a.Quiet:
		case terminal && done < total:
			fmt.Fprintf(a.Err, "\r%s %d / %d", what, done, total)
		case done >= total && terminal:
			fmt.Fprintf(a.Err, "\r%s %d\033[K\n", what, total)
		case done >= total:
			fmt.Fprintf(a.Err, "%s %d\n", what, total)
		}
	}
}

// loadDemo writes the demonstration unless it lies there already.
func (a *App) loadDemo(ctx context.Context, db *store.DB) error {
	loaded, err := demo.Loaded(ctx, db)
	if err != nil || loaded {
		return err
	}
	a.say("正在装入演示数据，约需半分钟 …")
	return demo.Load(ctx, db, os.DirFS(a.Config.Share), a.progress())
}
