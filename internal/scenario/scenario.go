// Package scenario asks what would happen if firms, nodes of a chain, a whole
// place or an import failed, and which firms the economy of a place hangs on.
//
// An [Ask] is written down before it is computed, with everything that decides
// the answer: what fails and how far, for which chain and place the answer is
// read, how many draws, which seed. The answer carries the data version and the
// rules, so that the same ask at the same version can be replayed and gives the
// same bytes.
//
//	asked ──▶ running ──▶ answered
//	             └──────▶ failed or cancelled, as its job says
package scenario

import (
	"fmt"
	"math"
	"strings"

	"lianzhang/internal/fault"
	"lianzhang/internal/region"
)

// Kinds of question.
const (
	WhatIf   = "what_if"  // what happens if these fail
	Systemic = "systemic" // every firm of the chain in the place fails alone
)

// What may fail.
const (
	HitFirm   = "firm"   // a firm, by public ID
	HitNode   = "node"   // all firms on a node of the chain
	HitRegion = "region" // all firms of a place
	HitImport = "import" // what comes from abroad of the goods of a node
)

// Hit is something that fails by a share Depth of its capacity, in (0, 1].
// Within narrows a node to the firms of a place; the nation when empty.
type Hit struct {
	Kind   string      `json:"kind" enum:"firm,node,region,import"`
	ID     string      `json:"id" maxLength:"64" doc:"public ID of the firm, node ID, or division code"`
	Depth  float64     `json:"depth" exclusiveMinimum:"0" maximum:"1" doc:"share of capacity lost"`
	Within region.Code `json:"within,omitempty" maxLength:"32" doc:"for a node: only its firms in this place"`
}

// Limits of a question: what one machine answers while somebody waits.
const (
	MaxHits  = 200
	MaxDays  = 730
	MaxDraws = 200
)

// Ask is a question. Draws 0 leaves the missing links out; Days 0 leaves the
// course from day to day out.
type Ask struct {
	Kind    string      `json:"kind" enum:"what_if,systemic"`
	Title   string      `json:"title,omitempty" maxLength:"120"`
	Chain   string      `json:"chain" maxLength:"64"`
	Region  region.Code `json:"region" maxLength:"32" doc:"whose firms are counted"`
	Hits    []Hit       `json:"hits,omitempty" maxItems:"200"`
	Days    int         `json:"days,omitempty" minimum:"0" maximum:"730" doc:"days to follow; 0: extent only"`
	Lasts   int         `json:"lasts,omitempty" minimum:"0" maximum:"730" doc:"days until capacity begins to return; 0: it does not"`
	Draws   int         `json:"draws" minimum:"0" maximum:"200"`
	Seed    uint64      `json:"seed" maximum:"9007199254740991" doc:"of the draws"`
	Epsilon float64     `json:"epsilon,omitempty" minimum:"0" maximum:"1" doc:"tolerance; 0: 0.01"`
}

// Epsilon is the tolerance of an ask that names none, that of the publications.
const Epsilon = 0.01

// Check fills in what was left out and refuses what cannot be answered.
func (a *Ask) Check() error {
	if a.Region == "" {
		a.Region = region.Nation
	}
	if a.Epsilon == 0 {
		a.Epsilon = Epsilon
	}
	switch {
	case a.Kind != WhatIf && a.Kind != Systemic:
		return refuse("kind", a.Kind)
	case a.Chain == "":
		return refuse("chain", "")
	case a.Kind == WhatIf && (len(a.Hits) == 0 || len(a.Hits) > MaxHits):
		return refuse("hits", fmt.Sprint(len(a.Hits)))
	case a.Kind == Systemic && len(a.Hits) > 0:
		return refuse("hits", fmt.Sprint(len(a.Hits)))
	case a.Days < 0 || a.Days > MaxDays || a.Lasts < 0 || a.Lasts > MaxDays:
		return refuse("days", fmt.Sprint(a.Days))
	case a.Draws < 0 || a.Draws > MaxDraws:
		return refuse("draws", fmt.Sprint(a.Draws))
	case !(a.Epsilon > 0 && a.Epsilon <= 1):
		return refuse("epsilon", fmt.Sprint(a.Epsilon))
	}
	for i, h := range a.Hits {
		if err := h.check(); err != nil {
			return err
		}
		for _, other := range a.Hits[:i] {
			if other.Kind == h.Kind && other.ID == h.ID && other.Within == h.Within {
				return refuse("twice", h.ID)
			}
		}
	}
	return nil
}

func (h Hit) check() error {
	switch h.Kind {
	case HitFirm, HitNode, HitImport, HitRegion:
	default:
		return refuse("kind", h.Kind)
	}
	if h.ID == "" || !(h.Depth > 0 && h.Depth <= 1) || math.IsNaN(h.Depth) {
		return refuse("depth", fmt.Sprint(h.Depth))
	}
	return nil
}

// refuse refuses a question with the message SCENARIO_<WHAT>.
func refuse(what, value string) error {
	return fault.New(fault.ErrInvalid, "SCENARIO_"+strings.ToUpper(what), "value", value)
}

// Run is a question with what became of it.
type Run struct {
	Number      int64  `json:"-"` // order of arrival
	PID         string `json:"id"`
	Ask         Ask    `json:"ask"`
	Job         string `json:"job"`
	DataVersion int64  `json:"data_version,omitempty"` // 0 until answered
	Program     string `json:"program,omitempty"`      // version that answered
	SHA256      string `json:"sha256,omitempty"`       // of the answer
	Answer      string `json:"-"`                      // canonical JSON
	By          string `json:"by"`
	At          int64  `json:"at"`          // UTC milliseconds
	AnsweredAt  int64  `json:"answered_at"` // UTC milliseconds, 0 until then
}
