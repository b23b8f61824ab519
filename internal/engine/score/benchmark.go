package score

import "fmt"

// Figure is what is known of one indicator of one region in one year: a range, or
// only its rank among so many. A rank is not a value, and a value is not a rank.
type Figure struct {
	Range    Range
	Rank, Of int // 0 when not given
	Year     int
}

// Bench compares one region with its peers in one indicator.
type Bench struct {
	Figures  []Figure
	Self     int
	Lower    bool      // less is better, as with energy per output or the income ratio
	WithSelf bool      // the mean includes the region itself
	Weights  []float64 // of the mean; nil for the simple mean
	MixYears bool      // compare figures of different years, which is flagged all the same
}

// Note says why a comparison has no value, or what to know about it.
type Note string

// The notes.
const (
	OtherYear Note = "other year" // the peer's figure is of another year than the region's
	NoFigure  Note = "no figure"  // nothing is known of one of the two
	OnlyRank  Note = "only rank"  // one of the two is known by rank only
	FromBound Note = "from bound" // the result is a range, because a figure is
)

// Comparison is what the figures allow to say. Gap and Ratio are by region, and
// nothing for the region itself.
type Comparison struct {
	Gap    []Range // peer less self
	Ratio  []Range // self over peer
	Notes  []Note  // by region
	Best   int     // the best rank that self may have, 1 from the top by polarity
	Worst  int     // the worst; regions level with self do not push it back
	Of     int     // regions ranked
	Given  bool    // the rank was given, not computed
	Mean   Range
	ToMean Range // self over mean
	Mixed  bool  // figures are of different years
}

// Compare works out gaps, ratios, rank and mean. It panics when Self or Weights do
// not fit the figures, and refuses weights that are negative or all 0.
func Compare(b Bench) (*Comparison, error) {
	n := len(b.Figures)
	if b.Self < 0 || b.Self >= n || (b.Weights != nil && len(b.Weights) != n) {
		panic("score: benchmark of another shape")
	}
	self := b.Figures[b.Self]
	c := &Comparison{Gap: make([]Range, n), Ratio: make([]Range, n), Notes: make([]Note, n)}
	for k, f := range b.Figures {
		c.Gap[k], c.Ratio[k] = Nothing(), Nothing()
		if k == b.Self {
			continue
		}
		c.Mixed = c.Mixed || f.Year != self.Year
		c.Notes[k] = b.note(f, self)
		if b.usable(f) && f.Range.Known() && self.Range.Known() {
			c.Gap[k], c.Ratio[k] = f.Range.Sub(self.Range), self.Range.Div(f.Range)
		}
	}
	b.rank(c)
	return c, b.mean(c)
}

func (b Bench) usable(f Figure) bool { return b.MixYears || f.Year == b.Figures[b.Self].Year }

func (b Bench) note(f, self Figure) Note {
	switch {
	case f.Year != self.Year:
		return OtherYear
	case f.Rank > 0 && !f.Range.Known(), self.Rank > 0 && !self.Range.Known():
		return OnlyRank
	case !f.Range.Known(), !self.Range.Known():
		return NoFigure
	case !f.Range.Point(), !self.Range.Point():
		return FromBound
	}
	return ""
}

// rank bounds the rank of self. A given rank stands.
func (b Bench) rank(c *Comparison) {
	self := b.Figures[b.Self]
	if self.Rank > 0 {
		c.Best, c.Worst, c.Of, c.Given = self.Rank, self.Rank, self.Of, true
		return
	}
	if !self.Range.Known() {
		return
	}
	c.Best, c.Worst = 1, 1
	for k, f := range b.Figures {
		if k == b.Self {
			c.Of++
			continue
		}
		if !b.usable(f) {
			continue
		}
		c.Of++
		mine, theirs := self.Range, f.Range
		if b.Lower {
			mine, theirs = mine.Neg(), theirs.Neg()
		}
		if theirs.certainlyAbove(mine) {
			c.Best++
		}
		if theirs.possiblyAbove(mine) {
			c.Worst++
		}
	}
}

// mean adds up in the order of regions. One unknown figure makes it unknown.
func (b Bench) mean(c *Comparison) error {
	c.Mean, c.ToMean = Nothing(), Nothing()
	weights := b.Weights
	if weights == nil {
		weights = make([]float64, len(b.Figures))
		for k := range weights {
			weights[k] = 1
		}
	}
	sum, total := Exactly(0), 0.0
	for k, f := range b.Figures {
		if w := weights[k]; w < 0 || w-w != 0 {
			return fmt.Errorf("score: weight %v of region %d must be finite and not negative", w, k)
		}
		if (k == b.Self && !b.WithSelf) || !b.usable(f) {
			continue
		}
		sum = sum.Add(f.Range.Mul(Exactly(weights[k])))
		total += weights[k]
	}
	if total <= 0 {
		if b.Weights != nil {
			return errNoWeight
		}
		return nil // no peers
	}
	c.Mean = sum.Div(Exactly(total))
	if c.Mean.Known() {
		c.ToMean = b.Figures[b.Self].Range.Div(c.Mean)
	}
	return nil
}

// Implied returns what a ratio self/peer (below 1) and a gap peer − self of the
// same year say about both: self = gap·r/(1−r), peer = gap/(1−r). Both rise with
// ratio and gap, so the ends give the range.
func Implied(ratio, gap Range) (self, peer Range) {
	if !(ratio.Low > 0 && ratio.High < 1 && gap.Low >= 0) {
		return Nothing(), Nothing()
	}
	at := func(r, g float64) (float64, float64) { return g * r / (1 - r), g / (1 - r) }
	selfLow, peerLow := at(ratio.Low, gap.Low)
	selfHigh, peerHigh := at(ratio.High, gap.High)
	low, high := ratio.LowOpen || gap.LowOpen, ratio.HighOpen || gap.HighOpen
	return Range{selfLow, selfHigh, low, high}, Range{peerLow, peerHigh, low, high}
}

// MeanOfOthers returns the mean of the other n−1 when the simple mean of n, self
// among them, is known.
func MeanOfOthers(mean, self Range, n int) Range {
	if n < 2 {
		return Nothing()
	}
	return mean.Mul(Exactly(float64(n))).Sub(self).Div(Exactly(float64(n - 1)))
}

// SmallestCounts finds the smallest whole number self, and with it whole numbers by
// peer, whose ratios self/peer in percent print as given to so many places, halves
// rounded up. It looks up to most and is false when there is none.
func SmallestCounts(percent []string, places, most int) (self int, peers []int, ok bool) {
	for self = 1; self <= most; self++ {
		peers = peers[:0]
		for _, want := range percent {
			for k := 1; k <= most; k++ {
				if RoundHalfUp(100*float64(self)/float64(k), places) == want {
					peers = append(peers, k)
					break
				}
			}
		}
		if len(peers) == len(percent) {
			return self, peers, true
		}
	}
	return 0, nil, false
}
