package scenario

import (
	"cmp"
	"slices"

	"lianzhang/internal/diagnosis"
	"lianzhang/internal/engine/cascade"
	"lianzhang/internal/region"
)

// backups names, for every firm of the chain that fails, who could take over:
// firms on the same node that keep at least half of their capacity. Those of
// equal grade come first, then lower grades, then grades not on record; inside a
// grade the nearest first, then the largest.
func (e *Economy) backups(shocks cascade.Scenario, l *cascade.Losses) []Backup {
	seatsOn := make([][]Seat, len(e.Nodes))
	for _, s := range e.Seats {
		seatsOn[s.Node] = append(seatsOn[s.Node], s)
	}
	failing := map[uint32]bool{}
	for _, s := range shocks {
		failing[s.Firm] = true
	}
	out := []Backup{}
	for _, s := range e.Seats {
		if !failing[s.Vertex] || len(out) >= MaxHits*keptBackups {
			continue
		}
		out = append(out, e.backupsOf(s, seatsOn[s.Node], failing, l)...)
	}
	return out
}

func (e *Economy) backupsOf(gone Seat, others []Seat, failing map[uint32]bool, l *cascade.Losses) []Backup {
	customers, _ := e.Net.Out().Row(gone.Vertex)
	var found []Backup
	for _, s := range others {
		if failing[s.Vertex] || loss(l, int(s.Vertex)) > 0.5 {
			continue
		}
		f := &e.Firms[s.Vertex]
		b := Backup{For: e.Firms[gone.Vertex].PID, PID: f.PID, Name: f.Name, Region: s.Region, Node: e.Nodes[s.Node].ID, Demo: f.Demo, Near: near(gone.Region, s.Region), Supplies: e.suppliesOneOf(s.Vertex, customers)}
		b.Grade, b.Mutual = compareGrades(gone.Grade, s.Grade)
		if f.Size > 0 {
			size := float64(f.Size) / 100
			b.Output = &size
		}
		found = append(found, b)
	}
	slices.SortFunc(found, func(a, b Backup) int {
		return cmp.Or(cmp.Compare(gradeOrder[a.Grade], gradeOrder[b.Grade]), cmp.Compare(nearOrder[a.Near], nearOrder[b.Near]),
			cmp.Compare(value(b.Output), value(a.Output)), cmp.Compare(a.PID, b.PID))
	})
	return found[:min(keptBackups, len(found))]
}

var (
	gradeOrder = map[string]int{"equal": 0, "degraded": 1, "unknown": 2}
	nearOrder  = map[string]int{"county": 0, "city": 1, "province": 2, "nation": 3}
)

// compareGrades tells how well the goods of grade other stand in for those of
// grade gone, and whether each stands in for the other equally.
func compareGrades(gone, other diagnosis.Grade) (grade string, mutual bool) {
	switch {
	case gone == diagnosis.Ungraded || other == diagnosis.Ungraded:
		return "unknown", false
	case other >= gone:
		return "equal", other == gone
	}
	return "degraded", false
}

// near names the smallest place that has both.
func near(a, b region.Code) string {
	for _, level := range []string{"county", "city", "province"} {
		if at, ok := upTo(a, level); ok && at.Contains(b) {
			return level
		}
	}
	return "nation"
}

// upTo returns the place of a level that c lies in; a place above that level has none.
func upTo(c region.Code, level string) (region.Code, bool) {
	want := map[string]region.Level{"county": region.LevelCounty, "city": region.LevelCity, "province": region.LevelProvince}[level]
	for at := c; at != region.Nation && at != ""; at = at.Parent() {
		if at.Level() == want {
			return at, true
		}
	}
	return "", false
}

func (e *Economy) suppliesOneOf(v uint32, customers []uint32) bool {
	mine, _ := e.Net.Out().Row(v)
	for _, c := range customers {
		if _, found := slices.BinarySearch(mine, c); found {
			return true
		}
	}
	return false
}

func value(v *float64) float64 {
	if v == nil {
		return -1
	}
	return *v
}
