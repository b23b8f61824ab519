package diagnosis

import "lianzhang/internal/region"

// Dependent is the finding on external dependence, with the years behind it.
type Dependent struct {
	Region region.Code `json:"region"` // whose trade it is
	Flag   string      `json:"flag"`   // yes, no, unknown
	Years  []TradeYear `json:"years"`
}

// TradeYear is one year against the published thresholds.
type TradeYear struct {
	Year      int64    `json:"year"`
	Record    string   `json:"record"`
	ImportHHI *float64 `json:"import_hhi"`
	WorldHHI  *float64 `json:"world_hhi"`
	Ratio     *float64 `json:"imports_to_exports"` // null: not known, or nothing exported
	Exceeds   *bool    `json:"exceeds"`            // null: not decidable
}

// Trade judges external dependence of a node for a place by the published
// GeoDep screen: import HHI, world HHI and imports over exports all above their
// thresholds, in enough years of the window that ends with the latest year on
// record. The records of the smallest place that contains this one are used.
//
// A year with a figure missing counts only when the known ones already decide
// that it does not exceed. Nil means that no record says anything.
//
// Source: CEPII, GeoDep database, documentation of the dependence criteria.
func (b *Board) Trade(place region.Code, node int, day string) *Dependent {
	var best *Dependent
	for l := place.Level(); l >= region.LevelNation; l-- {
		at, ok := above(place, l)
		if !ok {
			continue
		}
		if d := b.tradeOf(at, node, day); d != nil && (best == nil || best.Flag == "unknown" && d.Flag != "unknown") {
			best = d
		}
	}
	return best
}

// tradeOf judges the records of exactly one place.
func (b *Board) tradeOf(place region.Code, node int, day string) *Dependent {
	limit := b.T.Security.Dependence
	d := &Dependent{Region: place, Flag: "unknown"}
	exceeding, decided := 0, 0
	for i := range b.trade[node] { // latest year first
		r := &b.trade[node][i]
		if orNation(r.Region) != place || (day != "" && firstDay(itoa(r.Year)) > day) {
			continue
		}
		if n := len(d.Years); n > 0 && (d.Years[n-1].Year == r.Year || r.Year <= d.Years[0].Year-int64(limit.Window)) {
			continue
		}
		y := b.tradeYear(r)
		d.Years = append(d.Years, y)
		if y.Exceeds != nil {
			decided++
			if *y.Exceeds {
				exceeding++
			}
		}
	}
	if len(d.Years) == 0 {
		return nil
	}
	switch {
	case exceeding >= limit.Years:
		d.Flag = "yes"
	case exceeding+limit.Window-decided < limit.Years:
		d.Flag = "no"
	}
	return d
}

func (b *Board) tradeYear(r *Dependence) TradeYear {
	limit := b.T.Security.Dependence
	y := TradeYear{Year: r.Year, Record: r.PID, ImportHHI: r.ImportHHI, WorldHHI: r.WorldHHI}
	over := func(v *float64, t float64) int {
		switch {
		case v == nil:
			return -1
		case *v > t:
			return 1
		}
		return 0
	}
	ratio := -1
	switch {
	case r.Imports == Unknown || r.Exports == Unknown:
	case r.Exports == 0: // everything is imported, or there is no trade at all
		ratio = 0
		if r.Imports > 0 {
			ratio = 1
		}
	default:
		q := round6(float64(r.Imports) / float64(r.Exports))
		y.Ratio = &q
		ratio = over(&q, limit.Ratio)
	}
	tests := []int{over(r.ImportHHI, limit.ImportHHI), over(r.WorldHHI, limit.WorldHHI), ratio}
	all, none := true, false
	for _, t := range tests {
		all = all && t == 1
		none = none || t == 0
	}
	if all || none {
		y.Exceeds = &all
	}
	return y
}

// dependent is the flag as a number: 1 yes, 0 no, -1 not known.
func (b *Board) dependent(place region.Code, node int, day string) int {
	if len(b.trade[node]) == 0 {
		return -1
	}
	switch d := b.Trade(place, node, day); {
	case d == nil || d.Flag == "unknown":
		return -1
	case d.Flag == "yes":
		return 1
	}
	return 0
}

func orNation(c region.Code) region.Code {
	if c == "" {
		return region.Nation
	}
	return c
}
