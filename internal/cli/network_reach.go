package cli

import (
	"context"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/graph"
	"lianzhang/internal/engine/network"
	"lianzhang/internal/plain"
)

func init() {
	networkCommands = append(networkCommands, networkPathsCmd, networkEgoCmd, networkCommonCmd, networkSoleCmd)
}

func networkPathsCmd(a *App) *cobra.Command {
	var in linked
	var from, to string
	var weighted bool
	cmd := analysisCmd(a, "paths", "最短供应路径 / shortest supply path",
		`从一家企业到另一家的最短供应路径，逐家一行：步数、企业、到此的长度。
默认按步数；--weighted 时一条关系的长度为 1/金额。有几条一样短时写出其中固定的一条，条数见报告。`,
		func(_ context.Context, run *analysis) error {
			if err := in.read(run); err != nil {
				return err
			}
			s, err := in.firm("from", from)
			if err != nil {
				return err
			}
			t, err := in.firm("to", to)
			if err != nil {
				return err
			}
			p, ok := graph.ShortestPath(in.net, s, t, weighted)
			if !ok {
				run.warn("没有供应路径 / no supply path")
			}
			run.Parameters["weighted"], run.Result["paths"] = weighted, p.Number
			return run.write(func(w io.Writer) error {
				return plain.WriteTable(w, []string{"step", "firm_id", "length"}, func(i int) []string {
					if i == len(p.Firms) {
						return nil
					}
					return []string{strconv.Itoa(i), in.id(p.Firms[i]), plain.Number(p.At[i])}
				})
			})
		})
	in.flags(cmd)
	cmd.Flags().StringVar(&from, "from", "", "firm_id of the supplier")
	cmd.Flags().StringVar(&to, "to", "", "firm_id of the buyer")
	cmd.Flags().BoolVar(&weighted, "weighted", false, "lengths 1/weight instead of steps")
	_, _ = cmd.MarkFlagRequired("from"), cmd.MarkFlagRequired("to") // fail only for flags that are not there
	return cmd
}

func networkEgoCmd(a *App) *cobra.Command {
	var in linked
	var firm string
	var hops int
	cmd := analysisCmd(a, "ego", "几步之内的上下游 / firms a few steps away",
		`列出离一家企业不超过 --hops 步的上游（up，供应商及其供应商）和下游（down）。近的在前。`,
		func(_ context.Context, run *analysis) error {
			if hops < 1 {
				return badFlag("hops", hops)
			}
			if err := in.read(run); err != nil {
				return err
			}
			v, err := in.firm("of", firm)
			if err != nil {
				return err
			}
			run.Parameters["of"], run.Parameters["hops"] = firm, hops
			var rows [][]string
			for _, d := range []struct {
				name string
				rows network.Rows
			}{{"up", in.net.In()}, {"down", in.net.Out()}} {
				found := graph.Within(d.rows, v, hops)
				run.Result[d.name] = len(found)
				for _, f := range found {
					rows = append(rows, []string{in.id(f.Firm), d.name, strconv.Itoa(int(f.Steps))})
				}
			}
			return run.write(func(w io.Writer) error {
				return plain.WriteTable(w, []string{"firm_id", "direction", "steps"}, each(rows))
			})
		})
	in.flags(cmd)
	cmd.Flags().StringVar(&firm, "of", "", "firm_id in the middle")
	cmd.Flags().IntVar(&hops, "hops", 2, "most steps")
	_ = cmd.MarkFlagRequired("of") // fails only for a flag that is not there
	return cmd
}

func networkCommonCmd(a *App) *cobra.Command {
	var in linked
	var of []string
	cmd := analysisCmd(a, "common", "共同供应商 / common suppliers",
		`列出同时向几家企业供货的供应商，以及它们卖给这几家的金额合计。`,
		func(_ context.Context, run *analysis) error {
			if err := in.read(run); err != nil {
				return err
			}
			buyers := make([]uint32, len(of))
			sold := make([]float64, in.net.Len())
			for i, id := range of {
				var err error
				if buyers[i], err = in.firm("of", id); err != nil {
					return err
				}
				suppliers, val := in.net.In().Row(buyers[i])
				for k, s := range suppliers {
					sold[s] += val[k]
				}
			}
			run.Parameters["of"] = of
			var rows [][]string
			for _, s := range graph.CommonSuppliers(in.net, buyers) {
				rows = append(rows, []string{in.id(s), plain.Number(sold[s])})
			}
			run.Result["common"] = len(rows)
			return run.write(func(w io.Writer) error {
				return plain.WriteTable(w, []string{"firm_id", "sold"}, each(rows))
			})
		})
	in.flags(cmd)
	cmd.Flags().StringSliceVar(&of, "of", nil, "firm_ids of the buyers, separated by commas")
	_ = cmd.MarkFlagRequired("of") // fails only for a flag that is not there
	return cmd
}

func networkSoleCmd(a *App) *cobra.Command {
	var c cascading
	cmd := analysisCmd(a, "sole", "单一来源 / sole sources",
		`列出单一来源：采购商在它离不开的行业（投入重要性为 2）只有一家供应商。
share 是这家供应商占它全部采购额的比例。`,
		func(_ context.Context, run *analysis) error {
			if err := c.readEss(); err != nil {
				return err
			}
			net, err := c.readNetwork(run)
			if err != nil {
				return err
			}
			pairs := graph.SoleSources(net, c.input.Sector, func(supplying, buying uint32) bool { return c.ess[supplying][buying] == 2 })
			run.Result["pairs"] = len(pairs)
			return run.write(func(w io.Writer) error {
				return plain.WriteTable(w, []string{"buyer", "supplier", "sector", "weight", "share"}, func(i int) []string {
					if i == len(pairs) {
						return nil
					}
					p := pairs[i]
					return []string{c.firms.IDs[p.Buyer], c.firms.IDs[p.Supplier], strconv.Itoa(int(c.input.Sector[p.Supplier])), plain.Number(p.Weight), plain.Number(p.Share)}
				})
			})
		})
	f := cmd.Flags()
	f.StringVar(&c.firmsFile, "firms", "", "firms.csv: firm_id,sector")
	f.StringVar(&c.linksFile, "links", "", "links.csv: supplier,buyer,weight")
	f.StringVar(&c.essFile, "essentiality", "", "matrix without header, row supplies, column buys: 0 negligible, 1 non-essential, 2 essential")
	for _, name := range []string{"firms", "links", "essentiality"} {
		_ = cmd.MarkFlagRequired(name) // fails only for a flag that is not there
	}
	return cmd
}
