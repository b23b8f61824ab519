package cli

import (
	"slices"
	"strconv"
	"strings"

	"lianzhang/internal/engine/score"
	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

// indicator is what a benchmark must know of an indicator.
type indicator struct {
	name   string
	lower  bool // less is better
	places int
}

func readIndicators(path string) ([]indicator, error) {
	t, err := plain.OpenTable(path, "indicator", "polarity")
	if err != nil {
		return nil, err
	}
	defer t.Close()
	var all []indicator
	for {
		ok, err := t.Next()
		if err != nil || !ok {
			return all, err
		}
		ind := indicator{name: strings.Clone(t.Text("indicator")), places: 2}
		if ind.name == "" {
			return nil, t.Refuse("empty", "")
		}
		if slices.ContainsFunc(all, func(o indicator) bool { return o.name == ind.name }) {
			return nil, t.Refuse("twice", ind.name)
		}
		switch t.Text("polarity") {
		case "higher":
		case "lower":
			ind.lower = true
		default:
			return nil, t.Refuse("polarity", t.Text("polarity"))
		}
		if text := t.Text("places"); text != "" {
			if ind.places, err = strconv.Atoi(text); err != nil || ind.places < 0 || ind.places > 12 {
				return nil, t.Refuse("range", text)
			}
		}
		all = append(all, ind)
	}
}

// figures are the figures of a file, in its order.
type figures struct {
	path    string
	regions []string
	of      map[string][]score.Figure // by region and indicator, joined by a zero byte
}

func readFigures(path string, indicators []indicator, rounded bool) (*figures, error) {
	t, err := plain.OpenTable(path, "region", "indicator", "year", "op", "value")
	if err != nil {
		return nil, err
	}
	defer t.Close()
	f := &figures{path: path, of: map[string][]score.Figure{}}
	for {
		ok, err := t.Next()
		if err != nil || !ok {
			return f, err
		}
		region, name := strings.Clone(t.Text("region")), t.Text("indicator")
		if region == "" {
			return nil, t.Refuse("empty", "")
		}
		if !slices.ContainsFunc(indicators, func(o indicator) bool { return o.name == name }) {
			return nil, t.Refuse("indicator", name)
		}
		fig, err := readFigure(t, rounded)
		if err != nil {
			return nil, err
		}
		key := region + "\x00" + name
		if slices.ContainsFunc(f.of[key], func(o score.Figure) bool { return o.Year == fig.Year }) {
			return nil, t.Refuse("twice", region+" "+name+" "+t.Text("year"))
		}
		f.of[key] = append(f.of[key], fig)
		if !slices.Contains(f.regions, region) {
			f.regions = append(f.regions, region)
		}
	}
}

func readFigure(t *plain.Table, rounded bool) (score.Figure, error) {
	fig := score.Figure{Range: score.Nothing()}
	var err error
	if fig.Year, err = strconv.Atoi(t.Text("year")); err != nil {
		return fig, t.Refuse("range", t.Text("year"))
	}
	text := t.Text("value")
	if text == "" {
		return fig, nil // unknown
	}
	switch t.Text("op") {
	case "range":
		low, high, _ := strings.Cut(strings.NewReplacer("–", "~", "～", "~").Replace(text), "~")
		a, errA := strconv.ParseFloat(strings.TrimSpace(low), 64)
		b, errB := strconv.ParseFloat(strings.TrimSpace(high), 64)
		if errA != nil || errB != nil || !(a <= b) || a-a != 0 || b-b != 0 {
			return fig, t.Refuse("number", text)
		}
		fig.Range = score.Range{Low: a, High: b}
		return fig, nil
	case "rank":
		if fig.Rank, err = strconv.Atoi(text); err != nil || fig.Rank < 1 {
			return fig, t.Refuse("whole", text)
		}
		if of := t.Text("of"); of != "" {
			if fig.Of, err = strconv.Atoi(of); err != nil || fig.Of < fig.Rank {
				return fig, t.Refuse("range", of)
			}
		}
		return fig, nil
	}
	v, _, err := t.Float("value")
	if err != nil {
		return fig, err
	}
	switch op := t.Text("op"); op {
	case "=":
		fig.Range = score.Exactly(v)
		if _, decimals, _ := strings.Cut(text, "."); rounded {
			fig.Range = score.Printed(v, len(decimals))
		}
	case ">":
		fig.Range = score.Above(v)
	case "≥", ">=":
		fig.Range = score.AtLeast(v)
	case "<":
		fig.Range = score.Below(v)
	case "≤", "<=":
		fig.Range = score.AtMost(v)
	default:
		return fig, t.Refuse("op", op)
	}
	return fig, nil
}

// choose returns the region and its peers, the region first.
func (f *figures) choose(flags *benchmarkFlags) ([]string, error) {
	chosen := []string{flags.self}
	for _, region := range flags.peers {
		if !slices.Contains(chosen, region) {
			chosen = append(chosen, region)
		}
	}
	if len(flags.peers) == 0 {
		for _, region := range f.regions {
			if region != flags.self {
				chosen = append(chosen, region)
			}
		}
	}
	for _, region := range chosen {
		if !slices.Contains(f.regions, region) {
			return nil, withCode(ExitUsage, fault.New(fault.ErrInvalid, "EVALUATE_REGION", "value", region))
		}
	}
	return chosen, nil
}

// years returns the years for which the region has figures, the earliest first.
func (f *figures) years(region, indicator string) []int {
	var years []int
	for _, fig := range f.of[region+"\x00"+indicator] {
		years = append(years, fig.Year)
	}
	slices.Sort(years)
	return years
}

// nearest returns the figure of a year, else the one nearest to it, the later of
// two, else nothing known of that year.
func (f *figures) nearest(region, indicator string, year int) score.Figure {
	best := score.Figure{Range: score.Nothing(), Year: year}
	away := -1
	for _, fig := range f.of[region+"\x00"+indicator] {
		d := fig.Year - year
		if d = max(d, -d); away < 0 || d < away || (d == away && fig.Year > best.Year) {
			best, away = fig, d
		}
	}
	return best
}
