package score

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"
)

// programme is a linear programme in few rows and many columns: the variables are
// not negative, the columns times them give right. It is solved by the revised
// simplex method, from a basis that is known to be feasible. The basis is
// factorised anew in every step, which is cheap with few rows and lets no error
// grow. Envelopment programmes are degenerate throughout; after steps without gain
// the choice goes by the smallest number (Bland), which cannot turn in a circle.
//
// The simplex of gonum v0.17.0 was tried first: from its own start, on units with
// small whole amounts, it ran for minutes without end, having no bound on its steps.
type programme struct {
	rows    int
	columns [][]float64
	right   []float64
	basis   []int     // by row of the basis: the column in it
	level0  []float64 // by row of the basis: the value of its column
}

const (
	fine  = 1e-9 // below this a reduced cost, a value or a pivot counts as zero
	still = 20   // steps without gain until Bland's rule
)

// minimise moves to a basis of least cost and returns the prices of the rows.
// Only columns marked in may enter the basis; nil means all.
func (p *programme) minimise(cost []float64, may []bool) ([]float64, error) {
	basis := mat.NewDense(p.rows, p.rows, nil)
	prices, move := mat.NewVecDense(p.rows, nil), mat.NewVecDense(p.rows, nil)
	inBasis := make([]bool, len(p.columns))
	for _, c := range p.basis {
		inBasis[c] = true
	}
	best, waited := math.Inf(1), 0
	for range 50 * (len(p.columns) + p.rows) {
		var lu mat.LU
		for at, c := range p.basis {
			basis.SetCol(at, p.columns[c])
		}
		lu.Factorize(basis)
		if err := p.solve(&lu, cost, prices); err != nil {
			return nil, err
		}
		total := p.cost(cost)
		if total < best-fine*math.Max(1, math.Abs(total)) {
			best, waited = total, 0
		} else {
			waited++
		}
		enter := p.entering(cost, prices.RawVector().Data, inBasis, may, waited > still)
		if enter < 0 {
			return prices.RawVector().Data, nil
		}
		if err := solved(lu.SolveVecTo(move, false, mat.NewVecDense(p.rows, p.columns[enter]))); err != nil {
			return nil, err
		}
		leave := p.leaving(move.RawVector().Data, waited > still)
		if leave < 0 {
			return nil, errors.New("score: the linear programme has no bound")
		}
		inBasis[p.basis[leave]], inBasis[enter] = false, true
		p.basis[leave] = enter
	}
	return nil, ErrStuck
}

// solve computes the values of the basis and the prices.
func (p *programme) solve(lu *mat.LU, cost []float64, prices *mat.VecDense) error {
	x := mat.NewVecDense(p.rows, nil)
	if err := solved(lu.SolveVecTo(x, false, mat.NewVecDense(p.rows, p.right))); err != nil {
		return err
	}
	p.level0 = x.RawVector().Data
	for at, v := range p.level0 {
		p.level0[at] = max(0, v) // below zero is rounding: every step keeps the basis feasible
	}
	mine := mat.NewVecDense(p.rows, nil)
	for at, c := range p.basis {
		mine.SetVec(at, cost[c])
	}
	return solved(lu.SolveVecTo(prices, true, mine))
}

// solved lets the warning of a badly conditioned basis pass, not a singular one.
func solved(err error) error {
	var condition mat.Condition
	if errors.As(err, &condition) && !math.IsInf(float64(condition), 0) {
		return nil
	}
	return err
}

func (p *programme) cost(cost []float64) float64 {
	sum := 0.0
	for at, c := range p.basis {
		sum += float64(cost[c] * p.level0[at])
	}
	return sum
}

// reduced is what a unit of a column costs beyond what it is worth.
func (p *programme) reduced(c int, cost, prices []float64) float64 {
	d := cost[c]
	for row, a := range p.columns[c] {
		d -= float64(a * prices[row])
	}
	return d
}

// entering returns the column with the most negative reduced cost, the first such
// column when bland, or -1.
func (p *programme) entering(cost, prices []float64, inBasis, may []bool, bland bool) int {
	scale := 1.0
	for _, c := range cost {
		scale = max(scale, math.Abs(c))
	}
	enter, best := -1, -fine*scale
	for c := range p.columns {
		if inBasis[c] || (may != nil && !may[c]) {
			continue
		}
		if d := p.reduced(c, cost, prices); d < best {
			enter, best = c, d
			if bland {
				break
			}
		}
	}
	return enter
}

// leaving returns the row of the basis that reaches zero first when the basis
// moves against move; among equals the one with the largest pivot, or with the
// smallest column when bland. It is -1 when none does.
func (p *programme) leaving(move []float64, bland bool) int {
	least := math.Inf(1)
	for at, m := range move {
		if m > fine {
			least = min(least, p.level0[at]/m)
		}
	}
	leave := -1
	for at, m := range move {
		if m <= fine || p.level0[at]/m > least+1e-12*(1+least) {
			continue
		}
		if leave < 0 || (bland && p.basis[at] < p.basis[leave]) || (!bland && m > move[leave]) {
			leave = at
		}
	}
	return leave
}

// level marks the columns whose entry would leave the cost as it is.
func (p *programme) level(cost, prices []float64) []bool {
	free := make([]bool, len(p.columns))
	for c := range p.columns {
		free[c] = math.Abs(p.reduced(c, cost, prices)) <= fine
	}
	return free
}

// value returns the value of a column.
func (p *programme) value(column int) float64 {
	for at, c := range p.basis {
		if c == column {
			return p.level0[at]
		}
	}
	return 0
}
