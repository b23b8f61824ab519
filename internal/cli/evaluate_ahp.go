package cli

import (
	"context"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/score"
	"lianzhang/internal/plain"
)

func init() { evaluateCommands = append(evaluateCommands, ahpCmd) }

func ahpCmd(a *App) *cobra.Command {
	var data string
	cmd := analysisCmd(a, "ahp", "层次分析法 / weights from pairwise comparisons (AHP)",
		`由两两比较求权重，结果列为 criterion,weight；λ、CI、CR 见运行报告和 --meta，CR ≥ 0.1 时提示重新比较。
pairs.csv：表头 criterion,甲,乙,…，每行一项指标，次序与列相同；格中为“行比列重要多少倍”，可写 3、0.333 或 1/3，
对角线为 1，对称位置互为倒数（容许两位小数的舍入）。`,
		func(_ context.Context, run *analysis) error {
			names, pairs, err := readPairs(data)
			if err != nil {
				return err
			}
			run.size("criteria", len(names))
			r, err := score.Pairwise(len(names), pairs)
			if err != nil {
				return scoreError(data, err)
			}
			run.Result["lambda"], run.Result["ci"], run.Result["steps"] = r.Lambda, r.CI, r.Steps
			switch {
			case math.IsNaN(r.CR):
				run.warn("指标多于十项，没有随机一致性指标，一致性未知 / no random index beyond ten criteria, consistency unknown")
			default:
				run.Result["cr"] = r.CR
				if r.Inconsistent() {
					run.warn("CR = %.3f ≥ 0.1，比较自相矛盾，请重新比较 / comparisons contradict each other", r.CR)
				}
			}
			if r.Unreciprocal > 1e-9 {
				run.warn("对称位置之积与 1 最多相差 %.3g，按所给数值计算 / opposite comparisons are not exactly reciprocal", r.Unreciprocal)
			}
			return run.write(func(w io.Writer) error {
				return plain.WriteTable(w, []string{"criterion", "weight"}, func(j int) []string {
					if j == len(names) {
						return nil
					}
					return []string{names[j], plain.Number(r.Weight[j])}
				})
			})
		})
	cmd.Flags().StringVar(&data, "data", "", "square table of comparisons")
	_ = cmd.MarkFlagRequired("data") // the flag exists
	return cmd
}

// readPairs reads a square table of comparisons whose rows are named like its columns.
func readPairs(path string) (names []string, pairs []float64, err error) {
	t, err := plain.OpenTable(path, "criterion")
	if err != nil {
		return nil, nil, err
	}
	defer t.Close()
	names = t.Columns()[1:]
	if len(names) == 0 || t.Columns()[0] != "criterion" {
		return nil, nil, plain.Bad(path, 1, "column", "criterion")
	}
	for i := 0; ; i++ {
		ok, err := t.Next()
		if err != nil {
			return nil, nil, err
		}
		if !ok {
			if i < len(names) {
				return nil, nil, plain.Bad(path, 0, "lacks", names[i])
			}
			return names, pairs, nil
		}
		if i == len(names) || t.Text("criterion") != names[i] {
			return nil, nil, t.Refuse("criterion", t.Text("criterion"))
		}
		for _, name := range names {
			v, ok := fraction(t.Text(name))
			if !ok {
				return nil, nil, t.Refuse("weight", t.Text(name))
			}
			pairs = append(pairs, v)
		}
	}
}

// fraction reads a positive number or a fraction of two.
func fraction(text string) (float64, bool) {
	above, below, isFraction := strings.Cut(text, "/")
	if !isFraction {
		below = "1"
	}
	a, errA := strconv.ParseFloat(strings.TrimSpace(above), 64)
	b, errB := strconv.ParseFloat(strings.TrimSpace(below), 64)
	v := a / b
	return v, errA == nil && errB == nil && v > 0 && !math.IsInf(v, 0)
}
