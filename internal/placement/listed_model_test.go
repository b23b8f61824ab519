package placement_test

import (
	"fmt"
	"strings"
	"testing"

	"lianzhang/internal/placement"
)

// measureListed runs the model over the product texts of the listed companies,
// which were written down before the vocabulary. Their nodes come from what is
// known of the company, so not every one of them can be read from the text.
func measureListed(t testing.TB, id string) *score {
	m := model(t, placement.ListedPlacements()[0].Chain)
	s := &score{}
	for _, p := range placement.ListedPlacements() {
		if string(p.Chain) != id {
			continue
		}
		if m == nil || s.rows == 0 {
			m = model(t, p.Chain)
		}
		row := labelled{id: p.Code, firm: placement.Firm{Products: p.Products}, nodes: map[string]bool{}}
		for _, n := range p.Nodes {
			row.nodes[string(n)] = true
		}
		got := m.Place(row.firm)
		s.add(row, got)
		if testing.Verbose() {
			one := score{}
			one.add(row, got)
			if one.exact == 0 {
				var said []string
				for _, g := range got.Guesses {
					said = append(said, fmt.Sprintf("%s[%s]", g.Node, g.Why))
				}
				fmt.Printf("%s %s want %v GOT %s %s\n", p.Code, p.Products, p.Nodes, strings.Join(said, " "), got.Reason)
			}
		}
	}
	return s
}

func TestListedTexts(t *testing.T) {
	for _, id := range []string{"nev", "ic"} {
		t.Logf("%s listed: %s", id, measureListed(t, id))
	}
}
