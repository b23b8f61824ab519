package cli

import (
	"math"
	"runtime"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/leontief"
	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

func init() { commands = append(commands, ioCmd) }

// ioCommands are the commands below lianzhang io; each file adds its own.
var ioCommands []func(*App) *cobra.Command

func ioCmd(a *App) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "io",
		Short: "投入产出分析 / input–output tables on plain files",
		Long: `在普通文件上分析投入产出表，不需要数据库，也不访问网络。
Z.csv：n×n 中间流量，行向列销售；Y.csv：n 行最终需求，可多列，可为负；
x.csv：n 个总产出（缺省为 Z、Y 行和）；va.csv：n 个增加值（缺省为 x 减 Z 列和）。
这些文件都没有表头，以逗号分隔，可以用 gzip 压缩。行业编号从 0 起。
每个命令的方法、公式和出处见 docs/methods/。`,
	}
	for _, add := range ioCommands {
		cmd.AddCommand(add(a))
	}
	return cmd
}

// ioFlags are the files of a table.
type ioFlags struct{ z, y, x, va string }

func (f *ioFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.z, "z", "", "flows, n×n, row sells to column (required)")
	cmd.Flags().StringVar(&f.y, "y", "", "final demand, n rows (required)")
	cmd.Flags().StringVar(&f.x, "x", "", "output, n numbers; row sums of Z and Y when not given")
	cmd.Flags().StringVar(&f.va, "va", "", "value added, n numbers; output less column sums of Z when not given")
}

// ioTable is a table as read: z and demand row-major, the others of length n.
type ioTable struct {
	n      int
	z      []float64
	demand *plain.Matrix
	y      []float64 // row sums of demand
	x, va  []float64
}

// read reads the files of a table, notes their size, and warns of what a reader
// of the result must know.
func (f *ioFlags) read(run *analysis) (*ioTable, error) {
	if f.z == "" || f.y == "" {
		return nil, withCode(ExitUsage, fault.New(fault.ErrInvalid, "IO_FILES"))
	}
	z, err := plain.ReadSquare(f.z, 0)
	if err != nil {
		return nil, err
	}
	t := &ioTable{n: z.Rows, z: z.Data}
	if t.demand, err = plain.ReadMatrix(f.y); err != nil {
		return nil, err
	}
	if t.demand.Rows != t.n {
		return nil, plain.Bad(f.y, 0, "shape", strconv.Itoa(t.demand.Rows)+" × "+strconv.Itoa(t.demand.Cols))
	}
	t.y = leontief.RowSums(t.demand.Data, t.n)
	if t.x, err = vectorOr(f.x, t.n, func() []float64 { return leontief.Output(t.z, t.demand.Data, t.n) }); err != nil {
		return nil, err
	}
	if t.va, err = vectorOr(f.va, t.n, func() []float64 { return leontief.ValueAdded(t.z, t.x) }); err != nil {
		return nil, err
	}
	run.size("industries", t.n)
	run.size("final demand columns", t.demand.Cols)
	t.warn(run)
	return t, nil
}

func vectorOr(path string, n int, otherwise func() []float64) ([]float64, error) {
	if path == "" {
		return otherwise(), nil
	}
	return plain.ReadVector(path, n)
}

// warn notes zero outputs, imbalance and columns that take all they make.
func (t *ioTable) warn(run *analysis) {
	var none, negative int
	for i, x := range t.x {
		if x == 0 {
			none++
		}
		if t.va[i] < 0 {
			negative++
		}
	}
	if none > 0 {
		run.warn("%d industries have no output: their coefficients are 0", none)
	}
	if negative > 0 {
		run.warn("%d industries have negative value added", negative)
	}
	worst, at, top := 0.0, 0, 0.0
	for i, implied := range leontief.Output(t.z, t.demand.Data, t.n) {
		top = max(top, math.Abs(t.x[i]))
		if d := math.Abs(implied - t.x[i]); d > worst {
			worst, at = d, i
		}
	}
	if worst > 1e-9*top {
		run.warn("output differs from the row sums of Z and Y, at most by %s in industry %d", plain.Number(worst), at)
	}
	if full := leontief.FullColumns(leontief.Technical(t.z, t.x), t.n); len(full) > 0 {
		run.warn("in %d industries inputs are worth as much as the output or more: %s", len(full), someNumbers(full, 10))
	}
}

// someNumbers writes the first of a list of numbers.
func someNumbers(list []int, most int) string {
	var parts []string
	for i, v := range list {
		if i == most {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, strconv.Itoa(v))
	}
	return strings.Join(parts, ", ")
}

// within lets the algebra use as many threads as --threads says.
func (r *analysis) within() (restore func()) {
	before := runtime.GOMAXPROCS(r.threads)
	return func() { runtime.GOMAXPROCS(before) }
}
