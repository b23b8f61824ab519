package cli

import (
	"context"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/leontief"
	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

func init() { ioCommands = append(ioCommands, ioExtractCmd) }

func ioExtractCmd(a *App) *cobra.Command {
	var files ioFlags
	var set, labels string
	cmd := analysisCmd(a, "extract", "假想抽取一组行业 / hypothetical extraction of a set of industries",
		`从表中抽去一组行业（A 中其行列取 0），给出各行业剩余产出与总损失，两种口径一次给出：
output_full 连同对这组行业的最终需求一起取消；output_keep_fd 保留最终需求，由这组行业单独满足。
--set 文件有表头，列 index，或列 region、sector（空白为全部，须同时给 --labels）。
方法见 docs/methods/input-output.md。`,
		func(_ context.Context, run *analysis) error {
			defer run.within()()
			if set == "" {
				return withCode(ExitUsage, fault.New(fault.ErrInvalid, "IO_SET"))
			}
			t, err := files.read(run)
			if err != nil {
				return err
			}
			names, err := readLabels(labels, t.n)
			if err != nil {
				return err
			}
			ks, err := readSet(set, names)
			if err != nil {
				return err
			}
			run.size("extracted", len(ks))
			f, err := leontief.Factorize(leontief.Technical(t.z, t.x), t.n)
			if err != nil {
				return ioError(err)
			}
			e, err := leontief.Extract(f, t.x, t.y, ks)
			if err != nil {
				return ioError(err)
			}
			run.Result["loss_full"], run.Result["loss_keep_fd"], run.Result["condition"] = e.LossFull, e.LossKeepDemand, f.Condition()
			return run.write(func(w io.Writer) error { return writeExtraction(w, t, e) })
		})
	files.add(cmd)
	cmd.Flags().StringVar(&set, "set", "", "table of the industries to extract (required)")
	cmd.Flags().StringVar(&labels, "labels", "", "table index,region,sector")
	return cmd
}

// readSet reads the industries of a set, each once, in order.
func readSet(path string, names *ioLabels) ([]int, error) {
	t, err := plain.OpenTable(path)
	if err != nil {
		return nil, err
	}
	defer t.Close()
	if !t.Has("index") && !t.Has("region") && !t.Has("sector") {
		return nil, t.Refuse("column", "index")
	}
	in := make([]bool, len(names.sector))
	for {
		ok, err := t.Next()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		found, err := rowIndustries(t, names)
		if err != nil {
			return nil, err
		}
		for _, i := range found {
			in[i] = true
		}
	}
	var ks []int
	for i, chosen := range in {
		if chosen {
			ks = append(ks, i)
		}
	}
	if len(ks) == 0 {
		return nil, plain.Bad(path, 0, "none", "")
	}
	return ks, nil
}

// rowIndustries returns the industries that the current row names.
func rowIndustries(t *plain.Table, names *ioLabels) ([]int, error) {
	if t.Text("index") != "" {
		i, err := industryNumber(t, len(names.sector))
		return []int{i}, err
	}
	region, sector := t.Text("region"), t.Text("sector")
	found := names.match(region, sector)
	if (region == "" && sector == "") || len(found) == 0 {
		return nil, t.Refuse("named", region+" "+sector)
	}
	return found, nil
}

func writeExtraction(w io.Writer, t *ioTable, e *leontief.Extraction) error {
	return plain.WriteTable(w, []string{"index", "output", "output_full", "output_keep_fd"}, func(i int) []string {
		if i == t.n {
			return nil
		}
		return []string{strconv.Itoa(i), plain.Number(t.x[i]), plain.Number(e.OutputFull[i]), plain.Number(e.OutputKeepDemand[i])}
	})
}
