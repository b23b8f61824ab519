package placement

import (
	"context"

	"lianzhang/internal/access"
	"lianzhang/internal/region"
)

// Candidate is a firm to be placed, with its place.
type Candidate struct {
	Row    int64 // internal number, the cursor of a run
	Firm   Firm
	Region region.Code
	Demo   bool
}

// RunTx is what a run asks of a transaction.
type RunTx interface {
	PlacementCandidates(ctx context.Context, scope access.Scope, after int64, limit int) ([]Candidate, error)
	PutPlacements(ctx context.Context, all []Placement) error
	DropProposals(ctx context.Context, chain string, firms []string, keep map[[2]string]bool) (int, error)
}

// Tally counts what a run did.
type Tally struct {
	Firms    int `json:"firms"`
	Placed   int `json:"placed"`   // firms with at least one node
	Proposed int `json:"proposed"` // placements
	Dropped  int `json:"dropped"`  // earlier proposals that no longer hold
}

// Add puts another tally on top.
func (t *Tally) Add(o Tally) {
	t.Firms += o.Firms
	t.Placed += o.Placed
	t.Proposed += o.Proposed
	t.Dropped += o.Dropped
}

// Batch places the next firms after a row and returns the row to go on from; 0
// when there are no more. It changes proposals only: what a person or a sheet
// decided stays. version is the data version of the change.
func Batch(ctx context.Context, tx RunTx, m *Model, scope access.Scope, after int64, limit int, version int64) (next int64, t Tally, err error) {
	found, err := tx.PlacementCandidates(ctx, scope, after, limit)
	if err != nil || len(found) == 0 {
		return 0, t, err
	}
	var all []Placement
	firms := make([]string, 0, len(found))
	keep := map[[2]string]bool{}
	for i := range found {
		c := &found[i]
		firms = append(firms, c.Firm.ID)
		proposed := m.Propose(*c, version)
		for _, p := range proposed {
			keep[[2]string{p.Firm, p.Node}] = true
		}
		if len(proposed) > 0 {
			t.Placed++
		}
		all = append(all, proposed...)
	}
	if t.Dropped, err = tx.DropProposals(ctx, string(m.template.ID), firms, keep); err != nil {
		return 0, t, err
	}
	if err := tx.PutPlacements(ctx, all); err != nil {
		return 0, t, err
	}
	t.Firms, t.Proposed = len(found), len(all)
	if len(found) < limit {
		return 0, t, nil
	}
	return found[len(found)-1].Row, t, nil
}

// Propose returns the model's placements of one firm as they are stored.
func (m *Model) Propose(c Candidate, version int64) []Placement {
	guesses := m.Place(c.Firm).Guesses
	all := make([]Placement, 0, len(guesses))
	for _, g := range guesses {
		all = append(all, Placement{Firm: c.Firm.ID, Chain: string(m.template.ID), Node: string(g.Node), Region: c.Region, Confidence: g.Confidence,
			Words: g.Why, Method: Auto, State: Proposed, Template: m.template.Version, Version: version, Demo: c.Demo})
	}
	return all
}
