package cli

import (
	"context"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/graph"
	"lianzhang/internal/plain"
)

func init() { networkCommands = append(networkCommands, networkMetricsCmd) }

// What is looked for exactly without being asked: some seconds of work.
const (
	exactVisits    = 2e10 // firms times links, counted in steps
	weightedVisits = 1e8  // the same with lengths 1/W, which takes ten times as long
)

// metrics is one run of network metrics.
type metrics struct {
	linked
	betweenness    string // auto, exact, sample or none
	weighted       bool
	epsilon, delta float64
	seed           uint64
	damping, alpha float64
	layers         string // file for the layers of strong components
	columns        []string
	values         [][]string
}

func networkMetricsCmd(a *App) *cobra.Command {
	m := &metrics{}
	cmd := analysisCmd(a, "metrics", "逐企业的网络指标 / measures of every firm",
		`每家企业一行：介数、PageRank、枢纽与权威、核数、强弱连通分量、关节点、接近度、Katz 中心性。
定义见 docs/methods/network-measures.md。没有计算的格为空，没有定义的为 nan。
介数在“企业数 × 关系数”不超过 2e10 时精确计算，更大时抽样：以 1-delta 的概率，每家企业的
介数误差不超过 epsilon × n(n-1)。`, m.run)
	m.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&m.betweenness, "betweenness", "auto", "auto, exact, sample or none")
	f.BoolVar(&m.weighted, "weighted", false, "betweenness with lengths 1/weight also when the network is large")
	f.Float64Var(&m.epsilon, "epsilon", 0.01, "sampled betweenness: largest error, as a share of n(n-1)")
	f.Float64Var(&m.delta, "delta", 0.1, "sampled betweenness: probability that an error is larger")
	f.Uint64Var(&m.seed, "seed", 1, "seed of the sample")
	f.Float64Var(&m.damping, "damping", 0.85, "PageRank: probability of following a link")
	f.Float64Var(&m.alpha, "katz-alpha", 0.01, "Katz: what each step is worth")
	f.StringVar(&m.layers, "layers", "", "also write firm_id,scc,layer to this file")
	return cmd
}

func (m *metrics) run(ctx context.Context, run *analysis) error {
	if err := m.check(); err != nil {
		return err
	}
	if err := m.read(run); err != nil {
		return err
	}
	for _, step := range []func(context.Context, *analysis) error{m.between, m.walks, m.structure, m.near} {
		if err := step(ctx, run); err != nil {
			return err
		}
	}
	return run.write(m.write)
}

func (m *metrics) check() error {
	switch {
	case !slices.Contains([]string{"auto", "exact", "sample", "none"}, m.betweenness):
		return badFlag("betweenness", m.betweenness)
	case !(m.epsilon > 0 && m.epsilon < 1):
		return badFlag("epsilon", m.epsilon)
	case !(m.delta > 0 && m.delta < 1):
		return badFlag("delta", m.delta)
	case !(m.damping >= 0 && m.damping < 1):
		return badFlag("damping", m.damping)
	case !(m.alpha > 0 && m.alpha < 1):
		return badFlag("katz-alpha", m.alpha)
	}
	return nil
}

// add adds a column of numbers; nil is a column that was not computed.
func (m *metrics) add(name string, values []float64) {
	cells := make([]string, m.net.Len())
	for v, x := range values {
		if math.IsNaN(x) {
			cells[v] = "nan"
		} else {
			cells[v] = plain.Number(x)
		}
	}
	m.addText(name, cells)
}

func (m *metrics) addText(name string, cells []string) {
	m.columns, m.values = append(m.columns, name), append(m.values, cells)
}

// addCounts adds a column of whole numbers.
func (m *metrics) addCounts(name string, values []uint32) {
	cells := make([]string, len(values))
	for v, x := range values {
		cells[v] = strconv.FormatUint(uint64(x), 10)
	}
	m.addText(name, cells)
}

// between adds both kinds of betweenness.
func (m *metrics) between(ctx context.Context, run *analysis) error {
	visits := float64(m.net.Len()) * float64(m.net.Links())
	kind := m.betweenness
	if kind == "auto" {
		kind = "exact"
		if visits > exactVisits {
			kind = "sample"
		}
	}
	run.Parameters["betweenness"] = kind
	if kind == "sample" {
		run.Parameters["epsilon"], run.Parameters["delta"], run.Parameters["seed"] = m.epsilon, m.delta, m.seed
	}
	for _, column := range []struct {
		name     string
		byWeight bool
	}{{"betweenness", false}, {"betweenness_weighted_inv", true}} {
		var b []float64
		var err error
		switch {
		case kind == "none" || (column.byWeight && !m.weighted && visits > weightedVisits):
			run.warn("%s: 没有计算 / not computed", column.name)
		case kind == "sample":
			b, err = m.sample(ctx, run, column.name, column.byWeight)
		case column.byWeight:
			b, err = graph.BetweennessByWeight(ctx, m.net, run.threads)
		default:
			b, err = graph.Betweenness(ctx, m.net, run.threads)
		}
		if err != nil {
			return err
		}
		m.add(column.name, b)
	}
	return nil
}

