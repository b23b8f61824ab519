package cli_test

import (
	"path/filepath"
	"testing"

	"lianzhang/internal/cli"
)

func TestNetworkReach(t *testing.T) {
	dir := t.TempDir()
	firms, links, ess := filepath.Join(dir, "firms.csv"), filepath.Join(dir, "links.csv"), filepath.Join(dir, "ess.csv")
	write(t, firms, "firm_id,sector\n矿山,0\n冶炼,1\n部件甲,2\n部件乙,2\n总装,3\n")
	write(t, links, "supplier,buyer,weight\n矿山,冶炼,8\n冶炼,部件甲,5\n冶炼,部件乙,3\n部件甲,总装,4\n部件乙,总装,6\n")
	write(t, ess, "0,2,0,0\n0,0,1,0\n0,0,0,2\n0,0,0,0\n")
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"steps":    {[]string{"paths", "--from", "矿山", "--to", "总装"}, "step,firm_id,length\n0,矿山,0\n1,冶炼,1\n2,部件甲,2\n3,总装,3\n"},
		"weight":   {[]string{"paths", "--from", "冶炼", "--to", "总装", "--weighted"}, "step,firm_id,length\n0,冶炼,0\n1,部件甲,0.2\n2,总装,0.45\n"},
		"no path":  {[]string{"paths", "--from", "总装", "--to", "矿山"}, "step,firm_id,length\n"},
		"ego":      {[]string{"ego", "--of", "冶炼", "--hops", "1"}, "firm_id,direction,steps\n矿山,up,1\n部件甲,down,1\n部件乙,down,1\n"},
		"common":   {[]string{"common", "--of", "部件甲,部件乙"}, "firm_id,sold\n冶炼,8\n"},
		"sole":     {[]string{"sole", "--essentiality", ess}, "buyer,supplier,sector,weight,share\n冶炼,矿山,0,8,1\n"},
		"nobody's": {[]string{"common", "--of", "部件甲,总装"}, "firm_id,sold\n"},
	} {
		out, _ := networkEnds(t, cli.ExitOK, append(c.args, "--firms", firms, "--links", links)...)
		if out != c.want {
			t.Errorf("%s: %s", name, out)
		}
	}
	networkEnds(t, cli.ExitNotFound, "ego", "--of", "谁", "--links", links)
	networkEnds(t, cli.ExitUsage, "ego", "--of", "冶炼", "--hops", "0", "--links", links)
	networkEnds(t, cli.ExitNotFound, "common", "--of", "冶炼,谁", "--links", links)
}
