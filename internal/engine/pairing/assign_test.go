package pairing_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/pairing"
)

// Three firms, three needs; the greedy pairing 1+4+6 is not the best.
func TestAssignByHand(t *testing.T) {
	a, err := pairing.Assign(3, 3, []float64{1, 2, 9, 2, 4, 9, 9, 9, 6})
	if err != nil || a.Total != 10 || a.Column[0] != 1 || a.Column[1] != 0 || a.Column[2] != 2 {
		t.Errorf("%+v %v", a, err)
	}
}

func TestAssignDegenerate(t *testing.T) {
	for name, shape := range map[string][2]int{"nothing": {0, 0}, "no columns": {3, 0}, "no rows": {0, 3}} {
		a, err := pairing.Assign(shape[0], shape[1], nil)
		if err != nil || a.Total != 0 || len(a.Column) != shape[0] {
			t.Errorf("%s: %+v %v", name, a, err)
		}
	}
	alike := make([]float64, 36)
	if a, err := pairing.Assign(6, 6, alike); err != nil || a.Total != 0 || !distinct(a.Column) {
		t.Errorf("all alike: %+v %v", a, err)
	}
	for name, c := range map[string]float64{"not a number": math.NaN(), "infinite": math.Inf(1)} {
		if _, err := pairing.Assign(1, 2, []float64{1, c}); err == nil {
			t.Errorf("%s passed", name)
		}
		if _, err := pairing.AssignSparse(2, [][]pairing.Candidate{{{Column: 0, Cost: c}}}); err == nil {
			t.Errorf("%s passed as a candidate", name)
		}
	}
	if _, err := pairing.Assign(2, 2, []float64{1e308, 1e308, 1e308, 1e308}); !errors.Is(err, pairing.ErrRange) {
		t.Errorf("a total beyond all numbers: %v", err)
	}
	for name, list := range map[string][][]pairing.Candidate{
		"no candidates": {{}}, "two want one": {{{0, 1}}, {{0, 1}}}, "more rows": {{{0, 1}}, {{0, 1}}, {{1, 1}}},
	} {
		if _, err := pairing.AssignSparse(2, list); !errors.Is(err, pairing.ErrInfeasible) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := pairing.AssignSparse(2, [][]pairing.Candidate{{{Column: 2, Cost: 1}}}); err == nil || errors.Is(err, pairing.ErrInfeasible) {
		t.Errorf("a column that is not there: %v", err)
	}
}

func distinct(columns []int) bool {
	seen := map[int]bool{}
	for _, j := range columns {
		if j >= 0 && seen[j] {
			return false
		}
		seen[j] = true
	}
	return true
}

// Against all pairings, and with its proof.
func TestAssignAgainstAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, cols := rapid.IntRange(1, 7).Draw(t, "rows"), rapid.IntRange(1, 7).Draw(t, "cols")
		price := rapid.Map(rapid.IntRange(-4, 9), func(k int) float64 { return float64(k) / 4 })
		cost := rapid.SliceOfN(price, rows*cols, rows*cols).Draw(t, "cost")
		a, err := pairing.Assign(rows, cols, cost)
		if err != nil {
			t.Fatal(err)
		}
		if want := allPairings(rows, cols, cost); a.Total != want || !distinct(a.Column) {
			t.Fatalf("total %v, best of all %v, %v", a.Total, want, a.Column)
		}
		prove(t, rows, cols, cost, a)
		if rows > cols {
			return
		}
		list := make([][]pairing.Candidate, rows)
		for i := range rows {
			for j := range cols {
				list[i] = append(list[i], pairing.Candidate{Column: j, Cost: cost[i*cols+j]})
			}
		}
		s, err := pairing.AssignSparse(cols, list)
		if err != nil || s.Total != a.Total {
			t.Fatalf("sparse %v %v, dense %v", s, err, a.Total)
		}
		prove(t, rows, cols, cost, s)
	})
}

type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

