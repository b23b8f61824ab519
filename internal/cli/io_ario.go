package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/ario"
	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

func init() { ioCommands = append(ioCommands, ioArioCmd) }

// ioArio is what a run is asked for.
type ioArio struct {
	labels, event, capital, order     string
	steps                             int
	capacityOut, unmetOut, stocksOut  string
	overproductionOut, demandOut      string
	production, capacity, unmet, over plain.Matrix
	demand                            plain.Matrix
}

func ioArioCmd(a *App) *cobra.Command {
	var files ioFlags
	cmdRun := &ioArio{}
	cmd := analysisCmd(a, "ario", "带库存的区域投入产出动态模拟 / shocks from step to step with inventories (ARIO)",
		`逐步模拟冲击：资本或产能损失、库存短缺、按需分配、重新订货、加班、重建。
输出 production.csv 没有表头：一行一步（从第 0 步起），一列一个行业，单位为表的单位除以每年步数。
--labels 列 index,region,sector；缺省时每个行业自成一种产品。
--event 是 JSON 文件，写明参数与事件；格式、公式和算例见 docs/methods/ario.md。`,
		func(ctx context.Context, run *analysis) error { return cmdRun.run(ctx, run, &files) })
	files.add(cmd)
	f := cmd.Flags()
	f.StringVar(&cmdRun.labels, "labels", "", "table index,region,sector")
	f.StringVar(&cmdRun.event, "event", "", "parameters and events, JSON")
	f.StringVar(&cmdRun.capital, "capital", "", "capital, n numbers; 4 times value added when not given")
	f.StringVar(&cmdRun.order, "order", "alt", "alt: orders turn to regions with capacity; noalt: the shares of the table hold")
	f.IntVar(&cmdRun.steps, "steps", 365, "number of steps")
	f.StringVar(&cmdRun.capacityOut, "capacity", "", "file for production capacity")
	f.StringVar(&cmdRun.unmetOut, "unmet", "", "file for final demand not met")
	f.StringVar(&cmdRun.demandOut, "demand-out", "", "file for all that was asked for")
	f.StringVar(&cmdRun.overproductionOut, "overproduction", "", "file for the overproduction factor")
	f.StringVar(&cmdRun.stocksOut, "inventory-out", "", "file for stocks before each step: a row for each step and product")
	return cmd
}

func (r *ioArio) run(ctx context.Context, run *analysis, files *ioFlags) error {
	if r.steps < 1 || (r.order != "alt" && r.order != "noalt") {
		return withCode(ExitUsage, fault.New(fault.ErrInvalid, "IO_ARIO"))
	}
	t, err := files.read(run)
	if err != nil {
		return err
	}
	names, err := readLabels(r.labels, t.n)
	if err != nil {
		return err
	}
	table := &ario.Table{Z: t.z, Y: t.y, Product: names.product}
	capital, err := vectorOr(r.capital, t.n, table.Capital)
	if err != nil {
		return err
	}
	events := ioEvents{path: r.event, names: names, capital: capital}
	par, list, err := events.read()
	if err != nil {
		return err
	}
	par.Alternative = r.order == "alt"
	if r.capital != "" {
		par.Capital = capital
	}
	m, err := ario.NewModel(table, par, list, run.threads)
	if err != nil {
		return r.refused(err, &events, files.z, t)
	}
	run.size("products", len(names.sectors))
	run.size("events", len(list))
	run.size("steps", r.steps)
	r.note(run, &par)
	if err := run.writeTo(r.stocksOut, func(w io.Writer) error { return r.simulate(ctx, run, m, w) }); err != nil {
		return err
	}
	if r.stocksOut == "" {
		if err := r.simulate(ctx, run, m, nil); err != nil {
			return err
		}
	}
	return r.writeAll(run)
}

// note puts the parameters into the report.
func (r *ioArio) note(run *analysis, par *ario.Parameters) {
	rules := "program"
	if par.Paper {
		rules = "paper"
	}
	for name, v := range map[string]any{
		"order": r.order, "rules": rules, "steps_per_year": par.StepsPerYear, "psi": par.Psi, "tau_inventory": par.Restore,
		"alpha_base": par.AlphaBase, "alpha_max": par.AlphaMax, "tau_alpha": par.TauAlpha, "tau_rebuild": par.TauRebuild, "monetary_unit": par.MonetaryUnit,
	} {
		run.Parameters[name] = v
	}
}

// simulate runs all steps; stocks is nil when nobody asked for them.
func (r *ioArio) simulate(ctx context.Context, run *analysis, m *ario.Model, stocks io.Writer) error {
	show := run.progress("step")
	for _, k := range r.kept() {
		k.to.Rows, k.to.Cols = r.steps, len(m.Production)
	}
	for step := range r.steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if stocks != nil {
			n := len(m.Production)
			if err := plain.WriteMatrix(stocks, &plain.Matrix{Rows: len(m.Stock()) / n, Cols: n, Data: m.Stock()}); err != nil {
				return err
			}
		}
		m.Step()
		for _, k := range r.kept() {
			k.to.Data = append(k.to.Data, k.of(m)...)
		}
		show(step+1, r.steps)
	}
	r.totals(run)
	return nil
}

// kept are the series that are written.
func (r *ioArio) kept() []struct {
	path string
	to   *plain.Matrix
	of   func(m *ario.Model) []float64
} {
	type series = struct {
		path string
		to   *plain.Matrix
		of   func(m *ario.Model) []float64
	}
	return []series{
		{"", &r.production, func(m *ario.Model) []float64 { return m.Production }},
		{r.capacityOut, &r.capacity, func(m *ario.Model) []float64 { return m.Capacity }},
		{r.unmetOut, &r.unmet, func(m *ario.Model) []float64 { return m.Unmet }},
		{r.demandOut, &r.demand, func(m *ario.Model) []float64 { return m.Demand }},
		{r.overproductionOut, &r.over, func(m *ario.Model) []float64 { return m.Alpha }},
	}
}

// totals notes what was lost against the first step, and when it was worst.
func (r *ioArio) totals(run *analysis) {
	n := r.production.Cols
	first, lost, worst, at := 0.0, 0.0, math.Inf(1), 0
	for step := range r.steps {
		made := 0.0
		for _, x := range r.production.Data[step*n : (step+1)*n] {
			made += x
		}
		if step == 0 {
			first = made
		}
		lost += first - made
		if made < worst {
			worst, at = made, step
		}
	}
	unmet := 0.0
	for _, u := range r.unmet.Data {
		unmet += u
	}
	run.Result["production_lost"], run.Result["unmet_final_demand"] = lost, unmet
	run.Result["lowest_step"], run.Result["lowest_share"] = at, worst/first
}

func (r *ioArio) writeAll(run *analysis) error {
	for _, k := range r.kept() {
		if k.path == "" {
			continue
		}
		if err := run.writeTo(k.path, func(w io.Writer) error { return plain.WriteMatrix(w, k.to) }); err != nil {
			return err
		}
	}
	return run.write(func(w io.Writer) error { return plain.WriteMatrix(w, &r.production) })
}

// refused gives the engine's refusals their sentence.
func (r *ioArio) refused(err error, events *ioEvents, z string, t *ioTable) error {
	var in *ario.InputError
	if !errors.As(err, &in) {
		return err
	}
	if in.What == "flow" {
		return plain.Bad(z, in.At[0]+1, "negative", plain.Number(t.z[in.At[0]*t.n+in.At[1]]))
	}
	return events.refuse(in.What, strings.Trim(fmt.Sprint(in.At), "[]"))
}
