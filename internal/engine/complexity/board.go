package complexity

import (
	"math"
	"slices"
)

// board is who makes what, without the places and products that take no part:
// rows list products by place, columns list places by product, both by their
// numbers on the board.
type board struct {
	places, products []int // numbers in the table
	rows, columns    [][]int
}

// keep leaves out places without products and products without places. Leaving
// one out changes no count of another, so once is enough.
func keep(r *Result) *board {
	b := &board{}
	column := make([]int, r.Products)
	for p, k := range r.Ubiquity {
		column[p] = -1
		if k > 0 {
			column[p] = len(b.products)
			b.products = append(b.products, p)
		}
	}
	b.columns = make([][]int, len(b.products))
	for c, k := range r.Diversity {
		if k == 0 {
			continue
		}
		row := make([]int, 0, k)
		for p, q := range column {
			if r.Made[c*r.Products+p] {
				row = append(row, q)
				b.columns[q] = append(b.columns[q], len(b.places))
			}
		}
		b.places = append(b.places, c)
		b.rows = append(b.rows, row)
	}
	return b
}

// scores are the raw complexities: of products with unit Euclidean norm, of
// places the mean over the products made.
type scores struct {
	place, product []float64
	mean, sd       float64 // of place, population standard deviation
}

// complexity computes the raw scores: the eigenvector to the second largest
// eigenvalue, signed so that complexity goes with diversity.
func (b *board) complexity(r *Result) (scores, bool) {
	if len(b.places) < 2 || len(b.products) < 2 {
		r.Undetermined = TooFew
		return scores{}, false
	}
	// The eigenvector on the smaller side tells the other: both sides share
	// all eigenvalues that are not zero.
	small, large := b.rows, b.columns
	if len(b.columns) < len(b.rows) {
		small, large = b.columns, b.rows
	}
	s := second(small, large)
	r.Second, r.Third, r.Steps = s.value, s.next, s.steps
	switch {
	case s.value < same:
		r.Undetermined = Alike
		return scores{}, false
	case s.value-s.next < same:
		r.Undetermined = Repeated
		return scores{}, false
	}
	product := s.vector
	if len(b.columns) >= len(b.rows) {
		product = means(b.columns, s.vector)
	}
	unit(product)
	raw := scores{product: product, place: means(b.rows, product)}
	raw.mean, raw.sd = moments(raw.place)
	switch turn := b.withDiversity(raw); {
	case turn < 0:
		negate(raw.place)
		negate(raw.product)
		raw.mean = -raw.mean
	case turn == 0:
		r.SignOpen = true
		if i := slices.IndexFunc(raw.product, func(k float64) bool { return math.Abs(k) > same }); raw.product[i] < 0 {
			negate(raw.place)
			negate(raw.product)
			raw.mean = -raw.mean
		}
	}
	return raw, true
}

// withDiversity returns how places' scores go with the number of products they
// make (their covariance), and 0 when they do not; then the first product that
// is not at zero counts upwards, so that the same table always gives the same sign.
func (b *board) withDiversity(raw scores) float64 {
	counts := make([]float64, len(b.rows))
	for i, row := range b.rows {
		counts[i] = float64(len(row))
	}
	mean, sd := moments(counts)
	together := 0.0
	for i := range counts {
		together += float64((counts[i] - mean) * (raw.place[i] - raw.mean))
	}
	if together = together / float64(len(counts)); math.Abs(together) > 1e-9*sd*raw.sd {
		return together
	}
	return 0
}

// standardise fills in ECI and PCI.
func (b *board) standardise(r *Result, raw scores) {
	for i, c := range b.places {
		r.ECI[c] = (raw.place[i] - raw.mean) / raw.sd
	}
	for q, p := range b.products {
		r.PCI[p] = (raw.product[q] - raw.mean) / raw.sd
	}
}

// means returns for every list the mean of the values it points to.
func means(lists [][]int, values []float64) []float64 {
	out := make([]float64, len(lists))
	for i, list := range lists {
		sum := 0.0
		for _, j := range list {
			sum += values[j]
		}
		out[i] = sum / float64(len(list))
	}
	return out
}

// moments returns mean and population standard deviation.
func moments(v []float64) (mean, sd float64) {
	for _, x := range v {
		mean += x
	}
	mean /= float64(len(v))
	for _, x := range v {
		sd += float64((x - mean) * (x - mean))
	}
	return mean, math.Sqrt(sd / float64(len(v)))
}

func negate(v []float64) {
	for i := range v {
		v[i] = -v[i]
	}
}
