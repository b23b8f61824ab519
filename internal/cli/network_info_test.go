package cli_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"lianzhang/internal/cli"
)

var infoFiles = map[string]string{
	"firms.csv": "firm_id,sector\na,0\nb,0\nc,1\nd,2\n",
	"links.csv": "supplier,buyer,weight\na,b,1\nb,a,2\na,b,3\nb,c,5\nc,c,1\n",
}

// The worked example of docs/methods/network-data.md.
func TestNetworkInfo(t *testing.T) {
	page, err := os.ReadFile("../../docs/methods/network-data.md")
	if err != nil {
		t.Fatal(err)
	}
	in := files(t, infoFiles)
	code, out, errs := runNetwork(t, "info", "--firms", in("firms.csv"), "--links", in("links.csv"), "--output", "csv", "--snapshot-out", in("links.snapshot"))
	if code != cli.ExitOK || !strings.Contains(errs, "1 self-links dropped") || !strings.Contains(errs, "1 parallel links summed") {
		t.Fatal(code, errs)
	}
	for _, line := range []string{
		"firms,4", "links,3", "self_links_dropped,1", "parallel_links_summed,1", "sectors,3", "largest_sector_share,0.5", "buyers_mean,0.75", "buyers_max,2",
		"buyers_tail_exponent,", "without_buyers,2", "suppliers_median,1", "sold_max,7", "bought_max,5", "weight_min,2", "weight_median,4", "weight_sum,11",
		"weak_components,2", "weak_largest_share,0.75", "strong_components,3", "strong_largest_share,0.5",
	} {
		if !strings.Contains(out, "\n"+line+"\n") {
			t.Errorf("lacks %s:\n%s", line, out)
		}
	}
	rows := regexp.MustCompile(`(?m)^\| ([a-z_]+) \| ([0-9.]+) \|$`).FindAllStringSubmatch(string(page), -1)
	for _, row := range rows {
		if line := "\n" + row[1] + "," + row[2] + "\n"; !strings.Contains(out, line) {
			t.Errorf("the page says %s, the program\n%s", row[0], out)
		}
	}
	if len(rows) != 10 {
		t.Errorf("%d rows on the page", len(rows))
	}
	// From the snapshot everything is as from the links, repairs too.
	code, again, errs := runNetwork(t, "info", "--firms", in("firms.csv"), "--links", in("links.snapshot"), "--output", "csv")
	if code != cli.ExitOK || again != out || !strings.Contains(errs, "1 self-links dropped") {
		t.Errorf("from the snapshot: %s%s", again, errs)
	}
	if code, _, errs = runNetwork(t, "info", "--links", in("links.snapshot")); code != cli.ExitRowErrors || !strings.Contains(errs, "PLAIN_SNAPSHOT_NAMES") {
		t.Errorf("without firms: %d %s", code, errs)
	}
	if err := os.WriteFile(in("firms.csv"), []byte("firm_id\nb\na\nc\nd\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs = runNetwork(t, "info", "--firms", in("firms.csv"), "--links", in("links.snapshot")); code != cli.ExitRowErrors || !strings.Contains(errs, "PLAIN_SNAPSHOT_FIRMS") {
		t.Errorf("other firms: %d %s", code, errs)
	}
}

// Without links, and without anything, what cannot be known stays empty.
func TestNetworkInfoOfNothing(t *testing.T) {
	in := files(t, map[string]string{"firms.csv": "firm_id\n", "links.csv": "supplier,buyer,weight\n"})
	for _, args := range [][]string{{"--firms", in("firms.csv")}, nil} {
		code, out, errs := runNetwork(t, append([]string{"info", "--links", in("links.csv"), "--output", "json"}, args...)...)
		if code != cli.ExitOK || !strings.Contains(out, `"value": null`) {
			t.Errorf("%d %s%s", code, out, errs)
		}
	}
}
