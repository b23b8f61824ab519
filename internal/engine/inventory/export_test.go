package inventory

// Deal deals out what one supplier made to final demand and to clients, given by
// order and usual amount.
func Deal(o Options, made, final float64, clients [][2]float64) (got []float64, consumed float64) {
	var claims []claim
	demanded := final
	for _, c := range clients {
		claims = append(claims, claim{order: c[0], usual: c[1]})
		demanded += c[0]
	}
	level, consumed := o.ration(made, demanded, final, claims)
	for _, c := range clients {
		got = append(got, o.delivered(level, c[0], c[1]))
	}
	return got, consumed
}
