package chain_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"lianzhang/internal/chain"
)

func maps() []*chain.Template {
	return append(chain.Standard(), chain.Sample("s1", 40, 90, 1), chain.Sample("s2", 500, 1500, 2))
}

// Cards do not overlap, stand in the lane of their stage and in the box of
// their group, and boxes do not overlap either.
func TestLayoutHoldsItsShape(t *testing.T) {
	for _, tpl := range maps() {
		l := chain.Arrange(tpl)
		if len(l.Nodes) != len(tpl.Nodes) || len(l.Edges) != len(tpl.Edges) || len(l.Lanes) != len(tpl.Stages) {
			t.Fatalf("%s: %d nodes, %d edges, %d lanes", tpl.ID, len(l.Nodes), len(l.Edges), len(l.Lanes))
		}
		lane, box := map[string]rect{}, map[string]rect{}
		for _, x := range l.Lanes {
			lane[x.ID] = rect{x.X, x.Y, x.W, x.H}
		}
		var boxes []rect
		for _, g := range l.Groups {
			box[g.ID] = rect{g.X, g.Y, g.W, g.H}
			boxes = append(boxes, box[g.ID])
			if !lane[g.Stage].holds(box[g.ID]) {
				t.Errorf("%s: box %s leaves its lane", tpl.ID, g.ID)
			}
		}
		var cards []rect
		for _, n := range l.Nodes {
			r := rect{n.X, n.Y, n.W, n.H}
			cards = append(cards, r)
			if !lane[n.Stage].holds(r) {
				t.Errorf("%s: %s leaves its lane", tpl.ID, n.ID)
			}
			if n.Group != "" && !box[n.Group].holds(r) {
				t.Errorf("%s: %s leaves its box", tpl.ID, n.ID)
			}
		}
		for _, set := range [][]rect{cards, boxes} {
			for i, a := range set {
				for _, b := range set[:i] {
					if a.meets(b) {
						t.Fatalf("%s: %v and %v overlap", tpl.ID, a, b)
					}
				}
			}
		}
	}
}

// Lanes follow the stages from left to right.
func TestLanesFollowStages(t *testing.T) {
	for _, tpl := range maps() {
		l := chain.Arrange(tpl)
		for i := 1; i < len(l.Lanes); i++ {
			if l.Lanes[i].ID != tpl.Stages[i].ID || l.Lanes[i].X < l.Lanes[i-1].X+l.Lanes[i-1].W {
				t.Errorf("%s: lane %s is out of place", tpl.ID, l.Lanes[i].ID)
			}
		}
	}
}

// Inside a box nothing stands right of what it goes into.
func TestColumnsFollowEdges(t *testing.T) {
	for _, tpl := range maps() {
		at := map[chain.NodeID]chain.Card{}
		for _, n := range chain.Arrange(tpl).Nodes {
			at[n.ID] = n
		}
		for _, e := range tpl.Edges {
			a, b := at[e.From], at[e.To]
			if !e.Feedback && a.Group != "" && a.Group == b.Group && a.X > b.X {
				t.Errorf("%s: %s stands right of %s", tpl.ID, e.From, e.To)
			}
		}
	}
}

// Sorting never makes it worse, and helps on a real map.
func TestCrossings(t *testing.T) {
	for _, tpl := range maps() {
		l := chain.Arrange(tpl)
		if l.Crossings > l.Unsorted {
			t.Errorf("%s: %d crossings, %d unsorted", tpl.ID, l.Crossings, l.Unsorted)
		}
		if (tpl.ID == "nev" || tpl.ID == "ic") && l.Crossings >= l.Unsorted {
			t.Errorf("%s: %d crossings, %d unsorted: sorting does not help", tpl.ID, l.Crossings, l.Unsorted)
		}
	}
}

// The same template gives the same layout, whatever was done to other data.
func TestLayoutIsDeterministic(t *testing.T) {
	for _, tpl := range maps() {
		if !reflect.DeepEqual(chain.Arrange(tpl), chain.Arrange(tpl)) {
			t.Errorf("%s is laid out in two ways", tpl.ID)
		}
	}
}

// No edge runs through a card that is not one of its ends.
func TestEdgesPassBetweenCards(t *testing.T) {
	tpl, err := chain.Load("nev")
	if err != nil {
		t.Fatal(err)
	}
	l := chain.Arrange(tpl)
	for _, e := range l.Edges {
		if e.Feedback {
			continue
		}
		for i := 0; i+3 < len(e.Points); i += 2 {
			x1, y1, x2, y2 := e.Points[i], e.Points[i+1], e.Points[i+2], e.Points[i+3]
			if y1 != y2 || x2-x1 != chain.CardWidth {
				continue // only the level parts run over a column of cards
			}
			hit := slices.ContainsFunc(l.Nodes, func(n chain.Card) bool {
				return n.X == x1 && y1 > n.Y && y1 < n.Y+n.H
			})
			if hit {
				t.Errorf("%s → %s runs through a card", e.From, e.To)
			}
		}
	}
}

type rect struct{ x, y, w, h int }

func (r rect) holds(o rect) bool {
	return o.x >= r.x && o.y >= r.y && o.x+o.w <= r.x+r.w && o.y+o.h <= r.y+r.h
}

func (r rect) meets(o rect) bool {
	return r.x < o.x+o.w && o.x < r.x+r.w && r.y < o.y+o.h && o.y < r.y+r.h
}

// BenchmarkArrange lays out 3,000 nodes and 10,000 edges and writes the JSON.
func BenchmarkArrange(b *testing.B) {
	tpl := chain.Sample("l", 3000, 10000, 7)
	var size int
	for b.Loop() {
		raw, err := json.Marshal(chain.Arrange(tpl))
		if err != nil {
			b.Fatal(err)
		}
		size = len(raw)
	}
	b.ReportMetric(float64(size), "bytes/op-json")
}
