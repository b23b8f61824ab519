package diagnosis_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"lianzhang/internal/diagnosis"
	"lianzhang/internal/region"
)

// large is a nation of 31 provinces with 11 cities each, a chain of 500 nodes
// and 120,000 placements.
func large() diagnosis.Input {
	r := rand.New(rand.NewPCG(1, 2))
	in := diagnosis.Input{Chain: "large", Template: "1", Version: 1, Batch: "2026-03-01", Scope: diagnosis.InPlace, Library: map[region.Code]diagnosis.Total{}}
	for k := range 500 {
		in.Nodes = append(in.Nodes, diagnosis.Node{ID: fmt.Sprintf("n%03d", k), Stage: []string{"upstream", "midstream", "downstream"}[k*3/500]})
		for range 3 {
			if k > 0 {
				in.Into = append(in.Into, [2]int32{int32(r.IntN(k)), int32(k)})
			}
		}
	}
	var cities []region.Code
	for p := range 31 {
		for c := range 11 {
			cities = append(cities, region.Code(fmt.Sprintf("%02d%02d00", 11+p, c+1)))
			in.Library[cities[len(cities)-1]] = diagnosis.Total{Firms: 1500, Amount: 1500 * yi}
		}
	}
	for i := range 120_000 {
		place := cities[int(float64(len(cities))*r.Float64()*r.Float64())]
		amount := int64(r.ExpFloat64() * yi)
		in.Firms = append(in.Firms, diagnosis.Firm{PID: fmt.Sprintf("F%06d", i), Name: "企业", Region: place, Revenue: amount, ValueAdded: diagnosis.Unknown, Listed: i%97 == 0})
		in.Sites = append(in.Sites, diagnosis.Site{Node: int32(r.IntN(500)), Firm: int32(i), Region: place, Amount: amount,
			Sure: 0.6 + 0.4*r.Float64(), Grade: diagnosis.Grade(r.IntN(4)), PID: fmt.Sprintf("A%06d", i)})
	}
	return in
}

// One city, with 1,000 draws for each of 500 nodes.
func BenchmarkCity(b *testing.B) {
	board := diagnosis.Prepare(diagnosis.NewPicture(large()), published(b))
	for b.Loop() {
		board.Diagnose("110100", diagnosis.Options{Named: 20})
	}
}

// The whole nation at once.
func BenchmarkNation(b *testing.B) {
	board := diagnosis.Prepare(diagnosis.NewPicture(large()), published(b))
	for b.Loop() {
		board.Diagnose(region.Nation, diagnosis.Options{Named: 20})
	}
}

// All provinces one after the other, and what has to be built before.
func BenchmarkProvinces(b *testing.B) {
	in, set := large(), published(b)
	for b.Loop() {
		board := diagnosis.Prepare(diagnosis.NewPicture(in), set)
		for _, place := range board.Places(region.LevelProvince) {
			board.Diagnose(place, diagnosis.Options{Named: 20})
		}
	}
}
