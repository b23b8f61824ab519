package cascade

// Impact is what a scenario adds to its own shocks in one sector, as shares of
// the sector: by the larger of the two losses of each firm and the firms'
// weights, by downstream losses and what the firms sell, by upstream losses and
// what they buy. A share is NaN when the sector has none of its measure.
type Impact struct {
	Total, Down, Up float64
}

// Impacts returns the impact on every sector of a scenario that ended in losses,
// in the order of the essentiality.
//
// Source: Diem et al., PNAS Nexus 3(3), pgae064 (2024).
func (c *Coefficients) Impacts(scenario Scenario, losses Losses) []Impact {
	psi := Losses{make([]float64, c.Len()), make([]float64, c.Len())}
	for _, s := range scenario {
		psi.Down[s.Firm], psi.Up[s.Firm] = s.Down, s.Up
	}
	out, whole := make([]Impact, c.sectors), make([]Impact, c.sectors)
	first := make([]Impact, c.sectors)
	for r, i := range c.firm {
		k, w := c.sector[r], Impact{c.weight[r], c.sales[r], c.purchases[r]}
		whole[k].add(w, 1, 1)
		out[k].add(w, losses.Down[i], losses.Up[i])
		first[k].add(w, psi.Down[i], psi.Up[i])
	}
	for k := range out {
		o, f, w := &out[k], first[k], whole[k]
		o.Total, o.Down, o.Up = (o.Total-f.Total)/w.Total, (o.Down-f.Down)/w.Down, (o.Up-f.Up)/w.Up
	}
	return out
}

func (s *Impact) add(w Impact, down, up float64) {
	s.Total += float64(w.Total * max(down, up))
	s.Down += float64(w.Down * down)
	s.Up += float64(w.Up * up)
}
