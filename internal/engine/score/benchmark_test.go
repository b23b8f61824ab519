package score_test

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/score"
)

// fixture reads the printed figures by their number: as ranges of what would have
// been printed so, and as printed.
func fixture(t *testing.T) (map[string]score.Range, map[string]string) {
	t.Helper()
	f, err := os.Open("testdata/changxing.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in := csv.NewReader(f)
	in.Comment = '#'
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	ranges, texts := map[string]score.Range{}, map[string]string{}
	for _, row := range rows[1:] {
		id, op, text := row[0], row[4], strings.ReplaceAll(row[5], "−", "-")
		texts[id] = text
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			continue // words, ranks by word and ranges, which no derivation uses
		}
		_, decimals, _ := strings.Cut(text, ".")
		switch op {
		case "=":
			ranges[id] = score.Printed(v, len(decimals))
		case ">":
			ranges[id] = score.Above(v)
		case "≥":
			ranges[id] = score.AtLeast(v)
		}
	}
	return ranges, texts
}

func printed(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// What follows from the printed figures of Changxing, D01 to D14.
func TestChangxing(t *testing.T) {
	b, text := fixture(t)
	within := func(name string, r score.Range, low, high, tol float64) {
		t.Helper()
		near(t, name+" from", r.Low, low, tol)
		near(t, name+" to", r.High, high, tol)
	}
	holds := func(name string, r score.Range, v float64) {
		t.Helper()
		if !(r.Low <= v && v <= r.High) {
			t.Errorf("%s: %v is not between %v and %v", name, v, r.Low, r.High)
		}
	}
	point := func(id string) score.Range { return score.Exactly(printed(t, text[id])) }
	percent := score.Exactly(100)

	near(t, "D01 gap to 溧阳 2017", point("B08").Sub(point("B09")).Low, 304.8, 1e-9)
	near(t, "D02 gap to 武进 widened by", point("B07").Sub(point("B06")).Low, 443.1, 1e-9)

	revenue := b["B10"] // more than 80
	for name, c := range map[string]struct {
		ratio, gap string
		self, peer float64
	}{"吴江": {"B15", "B18", 82.87, 258.2}, "武进": {"B16", "B19", 82.70, 216.5}, "虎丘": {"B17", "B20", 82.87, 192.3}} {
		self, peer := score.Implied(point(c.ratio).Div(percent), point(c.gap))
		near(t, "D03 by "+name, self.Low, c.self, 0.005)
		near(t, "D04 "+name, peer.Low, c.peer, 0.05)
		rounded, _ := score.Implied(b[c.ratio].Div(percent), b[c.gap])
		holds("D03 by "+name, rounded, c.self)
		both, ok := revenue.Meet(rounded)
		if !ok {
			t.Errorf("D03: %s contradicts the others", name)
		}
		revenue = both
	}
	within("D03 revenue", revenue, 82.66, 82.91, 0.005)

	gdp := revenue.Div(b["B25"].Div(percent))
	within("D05 GDP", gdp, 798.7, 808.9, 0.05)
	if _, ok := gdp.Meet(b["B01"]); !ok {
		t.Error("D05 contradicts a GDP above 800")
	}
	implied := score.Exactly(82.87).Div(score.Exactly(0.103))
	near(t, "D05 GDP from the middle", implied.Low, 804.6, 0.05)
	near(t, "D06 GDP of 武进", implied.Add(point("B07")).Low, 2954.8, 0.05)
	near(t, "D06 GDP of 溧阳", implied.Add(point("B08")).Low, 1264.5, 0.05)
	near(t, "D07 area", implied.Div(point("B21")).Low, 1437, 0.5)
	within("D07 area with the bounds", score.Range{Low: 798.7, High: 808.9}.Div(b["B21"]), 1414, 1457, 0.5)
	near(t, "D08 residents", implied.Div(point("B23")).Low, 67.9, 0.05)

	near(t, "D09 density to mean", 100*point("B21").Div(point("B22")).Low, 28.6, 0.05)
	near(t, "D09 GDP per head to mean", 100*point("B23").Div(point("B24")).Low, 74.0, 0.05)
	near(t, "D10 density of the other six", score.MeanOfOthers(point("B22"), point("B21"), 7).Low, 2.19, 0.005)
	near(t, "D10 GDP per head of the other six", score.MeanOfOthers(point("B24"), point("B23"), 7).Low, 16.70, 0.005)

	near(t, "D11 output per firm 2017", point("B30").Sub(score.Exactly(-0.12)).Low, 1.87, 1e-9)
	near(t, "D11 profit and tax per firm 2017", point("B31").Sub(score.Exactly(-0.05)).Low, 0.20, 1e-9)
	near(t, "D12 output per firm of 溧阳", point("B30").Div(point("B32").Div(percent)).Low, 4.25, 0.005)
	near(t, "D12 profit and tax per firm of 溧阳", point("B31").Div(point("B33").Div(percent)).Low, 0.47, 0.005)
	for id, want := range map[string]float64{"B40": 85.3, "B41": 82.0, "B42": 79.8, "B43": 70.7} {
		near(t, "D13 by "+id, point("B39").Sub(point(id)).Low, want, 1e-9)
	}
	self, peers, ok := score.SmallestCounts([]string{text["B53"], text["B54"], "40.0"}, 1, 100)
	if !ok || self != 10 || peers[0] != 42 || peers[1] != 32 || peers[2] != 25 {
		t.Errorf("D14 listed firms: %d, %v, %v", self, peers, ok)
	}
}

func TestRoundHalfUp(t *testing.T) {
	for _, c := range []struct {
		v      float64
		places int
		want   string
	}{
		{31.25, 1, "31.3"}, {2.675, 2, "2.68"}, {0.5, 0, "1"}, {2.5, 0, "3"}, {9.95, 1, "10.0"}, {99.999, 2, "100.00"}, {1, 2, "1.00"},
		{-31.25, 1, "-31.3"}, {-0.04, 1, "0.0"}, {1e21, 0, "1000000000000000000000"}, {0.1 + 0.2, 1, "0.3"}, {math.Inf(1), 1, ""}, {math.NaN(), 1, ""},
	} {
		if got := score.RoundHalfUp(c.v, c.places); got != c.want {
			t.Errorf("%v to %d places: %s, want %s", c.v, c.places, got, c.want)
		}
	}
}

func TestRangeText(t *testing.T) {
	for want, r := range map[string]score.Range{
		">800": score.Above(800), "≥20": score.AtLeast(20), "<5": score.Below(5), "≤5": score.AtMost(5), "": score.Nothing(),
		"10~17": {Low: 10, High: 17}, "12": {Low: 11.9, High: 12.2},
	} {
		if got := r.Text(0); got != want {
			t.Errorf("%+v: %s, want %s", r, got, want)
		}
	}
	if got := score.Printed(-15.7, 1); got.Low != -15.75 || !got.LowOpen || got.HighOpen {
		t.Errorf("printed -15.7: %+v", got)
	}
}

// Whatever the operands may be, the result is in the range.
func TestRangeArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) (score.Range, float64) {
			a, b := rapid.IntRange(-5, 5).Draw(t, name+" a"), rapid.IntRange(-5, 5).Draw(t, name+" b")
			r := score.Range{Low: float64(min(a, b)), High: float64(max(a, b))}
			x := r.Low + float64(rapid.IntRange(0, 4).Draw(t, name+" at"))/4*(r.High-r.Low)
			switch rapid.IntRange(0, 3).Draw(t, name+" kind") {
			case 0:
				r.High = math.Inf(1)
			case 1:
				r.Low = math.Inf(-1)
			}
			return r, x
		}
		r, x := draw("r")
		s, y := draw("s")
		in := func(name string, r score.Range, v float64) {
			if !(r.Low-1e-12 <= v && v <= r.High+1e-12) {
				t.Fatalf("%s: %v outside %+v", name, v, r)
			}
		}
		in("sum", r.Add(s), x+y)
		in("difference", r.Sub(s), x-y)
		in("product", r.Mul(s), x*y)
		if y != 0 {
			in("quotient", r.Div(s), x/y)
		}
	})
}

