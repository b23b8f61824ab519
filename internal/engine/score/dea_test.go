package score_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"lianzhang/internal/engine/score"
)

// Six stores with two inputs and one output, Cooper, Seiford and Tone, Data
// Envelopment Analysis (2007), example 3.1: F reaches the frontier but wastes two
// units of its first input.
func stores() score.Units {
	return score.Units{Units: 6, Uses: 2, Makes: 1, Inputs: []float64{4, 3, 7, 3, 8, 1, 4, 2, 2, 4, 10, 1}, Outputs: []float64{1, 1, 1, 1, 1, 1}}
}

func TestTextbookDEA(t *testing.T) {
	all, err := score.DEA(stores(), score.Constant)
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range []float64{6.0 / 7, 12.0 / 19, 1, 1, 1, 1} {
		near(t, "θ", all[k].Theta, want, 1e-12)
	}
	a, f := all[0], all[5]
	if len(a.Peers) != 2 || a.Peers[0].Unit != 3 || a.Peers[1].Unit != 4 {
		t.Fatalf("peers of A: %+v", a.Peers)
	}
	near(t, "λ of D", a.Peers[0].Lambda, 5.0/7, 1e-12)
	near(t, "λ of E", a.Peers[1].Lambda, 2.0/7, 1e-12)
	near(t, "waste of F", f.Excess[0], 2, 1e-12)
	if f.Strong() || len(f.Peers) != 1 || f.Peers[0].Unit != 2 || !all[2].Strong() || a.Strong() {
		t.Errorf("F is on the frontier only weakly, C strongly, A not: %+v", f)
	}
}

// With one input and one output, constant returns compare ratios.
func TestRatioDEA(t *testing.T) {
	u := score.Units{Units: 4, Uses: 1, Makes: 1, Inputs: []float64{2, 4, 6, 9}, Outputs: []float64{1, 4, 6, 7}}
	ccr, err := score.DEA(u, score.Constant)
	if err != nil {
		t.Fatal(err)
	}
	bcc, err := score.DEA(u, score.Variable)
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range []float64{0.5, 1, 1, 7.0 / 9} {
		near(t, "CCR", ccr[k].Theta, want, 1e-12)
		near(t, "BCC", bcc[k].Theta, 1, 1e-12) // all on the broken line of the best
	}
	inside := score.Units{Units: 3, Uses: 1, Makes: 1, Inputs: []float64{2, 4, 6}, Outputs: []float64{2, 3, 4}}
	bcc, err = score.DEA(inside, score.Variable)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "on the line between two", bcc[1].Theta, 1, 1e-12)
}

func TestDegenerateDEA(t *testing.T) {
	if all, err := score.DEA(score.Units{}, score.Constant); err != nil || len(all) != 0 {
		t.Errorf("no units: %v %v", all, err)
	}
	for _, returns := range []score.Returns{score.Constant, score.Variable} {
		one, err := score.DEA(score.Units{Units: 1, Uses: 1, Makes: 1, Inputs: []float64{3}, Outputs: []float64{5}}, returns)
		if err != nil || one[0].Theta != 1 || !one[0].Strong() {
			t.Errorf("one alone: %+v %v", one, err)
		}
		same := score.Units{Units: 50, Uses: 2, Makes: 2, Inputs: make([]float64, 100), Outputs: make([]float64, 100)}
		for k := range same.Inputs {
			same.Inputs[k], same.Outputs[k] = 7, 3
		}
		all, err := score.DEA(same, returns)
		if err != nil {
			t.Fatal(err)
		}
		for k := range all {
			if all[k].Theta != 1 || !all[k].Strong() {
				t.Fatalf("one of fifty equals: %+v", all[k])
			}
		}
	}
	for name, x := range map[string]float64{"zero": 0, "negative": -1, "not a number": math.NaN(), "infinite": math.Inf(1)} {
		if _, err := score.DEA(score.Units{Units: 1, Uses: 1, Makes: 1, Inputs: []float64{x}, Outputs: []float64{1}}, score.Constant); err == nil {
			t.Errorf("input %s passed", name)
		}
		if _, err := score.DEA(score.Units{Units: 1, Uses: 1, Makes: 1, Inputs: []float64{1}, Outputs: []float64{x}}, score.Constant); err == nil {
			t.Errorf("output %s passed", name)
		}
	}
	if _, err := score.DEA(score.Units{Units: 1, Uses: 0, Makes: 1, Outputs: []float64{1}}, score.Constant); err == nil {
		t.Error("something from nothing passed")
	}
}

