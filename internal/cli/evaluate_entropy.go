package cli

import (
	"context"
	"io"
	"math"
	"strconv"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/score"
	"lianzhang/internal/plain"
)

func init() { evaluateCommands = append(evaluateCommands, entropyCmd, indexCmd) }

func entropyCmd(a *App) *cobra.Command {
	var data, kinds string
	cmd := analysisCmd(a, "entropy", "熵权 / entropy weights",
		`由指标值的离散程度求权重，结果列为 criterion,entropy,weight；全部相同的指标熵为 1，权重为 0。`,
		func(_ context.Context, run *analysis) error {
			c, err := readCriteria(data, kinds, false)
			if err != nil {
				return err
			}
			run.size("alternatives", c.Alternatives)
			run.size("criteria", c.Criteria)
			e, err := score.EntropyWeights(c.Table)
			if err != nil {
				return scoreError(data, err)
			}
			return run.write(func(w io.Writer) error {
				return plain.WriteTable(w, []string{"criterion", "entropy", "weight"}, func(j int) []string {
					if j == c.Criteria {
						return nil
					}
					return []string{c.names[j], plain.Number(e.Entropy[j]), plain.Number(e.Weight[j])}
				})
			})
		})
	cmd.Flags().StringVar(&data, "data", "", "matrix of alternatives by criteria")
	cmd.Flags().StringVar(&kinds, "kinds", "", "table criterion,kind")
	_, _ = cmd.MarkFlagRequired("data"), cmd.MarkFlagRequired("kinds") // the flags exist
	return cmd
}

func indexCmd(a *App) *cobra.Command {
	var g weighing
	cmd := analysisCmd(a, "index", "综合指数及其分项 / comprehensive index with its parts",
		`极差标准化后加权求和。结果列为 alternative,index,low,high,missing，其后每项指标一列，为该项的贡献。
空格是未知：不按零计，也不略去，指数留空并给出上下限（未知项取最差、最好）。熵权要求没有空格。`+weighingHelp,
		func(_ context.Context, run *analysis) error {
			c, err := readCriteria(g.data, g.kinds, true)
			if err != nil {
				return err
			}
			z, _, err := score.MinMaxKnown(c.Table)
			if err != nil {
				return scoreError(g.data, err)
			}
			weights, err := g.weigh(run, c)
			if err != nil {
				return err
			}
			rows := make([]score.Composite, c.Alternatives)
			incomplete := 0
			for i := range rows {
				if rows[i], err = score.Index(z[i*c.Criteria:(i+1)*c.Criteria], weights); err != nil {
					return scoreError(g.data, err)
				}
				if rows[i].Missing > 0 {
					incomplete++
				}
			}
			if incomplete > 0 {
				run.warn("%d 个对象缺指标值，指数只有上下限 / %d alternatives lack values, their index is a range", incomplete, incomplete)
			}
			if err := g.write(run, c.names, weights); err != nil {
				return err
			}
			return run.write(func(w io.Writer) error {
				head := append([]string{"alternative", "index", "low", "high", "missing"}, c.names...)
				return plain.WriteTable(w, head, func(i int) []string {
					if i == len(rows) {
						return nil
					}
					r := rows[i]
					cells := []string{c.alternatives[i], plain.Cell(r.Value), plain.Number(r.Low), plain.Number(r.High), strconv.Itoa(r.Missing)}
					for _, p := range r.Part {
						cells = append(cells, plain.Cell(p))
					}
					return cells
				})
			})
		})
	g.flags(cmd)
	return cmd
}

// complete tells whether a matrix has no unknown values.
func (c *criteria) complete() bool {
	for _, v := range c.Values {
		if math.IsNaN(v) {
			return false
		}
	}
	return true
}
