package inventory_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"lianzhang/internal/engine/inventory"
	"lianzhang/internal/engine/network"
)

// chain is a supplier 0 of whom 1 buys 10 to sell 20, with two days in stock; the
// supplier stands still for three days.
func chain(t *testing.T) world {
	t.Helper()
	net, _, err := network.Build(2, []network.Link{{Supplier: 0, Buyer: 1, Weight: 10}})
	if err != nil {
		t.Fatal(err)
	}
	return world{net: net, firms: inventory.Firms{Sector: []uint32{0, 1}, FinalDemand: []float64{0, 20}},
		opt:     inventory.Options{Days: 2, Tau: 2, FixedTarget: true, Threads: 1},
		damages: []inventory.Damage{{Firm: 0, Loss: 1, Recovery: inventory.AtOnce, Days: 3}}}
}

// The worked example of docs/methods/inventory.md, reckoned by hand.
func TestChainByHand(t *testing.T) {
	page, err := os.ReadFile("../../../docs/methods/inventory.md")
	if err != nil {
		t.Fatal(err)
	}
	times := inventory.Survival{ByFirm: true, Damages: chain(t).damages}
	for k, d := range chain(t).run(t, 8, &times) {
		want := [][3]float64{{30, 20, 20}, {20, 10, 20}, {20, 10, 20}, {0, 0, 0}, {10, 10, 0}, {25, 15, 20}, {20, 15, 10}, {30, 20, 20}, {30, 20, 20}}[k]
		if d.Day != k-1 || d.Production != want[0] || d.ValueAdded != want[1] || d.Consumption != want[2] {
			t.Errorf("%+v, by hand %v", d, want)
		}
		if line := fmt.Sprintf("| %d | %v | %v | %v |", d.Day, d.Production, d.ValueAdded, d.Consumption); !strings.Contains(string(page), line) {
			t.Errorf("the page lacks %s", line)
		}
	}
	if n := times.Network; n.Survive != 2 || n.Recover != 6 || n.Lost != 10+10+30+20+5+10 || n.Lowest != 0 {
		t.Errorf("the network: %+v", n)
	}
	if f := times.Firms; f[0].Survive != 0 || f[0].Recover != 5 || f[1].Survive != 2 || f[1].Recover != 6 || f[1].Lost != 50 {
		t.Errorf("the firms: %+v", f)
	}
	if whole := chain(t).damages[0].Whole(8, 0); whole != 3 {
		t.Errorf("its own capacity is back on day %d", whole)
	}
}

// When the wanted stock follows production, a firm that stood still orders
// nothing, and a chain that stood still as a whole never starts again.
func TestStandstillIsForEver(t *testing.T) {
	w := chain(t)
	w.opt.FixedTarget = false
	times := inventory.Survival{Damages: w.damages}
	days := w.run(t, 50, &times)
	if last := days[50]; last.Production != 0 || times.Network.Survive != 2 || times.Network.Recover != inventory.NotInRun {
		t.Errorf("%+v %+v", last, times.Network)
	}
}

func TestRecoveries(t *testing.T) {
	for name, c := range map[string]struct {
		kind inventory.Recovery
		want [6]float64 // on the days 0 to 5 when hit on day 1, with a loss of 0.5 and 2 days
	}{
		"none":        {inventory.Never, [6]float64{0, 0.5, 0.5, 0.5, 0.5, 0.5}},
		"by half":     {inventory.InProportion, [6]float64{0, 0.5, 0.25, 0, 0, 0}},
		"uniform":     {inventory.Uniform, [6]float64{0, 0.5, 0, 0, 0, 0}},
		"at once":     {inventory.AtOnce, [6]float64{0, 0.5, 0.5, 0, 0, 0}},
		"exponential": {inventory.Exponential, [6]float64{0, 0.5, 0.5 * math.Exp(-0.5), 0.5 * math.Exp(-1), 0.5 * math.Exp(-1.5), 0.5 * math.Exp(-2)}},
	} {
		d := inventory.Damage{Loss: 0.5, Recovery: c.kind, Days: 2, Start: 1}
		for day, want := range c.want {
			if got := d.Left(day); math.Abs(got-want) > 1e-15 {
				t.Errorf("%s: %v is missing on day %d, not %v", name, got, day, want)
			}
		}
	}
}

