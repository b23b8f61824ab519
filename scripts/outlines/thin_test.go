package main

import "testing"

// Two squares share a wavy border; whatever is dropped from it, both must drop.
func TestNeighboursStayJoined(t *testing.T) {
	border := []point{{1, 0}, {1.001, 0.2}, {1.3, 0.4}, {1.0005, 0.6}, {0.999, 0.8}, {1, 1}}
	left := []point{{0, 0}}
	left = append(left, border...)
	left = append(left, point{0, 1}, point{0, 0})
	right := []point{{2, 1}}
	right = append(right, reverse(border)...)
	right = append(right, point{2, 0}, point{2, 1})
	speck := []point{{5, 5}, {5.001, 5}, {5.001, 5.001}, {5, 5.001}, {5, 5}}
	c := &collection{Features: []feature{
		{Geometry: geometry{Coordinates: [][][]point{{left}, {speck}}}},
		{Geometry: geometry{Coordinates: [][][]point{{right}}}},
	}}
	thin(c, 0.01)
	count := func(ring []point) (inner int, all map[point]bool) {
		all = map[point]bool{}
		for _, p := range ring {
			all[p] = true
			if p[0] > 0.9 && p[0] < 1.5 && p[1] > 0 && p[1] < 1 {
				inner++
			}
		}
		return inner, all
	}
	a, as := count(c.Features[0].Geometry.Coordinates[0][0])
	b, bs := count(c.Features[1].Geometry.Coordinates[0][0])
	if a != b || a == 0 || a == 4 {
		t.Fatalf("border corners kept: %d on the left, %d on the right", a, b)
	}
	for p := range as {
		if p[0] > 0.9 && !bs[p] {
			t.Errorf("%v is kept on one side only", p)
		}
	}
	if len(c.Features[0].Geometry.Coordinates) != 2 || len(c.Features[0].Geometry.Coordinates[1][0]) != 5 {
		t.Error("an island was dropped")
	}
}
