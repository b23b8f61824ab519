package cli

import (
	"context"
	"errors"
	"math"
	"strconv"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/cascade"
	"lianzhang/internal/engine/network"
	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

// cascading is what the commands about failing firms share: the files of the
// network and the choices of the method.
type cascading struct {
	firmsFile, linksFile, essFile string
	epsilon                       float64
	stop                          string
	fixed, float32                bool
	revenue, costs                bool
	most                          int

	firms *plain.Firms
	input cascade.Firms
	ess   [][]uint8
}

func (c *cascading) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&c.firmsFile, "firms", "", "firms.csv: firm_id,sector[,weight,market_sector,revenue,material_cost]")
	f.StringVar(&c.linksFile, "links", "", "links.csv: supplier,buyer,weight")
	f.StringVar(&c.essFile, "essentiality", "", "matrix without header, row supplies, column buys: 0 negligible, 1 non-essential, 2 essential")
	f.Float64Var(&c.epsilon, "epsilon", 0.01, "stop when no loss rises by more than this")
	f.StringVar(&c.stop, "stop", "loss", "stopping rule: loss, or index (when the index grows by no more than the share epsilon)")
	f.BoolVar(&c.fixed, "no-replaceability", false, "suppliers are never replaced")
	f.BoolVar(&c.revenue, "revenue", false, "use the column revenue: losses of orders count against all that a firm sells")
	f.BoolVar(&c.costs, "material-costs", false, "use the column material_cost: losses of inputs count against all that a firm buys")
	f.BoolVar(&c.float32, "float32", false, "follow scenarios in single precision: faster, right to about 1e-6")
	f.IntVar(&c.most, "max-iterations", cascade.DefaultMaxIterations, "give up after so many updates")
	for _, name := range []string{"firms", "links", "essentiality"} {
		_ = cmd.MarkFlagRequired(name) // fails only for a flag that is not there
	}
}

// read reads the files and prepares the coefficients.
func (c *cascading) read(run *analysis) (*cascade.Coefficients, error) {
	opt := cascade.Options{Epsilon: c.epsilon, NoReplacement: c.fixed, SinglePrecision: c.float32, MaxIterations: c.most}
	switch {
	case !(c.epsilon >= 0):
		return nil, badFlag("epsilon", c.epsilon)
	case c.most < 1:
		return nil, badFlag("max-iterations", c.most)
	case c.stop == "index":
		opt.Rule = cascade.StopOnIndex
	case c.stop != "loss":
		return nil, badFlag("stop", c.stop)
	}
	if err := c.readEss(); err != nil {
		return nil, err
	}
	net, err := c.readNetwork(run)
	if err != nil {
		return nil, err
	}
	prepared, err := cascade.New(net, c.input, c.ess, opt)
	if errors.Is(err, cascade.ErrOverflow) {
		return nil, withCode(ExitRowErrors, fault.New(fault.ErrInvalid, "ANALYSIS_OVERFLOW"))
	}
	if err != nil {
		return nil, err
	}
	c.tell(run, prepared.Notes())
	return prepared, nil
}

func (c *cascading) readEss() error {
	m, err := plain.ReadSquare(c.essFile, 0)
	if err != nil {
		return err
	}
	c.ess = make([][]uint8, m.Rows)
	for k := range c.ess {
		c.ess[k] = make([]uint8, m.Cols)
		for l := range c.ess[k] {
			v := m.At(k, l)
			if v != 0 && v != 1 && v != 2 {
				return plain.Bad(c.essFile, k+1, "range", plain.Number(v))
			}
			c.ess[k][l] = uint8(v)
		}
	}
	return nil
}

func (c *cascading) readNetwork(run *analysis) (*network.Network, error) {
	required := []string{"sector"}
	if c.revenue {
		required = append(required, "revenue")
	}
	if c.costs {
		required = append(required, "material_cost")
	}
	var err error
	if c.firms, err = plain.ReadFirms(c.firmsFile, required, c.readFirm); err != nil {
		return nil, err
	}
	if c.input.Sector == nil {
		c.input.Sector = []uint32{}
	}
	net, repairs, err := plain.ReadLinks(c.linksFile, c.firms)
	if err != nil {
		return nil, err
	}
	run.size("firms", net.Len())
	run.size("links", net.Links())
	run.size("sectors", len(c.ess))
	run.repaired(repairs)
	return net, nil
}

