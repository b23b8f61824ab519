package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/graph"
	"lianzhang/internal/plain"
)

func init() { networkCommands = append(networkCommands, networkMaxflowCmd) }

// maxflow is one run of network maxflow.
type maxflow struct {
	linked
	source, target, pairs string
	cutFile, sideFile     string
	flows, cuts, sides    [][]string
}

func networkMaxflowCmd(a *App) *cobra.Command {
	m := &maxflow{}
	cmd := analysisCmd(a, "maxflow", "最大流与最小割 / largest flow and smallest cut",
		`每对企业一行：以关系金额为容量，从 source 到 target 最多能流过多少。
一对写 --source 与 --target；多对写在 --pairs 文件里，列为 source,target。
--cut 写出最小割的关系（断开它们，就什么也流不过去），--side 写出割的源头一侧的企业。`, m.run)
	m.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&m.source, "source", "", "firm_id where the flow begins")
	f.StringVar(&m.target, "target", "", "firm_id where it ends")
	f.StringVar(&m.pairs, "pairs", "", "file of pairs: source,target")
	f.StringVar(&m.cutFile, "cut", "", "also write the links of the smallest cuts to this file")
	f.StringVar(&m.sideFile, "side", "", "also write the firms on the source's side to this file")
	cmd.MarkFlagsRequiredTogether("source", "target")
	cmd.MarkFlagsOneRequired("source", "pairs")
	cmd.MarkFlagsMutuallyExclusive("source", "pairs")
	return cmd
}

func (m *maxflow) run(ctx context.Context, run *analysis) error {
	if err := m.read(run); err != nil {
		return err
	}
	pairs, err := m.ends()
	if err != nil {
		return err
	}
	run.size("pairs", len(pairs))
	flow := graph.NewFlow(m.net)
	for _, p := range pairs {
		if err := ctx.Err(); err != nil {
			return err
		}
		m.note(p, flow.Max(p[0], p[1]))
	}
	for _, t := range []struct {
		path    string
		columns []string
		rows    [][]string
	}{
		{m.cutFile, []string{"source", "target", "supplier", "buyer", "weight"}, m.cuts},
		{m.sideFile, []string{"source", "target", "firm_id"}, m.sides},
		{run.out, []string{"source", "target", "max_flow"}, m.flows},
	} {
		if err := run.writeTo(t.path, func(w io.Writer) error { return plain.WriteTable(w, t.columns, each(t.rows)) }); err != nil {
			return err
		}
	}
	return nil
}

// ends returns the pairs by number.
func (m *maxflow) ends() ([][2]uint32, error) {
	if m.pairs != "" {
		return readEnds(m.pairs, m.firms)
	}
	s, err := m.firm("source", m.source)
	if err != nil {
		return nil, err
	}
	t, err := m.firm("target", m.target)
	if err != nil {
		return nil, err
	}
	if s == t {
		return nil, badFlag("target", m.target)
	}
	return [][2]uint32{{s, t}}, nil
}

// readEnds reads a table source,target of two different firms.
func readEnds(path string, firms *plain.Firms) ([][2]uint32, error) {
	t, err := plain.OpenTable(path, "source", "target")
	if err != nil {
		return nil, err
	}
	defer t.Close()
	var pairs [][2]uint32
	for {
		ok, err := t.Next()
		if err != nil || !ok {
			return pairs, err
		}
		var p [2]uint32
		for i, column := range []string{"source", "target"} {
			v, known := firms.Number(t.Text(column))
			if !known {
				return nil, t.Refuse("unknown", t.Text(column))
			}
			p[i] = v
		}
		if p[0] == p[1] {
			return nil, t.Refuse("same", t.Text("source"))
		}
		pairs = append(pairs, p)
	}
}

func (m *maxflow) note(pair [2]uint32, c graph.Cut) {
	s, t := m.id(pair[0]), m.id(pair[1])
	m.flows = append(m.flows, []string{s, t, plain.Number(c.Value)})
	if m.cutFile != "" {
		for _, l := range c.Links {
			m.cuts = append(m.cuts, []string{s, t, m.id(l.Supplier), m.id(l.Buyer), plain.Number(l.Weight)})
		}
	}
	if m.sideFile != "" {
		for _, v := range c.Side {
			m.sides = append(m.sides, []string{s, t, m.id(v)})
		}
	}
}
