package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/score"
	"lianzhang/internal/plain"
)

func init() { evaluateCommands = append(evaluateCommands, couplingCmd) }

func couplingCmd(a *App) *cobra.Command {
	var data, weights string
	cmd := analysisCmd(a, "coupling", "耦合协调度 / coupling coordination",
		`两个或更多系统（每列一个）的耦合度 C、综合水平 T 和协调度 D = √(C·T)，结果列为 alternative,c,t,d。
matrix.csv：alternative 及各系统的水平，都在 0 与 1 之间；--weights 为 criterion,weight，未给出时等权。
各系统都为 0 时没有耦合度，C、D 留空。`,
		func(_ context.Context, run *analysis) error {
			c := &criteria{}
			var err error
			if c.alternatives, c.names, c.Values, err = readMatrix(data, "alternative", false, shareValue); err != nil {
				return err
			}
			run.size("alternatives", len(c.alternatives))
			run.size("systems", len(c.names))
			a := make([]float64, len(c.names))
			for j := range a {
				a[j] = 1
			}
			run.Parameters["weights"] = "equal"
			if weights != "" {
				run.Parameters["weights"] = weights
				err := c.each(weights, "weight", func(t *plain.Table, j int) (err error) {
					a[j], err = readWeight(t)
					return err
				})
				if err != nil {
					return err
				}
			}
			rows := make([]score.Coupling, len(c.alternatives))
			still := 0
			for i := range rows {
				if rows[i], err = score.Couple(c.Values[i*len(a):(i+1)*len(a)], a); err != nil {
					return scoreError(data, err)
				}
				if rows[i].C != rows[i].C {
					still++
				}
			}
			if still > 0 {
				run.warn("%d 个对象各系统都为 0，没有耦合度 / %d alternatives are at zero throughout", still, still)
			}
			return run.write(func(w io.Writer) error {
				return plain.WriteTable(w, []string{"alternative", "c", "t", "d"}, func(i int) []string {
					if i == len(rows) {
						return nil
					}
					return []string{c.alternatives[i], plain.Cell(rows[i].C), plain.Number(rows[i].T), plain.Cell(rows[i].D)}
				})
			})
		})
	cmd.Flags().StringVar(&data, "data", "", "matrix of alternatives by systems")
	cmd.Flags().StringVar(&weights, "weights", "", "table criterion,weight; equal when not given")
	_ = cmd.MarkFlagRequired("data") // the flag exists
	return cmd
}
