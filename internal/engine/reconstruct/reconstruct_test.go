package reconstruct_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/engine/network"
	"lianzhang/internal/engine/reconstruct"
)

// steel: firms 0 and 1 sell steel (sector 0), 30 and 10 a year more than is on
// record; firm 2 makes cars (sector 1) and buys 8 of steel from nobody knows whom.
func steel(t testing.TB, elsewhere float64) *reconstruct.Problem {
	t.Helper()
	p := &reconstruct.Problem{
		Sector: []int{0, 0, 1}, Capacity: []float64{30, 10, 0}, Elsewhere: []float64{elsewhere, 0},
		Gaps: []reconstruct.Gap{{Buyer: 2, Sector: 0, Amount: 8}}, Sellers: 2,
	}
	if err := p.Prepare(); err != nil {
		t.Fatal(err)
	}
	return p
}

// The worked example of docs/methods/reconstruction.md.
func TestWorkedExample(t *testing.T) {
	p := steel(t, 0)
	if a, b := p.Expected(0, p.Gaps[0]), p.Expected(1, p.Gaps[0]); a != 6 || b != 2 {
		t.Errorf("expected %v and %v, want 6 and 2", a, b)
	}
	p = steel(t, 40)
	if a, b := p.Expected(0, p.Gaps[0]), p.Expected(1, p.Gaps[0]); a != 3 || b != 1 {
		t.Errorf("half comes from elsewhere: %v and %v, want 3 and 1", a, b)
	}
	const draws = 4000
	sold := [3]float64{}
	for d := range draws {
		for _, l := range p.Draw(7, d) {
			at := l.Supplier
			if at == 3 { // elsewhere, sector 0
				at = 2
			}
			sold[at] += l.Weight / draws
		}
	}
	for i, want := range []float64{3, 1, 4} {
		if math.Abs(sold[i]-want) > 0.15 {
			t.Errorf("seller %d: mean sale %v over %d draws, want %v", i, sold[i], draws, want)
		}
	}
}

func problem(t *rapid.T) *reconstruct.Problem {
	n, m := rapid.IntRange(1, 12).Draw(t, "firms"), rapid.IntRange(1, 4).Draw(t, "sectors")
	p := &reconstruct.Problem{Sellers: rapid.IntRange(1, 4).Draw(t, "sellers")}
	for range n {
		p.Sector = append(p.Sector, rapid.IntRange(0, m-1).Draw(t, "sector"))
		p.Capacity = append(p.Capacity, float64(rapid.IntRange(0, 50).Draw(t, "capacity")))
	}
	for range m {
		p.Elsewhere = append(p.Elsewhere, float64(rapid.IntRange(0, 50).Draw(t, "elsewhere")))
	}
	for range rapid.IntRange(0, 20).Draw(t, "gaps") {
		p.Gaps = append(p.Gaps, reconstruct.Gap{
			Buyer: uint32(rapid.IntRange(0, n-1).Draw(t, "buyer")), Sector: rapid.IntRange(0, m-1).Draw(t, "of"),
			Amount: float64(rapid.IntRange(0, 30).Draw(t, "amount")),
		})
	}
	if err := p.Prepare(); err != nil {
		t.Fatal(err)
	}
	return p
}

// Every gap is filled to the full by its own sector and never by the buyer; the
// same seed and number give the same links.
func TestDrawsFillTheGaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := problem(t)
		d := rapid.IntRange(0, 5).Draw(t, "draw")
		links := p.Draw(3, d)
		if !slices.Equal(links, p.Draw(3, d)) {
			t.Fatal("the same draw differs")
		}
		type key struct {
			buyer  uint32
			sector int
		}
		left := map[key]float64{}
		for _, g := range p.Gaps {
			left[key{g.Buyer, g.Sector}] += g.Amount
		}
		n := len(p.Sector)
		for _, l := range links {
			if l.Supplier == l.Buyer || !(l.Weight > 0) {
				t.Fatalf("link %+v", l)
			}
			k := int(l.Supplier) - n
			if k < 0 {
				k = p.Sector[l.Supplier]
				if p.Capacity[l.Supplier] == 0 {
					t.Fatalf("firm %d has nothing to sell", l.Supplier)
				}
			}
			left[key{l.Buyer, k}] -= l.Weight
		}
		for at, rest := range left {
			if math.Abs(rest) > 1e-9 {
				t.Fatalf("gap %+v: %v left", at, rest)
			}
		}
		if _, _, err := network.Build(n+len(p.Elsewhere), links); err != nil {
			t.Fatal(err)
		}
	})
}

