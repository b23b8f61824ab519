package cascade_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/cascade"
	"lianzhang/internal/engine/network"
)

// anyEconomy draws up to 40 firms in up to 5 sectors whose links are larger than least.
func anyEconomy(t *rapid.T, least float64) economy {
	n := rapid.IntRange(1, 40).Draw(t, "firms")
	m := rapid.IntRange(1, 5).Draw(t, "sectors")
	firm := rapid.Uint32Range(0, uint32(n-1))
	links := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) network.Link {
		return network.Link{Supplier: firm.Draw(t, "s"), Buyer: firm.Draw(t, "b"), Weight: least + float64(rapid.IntRange(1, 50).Draw(t, "w"))/4}
	}), 0, 4*n).Draw(t, "links")
	e := economy{firms: cascade.Firms{Sector: rapid.SliceOfN(rapid.Uint32Range(0, uint32(m-1)), n, n).Draw(t, "sector")}}
	e.ess = rapid.SliceOfN(rapid.SliceOfN(rapid.Uint8Range(0, 2), m, m), m, m).Draw(t, "ess")
	net, _, err := network.Build(n, links)
	if err != nil {
		t.Fatal(err)
	}
	e.net = net
	if rapid.Bool().Draw(t, "more columns") {
		value := rapid.SampledFrom([]float64{0, math.NaN(), 1, 3, 20, 400})
		e.firms.Revenue = rapid.SliceOfN(value, n, n).Draw(t, "revenue")
		e.firms.MaterialCost = rapid.SliceOfN(value, n, n).Draw(t, "cost")
		e.firms.Weight = rapid.SliceOfN(rapid.Float64Range(0, 10), n, n).Draw(t, "weight")
		e.firms.Market = rapid.SliceOfN(rapid.Uint32Range(3, 5), n, n).Draw(t, "market")
	}
	return e
}

func anyOptions(t *rapid.T) cascade.Options {
	return cascade.Options{
		Epsilon:       rapid.SampledFrom([]float64{0.01, 0.1, 1e-6}).Draw(t, "epsilon"),
		Rule:          rapid.SampledFrom([]cascade.StopRule{cascade.StopOnLoss, cascade.StopOnIndex}).Draw(t, "rule"),
		NoReplacement: rapid.Bool().Draw(t, "no replacement"),
		MaxIterations: rapid.SampledFrom([]int{0, 0, 3}).Draw(t, "at most"),
	}
}

func anyScenario(t *rapid.T, n int) cascade.Scenario {
	shocked := rapid.SliceOfNDistinct(rapid.Uint32Range(0, uint32(n-1)), 0, n, rapid.ID).Draw(t, "shocked")
	share := rapid.SampledFrom([]float64{0, 0.01, 0.3, 1})
	var s cascade.Scenario
	for _, f := range shocked {
		s = append(s, cascade.Shock{Firm: f, Down: share.Draw(t, "down"), Up: share.Draw(t, "up")})
	}
	return s
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12 || (math.IsNaN(a) && math.IsNaN(b)) }

