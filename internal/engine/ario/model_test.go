package ario_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"lianzhang/internal/engine/ario"
)

// table makes a balanced table of regions × products; some flows are missing and,
// if dead is set, one industry makes nothing.
func table(seed uint64, regions, products int, dead bool) *ario.Table {
	r := rand.New(rand.NewPCG(seed, 7))
	n := regions * products
	t := &ario.Table{Z: make([]float64, n*n), Y: make([]float64, n), Product: make([]int, n)}
	for i := range n {
		t.Product[i] = i % products
		for f := range n {
			if r.Float64() < 0.5 {
				t.Z[i*n+f] = 1000 * r.Float64()
				if i/products == f/products {
					t.Z[i*n+f] *= 8
				}
			}
		}
	}
	if dead {
		for f := range n {
			t.Z[1*n+f], t.Z[f*n+1] = 0, 0
		}
	}
	for f := range n { // enough demand that every industry adds value
		in := 0.0
		for i := range n {
			in += t.Z[i*n+f]
		}
		out := 0.0
		for j := range n {
			out += t.Z[f*n+j]
		}
		if dead && f == 1 {
			continue
		}
		t.Y[f] = math.Max(0, in-out) + 500*(1+r.Float64())*float64(regions)
	}
	return t
}

func yearlyOutput(t *ario.Table) []float64 {
	n := t.Industries()
	x := append([]float64(nil), t.Y...)
	for i := range n {
		for f := range n {
			x[i] += t.Z[i*n+f]
		}
	}
	return x
}

// scenarios are runs that reach every branch of a step.
func scenarios(t *ario.Table) map[string]struct {
	par    ario.Parameters
	events []ario.Event
} {
	n := t.Industries()
	x := yearlyOutput(t)
	loss := func(share float64, which ...int) []float64 {
		l := make([]float64, n)
		for _, f := range which {
			l[f] = share
		}
		return l
	}
	capital := func(share float64, which ...int) []float64 {
		l := loss(share, which...)
		for f := range l {
			in := 0.0
			for i := range n {
				in += t.Z[i*n+f]
			}
			l[f] *= 4 * math.Max(0, x[f]-in)
		}
		return l
	}
	with := func(change func(p *ario.Parameters)) ario.Parameters {
		p := ario.Defaults()
		change(&p)
		return p
	}
	short := make([]float64, t.Products())
	for p := range short {
		short[p] = 3
	}
	short[0] = math.Inf(1)
	recovery := ario.Event{Occurrence: 3, Duration: 5, Loss: capital(0.3, 0, 2), Curve: ario.Linear, Tau: 30}
	rebuild := ario.Event{Kind: ario.Rebuild, Occurrence: 2, Duration: 3, Loss: capital(0.4, 0, 3), Rebuilders: map[int]float64{0: 0.25, 2: 0.75}, Tau: 20}
	stop := ario.Event{Kind: ario.Arbitrary, Occurrence: 4, Duration: 10, Loss: loss(0.9, 3, 4), Curve: ario.Concave, Tau: 25}
	slight := ario.Event{Kind: ario.Arbitrary, Occurrence: 2, Duration: 4, Loss: loss(4e-6, 0, 3), Curve: ario.Convex, Tau: 3}
	pooled := rebuild
	pooled.Pooled, pooled.Factor = true, 0.9
	type run = struct {
		par    ario.Parameters
		events []ario.Event
	}
	return map[string]run{
		"nothing":       {ario.Defaults(), nil},
		"recovery":      {ario.Defaults(), []ario.Event{recovery}},
		"fixed shares":  {with(func(p *ario.Parameters) { p.Alternative = false }), []ario.Event{recovery, stop}},
		"short stocks":  {with(func(p *ario.Parameters) { p.Inventory, p.Restore = short, 5 }), []ario.Event{recovery, stop}},
		"rebuilding":    {with(func(p *ario.Parameters) { p.Inventory = short }), []ario.Event{rebuild}},
		"two rebuild":   {ario.Defaults(), []ario.Event{rebuild, pooled, recovery}},
		"slight, close": {ario.Defaults(), []ario.Event{slight}},
		"slight, inf":   {with(func(p *ario.Parameters) { p.Inventory = short }), []ario.Event{slight}},
		"thin stocks":   {with(func(p *ario.Parameters) { p.Psi, p.Inventory = 0.05, make([]float64, t.Products()) }), []ario.Event{stop}},
		"as the papers": {with(func(p *ario.Parameters) { p.Paper, p.Inventory = true, short }), []ario.Event{rebuild, stop}},
	}
}

