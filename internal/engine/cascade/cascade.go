// Package cascade answers what fails when somebody fails.
//
// A firm that stops takes others with it in two ways: its buyers lose inputs
// (downstream), its suppliers lose orders (upstream). How much a buyer loses
// depends on whether it can do without the input: the largest loss among its
// essential inputs decides (Leontief), losses of other inputs add up (linear),
// negligible ones do not count. A failed supplier whose rivals have enough
// capacity left can be replaced in part. The economic systemic risk index (ESRI)
// of a firm is the share of the economy that is lost when it fails alone; a
// scenario lets any firms fail by any part of their capacity.
//
// [New] fixes the coefficients of a network once. [Coefficients.Run] follows one
// scenario and returns the loss of every firm, [Coefficients.All] and
// [Coefficients.Each] follow many side by side and return their indices, and
// [Coefficients.Plain] is the slow version that says what all of them compute.
//
// Losses are shares of normal activity, 0 (none) to 1 (all). Downstream losses d
// and upstream losses u start at the shocks ψ and are updated together, from the
// values of the step before, until no loss rises by more than ε:
//
//	a_k = Σ s_i (1 - d_i) over the firms of market k; 1 when at most 1e-10
//	σ_i = min(1, s_i / a_q(i))
//	d_j = min(1, max(ψd_j, E_j, N_j)), u_i = min(1, max(ψu_i, Σ_j Λu_ij u_j))
//
// with E_j the largest sum of Λd_ij σ_i d_i over the suppliers of one essential
// sector, N_j the sum over all suppliers of non-essential sectors, and s_i what i
// sells to other firms. All sums run in one order, whatever the number of
// threads and however few firms are touched, so results agree bit for bit.
//
// Sources: Diem, Borsos, Reisch, Kertész, Thurner, "Quantifying firm-level
// economic systemic risk from nation-wide supply networks", Scientific Reports
// 12, 7719 (2022); the same, "Estimating the loss of economic predictability from
// aggregating firm-level production networks", PNAS Nexus 3(3), pgae064 (2024).
package cascade

import (
	"errors"
	"fmt"
)

// How much buyers of one sector need goods of another.
const (
	Negligible   uint8 = iota // never missed
	NonEssential              // the loss is in proportion to the share in all purchases
	Essential                 // nothing is made without it
)

// Firms says what the network does not: all slices have one entry per firm, and
// optional ones may be nil.
type Firms struct {
	Sector []uint32  // what a firm makes, below the number of rows of the essentiality
	Weight []float64 // its part in the index, finite and not negative; nil: what it sells to firms
	Market []uint32  // among whom it can be replaced; nil: its sector

	// Revenue is all that a firm sells, MaterialCost all that it buys, in the unit
	// of the links. They weaken links where the network misses small trades.
	// NaN is unknown: the sum of the links is used. Zero divides by 1, as the
	// published program does.
	Revenue, MaterialCost []float64
}

// StopRule says when an update was the last one.
type StopRule uint8

const (
	// StopOnLoss stops when no loss of any firm rose by more than ε.
	StopOnLoss StopRule = iota
	// StopOnIndex stops when the index is at most 1+ε times the one before.
	StopOnIndex
)

// Options are the choices that belong to every result.
type Options struct {
	Epsilon         float64  // ε, not negative; 0.01 in the publications
	Rule            StopRule // StopOnLoss in the publications
	NoReplacement   bool     // suppliers are never replaced: σ = 1
	SinglePrecision bool     // follow many scenarios in float32: twice as fast, right to about 1e-6
	MaxIterations   int      // give up after so many updates; 0: [DefaultMaxIterations]
}

// DefaultMaxIterations bounds a run that does not settle.
const DefaultMaxIterations = 100_000

// Shock says which shares of its capacity a firm loses at the start: Down acts on
// its buyers, Up on its suppliers. Both are in [0, 1].
type Shock struct {
	Firm     uint32
	Down, Up float64
}

// Scenario is a list of shocks; firms that are not in it start unharmed.
type Scenario []Shock

// Failure is the scenario of the index: one firm fails wholly.
func Failure(firm uint32) Scenario { return Scenario{{firm, 1, 1}} }

// Index is how much of the economy is lost in one scenario: shares of the total
// weight, by the larger of the two losses of each firm, by the downstream loss
// alone and by the upstream loss alone. They are NaN when the total weight is 0.
type Index struct {
	Total, Down, Up float64
	Iterations      int  // updates made, at least 1
	GaveUp          bool // the updates were bounded by [Options.MaxIterations]
}

// Losses are the losses of every firm, in the order of the network.
type Losses struct {
	Down, Up []float64
}

// ErrOption is returned for an option out of its range.
var ErrOption = errors.New("cascade: option out of range")

// ErrOverflow is returned when numbers that are right one by one leave the range
// of float64 when added up or divided.
var ErrOverflow = errors.New("cascade: sums or shares overflow")

// ValueError says which firm has a value that cannot be used.
type ValueError struct {
	What  string // "sector", "market", "weight", "revenue", "material cost", "shock", "firm" or "essentiality"
	Index int    // of the firm, of the shock in its scenario, or of the row of the essentiality
	Value float64
}

func (e *ValueError) Error() string {
	return fmt.Sprintf("cascade: %s %d cannot be %v", e.What, e.Index, e.Value)
}

func (o Options) checked() (Options, error) {
	if !(o.Epsilon >= 0) || o.Rule > StopOnIndex || o.MaxIterations < 0 {
		return o, ErrOption
	}
	if o.MaxIterations == 0 {
		o.MaxIterations = DefaultMaxIterations
	}
	return o, nil
}

// check refuses a scenario with a firm that is not there, a firm twice, or a share outside [0, 1].
func (s Scenario) check(n int) error {
	seen := make(map[uint32]bool, len(s))
	for i, shock := range s {
		if int(shock.Firm) >= n || seen[shock.Firm] {
			return &ValueError{"firm", i, float64(shock.Firm)}
		}
		seen[shock.Firm] = true
		for _, share := range [2]float64{shock.Down, shock.Up} {
			if !(share >= 0 && share <= 1) {
				return &ValueError{"shock", i, share}
			}
		}
	}
	return nil
}
