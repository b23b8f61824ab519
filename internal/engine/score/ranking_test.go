package score_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/draw"
	"lianzhang/internal/engine/score"
)

var rules = score.RankRules{Level: 0.95, MinCases: 30}

// 10 ± 1 and 11 ± 1 cannot be told apart (their difference is 1 ± 1.41), 20 can.
func TestRankByHand(t *testing.T) {
	got, err := score.Rank([]score.Contestant{
		{Score: 10, StdError: 1, Cases: 99}, {Score: 20, StdError: 1, Cases: 99}, {Score: 11, StdError: 1, Cases: 99},
		{Score: 90, StdError: 1, Cases: 29}, {Score: math.NaN(), Cases: 99}, {Score: 50, StdError: math.NaN(), Cases: 99},
		{Score: 70, StdError: 1, Cases: 99, Excluded: "merged"},
	}, rules)
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range []score.Placing{
		{Best: 2, Worst: 3, Group: 2}, {Best: 1, Worst: 1, Group: 1}, {Best: 2, Worst: 3, Group: 2},
		{Reason: score.TooFewCases}, {Reason: score.NoScore}, {Reason: score.NoError}, {Reason: "merged"},
	} {
		got[k].ProbTop = 0
		if got[k] != want {
			t.Errorf("%d: %+v, want %+v", k, got[k], want)
		}
	}
	// 1.645 standard errors of the difference is the 95 % point.
	for lead, apart := range map[float64]bool{1.64: false, 1.65: true} {
		p, _ := score.Rank([]score.Contestant{{Score: lead, StdError: 0.6, Cases: 30}, {StdError: 0.8, Cases: 30}}, rules)
		if (p[1].Best == 2) != apart {
			t.Errorf("lead %v: %+v", lead, p)
		}
	}
}

func TestRankLowerAndEqual(t *testing.T) {
	r := rules
	r.Lower = true
	p, _ := score.Rank([]score.Contestant{{Score: 10, Cases: 30}, {Score: 20, Cases: 30}, {Score: 10, Cases: 30}}, r)
	if p[0].Worst != 2 || p[2].Best != 1 || p[1].Best != 3 || p[0].Group != 1 || p[2].Group != 1 || p[1].Group != 2 {
		t.Errorf("equal scores without error share their ranks: %+v", p)
	}
	if p, err := score.Rank(nil, rules); err != nil || len(p) != 0 {
		t.Errorf("nobody: %v %v", p, err)
	}
	for _, level := range []float64{0.5, 1, math.NaN()} {
		if _, err := score.Rank(nil, score.RankRules{Level: level}); err == nil {
			t.Errorf("level %v passed", level)
		}
	}
}

// Draws that move together tell apart what their spread alone would not.
func TestRankDraws(t *testing.T) {
	r := draw.Stream(1, "ranking")
	a, b := score.Contestant{Cases: 30}, score.Contestant{Cases: 30}
	for range 1000 {
		common := 10 * draw.Normal(r)
		a.Draws, b.Draws = append(a.Draws, common), append(b.Draws, common+1)
	}
	p, err := score.Rank([]score.Contestant{a, b}, rules)
	if err != nil || p[1].Best != 1 || p[1].Worst != 1 || p[0].Best != 2 || math.Abs(p[1].ProbTop-1) > 1e-9 || p[0].ProbTop != 0 {
		t.Errorf("%+v %v", p, err)
	}
	b.Draws = b.Draws[:10]
	if _, err := score.Rank([]score.Contestant{a, b}, rules); !errors.Is(err, score.ErrDraws) {
		t.Errorf("other number of draws: %v", err)
	}
	b.Draws = []float64{math.NaN()}
	if p, err := score.Rank([]score.Contestant{b}, rules); err != nil || p[0].Reason != score.NoScore {
		t.Errorf("a draw that is no number: %+v %v", p, err)
	}
}

func TestRankLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "n")
		all := make([]score.Contestant, n)
		for k := range all {
			all[k] = score.Contestant{
				Score: float64(rapid.IntRange(0, 20).Draw(t, "score")), StdError: rapid.Float64Range(0, 4).Draw(t, "error"), Cases: rapid.IntRange(25, 40).Draw(t, "cases"),
			}
		}
		p, err := score.Rank(all, rules)
		if err != nil {
			t.Fatal(err)
		}
		ranked := 0
		for k := range p {
			if p[k].Reason == "" {
				ranked++
			}
		}
		for k := range p {
			if p[k].Reason != "" {
				continue
			}
			if p[k].Best < 1 || p[k].Best > p[k].Worst || p[k].Worst > ranked {
				t.Fatalf("%+v of %d", p[k], ranked)
			}
			for o := range p {
				if p[o].Reason == "" && p[k].Group < p[o].Group && p[k].Worst >= p[o].Best {
					t.Fatalf("groups %d and %d overlap: %+v, %+v", p[k].Group, p[o].Group, p[k], p[o])
				}
			}
		}
	})
}

// Those level at the top of a draw share it; less may be better.
func TestRankTopShared(t *testing.T) {
	for _, lower := range []bool{false, true} {
		draws := [][]float64{{1, 5, 5}, {1, 4, 6}, {0, 1, 2}}
		if lower {
			for _, d := range draws {
				for i := range d {
					d[i] = -d[i]
				}
			}
		}
		r := rules
		r.Lower = lower
		p, err := score.Rank([]score.Contestant{{Draws: draws[0], Cases: 30}, {Draws: draws[1], Cases: 30}, {Draws: draws[2], Cases: 30}}, r)
		if err != nil {
			t.Fatal(err)
		}
		for k, want := range []float64{0.5, 0.5, 0} {
			near(t, "first in", p[k].ProbTop, want, 1e-12)
		}
	}
}
