package concentration

import "math"

// Gini returns how unequal amounts are, from 0 (all equal) to (n−1)/n (one holds
// all), and false without a positive sum. It is half the mean difference of two
// amounts over their mean.
//
// Source: Gini (1912); formula by ranks, Sen, On Economic Inequality (1973).
func Gini(amounts []float64) (float64, bool) {
	total := sum(amounts)
	if total <= 0 {
		return 0, false
	}
	n := float64(len(amounts))
	weighted := 0.0
	for k, a := range descending(amounts) { // rank n−k from below
		weighted += float64((n - 1 - float64(2*k)) * a)
	}
	return weighted / (n * total), true
}

// LQTable returns the location quotients of a table of regions × sectors, row-major:
//
//	LQ[r,s] = (e[r,s] / e[r,·]) / (e[·,s] / e[·,·])
//
// Where a region or a sector has nothing the quotient is not defined and undefined
// stands: 0 by the rule 0/0 = 0 that input–output work follows, or NaN to keep the
// unknown apart from the absent (see [LQ], which tells them apart). It panics unless
// e has regions·sectors entries.
func LQTable(e []float64, regions, sectors int, undefined float64) []float64 {
	if len(e) != regions*sectors {
		panic("concentration: table is not regions × sectors")
	}
	inRegion, inSector := make([]float64, regions), make([]float64, sectors)
	all := 0.0
	for k, v := range e {
		inRegion[k/sectors] += v
		inSector[k%sectors] += v
		all += v
	}
	table := make([]float64, len(e))
	for k, v := range e {
		lq, known := LQ(v, inRegion[k/sectors], inSector[k%sectors], all)
		if !known {
			lq = undefined
		}
		table[k] = lq
	}
	return table
}

// EllisonGlaeser returns γ: how much more an industry lies together than its plants
// would by chance, and the raw geographic concentration G that it corrects. γ is 0 if
// plants settled like darts, above 0.05 is usually called highly concentrated, and
// it may be negative.
//
//	G = Σ_r (s_r − x_r)²,  γ = (G − (1 − Σx²) H) / ((1 − Σx²)(1 − H))
//
// industry and all are employment of the industry and of all industries by region;
// plants is employment of each plant of the industry, whose Herfindahl index is H.
// It is false when a sum is not positive, when one plant is the industry, or when one
// region is everything. It panics when industry and all differ in length.
//
// Source: Ellison and Glaeser, Journal of Political Economy 105 (1997) 889.
func EllisonGlaeser(industry, all, plants []float64) (gamma, raw float64, ok bool) {
	if len(industry) != len(all) {
		panic("concentration: regions of industry and of all differ in number")
	}
	h, known := HHI(plants)
	even, here := sum(all), sum(industry)
	if !known || even <= 0 || here <= 0 {
		return 0, 0, false
	}
	squares := 0.0
	for r, v := range all {
		x := v / even
		d := industry[r]/here - x
		squares += float64(x * x)
		raw += float64(d * d)
	}
	room := 1 - squares
	if room <= 0 || h >= 1 {
		return 0, raw, false
	}
	return (raw - float64(room*h)) / float64(room*(1-h)), raw, true
}

// Neighbour says that place To counts for place From with a weight.
type Neighbour struct {
	From, To int
	Weight   float64
}

// Autocorrelation is what [Moran] finds.
type Autocorrelation struct {
	I        float64 // above Expected: like lies by like
	Expected float64 // −1/(n−1)
	Variance float64 // if the values were dealt out at random; NaN below four places
	Z        float64 // (I − Expected)/√Variance
}

// Moran returns Moran's I of values over neighbouring places:
//
//	I = n/Σw · Σ w_ij (x_i − x̄)(x_j − x̄) / Σ (x_i − x̄)²
//
// with the moments of I when the same values are dealt to the places at random. It
// is false when all values are equal or the weights sum to 0. Weights may be
// asymmetric, such as rows that sum to 1; a pair named twice counts twice; a place
// is not its own neighbour. It panics when a place is out of range.
//
// Source: Moran, Biometrika 37 (1950) 17; moments by randomisation: Cliff and Ord,
// Spatial Processes (1981), section 1.5.
func Moran(values []float64, neighbours []Neighbour) (Autocorrelation, bool) {
	n := float64(len(values))
	mean := sum(values) / n
	z := make([]float64, len(values))
	m2, m4 := 0.0, 0.0
	for i, v := range values {
		z[i] = v - mean
		s := float64(z[i] * z[i])
		m2 += s
		m4 += float64(s * s)
	}
	s0, cross := 0.0, 0.0
	for _, w := range neighbours {
		if w.From == w.To {
			continue
		}
		s0 += w.Weight
		cross += float64(w.Weight * float64(z[w.From]*z[w.To]))
	}
	if len(values) < 2 || m2 <= 0 || s0 == 0 {
		return Autocorrelation{}, false
	}
	a := Autocorrelation{I: n / s0 * cross / m2, Expected: -1 / (n - 1), Variance: math.NaN(), Z: math.NaN()}
	if n >= 4 {
		s1, s2 := pairSums(neighbours, len(values))
		kurtosis := n * m4 / float64(m2*m2)
		first := n * (float64((n*n-3*n+3)*s1) - float64(n*s2) + float64(3*s0*s0))
		second := kurtosis * (float64((n*n-n)*s1) - float64(2*n*s2) + float64(6*s0*s0))
		a.Variance = (first-second)/((n-1)*(n-2)*(n-3)*s0*s0) - float64(a.Expected*a.Expected)
		a.Z = (a.I - a.Expected) / math.Sqrt(a.Variance)
	}
	return a, true
}

// pairSums returns S1 = ½ Σ (w_ij + w_ji)² and S2 = Σ (w_i· + w_·i)².
func pairSums(neighbours []Neighbour, n int) (s1, s2 float64) {
	type pair struct{ low, high int }
	both := map[pair]float64{}
	var order []pair // so that sums do not follow the order of the map
	degree := make([]float64, n)
	for _, w := range neighbours {
		if w.From == w.To {
			continue
		}
		p := pair{min(w.From, w.To), max(w.From, w.To)}
		if _, seen := both[p]; !seen {
			order = append(order, p)
		}
		both[p] += w.Weight
		degree[w.From] += w.Weight
		degree[w.To] += w.Weight
	}
	for _, p := range order {
		w := both[p]
		s1 += float64(w * w) // each pair once instead of twice a half
	}
	for _, d := range degree {
		s2 += float64(d * d)
	}
	return s1, s2
}
