package cascade_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/cascade"
	"lianzhang/internal/engine/network"
)

// follow prepares and runs, where nothing can be refused.
func follow(t rapid.TB, e economy, opt cascade.Options, s cascade.Scenario) (cascade.Index, cascade.Losses) {
	t.Helper()
	c, err := cascade.New(e.net, e.firms, e.ess, opt)
	if err != nil {
		t.Fatal(err)
	}
	index, losses, err := c.Run(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	return index, losses
}

// Losses never fall from one update to the next. The rule of 1e-10 breaks this
// law for firms that sell less than 1 in the unit of the links; there are none here.
func TestLossesNeverFall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, s := anyEconomy(t, 1), cascade.Scenario(nil)
		s = anyScenario(t, e.net.Len())
		before := cascade.Losses{Down: make([]float64, e.net.Len()), Up: make([]float64, e.net.Len())}
		for _, shock := range s {
			before.Down[shock.Firm], before.Up[shock.Firm] = shock.Down, shock.Up
		}
		for steps := 1; steps < 6; steps++ {
			_, now := follow(t, e, cascade.Options{MaxIterations: steps}, s)
			for i := range now.Down {
				if now.Down[i] < before.Down[i] || now.Up[i] < before.Up[i] || now.Down[i] > 1 || now.Up[i] > 1 {
					t.Fatalf("update %d, firm %d: from %v %v to %v %v", steps, i, before.Down[i], before.Up[i], now.Down[i], now.Up[i])
				}
			}
			before = now
		}
	})
}

func TestNothingHappensWithoutShock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyEconomy(t, 0)
		index, losses := follow(t, e, anyOptions(t), nil)
		if index.Iterations != 1 || index.Total > 0 || index.Down > 0 || index.Up > 0 || index.GaveUp {
			t.Fatalf("%+v", index)
		}
		if slices.Max(losses.Down) != 0 || slices.Max(losses.Up) != 0 {
			t.Fatalf("%+v", losses)
		}
	})
}

// Without replacement half the shock does half the harm, bit for bit, as long as
// nobody fails wholly.
func TestHalfTheShockHalfTheHarm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyEconomy(t, 0)
		all := rapid.SampledFrom([]uint8{cascade.NonEssential, cascade.Essential}).Draw(t, "all inputs")
		for k := range e.ess {
			for l := range e.ess[k] {
				e.ess[k][l] = all
			}
		}
		opt := cascade.Options{NoReplacement: true, MaxIterations: 5}
		whole := anyScenario(t, e.net.Len())
		half := slices.Clone(whole)
		for k := range half {
			half[k].Down /= 2
			half[k].Up /= 2
		}
		_, w := follow(t, e, opt, whole)
		_, h := follow(t, e, opt, half)
		if slices.Max(w.Down) < 1 {
			for i := range w.Down {
				if h.Down[i] != w.Down[i]/2 {
					t.Fatalf("firm %d: %v, half the shock %v", i, w.Down[i], h.Down[i])
				}
			}
		}
	})
}

// Who finds a second supplier of the same sector depends less on the first.
func TestSecondSupplierNeverHarms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyEconomy(t, 0)
		e.firms = cascade.Firms{Sector: e.firms.Sector}
		links := linksOf(e.net)
		if len(links) == 0 {
			return
		}
		opt, first := cascade.Options{NoReplacement: true, MaxIterations: 6}, links[rapid.IntRange(0, len(links)-1).Draw(t, "link")]
		s := cascade.Failure(first.Supplier)
		_, before := follow(t, e, opt, s)
		n := e.net.Len()
		second := economy{ess: e.ess, firms: cascade.Firms{Sector: append(slices.Clone(e.firms.Sector), e.firms.Sector[first.Supplier])}}
		var err error
		second.net, _, err = network.Build(n+1, append(links, network.Link{Supplier: uint32(n), Buyer: first.Buyer, Weight: first.Weight}))
		if err != nil {
			t.Fatal(err)
		}
		_, after := follow(t, second, opt, s)
		for i := range n {
			if after.Down[i] > before.Down[i]+1e-15 {
				t.Fatalf("firm %d: %v with one supplier, %v with two", i, before.Down[i], after.Down[i])
			}
		}
	})
}

func linksOf(net *network.Network) []network.Link {
	var links []network.Link
	for i := range uint32(net.Len()) {
		buyers, weights := net.Out().Row(i)
		for e, j := range buyers {
			links = append(links, network.Link{Supplier: i, Buyer: j, Weight: weights[e]})
		}
	}
	return links
}

// The unit of money does not matter, except where the rule of 1e-10 is met by
// firms that sell less than 1.
func TestUnitOfMoney(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyEconomy(t, 1)
		e.firms = cascade.Firms{Sector: e.firms.Sector}
		links := linksOf(e.net)
		for k := range links {
			links[k].Weight *= 4
		}
		fourfold := e
		var err error
		if fourfold.net, _, err = network.Build(e.net.Len(), links); err != nil {
			t.Fatal(err)
		}
		opt, s := anyOptions(t), anyScenario(t, e.net.Len())
		a, losses := follow(t, e, opt, s)
		b, fourfoldLosses := follow(t, fourfold, opt, s)
		if !same(a, b) || !slices.Equal(losses.Down, fourfoldLosses.Down) || !slices.Equal(losses.Up, fourfoldLosses.Up) {
			t.Fatalf("%+v, in another unit %+v", a, b)
		}
	})
}

