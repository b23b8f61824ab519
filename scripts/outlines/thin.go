package main

// point is a corner as the source gives it.
type point = [2]float64

// thin drops corners that lie closer than tolerance to the line through the
// ones kept (Douglas and Peucker, 1973). Corners where three lines meet are
// kept, and a border that two places share is cut at the same corners from
// either side, so neighbours stay joined.
func thin(c *collection, tolerance float64) {
	joint := joints(c)
	for _, f := range c.Features {
		for _, polygon := range f.Geometry.Coordinates {
			for k, ring := range polygon {
				// an island smaller than the tolerance stays as it was: no land is dropped
				if thinned := thinRing(ring, joint, tolerance); len(thinned) >= 4 {
					polygon[k] = thinned
				}
			}
		}
	}
}

// joints are the corners with more or fewer than two neighbours over all rings.
func joints(c *collection) map[point]bool {
	near := map[point]map[point]bool{}
	meet := func(a, b point) {
		if near[a] == nil {
			near[a] = map[point]bool{}
		}
		near[a][b] = true
	}
	for _, f := range c.Features {
		for _, polygon := range f.Geometry.Coordinates {
			for _, ring := range polygon {
				for i := 1; i < len(ring); i++ {
					meet(ring[i-1], ring[i])
					meet(ring[i], ring[i-1])
				}
			}
		}
	}
	out := map[point]bool{}
	for p, n := range near {
		if len(n) != 2 {
			out[p] = true
		}
	}
	return out
}

func thinRing(ring []point, joint map[point]bool, tolerance float64) []point {
	if len(ring) < 5 {
		return ring
	}
	open := rotate(ring[:len(ring)-1], joint)
	closed := append(append([]point{}, open...), open[0])
	cuts := []int{0}
	for i := 1; i < len(closed)-1; i++ {
		if joint[closed[i]] {
			cuts = append(cuts, i)
		}
	}
	if len(cuts) == 1 { // an island: cut it at the corner farthest from its first
		cuts = append(cuts, farthest(closed))
	}
	cuts = append(cuts, len(closed)-1)
	out := []point{closed[0]}
	for i := 1; i < len(cuts); i++ {
		part := closed[cuts[i-1] : cuts[i]+1]
		out = append(out, thinLine(part, tolerance)[1:]...)
	}
	return out
}

// rotate begins a ring at a joint, or at its least corner when it has none, so
// that the answer does not depend on where the source began.
func rotate(open []point, joint map[point]bool) []point {
	best, found := 0, false
	for i, p := range open {
		switch {
		case joint[p] && !found:
			best, found = i, true
		case joint[p] == found && less(p, open[best]):
			best = i
		}
	}
	return append(append([]point{}, open[best:]...), open[:best]...)
}

func less(a, b point) bool { return a[0] < b[0] || a[0] == b[0] && a[1] < b[1] }

func farthest(line []point) int {
	best, far := 1, -1.0
	for i, p := range line {
		dx, dy := p[0]-line[0][0], p[1]-line[0][1]
		if d := dx*dx + dy*dy; d > far {
			best, far = i, d
		}
	}
	return best
}

// thinLine keeps the ends. It walks from the lesser end, so that both sides of
// a border agree.
func thinLine(line []point, tolerance float64) []point {
	n := len(line)
	if n < 3 {
		return line
	}
	if less(line[n-1], line[0]) {
		return reverse(thinLine(reverse(line), tolerance))
	}
	at, far := 0, 0.0
	for i := 1; i < n-1; i++ {
		if d := offLine(line[i], line[0], line[n-1]); d > far {
			at, far = i, d
		}
	}
	if far <= tolerance*tolerance {
		return []point{line[0], line[n-1]}
	}
	head := thinLine(line[:at+1], tolerance)
	tail := thinLine(line[at:], tolerance)
	return append(append([]point{}, head...), tail[1:]...)
}

func reverse(line []point) []point {
	out := make([]point, len(line))
	for i, p := range line {
		out[len(line)-1-i] = p
	}
	return out
}

// offLine is the squared distance of p from the segment a–b.
func offLine(p, a, b point) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	t := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		t = min(1, max(0, ((p[0]-a[0])*dx+(p[1]-a[1])*dy)/l))
	}
	x, y := p[0]-a[0]-t*dx, p[1]-a[1]-t*dy
	return x*x + y*y
}