// One supplier, two clients and final demand; half can be made. The clients
// order 30 and 10 where 20 and 20 are usual, final demand asks for 10.
func TestRationing(t *testing.T) {
	for name, c := range map[string]struct {
		rule   inventory.Rationing
		compat bool
		made   float64
		want   [3]float64 // first client, second, final demand
	}{
		"proportional":                         {inventory.Proportional, false, 25, [3]float64{15, 5, 5}},
		"clients first, enough":                {inventory.FinalDemandLast, false, 45, [3]float64{30, 10, 5}},
		"clients first, not enough":            {inventory.FinalDemandLast, false, 20, [3]float64{15, 5, 0}},
		"lowest order first":                   {inventory.LowestOrderFirst, false, 25, [3]float64{10, 10, 5}},
		"lowest order first, one is served":    {inventory.LowestOrderFirst, false, 34, [3]float64{16, 10, 8}},
		"lowest order first, final too":        {inventory.LowestOrderFirst, false, 45, [3]float64{25, 10, 10}},
		"lowest order first, all":              {inventory.LowestOrderFirst, false, 50, [3]float64{30, 10, 10}},
		"compatible, below usual":              {inventory.LowestOrderFirst, true, 34, [3]float64{16, 10, 8}},
		"compatible, final demand overcharged": {inventory.LowestOrderFirst, true, 46, [3]float64{24, 10, 10}},
		"compatible, enough":                   {inventory.LowestOrderFirst, true, 50, [3]float64{80. / 3, 10, 10}},
	} {
		o := inventory.Options{Rationing: c.rule, Compat: c.compat}
		got, final := inventory.Deal(o, c.made, 10, [][2]float64{{30, 20}, {10, 20}})
		for k, want := range []float64{c.want[0], c.want[1]} {
			if math.Abs(got[k]-want) > 1e-12 {
				t.Errorf("%s: client %d gets %v, not %v", name, k, got[k], want)
			}
		}
		if math.Abs(final-c.want[2]) > 1e-12 {
			t.Errorf("%s: final demand gets %v, not %v", name, final, c.want[2])
		}
	}
}

// Each damage on its own is as a run with it alone, on any number of threads.
func TestEach(t *testing.T) {
	e := network.Sample(300, 1)
	w := world{net: e.Net, firms: inventory.Firms{Sector: e.Sector, FinalDemand: e.FinalDemand}, opt: inventory.Defaults}
	var damages []inventory.Damage
	for i := range uint32(12) {
		damages = append(damages, inventory.Damage{Firm: 10 * i, Loss: 1, Recovery: inventory.AtOnce, Days: 20})
	}
	w.opt.Threads = 3
	m, err := inventory.New(w.net, w.firms, w.opt)
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	got, err := m.Each(context.Background(), damages, 40, 0.001, func(done, total int) {
		if told++; done != told || total != len(damages) {
			t.Errorf("%d of %d", done, total)
		}
	})
	if err != nil || told != len(damages) {
		t.Fatal(err, told)
	}
	fell := 0
	for k, d := range damages {
		s := inventory.Survival{Tolerance: 0.001, Damages: []inventory.Damage{d}}
		w.damages = s.Damages
		w.run(t, 40, &s)
		if got[k] != s.Network {
			t.Errorf("damage %d: %+v alone %+v", k, got[k], s.Network)
		}
		if s.Network.Survive > 0 {
			fell++
		}
	}
	if fell == 0 {
		t.Error("no damage ever reached others")
	}
}
