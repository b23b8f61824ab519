package placement_test

import (
	"fmt"
	"strings"
	"testing"

	"lianzhang/internal/chain"
	"lianzhang/internal/placement"
)

// measureListed runs the model over the product texts of the listed companies,
// which were written down before the vocabulary. Their nodes come from what is
// known of the company, so not every one of them can be read from the text.
func measureListed(t testing.TB, id chain.ID) *score {
	m := model(t, id)
	s := &score{}
	for _, p := range placement.ListedPlacements() {
		if p.Chain != id {
			continue
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
	for _, id := range []chain.ID{"nev", "ic"} {
		if s := measureListed(t, id); s.precision() < 0.87 || s.recall() < 0.78 {
			t.Errorf("%s listed: %s", id, s)
		}
	}
}
