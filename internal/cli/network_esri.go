package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/cascade"
	"lianzhang/internal/plain"
)

func init() { networkCommands = append(networkCommands, networkESRICmd) }

func networkESRICmd(a *App) *cobra.Command {
	var c cascading
	var seedsFile string
	cmd := analysisCmd(a, "esri", "系统性风险指数 / what is lost when a firm fails",
		`逐家假设企业停产，沿供应关系向上下游传导，算出全网损失的占比（ESRI）。
输出 firm_id,esri,esri_down,esri_up,iterations，次序同 seeds.csv，没有则同 firms.csv。
权重用 firms.csv 的 weight 列，没有则用企业间销售额。方法见 docs/methods/esri.md。`,
		func(ctx context.Context, run *analysis) error {
			prepared, err := c.read(run)
			if err != nil {
				return err
			}
			seeds, err := c.readSeeds(seedsFile)
			if err != nil {
				return err
			}
			run.size("seeds", len(seeds))
			scenarios := make([]cascade.Scenario, len(seeds))
			for k, f := range seeds {
				scenarios[k] = cascade.Failure(f)
			}
			indices, err := c.runEach(ctx, run, prepared, scenarios)
			if err != nil {
				return err
			}
			return run.write(func(w io.Writer) error {
				return plain.WriteTable(w, []string{"firm_id", "esri", "esri_down", "esri_up", "iterations"}, func(i int) []string {
					if i == len(seeds) {
						return nil
					}
					return append([]string{c.firms.IDs[seeds[i]]}, cells(indices[i])...)
				})
			})
		})
	c.flags(cmd)
	cmd.Flags().StringVar(&seedsFile, "seeds", "", "table with firm_id: only these fail; without it every firm does")
	return cmd
}

// readSeeds reads which firms fail, or takes all.
func (c *cascading) readSeeds(path string) ([]uint32, error) {
	var seeds []uint32
	if path == "" {
		for i := range uint32(c.firms.Len()) {
			seeds = append(seeds, i)
		}
		return seeds, nil
	}
	t, err := plain.OpenTable(path, "firm_id")
	if err != nil {
		return nil, err
	}
	defer t.Close()
	for {
		ok, err := t.Next()
		if !ok || err != nil {
			return seeds, err
		}
		f, known := c.firms.Number(t.Text("firm_id"))
		if !known {
			return nil, t.Refuse("unknown", t.Text("firm_id"))
		}
		seeds = append(seeds, f)
	}
}
