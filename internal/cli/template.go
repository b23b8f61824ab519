package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"lianzhang/internal/intake"
)

func init() { commands = append(commands, templateCmd) }

func templateCmd(a *App) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "template KIND",
		Short: "导出导入模板 / write the template of a kind",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			kind, err := importKind(args[0])
			if err != nil {
				return err
			}
			if out == "" {
				out = kind.Import + ".xlsx"
			}
			w, err := a.create(out)
			if err != nil {
				return err
			}
			return errors.Join(intake.Template(kind, w), w.Close())
		},
	}
	cmd.Flags().StringVarP(&out, "out", "o", "", "file to write, - for standard output; KIND.xlsx if not given")
	return cmd
}
