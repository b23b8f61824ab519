package cli

import (
	"context"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/graph"
	"lianzhang/internal/engine/network"
	"lianzhang/internal/plain"
)

func init() { networkCommands = append(networkCommands, networkInfoCmd) }

// info is one run of lianzhang network info.
type info struct {
	linked
	snapshot string
	sector   []int
	facts    []networkFact
}

// networkFact is one line of the description; a nil value is not known.
type networkFact struct {
	Name  string   `json:"name"`
	Value *float64 `json:"value"`
}

func networkInfoCmd(a *App) *cobra.Command {
	d := &info{}
	cmd := analysisCmd(a, "info", "网络概况与快照 / a network at a glance, and its snapshot",
		`规模、度数（均值、中位数、最大值、尾部指数）、销售与采购额、关系金额分位数、强弱连通分量占比、
行业数、读入时的修正。每行 name,value；不知道的值为空。--output 可为 table、json、csv。
--snapshot-out：写成网络快照，其他命令可用它代替 --links，读入快得多；企业文件须是同一个。
方法见 docs/methods/network-data.md。`, d.run)
	d.flags(cmd)
	cmd.Flags().StringVar(&d.snapshot, "snapshot-out", "", "file for a snapshot of the network, to be given as --links")
	return cmd
}

func (d *info) run(_ context.Context, run *analysis) error {
	repairs, err := d.readAll(run)
	if err != nil {
		return err
	}
	d.describe(repairs)
	if err := run.writeTo(d.snapshot, func(w io.Writer) error {
		return plain.WriteSnapshot(w, d.firms, d.net, repairs)
	}); err != nil {
		return err
	}
	return run.write(func(w io.Writer) error {
		view := *run.app
		view.Out = w
		return list(&view, d.facts, []string{"name", "value"}, func(f networkFact) []string {
			if f.Value == nil {
				return []string{f.Name, ""}
			}
			return []string{f.Name, plain.Number(*f.Value)}
		})
	})
}

// readAll reads the network, and sectors where the file of firms has them.
func (d *info) readAll(run *analysis) (network.Repairs, error) {
	var err error
	if d.firmsFile == "" {
		d.firms, err = plain.FirmsOf(d.linksFile)
	} else {
		d.firms, err = plain.ReadFirms(d.firmsFile, nil, func(t *plain.Table) error {
			if !t.Has("sector") {
				return nil
			}
			k, err := t.Sector(0)
			d.sector = append(d.sector, k)
			return err
		})
	}
	if err != nil {
		return network.Repairs{}, err
	}
	net, repairs, err := plain.ReadLinks(d.linksFile, d.firms)
	if err != nil {
		return repairs, err
	}
	d.net = net
	run.size("firms", net.Len())
	run.size("links", net.Links())
	run.repaired(repairs)
	return repairs, nil
}

func (d *info) add(name string, value float64, known bool) {
	f := networkFact{Name: name}
	if known {
		f.Value = &value
	}
	d.facts = append(d.facts, f)
}

func (d *info) describe(repairs network.Repairs) {
	n := float64(d.net.Len())
	d.add("firms", n, true)
	d.add("links", float64(d.net.Links()), true)
	d.add("self_links_dropped", float64(repairs.SelfLinks), true)
	d.add("parallel_links_summed", float64(repairs.Parallel), true)
	d.sectors()
	for _, way := range []struct {
		count, amount string
		rows          network.Rows
	}{{"buyers", "sold", d.net.Out()}, {"suppliers", "bought", d.net.In()}} {
		degrees := way.rows.Degrees()
		s, ok := network.NewSpread(degrees)
		d.add(way.count+"_mean", s.Mean, ok)
		d.add(way.count+"_median", s.Median, ok)
		d.add(way.count+"_max", s.Max, ok)
		tail, ok := network.TailExponent(degrees)
		d.add(way.count+"_tail_exponent", tail, ok)
		without, _ := slices.BinarySearch(degrees, 1)
		d.add("without_"+way.count, float64(without), true)
		s, ok = network.NewSpread(way.rows.Sums())
		d.add(way.amount+"_mean", s.Mean, ok)
		d.add(way.amount+"_median", s.Median, ok)
		d.add(way.amount+"_max", s.Max, ok)
	}
	s, ok := network.NewSpread(slices.Clone(d.net.Out().Val))
	for k, v := range []float64{s.Min, s.P05, s.P25, s.Median, s.P75, s.P95, s.Max, s.Mean, s.Sum} {
		d.add("weight_"+[]string{"min", "p05", "p25", "median", "p75", "p95", "max", "mean", "sum"}[k], v, ok)
	}
	d.components("weak", graph.Weak(d.net))
	d.components("strong", graph.Strong(d.net))
}

// components tells in how many pieces the network is and how large the largest is.
func (d *info) components(name string, c graph.Components) {
	d.add(name+"_components", float64(c.Count), true)
	size := make([]int, c.Count)
	for _, k := range c.Of {
		size[k]++
	}
	if c.Count == 0 {
		d.add(name+"_largest_share", 0, false)
		return
	}
	d.add(name+"_largest_share", float64(slices.Max(size))/float64(d.net.Len()), true)
}

func (d *info) sectors() {
	firms := map[int]int{}
	top := 0
	for _, k := range d.sector {
		firms[k]++
		top = max(top, firms[k])
	}
	known := len(d.sector) > 0
	d.add("sectors", float64(len(firms)), known)
	d.add("largest_sector_share", float64(top)/max(1, float64(len(d.sector))), known)
}