func units(rng *rand.Rand, n, uses, makes, most int) score.Units {
	u := score.Units{Units: n, Uses: uses, Makes: makes}
	for range n * uses {
		u.Inputs = append(u.Inputs, float64(1+rng.IntN(most)))
	}
	for range n * makes {
		u.Outputs = append(u.Outputs, float64(1+rng.IntN(most)))
	}
	return u
}

// Every result carries its proof: feasible amounts and feasible prices of one
// value. Small whole amounts make every programme degenerate.
func TestDEAProof(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	for range 60 {
		n := 1 + rng.IntN(60)
		u := units(rng, n, 1+rng.IntN(4), 1+rng.IntN(3), []int{2, 5, 1000}[rng.IntN(3)])
		for _, returns := range []score.Returns{score.Constant, score.Variable} {
			all, err := score.DEA(u, returns)
			if err != nil {
				t.Fatal(err)
			}
			for o := range all {
				proof(t, u, returns, o, all[o])
			}
		}
	}
}

func proof(t *testing.T, u score.Units, returns score.Returns, o int, e score.Efficiency) {
	t.Helper()
	const tol = 1e-7
	row := func(v []float64, k, width int) []float64 { return v[k*width : (k+1)*width] }
	total := 0.0
	for _, p := range e.Peers {
		total += p.Lambda
	}
	if returns == score.Variable {
		near(t, "Σλ", total, 1, tol)
	}
	for i, x := range row(u.Inputs, o, u.Uses) {
		used := 0.0
		for _, p := range e.Peers {
			used += p.Lambda * u.Inputs[p.Unit*u.Uses+i]
		}
		near(t, "inputs add up", used+e.Excess[i], e.Theta*x, tol*x)
	}
	for r, y := range row(u.Outputs, o, u.Makes) {
		made := 0.0
		for _, p := range e.Peers {
			made += p.Lambda * u.Outputs[p.Unit*u.Makes+r]
		}
		near(t, "outputs add up", made-e.Lack[r], y, tol*y)
	}
	near(t, "own inputs are worth one", dot(e.UsePrice, row(u.Inputs, o, u.Uses)), 1, tol)
	near(t, "own outputs are worth θ", dot(e.MakePrice, row(u.Outputs, o, u.Makes))+e.Base, e.Theta, tol)
	for k := range u.Units {
		if gain := dot(e.MakePrice, row(u.Outputs, k, u.Makes)) + e.Base - dot(e.UsePrice, row(u.Inputs, k, u.Uses)); gain > 1e-6 {
			t.Errorf("unit %d gains %v at the prices of %d", k, gain, o)
		}
	}
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

// The slacks are as large as they can be: all bases of the second programme are tried.
func TestSlacksAgainstAllBases(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 2))
	for range 300 {
		u := units(rng, 1+rng.IntN(5), 1+rng.IntN(3), 1+rng.IntN(2), 4)
		returns := score.Returns(rng.IntN(2))
		all, err := score.DEA(u, returns)
		if err != nil {
			t.Fatal(err)
		}
		for o, e := range all {
			got := 0.0
			for _, s := range append(append([]float64(nil), e.Excess...), e.Lack...) {
				got += s
			}
			near(t, "sum of slacks", got, mostSlack(u, returns, o, e.Theta), 1e-6)
		}
	}
}

// Slacks are summed in the units of the file: 1 + 20 beats 6 + 5, though the
// latter is more when each is taken as a share of what the unit uses.
func TestSlacksInUnitsOfTheFile(t *testing.T) {
	u := score.Units{Units: 3, Uses: 3, Makes: 1, Inputs: []float64{2, 10, 100, 2, 4, 95, 2, 9, 80}, Outputs: []float64{1, 1, 1}}
	all, err := score.DEA(u, score.Constant)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "second input", all[0].Excess[1], 1, 1e-9)
	near(t, "third input", all[0].Excess[2], 20, 1e-9)
}

