package cli

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/pairing"
	"lianzhang/internal/plain"
)

func init() { matchCommands = append(matchCommands, flowCmd) }

// shipment is what a flow reads: nodes numbered as they appear.
type shipment struct {
	at             map[string]int
	nodes          []string
	supply, demand []int64
	lanes          []pairing.Lane
}

// shippedLane and shippedNode are lines of the answer.
type shippedLane struct {
	From     string `json:"from"`
	To       string `json:"to"`
	Flow     int64  `json:"flow"`
	Capacity int64  `json:"capacity"`
	Cost     int64  `json:"cost"`
	Rent     int64  `json:"rent"`
}

type shippedNode struct {
	Node   string `json:"node"`
	Amount int64  `json:"amount"`
	Flow   int64  `json:"flow"`
}

func flowCmd(a *App) *cobra.Command {
	var supply, demand, arcs string
	cmd := analysisCmd(a, "flow", "运量分配：先求最大流，再求最小费用 / most flow at least cost",
		`供应、需求、通道都有限时，先使总运量最大，再使总费用最小；全部为整数。
supply.csv：node,amount；demand.csv：node,amount；arcs.csv：from,to,capacity,cost。
结果为 JSON：flow 总运量，cost 总费用，arcs 各通道的 flow 及 rent（再多一个单位容量可省多少），
supply、demand 各节点实际的 flow，duals 各节点的影子价格。最优性用价格核对，核对不符的条数见 violations，恒为 0。`,
		func(_ context.Context, run *analysis) error {
			s := &shipment{at: map[string]int{}}
			if err := s.read(supply, demand, arcs); err != nil {
				return err
			}
			run.size("nodes", len(s.nodes))
			run.size("arcs", len(s.lanes))
			f, err := pairing.Ship(s.supply, s.demand, s.lanes)
			if errors.Is(err, pairing.ErrRange) {
				return plain.Bad(arcs, 0, "sum", "")
			} else if err != nil {
				return err
			}
			run.Result["flow"], run.Result["cost"], run.Result["pivots"] = f.Total, f.Cost, f.Pivots
			run.Result["violations"] = f.Contradictions(s.supply, s.demand, s.lanes)
			return run.write(func(w io.Writer) error { return s.encode(w, f) })
		})
	cmd.Flags().StringVar(&supply, "supply", "", "table node,amount")
	cmd.Flags().StringVar(&demand, "demand", "", "table node,amount")
	cmd.Flags().StringVar(&arcs, "arcs", "", "table from,to,capacity,cost")
	for _, name := range []string{"supply", "demand", "arcs"} {
		_ = cmd.MarkFlagRequired(name) // the flag exists
	}
	return cmd
}

func (s *shipment) read(supply, demand, arcs string) error {
	if err := s.amounts(supply, func(v int) *int64 { return &s.supply[v] }); err != nil {
		return err
	}
	if err := s.amounts(demand, func(v int) *int64 { return &s.demand[v] }); err != nil {
		return err
	}
	t, err := plain.OpenTable(arcs, "from", "to", "capacity", "cost")
	if err != nil {
		return err
	}
	defer t.Close()
	for {
		ok, err := t.Next()
		if err != nil || !ok {
			return err
		}
		l := pairing.Lane{From: s.node(t.Text("from")), To: s.node(t.Text("to"))}
		if l.From < 0 || l.To < 0 {
			return t.Refuse("empty", "")
		}
		if l.Capacity, err = whole(t, "capacity", 0); err != nil {
			return err
		}
		if l.Cost, err = whole(t, "cost", -1<<62); err != nil {
			return err
		}
		s.lanes = append(s.lanes, l)
	}
}

// amounts reads a table node,amount; a node stands in it once.
func (s *shipment) amounts(path string, of func(v int) *int64) error {
	t, err := plain.OpenTable(path, "node", "amount")
	if err != nil {
		return err
	}
	defer t.Close()
	seen := map[int]bool{}
	for {
		ok, err := t.Next()
		if err != nil || !ok {
			return err
		}
		v := s.node(t.Text("node"))
		if v < 0 {
			return t.Refuse("empty", "")
		}
		if seen[v] {
			return t.Refuse("twice", t.Text("node"))
		}
		seen[v] = true
		if *of(v), err = whole(t, "amount", 0); err != nil {
			return err
		}
	}
}

// node numbers a node, -1 for an empty name.
func (s *shipment) node(name string) int {
	v := numbered(s.at, &s.nodes, name)
	if v == len(s.supply) {
		s.supply, s.demand = append(s.supply, 0), append(s.demand, 0)
	}
	return v
}

// whole reads a whole number of at least least.
func whole(t *plain.Table, column string, least int64) (int64, error) {
	v, err := strconv.ParseInt(t.Text(column), 10, 64)
	if err != nil || v < least {
		return 0, t.Refuse("whole", t.Text(column))
	}
	return v, nil
}

func (s *shipment) encode(w io.Writer, f *pairing.Flow) error {
	lanes := make([]shippedLane, len(s.lanes))
	for k, l := range s.lanes {
		lanes[k] = shippedLane{s.nodes[l.From], s.nodes[l.To], f.Amount[k], l.Capacity, l.Cost, f.Rent[k]}
	}
	from, to := []shippedNode{}, []shippedNode{}
	duals := map[string]int64{}
	for v, name := range s.nodes {
		duals[name] = f.Price[v]
		if s.supply[v] > 0 {
			from = append(from, shippedNode{name, s.supply[v], f.Sent[v]})
		}
		if s.demand[v] > 0 {
			to = append(to, shippedNode{name, s.demand[v], f.Got[v]})
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(map[string]any{"flow": f.Total, "cost": f.Cost, "arcs": lanes, "supply": from, "demand": to, "duals": duals})
}