// A market with at most 1e-10 left counts as having 1 left, in the unit of money.
func TestMarketWithNothingLeft(t *testing.T) {
	for name, c := range map[string]struct{ sold, sigma float64 }{
		"next to nothing left":         {1.5e-10, 1.5e-10}, // half of it is less than 1e-10
		"little left":                  {3e-10, 1},         // and of this is more
		"nothing left of a large firm": {3, 1},
	} {
		net, _, err := network.Build(2, []network.Link{{Supplier: 0, Buyer: 1, Weight: c.sold}})
		if err != nil {
			t.Fatal(err)
		}
		e := economy{net, cascade.Firms{Sector: []uint32{0, 1}}, [][]uint8{{2, 2}, {2, 2}}}
		loss := 0.5
		if c.sold > 1 {
			loss = 1
		}
		s := cascade.Scenario{{Firm: 0, Down: loss}}
		_, losses := follow(t, e, cascade.Options{Epsilon: 1e-12}, s)
		_, plain, err := cascade.Plain(e.net, e.firms, e.ess, cascade.Options{Epsilon: 1e-12}, s)
		if err != nil {
			t.Fatal(err)
		}
		if want := c.sigma * loss; math.Abs(losses.Down[1]-want) > 1e-24 || math.Abs(plain.Down[1]-want) > 1e-24 {
			t.Errorf("%s: the buyer loses %v, plain %v, want %v", name, losses.Down[1], plain.Down[1], want)
		}
	}
}

// What a scenario adds is weighed by sales downstream, by purchases upstream, and
// by the weights in all; what it began with is not counted.
func TestImpacts(t *testing.T) {
	net, _, err := network.Build(3, []network.Link{{Supplier: 0, Buyer: 1, Weight: 8}, {Supplier: 2, Buyer: 1, Weight: 4}, {Supplier: 1, Buyer: 2, Weight: 2}})
	if err != nil {
		t.Fatal(err)
	}
	e := economy{net, cascade.Firms{Sector: []uint32{0, 1, 1}, Weight: []float64{1, 3, 1}}, [][]uint8{{2, 2}, {2, 2}}}
	got := e.prepare(t, cascade.Options{}).Impacts(cascade.Scenario{{1, 0.5, 0.25}}, cascade.Losses{Down: []float64{0, 0.5, 1}, Up: []float64{0.25, 0.75, 0}})
	want := []cascade.Impact{{0.25, 0, math.NaN()}, {(3*0.75 + 1 - 3*0.5) / 4, 4.0 / 6, 12 * 0.5 / 14}}
	for k := range want {
		if !near(got[k].Total, want[k].Total) || !near(got[k].Down, want[k].Down) || !near(got[k].Up, want[k].Up) {
			t.Errorf("sector %d: %+v, want %+v", k, got[k], want[k])
		}
	}
}

func TestEndsOfTheNetwork(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyEconomy(t, 0)
		failed := rapid.Uint32Range(0, uint32(e.net.Len()-1)).Draw(t, "failed")
		index, losses := follow(t, e, cascade.Options{Epsilon: 0.01}, cascade.Failure(failed))
		alone := e.net.In().Degree(failed) == 0 && e.net.Out().Degree(failed) == 0
		for i := range uint32(e.net.Len()) {
			if i == failed {
				continue
			}
			if e.net.In().Degree(i) == 0 && losses.Down[i] != 0 {
				t.Fatalf("firm %d without suppliers lost %v downstream", i, losses.Down[i])
			}
			if e.net.Out().Degree(i) == 0 && losses.Up[i] != 0 {
				t.Fatalf("firm %d without buyers lost %v upstream", i, losses.Up[i])
			}
			if (alone || e.net.Out().Degree(failed) == 0) && losses.Down[i] != 0 {
				t.Fatalf("firm %d lost %v downstream of a firm that sells nothing", i, losses.Down[i])
			}
		}
		if w := e.firms.Weight; alone && w != nil {
			total := 0.0
			for _, x := range w {
				total += x
			}
			if !near(index.Total, w[failed]/total) {
				t.Fatalf("an isolated firm counts %v of %v, index %v", w[failed], total, index.Total)
			}
		}
	})
}

