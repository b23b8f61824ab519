package ario

// State is what both programs show after a step, of each industry.
type State struct {
	Production []float64 // x
	Capacity   []float64 // x^cap
	Demand     []float64 // D, all that was asked for
	Unmet      []float64 // final demand not delivered
	Alpha      []float64 // overproduction
	others     []float64 // demand without rebuilding
	aim        []float64 // x^opt
	served     []float64 // x/D
}

func newState(s *start) State {
	st := State{Production: append([]float64(nil), s.x...)}
	for _, v := range []*[]float64{&st.Capacity, &st.Demand, &st.Unmet, &st.Alpha, &st.others, &st.aim, &st.served} {
		*v = make([]float64, s.n)
	}
	for f := range st.Alpha {
		st.Alpha[f] = s.par.AlphaBase
	}
	return st
}

// ask sets demand and moves overproduction: towards its maximum where demand was
// not met, back to its base where it was.
func (st *State) ask(t int, b *blows, par *Parameters) {
	for i, others := range st.others {
		asked := others + b.rebuild[i]
		if t > 1 {
			scarce := asked
			if par.Paper {
				scarce = st.Demand[i] // of the last step
			}
			st.Alpha[i] = nextAlpha(st.Alpha[i], scarce, st.Production[i], par)
		}
		st.Demand[i] = asked
	}
}

func nextAlpha(alpha, asked, made float64, par *Parameters) float64 {
	scarcity := over(asked-made, asked)
	change := (par.AlphaMax - alpha) * scarcity / par.TauAlpha
	if scarcity == 0 {
		change = (par.AlphaBase - alpha) / par.TauAlpha
	}
	return max(1, alpha+change)
}

// plan sets capacity and aim of an industry.
func (st *State) plan(f int, s *start, b *blows) {
	st.Capacity[f] = s.x[f] * (1 - b.share(f)) * st.Alpha[f]
	st.aim[f] = max(0, min(st.Demand[f], st.Capacity[f]))
}

// settle sets production and what becomes of it.
func (st *State) settle(f int, limit float64, s *start) {
	st.Production[f] = st.aim[f] * limit
	st.served[f] = over(st.Production[f], st.Demand[f])
	st.Unmet[f] = s.y[f] - float64(s.y[f]*st.served[f])
}

// wanted returns the production that the wanted stock of an industry is for, after
// rebuilding was served.
func (st *State) wanted(f int, b *blows) float64 {
	if b.s.par.Paper {
		return st.aim[f]
	}
	return max(0, min(st.others[f]+b.rebuild[f], st.Capacity[f]))
}
