package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"lianzhang/internal/diagnosis"
	"lianzhang/internal/region"
)

// Placed is a firm on a node as the tables have it: a placement that was not
// rejected with what the judgement needs of the firm. Firms that were cancelled,
// revoked, closed or moved away are left out.
type Placed struct {
	PID, Firm, Node  string
	Region           region.Code
	Confidence       float64
	Confirmed        bool
	Role, Grade      string   // as placed; empty: not known
	Share            *float64 // of the firm's output
	Source           int64
	Version          int64
	Name             string
	FirmRegion       region.Code
	Revenue, Output  int64 // fen, or diagnosis.Unknown
	ValueAdded       int64
	FirmRole, Listed string
	AboveScale       int64 // 1, 0, or diagnosis.Unknown
	FirmDemo         bool
	FirmVersion      int64
	At               int64 // instant of the decision, UTC milliseconds; 0 for none
}

// Plant is an establishment of a firm.
type Plant struct {
	PID, Firm   string
	Region      region.Code
	Kind        string
	From, Until string
	Output      int64 // fen, or diagnosis.Unknown
	Reason      string
	Version     int64
	At          int64 // instant of the latest change, UTC milliseconds
}

// Rung is an honour of a firm.
type Rung struct {
	PID, Firm, Rung, Granted, Expires string
	At                                int64 // instant of the latest change, UTC milliseconds
}

// MadeProduct is a product with its node.
type MadeProduct struct {
	diagnosis.Product
	Stated bool  // the market share is stated
	Output int64 // fen, or diagnosis.Unknown
	At     int64 // instant of the latest change, UTC milliseconds
}

// ChainRecords is everything on record of one chain in the whole nation at one
// data version. It is never changed, so that pictures may share its parts;
// [Tx.ChainRecordsSince] makes the next one of it.
type ChainRecords struct {
	Version    int64    // data version
	Placed     []Placed // by firm and node; of several placements on one node the surest first
	Plants     []Plant  // of all firms that stand on the chain, and of some that did
	Rungs      []Rung   // likewise
	Searches   []diagnosis.Search
	Projects   []diagnosis.Project
	Institutes []diagnosis.Institute
	Trade      []diagnosis.Dependence
	Products   []MadeProduct
	Purchases  [][]diagnosis.Purchase // by node, in the order of [diagnosis.ComparePurchases]
	Newest     int64                  // instant of the latest change of searches, projects, institutes and trade, UTC milliseconds

	places map[string]region.Code // of the buyers and suppliers; empty for a firm that is not there
}

// ChainNodes are the nodes whose records are read.
type ChainNodes struct {
	Chains []string         // under which records may name the nodes: a node has one identity in every chain it stands in
	Index  map[string]int32 // place of each node in the template
}

// droppedCounter names the counter of the data version at which placements on a
// chain were last dropped: what is gone has no version of its own to be found by.
func droppedCounter(chain string) string { return "placements dropped " + chain }

// ChainRecords reads everything on record of the nodes. The records are read
// whole: national totals and peers are part of every verdict. What a reader sees
// of single records is cut to their scope by the doors.
func (tx *Tx) ChainRecords(ctx context.Context, nodes ChainNodes) (*ChainRecords, error) {
	return tx.chainRecords(ctx, nodes, nil)
}

// ChainRecordsSince returns what [Tx.ChainRecords] would, but reads only what
// changed since old was read, found by the version of its row. The nodes must be
// those of old. When placements were dropped meanwhile, it reads everything.
func (tx *Tx) ChainRecordsSince(ctx context.Context, nodes ChainNodes, old *ChainRecords) (*ChainRecords, error) {
	names := make([]string, len(nodes.Chains))
	for i, c := range nodes.Chains {
		names[i] = droppedCounter(c)
	}
	var dropped int64
	if err := tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(value), 0) FROM counter WHERE name IN `+tx.in(1, false), jsonList(names)).Scan(&dropped); err != nil {
		return nil, fmt.Errorf("read dropped placements: %w", err)
	}
	if dropped > old.Version {
		old = nil
	}
	return tx.chainRecords(ctx, nodes, old)
}

func (tx *Tx) chainRecords(ctx context.Context, nodes ChainNodes, old *ChainRecords) (*ChainRecords, error) {
	version, err := tx.DataVersion(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]string, 0, len(nodes.Index))
	for id := range nodes.Index {
		list = append(list, id)
	}
	r := &chainReading{tx: tx, ChainNodes: nodes, args: []any{jsonList(nodes.Chains), jsonList(list)}, old: old, out: &ChainRecords{Version: version}}
	if r.whole = old == nil; r.whole {
		r.old = &ChainRecords{Version: -1, Purchases: make([][]diagnosis.Purchase, len(nodes.Index))}
	}
	for _, read := range []func(context.Context) error{
		r.placed, r.plants, r.rungs, r.searches, r.projects, r.institutes, r.trade, r.products, r.purchases,
	} {
		if err := read(ctx); err != nil {
			return nil, err
		}
	}
	return r.out, nil
}

// fold puts the rows that were read again in the place of what was held of them:
// again are all that were read, fresh those of them that stand.
func fold[T any](held, fresh []T, again map[string]bool, id func(*T) string, order func(a, b *T) int) []T {
	if len(again) == 0 && len(fresh) == 0 {
		return held
	}
	fresh = sorted(fresh, order)
	if len(held) == 0 {
		return fresh
	}
	out := make([]T, 0, len(held)+len(fresh))
	next := 0
	for i := range held {
		if again[id(&held[i])] {
			continue
		}
		for ; next < len(fresh) && order(&fresh[next], &held[i]) < 0; next++ {
			out = append(out, fresh[next])
		}
		out = append(out, held[i])
	}
	return append(out, fresh[next:]...)
}

// sorted returns the rows in order; rows are wide, so that numbers are moved
// about instead of them.
func sorted[T any](rows []T, order func(a, b *T) int) []T {
	at := make([]int32, len(rows))
	for i := range at {
		at[i] = int32(i)
	}
	slices.SortFunc(at, func(i, j int32) int { return order(&rows[i], &rows[j]) })
	out := make([]T, len(rows))
	for i, from := range at {
		out[i] = rows[from]
	}
	return out
}

// comparePlaced is the order of placements: by firm and node; of several on one
// node the confirmed one first, then the surer, then by ID.
func comparePlaced(a, b *Placed) int {
	sure := func(p *Placed) float64 {
		if p.Confirmed {
			return 2
		}
		return p.Confidence
	}
	if c := strings.Compare(a.Firm, b.Firm); c != 0 {
		return c
	}
	return cmp.Or(strings.Compare(a.Node, b.Node), cmp.Compare(sure(b), sure(a)), strings.Compare(a.PID, b.PID))
}
