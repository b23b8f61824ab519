package inventory

import (
	"math"

	"lianzhang/internal/engine/draw"
)

// Recovery is how a firm comes back.
type Recovery int

const (
	Never        Recovery = iota
	InProportion          // by the same amount a day, whole after Days, however great the loss
	Uniform               // by 1/Days of full capacity a day
	AtOnce                // whole after Days, nothing before
	Exponential           // the loss falls to 1/e in Days
)

// Recoveries are the names of the kinds of recovery in files.
var Recoveries = map[string]Recovery{
	"none": Never, "proportional": InProportion, "uniform": Uniform, "sudden": AtOnce, "exponential": Exponential,
}

// Damage takes a share of its capacity from a firm from day Start on.
type Damage struct {
	Firm     uint32
	Loss     float64 // share of capacity, 0 to 1
	Recovery Recovery
	Days     float64 // positive, unless nothing recovers
	Start    int     // first day with the whole loss, from 0
}

// Left is the share of capacity that is missing on a day.
func (d Damage) Left(day int) float64 {
	past := float64(day - d.Start)
	switch {
	case past < 0:
		return 0
	case d.Recovery == InProportion:
		return float64(d.Loss * max(0, 1-past/d.Days))
	case d.Recovery == Uniform:
		return max(0, d.Loss-past/d.Days)
	case d.Recovery == AtOnce && past >= d.Days:
		return 0
	case d.Recovery == Exponential:
		return float64(d.Loss * draw.Exp(-past/d.Days)) // the same bits on every machine
	}
	return d.Loss
}

// checkDamages refuses losses that are no shares, and two of one firm.
func checkDamages(n int, damages []Damage) error {
	seen := map[uint32]bool{}
	for k, d := range damages {
		switch {
		case uint64(d.Firm) >= uint64(n):
			return &ValueError{"firm", k, float64(d.Firm)}
		case !(d.Loss >= 0 && d.Loss <= 1):
			return &ValueError{"loss", k, d.Loss}
		case d.Recovery < Never || d.Recovery > Exponential, d.Start < 0,
			d.Recovery != Never && !(d.Days > 0 && d.Days < math.MaxInt32):
			return &ValueError{"recovery", k, d.Days}
		case seen[d.Firm]:
			return &ValueError{"twice", k, float64(d.Firm)}
		}
		seen[d.Firm] = true
	}
	return nil
}
