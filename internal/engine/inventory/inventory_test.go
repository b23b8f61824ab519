package inventory_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/inventory"
	"lianzhang/internal/engine/network"
)

// world is an economy to run, with amounts around 1.
type world struct {
	net     *network.Network
	firms   inventory.Firms
	opt     inventory.Options
	damages []inventory.Damage
}

func someWorld(t *rapid.T) world {
	n := rapid.IntRange(1, 9).Draw(t, "firms")
	end, amount := rapid.Uint32Range(0, uint32(n-1)), rapid.Custom(func(t *rapid.T) float64 { return float64(rapid.IntRange(1, 300).Draw(t, "amount")) / 7 })
	links := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) network.Link {
		return network.Link{Supplier: end.Draw(t, "s"), Buyer: end.Draw(t, "b"), Weight: amount.Draw(t, "w")}
	}), 0, 30).Draw(t, "links")
	net, _, err := network.Build(n, links)
	if err != nil {
		t.Fatal(err)
	}
	w := world{net: net, firms: inventory.Firms{
		Sector:      rapid.SliceOfN(rapid.Uint32Range(0, 2), n, n).Draw(t, "sectors"),
		FinalDemand: rapid.SliceOfN(rapid.OneOf(rapid.Just(0.0), amount), n, n).Draw(t, "final demand"),
	}}
	w.opt = inventory.Options{
		Rationing: inventory.Rationing(rapid.IntRange(0, 2).Draw(t, "rationing")), Days: float64(rapid.IntRange(2, 9).Draw(t, "days")),
		Tau: float64(rapid.IntRange(1, 8).Draw(t, "tau")), FixedTarget: rapid.Bool().Draw(t, "fixed"), IgnoreSurplus: rapid.Bool().Draw(t, "ignore"), Threads: 1,
	}
	if rapid.Bool().Draw(t, "own days") {
		w.firms.Days = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) float64 { return float64(rapid.IntRange(2, 9).Draw(t, "d")) }), n, n).Draw(t, "own")
	}
	for i := range uint32(n) {
		if rapid.IntRange(0, 2).Draw(t, "hit") == 0 {
			w.damages = append(w.damages, inventory.Damage{Firm: i, Loss: rapid.Float64Range(0, 1).Draw(t, "loss"),
				Recovery: inventory.Recovery(rapid.IntRange(0, 4).Draw(t, "recovery")), Days: float64(rapid.IntRange(1, 12).Draw(t, "T")), Start: rapid.IntRange(0, 3).Draw(t, "start")})
		}
	}
	return w
}

func (w world) run(t interface{ Fatal(...any) }, days int, watchers ...inventory.Watcher) []inventory.Day {
	m, err := inventory.New(w.net, w.firms, w.opt)
	if err != nil {
		t.Fatal(err)
	}
	var out []inventory.Day
	if err := m.Run(context.Background(), w.damages, days, func(d inventory.Day) bool { out = append(out, d); return true }, watchers...); err != nil {
		t.Fatal(err)
	}
	return out
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b)) }

// The fast model and the plain one tell the same story, firm by firm.
func TestFastAsPlain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := someWorld(t)
		w.opt.Compat = rapid.Bool().Draw(t, "compat")
		days := 7 // longer, and the rounding of either blows up, see TestRoundingGrowsAsOrdersDo
		if rapid.Bool().Draw(t, "gently") {
			days, w.opt.FixedTarget, w.opt.Tau = 25, true, 10*w.opt.Tau
		}
		var made, consumed [][]float64
		plain, err := inventory.Plainly(w.net, w.firms, w.opt, w.damages, days, func(p *inventory.PlainState) {
			made, consumed = append(made, append([]float64(nil), p.Made...)), append(consumed, append([]float64(nil), p.Consumed...))
		})
		if err != nil {
			t.Fatal(err)
		}
		var state inventory.State
		m, err := inventory.New(w.net, w.firms, w.opt)
		if err != nil {
			t.Fatal(err)
		}
		k := 0
		if err := m.Run(context.Background(), w.damages, days, func(d inventory.Day) bool {
			if p := plain[k]; d.Day != p.Day || !near(d.Production, p.Production) || !near(d.ValueAdded, p.ValueAdded) || !near(d.Consumption, p.Consumption) {
				t.Fatalf("day %d: %+v, plainly %+v", k-1, d, p)
			}
			for i := range state.Made {
				if k > 0 && (!near(state.Made[i], made[k-1][i]) || !near(state.Consumed[i], consumed[k-1][i])) {
					t.Fatalf("day %d, firm %d: %v %v, plainly %v %v", k-1, i, state.Made[i], state.Consumed[i], made[k-1][i], consumed[k-1][i])
				}
			}
			k++
			return true
		}, &state); err != nil || k != days+1 {
			t.Fatal(k, err)
		}
	})
}