// sample estimates a column and says how far off it may be.
func (m *metrics) sample(ctx context.Context, run *analysis, name string, byWeight bool) ([]float64, error) {
	s, err := graph.BetweennessSample(ctx, m.net, byWeight, m.epsilon, m.delta, m.seed, run.threads)
	if err != nil {
		return nil, err
	}
	n := float64(m.net.Len())
	run.Result[name+"_samples"] = s.Samples
	run.warn("%s: 抽样估计，以 %v 的概率每家误差不超过 %.6g / sampled, with probability %v every error is at most this",
		name, 1-m.delta, m.epsilon*n*(n-1), 1-m.delta)
	return s.Of, nil
}

// walks adds what is found by iteration, but Katz, which stands last.
func (m *metrics) walks(_ context.Context, run *analysis) error {
	run.Parameters["damping"] = m.damping
	for _, kind := range []struct {
		column   string
		weighted bool
	}{{"pagerank", false}, {"pagerank_weighted", true}} {
		p, err := graph.PageRank(m.net, kind.weighted, m.damping, 1e-12, 2000, run.threads)
		m.settled(run, kind.column, p, err)
	}
	h, err := graph.HITS(m.net, 1e-13, 2000, run.threads)
	if errors.Is(err, graph.ErrNotConverged) {
		run.warn("hub, authority: 未收敛，残差 %g / not converged, residual %g", h.Residual, h.Residual)
	}
	run.Result["hits_iterations"] = h.Iterations
	m.add("hub", h.Hub)
	m.add("authority", h.Authority)
	return nil
}

// settled adds a score and says when it is none.
func (m *metrics) settled(run *analysis, column string, s graph.Score, err error) {
	run.Result[column+"_iterations"] = s.Iterations
	if errors.Is(err, graph.ErrNotConverged) {
		run.warn("%s: 未收敛，不写出 / not converged, left out", column)
		s.Of = nil
	}
	m.add(column, s.Of)
}

// structure adds cores, components and articulation points.
func (m *metrics) structure(_ context.Context, run *analysis) error {
	ties := graph.Project(m.net, graph.Equal, run.threads)
	m.addCounts("core_undirected_simple", graph.Cores(ties))
	m.addCounts("core_total_degree", graph.CoresByLinks(m.net))
	strong, weak := graph.Strong(m.net), graph.Weak(m.net)
	m.addText("scc", m.labels(strong))
	m.addText("wcc", m.labels(weak))
	run.Result["scc"], run.Result["wcc"] = strong.Count, weak.Count
	cut := make([]uint32, m.net.Len())
	points := 0
	for v, is := range graph.CutPoints(ties).Articulation {
		if is {
			cut[v] = 1
			points++
		}
	}
	run.Result["articulation_points"] = points
	m.addCounts("articulation", cut)
	layer := graph.Layers(m.net, strong)
	label := m.labels(strong)
	return run.writeTo(m.layers, func(w io.Writer) error {
		return plain.WriteTable(w, []string{"firm_id", "scc", "layer"}, func(i int) []string {
			if i == len(layer) {
				return nil
			}
			return []string{m.firms.IDs[i], label[i], strconv.FormatUint(uint64(layer[i]), 10)}
		})
	})
}

// labels names each component by the smallest identifier in it: the smallest
// number when identifiers are numbers, otherwise the first in the file.
func (m *metrics) labels(c graph.Components) []string {
	label := make([]string, c.Count)
	numeric := m.firms.Numeric()
	less := func(a, b string) bool { return len(a) < len(b) || (len(a) == len(b) && a < b) }
	cells := make([]string, len(c.Of))
	for v, k := range c.Of {
		if id := m.firms.IDs[v]; label[k] == "" || (numeric && less(id, label[k])) {
			label[k] = id
		}
	}
	for v, k := range c.Of {
		cells[v] = label[k]
	}
	return cells
}

// near adds closeness and Katz.
func (m *metrics) near(ctx context.Context, run *analysis) error {
	var c []float64
	if float64(m.net.Len())*float64(m.net.Links()) <= exactVisits || m.betweenness == "exact" {
		var err error
		if c, err = graph.Closeness(ctx, m.net, run.threads); err != nil {
			return err
		}
	} else {
		run.warn("没有计算接近度 / closeness not computed")
	}
	m.add("closeness_out", c)
	column := "katz_" + plain.Number(m.alpha)
	k, err := graph.Katz(m.net, m.alpha, 1e-15, 10000, run.threads)
	m.settled(run, column, k, err)
	return nil
}

func (m *metrics) write(w io.Writer) error {
	return plain.WriteTable(w, append([]string{"firm_id"}, m.columns...), func(i int) []string {
		if i == m.net.Len() {
			return nil
		}
		row := make([]string, 0, len(m.columns)+1)
		row = append(row, m.firms.IDs[i])
		for _, cells := range m.values {
			row = append(row, cells[i])
		}
		return row
	})
}
