package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/intake"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

func init() { commands = append(commands, templateCmd) }

func templateCmd(a *App) *cobra.Command {
	var out, place string
	var ask intake.Ask
	cmd := &cobra.Command{
		Use:   "template KIND",
		Short: "导出导入模板 / write the template of a kind",
		Args:  cobra.ExactArgs(1),
		Long: `导出导入模板。--filled 带上库中现有记录，改好后可以再导入：
导出之后别人也改过的同一项会列为冲突（EDIT_CONFLICT），逐项核对后再写入。`,
		RunE: func(cmd *cobra.Command, args []string) error {
			kind, err := importKind(args[0])
			if err != nil {
				return err
			}
			if out == "" {
				out = kind.Import + ".xlsx"
			}
			ask.Region = region.Code(place)
			with, err := a.filling(cmd.Context(), kind, ask)
			if err != nil {
				return err
			}
			w, err := a.create(out)
			if err != nil {
				return err
			}
			return errors.Join(intake.Template(kind, with, w), w.Close())
		},
	}
	cmd.Flags().StringVarP(&out, "out", "o", "", "file to write, - for standard output; KIND.xlsx if not given")
	flags := cmd.Flags()
	flags.BoolVar(&ask.Filled, "filled", false, "fill in the present records")
	flags.StringVar(&place, "region", "", "with --filled: only records of this place and what lies in it")
	flags.StringVar(&ask.Chain, "chain", "", "with --filled: only records of this chain")
	return cmd
}

// filling reads what the template takes from the records.
func (a *App) filling(ctx context.Context, kind *fact.Kind, ask intake.Ask) (with *intake.Filling, err error) {
	db, err := a.open(ctx)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	who := access.System()
	err = db.Read(ctx, who, func(tx *store.Tx) error {
		with, err = intake.Fill(ctx, tx, who.Scope, kind, ask)
		return err
	})
	return with, err
}