// All ways of following a scenario lead to the same end.
func TestEveryWayAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, opt := anyEconomy(t, 0), anyOptions(t)
		c, err := cascade.New(e.net, e.firms, e.ess, opt)
		if err != nil {
			t.Fatal(err)
		}
		scenarios := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) cascade.Scenario { return anyScenario(t, e.net.Len()) }), 1, 20).Draw(t, "scenarios")
		one, err := c.Each(context.Background(), scenarios, 1, nil)
		if err != nil {
			t.Fatal(err)
		}
		three, err := c.Each(context.Background(), scenarios, 3, nil)
		if err != nil {
			t.Fatal(err)
		}
		for k, kernel := range cascade.Kernels() {
			wide, err := c.WithKernel(k).AllWide().Each(context.Background(), scenarios, 1, nil)
			if err != nil {
				t.Fatal(err)
			}
			for k := range wide {
				if !same(wide[k], one[k]) {
					t.Fatalf("scenario %d: %+v, on kernel %s %+v", k, one[k], kernel, wide[k])
				}
			}
		}
		singlePrecision(t, e, opt, scenarios, one)
		var in []int
		if err := c.Follow(context.Background(), scenarios, 3, func(k int, index cascade.Index, _ cascade.Losses) error {
			in = append(in, k)
			if !same(index, one[k]) {
				t.Fatalf("scenario %d: followed %+v, side by side %+v", k, index, one[k])
			}
			return nil
		}); err != nil || len(in) != len(scenarios) || !slices.IsSorted(in) {
			t.Fatalf("%v, in the order %v", err, in)
		}
		for k, s := range scenarios {
			run, losses, err := c.Run(context.Background(), s)
			if err != nil {
				t.Fatal(err)
			}
			if !same(run, one[k]) || !same(run, three[k]) {
				t.Fatalf("scenario %d: alone %+v, side by side %+v, on three threads %+v", k, run, one[k], three[k])
			}
			want, plain, err := cascade.Plain(e.net, e.firms, e.ess, opt, s)
			if err != nil {
				t.Fatal(err)
			}
			if !near(run.Total, want.Total) || !near(run.Down, want.Down) || !near(run.Up, want.Up) || run.Iterations != want.Iterations || run.GaveUp != want.GaveUp {
				t.Fatalf("scenario %d: %+v, plain %+v", k, run, want)
			}
			for i := range plain.Down {
				if !near(losses.Down[i], plain.Down[i]) || !near(losses.Up[i], plain.Up[i]) {
					t.Fatalf("scenario %d, firm %d: %v %v, plain %v %v", k, i, losses.Down[i], losses.Up[i], plain.Down[i], plain.Up[i])
				}
			}
		}
	})
}

// In a network of several chunks of rows, all kernels and regimes agree too.
func TestKernelsAgreeOnManyFirms(t *testing.T) {
	e := sample(10_000)
	seeds := spreadSeeds(e.net.Len(), 24)
	c := e.prepare(t, cascade.Options{Epsilon: 0.01})
	for k, kernel := range cascade.Kernels() {
		all, err := c.WithKernel(k).All(context.Background(), seeds, 2, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range seeds {
			alone, _, err := c.Run(context.Background(), cascade.Failure(f))
			if err != nil || !same(alone, all[i]) {
				t.Fatalf("firm %d: alone %+v, on kernel %s %+v, %v", f, alone, kernel, all[i], err)
			}
		}
	}
}

// same compares bit for bit.
func same(a, b cascade.Index) bool {
	return math.Float64bits(a.Total) == math.Float64bits(b.Total) && math.Float64bits(a.Down) == math.Float64bits(b.Down) &&
		math.Float64bits(a.Up) == math.Float64bits(b.Up) && a.Iterations == b.Iterations && a.GaveUp == b.GaveUp
}

// singlePrecision follows scenarios in float32: all kernels agree bit for bit, and
// come close to double precision unless that stops at another update.
func singlePrecision(t *rapid.T, e economy, opt cascade.Options, scenarios []cascade.Scenario, double []cascade.Index) {
	opt.SinglePrecision = true
	c, err := cascade.New(e.net, e.firms, e.ess, opt)
	if err != nil {
		t.Fatal(err)
	}
	var plain []cascade.Index
	for k, kernel := range cascade.Kernels() {
		all, err := c.WithKernel(k).AllWide().Each(context.Background(), scenarios, 1+k, nil)
		if err != nil {
			t.Fatal(err)
		}
		if k == 0 {
			plain = all
		}
		for k, index := range all {
			if !same(index, plain[k]) {
				t.Fatalf("scenario %d: %+v, on kernel %s %+v", k, plain[k], kernel, index)
			}
			if d := double[k]; index.Iterations == d.Iterations && (math.Abs(index.Total-d.Total) > 1e-5 || math.Abs(index.Down-d.Down) > 1e-5 || math.Abs(index.Up-d.Up) > 1e-5) {
				t.Fatalf("scenario %d: %+v, in single precision %+v", k, d, index)
			}
		}
	}
}
