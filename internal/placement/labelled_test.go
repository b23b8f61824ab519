package placement_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"strings"
	"testing"

	"lianzhang/internal/chain"
	"lianzhang/internal/placement"
)

// labelled is one description with the nodes it belongs to; none means that the
// firm has no place on the chain.
type labelled struct {
	id, kind, part string
	firm           placement.Firm
	nodes, also    map[string]bool // also: right too, but not asked for
}

func readLabelled(t testing.TB, id chain.ID) []labelled {
	t.Helper()
	f, err := os.Open("testdata/labelled-" + string(id) + ".csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	set := func(s string) map[string]bool {
		all := map[string]bool{}
		for _, n := range strings.Split(s, ";") {
			if n != "" {
				all[n] = true
			}
		}
		return all
	}
	var all []labelled
	for _, r := range rows[1:] {
		all = append(all, labelled{id: r[0], kind: r[1], firm: placement.Firm{ID: r[0], Industry: r[2], Products: r[3], Scope: r[4]},
			nodes: set(r[5]), also: set(r[6]), part: r[7]})
	}
	return all
}

func model(t testing.TB, id chain.ID, lessons ...placement.Lesson) *placement.Model {
	t.Helper()
	template, err := chain.Load(id)
	if err != nil {
		t.Fatal(err)
	}
	return placement.NewModel(template, placement.Vocabularies(), lessons)
}

// score counts what was proposed against what is right.
type score struct{ proposed, right, wanted, found, rows, exact int }

func (s *score) add(want labelled, got placement.Result) {
	s.rows++
	s.wanted += len(want.nodes)
	wrong := 0
	seen := 0
	for _, g := range got.Guesses {
		s.proposed++
		switch n := string(g.Node); {
		case want.nodes[n]:
			s.right++
			s.found++
			seen++
		case want.also[n]:
			s.right++
		default:
			wrong++
		}
	}
	if wrong == 0 && seen == len(want.nodes) {
		s.exact++
	}
}

func (s score) precision() float64 { return float64(s.right) / float64(max(s.proposed, 1)) }
func (s score) recall() float64    { return float64(s.found) / float64(max(s.wanted, 1)) }

func (s score) String() string {
	return fmt.Sprintf("%d 条，精确率 %.2f，召回率 %.2f", s.rows, s.precision(), s.recall())
}

// measure runs the model over one half of the labelled texts, by kind of text.
func measure(t testing.TB, id chain.ID, part string) map[string]*score {
	m := model(t, id)
	scores := map[string]*score{"total": {}}
	for _, row := range readLabelled(t, id) {
		if row.part != part {
			continue
		}
		kind := row.kind
		if len(row.nodes) == 0 {
			kind = "none"
		}
		if scores[kind] == nil {
			scores[kind] = &score{}
		}
		got := m.Place(row.firm)
		scores[kind].add(row, got)
		scores["total"].add(row, got)
		if testing.Verbose() && part == "train" {
			report(row, got)
		}
	}
	return scores
}

// report prints what went wrong on the training half; the held-out half is
// never looked at row by row.
func report(want labelled, got placement.Result) {
	one := score{}
	one.add(want, got)
	if one.exact == 1 {
		return
	}
	var said []string
	for _, g := range got.Guesses {
		said = append(said, fmt.Sprintf("%s %.2f %s", g.Node, g.Confidence, g.Why))
	}
	fmt.Printf("%s %s|%s|%s\n   want %v got %s %s\n", want.id, want.firm.Industry, want.firm.Products, want.firm.Scope, keys(want.nodes), strings.Join(said, " | "), got.Reason)
}

func keys(set map[string]bool) []string {
	var all []string
	for k := range set {
		all = append(all, k)
	}
	return all
}

// The half that the rules were tuned on; -v shows what is still wrong there.
func TestTrainingHalf(t *testing.T) {
	for _, id := range []chain.ID{"nev", "ic"} {
		for kind, s := range measure(t, id, "train") {
			t.Logf("%s train %s: %s", id, kind, s)
			if kind == "none" && s.proposed > 1 || kind == "total" && (s.precision() < 0.97 || s.recall() < 0.97) {
				t.Errorf("%s train %s fell to %s", id, kind, s)
			}
		}
	}
}
