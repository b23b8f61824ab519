package fact_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/fact"
)

func claim(id int64, rank int, asOf string, values map[string]any) fact.Standing {
	return fact.Standing{Claim: fact.Claim{ID: id, Source: id, AsOf: asOf, Values: values}, Rank: rank}
}

func TestFold(t *testing.T) {
	firm := fact.KindOf("firm")
	for why, c := range map[string]struct {
		claims []fact.Standing
		want   map[string]any
	}{
		"higher rank wins over a later date": {[]fact.Standing{claim(1, 90, "2020", map[string]any{"employees": int64(1)}), claim(2, 50, "2025", map[string]any{"employees": int64(2)})}, map[string]any{"employees": int64(1)}},
		"later date wins among equals":       {[]fact.Standing{claim(2, 50, "2024", map[string]any{"employees": int64(1)}), claim(1, 50, "2025", map[string]any{"employees": int64(2)})}, map[string]any{"employees": int64(2)}},
		"later arrival wins on the same day": {[]fact.Standing{claim(1, 50, "2025", map[string]any{"employees": int64(1)}), claim(2, 50, "2025", map[string]any{"employees": int64(2)})}, map[string]any{"employees": int64(2)}},
		"each field is decided by itself":    {[]fact.Standing{claim(1, 90, "2025", map[string]any{"name": "甲"}), claim(2, 50, "2025", map[string]any{"name": "乙", "listed": "1"})}, map[string]any{"name": "甲", "listed": "1"}},
		"a claim of unknown hides the value": {[]fact.Standing{claim(1, 50, "2025", map[string]any{"listed": "1"}), claim(2, 90, "2025", map[string]any{"listed": nil})}, map[string]any{}},
		"a field the kind lacks is left out": {[]fact.Standing{claim(1, 50, "2025", map[string]any{"nothing": "1"})}, map[string]any{}},
		"no claims, no values":               {nil, map[string]any{}},
	} {
		if got := fact.Fold(firm, c.claims); !maps.Equal(got.Values, c.want) {
			t.Errorf("%s: %v, want %v", why, got.Values, c.want)
		}
	}
}

// The order in which claims are handed over never matters, and taking a claim
// back gives what the others alone would have given.
func TestFoldLaws(t *testing.T) {
	firm := fact.KindOf("firm")
	fields := []string{"name", "listed", "address", "employees"}
	rapid.Check(t, func(t *rapid.T) {
		claims := rapid.Custom(func(t *rapid.T) []fact.Standing {
			n := rapid.IntRange(0, 8).Draw(t, "n")
			out := make([]fact.Standing, n)
			for i := range out {
				values := map[string]any{}
				for _, f := range rapid.SliceOfN(rapid.SampledFrom(fields), 0, 4).Draw(t, "fields") {
					values[f] = rapid.SampledFrom([]any{"a", "b", nil}).Draw(t, "value")
				}
				out[i] = claim(int64(i+1), rapid.SampledFrom([]int{10, 50, 90}).Draw(t, "rank"), rapid.SampledFrom([]string{"", "2024", "2025", "2025-03"}).Draw(t, "as of"), values)
				out[i].Demo = rapid.Bool().Draw(t, "demo")
			}
			return out
		}).Draw(t, "claims")
		want := fact.Fold(firm, claims)
		shuffled := slices.Clone(claims)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		got := fact.Fold(firm, shuffled)
		if !maps.Equal(got.Values, want.Values) || !maps.Equal(got.By, want.By) || got.Source != want.Source || got.AsOf != want.AsOf || got.Demo != want.Demo {
			t.Fatalf("order matters: %v against %v", got, want)
		}
		for id, by := range want.By {
			w := claims[slices.IndexFunc(claims, func(c fact.Standing) bool { return c.ID == by })]
			for _, c := range claims {
				if _, names := c.Values[id]; names && c.Rank > w.Rank {
					t.Fatalf("%s is decided by rank %d though rank %d names it", id, w.Rank, c.Rank)
				}
			}
		}
	})
}
