package diagnosis

import (
	"regexp"
	"slices"

	"lianzhang/internal/region"
)

var placeCode = regexp.MustCompile(`^\d{6}(-[0-9A-Z]{1,8})?$`)

// PlaceCode tells whether a code has the shape of a division or a park.
func PlaceCode(c region.Code) bool { return placeCode.MatchString(string(c)) }

// Places returns the places of a level that have firms on the chain, in order.
func (b *Board) Places(l region.Level) []region.Code {
	out := make([]region.Code, 0, len(b.levels[l].playing))
	for place := range b.levels[l].playing {
		out = append(out, place)
	}
	slices.Sort(out)
	return out
}
