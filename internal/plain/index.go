package plain

import "math"

// index finds the number of a firm by its identifier. Identifiers that are whole
// numbers, as they usually are in exchanged networks, stand in a list by their
// value; hashing would cost more than all else that is done with a line.
type index struct {
	byValue []uint32 // number of the firm plus one, 0 for none
	named   map[string]uint32
}

func newIndex(ids []string) *index {
	x := &index{named: map[string]uint32{}}
	limit := uint64(8*len(ids) + 1<<16) // sparse identifiers are hashed
	top := uint64(0)
	for _, id := range ids {
		if v, ok := whole([]byte(id)); ok && v < limit {
			top = max(top, v+1)
		}
	}
	x.byValue = make([]uint32, top)
	for n, id := range ids {
		if v, ok := whole([]byte(id)); ok && v < limit {
			x.byValue[v] = uint32(n) + 1
		} else {
			x.named[id] = uint32(n)
		}
	}
	return x
}

func (x *index) find(id []byte) (uint32, bool) {
	if v, ok := whole(id); ok && v < uint64(len(x.byValue)) && x.byValue[v] > 0 {
		return x.byValue[v] - 1, true
	}
	n, ok := x.named[string(id)]
	return n, ok
}

// whole reads a whole number from 0 that is written in the one usual way, so
// that different texts are different numbers.
func whole(text []byte) (uint64, bool) {
	if len(text) == 0 || len(text) > 15 || (text[0] == '0' && len(text) > 1) {
		return 0, false
	}
	v := uint64(0)
	for _, c := range text {
		d := c - '0'
		if d > 9 {
			return 0, false
		}
		v = 10*v + uint64(d)
	}
	return v, true
}

var tens = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// positive reads a finite number above zero. Up to 15 digits and their power of
// ten are exact, so that one division rounds as reading them at length would.
func positive(text []byte) (float64, bool) {
	mantissa, digits, point := uint64(0), 0, -1
	for i, c := range text {
		switch d := c - '0'; {
		case d <= 9:
			mantissa = 10*mantissa + uint64(d)
			digits++
		case c == '.' && point < 0:
			point = i
		default:
			return positiveAtLength(text)
		}
		if digits > 15 {
			return positiveAtLength(text)
		}
	}
	if digits == 0 {
		return 0, false
	}
	decimals := 0
	if point >= 0 {
		decimals = len(text) - 1 - point
	}
	v := float64(mantissa) / tens[decimals]
	return v, v > 0
}

func positiveAtLength(text []byte) (float64, bool) {
	v, err := parse(string(text))
	return v, err == nil && v > 0 && v <= math.MaxFloat64
}