// Nobody makes more than capacity, stocks and orders allow; all that is made goes
// somewhere; nobody gets more than was ordered; no stock is negative; and on day t
// a firm can still make what n-t days of stock allow.
func TestBooksBalance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := someWorld(t)
		day := 0
		_, err := inventory.Plainly(w.net, w.firms, w.opt, w.damages, 25, func(p *inventory.PlainState) {
			given := append([]float64(nil), p.Consumed...)
			for i, links := range p.Input {
				if p.Made[i] > p.Capacity[i] || p.Made[i] > p.Demand[i] || p.Made[i] < 0 {
					t.Fatalf("firm %d makes %v of %v, demand %v", i, p.Made[i], p.Capacity[i], p.Demand[i])
				}
				own := w.opt.Days
				if w.firms.Days != nil {
					own = w.firms.Days[i]
				}
				if p.Limit[i] < (own-float64(day)-1e-9)*p.Usual[i] {
					t.Fatalf("day %d: stocks of firm %d allow %v", day, i, p.Limit[i])
				}
				for j, l := range links {
					if l.Stock < 0 || l.Order < 0 || l.Delivered > l.Order*(1+1e-12) {
						t.Fatalf("%d from %d: %+v", i, j, l)
					}
					given[j] += l.Delivered
				}
			}
			for j, g := range given {
				if !near(g, p.Made[j]) || p.Consumed[j] > w.firms.FinalDemand[j]*(1+1e-12) {
					t.Fatalf("day %d: firm %d makes %v and deals out %v", day, j, p.Made[j], g)
				}
			}
			day++
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// Without damage nothing ever happens.
func TestNothingHappens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := someWorld(t)
		w.damages = nil
		w.opt.FixedTarget, w.opt.Tau = true, 10*w.opt.Tau // stocks are filled gently: rounding dies out
		stays(t, w.run(t, 40), 1e-11, 1)
	})
}

// Where stocks are filled fast, or the wanted stock follows production, an order
// answers a change 1 + n/τ times, so what rounding leaves grows by up to that much
// a day; it grows no faster.
func TestRoundingGrowsAsOrdersDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := someWorld(t)
		w.damages = nil
		stock := w.opt.Days
		for _, d := range w.firms.Days {
			stock = max(stock, d)
		}
		stays(t, w.run(t, 6), 1e-14, 1+stock/w.opt.Tau)
	})
}

// stays checks that every day is like the one before the first, within an error
// that grows by a factor a day.
func stays(t *rapid.T, days []inventory.Day, within, growth float64) {
	for _, d := range days {
		for _, v := range [][2]float64{{d.Production, days[0].Production}, {d.ValueAdded, days[0].ValueAdded}, {d.Consumption, days[0].Consumption}} {
			if math.Abs(v[0]-v[1]) > within*max(1, days[0].Production) { // value added is a difference of two such sums
				t.Fatalf("day %d: %v, before %v", d.Day, v[0], v[1])
			}
		}
		within *= growth
	}
}

// On the first day only the damaged produce less, by just the damage; a greater
// damage leaves less of it.
func TestFirstDayIsTheDamage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := someWorld(t)
		want := 0.0
		for k := range w.damages {
			w.damages[k].Start = 0
		}
		var state inventory.State
		first := w.run(t, 1, &state)[1]
		for _, d := range w.damages {
			want += d.Loss * state.Usual[d.Firm]
		}
		before := 0.0
		for _, u := range state.Usual {
			before += u
		}
		if !near(before-first.Production, want) {
			t.Fatalf("%v is lost, the damage is %v", before-first.Production, want)
		}
		for k := range w.damages {
			w.damages[k].Loss = min(1, w.damages[k].Loss+0.1)
		}
		if more := w.run(t, 1)[1]; more.Production > first.Production+1e-9 {
			t.Fatalf("more damage, more production: %v, %v", more.Production, first.Production)
		}
	})
}

// Four times the amounts, four times the results, bit for bit; so with years for days.
func TestLinearHomogeneity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := someWorld(t)
		small := w.run(t, 20)
		var links []network.Link
		for v := range uint32(w.net.Len()) {
			buyers, sold := w.net.Out().Row(v)
			for k, b := range buyers {
				links = append(links, network.Link{Supplier: v, Buyer: b, Weight: 4 * sold[k]})
			}
		}
		var err error
		if w.net, _, err = network.Build(w.net.Len(), links); err != nil {
			t.Fatal(err)
		}
		for i := range w.firms.FinalDemand {
			w.firms.FinalDemand[i] *= 4
		}
		for k, d := range w.run(t, 20) {
			if d.Production != 4*small[k].Production || d.ValueAdded != 4*small[k].ValueAdded || d.Consumption != 4*small[k].Consumption {
				t.Fatalf("%+v is not four times %+v", d, small[k])
			}
		}
	})
}

