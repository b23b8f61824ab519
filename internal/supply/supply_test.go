package supply_test

import (
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"lianzhang/catalog"
	"lianzhang/internal/engine/network"
	"lianzhang/internal/supply"
)

func rules(t testing.TB) *supply.Rules {
	t.Helper()
	r, err := supply.LoadRules(catalog.FS, "essentiality")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// table has batteries (087) that go into cars (079), and banks (130) that serve
// both: of the input of cars 20 % are batteries, a fifth of them imported.
func table() supply.Table {
	return supply.Table{
		Source:  "made up",
		Sectors: []supply.Sector{{Code: "079", Intermediate: 0.5}, {Code: "087", Intermediate: 0.4, Imported: 0.2}, {Code: "130", Intermediate: 0.3}},
		Share:   [][]float64{{0, 0, 0}, {20, 0, 0.4}, {2, 2, 0}},
	}
}

const (
	cars      = "C3611"
	batteries = "C3841"
)

// plant is a car maker of 10 million yuan that buys batteries from a maker on
// record without amount and from another for 300,000 yuan.
func plant() *supply.Records {
	return &supply.Records{
		Version: 1,
		Firms: []supply.Firm{
			{PID: "F-car", Industry: cars, Size: 10_000_000_00},
			{PID: "F-a", Industry: batteries, Size: 2_000_000_00},
			{PID: "F-b", Industry: batteries, Size: supply.Unknown},
			{PID: "F-?", Size: supply.Unknown},
		},
		Trades: []supply.Trade{
			{PID: "L1", Supplier: 1, Buyer: 0, Amount: 300_000_00},
			{PID: "L2", Supplier: 2, Buyer: 0, Amount: supply.Unknown},
			{PID: "L3", Supplier: 3, Buyer: 0, Amount: supply.Unknown},
			{PID: "L4", Supplier: 1, Buyer: 1, Amount: 5_00},
		},
		Table: table(),
	}
}

func bought(net *network.Network, buyer, supplier uint32) float64 {
	suppliers, w := net.In().Row(buyer)
	for i, s := range suppliers {
		if s == supplier {
			return w[i]
		}
	}
	return 0
}

// The worked example of docs/methods/supply-network.md: the car maker takes
// inputs for 5 million, batteries for 1 million of it. 300,000 are on record;
// the other 700,000 are two parts, one for the battery maker named without an
// amount, one for nobody known, of which a fifth comes from abroad.
func TestWorkedExample(t *testing.T) {
	p, err := supply.NewPicture(plant(), rules(t))
	if err != nil {
		t.Fatal(err)
	}
	net, err := p.Plain()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		supplier uint32
		want     float64
	}{
		"stated":                   {1, 300_000},
		"named without an amount":  {2, 350_000},
		"abroad":                   {p.Abroad(1), 70_000},
		"elsewhere":                {p.Elsewhere(1), 280_000},
		"of a sector nobody knows": {3, 0},
		"banks":                    {p.Elsewhere(2), 100_000},
	} {
		if got := bought(net, 0, c.supplier); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	c := p.Coverage
	if c.Stated != 1 || c.Estimated != 1 || c.Unsized != 1 || c.Repaired != 1 || c.Sized != 2 || c.Sectored != 3 {
		t.Errorf("coverage %+v", c)
	}
	// banks: 2 % of 5 million and of 0.8 million; batteries 1 million: 0.3 of 1.116 million are on record
	if want := 0.3 / 1.116; math.Abs(c.Known-want) > 1e-9 {
		t.Errorf("known %v, want %v", c.Known, want)
	}
}

func TestImportance(t *testing.T) {
	tab := table()
	ess := rules(t).Importance(&tab)
	for name, c := range map[string]struct{ supplier, buyer, want int }{
		"a good in quantity":      {1, 0, 2},
		"a service in quantity":   {2, 0, 1},
		"a good in small parts":   {1, 2, 1},
		"nothing worth naming":    {0, 1, 0},
		"sector of supplier open": {3, 0, 1},
		"sector of buyer open":    {1, 3, 1},
	} {
		if got := ess[c.supplier][c.buyer]; int(got) != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

// A drawn network has every purchase of the plain one, to the yuan, by buyer and sector.
func TestDrawsKeepTheBooks(t *testing.T) {
	set := rules(t)
	rapid.Check(t, func(t *rapid.T) {
		in := &supply.Records{Table: table()}
		classes := []string{cars, batteries, "J6620", ""}
		n := rapid.IntRange(1, 10).Draw(t, "firms")
		for i := range n {
			size := supply.Unknown
			if rapid.Bool().Draw(t, "sized") {
				size = int64(rapid.IntRange(1, 1_000_000).Draw(t, "size")) * 100
			}
			in.Firms = append(in.Firms, supply.Firm{PID: string(rune('a' + i)), Industry: rapid.SampledFrom(classes).Draw(t, "class"), Size: size})
		}
		for range rapid.IntRange(0, 15).Draw(t, "trades") {
			amount := supply.Unknown
			if rapid.Bool().Draw(t, "stated") {
				amount = int64(rapid.IntRange(1, 100_000).Draw(t, "amount")) * 100
			}
			in.Trades = append(in.Trades, supply.Trade{Supplier: uint32(rapid.IntRange(0, n-1).Draw(t, "s")), Buyer: uint32(rapid.IntRange(0, n-1).Draw(t, "b")), Amount: amount})
		}
		p, err := supply.NewPicture(in, set)
		if err != nil {
			t.Fatal(err)
		}
		plain, err := p.Plain()
		if err != nil {
			t.Fatal(err)
		}
		drawn, err := p.Draw(5, rapid.IntRange(0, 9).Draw(t, "draw"))
		if err != nil {
			t.Fatal(err)
		}
		books := func(net *network.Network) map[[2]int]float64 {
			sums := map[[2]int]float64{}
			for b := range uint32(net.Len()) {
				suppliers, w := net.In().Row(b)
				for i, s := range suppliers {
					sums[[2]int{int(b), p.Sector[s]}] += w[i]
				}
			}
			return sums
		}
		a, b := books(plain), books(drawn)
		for at, want := range a {
			if math.Abs(b[at]-want) > 1e-6*want {
				t.Fatalf("buyer %d, sector %d: %v in the draw, %v in the plain network", at[0], at[1], b[at], want)
			}
		}
		if len(a) != len(b) {
			t.Fatalf("%d and %d purchases", len(a), len(b))
		}
	})
}

// Without a table nothing is assumed, and relations without an amount are left out and counted.
func TestWithoutTable(t *testing.T) {
	in := plant()
	in.Table = supply.Table{}
	p, err := supply.NewPicture(in, rules(t))
	if err != nil {
		t.Fatal(err)
	}
	net, err := p.Plain()
	if err != nil {
		t.Fatal(err)
	}
	if net.Links() != 1 || p.Coverage.Unsized != 2 || p.Coverage.HasTable || p.Coverage.Known != 0 {
		t.Errorf("%d links, %+v", net.Links(), p.Coverage)
	}
	if _, err := supply.NewPicture(&supply.Records{}, rules(t)); err != nil {
		t.Errorf("no firms: %v", err)
	}
}

func TestRulesRefused(t *testing.T) {
	good := `version: a
dated: "2026-01-01"
goods: {from: "001", until: "102"}
essential: 1
negligible: 0.5
sellers: 2
draws: {number: 1, seed: 1, level: 0.9}
`
	for name, text := range map[string]string{
		"unknown word":         good + "esential: 1\n",
		"no day":               strings.Replace(good, "dated", "# dated", 1),
		"negligible above all": strings.Replace(good, "negligible: 0.5", "negligible: 2", 1),
		"nobody is drawn":      strings.Replace(good, "sellers: 2", "sellers: 0", 1),
	} {
		if _, err := supply.LoadRules(fstest.MapFS{"x/a.yaml": {Data: []byte(text)}}, "x"); err == nil {
			t.Errorf("%s passed", name)
		}
	}
	if _, err := supply.LoadRules(fstest.MapFS{"x/a.yaml": {Data: []byte(good)}}, "x"); err != nil {
		t.Error(err)
	}
}
