package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/graph"
	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

func init() { networkCommands = append(networkCommands, networkDominatorsCmd) }

func networkDominatorsCmd(a *App) *cobra.Command {
	var in linked
	var root string
	cmd := analysisCmd(a, "dominators", "绕不开的供应商 / suppliers that no path avoids",
		`每家企业一行：从源头到它的每条供应路径都必须经过的最后一家企业（直接支配者）；没有它，就没有路径到达。
不写 --root 时，源头是所有没有供应商的企业，没有支配者的格为空；写 --root 时，源头是这家企业，它的支配者写作它自己。
源头到不了的企业不列出。`,
		func(_ context.Context, run *analysis) error {
			if err := in.read(run); err != nil {
				return err
			}
			roots, err := in.roots(root)
			if err != nil {
				return err
			}
			run.Parameters["root"], run.Result["roots"] = root, len(roots)
			idom := graph.Dominators(in.net, roots)
			rows := dominatorRows(&in, idom, root != "")
			run.Result["reached"] = len(rows)
			if out := in.net.Len() - len(rows); out > 0 {
				run.warn("源头到不了 %d 家企业 / no path from a root to %d firms", out, out)
			}
			return run.write(func(w io.Writer) error {
				return plain.WriteTable(w, []string{"firm_id", "immediate_dominator"}, each(rows))
			})
		})
	in.flags(cmd)
	cmd.Flags().StringVar(&root, "root", "", "firm_id to start from; without it all firms without suppliers")
	return cmd
}

// roots returns the named firm, or all firms that have no supplier.
func (l *linked) roots(named string) ([]uint32, error) {
	if named != "" {
		v, err := l.firm("root", named)
		return []uint32{v}, err
	}
	var roots []uint32
	for v := range uint32(l.net.Len()) {
		if l.net.In().Degree(v) == 0 {
			roots = append(roots, v)
		}
	}
	return roots, nil
}

// firm returns the number of the firm that a flag names.
func (l *linked) firm(flag, id string) (uint32, error) {
	v, ok := l.firms.Number(id)
	if !ok {
		return 0, fault.New(fault.ErrNotFound, "ANALYSIS_FIRM", "flag", flag, "value", id)
	}
	return v, nil
}

func dominatorRows(in *linked, idom []uint32, named bool) [][]string {
	var rows [][]string
	for v, d := range idom {
		switch {
		case d == graph.None:
		case d == uint32(v) && !named:
			rows = append(rows, []string{in.id(d), ""})
		default:
			rows = append(rows, []string{in.firms.IDs[v], in.id(d)})
		}
	}
	return rows
}
