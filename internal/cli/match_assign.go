package cli

import (
	"context"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/pairing"
	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

func init() { matchCommands = append(matchCommands, assignCmd) }

// pairable is rows and columns with names and what each pair would cost: all
// pairs, rows × cols, or the candidates of each row.
type pairable struct {
	rows, cols []string
	cost       []float64
	list       [][]pairing.Candidate
}

func assignCmd(a *App) *cobra.Command {
	var cost, pairs string
	cmd := analysisCmd(a, "assign", "一对一指派，总费用最小 / assignment at least total cost",
		`每行至多配一列，每列至多配一行，配对数尽可能多，总费用最小。结果列为 row,column,cost，没有配上的行后两格留空。
--cost：第一列为行名、第一行为列名的费用表；也可以是没有行名列名的纯数字表，行列以从 0 起的序号称呼。
空格表示这一对不可配；有空格时，每一行都必须配上，否则拒收。
--pairs：候选清单 row,column,cost，只有列出的才可配，用稀疏算法，适合每行候选不多的大问题。
最优总费用唯一，达到它的配对可能不止一种。`,
		func(_ context.Context, run *analysis) error {
			if (cost == "") == (pairs == "") {
				return withCode(ExitUsage, fault.New(fault.ErrInvalid, "MATCH_COST"))
			}
			path, read := cost, readCosts
			if pairs != "" {
				path, read = pairs, readCandidates
			}
			p, err := read(path)
			if err != nil {
				return err
			}
			run.size("rows", len(p.rows))
			run.size("columns", len(p.cols))
			r, err := p.assign()
			if errors.Is(err, pairing.ErrInfeasible) {
				return plain.Bad(path, 0, "unpaired", "")
			} else if errors.Is(err, pairing.ErrRange) {
				return plain.Bad(path, 0, "sum", "")
			} else if err != nil {
				return err
			}
			run.Parameters["sparse"] = p.list != nil
			run.Result["total"] = r.Total
			if left := max(len(p.rows), len(p.cols)) - min(len(p.rows), len(p.cols)); left > 0 {
				run.warn("较多的一方有 %d 个没有配上 / %d of the larger side are left over", left, left)
			}
			return run.write(func(w io.Writer) error {
				return plain.WriteTable(w, []string{"row", "column", "cost"}, func(i int) []string {
					if i == len(p.rows) {
						return nil
					}
					if j := r.Column[i]; j >= 0 {
						return []string{p.rows[i], p.cols[j], plain.Number(p.price(i, j))}
					}
					return []string{p.rows[i], "", ""}
				})
			})
		})
	cmd.Flags().StringVar(&cost, "cost", "", "table of costs, rows by columns")
	cmd.Flags().StringVar(&pairs, "pairs", "", "candidates row,column,cost instead")
	return cmd
}

func (p *pairable) assign() (*pairing.Assignment, error) {
	if p.list != nil {
		return pairing.AssignSparse(len(p.cols), p.list)
	}
	return pairing.Assign(len(p.rows), len(p.cols), p.cost)
}

// price is the cost of a pair that may be made.
func (p *pairable) price(i, j int) float64 {
	if p.list == nil {
		return p.cost[i*len(p.cols)+j]
	}
	at := slices.IndexFunc(p.list[i], func(c pairing.Candidate) bool { return c.Column == j })
	return p.list[i][at].Cost
}

// readCosts reads a table with names, or a bare matrix when its first line is all numbers.
func readCosts(path string) (*pairable, error) {
	t, err := plain.OpenTable(path)
	if err != nil {
		return nil, err
	}
	head := t.Columns()
	if err := t.Close(); err != nil {
		return nil, err
	}
	if len(head) == 0 {
		return nil, plain.Bad(path, 1, "column", "")
	}
	if allNumbers(head) {
		m, err := plain.ReadMatrix(path)
		if err != nil {
			return nil, err
		}
		return &pairable{rows: numerals(m.Rows), cols: numerals(m.Cols), cost: m.Data}, nil
	}
	p := &pairable{}
	if p.rows, p.cols, p.cost, err = readMatrix(path, head[0], true, anyValue); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(p.cost, math.IsNaN) {
		return p, nil
	}
	p.list = make([][]pairing.Candidate, len(p.rows))
	for k, c := range p.cost {
		if c == c {
			i := k / len(p.cols)
			p.list[i] = append(p.list[i], pairing.Candidate{Column: k % len(p.cols), Cost: c})
		}
	}
	return p, nil
}

// readCandidates reads row,column,cost; names are numbered as they appear.
func readCandidates(path string) (*pairable, error) {
	t, err := plain.OpenTable(path, "row", "column", "cost")
	if err != nil {
		return nil, err
	}
	defer t.Close()
	p := &pairable{list: [][]pairing.Candidate{}}
	rows, cols := map[string]int{}, map[string]int{}
	type pair struct{ row, col int }
	seen := map[pair]bool{}
	for {
		ok, err := t.Next()
		if err != nil {
			return nil, err
		}
		if !ok {
			return p, nil
		}
		c, known, err := t.Float("cost")
		if err != nil {
			return nil, err
		}
		if !known {
			return nil, t.Refuse("number", "")
		}
		at := pair{numbered(rows, &p.rows, t.Text("row")), numbered(cols, &p.cols, t.Text("column"))}
		if at.row < 0 || at.col < 0 {
			return nil, t.Refuse("empty", "")
		}
		if seen[at] {
			return nil, t.Refuse("twice", t.Text("row")+" "+t.Text("column"))
		}
		seen[at] = true
		if at.row == len(p.list) {
			p.list = append(p.list, nil)
		}
		p.list[at.row] = append(p.list[at.row], pairing.Candidate{Column: at.col, Cost: c})
	}
}

// numbered returns the number of a name, a new one at its first appearance, and -1
// for an empty name.
func numbered(at map[string]int, names *[]string, name string) int {
	if name == "" {
		return -1
	}
	n, ok := at[name]
	if !ok {
		n = len(*names)
		name = strings.Clone(name) // the row is read over
		at[name] = n
		*names = append(*names, name)
	}
	return n
}

func allNumbers(cells []string) bool {
	for _, c := range cells {
		if _, err := strconv.ParseFloat(c, 64); err != nil {
			return false
		}
	}
	return true
}

// numerals are the names of n rows or columns without names.
func numerals(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = strconv.Itoa(i)
	}
	return names
}
