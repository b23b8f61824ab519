// Package region knows the places: divisions by their GB/T 2260 code and
// development zones and parks with codes of their own.
//
// A division code has six digits: province, city, county by twos, zeros where
// the place is larger ("330000", "330500", "330522"). A park's code is the code
// of the place it lies in, a dash, and its own mark ("330522-Z01"). In code
// order a place is followed by everything inside it, so a subtree is one range
// of codes.
package region

import "strings"

// Code is a division or park code.
type Code string

// Nation stands for the whole country.
const Nation Code = "000000"

// Level says how large a place is.
type Level int

// Levels from the nation down.
const (
	LevelNation Level = iota
	LevelProvince
	LevelCity
	LevelCounty
	LevelPark
)

// Level returns the level that the shape of the code tells.
func (c Code) Level() Level {
	switch {
	case c == Nation || c == "":
		return LevelNation
	case strings.Contains(string(c), "-"):
		return LevelPark
	case strings.HasSuffix(string(c), "0000"):
		return LevelProvince
	case strings.HasSuffix(string(c), "00"):
		return LevelCity
	default:
		return LevelCounty
	}
}

// Range returns the half-open range [low, high) of codes in byte order that
// are c or lie inside it.
func (c Code) Range() (low, high string) {
	prefix := string(c)
	switch c.Level() {
	case LevelNation:
		return "", "\x7f"
	case LevelProvince:
		prefix = prefix[:2]
	case LevelCity:
		prefix = prefix[:4]
	}
	return prefix, next(prefix)
}

// Contains tells whether inner is c or lies inside it.
func (c Code) Contains(inner Code) bool {
	low, high := c.Range()
	return string(inner) >= low && string(inner) < high
}

// Parent returns the place that c lies in by its code; the parent of a
// province is the nation and so is the nation's own.
func (c Code) Parent() Code {
	switch c.Level() {
	case LevelPark:
		return c[:strings.Index(string(c), "-")]
	case LevelCounty:
		return c[:4] + "00"
	case LevelCity:
		return c[:2] + "0000"
	default:
		return Nation
	}
}

// next is the smallest string after everything that begins with prefix.
func next(prefix string) string {
	b := []byte(prefix)
	b[len(b)-1]++
	return string(b)
}