// mostSlack tries every choice of columns λ, excess, lack as a basis.
func mostSlack(u score.Units, returns score.Returns, o int, theta float64) float64 {
	rows, cols := u.Uses+u.Makes, u.Units+u.Uses+u.Makes
	if returns == score.Variable {
		rows++
	}
	a, b := mat.NewDense(rows, cols, nil), mat.NewVecDense(rows, nil)
	for row := range u.Uses + u.Makes {
		for k := range u.Units {
			if row < u.Uses {
				a.Set(row, k, u.Inputs[k*u.Uses+row])
			} else {
				a.Set(row, k, u.Outputs[k*u.Makes+row-u.Uses])
			}
		}
		if row < u.Uses {
			a.Set(row, u.Units+row, 1)
			b.SetVec(row, theta*u.Inputs[o*u.Uses+row])
		} else {
			a.Set(row, u.Units+row, -1)
			b.SetVec(row, u.Outputs[o*u.Makes+row-u.Uses])
		}
	}
	if returns == score.Variable {
		for k := range u.Units {
			a.Set(rows-1, k, 1)
		}
		b.SetVec(rows-1, 1)
	}
	best := math.Inf(-1)
	choose(cols, rows, func(chosen []int) {
		m, x := mat.NewDense(rows, rows, nil), mat.NewVecDense(rows, nil)
		for at, c := range chosen {
			m.SetCol(at, mat.Col(nil, c, a))
		}
		var condition mat.Condition
		if err := x.SolveVec(m, b); errors.As(err, &condition) {
			return
		}
		sum := 0.0
		for at, c := range chosen {
			if x.AtVec(at) < -1e-8 {
				return
			}
			if c >= u.Units {
				sum += x.AtVec(at)
			}
		}
		best = max(best, sum)
	})
	return best
}

func choose(n, k int, each func([]int)) {
	var extend func(from int, chosen []int)
	extend = func(from int, chosen []int) {
		if len(chosen) == k {
			each(chosen)
			return
		}
		for c := from; c < n; c++ {
			extend(c+1, append(chosen[:len(chosen):len(chosen)], c))
		}
	}
	extend(0, nil)
}

// A unit is never better under constant than under variable returns, and its unit
// of measure does not matter.
func TestDEALaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		u := units(rng, rapid.IntRange(1, 12).Draw(t, "units"), rapid.IntRange(1, 3).Draw(t, "inputs"), rapid.IntRange(1, 2).Draw(t, "outputs"), 9)
		ccr, err := score.DEA(u, score.Constant)
		if err != nil {
			t.Fatal(err)
		}
		bcc, err := score.DEA(u, score.Variable)
		if err != nil {
			t.Fatal(err)
		}
		best := false
		for k := range ccr {
			if ccr[k].Theta > bcc[k].Theta+1e-9 || !(ccr[k].Theta > 0) {
				t.Fatalf("unit %d: CCR %v, BCC %v", k, ccr[k].Theta, bcc[k].Theta)
			}
			best = best || ccr[k].Strong()
		}
		if !best {
			t.Fatal("nobody is efficient")
		}
		scaled := u
		scaled.Inputs = append([]float64(nil), u.Inputs...)
		for k := 0; k < len(scaled.Inputs); k += u.Uses {
			scaled.Inputs[k] *= 1024
		}
		again, err := score.DEA(scaled, score.Constant)
		if err != nil {
			t.Fatal(err)
		}
		for k := range ccr {
			if again[k].Theta != ccr[k].Theta {
				t.Fatalf("the unit changed θ: %v, %v", ccr[k].Theta, again[k].Theta)
			}
		}
	})
}

func BenchmarkDEA(b *testing.B) {
	u := units(rand.New(rand.NewPCG(1, 1)), 300, 4, 3, 1000)
	for b.Loop() {
		if _, err := score.DEA(u, score.Variable); err != nil {
			b.Fatal(err)
		}
	}
}
