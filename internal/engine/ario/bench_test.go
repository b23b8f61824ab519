package ario_test

import (
	"fmt"
	"math"
	"testing"

	"lianzhang/internal/engine/ario"
)

// A step of a table of 40 regions × 60 products of which half the flows are there,
// while half of one region's capacity is lost.
func BenchmarkStep2400(b *testing.B) {
	tab := table(11, 40, 60, false)
	loss := make([]float64, tab.Industries())
	for f := range 60 {
		loss[f] = 0.5
	}
	event := ario.Event{Kind: ario.Arbitrary, Occurrence: 1, Duration: math.MaxInt32, Loss: loss, Tau: 30}
	for _, alternative := range []bool{true, false} {
		for _, threads := range []int{1, 2} {
			b.Run(fmt.Sprintf("alternative=%v/threads=%d", alternative, threads), func(b *testing.B) {
				par := ario.Defaults()
				par.Alternative = alternative
				m, err := ario.NewModel(tab, par, []ario.Event{event}, threads)
				if err != nil {
					b.Fatal(err)
				}
				for b.Loop() {
					m.Step()
				}
			})
		}
	}
}
