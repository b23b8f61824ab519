package cli

import (
	"context"
	"io"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/score"
	"lianzhang/internal/plain"
)

func init() { evaluateCommands = append(evaluateCommands, deaCmd) }

func deaCmd(a *App) *cobra.Command {
	var inputs, outputs, details string
	cmd := analysisCmd(a, "dea", "数据包络分析 / data envelopment analysis",
		`投入导向的效率：CCR（规模报酬不变）与 BCC（规模报酬可变），结果列为 dmu,ccr,bcc。
inputs.csv：dmu 及各项投入；outputs.csv：dmu 及各项产出；都须大于零，两个文件的单元相同，次序不限。
--details 写出参照单元（peer，值为 λ）与松弛（excess 投入冗余，lack 产出不足），列为 dmu,model,part,name,value。`,
		func(_ context.Context, run *analysis) error {
			u, err := readUnits(inputs, outputs)
			if err != nil {
				return err
			}
			run.size("units", len(u.units))
			run.size("inputs", len(u.uses))
			run.size("outputs", len(u.makes))
			ccr, err := score.DEA(u.amounts, score.Constant)
			if err != nil {
				return err
			}
			bcc, err := score.DEA(u.amounts, score.Variable)
			if err != nil {
				return err
			}
			if len(u.units) < 3*(len(u.uses)+len(u.makes)) {
				run.warn("单元数不到投入产出项数的三倍，多数单元会显得有效 / fewer than three units for each input and output, most will look efficient")
			}
			run.Result["ccr_efficient"], run.Result["bcc_efficient"] = efficient(ccr), efficient(bcc)
			if err := run.writeTo(details, func(w io.Writer) error { return u.details(w, ccr, bcc) }); err != nil {
				return err
			}
			return run.write(func(w io.Writer) error {
				return plain.WriteTable(w, []string{"dmu", "ccr", "bcc"}, func(i int) []string {
					if i == len(u.units) {
						return nil
					}
					return []string{u.units[i], plain.Number(ccr[i].Theta), plain.Number(bcc[i].Theta)}
				})
			})
		})
	cmd.Flags().StringVar(&inputs, "inputs", "", "table of inputs by unit")
	cmd.Flags().StringVar(&outputs, "outputs", "", "table of outputs by unit")
	cmd.Flags().StringVar(&details, "details", "", "file for peers and slacks")
	_, _ = cmd.MarkFlagRequired("inputs"), cmd.MarkFlagRequired("outputs") // the flags exist
	return cmd
}

// named is a set of units with their names and those of what they use and make.
type named struct {
	amounts            score.Units
	units, uses, makes []string
}

// readUnits reads both files and brings the outputs into the order of the inputs.
func readUnits(inputs, outputs string) (*named, error) {
	u := &named{}
	var others []string
	var made []float64
	var err error
	if u.units, u.uses, u.amounts.Inputs, err = readMatrix(inputs, "dmu", false, positiveValue); err != nil {
		return nil, err
	}
	if others, u.makes, made, err = readMatrix(outputs, "dmu", false, positiveValue); err != nil {
		return nil, err
	}
	if len(u.uses) == 0 {
		return nil, plain.Bad(inputs, 1, "column", "投入 / inputs")
	}
	if len(u.makes) == 0 {
		return nil, plain.Bad(outputs, 1, "column", "产出 / outputs")
	}
	at := map[string]int{}
	for k, name := range others {
		at[name] = k
	}
	for _, name := range u.units {
		k, ok := at[name]
		if !ok {
			return nil, plain.Bad(outputs, 0, "units", name)
		}
		delete(at, name)
		u.amounts.Outputs = append(u.amounts.Outputs, made[k*len(u.makes):(k+1)*len(u.makes)]...)
	}
	for _, name := range slices.Sorted(maps.Keys(at)) {
		return nil, plain.Bad(outputs, 0, "units", name)
	}
	u.amounts.Units, u.amounts.Uses, u.amounts.Makes = len(u.units), len(u.uses), len(u.makes)
	return u, nil
}

func (n *named) details(w io.Writer, ccr, bcc []score.Efficiency) error {
	var rows [][]string
	for i, name := range n.units {
		for model, e := range []score.Efficiency{ccr[i], bcc[i]} {
			row := func(part, what string, v float64) {
				if v != 0 {
					rows = append(rows, []string{name, []string{"ccr", "bcc"}[model], part, what, plain.Number(v)})
				}
			}
			for _, p := range e.Peers {
				row("peer", n.units[p.Unit], p.Lambda)
			}
			for j, s := range e.Excess {
				row("excess", n.uses[j], s)
			}
			for j, s := range e.Lack {
				row("lack", n.makes[j], s)
			}
		}
	}
	return plain.WriteTable(w, []string{"dmu", "model", "part", "name", "value"}, func(i int) []string {
		if i == len(rows) {
			return nil
		}
		return rows[i]
	})
}

func efficient(all []score.Efficiency) int {
	n := 0
	for i := range all {
		if all[i].Strong() {
			n++
		}
	}
	return n
}
