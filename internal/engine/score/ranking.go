package score

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Contestant is somebody to be ranked: a score with its standard error, or with
// draws of it, and the number of cases it rests on.
type Contestant struct {
	Score    float64 // NaN when unknown
	StdError float64 // of Score; NaN when unknown; not used when there are draws
	Draws    []float64
	Cases    int    // number of cases behind the score
	Excluded Reason // set by the caller for reasons of its own, such as an appeal
}

// Reason is the code of why somebody is not ranked.
type Reason string

// The reasons that ranking finds by itself.
const (
	TooFewCases Reason = "too few cases"
	NoScore     Reason = "no score"
	NoError     Reason = "no error" // nothing tells how sure the score is
)

// Placing is where one contestant stands.
type Placing struct {
	Best, Worst int    // ranks that the data leave open, 1 from the top; 0 when not ranked
	Group       int    // those of one group are level, 1 from the top; 0 when not ranked
	Reason      Reason // why not ranked
	// ProbTop is the probability of being first, over the draws; NaN without draws.
	ProbTop float64
}

// RankRules say how much it takes to tell two apart.
type RankRules struct {
	Level    float64 // confidence of a difference, between 0.5 and 1, such as 0.95
	MinCases int     // fewer cases are not ranked
	Lower    bool    // less is better
}

// ErrDraws says that contestants have different numbers of draws.
var ErrDraws = errors.New("score: contestants with different numbers of draws")

// Rank places contestants without claiming more than the data show. Two are told
// apart when the difference of their scores is surer than the level: by its
// standard error and the normal law, errors being independent, or, with draws, when
// one is ahead in that share of the draws, taken together draw by draw. The best
// rank counts those surely ahead, the worst those not surely behind. A group ends
// where everybody above is surely ahead of everybody below; inside a group there is
// no order. The level holds for each pair, not for all pairs at once.
//
// Source for ranks with their uncertainty: Goldstein and Spiegelhalter, JRSS A 159, 385 (1996).
func Rank(all []Contestant, rules RankRules) ([]Placing, error) {
	if !(rules.Level > 0.5 && rules.Level < 1) {
		return nil, fmt.Errorf("score: level %v is not between 0.5 and 1", rules.Level)
	}
	placings := make([]Placing, len(all))
	var in []int
	draws := -1
	for k, c := range all {
		placings[k] = Placing{Reason: c.reason(rules), ProbTop: math.NaN()}
		if placings[k].Reason != "" {
			continue
		}
		if draws >= 0 && draws != len(c.Draws) {
			return nil, ErrDraws
		}
		draws = len(c.Draws)
		in = append(in, k)
	}
	ahead := func(a, b int) bool { return all[a].surelyAhead(all[b], rules) }
	for _, k := range in {
		placings[k].Best, placings[k].Worst = 1, 1
		for _, o := range in {
			if o != k && ahead(o, k) {
				placings[k].Best++
			}
			if o != k && !ahead(k, o) {
				placings[k].Worst++
			}
		}
	}
	group(in, placings, ahead)
	if draws > 0 {
		top(all, in, placings, draws, rules.Lower)
	}
	return placings, nil
}

func (c Contestant) reason(rules RankRules) Reason {
	switch {
	case c.Excluded != "":
		return c.Excluded
	case c.Score-c.Score != 0:
		return NoScore
	case c.Cases < rules.MinCases:
		return TooFewCases
	case len(c.Draws) == 0 && !(c.StdError >= 0 && !math.IsInf(c.StdError, 0)):
		return NoError
	case slices.ContainsFunc(c.Draws, func(v float64) bool { return v-v != 0 }):
		return NoScore
	}
	return ""
}

// surelyAhead tells whether c is ahead of o with at least the confidence of the level.
func (c Contestant) surelyAhead(o Contestant, rules RankRules) bool {
	sign := 1.0
	if rules.Lower {
		sign = -1
	}
	if len(c.Draws) > 0 {
		wins := 0
		for d, v := range c.Draws {
			if sign*v > sign*o.Draws[d] {
				wins++
			}
		}
		return float64(wins) >= rules.Level*float64(len(c.Draws))
	}
	lead := sign * (c.Score - o.Score)
	if lead <= 0 {
		return false
	}
	return 0.5*math.Erfc(-lead/math.Hypot(c.StdError, o.StdError)/math.Sqrt2) >= rules.Level
}

// group numbers the groups: sorted by best and worst rank, a new one begins where
// everybody before is surely ahead of everybody after.
func group(in []int, placings []Placing, ahead func(a, b int) bool) {
	order := slices.Clone(in)
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(placings[a].Best+placings[a].Worst, placings[b].Best+placings[b].Worst), cmp.Compare(a, b))
	})
	now := 1
	for at, k := range order {
		if at > 0 && apart(order[:at], order[at:], ahead) {
			now++
		}
		placings[k].Group = now
	}
}

func apart(before, after []int, ahead func(a, b int) bool) bool {
	for _, a := range before {
		for _, b := range after {
			if !ahead(a, b) {
				return false
			}
		}
	}
	return true
}

// top fills in how often each is first; those level at the top share the draw.
func top(all []Contestant, in []int, placings []Placing, draws int, lower bool) {
	for _, k := range in {
		placings[k].ProbTop = 0
	}
	for d := range draws {
		var first []int
		for _, k := range in {
			v := all[k].Draws[d]
			if lower {
				v = -v
			}
			best := math.Inf(-1)
			if len(first) > 0 {
				if best = all[first[0]].Draws[d]; lower {
					best = -best
				}
			}
			if v > best {
				first = first[:0]
			}
			if v >= best {
				first = append(first, k)
			}
		}
		for _, k := range first {
			placings[k].ProbTop += 1 / float64(draws) / float64(len(first))
		}
	}
}
