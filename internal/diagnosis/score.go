package diagnosis

import (
	"math"
	"strconv"

	"lianzhang/internal/engine/concentration"
	"lianzhang/internal/region"
)

// tune is one version of weights and cut-offs: the published one, or a draw
// around it.
type tune struct {
	weights                      [parts]float64
	lqOne, depth, lead           float64 // factors
	strong, potentialBelow, need float64
}

// Why a part has no score.
const (
	whyNoFirm      = "no_firm"           // nothing to measure
	whyNation      = "whole_nation"      // the nation is its own measure
	whyNoBase      = "base_unknown"      // economic size of the place is not known
	whyNoHonours   = "standing_unknown"  // nobody recorded the standing of firms here
	whyUngraded    = "grade_unknown"     // too little of the output is graded
	whyNoStructure = "structure_unknown" // no sizes, purchases or trade on record
)

// scored is the score of each part, or why there is none.
type scored struct {
	of  [parts]float64
	why [parts]string // empty: scored
}

// score measures the parts; see docs/methods/node-class.md.
func (b *Board) score(f *facts, tu *tune) scored {
	var s scored
	if f.firms == 0 {
		for i := range s.why {
			s.why[i] = whyNoFirm
		}
		return s
	}
	s.of[scale], s.why[scale] = b.scoreScale(f, tu)
	s.of[depth] = unit(float64(f.qualified) / float64(b.T.Depth.At(f.level)*tu.depth))
	if f.led {
		s.of[leadership] = unit(float64(f.points) / 1000 / float64(b.T.Leadership.Targets.At(f.level)*tu.lead))
	} else {
		s.why[leadership] = whyNoHonours
	}
	s.of[value], s.why[value] = b.scoreValue(f)
	s.of[security], s.why[security] = scoreSecurity(f)
	return s
}

func (b *Board) scoreScale(f *facts, tu *tune) (float64, string) {
	if f.level == region.LevelNation {
		return 0, whyNation
	}
	lq, ok := f.lq()
	if !ok {
		return 0, whyNoBase
	}
	r := b.T.Scale.LQ
	one := float64(r.One * tu.lqOne)
	s := unit((lq - r.Zero) / (one - r.Zero))
	rank, ok := b.rank(f, float64(f.size(f.basis))/float64(f.base))
	if !ok {
		return s, ""
	}
	return float64(b.T.Scale.Nation*s) + float64((1-b.T.Scale.Nation)*rank), ""
}

// lq is the location quotient against the nation.
func (f *facts) lq() (float64, bool) {
	return concentration.LQ(float64(f.size(f.basis)), float64(f.national), float64(f.base), float64(f.bases))
}

// scoreValue is the share of graded output that is high, the middle counting
// for its share.
func (b *Board) scoreValue(f *facts) (float64, string) {
	graded, total := f.graded[f.basis], f.size(f.basis)
	if graded <= 0 || float64(graded) < float64(b.T.Value.MinGraded*float64(total)) {
		return 0, whyUngraded
	}
	return (float64(f.high[f.basis]) + float64(b.T.Value.Middle*float64(f.middle[f.basis]))) / float64(graded), ""
}

// lowShare is the share of graded output that is low; false when too little is
// graded.
func (b *Board) lowShare(f *facts) (float64, bool) {
	if _, why := b.scoreValue(f); why != "" {
		return 0, false
	}
	return float64(f.low[f.basis]) / float64(f.graded[f.basis]), true
}

// scoreSecurity is the mean of what is known: suppliers that make most of it,
// buyers with a choice, no external dependence.
func scoreSecurity(f *facts) (float64, string) {
	sum, n := 0.0, 0
	switch {
	case f.reach == 1:
		n++
	case f.reach == 2 || f.reach == 3:
		sum, n = sum+0.5, n+1
	case f.reach > 3:
		sum, n = sum+1, n+1
	}
	if f.single >= 0 {
		sum, n = sum+1-f.single, n+1
	}
	if f.dependent >= 0 {
		sum, n = sum+1-float64(f.dependent), n+1
	}
	if n == 0 {
		return 0, whyNoStructure
	}
	return sum / float64(n), ""
}

// mean is the composite score over the known parts, what it would be with
// every missing part at zero and at one, and the share of the weight that is
// missing. A part that does not apply (the nation's own share) has no weight.
func (s *scored) mean(w *[parts]float64) (score, low, high, missing float64) {
	got, known, lost := 0.0, 0.0, 0.0
	for i := range s.of {
		switch s.why[i] {
		case "":
			got += float64(w[i] * s.of[i])
			known += w[i]
		case whyNation:
		default:
			lost += w[i]
		}
	}
	if known > 0 {
		score = got / known
	}
	if all := known + lost; all > 0 {
		low, high, missing = got/all, (got+lost)/all, lost/all
	}
	return score, low, high, missing
}

// Reasons behind a verdict, besides the parts.
const (
	ReasonNobodyLooked     = "nobody_looked"
	ReasonFoundNotRecorded = "found_not_recorded"
	ReasonSearchedNone     = "searched_none_found"
	ReasonOnNode           = "projects_or_institutes"
	ReasonBeside           = "strong_neighbours"
	ReasonLowGrade         = "low_grade"
	ReasonVolume           = "volume_without_value"
	ReasonTooMuchMissing   = "too_much_missing"
	ReasonFloor            = "missing_could_lower"
	ReasonSingleFirm       = "single_firm"
	ReasonConcentrated     = "few_suppliers"
	ReasonDependent        = "external_dependence"
	ReasonSingleSource     = "single_source_buyers"
)

// absent judges a node without a firm on record.
func (b *Board) absent(f *facts, tu *tune) (Class, string) {
	own, beside := b.capability(f)
	switch {
	case own >= tu.need:
		return Potential, ReasonOnNode
	case !f.searched:
		return Unclear, ReasonNobodyLooked
	case f.found:
		return Unclear, ReasonFoundNotRecorded
	case own+beside >= tu.need:
		return Potential, ReasonBeside
	}
	return Missing, ReasonSearchedNone
}

// capability returns the points of capability on the node itself (projects and
// institutes) and beside it (strong neighbours).
func (b *Board) capability(f *facts) (own, beside float64) {
	p := b.T.Potential
	own = float64(float64(f.building)*p.Building) + float64(float64(f.planned)*p.Planned) +
		min(p.InstitutesAtMost, float64(float64(f.institutes)*p.Institute))
	return own, min(p.NeighboursAtMost, float64(float64(f.strongBeside)*p.StrongNeighbour))
}

// present judges a node with firms on record, given its score.
func (b *Board) present(f *facts, tu *tune, score float64) Class {
	if score >= tu.strong {
		if low, ok := b.lowShare(f); ok && low >= b.T.Value.LowCap {
			return Weak
		}
		return Strong
	}
	if score < tu.potentialBelow {
		if own, beside := b.capability(f); own+beside >= tu.need {
			return Potential
		}
	}
	return Weak
}

func unit(x float64) float64 { return max(0, min(1, x)) }

// round6 keeps six decimals, so that results read the same everywhere.
func round6(x float64) float64 { return math.Round(x*1e6) / 1e6 }

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