// Nobody is expected to sell more than they can, and a gap is expected whole.
func TestExpectedKeepsTheMargins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := problem(t)
		sold := make([]float64, len(p.Sector))
		for _, g := range p.Gaps {
			sum := 0.0
			for f := range uint32(len(p.Sector)) {
				x := p.Expected(f, g)
				sold[f] += x
				sum += x
			}
			if sum > g.Amount+1e-9 {
				t.Fatalf("gap of %v expected to get %v", g.Amount, sum)
			}
		}
		own := false // leaving out the buyer itself moves its part to the others
		for _, g := range p.Gaps {
			own = own || p.Sector[g.Buyer] == g.Sector
		}
		for f, s := range sold {
			if !own && s > p.Capacity[f]+1e-9 {
				t.Fatalf("firm %d expected to sell %v of %v", f, s, p.Capacity[f])
			}
		}
	})
}

// One more gap moves no draw of the others.
func TestDrawsOfOtherGapsStay(t *testing.T) {
	p, q := steel(t, 40), steel(t, 40)
	q.Gaps = append([]reconstruct.Gap{{Buyer: 2, Sector: 1, Amount: 0}}, q.Gaps...)
	if err := q.Prepare(); err != nil {
		t.Fatal(err)
	}
	for d := range 20 {
		if !slices.Equal(p.Draw(1, d), q.Draw(1, d)) {
			t.Fatalf("draw %d moved", d)
		}
	}
}

func TestBandOf(t *testing.T) {
	values := []float64{5, 1, 4, 2, 3}
	b, ok := reconstruct.BandOf(values, 0.5)
	if !ok || b != (reconstruct.Band{Low: 2, Middle: 3, High: 4, Level: 0.5}) || b.Width() != 2 {
		t.Errorf("%+v %v", b, ok)
	}
	if _, ok := reconstruct.BandOf(nil, 0.9); ok {
		t.Error("a band of nothing")
	}
	if !slices.Equal(values, []float64{5, 1, 4, 2, 3}) {
		t.Error("the values were moved")
	}
}

// The figure hangs on whom firm 2 buys from; the fact that says so is found, and
// the gap that does not matter is not.
func TestNarrowFindsTheFactThatMatters(t *testing.T) {
	p := &reconstruct.Problem{
		Sector: []int{0, 0, 1, 1}, Capacity: []float64{10, 10, 0, 0}, Elsewhere: []float64{0, 0},
		Gaps: []reconstruct.Gap{{Buyer: 3, Sector: 0, Amount: 9}, {Buyer: 2, Sector: 0, Amount: 8}}, Sellers: 1,
	}
	if err := p.Prepare(); err != nil {
		t.Fatal(err)
	}
	figures := make([]float64, 80)
	for d := range figures {
		for _, l := range p.Draw(11, d) {
			if l.Buyer == 2 && l.Supplier == 0 {
				figures[d] = 1 // firm 0 fails and firm 2 with it
			}
		}
	}
	facts, whole := p.Narrow(11, figures, []bool{true, false, false, false}, 3, 100)
	if !whole || len(facts) != 1 || facts[0].Gap != 1 || math.Abs(facts[0].Explains-1) > 1e-9 {
		t.Errorf("%+v %v", facts, whole)
	}
	if _, whole := p.Narrow(11, figures, []bool{true, false, false, false}, 3, 1); whole {
		t.Error("one gap of two looked at, called whole")
	}
}

func TestDegenerate(t *testing.T) {
	empty := &reconstruct.Problem{Sellers: 1}
	if err := empty.Prepare(); err != nil || len(empty.Draw(1, 0)) != 0 {
		t.Errorf("nothing: %v", err)
	}
	alone := &reconstruct.Problem{Sector: []int{0}, Capacity: []float64{5}, Elsewhere: []float64{0}, Gaps: []reconstruct.Gap{{0, 0, 3}}, Sellers: 1}
	if err := alone.Prepare(); err != nil {
		t.Fatal(err)
	}
	for d := range 10 {
		if l := alone.Draw(1, d); len(l) != 1 || l[0].Supplier != 1 {
			t.Fatalf("the only seller is the buyer, so all comes from elsewhere: %+v", l)
		}
	}
	for name, bad := range map[string]*reconstruct.Problem{
		"not a number":    {Sector: []int{0}, Capacity: []float64{math.NaN()}, Elsewhere: []float64{0}, Sellers: 1},
		"no such sector":  {Sector: []int{1}, Capacity: []float64{1}, Elsewhere: []float64{0}, Sellers: 1},
		"nobody is drawn": {Sector: []int{0}, Capacity: []float64{1}, Elsewhere: []float64{0}},
		"negative gap":    {Sector: []int{0}, Capacity: []float64{1}, Elsewhere: []float64{0}, Gaps: []reconstruct.Gap{{0, 0, -1}}, Sellers: 1},
	} {
		if err := bad.Prepare(); err == nil {
			t.Errorf("%s passed", name)
		}
	}
}