// A smaller ε takes more updates and finds at least as much.
func TestSmallerEpsilonFindsMore(t *testing.T) {
	e := reference(t)
	coarse, fine := e.prepare(t, cascade.Options{Epsilon: 1e-2}), e.prepare(t, cascade.Options{Epsilon: 1e-6})
	seeds := []uint32{0, 17, 423, 999}
	a, err := coarse.All(context.Background(), seeds, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	b, err := fine.All(context.Background(), seeds, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	for k := range seeds {
		if b[k].Iterations <= a[k].Iterations || b[k].Total < a[k].Total {
			t.Errorf("firm %d: %+v, with a smaller ε %+v", seeds[k], a[k], b[k])
		}
	}
}

// With nothing to lose there is an answer or none, never a panic.
func TestDegenerate(t *testing.T) {
	for name, n := range map[string]int{"empty": 0, "one firm": 1, "no links": 130} {
		net, _, err := network.Build(n, nil)
		if err != nil {
			t.Fatal(err)
		}
		e := economy{net, cascade.Firms{Sector: make([]uint32, n)}, [][]uint8{{cascade.Essential}}}
		c := e.prepare(t, cascade.Options{Epsilon: 0.01})
		seeds := make([]uint32, min(n, 9))
		for k := range seeds {
			seeds[k] = uint32(k)
		}
		all, err := c.All(context.Background(), seeds, 2, nil)
		if err != nil || len(all) != len(seeds) {
			t.Fatalf("%s: %v %v", name, all, err)
		}
		for _, index := range all {
			if !math.IsNaN(index.Total) || index.Iterations != 1 {
				t.Errorf("%s: of nothing, %+v is lost; that is unknown", name, index)
			}
		}
		if notes := c.Notes(); notes.NoSales != n {
			t.Errorf("%s: %+v", name, notes)
		}
	}
}

func TestRefusals(t *testing.T) {
	net, _, err := network.Build(2, []network.Link{{Supplier: 0, Buyer: 1, Weight: 1}})
	if err != nil {
		t.Fatal(err)
	}
	ess := [][]uint8{{2, 2}, {1, 0}}
	sector := []uint32{0, 1}
	for name, c := range map[string]struct {
		firms cascade.Firms
		ess   [][]uint8
		what  string
	}{
		"sector outside":    {cascade.Firms{Sector: []uint32{0, 2}}, ess, "sector"},
		"unknown weight":    {cascade.Firms{Sector: sector, Weight: []float64{1, math.NaN()}}, ess, "weight"},
		"negative weight":   {cascade.Firms{Sector: sector, Weight: []float64{1, -1}}, ess, "weight"},
		"infinite revenue":  {cascade.Firms{Sector: sector, Revenue: []float64{1, math.Inf(1)}}, ess, "revenue"},
		"negative cost":     {cascade.Firms{Sector: sector, MaterialCost: []float64{1, -2}}, ess, "material cost"},
		"essentiality of 3": {cascade.Firms{Sector: sector}, [][]uint8{{0, 0}, {0, 3}}, "essentiality"},
	} {
		_, err := cascade.New(net, c.firms, c.ess, cascade.Options{})
		var at *cascade.ValueError
		if !errors.As(err, &at) || at.What != c.what || at.Index != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, opt := range map[string]cascade.Options{"ε": {Epsilon: -1}, "no ε": {Epsilon: math.NaN()}, "rule": {Rule: 2}, "bound": {MaxIterations: -1}} {
		if _, err := cascade.New(net, cascade.Firms{Sector: sector}, ess, opt); !errors.Is(err, cascade.ErrOption) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, firms := range map[string]cascade.Firms{
		"weights":        {Sector: sector, Weight: []float64{1e308, 1e308}},
		"tiny revenue":   {Sector: sector, Revenue: []float64{5e-324, 1}},
		"tiny purchases": {Sector: sector, MaterialCost: []float64{1, 5e-324}},
	} {
		if _, err := cascade.New(net, firms, [][]uint8{{2, 2}, {1, 0}}, cascade.Options{}); !errors.Is(err, cascade.ErrOverflow) {
			t.Errorf("%s: %v", name, err)
		}
	}
	c := economy{net, cascade.Firms{Sector: sector}, ess}.prepare(t, cascade.Options{})
	if _, err := c.All(context.Background(), []uint32{0}, 0, nil); !errors.Is(err, cascade.ErrOption) {
		t.Errorf("no threads: %v", err)
	}
	for name, s := range map[string]cascade.Scenario{
		"firm not there": cascade.Failure(2), "firm twice": {{0, 1, 1}, {0, 1, 1}}, "more than all": {{0, 1.5, 0}}, "less than nothing": {{0, 0, -1}}, "unknown": {{0, math.NaN(), 0}},
	} {
		var at *cascade.ValueError
		if _, _, err := c.Run(context.Background(), s); !errors.As(err, &at) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := c.Each(context.Background(), []cascade.Scenario{nil, s}, 1, nil); !errors.As(err, &at) {
			t.Errorf("%s side by side: %v", name, err)
		}
	}
}

func TestCancelled(t *testing.T) {
	e := reference(t)
	c := e.prepare(t, cascade.Options{Epsilon: 0.01})
	ctx, cancel := context.WithCancel(context.Background())
	seeds := make([]uint32, e.net.Len())
	for k := range seeds {
		seeds[k] = uint32(k)
	}
	reported := 0
	_, err := c.All(ctx, seeds, 2, func(done, total int) {
		reported++
		if done == 100 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || reported < 100 || reported > 150 {
		t.Errorf("%v after %d reports", err, reported)
	}
	if _, _, err := c.Run(ctx, cascade.Failure(0)); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
