package cli

import (
	"context"
	"errors"
	"io"
	"math"
	"strconv"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/leontief"
	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

func init() { ioCommands = append(ioCommands, ioShockCmd) }

// ioShock is a change of final demand or of value added, one column a scenario.
type ioShock struct {
	demand, supply string
	method         string
}

func ioShockCmd(a *App) *cobra.Command {
	var files ioFlags
	var shock ioShock
	cmd := analysisCmd(a, "shock", "最终需求或供给变动的影响 / change of final demand or supply",
		`--demand：最终需求变动 Δy（n 行，每列一个情景），给出产出变动 Δx = LΔy（列昂惕夫）；
--supply：增加值变动 Δv，给出产出变动 Δx′ = Δv′G（戈什）。同时给出增加值变动。
--method lu 分解一次、各情景共用；series 逐项相加，适合大而稀疏的表；auto 按规模选择。
方法见 docs/methods/input-output.md。`,
		func(_ context.Context, run *analysis) error {
			defer run.within()()
			if (shock.demand == "") == (shock.supply == "") || (shock.method != "auto" && shock.method != "lu" && shock.method != "series") {
				return withCode(ExitUsage, fault.New(fault.ErrInvalid, "IO_SHOCK"))
			}
			t, err := files.read(run)
			if err != nil {
				return err
			}
			return shock.run(run, t)
		})
	files.add(cmd)
	cmd.Flags().StringVar(&shock.demand, "demand", "", "file of changes of final demand, n rows, a column for each scenario")
	cmd.Flags().StringVar(&shock.supply, "supply", "", "file of changes of value added, n rows, a column for each scenario")
	cmd.Flags().StringVar(&shock.method, "method", "auto", "lu, series or auto")
	return cmd
}

func (s *ioShock) run(run *analysis, t *ioTable) error {
	path := s.demand + s.supply
	d, err := plain.ReadMatrix(path)
	if err != nil {
		return err
	}
	if d.Rows == 1 && d.Cols == t.n {
		d.Rows, d.Cols = d.Cols, 1 // a vector on one line
	}
	if d.Rows != t.n {
		return plain.Bad(path, 0, "shape", strconv.Itoa(d.Rows)+" × "+strconv.Itoa(d.Cols))
	}
	solve, err := s.solver(run, t, d.Cols)
	if err != nil {
		return ioError(err)
	}
	changes, worst := make([][]float64, d.Cols), 0.0
	for k := range changes {
		b := make([]float64, t.n)
		for i := range b {
			b[i] = d.At(i, k)
		}
		x, residual, err := solve(b)
		if err != nil {
			return ioError(err)
		}
		changes[k], worst = x, math.Max(worst, residual)
	}
	run.size("scenarios", d.Cols)
	run.Result["residual"] = worst
	if worst > 1e-10 {
		run.warn("the residual %s is above 1e-10: the solution is not exact", plain.Number(worst))
	}
	return run.write(func(w io.Writer) error { return writeShock(w, t, changes) })
}

// solver chooses how to solve: one elimination for all, or a series for each.
func (s *ioShock) solver(run *analysis, t *ioTable, scenarios int) (func(b []float64) ([]float64, float64, error), error) {
	supply := s.supply != ""
	m := leontief.Technical(t.z, t.x)
	if supply {
		m = leontief.Allocation(t.z, t.x)
	}
	method := s.method
	if method == "auto" {
		method = "lu"
		if t.n > 3000 && scenarios < t.n/50 && len(fullOf(m, t.n, supply)) == 0 {
			method = "series"
		}
	}
	run.Parameters["method"] = method
	if method == "series" {
		sparse := leontief.NewSparse(m, t.n, supply)
		return func(b []float64) ([]float64, float64, error) {
			x, residual, steps, err := sparse.Series(b, 10000)
			run.Result["steps"] = steps
			return x, residual, err
		}, nil
	}
	f, err := leontief.Factorize(m, t.n)
	if err != nil {
		return nil, err
	}
	run.Result["condition"] = f.Condition()
	return func(b []float64) ([]float64, float64, error) {
		if supply {
			x, residual := f.SolveT(b)
			return x, residual, nil
		}
		x, residual := f.Solve(b)
		return x, residual, nil
	}, nil
}

// fullOf returns the columns for which a series need not converge.
func fullOf(m []float64, n int, transposed bool) []int {
	if !transposed {
		return leontief.FullColumns(m, n)
	}
	var full []int
	for i := range n {
		sum := 0.0
		for _, v := range m[i*n : (i+1)*n] {
			sum += math.Abs(v)
		}
		if sum >= 1 {
			full = append(full, i)
		}
	}
	return full
}

// writeShock writes a row for each industry: what output and value added change by.
func writeShock(w io.Writer, t *ioTable, changes [][]float64) error {
	columns := []string{"index", "output_change", "va_change"}
	if len(changes) != 1 {
		columns = columns[:1]
		for k := range changes {
			columns = append(columns, "output_change_"+strconv.Itoa(k), "va_change_"+strconv.Itoa(k))
		}
	}
	v := leontief.PerOutput(t.va, t.x)
	return plain.WriteTable(w, columns, func(i int) []string {
		if i == t.n {
			return nil
		}
		cells := []string{strconv.Itoa(i)}
		for _, x := range changes {
			cells = append(cells, plain.Number(x[i]), plain.Number(v[i]*x[i]))
		}
		return cells
	})
}

// ioError gives the engine's refusals their sentence.
func ioError(err error) error {
	var full *leontief.FullColumnsError
	switch {
	case errors.As(err, &full):
		return withCode(ExitRowErrors, fault.New(fault.ErrInvalid, "IO_COLUMNS", "count", strconv.Itoa(len(full.Columns)), "columns", someNumbers(full.Columns, 10)))
	case errors.Is(err, leontief.ErrSingular):
		return withCode(ExitRowErrors, fault.New(fault.ErrInvalid, "IO_SINGULAR"))
	case errors.Is(err, leontief.ErrNotConverged):
		return withCode(ExitRowErrors, fault.New(fault.ErrInvalid, "IO_NOT_CONVERGED"))
	}
	return err
}
