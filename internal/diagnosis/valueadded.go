package diagnosis

import (
	"math"

	"lianzhang/internal/fault"
	"lianzhang/internal/region"
)

// unknownNode refuses a node that the chain has not.
func unknownNode(id string) error {
	return fault.New(fault.ErrNotFound, "DIAG_NODE_UNKNOWN", "node", id)
}

// ValueAdded is what chains add in a place, every firm counted once.
type ValueAdded struct {
	Firms    int64    `json:"firms"`            // on the chains, each counted once
	Known    int64    `json:"with_value_added"` // of them with a stated value added
	Amount   int64    `json:"amount_fen"`       // stated value added made on the chains here: a lower bound
	Turnover int64    `json:"turnover_fen"`     // stated amounts, node by node: counts purchases again and again
	GDP      *int64   `json:"gdp_fen"`
	Year     int64    `json:"gdp_year,omitempty"`
	Share    *float64 `json:"share_of_gdp"` // of Amount; null when either is not known
}

// AddUp adds up the value added of several chains in a place. A firm on several
// nodes or chains counts at most its own value added, so that nothing is
// counted twice; turnover, which does count twice, stands beside it.
//
// The part of a firm's value added made on a node here is taken in proportion
// to its amount there. Firms without a stated value added are counted and add
// nothing: the sum is a lower bound.
func AddUp(place region.Code, boards ...*Board) ValueAdded {
	var out ValueAdded
	left := map[string]int64{} // value added of each firm not yet counted
	for _, b := range boards {
		on := make([]int64, len(b.Firms)) // sites of each firm anywhere
		for _, sites := range b.counted {
			for i := range sites {
				on[sites[i].Firm]++
			}
		}
		for _, sites := range b.counted {
			part, _ := within(sites, place)
			for i := range part {
				s := &part[i]
				f := &b.Firms[s.Firm]
				rest, met := left[f.PID]
				if !met {
					out.Firms++
					rest = f.ValueAdded
					if rest != Unknown {
						out.Known++
					}
				}
				if s.Amount != Unknown {
					out.Turnover += s.Amount
				}
				if rest != Unknown {
					share := min(rest, partOf(f, s, on[s.Firm]))
					out.Amount += share
					rest -= share
				}
				left[f.PID] = rest
			}
		}
	}
	if len(boards) > 0 {
		out.gdp(boards[0], place)
	}
	return out
}

// partOf is the value added of a firm that falls to one of its sites.
func partOf(f *Firm, s *Site, sites int64) int64 {
	if s.Amount != Unknown && f.Revenue > 0 {
		return int64(math.Round(float64(f.ValueAdded) * min(1, float64(s.Amount)/float64(f.Revenue))))
	}
	return f.ValueAdded / sites
}

func (v *ValueAdded) gdp(b *Board, place region.Code) {
	for year, f := range b.Picture.gdp[place] {
		if year > v.Year {
			value := f.Value
			v.Year, v.GDP = year, &value
		}
	}
	if v.GDP != nil && v.Known > 0 {
		v.Share = ptr6(float64(v.Amount) / float64(*v.GDP))
	}
}
