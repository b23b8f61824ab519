// Package outline keeps the drawn borders of places: which maps there are, what
// a map must satisfy before it may be installed, and what it must say of itself.
//
// A map shows the direct parts of one place: the provinces of the nation, the
// cities of a province. The maps that come with the program are for
// demonstration and carry no review number; in China a map shown to the public
// needs one (审图号). An administrator installs a reviewed map, which is then
// used unchanged and whose number is printed on every picture. The program
// draws no border of its own.
package outline

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
)

// Limits of an installed map.
const (
	MaxBytes    = 32 << 20 // of the file as sent
	MaxFeatures = 5000
	MaxPoints   = 2_000_000
)

// Point is longitude and latitude in degrees.
type Point [2]float64

// Ring is a closed line: its first point is also its last.
type Ring []Point

// Feature is the outline of one place: polygons, each an outer ring and its holes.
type Feature struct {
	Code     region.Code // empty when the source gives none
	Name     string
	Polygons [][]Ring
}

// Map is the outline of the parts of one place.
type Map struct {
	Of           region.Code
	ReviewNumber string // 审图号; empty on the bundled maps
	Source       string
	AsOf         string // day of the data, "2006-01-02", "2006-01" or "2006"
	Body         []byte // the GeoJSON as given, compressed with gzip
	InstalledBy  string
	InstalledAt  time.Time
}

// Bundled tells whether the map came with the program.
func (m Map) Bundled() bool { return m.ReviewNumber == "" }

// Tx is what this package asks of a transaction.
type Tx interface {
	Outline(ctx context.Context, of region.Code) (Map, error)
	PutOutline(ctx context.Context, m Map) error
	DropOutline(ctx context.Context, of region.Code) error
	Act(ctx context.Context, verb, subject, detail string) error
}

// number is a review number such as GS(2024)0650号, 京S（2023）012号 or the
// electronic form GS京(2024)1234号.
var number = regexp.MustCompile(`^[\p{Han}]{0,3}[A-Z]{1,3}[\p{Han}]{0,3}[(（]\d{4}[)）]\d{1,6}号$`)

// day is a date or its beginning.
var day = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)

// Install checks a reviewed map and puts it in the place of the one used so
// far. Only an administrator may; the features are those decoded from m.Body.
func Install(ctx context.Context, tx Tx, actor access.Actor, m Map, features []Feature) error {
	if !actor.May(access.Admin) {
		return fault.New(fault.ErrForbidden, "FORBIDDEN")
	}
	m.ReviewNumber = strings.TrimSpace(m.ReviewNumber)
	if err := check(m, features); err != nil {
		return err
	}
	if err := tx.PutOutline(ctx, m); err != nil {
		return err
	}
	return tx.Act(ctx, "install map", string(m.Of), m.ReviewNumber)
}

// Remove returns to the bundled map of the place. Only an administrator may.
func Remove(ctx context.Context, tx Tx, actor access.Actor, of region.Code) error {
	if !actor.May(access.Admin) {
		return fault.New(fault.ErrForbidden, "FORBIDDEN")
	}
	if _, err := tx.Outline(ctx, of); err != nil {
		return err
	}
	if err := tx.DropOutline(ctx, of); err != nil {
		return err
	}
	return tx.Act(ctx, "remove map", string(of), "")
}

func check(m Map, features []Feature) error {
	if !number.MatchString(m.ReviewNumber) {
		return fault.New(fault.ErrInvalid, "MAP_NUMBER", "value", m.ReviewNumber)
	}
	if strings.TrimSpace(m.Source) == "" {
		return fault.New(fault.ErrInvalid, "MAP_SOURCE")
	}
	if !day.MatchString(m.AsOf) {
		return fault.New(fault.ErrInvalid, "MAP_DATE", "value", m.AsOf)
	}
	if len(features) == 0 || len(features) > MaxFeatures {
		return fault.New(fault.ErrInvalid, "MAP_FEATURES", "n", strconv.Itoa(len(features)), "most", strconv.Itoa(MaxFeatures))
	}
	return checkFeatures(m.Of, features)
}

func checkFeatures(of region.Code, features []Feature) error {
	points := 0
	seen := map[region.Code]bool{}
	for i, f := range features {
		at := strconv.Itoa(i + 1)
		if strings.TrimSpace(f.Name) == "" {
			return fault.New(fault.ErrInvalid, "MAP_NAME", "at", at)
		}
		if f.Code != "" && (f.Code == of || !of.Contains(f.Code)) {
			return fault.New(fault.ErrInvalid, "MAP_PLACE", "name", f.Name, "code", string(f.Code), "of", string(of))
		}
		if f.Code != "" && seen[f.Code] {
			return fault.New(fault.ErrInvalid, "MAP_TWICE", "name", f.Name, "code", string(f.Code))
		}
		seen[f.Code] = true
		n, ok := f.sound()
		if !ok {
			return fault.New(fault.ErrInvalid, "MAP_SHAPE", "name", f.Name)
		}
		if points += n; points > MaxPoints {
			return fault.New(fault.ErrInvalid, "MAP_POINTS", "most", strconv.Itoa(MaxPoints))
		}
	}
	if len(seen) == 1 && seen[""] {
		return fault.New(fault.ErrInvalid, "MAP_CODES")
	}
	return nil
}

// sound counts the points and tells whether every ring is closed and lies on
// the globe.
func (f Feature) sound() (points int, ok bool) {
	for _, polygon := range f.Polygons {
		for _, ring := range polygon {
			if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
				return points, false
			}
			for _, p := range ring {
				if !(p[0] >= -180 && p[0] <= 180 && p[1] >= -90 && p[1] <= 90) {
					return points, false
				}
			}
			points += len(ring)
		}
	}
	return points, points > 0
}
