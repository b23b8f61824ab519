package cli

import (
	"context"
	"io"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/score"
	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

func init() { evaluateCommands = append(evaluateCommands, benchmarkCmd) }

// benchmarkFlags are the options of lianzhang evaluate benchmark.
type benchmarkFlags struct {
	data, indicators, self, weights, mean, summary string
	peers                                          []string
	mix, rounded                                   bool
}

func benchmarkCmd(a *App) *cobra.Command {
	var f benchmarkFlags
	cmd := analysisCmd(a, "benchmark", "对标：差距、比值、位次、均值 / benchmark against peer regions",
		`把一个地区与对标地区逐项比较。
data.csv：region,indicator,year,op,value 及可选列 of。op 为 =（数值）、> ≥ < ≤（界限）、range（如 10~17）、rank（位次，of 为总数）；
空的 value 是未知。界限不当作数值：由它得出的差距、比值也是界限，位次给出可能的范围。
indicators.csv：indicator,polarity 及可选列 places；polarity 为 higher 或 lower（越低越好，如能耗、城乡倍差），places 为显示的小数位数。
结果列为 indicator,year,self,peer,self_value,peer_value,gap,ratio_percent,note；年份不同的不比较，note 标 other year，
--mix-years 照比并保留标记。--summary 写出 indicator,year,polarity,value,rank,of,mean,to_mean_percent,note。四舍五入，半数进一。`,
		func(_ context.Context, run *analysis) error { return f.run(run) })
	fl := cmd.Flags()
	fl.StringVar(&f.data, "data", "", "table region,indicator,year,op,value")
	fl.StringVar(&f.indicators, "indicators", "", "table indicator,polarity and optionally places")
	fl.StringVar(&f.self, "self", "", "the region to benchmark")
	fl.StringSliceVar(&f.peers, "peers", nil, "its peers, separated by commas; all others when not given")
	fl.StringVar(&f.mean, "mean", "out", "out: mean of the peers; in: the region included")
	fl.StringVar(&f.weights, "weights", "", "table region,weight for a weighted mean")
	fl.StringVar(&f.summary, "summary", "", "file for rank and mean by indicator")
	fl.BoolVar(&f.mix, "mix-years", false, "compare figures of different years all the same")
	fl.BoolVar(&f.rounded, "rounded", false, "take values as rounded to the places they are written with")
	for _, name := range []string{"data", "indicators", "self"} {
		_ = cmd.MarkFlagRequired(name) // the flag exists
	}
	return cmd
}

func (f *benchmarkFlags) run(run *analysis) error {
	if f.mean != "in" && f.mean != "out" {
		return withCode(ExitUsage, fault.New(fault.ErrInvalid, "EVALUATE_MEAN", "value", f.mean))
	}
	run.Parameters["self"], run.Parameters["mean"], run.Parameters["mix_years"], run.Parameters["rounded"] = f.self, f.mean, f.mix, f.rounded
	indicators, err := readIndicators(f.indicators)
	if err != nil {
		return err
	}
	figures, err := readFigures(f.data, indicators, f.rounded)
	if err != nil {
		return err
	}
	regions, err := figures.choose(f)
	if err != nil {
		return err
	}
	weights, err := f.readWeights(regions)
	if err != nil {
		return err
	}
	run.size("regions", len(regions))
	run.size("indicators", len(indicators))
	var pairs, summary [][]string
	mixed := 0
	for _, ind := range indicators {
		for _, year := range figures.years(f.self, ind.name) {
			b := score.Bench{Lower: ind.lower, WithSelf: f.mean == "in", Weights: weights, MixYears: f.mix}
			for _, region := range regions {
				b.Figures = append(b.Figures, figures.nearest(region, ind.name, year))
			}
			c, err := score.Compare(b)
			if err != nil {
				return plain.Bad(f.weights, 0, "weights", "")
			}
			if c.Mixed {
				mixed++
			}
			more, line := ind.rows(b, c, regions, year)
			pairs, summary = append(pairs, more...), append(summary, line)
		}
	}
	if mixed > 0 {
		run.warn("%d 项指标混有不同年份的数据 / %d indicators mix years", mixed, mixed)
	}
	table := func(head []string, rows [][]string) func(io.Writer) error {
		return func(w io.Writer) error {
			return plain.WriteTable(w, head, func(i int) []string {
				if i == len(rows) {
					return nil
				}
				return rows[i]
			})
		}
	}
	err = run.writeTo(f.summary, table([]string{"indicator", "year", "polarity", "value", "rank", "of", "mean", "to_mean_percent", "note"}, summary))
	if err != nil {
		return err
	}
	return run.write(table([]string{"indicator", "year", "self", "peer", "self_value", "peer_value", "gap", "ratio_percent", "note"}, pairs))
}

// readWeights returns the weights of the regions, nil for the simple mean.
func (f *benchmarkFlags) readWeights(regions []string) ([]float64, error) {
	if f.weights == "" {
		return nil, nil
	}
	t, err := plain.OpenTable(f.weights, "region", "weight")
	if err != nil {
		return nil, err
	}
	defer t.Close()
	weights, seen := make([]float64, len(regions)), make([]bool, len(regions))
	for {
		ok, err := t.Next()
		if err != nil {
			return nil, err
		}
		if !ok {
			if k := slices.Index(seen, false); k >= 0 {
				return nil, plain.Bad(f.weights, 0, "lacks", regions[k])
			}
			return weights, nil
		}
		k := slices.Index(regions, t.Text("region"))
		if k < 0 {
			continue // a region that is no peer here
		}
		if seen[k] {
			return nil, t.Refuse("twice", regions[k])
		}
		seen[k] = true
		if weights[k], err = readWeight(t); err != nil {
			return nil, err
		}
	}
}

// rows are the lines of one indicator: one for each peer, and the summary.
func (ind indicator) rows(b score.Bench, c *score.Comparison, regions []string, year int) (pairs [][]string, summary []string) {
	self := b.Figures[b.Self]
	percent := func(r score.Range) string { return r.Mul(score.Exactly(100)).Text(1) }
	note := ""
	for k, region := range regions {
		if k == b.Self {
			continue
		}
		pairs = append(pairs, []string{
			ind.name, strconv.Itoa(year), regions[b.Self], region, ind.text(self), ind.text(b.Figures[k]),
			c.Gap[k].Text(ind.places), percent(c.Ratio[k]), string(c.Notes[k]),
		})
	}
	switch {
	case c.Mixed:
		note = string(score.OtherYear)
	case c.Given:
		note = "given rank"
	}
	rank, of := "", ""
	if c.Best > 0 {
		rank = strconv.Itoa(c.Best)
		if c.Worst > c.Best {
			rank += "~" + strconv.Itoa(c.Worst)
		}
		if c.Of > 0 {
			of = strconv.Itoa(c.Of)
		}
	}
	polarity := "higher"
	if ind.lower {
		polarity = "lower"
	}
	return pairs, []string{ind.name, strconv.Itoa(year), polarity, ind.text(self), rank, of, c.Mean.Text(ind.places), percent(c.ToMean), note}
}

// text shows a figure; a rank is shown as a rank.
func (ind indicator) text(f score.Figure) string {
	if !f.Range.Known() && f.Rank > 0 {
		return "#" + strconv.Itoa(f.Rank)
	}
	return f.Range.Text(ind.places)
}
