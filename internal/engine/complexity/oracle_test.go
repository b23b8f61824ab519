package complexity_test

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/mat"

	"lianzhang/internal/engine/complexity"
)

// slow computes everything once more, straight from the definitions: the
// unsymmetric matrix of products, its whole spectrum, all sums over all pairs.
func slow(r *complexity.Result) *complexity.Result {
	var places, products []int
	for c, k := range r.Diversity {
		if k > 0 {
			places = append(places, c)
		}
	}
	for p, k := range r.Ubiquity {
		if k > 0 {
			products = append(products, p)
		}
	}
	nc, np := len(places), len(products)
	m := mat.NewDense(nc, np, nil)
	for i, c := range places {
		for q, p := range products {
			if r.Made[c*r.Products+p] {
				m.Set(i, q, 1)
			}
		}
	}
	kc, kp := make([]float64, nc), make([]float64, np)
	for i := range nc {
		kc[i] = mat.Sum(m.RowView(i))
	}
	for q := range np {
		kp[q] = mat.Sum(m.ColView(q))
	}
	with := func(p, q int, f func(c int) float64) float64 {
		sum := 0.0
		for c := range nc {
			sum += m.At(c, p) * m.At(c, q) * f(c)
		}
		return sum
	}
	square, phi := mat.NewDense(np, np, nil), mat.NewDense(np, np, nil)
	for p := range np {
		for q := range np {
			square.Set(p, q, with(p, q, func(c int) float64 { return 1 / (kc[c] * kp[p]) }))
			phi.Set(p, q, with(p, q, func(int) float64 { return 1 / math.Max(kp[p], kp[q]) }))
		}
	}
	raw := secondVector(square, kp)
	scale(raw, 1/math.Sqrt(inner(raw, raw)))
	around := make([]float64, np)
	for p := range np {
		around[p] = mat.Sum(phi.RowView(p))
	}
	place := make([]float64, nc)
	for c := range nc {
		for p := range np {
			place[c] += m.At(c, p) * raw[p] / kc[c]
		}
	}
	out := &complexity.Result{ECI: nans(r.Places), PCI: nans(r.Products), COI: nans(r.Places), Density: nans(len(r.Made)), COG: nans(len(r.Made))}
	mean, sd := moments(place)
	coi := make([]float64, nc)
	for c := range nc {
		out.ECI[places[c]] = (place[c] - mean) / sd
		for p := range np {
			at := places[c]*r.Products + products[p]
			omega, gain := 0.0, 0.0
			for q := range np {
				omega += m.At(c, q) * phi.At(q, p)
				gain += (1 - m.At(c, q)) * phi.At(q, p) * raw[q] / around[q]
			}
			out.Density[at] = omega / around[p]
			out.COG[at] = (1 - m.At(c, p)) * gain / sd
			coi[c] += omega / around[p] * (1 - m.At(c, p)) * raw[p]
		}
	}
	for p := range np {
		out.PCI[products[p]] = (raw[p] - mean) / sd
	}
	mean, sd = moments(coi)
	for c := range nc {
		out.COI[places[c]] = (coi[c] - mean) / sd
	}
	return out
}

// secondVector returns the eigenvector of the second largest eigenvalue,
// orthogonal to the constant under the weights (which matters when 1 is double).
func secondVector(square *mat.Dense, weights []float64) []float64 {
	var e mat.Eigen
	if !e.Factorize(square, mat.EigenRight) {
		panic("no spectrum")
	}
	values := e.Values(nil)
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return real(values[order[a]]) > real(values[order[b]]) })
	var vectors mat.CDense
	e.VectorsTo(&vectors)
	best := make([]float64, len(values))
	for _, at := range order[:2] { // of two vectors to 1, one may be the constant itself
		v := make([]float64, len(values))
		mean, total := 0.0, 0.0
		for i := range v {
			v[i] = real(vectors.At(i, at))
			mean += weights[i] * v[i]
			total += weights[i]
		}
		for i := range v {
			v[i] -= mean / total
		}
		if inner(v, v) > inner(best, best) {
			best = v
		}
	}
	return best
}

type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// compare holds fast against slow; the sign of the eigenvector is the same for all
// measures but is chosen by the fast side alone when diversity does not choose.
func compare(t fataler, fast, slow *complexity.Result) {
	t.Helper()
	turn := 0.0
	for i := range fast.ECI {
		if !math.IsNaN(fast.ECI[i]) {
			turn += fast.ECI[i] * slow.ECI[i]
		}
	}
	turn = math.Copysign(1, turn)
	for _, c := range []struct {
		name       string
		fast, slow []float64
		turn       float64
	}{
		{"ECI", fast.ECI, slow.ECI, turn}, {"PCI", fast.PCI, slow.PCI, turn}, {"COI", fast.COI, slow.COI, turn},
		{"density", fast.Density, slow.Density, 1}, {"COG", fast.COG, slow.COG, turn},
	} {
		for i := range c.fast {
			if c.name == "COI" && math.IsNaN(c.fast[i]) {
				continue // all outlooks alike: the slow side divides by almost zero
			}
			if math.IsNaN(c.fast[i]) != math.IsNaN(c.slow[i]) || math.Abs(c.fast[i]-c.turn*c.slow[i]) > 1e-7*math.Max(1, math.Abs(c.fast[i])) {
				t.Fatalf("%s[%d]: %v, slow %v", c.name, i, c.fast[i], c.turn*c.slow[i])
			}
		}
	}
}

func nans(n int) []float64 {
	v := make([]float64, n)
	scale(v, math.NaN())
	return v
}

func scale(v []float64, f float64) {
	for i := range v {
		v[i] *= f
	}
}

func inner(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

func moments(v []float64) (mean, sd float64) {
	for _, x := range v {
		mean += x / float64(len(v))
	}
	for _, x := range v {
		sd += (x - mean) * (x - mean) / float64(len(v))
	}
	return mean, math.Sqrt(sd)
}
