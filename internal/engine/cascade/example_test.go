package cascade_test

import (
	"context"
	"fmt"
	"log"

	"lianzhang/internal/engine/cascade"
	"lianzhang/internal/engine/network"
)

// The worked example of docs/methods/esri.md: two mines A and B, a power plant C,
// a steelworks D and a trader E.
func Example() {
	net, _, err := network.Build(5, []network.Link{
		{Supplier: 0, Buyer: 3, Weight: 40}, {Supplier: 1, Buyer: 3, Weight: 60}, {Supplier: 1, Buyer: 4, Weight: 20},
		{Supplier: 2, Buyer: 3, Weight: 100}, {Supplier: 3, Buyer: 4, Weight: 180},
	})
	if err != nil {
		log.Fatal(err)
	}
	firms := cascade.Firms{Sector: []uint32{0, 0, 1, 2, 3}} // ore, power, steel, trade
	ess := [][]uint8{
		{0, 0, cascade.Essential, cascade.Negligible}, // ore
		{0, 0, cascade.NonEssential, 0},               // power
		{0, 0, 0, cascade.NonEssential},               // steel
		{0, 0, 0, 0},                                  // trade
	}
	c, err := cascade.New(net, firms, ess, cascade.Options{Epsilon: 0.01})
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	index, losses, err := c.Run(ctx, cascade.Failure(0))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("A fails: %.2f down %.2f up %.2f after %d updates, D loses %.2f, E %.2f\n",
		index.Total, index.Down, index.Up, index.Iterations, losses.Down[3], losses.Down[4])
	index, losses, err = c.Run(ctx, cascade.Scenario{{Firm: 4, Up: 0.3}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("E orders 30 %% less: %.2f down %.2f up %.2f, B loses %.2f\n", index.Total, index.Down, index.Up, losses.Up[1])
	all, err := c.All(ctx, []uint32{0, 1, 2, 3, 4}, 2, nil)
	if err != nil {
		log.Fatal(err)
	}
	for f, index := range all {
		fmt.Printf("%c %.3f\n", 'A'+f, index.Total)
	}
	// Output:
	// A fails: 0.19 down 0.19 up 0.10 after 3 updates, D loses 0.20, E 0.18
	// E orders 30 % less: 0.30 down 0.00 up 0.30, B loses 0.30
	// A 0.190
	// B 0.470
	// C 0.475
	// D 0.950
	// E 1.000
}
