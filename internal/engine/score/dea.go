package score

import (
	"errors"
	"fmt"
	"math"
)

// Units holds what decision-making units use and make: Inputs is units × uses and
// Outputs is units × makes, row by row, every entry positive and finite.
type Units struct {
	Units, Uses, Makes int
	Inputs, Outputs    []float64
}

// Returns is what a unit could do on another scale.
type Returns int

// The two assumptions.
const (
	Constant Returns = iota // CCR: any scale of what others do
	Variable                // BCC: mixtures of what others do, Σλ = 1
)

// Efficiency is how one unit stands against the frontier.
type Efficiency struct {
	Theta  float64 // share of its inputs with which the unit could make its outputs; 1 on the frontier
	Peers  []Peer  // the units it is measured by, in order of units
	Excess []float64
	Lack   []float64 // Excess by input and Lack by output: slacks left after Theta, as large as they can be together, in units of the file

	// UsePrice and MakePrice are the weights most in favour of the unit: its inputs
	// are worth 1, no unit's outputs are worth more than its inputs plus Base, and
	// its own are worth Theta less Base. Base is 0 under constant returns.
	UsePrice, MakePrice []float64
	Base                float64
}

// Peer is a unit on the frontier and its intensity λ.
type Peer struct {
	Unit   int
	Lambda float64
}

// Strong tells whether nothing can be saved and nothing added: on the frontier,
// and no slack.
func (e *Efficiency) Strong() bool {
	if e.Theta < 1-fine {
		return false
	}
	for _, s := range append(append([]float64(nil), e.Excess...), e.Lack...) {
		if s > 0 {
			return false
		}
	}
	return true
}

// ErrStuck says that the simplex method did not end within its bound of steps.
var ErrStuck = errors.New("score: the linear programme did not settle")

// check refuses entries that are not positive and finite.
func (u Units) check() error {
	if len(u.Inputs) != u.Units*u.Uses || len(u.Outputs) != u.Units*u.Makes {
		panic("score: inputs or outputs of another shape")
	}
	if u.Units > 0 && (u.Uses == 0 || u.Makes == 0) {
		return fmt.Errorf("score: units need an input and an output")
	}
	for what, values := range [][]float64{u.Inputs, u.Outputs} {
		for k, x := range values {
			if !(x > 0) || math.IsInf(x, 0) {
				width := []int{u.Uses, u.Makes}[what]
				return fmt.Errorf("score: %s %v of unit %d, number %d must be positive and finite", []string{"input", "output"}[what], x, k/width, k%width)
			}
		}
	}
	return nil
}

// DEA measures every unit by data envelopment analysis, input-oriented: the
// smallest θ with Σ λx ≤ θx₀, Σ λy ≥ y₀, λ ≥ 0, and Σλ = 1 under variable returns;
// then, at that θ, the largest sum of slacks. Inputs and outputs of a unit are
// divided by its own first, so units of measure do not matter for θ. A unit whose
// programme does not settle in 50 times as many steps as it has columns ends the
// run with [ErrStuck].
//
// Sources: Charnes, Cooper and Rhodes, EJOR 2, 429 (1978); Banker, Charnes and
// Cooper, Management Science 30, 1078 (1984); second phase: Ali and Seiford (1993).
func DEA(u Units, returns Returns) ([]Efficiency, error) {
	if err := u.check(); err != nil {
		return nil, err
	}
	all := make([]Efficiency, u.Units)
	for o := range all {
		e, err := u.measure(o, returns)
		if err != nil {
			return nil, fmt.Errorf("unit %d: %w", o, err)
		}
		all[o] = *e
	}
	return all, nil
}

// measure solves the two programmes of unit o. Columns: θ, then λ by unit, then
// slacks by input, then slacks by output. Rows: inputs, outputs, Σλ = 1.
func (u Units) measure(o int, returns Returns) (*Efficiency, error) {
	rows := u.Uses + u.Makes
	if returns == Variable {
		rows++
	}
	p := &programme{rows: rows}
	u.columns(p, o, returns)
	p.basis = u.start(o, returns)
	cost := make([]float64, len(p.columns))
	cost[0] = 1
	prices, err := p.minimise(cost, nil)
	if err != nil {
		return nil, err
	}
	e := &Efficiency{Theta: min(1, p.value(0)), UsePrice: make([]float64, u.Uses), MakePrice: make([]float64, u.Makes)}
	for i := range u.Uses {
		e.UsePrice[i] = max(0, prices[i]) / u.Inputs[o*u.Uses+i]
	}
	for r := range u.Makes {
		e.MakePrice[r] = max(0, prices[u.Uses+r]) / u.Outputs[o*u.Makes+r]
	}
	if returns == Variable {
		e.Base = prices[rows-1]
	}
	// Second phase: only along columns that leave θ as it is.
	free := p.level(cost, prices)
	first := 1 + u.Units
	cost[0] = 0
	for i := range u.Uses {
		cost[first+i] = -u.Inputs[o*u.Uses+i]
	}
	for r := range u.Makes {
		cost[first+u.Uses+r] = -u.Outputs[o*u.Makes+r]
	}
	if _, err := p.minimise(cost, free); err != nil {
		return nil, err
	}
	u.read(e, p, o)
	return e, nil
}

// columns fills in the programme of unit o with everything over its own amounts.
func (u Units) columns(p *programme, o int, returns Returns) {
	theta := make([]float64, p.rows)
	p.right = make([]float64, p.rows)
	for i := range u.Uses {
		theta[i] = 1
	}
	p.columns = append(p.columns, theta)
	for k := range u.Units {
		c := make([]float64, p.rows)
		for i := range u.Uses {
			c[i] = -u.Inputs[k*u.Uses+i] / u.Inputs[o*u.Uses+i]
		}
		for r := range u.Makes {
			c[u.Uses+r] = u.Outputs[k*u.Makes+r] / u.Outputs[o*u.Makes+r]
		}
		if returns == Variable {
			c[p.rows-1] = 1
		}
		p.columns = append(p.columns, c)
	}
	for row := range u.Uses + u.Makes {
		c := make([]float64, p.rows)
		c[row] = -1
		p.columns = append(p.columns, c)
		if row >= u.Uses {
			p.right[row] = 1
		}
	}
	if returns == Variable {
		p.right[p.rows-1] = 1
	}
}

// start returns the basis in which the unit is measured by itself: θ = λ = 1.
func (u Units) start(o int, returns Returns) []int {
	basis := []int{0, 1 + o}
	slack := 1 + u.Units
	for i := 1; i < u.Uses; i++ {
		basis = append(basis, slack+i)
	}
	r := 1
	if returns == Variable {
		r = 0 // the row Σλ = 1 determines λ, so every output has its slack
	}
	for ; r < u.Makes; r++ {
		basis = append(basis, slack+u.Uses+r)
	}
	return basis
}

// read takes peers and slacks from the programme.
func (u Units) read(e *Efficiency, p *programme, o int) {
	e.Excess, e.Lack = make([]float64, u.Uses), make([]float64, u.Makes)
	for k := range u.Units {
		if v := p.value(1 + k); v > fine {
			e.Peers = append(e.Peers, Peer{k, v})
		}
	}
	at := 1 + u.Units
	for i := range u.Uses {
		if v := p.value(at + i); v > fine {
			e.Excess[i] = v * u.Inputs[o*u.Uses+i]
		}
	}
	for r := range u.Makes {
		if v := p.value(at + u.Uses + r); v > fine {
			e.Lack[r] = v * u.Outputs[o*u.Makes+r]
		}
	}
}
