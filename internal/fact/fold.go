package fact

import (
	"cmp"
	"slices"
)

// Standing is a claim that was not withdrawn, with what is known of its source.
type Standing struct {
	Claim
	Rank int  // of the source; higher is trusted more
	Demo bool // the source is invented
}

// Shown is what a subject's claims come to.
type Shown struct {
	// Values are the shown values. A field that no claim names, or whose best
	// claim says that it is unknown (nil), is left out.
	Values map[string]any
	// By is, for each field that some claim names, the ID of the claim that
	// decided it, also when that claim says unknown.
	By map[string]int64
	// Source and AsOf are those of the best claim that decided any field.
	Source int64
	AsOf   string
	// Demo tells that some shown value was invented.
	Demo bool
}

// Fold chooses the values shown of one subject. For each field the claim
// decides whose source ranks highest; among equals the one with the latest
// date as text ("2025" is earlier than "2025-03"); among equals the one with
// the highest ID, which arrived last. The order of claims does not matter and
// claims is not changed.
func Fold(kind *Kind, claims []Standing) Shown {
	order := make([]*Standing, len(claims))
	for i := range claims {
		order[i] = &claims[i]
	}
	slices.SortStableFunc(order, func(a, b *Standing) int {
		return cmp.Or(cmp.Compare(b.Rank, a.Rank), cmp.Compare(b.AsOf, a.AsOf), cmp.Compare(b.ID, a.ID))
	})
	shown := Shown{Values: map[string]any{}, By: map[string]int64{}}
	first := true
	for _, c := range order {
		decided := false
		for id, value := range c.Values {
			if _, done := shown.By[id]; done || kind.Field(id) == nil {
				continue
			}
			shown.By[id] = c.ID
			decided = true
			if value != nil {
				shown.Values[id] = value
				shown.Demo = shown.Demo || c.Demo
			}
		}
		if decided && first {
			shown.Source, shown.AsOf, first = c.Source, c.AsOf, false
		}
	}
	return shown
}
