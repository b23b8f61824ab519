package placement_test

import (
	"math"
	"testing"

	"lianzhang/internal/chain"
	"lianzhang/internal/placement"
)

// bucket counts proposals of one confidence.
type bucket struct{ proposed, right int }

// calibration counts, for each confidence, how many proposals on the training
// half and on the texts of the listed companies were right.
func calibration(t testing.TB) map[float64]*bucket {
	all := map[float64]*bucket{}
	count := func(g placement.Guess, right bool) {
		if all[g.Confidence] == nil {
			all[g.Confidence] = &bucket{}
		}
		all[g.Confidence].proposed++
		if right {
			all[g.Confidence].right++
		}
	}
	for _, id := range []chain.ID{"nev", "ic"} {
		m := model(t, id)
		for _, row := range readLabelled(t, id) {
			if row.part != "train" {
				continue
			}
			for _, g := range m.Place(row.firm).Guesses {
				count(g, row.nodes[string(g.Node)] || row.also[string(g.Node)])
			}
		}
		for _, p := range placement.ListedPlacements() {
			if p.Chain != id {
				continue
			}
			for _, g := range m.Place(placement.Firm{Products: p.Products}).Guesses {
				right := false
				for _, n := range p.Nodes {
					right = right || n == g.Node
				}
				count(g, right)
			}
		}
	}
	return all
}

// A confidence is the share that is right: where thirty or more proposals have
// one, it may be off by no more than 0.08.
func TestConfidenceIsTheShareThatIsRight(t *testing.T) {
	for sure, b := range calibration(t) {
		share := float64(b.right) / float64(b.proposed)
		t.Logf("confidence %.2f: %d proposals, %d right, %.2f", sure, b.proposed, b.right, share)
		if b.proposed >= 30 && math.Abs(share-sure) > 0.08 {
			t.Errorf("confidence %.2f: %.2f of %d were right", sure, share, b.proposed)
		}
	}
}