// The fast program gives the numbers of the plain one bit for bit, on one thread
// and on many.
func TestModelIsPlain(t *testing.T) {
	for _, dead := range []bool{false, true} {
		tab := table(1, 4, 6, dead)
		for name, sc := range scenarios(tab) {
			t.Run(fmt.Sprintf("%s, dead %v", name, dead), func(t *testing.T) {
				plain, err := ario.NewPlain(tab, sc.par, sc.events)
				if err != nil {
					t.Fatal(err)
				}
				one, err := ario.NewModel(tab, sc.par, sc.events, 1)
				if err != nil {
					t.Fatal(err)
				}
				many, _ := ario.NewModel(tab, sc.par, sc.events, 5)
				shocked := false
				for step := range 120 {
					plain.Step()
					one.Step()
					many.Step()
					for _, m := range []*ario.Model{one, many} {
						identical(t, step, "production", m.Production, plain.Production)
						identical(t, step, "demand", m.Demand, plain.Demand)
						identical(t, step, "overproduction", m.Alpha, plain.Alpha)
						identical(t, step, "unmet", m.Unmet, plain.Unmet)
						identical(t, step, "stock", m.Stock(), plain.Stock())
					}
					laws(t, step, tab, plain)
					shocked = shocked || math.Abs(plain.Production[0]*365/yearlyOutput(tab)[0]-1) > 0.01
				}
				if quiet := name == "nothing" || strings.HasPrefix(name, "slight"); shocked == quiet {
					t.Errorf("production moved: %v", shocked)
				}
			})
		}
	}
}

func identical(t *testing.T, step int, what string, got, want []float64) {
	t.Helper()
	for f := range want {
		if got[f] != want[f] && !(math.IsNaN(got[f]) && math.IsNaN(want[f])) {
			t.Fatalf("step %d, %s of %d: %v, plain %v", step, what, f, got[f], want[f])
		}
	}
}

// laws hold after every step of every run.
func laws(t *testing.T, step int, tab *ario.Table, m *ario.Plain) {
	t.Helper()
	for f, x := range m.Production {
		if x < 0 || x > m.Capacity[f]*(1+1e-12) || x > m.Demand[f]*(1+1e-12) {
			t.Fatalf("step %d: industry %d makes %v of capacity %v and demand %v", step, f, x, m.Capacity[f], m.Demand[f])
		}
		if m.Alpha[f] < 1 || m.Alpha[f] > 1.25 {
			t.Fatalf("step %d: overproduction %v", step, m.Alpha[f])
		}
	}
	for c, s := range m.Stock() {
		if !(s >= 0) {
			t.Fatalf("step %d: stock %d is %v", step, c, s)
		}
	}
}

// Without an event everything stays where it started.
func TestNothingHappens(t *testing.T) {
	tab := table(3, 3, 5, true)
	x := yearlyOutput(tab)
	for _, alternative := range []bool{false, true} {
		par := ario.Defaults()
		par.Alternative = alternative
		m, err := ario.NewModel(tab, par, nil, 2)
		if err != nil {
			t.Fatal(err)
		}
		first := append([]float64(nil), m.Stock()...)
		for step := range 400 {
			m.Step()
			for f, want := range x {
				if math.Abs(m.Production[f]*365-want) > 1e-12*want || m.Alpha[f] != 1 || math.Abs(m.Unmet[f]) > 1e-12*want {
					t.Fatalf("step %d: industry %d makes %v of %v", step, f, m.Production[f]*365, want)
				}
			}
			for c, want := range first {
				if math.Abs(m.Stock()[c]-want) > 1e-12*want {
					t.Fatalf("step %d: stock %d is %v of %v", step, c, m.Stock()[c], want)
				}
			}
		}
	}
}

// All that is made is delivered: to industries, to final demand, to rebuilding.
func TestDeliveredIsMade(t *testing.T) {
	tab := table(5, 3, 4, false)
	n := tab.Industries()
	sc := scenarios(tab)["short stocks"]
	m, err := ario.NewPlain(tab, sc.par, sc.events)
	if err != nil {
		t.Fatal(err)
	}
	for step := range 60 {
		orders := append([]float64(nil), m.Orders()...)
		m.Step()
		for i := range n {
			delivered := tab.Y[i]/365 - m.Unmet[i]
			for f := range n {
				delivered += orders[i*n+f] * m.Production[i] / m.Demand[i]
			}
			if math.Abs(delivered-m.Production[i]) > 1e-12*m.Production[i] {
				t.Fatalf("step %d: %d made %v and delivered %v", step, i, m.Production[i], delivered)
			}
		}
	}
}
