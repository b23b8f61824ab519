package placement

import "math"

// step is one level of evidence and the share of proposals at that level that
// were right, on the training half of the labelled texts and the texts of the
// listed companies, made to rise with the points; levels with few proposals are
// kept lower than measured. docs/methods/placement.md shows the counts.
type step struct {
	from int
	sure float64
}

var steps = []step{{1100, 0.98}, {1000, 0.88}, {700, 0.85}, {550, 0.65}, {450, 0.55}, {0, 0.45}}

// confidence turns points into the share of such proposals that are right.
// General words alone are never surer than 0.5.
func confidence(points int, strong bool) float64 {
	sure := 0.0
	for _, s := range steps {
		if points >= s.from {
			sure = s.sure
			break
		}
	}
	if !strong {
		sure = math.Min(sure, 0.5)
	}
	return sure
}
