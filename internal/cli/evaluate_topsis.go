package cli

import (
	"context"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/score"
	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

func init() { evaluateCommands = append(evaluateCommands, topsisCmd) }

// weighing is how the criteria of an evaluation are weighed.
type weighing struct {
	data, kinds, weights, out string
	share                     float64
}

func (g *weighing) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&g.data, "data", "", "matrix of alternatives by criteria")
	f.StringVar(&g.kinds, "kinds", "", "table criterion,kind and optionally weight")
	f.StringVar(&g.weights, "weights", "", "entropy, equal, file (the column weight of the kinds), combined, or a table criterion,weight; default file when there is such a column, else entropy")
	f.Float64Var(&g.share, "share", 0.5, "with combined: exponent of the given weights, 0 to 1")
	f.StringVar(&g.out, "weights-out", "", "file for the weights, criterion,weight")
	_, _ = cmd.MarkFlagRequired("data"), cmd.MarkFlagRequired("kinds") // the flags exist
}

const weighingHelp = `
权重 --weights：entropy 熵权；equal 等权；file 用 kinds.csv 的 weight 列；combined 主观权重与熵权的组合
w^share · w熵^(1-share)；也可以是文件 criterion,weight。未指明时，有 weight 列用 file，没有用 entropy。`

func topsisCmd(a *App) *cobra.Command {
	var g weighing
	var norm string
	cmd := analysisCmd(a, "topsis", "逼近理想解排序 / TOPSIS",
		`按与理想解、负理想解的距离给评价对象排序，结果列为 alternative,d_plus,d_minus,closeness,rank；
并列时按输入次序排名。指标全部相同的列不起作用，权重记为 0。`+weighingHelp,
		func(_ context.Context, run *analysis) error {
			how, ok := map[string]score.Norm{"minmax": score.ByMinMax, "vector": score.ByVector}[norm]
			if !ok {
				return withCode(ExitUsage, fault.New(fault.ErrInvalid, "EVALUATE_NORM", "value", norm))
			}
			run.Parameters["norm"] = norm
			c, err := readCriteria(g.data, g.kinds, false)
			if err != nil {
				return err
			}
			w, err := g.weigh(run, c)
			if err != nil {
				return err
			}
			r, err := score.TOPSIS(c.Table, w, how)
			if err != nil {
				return scoreError(g.data, err)
			}
			if r.Ties > 0 {
				run.warn("%d 个对象与前一名并列，名次按输入次序 / %d alternatives tie with the one before", r.Ties, r.Ties)
			}
			if err := g.write(run, c.names, r.Weight); err != nil {
				return err
			}
			return run.write(func(w io.Writer) error {
				return plain.WriteTable(w, []string{"alternative", "d_plus", "d_minus", "closeness", "rank"}, func(i int) []string {
					if i == c.Alternatives {
						return nil
					}
					return []string{c.alternatives[i], plain.Number(r.DPlus[i]), plain.Number(r.DMinus[i]), plain.Number(r.Closeness[i]), strconv.Itoa(r.Rank[i])}
				})
			})
		})
	g.flags(cmd)
	cmd.Flags().StringVar(&norm, "norm", "minmax", "minmax or vector")
	return cmd
}

// weigh returns the weights asked for and notes what the reader must know.
func (g *weighing) weigh(run *analysis, c *criteria) ([]float64, error) {
	run.size("alternatives", c.Alternatives)
	run.size("criteria", c.Criteria)
	if _, constant, err := score.MinMaxKnown(c.Table); err == nil { // an error comes up where it matters
		for j, name := range c.names {
			if constant[j] {
				run.warn("指标 %s 全部相同，不起作用 / criterion %s is constant", name, name)
			}
		}
	}
	how := g.weights
	if how == "" && c.weight != nil {
		how = "file"
	} else if how == "" {
		how = "entropy"
	}
	run.Parameters["weights"] = how
	switch how {
	case "equal":
		w := make([]float64, c.Criteria)
		for j := range w {
			w[j] = 1
		}
		return w, nil
	case "entropy":
		if !c.complete() {
			return nil, plain.Bad(g.data, 0, "entropy", "")
		}
		e, err := score.EntropyWeights(c.Table)
		if err != nil {
			return nil, scoreError(g.data, err)
		}
		return e.Weight, nil
	case "file", "combined":
		if c.weight == nil {
			return nil, plain.Bad(g.kinds, 1, "column", "weight")
		}
		if how == "file" {
			return c.weight, g.positive(g.kinds, c.weight)
		}
		return g.combine(run, c)
	}
	w := make([]float64, c.Criteria)
	err := c.each(g.weights, "weight", func(t *plain.Table, j int) (err error) {
		w[j], err = readWeight(t)
		return err
	})
	if err != nil {
		return nil, err
	}
	return w, g.positive(g.weights, w)
}

func (g *weighing) combine(run *analysis, c *criteria) ([]float64, error) {
	run.Parameters["share"] = g.share
	if !c.complete() {
		return nil, plain.Bad(g.data, 0, "entropy", "")
	}
	if !(g.share >= 0 && g.share <= 1) {
		return nil, withCode(ExitUsage, fault.New(fault.ErrInvalid, "EVALUATE_SHARE"))
	}
	e, err := score.EntropyWeights(c.Table)
	if err != nil {
		return nil, scoreError(g.data, err)
	}
	w, err := score.Combine(c.weight, e.Weight, g.share)
	if err != nil {
		return nil, plain.Bad(g.kinds, 0, "weights", "")
	}
	return w, nil
}

func (g *weighing) positive(path string, w []float64) error {
	if _, err := score.Weights(w); err != nil {
		return plain.Bad(path, 0, "weights", "")
	}
	return nil
}

func (g *weighing) write(run *analysis, names []string, weights []float64) error {
	return run.writeTo(g.out, func(w io.Writer) error {
		return plain.WriteTable(w, []string{"criterion", "weight"}, func(j int) []string {
			if j == len(names) {
				return nil
			}
			return []string{names[j], plain.Number(weights[j])}
		})
	})
}
