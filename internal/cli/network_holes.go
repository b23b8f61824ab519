package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/graph"
	"lianzhang/internal/plain"
)

func init() { networkCommands = append(networkCommands, networkHolesCmd) }

func networkHolesCmd(a *App) *cobra.Command {
	var in linked
	var weighted bool
	cmd := analysisCmd(a, "holes", "结构洞 / structural holes",
		`每家企业一行：Burt 的约束系数、有效规模、效率（有效规模 ÷ 伙伴数）。约束低，说明伙伴之间互不往来，它处在结构洞上。
联系强度：默认为两家之间的关系条数（1 或 2）；--weighted 时为双方往来金额之和。没有伙伴的企业写作 nan。`,
		func(_ context.Context, run *analysis) error {
			if err := in.read(run); err != nil {
				return err
			}
			strength := graph.Count
			if weighted {
				strength = graph.Money
			}
			run.Parameters["weighted"] = weighted
			h := graph.StructuralHoles(graph.Project(in.net, strength, run.threads), run.threads)
			return run.write(func(w io.Writer) error {
				return plain.WriteTable(w, []string{"firm_id", "constraint", "effective_size", "efficiency"}, func(v int) []string {
					switch {
					case v == in.net.Len():
						return nil
					case !h.Known[v]:
						return []string{in.firms.IDs[v], "nan", "nan", "nan"}
					}
					return []string{in.firms.IDs[v], plain.Number(h.Constraint[v]), plain.Number(h.EffectiveSize[v]), plain.Number(h.Efficiency[v])}
				})
			})
		})
	in.flags(cmd)
	cmd.Flags().BoolVar(&weighted, "weighted", false, "strength of a tie: money in both directions instead of the number of links")
	return cmd
}
