package cli

import (
	"context"
	"errors"
	"io"
	"math"
	"strconv"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/inventory"
	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

func init() { networkCommands = append(networkCommands, networkDynamicsCmd) }

// dynamics is one run of lianzhang network dynamics.
type dynamics struct {
	firmsFile, linksFile, damageFile, firmsOut string
	opt                                        inventory.Options
	rationing, days                            int
	tolerance                                  float64
	each                                       bool

	firms   *plain.Firms
	input   inventory.Firms
	output  []float64 // by firm, NaN where the file does not say
	derived bool      // final demand is what is left of output
	damages []inventory.Damage
}

func networkDynamicsCmd(a *App) *cobra.Command {
	d := dynamics{opt: inventory.Defaults}
	cmd := analysisCmd(a, "dynamics", "库存与停产的逐日演进 / failures from day to day, with inventories",
		`企业先用库存，缺货时按规则分配，逐日推算产量、增加值和最终消费。
firms.csv：firm_id,sector,final_demand；没有 final_demand 时以 output 减去对企业的销售额代替。
damage.csv：firm_id,loss[,recovery,days,start]；recovery 为 none、proportional、uniform、sudden、exponential。
输出 day,production,value_added,consumption，第 -1 天为受损以前；年金额直接使用，结果也按年金额读。
--firms-out：firm_id,tts,ttr,lowest,lost；--each：每行损失单独推算，输出 firm_id,own,tts,ttr,lowest,lost。
方法见 docs/methods/inventory.md。`,
		func(ctx context.Context, run *analysis) error { return d.run(ctx, run) })
	f := cmd.Flags()
	f.StringVar(&d.firmsFile, "firms", "", "firms.csv: firm_id,sector,final_demand[,output,inventory]")
	f.StringVar(&d.linksFile, "links", "", "links.csv: supplier,buyer,weight, or a snapshot")
	f.StringVar(&d.damageFile, "damage", "", "damage.csv: firm_id,loss[,recovery,days,start]")
	f.IntVar(&d.rationing, "rationing", 0, "0 proportional, 1 final demand last, 2 lowest relative order first")
	f.IntVar(&d.days, "days", 100, "days to follow")
	f.Float64Var(&d.opt.Days, "inventory", d.opt.Days, "days of input that firms want in stock; the column inventory goes first")
	f.Float64Var(&d.opt.Tau, "tau", d.opt.Tau, "days in which a gap in stock is to be filled")
	f.BoolVar(&d.opt.FixedTarget, "fixed-target", false, "the wanted stock does not follow production")
	f.BoolVar(&d.opt.IgnoreSurplus, "ignore-surplus", false, "a stock above the wanted one does not lower orders")
	f.BoolVar(&d.opt.Compat, "compat", false, "with --rationing 2, charge final demand beyond its wants as the published program does")
	f.Float64Var(&d.tolerance, "tolerance", 0.001, "a shortfall up to this share counts as none in tts and ttr")
	f.StringVar(&d.firmsOut, "firms-out", "", "file for the times of every firm")
	f.BoolVar(&d.each, "each", false, "run every row of the damage on its own, for its times")
	for _, name := range []string{"firms", "links", "damage"} {
		_ = cmd.MarkFlagRequired(name) // fails only for a flag that is not there
	}
	return cmd
}

func (d *dynamics) run(ctx context.Context, run *analysis) error {
	switch {
	case d.rationing < 0 || d.rationing > 2:
		return badFlag("rationing", d.rationing)
	case d.days < 0:
		return badFlag("days", d.days)
	case !(d.opt.Days >= 0) || math.IsInf(d.opt.Days, 1):
		return badFlag("inventory", d.opt.Days)
	case !(d.opt.Tau > 0):
		return badFlag("tau", d.opt.Tau)
	case !(d.tolerance >= 0 && d.tolerance < 1):
		return badFlag("tolerance", d.tolerance)
	case d.each && d.firmsOut != "":
		return badFlag("firms-out", d.firmsOut)
	}
	d.opt.Rationing, d.opt.Threads = inventory.Rationing(d.rationing), run.threads
	for name, v := range map[string]any{"rationing": d.rationing, "days": d.days, "inventory": d.opt.Days, "tau": d.opt.Tau, "fixed_target": d.opt.FixedTarget,
		"ignore_surplus": d.opt.IgnoreSurplus, "compat": d.opt.Compat, "tolerance": d.tolerance, "each": d.each} {
		run.Parameters[name] = v
	}
	m, err := d.read(run)
	if err != nil {
		return err
	}
	if d.each {
		return d.runEach(ctx, run, m)
	}
	return d.follow(ctx, run, m)
}

// follow runs all damages together.
func (d *dynamics) follow(ctx context.Context, run *analysis, m *inventory.Model) error {
	times := &inventory.Survival{Tolerance: d.tolerance, Damages: d.damages, ByFirm: d.firmsOut != ""}
	tell := run.progress("day")
	var rows [][]string
	if err := m.Run(ctx, d.damages, d.days, func(day inventory.Day) bool {
		rows = append(rows, []string{strconv.Itoa(day.Day), plain.Number(day.Production), plain.Number(day.ValueAdded), plain.Number(day.Consumption)})
		tell(day.Day+1, d.days)
		return true
	}, times); err != nil {
		return err
	}
	if d.days > 0 {
		run.Result["tts"], run.Result["ttr"] = inRun(times.Network.Survive), inRun(times.Network.Recover)
		run.Result["lowest"], run.Result["lost"] = times.Network.Lowest, times.Network.Lost
	}
	if err := run.write(func(w io.Writer) error {
		return plain.WriteTable(w, []string{"day", "production", "value_added", "consumption"}, each(rows))
	}); err != nil {
		return err
	}
	return run.writeTo(d.firmsOut, func(w io.Writer) error {
		return plain.WriteTable(w, []string{"firm_id", "tts", "ttr", "lowest", "lost"}, func(i int) []string {
			if i == len(times.Firms) {
				return nil
			}
			return append([]string{d.firms.IDs[i]}, timesCells(times.Firms[i])...)
		})
	})
}

// runEach runs every damage on its own.
func (d *dynamics) runEach(ctx context.Context, run *analysis, m *inventory.Model) error {
	all, err := m.Each(ctx, d.damages, d.days, d.tolerance, run.progress("damage"))
	if err != nil {
		return err
	}
	short := 0
	rows := make([][]string, len(all))
	for k, t := range all {
		own := d.damages[k].Whole(d.days, d.tolerance)
		if t.Survive != inventory.NotInRun && (own == inventory.NotInRun || t.Survive < own) {
			short++
		}
		rows[k] = append([]string{d.firms.IDs[d.damages[k].Firm], daysCell(own)}, timesCells(t)...)
	}
	run.Result["short"] = short // damages that stocks do not outlast
	return run.write(func(w io.Writer) error {
		return plain.WriteTable(w, []string{"firm_id", "own", "tts", "ttr", "lowest", "lost"}, each(rows))
	})
}

func timesCells(t inventory.Times) []string {
	return []string{daysCell(t.Survive), daysCell(t.Recover), plain.Number(t.Lowest), plain.Number(t.Lost)}
}

// daysCell writes a time, nothing for one that does not come within the run.
func daysCell(days int) string {
	if days == inventory.NotInRun {
		return ""
	}
	return strconv.Itoa(days)
}

// inRun is a time for the report of the run, null when it does not come.
func inRun(days int) any {
	if days == inventory.NotInRun {
		return nil
	}
	return days
}

// read reads the files and prepares the model.
func (d *dynamics) read(run *analysis) (*inventory.Model, error) {
	firms, err := plain.ReadFirms(d.firmsFile, []string{"sector"}, d.readFirm)
	if err != nil {
		return nil, err
	}
	d.firms = firms
	net, repairs, err := plain.ReadLinks(d.linksFile, firms)
	if err != nil {
		return nil, err
	}
	run.size("firms", net.Len())
	run.size("links", net.Links())
	run.repaired(repairs)
	d.settle(run, net)
	if err := d.readDamage(); err != nil {
		return nil, err
	}
	run.size("damages", len(d.damages))
	m, err := inventory.New(net, d.input, d.opt)
	var beyond *inventory.ValueError
	if errors.As(err, &beyond) && beyond.What == "output" {
		return nil, withCode(ExitRowErrors, fault.New(fault.ErrInvalid, "ANALYSIS_OVERFLOW"))
	}
	return m, err
}
