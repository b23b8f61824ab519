package cli

import (
	"context"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/score"
	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

func init() { evaluateCommands = append(evaluateCommands, rankingCmd) }

// ranked is a file of scores.
type ranked struct {
	names []string
	all   []score.Contestant
}

func rankingCmd(a *App) *cobra.Command {
	var data, draws string
	rules := score.RankRules{}
	cmd := analysisCmd(a, "ranking", "承认并列的排名 / rankings that admit ties",
		`给带误差的得分排名：只有差距大过误差才分先后，其余给出名次范围和组；同组不分先后。
data.csv：name,score 及可选列 se（标准误）、cases（个案数）、excluded（不参加的理由代码）。
--draws：name 及每次抽样一列的表，代替 se，按同一次抽样逐一比较，可反映得分之间的相关。
个案数少于 --min-cases、没有得分、没有误差的不排名，reason 给出代码：too few cases、no score、no error 或所给理由。
结果列为 name,score,best,worst,group,prob_top,reason；best~worst 是数据容许的名次，prob_top 是居首的概率（有抽样时）。
--level 是分先后所需的把握，逐对成立，不是所有对同时成立。`,
		func(_ context.Context, run *analysis) error {
			run.Parameters["level"], run.Parameters["min_cases"], run.Parameters["lower"] = rules.Level, rules.MinCases, rules.Lower
			if !(rules.Level > 0.5 && rules.Level < 1) {
				return withCode(ExitUsage, fault.New(fault.ErrInvalid, "EVALUATE_LEVEL"))
			}
			r, err := readRanked(data, rules.MinCases > 0)
			if err != nil {
				return err
			}
			if draws != "" {
				if err := r.readDraws(draws); err != nil {
					return err
				}
			}
			placings, err := score.Rank(r.all, rules)
			if err != nil {
				return scoreError(data, err)
			}
			out, groups := 0, 0
			for _, p := range placings {
				if groups = max(groups, p.Group); p.Reason != "" {
					out++
				}
			}
			run.size("contestants", len(placings))
			run.Result["groups"], run.Result["not_ranked"] = groups, out
			return run.write(func(w io.Writer) error {
				return plain.WriteTable(w, []string{"name", "score", "best", "worst", "group", "prob_top", "reason"}, func(i int) []string {
					if i == len(placings) {
						return nil
					}
					return r.row(i, placings[i])
				})
			})
		})
	f := cmd.Flags()
	f.StringVar(&data, "data", "", "table name,score and optionally se,cases,excluded")
	f.StringVar(&draws, "draws", "", "table name and one column for each draw")
	f.Float64Var(&rules.Level, "level", 0.95, "confidence of a difference, between 0.5 and 1")
	f.IntVar(&rules.MinCases, "min-cases", 0, "fewer cases are not ranked")
	f.BoolVar(&rules.Lower, "lower", false, "less is better")
	_ = cmd.MarkFlagRequired("data") // the flag exists
	return cmd
}

func (r *ranked) row(i int, p score.Placing) []string {
	cells := []string{r.names[i], plain.Cell(r.all[i].Score), "", "", "", plain.Cell(p.ProbTop), string(p.Reason)}
	if p.Reason == "" {
		cells[2], cells[3], cells[4] = strconv.Itoa(p.Best), strconv.Itoa(p.Worst), strconv.Itoa(p.Group)
	}
	return cells
}

func readRanked(path string, cases bool) (*ranked, error) {
	required := []string{"name", "score"}
	if cases {
		required = append(required, "cases")
	}
	t, err := plain.OpenTable(path, required...)
	if err != nil {
		return nil, err
	}
	defer t.Close()
	r := &ranked{}
	seen := map[string]bool{}
	for {
		ok, err := t.Next()
		if err != nil || !ok {
			return r, err
		}
		name := strings.Clone(t.Text("name")) // the row is read over
		if name == "" {
			return nil, t.Refuse("empty", "")
		}
		if seen[name] {
			return nil, t.Refuse("twice", name)
		}
		seen[name] = true
		c := score.Contestant{Excluded: score.Reason(strings.Clone(t.Text("excluded")))}
		if c.Score, err = numberOrNaN(t, "score"); err != nil {
			return nil, err
		}
		if c.StdError, err = numberOrNaN(t, "se"); err != nil {
			return nil, err
		}
		if c.StdError < 0 {
			return nil, t.Refuse("range", t.Text("se"))
		}
		if text := t.Text("cases"); text != "" {
			if c.Cases, err = strconv.Atoi(text); err != nil || c.Cases < 0 {
				return nil, t.Refuse("whole", text)
			}
		}
		r.names, r.all = append(r.names, name), append(r.all, c)
	}
}

// numberOrNaN returns NaN for an empty cell.
func numberOrNaN(t *plain.Table, column string) (float64, error) {
	v, known, err := t.Float(column)
	if err == nil && !known {
		v = math.NaN()
	}
	return v, err
}

// readDraws reads the draws of everybody; a score that is not given is their mean.
func (r *ranked) readDraws(path string) error {
	names, columns, values, err := readMatrix(path, "name", false, anyValue)
	if err != nil {
		return err
	}
	if len(columns) == 0 {
		return plain.Bad(path, 1, "column", "1")
	}
	at := map[string]int{}
	for i, name := range names {
		at[name] = i
	}
	for i, name := range r.names {
		k, ok := at[name]
		if !ok {
			if r.all[i].Excluded == "" {
				return plain.Bad(path, 0, "draws", name)
			}
			continue
		}
		c := &r.all[i]
		c.Draws = values[k*len(columns) : (k+1)*len(columns)]
		if math.IsNaN(c.Score) {
			sum := 0.0
			for _, v := range c.Draws {
				sum += v
			}
			c.Score = sum / float64(len(c.Draws))
		}
	}
	return nil
}
