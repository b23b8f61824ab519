package placement

import "context"

// Tx is what a decision asks of a transaction.
type Tx interface {
	PutPlacements(ctx context.Context, all []Placement) error
	// Teach adds to the counts of the words for and against the node.
	Teach(ctx context.Context, chain, node string, words []string, confirmed, rejected int) error
}

// Decision is what a person says about a placement.
type Decision struct {
	To    State    // Confirmed or Rejected
	By    string   // account
	At    int64    // UTC milliseconds
	Words []string // of the firm's text; what the decision teaches
}

// Decide settles a placement and teaches its words. A later decision takes back
// what the earlier one taught, so that each placement counts once. To correct a
// placement, reject it and decide the other node as Confirmed.
func Decide(ctx context.Context, tx Tx, p Placement, d Decision) (Placement, error) {
	if c, r := counts(p.State); c+r > 0 && len(p.Taught) > 0 {
		if err := tx.Teach(ctx, p.Chain, p.Node, p.Taught, -c, -r); err != nil {
			return p, err
		}
	}
	p.State, p.Method, p.DecidedBy, p.DecidedAt, p.Taught = d.To, Person, d.By, d.At, d.Words
	if d.To == Confirmed {
		p.Confidence = 1
	}
	c, r := counts(d.To)
	if err := tx.Teach(ctx, p.Chain, p.Node, p.Taught, c, r); err != nil {
		return p, err
	}
	return p, tx.PutPlacements(ctx, []Placement{p})
}

// counts tells what one decision adds for and against a node.
func counts(s State) (confirmed, rejected int) {
	switch s {
	case Confirmed:
		return 1, 0
	case Rejected:
		return 0, 1
	}
	return 0, 0
}
