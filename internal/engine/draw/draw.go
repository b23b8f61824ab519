// Package draw makes random numbers that anybody can draw again.
//
// A stream is made of a seed and of the name of what is drawn, so one more draw
// elsewhere moves nothing here, in whatever order things are drawn and by
// however many threads. The numbers are the same on every machine: [Exp] and
// [Log] are series whose steps round alike everywhere, which the functions of
// the standard library, written for each processor, do not promise.
package draw

import (
	"hash/fnv"
	"math"
	"math/bits"
	"math/rand/v2"
)

// Stream returns the random stream of a seed and a name in parts.
func Stream(seed uint64, name ...string) *rand.PCG {
	h := fnv.New64a()
	for _, s := range name {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return rand.NewPCG(seed, h.Sum64())
}

// Uniform returns a number from 0 up to, not including, 1, in steps of 2⁻⁵³.
func Uniform(r *rand.PCG) float64 { return float64(r.Uint64()>>11) / (1 << 53) }

// Below returns a whole number from 0 up to, not including, n > 0. It takes one
// number of the stream; the chances differ by less than n · 2⁻⁶⁴.
func Below(r *rand.PCG, n int) int {
	high, _ := bits.Mul64(r.Uint64(), uint64(n))
	return int(high)
}

// Normal returns a number of the normal law with mean 0 and variance 1.
//
// Source: Marsaglia and Bray, SIAM Review 6, 260 (1964), the polar method.
func Normal(r *rand.PCG) float64 {
	for {
		u, v := float64(2*Uniform(r))-1, float64(2*Uniform(r))-1
		if s := float64(u*u) + float64(v*v); s > 0 && s < 1 {
			return float64(u * math.Sqrt(float64(-2*Log(s))/s))
		}
	}
}

// Exponential returns a number of the exponential law with mean 1.
func Exponential(r *rand.PCG) float64 { return -Log(1 - Uniform(r)) }

const (
	ln2High = 6.93147180369123816490e-01 // ln 2 without its last bits, so that k · ln2High is exact
	ln2Low  = 1.90821492927058770002e-10
)

// Exp returns eˣ within a few units of the last place; x must be finite.
func Exp(x float64) float64 {
	k := math.Floor(float64(x/math.Ln2) + 0.5)
	x = x - float64(k*ln2High) - float64(k*ln2Low) // now at most ln 2 / 2
	sum := 1.0
	for i := 14.0; i >= 1; i-- {
		sum = 1 + float64(float64(x/i)*sum)
	}
	return math.Ldexp(sum, int(max(-2000, min(2000, k))))
}

// Log returns the natural logarithm of a finite x > 0 within a few units of the
// last place.
func Log(x float64) float64 {
	f, k := math.Frexp(x)
	if f < math.Sqrt2/2 {
		f, k = 2*f, k-1
	}
	s := (f - 1) / (f + 1) // ln f = 2 (s + s³/3 + s⁵/5 + …), |s| ≤ 0.172
	sum, square := 0.0, float64(s*s)
	for i := 23.0; i >= 1; i -= 2 {
		sum = float64(sum*square) + 1/i
	}
	return float64(float64(k)*ln2High) + (float64(float64(2*s)*sum) + float64(float64(k)*ln2Low))
}
