package cli

import (
	"context"
	"encoding/csv"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/cascade"
	"lianzhang/internal/plain"
)

func init() { networkCommands = append(networkCommands, networkShockCmd) }

func networkShockCmd(a *App) *cobra.Command {
	s := shocking{}
	cmd := analysisCmd(a, "shock", "冲击情景 / what is lost in scenarios of partial failures",
		`按情景给出各企业开始时损失的产能（0 到 1），沿供应关系传导，算出全网损失的占比。
scenarios.csv：scenario,firm_id,loss[,loss_down,loss_up]；后两列分别只作用于下游、上游，空着用 loss。
输出 scenario,esri,esri_down,esri_up,iterations，次序为情景第一次出现的次序。
--sector-losses：scenario,sector,impact,impact_down,impact_up，不含冲击本身；
--firm-losses：scenario,firm_id,loss,loss_down,loss_up，只列有损失的企业。方法见 docs/methods/esri.md。`,
		func(ctx context.Context, run *analysis) error { return s.run(ctx, run) })
	s.flags(cmd)
	cmd.Flags().StringVar(&s.scenariosFile, "scenarios", "", "table scenario,firm_id,loss[,loss_down,loss_up]")
	cmd.Flags().StringVar(&s.sectorsFile, "sector-losses", "", "file for what each scenario adds to its shocks in every sector")
	cmd.Flags().StringVar(&s.lossesFile, "firm-losses", "", "file for the losses of firms")
	_ = cmd.MarkFlagRequired("scenarios") // fails only for a flag that is not there
	return cmd
}

// shocking is one run of the command.
type shocking struct {
	cascading
	scenariosFile, sectorsFile, lossesFile string

	names     []string
	scenarios []cascade.Scenario
}

func (s *shocking) run(ctx context.Context, run *analysis) error {
	prepared, err := s.read(run)
	if err != nil {
		return err
	}
	if err := s.readScenarios(); err != nil {
		return err
	}
	run.size("scenarios", len(s.scenarios))
	indices, err := s.follow(ctx, run, prepared)
	if err != nil {
		return err
	}
	return run.write(func(w io.Writer) error {
		return plain.WriteTable(w, []string{"scenario", "esri", "esri_down", "esri_up", "iterations"}, func(i int) []string {
			if i == len(s.names) {
				return nil
			}
			return append([]string{s.names[i]}, cells(indices[i])...)
		})
	})
}

// follow returns the indices, and writes losses where they were asked for.
func (s *shocking) follow(ctx context.Context, run *analysis, prepared *cascade.Coefficients) ([]cascade.Index, error) {
	if s.sectorsFile == "" && s.lossesFile == "" {
		return s.runEach(ctx, run, prepared, s.scenarios)
	}
	var indices []cascade.Index
	err := s.table(run, s.sectorsFile, []string{"scenario", "sector", "impact", "impact_down", "impact_up"}, func(sectors *csv.Writer) error {
		return s.table(run, s.lossesFile, []string{"scenario", "firm_id", "loss", "loss_down", "loss_up"}, func(firms *csv.Writer) error {
			return prepared.Follow(ctx, s.scenarios, run.threads, func(k int, index cascade.Index, losses cascade.Losses) error {
				indices = append(indices, index)
				if sectors != nil {
					writeImpacts(sectors, s.names[k], prepared.Impacts(s.scenarios[k], losses))
				}
				if firms != nil {
					s.writeLosses(firms, s.names[k], losses)
				}
				return ctx.Err()
			})
		})
	})
	conclude(run, indices)
	return indices, err
}

// table opens a result file while fill runs; without a path fill gets none.
func (s *shocking) table(run *analysis, path string, columns []string, fill func(*csv.Writer) error) error {
	if path == "" {
		return fill(nil)
	}
	return run.writeTo(path, func(w io.Writer) error {
		out := csv.NewWriter(w)
		_ = out.Write(columns) // a failed write is reported by Error below
		if err := fill(out); err != nil {
			return err
		}
		out.Flush()
		return out.Error()
	})
}

func writeImpacts(out *csv.Writer, name string, impacts []cascade.Impact) {
	for k, i := range impacts {
		_ = out.Write([]string{name, strconv.Itoa(k), share(i.Total), share(i.Down), share(i.Up)}) // see table
	}
}

func (s *shocking) writeLosses(out *csv.Writer, name string, l cascade.Losses) {
	for i, d := range l.Down {
		if u := l.Up[i]; d > 0 || u > 0 {
			_ = out.Write([]string{name, s.firms.IDs[i], share(max(d, u)), share(d), share(u)}) // see table
		}
	}
}

// readScenarios reads the shocks and groups them by scenario.
func (s *shocking) readScenarios() error {
	t, err := plain.OpenTable(s.scenariosFile, "scenario", "firm_id", "loss")
	if err != nil {
		return err
	}
	defer t.Close()
	type pair struct {
		scenario int
		firm     uint32
	}
	at, seen := map[string]int{}, map[pair]bool{}
	for {
		ok, err := t.Next()
		if !ok || err != nil {
			return err
		}
		name := t.Text("scenario")
		if name == "" {
			return t.Refuse("empty", "")
		}
		k, known := at[name]
		if !known {
			k = len(s.names)
			name = string([]byte(name)) // the row is read over
			at[name], s.names, s.scenarios = k, append(s.names, name), append(s.scenarios, nil)
		}
		shock, err := s.readShock(t)
		if err != nil {
			return err
		}
		if seen[pair{k, shock.Firm}] {
			return t.Refuse("twice", t.Text("firm_id"))
		}
		seen[pair{k, shock.Firm}] = true
		s.scenarios[k] = append(s.scenarios[k], shock)
	}
}

func (s *shocking) readShock(t *plain.Table) (cascade.Shock, error) {
	firm, known := s.firms.Number(t.Text("firm_id"))
	if !known {
		return cascade.Shock{}, t.Refuse("unknown", t.Text("firm_id"))
	}
	share := func(columns ...string) (float64, error) {
		for _, column := range columns {
			v, known, err := t.Float(column)
			if err != nil {
				return 0, err
			}
			if known {
				if v < 0 || v > 1 {
					err = t.Refuse("share", t.Text(column))
				}
				return v, err
			}
		}
		return 0, t.Refuse("share", "")
	}
	down, err := share("loss_down", "loss")
	if err != nil {
		return cascade.Shock{}, err
	}
	up, err := share("loss_up", "loss")
	return cascade.Shock{Firm: firm, Down: down, Up: up}, err
}