// GDP: more than 800 against 1000 is a bound of the gap, and certainly behind.
func TestCompareWithBounds(t *testing.T) {
	b := score.Bench{Figures: []score.Figure{
		{Range: score.Above(800), Year: 2021}, {Range: score.Exactly(1000), Year: 2021}, {Range: score.Exactly(700), Year: 2021},
		{Range: score.Exactly(500), Year: 2020}, {Range: score.Nothing(), Rank: 2, Of: 5, Year: 2021}, {Range: score.Nothing(), Year: 2021},
	}}
	c, err := score.Compare(b)
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range []score.Note{"", score.FromBound, score.FromBound, score.OtherYear, score.OnlyRank, score.NoFigure} {
		if c.Notes[k] != want {
			t.Errorf("note of %d: %q, want %q", k, c.Notes[k], want)
		}
	}
	if c.Gap[1].Text(0) != "<200" || c.Ratio[1].Text(2) != ">0.80" || c.Gap[3].Known() || c.Gap[4].Known() || !c.Mixed {
		t.Errorf("gap %q, ratio %q, %+v", c.Gap[1].Text(0), c.Ratio[1].Text(2), c)
	}
	// Ahead of 700 for certain, maybe behind 1000 and the two unknown; 2020 does not count.
	if c.Best != 1 || c.Worst != 4 || c.Of != 5 {
		t.Errorf("rank %d to %d of %d", c.Best, c.Worst, c.Of)
	}
	if c.Mean.Known() {
		t.Errorf("a mean of the unknown: %+v", c.Mean)
	}
	b.MixYears = true
	if c, err = score.Compare(b); err != nil || !c.Gap[3].Known() || c.Notes[3] != score.OtherYear || c.Of != 6 {
		t.Errorf("mixed on request, but flagged: %+v %v", c, err)
	}
}

func TestCompareMeanAndPolarity(t *testing.T) {
	b := score.Bench{Figures: []score.Figure{
		{Range: score.Exactly(1)}, {Range: score.Exactly(2)}, {Range: score.Exactly(6)}, {Range: score.Exactly(1)},
	}}
	for _, c := range []struct {
		lower, self bool
		weights     []float64
		mean        float64
		rank        int
	}{
		{false, false, nil, 3, 3}, {false, true, nil, 2.5, 3}, {true, false, nil, 3, 1}, {false, false, []float64{9, 1, 1, 2}, 2.5, 3},
		{false, true, []float64{4, 1, 1, 2}, 14.0 / 8, 3},
	} {
		b.Lower, b.WithSelf, b.Weights = c.lower, c.self, c.weights
		got, err := score.Compare(b)
		if err != nil || got.Mean.Low != c.mean || got.Mean.High != c.mean || got.Best != c.rank || got.Worst != c.rank {
			t.Errorf("%+v: %+v %v", c, got, err)
		}
	}
	b.Weights, b.WithSelf = []float64{1, 0, 0, 0}, false
	if _, err := score.Compare(b); err == nil {
		t.Error("a mean without weight passed")
	}
	b.Weights = nil
	b.Figures[0] = score.Figure{Range: score.Nothing(), Rank: 3, Of: 5}
	if c, _ := score.Compare(b); c.Best != 3 || c.Of != 5 || !c.Given {
		t.Errorf("a rank that was given: %+v", c)
	}
}
