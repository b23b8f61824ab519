package scenario

import (
	"context"
	"fmt"

	"lianzhang/internal/engine/cascade"
	"lianzhang/internal/engine/inventory"
	"lianzhang/internal/region"
)

// stockTolerance is the shortfall that counts as none in the course.
const stockTolerance = 0.001

// course follows the shocks from day to day through firms that hold stocks, in
// the network of the links on record. What a firm sells beyond them goes to final
// demand. Capacity returns at once after ask.Lasts days, or not at all. The stock
// a firm wants does not follow its production, so that chains that have stopped
// can start again.
func (e *Economy) course(ctx context.Context, ask *Ask, shocks cascade.Scenario, a *Answer) error {
	firms := inventory.Firms{Sector: make([]uint32, len(e.Sector)), FinalDemand: make([]float64, len(e.Sector))}
	sold := e.Net.Out().Sums()
	for i, k := range e.Sector {
		firms.Sector[i] = uint32(k)
		firms.FinalDemand[i] = max(0, e.Weight[i]-sold[i])
	}
	options := inventory.Defaults
	options.FixedTarget, options.Threads = true, 2
	m, err := inventory.New(e.Net, firms, options)
	if err != nil {
		return fmt.Errorf("course: %w", err)
	}
	damages := make([]inventory.Damage, len(shocks))
	for i, s := range shocks {
		damages[i] = inventory.Damage{Firm: s.Firm, Loss: s.Down}
		if ask.Lasts > 0 {
			damages[i].Recovery, damages[i].Days = inventory.AtOnce, float64(ask.Lasts)
		}
	}
	state := &inventory.State{}
	times := &inventory.Survival{Tolerance: stockTolerance, Damages: damages}
	err = m.Run(ctx, damages, ask.Days, func(d inventory.Day) bool {
		a.Course = append(a.Course, Day{Day: d.Day, Here: e.activity(ask.Region, state), Nation: e.activity(region.Nation, state)})
		return true
	}, state, times)
	if err != nil {
		return fmt.Errorf("course: %w", err)
	}
	a.Survive, a.Recover = inRun(times.Network.Survive), inRun(times.Network.Recover)
	return nil
}

// activity is the production of a place's firms as a share of a normal day; 1
// where nothing is made on a normal day.
func (e *Economy) activity(place region.Code, s *inventory.State) float64 {
	made, usual := 0.0, 0.0
	for i := range e.Firms {
		if place.Contains(e.Firms[i].Region) {
			made += s.Made[i]
			usual += s.Usual[i]
		}
	}
	if usual == 0 {
		return 1
	}
	return made / usual
}

// inRun is a number of days, nil when it does not come within the run.
func inRun(days int) *int {
	if days == inventory.NotInRun {
		return nil
	}
	return &days
}
