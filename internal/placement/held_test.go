package placement_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"lianzhang/internal/chain"
)

// floors are a little under what the held-out half reaches.
var floors = map[chain.ID]struct{ precision, recall float64 }{"nev": {0.96, 0.96}, "ic": {0.98, 0.98}}

// heldOut returns the rows of the table in docs/methods/placement.md.
func heldOut(t testing.TB) []string {
	name := map[chain.ID]string{"nev": "新能源汽车", "ic": "集成电路"}
	kinds := []struct{ id, name string }{{"industry", "仅行业"}, {"products", "仅产品"}, {"scope", "仅经营范围"}, {"all", "三项都有"}, {"none", "不属于本链"}, {"total", "合计"}}
	var lines []string
	for _, id := range []chain.ID{"nev", "ic"} {
		scores := measure(t, id, "held")
		for _, k := range kinds {
			s := scores[k.id]
			if s == nil {
				continue
			}
			line := fmt.Sprintf("| %s | %s | %d | %d | %d | %.2f | %.2f |", name[id], k.name, s.rows, s.proposed, s.wanted, s.precision(), s.recall())
			if k.id == "none" {
				line = fmt.Sprintf("| %s | %s | %d | %d | 0 | — | — |", name[id], k.name, s.rows, s.proposed)
			}
			lines = append(lines, line)
		}
	}
	for _, id := range []chain.ID{"nev", "ic"} {
		s := measureListed(t, id)
		lines = append(lines, fmt.Sprintf("| %s | 上市公司产品文本 | %d | %d | %d | %.2f | %.2f |", name[id], s.rows, s.proposed, s.wanted, s.precision(), s.recall()))
	}
	return lines
}

// The held-out half stays above the floor.
func TestHeldOutHalf(t *testing.T) {
	for id, floor := range floors {
		s := measure(t, id, "held")["total"]
		t.Logf("%s held out: %s", id, s)
		if s.precision() < floor.precision || s.recall() < floor.recall {
			t.Errorf("%s: precision %.3f, recall %.3f; the floor is %.2f and %.2f", id, s.precision(), s.recall(), floor.precision, floor.recall)
		}
	}
}

// The page says what was measured.
func TestMethodPageIsTrue(t *testing.T) {
	page, err := os.ReadFile("../../docs/methods/placement.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range heldOut(t) {
		if !strings.Contains(string(page), line) {
			t.Errorf("docs/methods/placement.md lacks: %s", line)
		}
	}
	for sure, b := range calibration(t) {
		line := fmt.Sprintf("| %.2f | %d | %d |", sure, b.proposed, b.right)
		if !strings.Contains(string(page), line) {
			t.Errorf("docs/methods/placement.md lacks: %s", line)
		}
	}
}
