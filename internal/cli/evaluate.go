package cli

import (
	"errors"
	"math"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/score"
	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

func init() { commands = append(commands, evaluateCmd) }

// evaluateCommands are the commands below lianzhang evaluate; each file adds its own.
var evaluateCommands []func(*App) *cobra.Command

func evaluateCmd(a *App) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "evaluate",
		Short: "综合评价 / weights, evaluation, benchmarks, rankings on plain files",
		Long: `在普通文件上做多指标评价，不需要数据库。
matrix.csv：第一列 alternative 为评价对象，其余每列一项指标，列名即指标名。
kinds.csv：criterion,kind 及可选列 weight；kind 为 benefit（越大越好）或 cost（越小越好）。
每个命令的方法、公式和出处见 docs/methods/evaluation.md、benchmark.md。`,
	}
	for _, add := range evaluateCommands {
		cmd.AddCommand(add(a))
	}
	return cmd
}

// criteria is a matrix with names, and what is known of its criteria.
type criteria struct {
	score.Table
	alternatives, names []string
	weight              []float64 // from the file of kinds; nil when it has none
}

// readMatrix reads alternatives by criteria; the column first names the
// alternatives. Empty cells are NaN when gaps are allowed and refused otherwise.
// A value is refused with the message that wrong names, unless that is "".
func readMatrix(path, first string, gaps bool, wrong func(v float64) string) (alternatives, names []string, values []float64, err error) {
	t, err := plain.OpenTable(path, first)
	if err != nil {
		return nil, nil, nil, err
	}
	defer t.Close()
	seen := map[string]bool{}
	for _, name := range t.Columns() {
		if name == first {
			continue
		}
		if name == "" || seen[name] {
			return nil, nil, nil, plain.Bad(path, 1, "header", name)
		}
		seen[name] = true
		names = append(names, name)
	}
	clear(seen)
	for {
		ok, err := t.Next()
		if err != nil || !ok {
			return alternatives, names, values, err
		}
		id := strings.Clone(t.Text(first)) // the row is read over
		if id == "" {
			return nil, nil, nil, t.Refuse("empty", "")
		}
		if seen[id] {
			return nil, nil, nil, t.Refuse("twice", id)
		}
		seen[id] = true
		alternatives = append(alternatives, id)
		for _, name := range names {
			v, known, err := t.Float(name)
			if err != nil {
				return nil, nil, nil, err
			}
			if !known {
				if !gaps {
					return nil, nil, nil, t.Refuse("gap", name)
				}
				v = math.NaN()
			} else if what := wrong(v); what != "" {
				return nil, nil, nil, t.Refuse(what, t.Text(name))
			}
			values = append(values, v)
		}
	}
}

func anyValue(float64) string { return "" }

func positiveValue(v float64) string {
	if v > 0 {
		return ""
	}
	return "positive"
}

func shareValue(v float64) string {
	if v >= 0 && v <= 1 {
		return ""
	}
	return "share"
}

// readCriteria reads a matrix and the kinds of its criteria.
func readCriteria(data, kinds string, gaps bool) (*criteria, error) {
	c := &criteria{}
	var err error
	if c.alternatives, c.names, c.Values, err = readMatrix(data, "alternative", gaps, anyValue); err != nil {
		return nil, err
	}
	c.Alternatives, c.Criteria = len(c.alternatives), len(c.names)
	c.Cost = make([]bool, c.Criteria)
	weighted := false
	weight := make([]float64, c.Criteria)
	err = c.each(kinds, "kind", func(t *plain.Table, j int) error {
		switch t.Text("kind") {
		case "benefit":
		case "cost":
			c.Cost[j] = true
		default:
			return t.Refuse("kind", t.Text("kind"))
		}
		if weighted = t.Has("weight"); weighted {
			weight[j], err = readWeight(t)
		}
		return err
	})
	if weighted {
		c.weight = weight
	}
	return c, err
}

func readWeight(t *plain.Table) (float64, error) {
	w, known, err := t.Float("weight")
	if err == nil && (!known || w < 0) {
		err = t.Refuse("range", t.Text("weight"))
	}
	return w, err
}

// each reads a table with one row for each criterion, in any order.
func (c *criteria) each(path, required string, row func(t *plain.Table, j int) error) error {
	t, err := plain.OpenTable(path, "criterion", required)
	if err != nil {
		return err
	}
	defer t.Close()
	left := map[string]int{}
	for j, name := range c.names {
		left[name] = j
	}
	for {
		ok, err := t.Next()
		if err != nil {
			return err
		}
		if !ok {
			for _, name := range c.names {
				if _, missing := left[name]; missing {
					return plain.Bad(path, 0, "lacks", name)
				}
			}
			return nil
		}
		name := strings.Clone(t.Text("criterion"))
		j, ok := left[name]
		if !ok {
			return t.Refuse("criterion", name)
		}
		delete(left, name)
		if err := row(t, j); err != nil {
			return err
		}
	}
}

// scoreError turns the refusals of the engine into messages about the file.
func scoreError(path string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, score.ErrTooFew):
		return plain.Bad(path, 0, "few", "")
	case errors.Is(err, score.ErrConstant):
		return plain.Bad(path, 0, "constant", "")
	}
	return fault.New(fault.ErrInvalid, "PLAIN_VALUES", "file", filepath.Base(path)).Because(err)
}
