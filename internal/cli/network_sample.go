package cli

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/network"
	"lianzhang/internal/fault"
)

func init() { networkCommands = append(networkCommands, networkSampleCmd) }

// mostSampled keeps the links of an invented economy countable in 32 bits.
const mostSampled = 100_000_000

func networkSampleCmd(a *App) *cobra.Command {
	var firms int
	var seed uint64
	cmd := analysisCmd(a, "sample", "生成虚构的供应网络 / an invented supply network",
		`按给定企业数和种子生成一个虚构的企业供应网络，写成三个文件：
firms.csv（firm_id,sector,region,final_demand,output）、links.csv（supplier,buyer,weight）、
ess.csv（投入重要性矩阵，行为供应行业，列为采购行业，无表头）。同一种子，逐字节相同。
度数无标度，金额对数正态，行业为 NACE Rev. 2 的 88 个门类；数字全属虚构。`,
		func(_ context.Context, run *analysis) error {
			if firms < 1 || firms > mostSampled {
				return withCode(ExitUsage, fault.New(fault.ErrInvalid, "SAMPLE_FIRMS", "most", strconv.Itoa(mostSampled)))
			}
			run.Parameters["firms"], run.Parameters["seed"] = firms, seed
			if err := os.MkdirAll(run.out, 0o755); err != nil {
				return err
			}
			e := network.Sample(firms, seed)
			run.size("firms", e.Net.Len())
			run.size("links", e.Net.Links())
			run.size("sectors", len(e.Ess))
			return writeEconomy(run, e)
		})
	out := cmd.Flags().Lookup("out")
	out.Usage, out.DefValue = "folder for the three files, made if need be", "."
	_ = out.Value.Set(".") // any text is accepted
	cmd.Flags().IntVar(&firms, "firms", 10_000, "number of firms")
	cmd.Flags().Uint64Var(&seed, "seed", 42, "seed; the same gives the same files")
	return cmd
}

// writeEconomy writes the files of an invented economy, each whole or not at all.
func writeEconomy(run *analysis, e *network.Economy) error {
	for name, write := range map[string]func(*bufio.Writer){
		"firms.csv": func(w *bufio.Writer) { writeFirms(w, e) },
		"links.csv": func(w *bufio.Writer) { writeLinks(w, e.Net) },
		"ess.csv":   func(w *bufio.Writer) { writeEss(w, e.Ess) },
	} {
		err := run.writeTo(filepath.Join(run.out, name), func(w io.Writer) error {
			buffered := bufio.NewWriterSize(w, 1<<18)
			write(buffered)
			return buffered.Flush() // which reports what failed before, too
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func writeFirms(w *bufio.Writer, e *network.Economy) {
	_, _ = w.WriteString("firm_id,sector,region,final_demand,output\n")
	for i := range e.Sector {
		line := strconv.AppendInt(w.AvailableBuffer(), int64(i), 10)
		line = strconv.AppendUint(append(line, ','), uint64(e.Sector[i]), 10)
		line = strconv.AppendUint(append(line, ','), uint64(e.Region[i]), 10)
		line = strconv.AppendFloat(append(line, ','), e.FinalDemand[i], 'f', -1, 64)
		line = strconv.AppendFloat(append(line, ','), e.Output[i], 'f', -1, 64)
		_, _ = w.Write(append(line, '\n'))
	}
}

func writeLinks(w *bufio.Writer, net *network.Network) {
	_, _ = w.WriteString("supplier,buyer,weight\n")
	for i := range net.Len() {
		buyers, sold := net.Out().Row(uint32(i))
		for k, b := range buyers {
			line := strconv.AppendInt(w.AvailableBuffer(), int64(i), 10)
			line = strconv.AppendUint(append(line, ','), uint64(b), 10)
			line = strconv.AppendFloat(append(line, ','), sold[k], 'f', -1, 64)
			_, _ = w.Write(append(line, '\n'))
		}
	}
}

func writeEss(w *bufio.Writer, ess [][]uint8) {
	for _, row := range ess {
		for l, v := range row {
			if l > 0 {
				_ = w.WriteByte(',')
			}
			_ = w.WriteByte('0' + v)
		}
		_ = w.WriteByte('\n')
	}
}
