package graph

// Holes says how far the partners of a firm know one another. A firm whose
// partners do not is the only way between them: it bridges a structural hole.
// Firms without partners have no values and Known false.
type Holes struct {
	Constraint    []float64 // low: free to choose between partners who do not know one another
	EffectiveSize []float64 // partners, less what they have in common
	Efficiency    []float64 // effective size per partner
	Known         []bool
}

// StructuralHoles returns Burt's measures. With a(i,j) the strength of the tie
// between i and j, the same from both ends, and p(i,j) = a(i,j)/Σ_q a(i,q):
//
//	constraint(i)     = Σ_j ( p(i,j) + Σ_q p(i,q) p(q,j) )²
//	effective size(i) = Σ_j ( 1 − Σ_q p(i,q) m(j,q) ),   m(j,q) = a(j,q)/max_k a(j,k)
//
// over the partners j of i. With ties of strength [Count] or [Money] these are
// the values of networkx for a directed network, without and with weights; with
// ties that all are equal those for an undirected one. It takes time
// proportional to the sum of the squares of the numbers of partners.
//
// Source: Burt, Structural Holes (1992), chapter 2; for ties all equal, Borgatti,
// Connections 20 (1997): n − 2t/n with t ties among the n partners.
func StructuralHoles(t Ties, threads int) Holes {
	n := t.Len()
	h := Holes{make([]float64, n), make([]float64, n), make([]float64, n), make([]bool, n)}
	val := t.Val
	if val == nil {
		val = ones(len(t.Col))
	}
	sum, most := make([]float64, n), make([]float64, n)
	for v := range n {
		sum[v] = total(val[t.Ptr[v]:t.Ptr[v+1]])
		most[v] = highest(val[t.Ptr[v]:t.Ptr[v+1]])
	}
	type space struct{ p, round []float64 }
	workers := make([]*space, max(1, threads))
	const few = 256 // firms: hubs take long, so blocks are small
	share((n+few-1)/few, threads, func(worker, block int) {
		if workers[worker] == nil {
			workers[worker] = &space{make([]float64, n), make([]float64, n)}
		}
		w := workers[worker]
		for v := block * few; v < min(n, (block+1)*few); v++ {
			from, to := t.Ptr[v], t.Ptr[v+1]
			if from == to {
				continue
			}
			h.Known[v] = true
			for e := from; e < to; e++ {
				w.p[t.Col[e]], w.round[t.Col[e]] = val[e]/sum[v], 0
			}
			for e := from; e < to; e++ {
				q := t.Col[e]
				for f := t.Ptr[q]; f < t.Ptr[q+1]; f++ {
					// What is not a partner gets 0 from p and is never read from round.
					j := t.Col[f]
					w.round[j] += float64(w.p[q] * val[f] / sum[q])
					h.EffectiveSize[v] -= float64(w.p[j] * val[f] / most[q])
				}
			}
			for e := from; e < to; e++ {
				c := w.p[t.Col[e]] + w.round[t.Col[e]]
				h.Constraint[v] += float64(c * c)
			}
			for e := from; e < to; e++ {
				w.p[t.Col[e]] = 0
			}
			partners := float64(to - from)
			h.EffectiveSize[v] += partners
			h.Efficiency[v] = h.EffectiveSize[v] / partners
		}
	})
	return h
}

func ones(n int) []float64 {
	a := make([]float64, n)
	for i := range a {
		a[i] = 1
	}
	return a
}