// The number of threads changes no bit.
func TestThreads(t *testing.T) {
	e := network.Sample(12_000, 5)
	w := world{net: e.Net, firms: inventory.Firms{Sector: e.Sector, FinalDemand: e.FinalDemand}, opt: inventory.Defaults}
	for i := range uint32(200) {
		w.damages = append(w.damages, inventory.Damage{Firm: i * 50, Loss: 0.8, Recovery: inventory.Exponential, Days: 10})
	}
	for rationing := range inventory.LowestOrderFirst + 1 {
		w.opt.Rationing = rationing
		var want []inventory.Day
		for _, threads := range []int{1, 2, 5} {
			w.opt.Threads = threads
			got := w.run(t, 12)
			if want == nil {
				want = got
			}
			for k := range got {
				if got[k] != want[k] {
					t.Fatalf("rationing %d, %d threads: %+v, not %+v", rationing, threads, got[k], want[k])
				}
			}
			if got[12].Production >= got[0].Production {
				t.Fatal("no damage was done")
			}
		}
	}
}

func TestRefuses(t *testing.T) {
	net, _, err := network.Build(2, []network.Link{{Supplier: 0, Buyer: 1, Weight: 1e300}})
	if err != nil {
		t.Fatal(err)
	}
	good := func() world {
		return world{net: net, firms: inventory.Firms{Sector: []uint32{0, 1}, FinalDemand: []float64{0, 1}}, opt: inventory.Defaults}
	}
	for name, c := range map[string]struct {
		spoil func(*world)
		what  string
		index int
	}{
		"no demand":       {func(w *world) { w.firms.FinalDemand[1] = -1 }, "final demand", 1},
		"unknown demand":  {func(w *world) { w.firms.FinalDemand[0] = math.NaN() }, "final demand", 0},
		"no stock":        {func(w *world) { w.firms.Days = []float64{1, math.Inf(1)} }, "days", 1},
		"no time":         {func(w *world) { w.opt.Tau = 0 }, "tau", -1},
		"no such rule":    {func(w *world) { w.opt.Rationing = 3 }, "rationing", -1},
		"beyond numbers":  {func(w *world) { w.firms.FinalDemand[1] = 1e308 }, "output", -1},
		"more than all":   {func(w *world) { w.damages = []inventory.Damage{{Firm: 1, Loss: 1.5}} }, "loss", 0},
		"unknown loss":    {func(w *world) { w.damages = []inventory.Damage{{Firm: 1, Loss: math.NaN()}} }, "loss", 0},
		"no such firm":    {func(w *world) { w.damages = []inventory.Damage{{Firm: 2, Loss: 1}} }, "firm", 0},
		"twice":           {func(w *world) { w.damages = []inventory.Damage{{Firm: 1}, {Firm: 1}} }, "twice", 1},
		"back in no time": {func(w *world) { w.damages = []inventory.Damage{{Firm: 1, Recovery: inventory.Uniform}} }, "recovery", 0},
	} {
		w := good()
		c.spoil(&w)
		m, err := inventory.New(w.net, w.firms, w.opt)
		if err == nil {
			err = m.Run(context.Background(), w.damages, 1, func(inventory.Day) bool { return true })
		}
		var v *inventory.ValueError
		if !errors.As(err, &v) || v.What != c.what || v.Index != c.index {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Nothing at all, one firm alone, and stocks of less than a day.
func TestDegenerate(t *testing.T) {
	for n := range 3 {
		for _, days := range []float64{0, 0.5, 15} {
			for rationing := range inventory.LowestOrderFirst + 1 {
				var links []network.Link
				if n == 2 {
					links = []network.Link{{Supplier: 0, Buyer: 1, Weight: 3}}
				}
				net, _, err := network.Build(n, links)
				if err != nil {
					t.Fatal(err)
				}
				w := world{net: net, firms: inventory.Firms{Sector: make([]uint32, n), FinalDemand: make([]float64, n)}, opt: inventory.Options{Rationing: rationing, Days: days, Tau: 6, Threads: 3}}
				for _, d := range w.run(t, 3) {
					if math.IsNaN(d.Production + d.ValueAdded + d.Consumption) {
						t.Errorf("%d firms: %+v", n, d)
					}
				}
			}
		}
	}
}
