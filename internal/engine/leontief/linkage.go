package leontief

import "math"

// Linkages are the measures of how an industry hangs together with the others;
// entry j of every slice is about industry j. All are pure numbers but the two
// losses, which are in the unit of the table.
type Linkages struct {
	OutputMultiplier []float64 // column sums of L: output that one unit of final demand for j takes
	ForwardGhosh     []float64 // row sums of G: output that one unit of value added in j allows
	BackwardIndex    []float64 // OutputMultiplier over its mean (Rasmussen)
	ForwardIndex     []float64 // ForwardGhosh over its mean (Jones)
	Upstreamness     []float64 // (I−B)⁻¹1: mean distance to the final user (Antràs et al.)
	Downstreamness   []float64 // (I−A')⁻¹1: mean distance from value added
	VAMultiplier     []float64 // v'L: value added that one unit of final demand for j makes
	LossFull         []float64 // output lost when j disappears, and the demand for it too
	LossKeepDemand   []float64 // the same while final demand for j is met from outside
	Residual         float64   // the largest residual of the systems solved
	Condition        float64   // condition number of I − A
}

// Link computes the linkages of a table: flows z (n×n), output x, final demand y
// over all its columns, value added va; lengths n.
//
// Output is taken as given. Where the table does not balance, x differs from
// L·y, and both losses contain that difference, as they are defined by
// Σx − Σ(I−Ā)⁻¹ȳ. It returns [ErrSingular] when I − A or I − B has no inverse.
//
// Sources: Rasmussen, Studies in Inter-sectoral Relations (1956); Jones, Quarterly
// Journal of Economics 90 (1976); Antràs, Chor, Fally, Hillberry, American Economic
// Review 102 (2012); Dietzenbacher and van der Linden, Journal of Regional Science
// 37 (1997) for extraction.
func Link(z, x, y, va []float64) (*Linkages, error) {
	n := square(z, len(x))
	if len(y) != n || len(va) != n {
		panic("leontief: final demand or value added is not of length n")
	}
	demand, err := Factorize(Technical(z, x), n)
	if err != nil {
		return nil, err
	}
	supply, err := Factorize(Allocation(z, x), n)
	if err != nil {
		return nil, err
	}
	l := &Linkages{Condition: demand.Condition()}
	ones := make([]float64, n)
	for i := range ones {
		ones[i] = 1
	}
	note := func(v []float64, residual float64) []float64 {
		l.Residual = math.Max(l.Residual, residual)
		return v
	}
	l.OutputMultiplier = note(demand.SolveT(ones))
	l.Downstreamness = l.OutputMultiplier
	l.ForwardGhosh = note(supply.Solve(ones))
	l.Upstreamness = l.ForwardGhosh
	l.VAMultiplier = note(demand.SolveT(PerOutput(va, x)))
	l.BackwardIndex = overMean(l.OutputMultiplier)
	l.ForwardIndex = overMean(l.ForwardGhosh)
	s := note(demand.Solve(y))
	l.LossFull, l.LossKeepDemand = singles(demand.diagonal(), l.OutputMultiplier, s, x, y)
	return l, nil
}

// Multiplier returns q'L for an extension q per unit of output (see [PerOutput]):
// what one unit of final demand for j brings about everywhere. demand is the
// factor of I − A.
func Multiplier(demand *Factor, perOutput []float64) []float64 {
	v, _ := demand.SolveT(perOutput)
	return v
}

// overMean divides v by its mean; a mean of 0 leaves zeros.
func overMean(v []float64) []float64 {
	if len(v) == 0 {
		return nil
	}
	mean := sum(v) / float64(len(v))
	out := make([]float64, len(v))
	if mean == 0 {
		return out
	}
	for i, a := range v {
		out[i] = a / mean
	}
	return out
}
