package cli

import (
	"context"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/leontief"
	"lianzhang/internal/plain"
)

func init() { ioCommands = append(ioCommands, ioLinkagesCmd) }

// linkageColumns are the columns of linkages.csv.
var linkageColumns = []string{
	"index", "x", "va", "output_multiplier", "forward_ghosh", "backward_index", "forward_index",
	"upstreamness", "downstreamness", "va_multiplier", "extraction_loss_full", "extraction_loss_keep_fd",
}

func ioLinkagesCmd(a *App) *cobra.Command {
	var files ioFlags
	var leontiefOut, ghoshOut string
	cmd := analysisCmd(a, "linkages", "乘数、关联、上下游度与假想抽取 / multipliers, linkages, extraction",
		`对每个行业给出产出乘数、增加值乘数、前后向关联、上游度、下游度，
以及单独抽去该行业的产出损失（该行业最终需求同时取消，或保留）。
方法见 docs/methods/input-output.md。`,
		func(_ context.Context, run *analysis) error {
			defer run.within()()
			t, err := files.read(run)
			if err != nil {
				return err
			}
			l, err := leontief.Link(t.z, t.x, t.y, t.va)
			if err != nil {
				return ioError(err)
			}
			run.Result["residual"], run.Result["condition"] = l.Residual, l.Condition
			if err := writeInverse(run, leontiefOut, leontief.Technical(t.z, t.x), t.n); err != nil {
				return err
			}
			if err := writeInverse(run, ghoshOut, leontief.Allocation(t.z, t.x), t.n); err != nil {
				return err
			}
			return run.write(func(w io.Writer) error { return writeLinkages(w, t, l) })
		})
	files.add(cmd)
	cmd.Flags().StringVar(&leontiefOut, "leontief", "", "file for the Leontief inverse (I−A)⁻¹")
	cmd.Flags().StringVar(&ghoshOut, "ghosh", "", "file for the Ghosh inverse (I−B)⁻¹")
	return cmd
}

// writeInverse writes (I−m)⁻¹ to a file; an empty path computes nothing.
func writeInverse(run *analysis, path string, m []float64, n int) error {
	if path == "" {
		return nil
	}
	f, err := leontief.Factorize(m, n)
	if err != nil {
		return ioError(err)
	}
	inverse := &plain.Matrix{Rows: n, Cols: n, Data: f.Inverse()}
	return run.writeTo(path, func(w io.Writer) error { return plain.WriteMatrix(w, inverse) })
}

func writeLinkages(w io.Writer, t *ioTable, l *leontief.Linkages) error {
	columns := [][]float64{
		t.x, t.va, l.OutputMultiplier, l.ForwardGhosh, l.BackwardIndex, l.ForwardIndex,
		l.Upstreamness, l.Downstreamness, l.VAMultiplier, l.LossFull, l.LossKeepDemand,
	}
	return plain.WriteTable(w, linkageColumns, func(i int) []string {
		if i == t.n {
			return nil
		}
		cells := []string{strconv.Itoa(i)}
		for _, c := range columns {
			cells = append(cells, plain.Number(c[i]))
		}
		return cells
	})
}
