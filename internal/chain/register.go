package chain

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"lianzhang/internal/fault"
	"lianzhang/internal/money"
	"lianzhang/internal/region"
)

// Classes of a chain in a region.
const (
	ClassStrengthen = "strengthen" // 强链
	ClassGrow       = "grow"       // 新链
	ClassExtend     = "extend"     // 短链
)

// Registered is a chain that a region has taken up. The life of a chain:
//
//	proposed → active → retired
type Registered struct {
	ID         ID
	Region     region.Code // that owns it
	Name       Text
	Base       ID // standard template it follows; empty when it has only nodes of its own
	Class      string
	Factor     string
	Carrier    string
	Size       *money.Fen // yearly output or revenue of the chain; nil when unknown
	SizeAsOf   string
	SizeSource string
	Green      bool // green-chain pilot
	Dual       bool // dual-chief pilot
	WholeCycle bool // declares a whole industrial cycle
	Answer     string
	Status     string
	From       string // civil day, may be empty
	Until      string
	Catalogue  string
	Clusters   []string // clusters it belongs to; a cluster has many chains
	Demo       bool
	Version    int64
}

// Tiers of scale.
const (
	TierTrillion       = "trillion"        // 万亿级
	TierHundredBillion = "hundred_billion" // 千亿级
	TierTenBillion     = "ten_billion"     // 百亿级
	TierBelow          = "below"           // under ten billion
)

// States of a registered chain.
const (
	Proposed = "proposed"
	Active   = "active"
	Retired  = "retired"
)

const (
	alike            = 0.6              // from here on two chains are told to be alike
	smallestForCycle = region.LevelCity // whole cycles are for cities and larger places
)

// Tier computes the tier of scale from the size; empty when it is unknown.
func (r *Registered) Tier() string {
	switch {
	case r.Size == nil:
		return ""
	case *r.Size >= 10_000*money.Yi:
		return TierTrillion
	case *r.Size >= 1_000*money.Yi:
		return TierHundredBillion
	case *r.Size >= 100*money.Yi:
		return TierTenBillion
	}
	return TierBelow
}

// Warning is what a person must know before a chain is taken up. One that
// must be answered stops the creation until the answer is given.
type Warning struct {
	Code       string      `json:"code"`
	Must       bool        `json:"must_be_answered"`
	Chain      ID          `json:"chain,omitempty"` // the other chain
	Region     region.Code `json:"region,omitempty"`
	Name       string      `json:"name,omitempty"`
	Similarity float64     `json:"similarity,omitempty"` // 0 to 1
	Shared     int         `json:"shared,omitempty"`     // nodes in both
}

// Unanswered lists the warnings that stop a creation.
type Unanswered struct{ Warnings []Warning }

func (e *Unanswered) Error() string {
	return fmt.Sprintf("%d warnings wait for an answer", len(e.Warnings))
}

// Unwrap files the error under [fault.ErrConflict] with the sentence of the
// first warning.
func (e *Unanswered) Unwrap() error {
	return fault.New(fault.ErrConflict, e.Warnings[0].Code, "chain", string(e.Warnings[0].Chain), "name", e.Warnings[0].Name)
}

// Tx is what this package asks of a transaction.
type Tx interface {
	// Chains returns the registered chains of every region, by ID.
	Chains(ctx context.Context) ([]Registered, error)
	AddChain(ctx context.Context, r Registered) error
	SetChain(ctx context.Context, r Registered) error
	// Map returns the effective map of a chain for a place.
	Map(ctx context.Context, id ID, place region.Code) (*Template, []Notice, error)
}

