package reconstruct

import (
	"math"
	"slices"
)

// Band says between which values a figure lies: a share Level of the draws
// between Low and High, half of them below Middle.
type Band struct {
	Low, Middle, High float64
	Level             float64 // such as 0.9
}

// Width returns High − Low.
func (b Band) Width() float64 { return b.High - b.Low }

// BandOf returns the band of the given values that leaves out (1−level)/2 of
// them at either end. Quantiles are linear between order statistics (type 7 of
// Hyndman and Fan, The American Statistician 50, 361 (1996)). It is false
// without values. It panics unless 0 < level < 1.
func BandOf(values []float64, level float64) (Band, bool) {
	if !(level > 0 && level < 1) {
		panic("reconstruct: level of a band")
	}
	if len(values) == 0 {
		return Band{}, false
	}
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	tail := (1 - level) / 2
	return Band{Low: quantile(sorted, tail), Middle: quantile(sorted, 0.5), High: quantile(sorted, 1-tail), Level: level}, true
}

func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	i := int(math.Floor(at))
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + float64((at-float64(i))*(sorted[i+1]-sorted[i]))
}

// Fact is a gap whose true suppliers, once known, would narrow a band.
type Fact struct {
	Gap int // index into Gaps
	// Explains is the share of the variance of the figure over the draws that goes
	// with how much of this gap the watched firms were drawn to fill, 0 to 1.
	Explains float64
}

// Narrow tells which missing facts would narrow the band of a figure most.
// figures[d] is the figure in draw d of the seed; watched marks the firms whose
// sales matter, such as those that fail. For every gap in a sector of a watched
// firm the figure is set against the share of the gap that watched firms fill in
// each draw; what the gap explains is the squared correlation of the two. Facts
// whose correlation could be chance among so many candidates are left out; the
// rest come with the most telling first, at most top of them. Only the limit
// largest gaps are looked at when there are more, which the second result says.
//
// Source: first-order sensitivity index of Saltelli et al., Global Sensitivity
// Analysis (2008), section 1.2, in its linear form.
func (p *Problem) Narrow(seed uint64, figures []float64, watched []bool, top, limit int) (facts []Fact, whole bool) {
	draws := len(figures)
	if draws < 3 || len(watched) != len(p.Sector) {
		return nil, true
	}
	candidates, whole := p.candidates(watched, limit)
	// Fisher: among c candidates a correlation by chance stays below this with
	// probability 0.95 (normal approximation, Bonferroni).
	z := bonferroni(len(candidates))
	chance := math.Pow(math.Tanh(z/math.Sqrt(float64(max(1, draws-3)))), 2)
	share := make([]float64, draws)
	var sellers []uint32
	for _, i := range candidates {
		for d := range draws {
			sellers = p.fill(seed, uint64(d), p.Gaps[i], sellers[:0])
			hit := 0
			for _, s := range sellers {
				if s != Elsewhere && watched[s] {
					hit++
				}
			}
			share[d] = float64(hit) / float64(p.Sellers)
		}
		if r, ok := correlation(share, figures); ok && r*r > chance {
			facts = append(facts, Fact{Gap: i, Explains: r * r})
		}
	}
	slices.SortStableFunc(facts, func(a, b Fact) int {
		switch {
		case a.Explains > b.Explains:
			return -1
		case a.Explains < b.Explains:
			return 1
		}
		return a.Gap - b.Gap
	})
	return facts[:min(top, len(facts))], whole
}

// candidates returns the gaps that a watched firm may fill, the largest first
// when there are more than limit, and whether these are all.
func (p *Problem) candidates(watched []bool, limit int) ([]int, bool) {
	in := make([]bool, len(p.Elsewhere))
	for f, w := range watched {
		if w && p.Capacity[f] > 0 {
			in[p.Sector[f]] = true
		}
	}
	var found []int
	for i, g := range p.Gaps {
		if g.Amount > 0 && in[g.Sector] {
			found = append(found, i)
		}
	}
	if len(found) <= limit {
		return found, true
	}
	slices.SortStableFunc(found, func(a, b int) int {
		switch {
		case p.Gaps[a].Amount > p.Gaps[b].Amount:
			return -1
		case p.Gaps[a].Amount < p.Gaps[b].Amount:
			return 1
		}
		return a - b
	})
	return found[:limit], false
}

// correlation is Pearson's, false when one of the two does not vary.
func correlation(a, b []float64) (float64, bool) {
	n := float64(len(a))
	var ma, mb float64
	for i := range a {
		ma += a[i] / n
		mb += b[i] / n
	}
	var ab, aa, bb float64
	for i := range a {
		da, db := a[i]-ma, b[i]-mb
		ab += float64(da * db)
		aa += float64(da * da)
		bb += float64(db * db)
	}
	if aa <= 0 || bb <= 0 {
		return 0, false
	}
	return ab / math.Sqrt(float64(aa*bb)), true
}

// bonferroni is the two-sided normal quantile for 5 % shared by c comparisons.
func bonferroni(c int) float64 {
	return math.Sqrt2 * math.Erfinv(1-0.05/float64(max(1, c)))
}