func prove(t fataler, rows, cols int, cost []float64, a *pairing.Assignment) {
	t.Helper()
	const tol = 1e-9
	taken := map[int]bool{}
	for i := range rows {
		for j := range cols {
			slack := cost[i*cols+j] - a.Row[i] - a.Col[j]
			if slack < -tol || (a.Column[i] == j && slack > tol) {
				t.Fatalf("prices do not prove it: row %d, column %d, %v", i, j, slack)
			}
		}
		if j := a.Column[i]; j >= 0 {
			taken[j] = true
		} else if a.Row[i] != 0 {
			t.Fatalf("row %d is left over at price %v", i, a.Row[i])
		}
		if rows > cols && a.Row[i] > tol {
			t.Fatalf("price %v above 0 on the larger side", a.Row[i])
		}
	}
	for j := range cols {
		if !taken[j] && a.Col[j] != 0 || (cols > rows && a.Col[j] > tol) {
			t.Fatalf("column %d has price %v, taken: %v", j, a.Col[j], taken[j])
		}
	}
	if len(taken) != min(rows, cols) {
		t.Fatalf("%d pairs of %d", len(taken), min(rows, cols))
	}
}

func allPairings(rows, cols int, cost []float64) float64 {
	best := math.Inf(1)
	used := make([]bool, cols)
	var place func(i, left int, sum float64)
	place = func(i, left int, sum float64) {
		if i == rows {
			if left == 0 {
				best = min(best, sum)
			}
			return
		}
		if rows-i > left {
			place(i+1, left, sum) // this row is left over
		}
		for j := range cols {
			if !used[j] && left > 0 {
				used[j] = true
				place(i+1, left-1, sum+cost[i*cols+j])
				used[j] = false
			}
		}
	}
	place(0, min(rows, cols), 0)
	return best
}

// Candidate lists with holes, against the dense method with a high cost in the holes.
func TestSparseAgainstDense(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	for range 200 {
		rows, cols := 1+rng.IntN(20), 1+rng.IntN(25)
		list := make([][]pairing.Candidate, rows)
		dense := make([]float64, rows*cols)
		for k := range dense {
			dense[k] = 1e6
		}
		for i := range rows {
			for range 1 + rng.IntN(4) {
				c := pairing.Candidate{Column: rng.IntN(cols), Cost: float64(rng.IntN(20))}
				list[i] = append(list[i], c)
				dense[i*cols+c.Column] = min(dense[i*cols+c.Column], c.Cost)
			}
		}
		s, err := pairing.AssignSparse(cols, list)
		feasible := false
		if rows <= cols {
			d, derr := pairing.Assign(rows, cols, dense)
			if derr != nil {
				t.Fatal(derr)
			}
			if feasible = d.Total < 1e6; feasible && (err != nil || s.Total != d.Total) {
				t.Fatalf("sparse %v %v, dense %v", s, err, d.Total)
			}
		}
		if !feasible && !errors.Is(err, pairing.ErrInfeasible) {
			t.Fatalf("no pairing exists, but %v", err)
		}
	}
}

func BenchmarkAssign(b *testing.B) {
	const n = 1000
	rng := rand.New(rand.NewPCG(1, 1))
	uniform, whole := make([]float64, n*n), make([]float64, n*n)
	sparse := make([][]pairing.Candidate, n)
	for i := range n {
		for j := range n {
			uniform[i*n+j], whole[i*n+j] = rng.Float64(), float64(rng.IntN(100))
		}
		sparse[i] = append(sparse[i], pairing.Candidate{Column: i, Cost: 2})
		for range 20 {
			sparse[i] = append(sparse[i], pairing.Candidate{Column: rng.IntN(n), Cost: rng.Float64()})
		}
	}
	b.Run("1000 uniform", func(b *testing.B) {
		for b.Loop() {
			if _, err := pairing.Assign(n, n, uniform); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("1000 whole", func(b *testing.B) {
		for b.Loop() {
			if _, err := pairing.Assign(n, n, whole); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("1000 with 20 candidates", func(b *testing.B) {
		for b.Loop() {
			if _, err := pairing.AssignSparse(n, sparse); err != nil {
				b.Fatal(err)
			}
		}
	})
}
