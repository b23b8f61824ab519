package inventory_test

import (
	"context"
	"fmt"
	"runtime"
	"testing"

	"lianzhang/internal/engine/inventory"
	"lianzhang/internal/engine/network"
)

// One day, with one firm in a hundred damaged, once the failure has spread.
func BenchmarkDay(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		e := network.Sample(n, 42)
		for rationing := range inventory.LowestOrderFirst + 1 {
			b.Run(fmt.Sprintf("%d/rationing%d", n, rationing), func(b *testing.B) {
				o := inventory.Defaults
				o.Rationing, o.Threads = rationing, runtime.GOMAXPROCS(0)
				m, err := inventory.New(e.Net, inventory.Firms{Sector: e.Sector, FinalDemand: e.FinalDemand}, o)
				if err != nil {
					b.Fatal(err)
				}
				var damages []inventory.Damage
				for i := 0; i < n; i += 100 {
					damages = append(damages, inventory.Damage{Firm: uint32(i), Loss: 1})
				}
				b.ResetTimer()
				if err := m.Run(context.Background(), damages, 20+b.N, func(d inventory.Day) bool {
					if d.Day == 19 {
						b.ResetTimer()
					}
					return true
				}); err != nil {
					b.Fatal(err)
				}
			})
		}
	}
}
