package leontief

import "sort"

// singles returns the losses of every single extraction at once. With row and
// column k of A set to 0 the inverse is, by a rank-2 update,
//
//	(I−Ā)⁻¹ = L − L[·,k] L[k,·] / L[k,k]   outside k,
//
// so that what is left of the output sums to Σs − s[k] o[k] / L[k,k] with s = L·y
// and o the column sums of L; the demand for k itself is lost or kept.
func singles(diagonal, multiplier, s, x, y []float64) (full, keep []float64) {
	full, keep = make([]float64, len(x)), make([]float64, len(x))
	gap := sum(x) - sum(s) // 0 for a table that balances
	for k := range x {
		full[k] = gap + s[k]*multiplier[k]/diagonal[k]
		keep[k] = full[k] - y[k]
	}
	return full, keep
}

// diagonal returns the diagonal of (I−M)⁻¹ without forming the inverse: columns
// in blocks, of which one entry each is kept.
func (f *Factor) diagonal() []float64 {
	const width = 64
	d := make([]float64, f.n)
	for from := 0; from < f.n; from += width {
		ks := make([]int, 0, width)
		for k := from; k < min(from+width, f.n); k++ {
			ks = append(ks, k)
		}
		cols := f.Columns(ks)
		for c, k := range ks {
			d[k] = cols[k*len(ks)+c]
		}
	}
	return d
}

// Extraction is what is left of an economy without a set of industries.
type Extraction struct {
	OutputFull       []float64 // output of each industry when the demand for the set disappears too
	OutputKeepDemand []float64 // output when final demand for the set stays: the set makes just that
	LossFull         float64   // Σx − ΣOutputFull
	LossKeepDemand   float64   // Σx − ΣOutputKeepDemand
}

// Extract returns the hypothetical extraction of the industries ks: their rows
// and columns of A are set to 0. demand is the factor of I − A, x output, y final
// demand over all its columns.
//
// It solves |ks| columns of L and one system of that size, so it costs as the
// set, not as the table. It returns [ErrSingular] when the set cannot be cut out.
// It panics when an index is out of range; repeated indices count once.
//
// Source: Miller and Blair (2009), section 12.2.6.
func Extract(demand *Factor, x, y []float64, ks []int) (*Extraction, error) {
	n := demand.n
	if len(x) != n || len(y) != n {
		panic("leontief: output or final demand is not of length n")
	}
	ks = distinct(ks)
	s, _ := demand.Solve(y)
	cols := demand.Columns(ks)
	t, err := withoutSet(cols, ks, s)
	if err != nil {
		return nil, err
	}
	e := &Extraction{OutputFull: s}
	w := len(ks)
	for i := range n {
		for c := range ks {
			s[i] -= float64(cols[i*w+c] * t[c])
		}
	}
	for _, k := range ks {
		s[k] = 0
	}
	e.OutputKeepDemand = append([]float64(nil), s...)
	for _, k := range ks {
		e.OutputKeepDemand[k] = y[k]
	}
	e.LossFull = sum(x) - sum(e.OutputFull)
	e.LossKeepDemand = sum(x) - sum(e.OutputKeepDemand)
	return e, nil
}

// withoutSet returns t with L[K,K] t = s[K]: how much final demand for the set
// must go so that nothing of it is made.
func withoutSet(cols []float64, ks []int, s []float64) ([]float64, error) {
	w := len(ks)
	m, b := make([]float64, w*w), make([]float64, w)
	for a, k := range ks {
		b[a] = s[k]
		for c := range ks {
			m[a*w+c] = -cols[k*w+c]
		}
		m[a*w+a]++ // I − m is L[K,K]
	}
	f, err := Factorize(m, w)
	if err != nil {
		return nil, err
	}
	t, _ := f.Solve(b)
	return t, nil
}

func distinct(ks []int) []int {
	sorted := append([]int(nil), ks...)
	sort.Ints(sorted)
	out := sorted[:0]
	for i, k := range sorted {
		if i == 0 || k != sorted[i-1] {
			out = append(out, k)
		}
	}
	return out
}
