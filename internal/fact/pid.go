package fact

import (
	"crypto/rand"
	"encoding/binary"
)

// alphabet is Crockford's base 32: no I, L, O, U.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// NewPID returns a public ID: the kind's letter and twelve random characters
// (60 bits). It survives merge and deletion and is never given again.
func NewPID(prefix string) string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails, by its documentation
	return PIDFrom(prefix, binary.BigEndian.Uint64(b[:]))
}

// PIDFrom returns the public ID made of the lowest 60 bits of n, so that
// demonstration data get the same IDs from the same seed.
func PIDFrom(prefix string, n uint64) string {
	out := make([]byte, 0, len(prefix)+12)
	out = append(out, prefix...)
	for shift := 55; shift >= 0; shift -= 5 {
		out = append(out, alphabet[(n>>uint(shift))&31])
	}
	return string(out)
}