// readFirm reads the columns of one firm that count; others are left alone.
func (c *cascading) readFirm(t *plain.Table) error {
	k, err := t.Sector(len(c.ess))
	if err != nil {
		return err
	}
	c.input.Sector = append(c.input.Sector, uint32(k))
	if t.Has("market_sector") {
		q := uint64(k)
		if text := t.Text("market_sector"); text != "" {
			if q, err = strconv.ParseUint(text, 10, 32); err != nil {
				return t.Refuse("range", text)
			}
		}
		c.input.Market = append(c.input.Market, uint32(q))
	}
	for _, v := range []struct {
		column string
		used   bool
		known  bool // an unknown value is refused
		into   *[]float64
	}{
		{"weight", t.Has("weight"), true, &c.input.Weight},
		{"revenue", c.revenue, false, &c.input.Revenue},
		{"material_cost", c.costs, false, &c.input.MaterialCost},
	} {
		if !v.used {
			continue
		}
		x, known, err := t.Float(v.column)
		switch {
		case err != nil:
			return err
		case x < 0 || (!known && v.known):
			return t.Refuse("range", t.Text(v.column))
		case !known:
			x = math.NaN()
		}
		*v.into = append(*v.into, x)
	}
	return nil
}

// tell notes the parameters and what the coefficients met.
func (c *cascading) tell(run *analysis, notes cascade.Notes) {
	weight, market := "out_strength", "sector"
	if c.input.Weight != nil {
		weight = "weight"
	}
	if c.input.Market != nil {
		market = "market_sector"
	}
	for name, value := range map[string]any{
		"epsilon": c.epsilon, "stop": c.stop, "replaceability": !c.fixed, "float32": c.float32, "revenue": c.revenue,
		"material_costs": c.costs, "max_iterations": c.most, "weight": weight, "market": market,
	} {
		run.Parameters[name] = value
	}
	for _, n := range []struct {
		count  int
		zh, en string
	}{
		{notes.NegligibleLinks, "条关系的投入可忽略，不向下游传导", "links with negligible inputs hand nothing downstream"},
		{notes.NoSales, "家企业没有企业客户，不向下游传导", "firms sell to no firm and hand nothing downstream"},
		{notes.MarketsWithoutOutput, "个替代市场没有产出", "markets have no output"},
		{notes.RevenueBelowSales, "家企业的营业收入小于供应关系合计", "firms have less revenue than their links say"},
		{notes.NoRevenue, "家企业营业收入为 0，按 1 计", "firms have revenue 0, taken as 1"},
		{notes.UnknownRevenue, "家企业营业收入未知，按供应关系合计计", "firms have unknown revenue; the sum of links is used"},
		{notes.CostsBelowPurchases, "家企业的材料成本小于采购关系合计", "firms have less material cost than their links say"},
		{notes.NoCosts, "家企业材料成本为 0，按 1 计", "firms have material cost 0, taken as 1"},
		{notes.UnknownCosts, "家企业材料成本未知，按采购关系合计计", "firms have unknown material cost; the sum of links is used"},
	} {
		if n.count > 0 {
			run.warn("%d %s / %d %s", n.count, n.zh, n.count, n.en)
		}
	}
}

// share writes a share, and nothing where it is unknown.
func share(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return plain.Number(v)
}

// cells returns the four numbers of an index.
func cells(i cascade.Index) []string {
	return []string{share(i.Total), share(i.Down), share(i.Up), strconv.Itoa(i.Iterations)}
}

// conclude notes the totals of many indices.
func conclude(run *analysis, indices []cascade.Index) {
	updates, gaveUp, unknown := 0, 0, 0
	for _, i := range indices {
		updates += i.Iterations
		if i.GaveUp {
			gaveUp++
		}
		if math.IsNaN(i.Total) {
			unknown++
		}
	}
	run.Result["iterations"] = updates
	if gaveUp > 0 {
		run.warn("%d 次没有收敛，达到更新次数上限 / %d did not settle within the updates allowed", gaveUp, gaveUp)
	}
	if unknown > 0 {
		run.warn("权重合计为 0，指数未知 / the total weight is 0, so the index is unknown")
	}
}

// runEach follows many scenarios and shows how far it is.
func (c *cascading) runEach(ctx context.Context, run *analysis, prepared *cascade.Coefficients, scenarios []cascade.Scenario) ([]cascade.Index, error) {
	indices, err := prepared.Each(ctx, scenarios, run.threads, run.progress("scenarios"))
	if err != nil {
		return nil, err
	}
	conclude(run, indices)
	return indices, nil
}
