package chain_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/chain"
	"lianzhang/internal/fault"
	"lianzhang/internal/money"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

func textOf(v any) string { return fmt.Sprint(v) }

// The tier follows from the size; an unknown size has no tier.
func TestTier(t *testing.T) {
	fen := func(yi int64) *money.Fen { f := money.Fen(yi) * money.Yi; return &f }
	for _, c := range []struct {
		size *money.Fen
		want string
	}{
		{nil, ""}, {fen(99), chain.TierBelow}, {fen(100), chain.TierTenBillion}, {fen(999), chain.TierTenBillion},
		{fen(1000), chain.TierHundredBillion}, {fen(9999), chain.TierHundredBillion}, {fen(10000), chain.TierTrillion},
	} {
		if got := (&chain.Registered{Size: c.size}).Tier(); got != c.want {
			t.Errorf("%v: %q, want %q", c.size, got, c.want)
		}
	}
}

// Names are alike by their characters; words every chain has do not count.
func TestAlike(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		alike bool
	}{
		{"新能源汽车产业链", "新能源汽车", true},
		{"生物医药产业链", "石墨产业链", false},
		{"5G", "5g", true},
		{"", "石墨", false},
	} {
		if got := chain.Alike(c.a, c.b); got >= 0.6 != c.alike {
			t.Errorf("%s / %s: %.2f", c.a, c.b, got)
		}
	}
}

// A chain is taken up only after what could be wrong with it was looked at.
func TestRegister(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		register := func(r chain.Registered, dry bool) (warnings []chain.Warning, err error) {
			err = db.Write(ctx, access.System(), func(tx *store.Tx) error {
				warnings, err = chain.Register(ctx, tx, r, true, dry)
				return err
			})
			return warnings, err
		}
		text := chain.Text{Zh: "新能源汽车", En: "New-energy vehicles"}
		if _, err := register(chain.Registered{ID: "hz.nev", Region: "330500", Name: text, Base: "nev"}, false); err != nil {
			t.Fatalf("a city may run a whole chain: %v", err)
		}
		county := chain.Registered{ID: "cx.nev", Region: "330522", Name: text, Base: "nev"}
		warnings, err := register(county, true)
		if err != nil || len(warnings) != 2 || warnings[0].Code != "CHAIN_WHOLE_CYCLE" || warnings[1].Code != "CHAIN_DUPLICATE" {
			t.Fatalf("a dry run tells all warnings: %v %v", warnings, err)
		}
		if warnings[1].Shared < 60 || warnings[1].Similarity < 0.9 {
			t.Errorf("duplication %+v", warnings[1])
		}
		var unanswered *chain.Unanswered
		if _, err := register(county, false); !errors.As(err, &unanswered) || !errors.Is(err, fault.ErrConflict) {
			t.Errorf("a county's whole cycle must be answered: %v", err)
		}
		county.Answer = "只做电池环节的配套，与市级链条衔接"
		if _, err := register(county, false); err != nil {
			t.Errorf("an answered warning: %v", err)
		}
		if _, err := register(county, false); !errors.Is(err, fault.ErrConflict) {
			t.Errorf("the same chain twice: %v", err)
		}
		old := chain.Registered{ID: "old.lead", Region: "340100", Name: chain.Text{Zh: "铅蓄电池"}, Status: chain.Retired}
		if _, err := register(old, false); err != nil {
			t.Error(err)
		}
		if warnings, err := register(chain.Registered{ID: "new.lead", Region: "330600", Name: old.Name}, true); err != nil || len(warnings) != 0 {
			t.Errorf("a retired chain duplicates nothing: %v %v", warnings, err)
		}
		park := chain.Registered{ID: "z.a", Region: "330522-Z01", Name: chain.Text{Zh: "铅蓄电池"}}
		if _, err := register(park, false); err != nil {
			t.Error(err)
		}
		park.ID, park.Name.Zh = "z.b", "智能装备"
		if _, err := register(park, false); !errors.Is(err, fault.ErrConflict) {
			t.Errorf("two chains in one park: %v", err)
		}
	})
}
