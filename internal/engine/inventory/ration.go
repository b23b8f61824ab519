package inventory

import (
	"cmp"
	"math"
	"slices"
)

// A supplier's deliveries follow from one number, its level: with proportional
// rationing and with final demand last, a client gets level × order; with the
// lowest order first, the smaller of its order and level × usual amount.

// delivered is what comes over a link.
func (o *Options) delivered(level, order, usual float64) float64 {
	if o.Rationing == LowestOrderFirst {
		return min(order, float64(level*usual))
	}
	return float64(level * order)
}

// claim is what a client orders and what it usually does.
type claim struct {
	order, usual float64
	open         float64 // usual amounts of this client and all after it
}

// ratio is the order against the usual one.
func (c claim) ratio() float64 {
	if c.usual == 0 {
		return 0
	}
	return c.order / c.usual
}

// ration returns the level of a supplier and what final demand gets, when made is
// produced of what is demanded in all; claims are of its clients and only needed
// with the lowest order first. It may reorder them.
func (o *Options) ration(made, demanded, final float64, claims []claim) (level, consumed float64) {
	switch o.Rationing {
	case FinalDemandLast:
		if short := demanded - made; final >= short {
			return 1, final - short
		}
		return made / (demanded - final), 0
	case LowestOrderFirst:
		if made == demanded && !o.Compat {
			return math.Inf(1), final
		}
		level = o.level(made, final, claims)
		return level, float64(min(1, level) * final)
	}
	if demanded == 0 {
		return 0, 0
	}
	level = made / demanded
	return level, float64(level * final)
}

// level raises what everybody gets, in proportion to the usual amount, until all
// that was made is dealt out; who has what was ordered gets no more. Final demand
// orders its usual amount; in compatibility mode it is charged for ever.
func (o *Options) level(made, final float64, claims []claim) float64 {
	if !o.Compat {
		claims = append(claims, claim{order: final, usual: final})
	}
	slices.SortFunc(claims, func(a, b claim) int {
		return cmp.Or(cmp.Compare(a.ratio(), b.ratio()), cmp.Compare(a.usual, b.usual))
	})
	open := 0.0
	if o.Compat {
		open = final
	}
	for k := len(claims) - 1; k >= 0; k-- { // from the end: nothing cancels
		open += claims[k].usual
		claims[k].open = open
	}
	top := 0.0
	for _, c := range claims {
		if c.open > 0 {
			if level := made / c.open; level <= c.ratio() {
				return max(level, top)
			}
		}
		made -= c.order
		top = c.ratio()
	}
	if o.Compat && top < 1 && final > 0 { // only final demand is left
		return min(1, max(top, made/final))
	}
	return top
}
