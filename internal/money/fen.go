// Package money counts in whole fen, never in floats.
package money

import "strconv"

// Fen is an amount of RMB in hundredths of a yuan.
type Fen int64

// Units of amounts, in fen.
const (
	Yuan Fen = 100
	Wan  Fen = 10_000 * Yuan      // 万元
	Yi   Fen = 100_000_000 * Yuan // 亿元
)

// Unit returns the size of a written unit (元, 万元, 百万元, 亿元) and whether it is known.
func Unit(name string) (Fen, bool) {
	switch name {
	case "元":
		return Yuan, true
	case "千元":
		return 1000 * Yuan, true
	case "万元", "万":
		return Wan, true
	case "百万元":
		return 100 * Wan, true
	case "千万元":
		return 1000 * Wan, true
	case "亿元", "亿":
		return Yi, true
	}
	return 0, false
}

// In returns the amount in a unit, rounded half away from zero to decimals places.
func (f Fen) In(unit Fen, decimals int) string {
	scale := int64(1)
	for range decimals {
		scale *= 10
	}
	n, d := int64(f), int64(unit)
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	whole, rest := n/d, n%d
	// rest*scale fits: rest < d <= 1e12, scale <= 1e4
	part := (rest*scale*2 + d) / (2 * d)
	if part == scale {
		whole, part = whole+1, 0
	}
	s := sign + strconv.FormatInt(whole, 10)
	if decimals > 0 {
		p := strconv.FormatInt(part, 10)
		for len(p) < decimals {
			p = "0" + p
		}
		s += "." + p
	}
	return s
}
