package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/network"
	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

// linked is the input of a command that needs no more than who supplies whom:
// with --firms the firms of that file, otherwise those that occur in the links.
type linked struct {
	firmsFile, linksFile string
	firms                *plain.Firms
	net                  *network.Network
}

func (l *linked) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&l.firmsFile, "firms", "", "firms.csv; without it the firms are those in the links")
	cmd.Flags().StringVar(&l.linksFile, "links", "", "links.csv: supplier,buyer,weight")
	_ = cmd.MarkFlagRequired("links") // fails only for a flag that is not there
}

// read reads the files and notes sizes and repairs in the report of the run.
func (l *linked) read(run *analysis) error {
	var err error
	if l.firmsFile != "" {
		l.firms, err = plain.ReadFirms(l.firmsFile, nil, func(*plain.Table) error { return nil })
	} else {
		l.firms, err = plain.FirmsOf(l.linksFile)
	}
	if err != nil {
		return err
	}
	net, repairs, err := plain.ReadLinks(l.linksFile, l.firms)
	if err != nil {
		return err
	}
	l.net = net
	run.size("firms", net.Len())
	run.size("links", net.Links())
	run.repaired(repairs)
	return nil
}

// repaired warns of what was changed to make the links a network.
func (r *analysis) repaired(repairs network.Repairs) {
	if repairs.SelfLinks > 0 {
		r.warn("去掉自供关系 %d 条 / %d self-links dropped", repairs.SelfLinks, repairs.SelfLinks)
	}
	if repairs.Parallel > 0 {
		r.warn("合并重复关系 %d 条 / %d parallel links summed", repairs.Parallel, repairs.Parallel)
	}
}

// id returns the identifier of a firm by its number.
func (l *linked) id(v uint32) string { return l.firms.IDs[v] }

// badFlag refuses the value of a flag.
func badFlag(flag string, value any) error {
	return withCode(ExitUsage, fault.New(fault.ErrInvalid, "ANALYSIS_FLAG", "flag", flag, "value", fmt.Sprint(value)))
}

// each gives rows one after the other to [plain.WriteTable].
func each(rows [][]string) func(i int) []string {
	return func(i int) []string {
		if i == len(rows) {
			return nil
		}
		return rows[i]
	}
}