// Register takes a chain up for a region after looking at what could be wrong
// with it, and returns the warnings it was given. With dry only the looking is
// done. It refuses an ID in use (CHAIN_EXISTS), a second running chain of a
// zone when onePerZone (CHAIN_ONE_PER_ZONE), and warnings without an answer
// ([*Unanswered]).
func Register(ctx context.Context, tx Tx, r Registered, onePerZone, dry bool) ([]Warning, error) {
	if r.ID == "" || r.Name.Zh == "" || r.Region == "" {
		return nil, fault.New(fault.ErrInvalid, "CHAIN_HEAD", "detail", "id, name, region")
	}
	if !slices.Contains([]string{"", ClassStrengthen, ClassGrow, ClassExtend}, r.Class) {
		return nil, fault.New(fault.ErrInvalid, "CHAIN_HEAD", "detail", r.Class)
	}
	standing, err := tx.Chains(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := Load(r.ID); err == nil {
		return nil, fault.New(fault.ErrConflict, "CHAIN_EXISTS", "chain", string(r.ID))
	}
	mine := &Template{}
	if r.Base != "" {
		if mine, _, err = tx.Map(ctx, r.Base, r.Region); err != nil {
			return nil, err
		}
	}
	var warnings []Warning
	for _, s := range standing {
		if s.ID == r.ID {
			return nil, fault.New(fault.ErrConflict, "CHAIN_EXISTS", "chain", string(r.ID))
		}
		if onePerZone && s.Region == r.Region && r.Region.Level() == region.LevelPark && s.Status != Retired {
			return nil, fault.New(fault.ErrConflict, "CHAIN_ONE_PER_ZONE", "name", s.Name.Zh, "chain", string(s.ID))
		}
		if w, is := duplicate(r, mine, s); is {
			warnings = append(warnings, w)
		}
	}
	slices.SortStableFunc(warnings, func(a, b Warning) int {
		switch {
		case a.Similarity > b.Similarity:
			return -1
		case a.Similarity < b.Similarity:
			return 1
		}
		return 0
	})
	if w, is := wholeCycle(r, mine); is {
		warnings = append([]Warning{w}, warnings...)
	}
	if dry {
		return warnings, nil
	}
	if r.Answer == "" && slices.ContainsFunc(warnings, func(w Warning) bool { return w.Must }) {
		return warnings, &Unanswered{Warnings: warnings}
	}
	if r.Status == "" {
		r.Status = Proposed
	}
	return warnings, tx.AddChain(ctx, r)
}

// Change writes a chain that stands already. A whole cycle in a small place
// must be answered here as well.
func Change(ctx context.Context, tx Tx, r Registered) error {
	mine := &Template{}
	if r.Base != "" {
		var err error
		if mine, _, err = tx.Map(ctx, r.Base, r.Region); err != nil {
			return err
		}
	}
	if w, is := wholeCycle(r, mine); is && r.Answer == "" {
		return &Unanswered{Warnings: []Warning{w}}
	}
	return tx.SetChain(ctx, r)
}

// wholeCycle warns of a county, park or smaller place that sets out to run a
// whole industrial cycle: cycles are for the nation, provinces and cities.
func wholeCycle(r Registered, t *Template) (Warning, bool) {
	if r.Region.Level() <= smallestForCycle {
		return Warning{}, false
	}
	if !r.WholeCycle && !t.Whole() {
		return Warning{}, false
	}
	return Warning{Code: "CHAIN_WHOLE_CYCLE", Must: true, Chain: r.ID, Name: r.Name.Zh, Region: r.Region}, true
}

// Whole tells whether the map runs from upstream through midstream to
// downstream.
func (t *Template) Whole() bool {
	at := map[string]bool{}
	for i := range t.Nodes {
		at[t.Position(&t.Nodes[i])] = true
	}
	return at[Upstream] && at[Midstream] && at[Downstream]
}

// duplicate compares a chain with one of another region: by the nodes of their
// maps when both have one, else by name.
func duplicate(r Registered, mine *Template, other Registered) (Warning, bool) {
	if other.Region == r.Region || other.Status == Retired {
		return Warning{}, false
	}
	w := Warning{Code: "CHAIN_DUPLICATE", Chain: other.ID, Region: other.Region, Name: other.Name.Zh}
	w.Similarity = Alike(r.Name.Zh, other.Name.Zh)
	if r.Base != "" && other.Base != "" {
		theirs, err := Load(other.Base)
		if err == nil {
			shared, similar := Overlap(mine, theirs)
			w.Shared, w.Similarity = shared, max(w.Similarity, similar)
		}
	}
	return w, w.Similarity >= alike
}

// Overlap counts the nodes that both maps have, and their share of all nodes
// that either has.
func Overlap(a, b *Template) (shared int, jaccard float64) {
	in := nodesOf(a)
	for _, n := range b.Nodes {
		if _, ok := in[string(n.ID)]; ok {
			shared++
		}
	}
	all := len(a.Nodes) + len(b.Nodes) - shared
	if all == 0 {
		return 0, 0
	}
	return shared, float64(shared) / float64(all)
}

// Alike compares two names by their pairs of neighbouring characters (Dice),
// 0 to 1. Words that every chain has, such as 产业链, do not count.
func Alike(a, b string) float64 {
	x, y := pairs(a), pairs(b)
	total, same := 0, 0
	for pair, n := range x {
		total += n
		same += min(n, y[pair])
	}
	for _, n := range y {
		total += n
	}
	if total == 0 {
		return 0
	}
	return 2 * float64(same) / float64(total)
}

func pairs(name string) map[string]int {
	for _, word := range []string{"产业链", "产业集群", "产业", "重点"} {
		name = strings.ReplaceAll(name, word, "")
	}
	r := []rune(strings.ToLower(name))
	all := map[string]int{}
	if len(r) == 1 {
		all[string(r)] = 1
	}
	for i := 1; i < len(r); i++ {
		all[string(r[i-1:i+1])]++
	}
	return all
}
