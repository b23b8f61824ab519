package cascade

import (
	"cmp"
	"math"
	"slices"

	"lianzhang/internal/engine/network"
)

// input is one link of a buyer on its way into a slot.
type input struct {
	slot     uint32 // the supplying sector for essential inputs, after all sectors for others
	supplier uint32
	weight   float64
}

// bySlot orders by slot, then by supplier.
func bySlot(a, b input) int {
	return cmp.Compare(uint64(a.slot)<<32|uint64(a.supplier), uint64(b.slot)<<32|uint64(b.supplier))
}

// fixDown sorts the links of every buyer into slots and fixes Λd.
func (c *Coefficients) fixDown(net *network.Network, firms Firms, ess [][]uint8) {
	n := net.Len()
	c.slotPtr, c.linkPtr, c.negPtr = make([]uint32, 1, n+1), make([]uint32, 0, net.Links()/2+1), make([]uint32, 1, n+1)
	c.supplier, c.down = make([]uint32, 0, net.Links()), make([]float64, 0, net.Links())
	var row []input
	bySector, needs := make([]float64, c.sectors), make([]uint8, c.sectors)
	for j, buyer := range c.firm {
		if j == 0 || c.sector[j] != c.sector[j-1] {
			for k := range needs {
				needs[k] = ess[k][c.sector[j]]
			}
		}
		row = row[:0]
		suppliers, weights := net.In().Row(buyer)
		for e, i := range suppliers {
			r := c.rank[i]
			k, slot := c.sector[r], uint32(c.sectors)
			switch needs[k] {
			case Negligible:
				c.negligible = append(c.negligible, r)
				continue
			case Essential:
				slot = k
				bySector[k] += weights[e]
			}
			row = append(row, input{slot, r, weights[e]})
		}
		slices.SortFunc(row, bySlot)
		c.addBuyer(row, bySector, c.purchases[j], c.costFactor(firms, buyer, c.purchases[j]))
	}
	c.linkPtr = append(c.linkPtr, uint32(len(c.supplier)))
	c.notes.NegligibleLinks = len(c.negligible)
}

// addBuyer appends the slots of one buyer; bySector has the sums of its
// essential inputs and is cleared.
func (c *Coefficients) addBuyer(row []input, bySector []float64, purchases, factor float64) {
	for e, in := range row {
		if e == 0 || in.slot != row[e-1].slot {
			c.linkPtr = append(c.linkPtr, uint32(len(c.supplier)))
		}
		whole := purchases
		if int(in.slot) < c.sectors {
			whole = bySector[in.slot]
		}
		c.supplier = append(c.supplier, in.supplier)
		c.down = append(c.down, float64(in.weight/whole)*factor)
	}
	for _, in := range row {
		if int(in.slot) < c.sectors {
			bySector[in.slot] = 0
		}
	}
	c.slotPtr = append(c.slotPtr, uint32(len(c.linkPtr)))
	c.negPtr = append(c.negPtr, uint32(len(c.negligible)))
}

// costFactor returns c/m, by which the links of a buyer are weakened.
func (c *Coefficients) costFactor(firms Firms, buyer uint32, purchases float64) float64 {
	if firms.MaterialCost == nil || purchases == 0 {
		return 1
	}
	switch m := firms.MaterialCost[buyer]; {
	case math.IsNaN(m):
		c.notes.UnknownCosts++
		return 1
	case m == 0:
		c.notes.NoCosts++
		return purchases
	default:
		if m < purchases {
			c.notes.CostsBelowPurchases++
		}
		return purchases / m
	}
}

// fixUp renumbers the links of every supplier and fixes Λu.
func (c *Coefficients) fixUp(net *network.Network, firms Firms) {
	c.upPtr = make([]uint32, 1, net.Len()+1)
	c.buyer, c.up = make([]uint32, 0, net.Links()), make([]float64, 0, net.Links())
	var row []input
	for i, supplier := range c.firm {
		row = row[:0]
		buyers, weights := net.Out().Row(supplier)
		for e, j := range buyers {
			row = append(row, input{supplier: c.rank[j], weight: weights[e]})
		}
		slices.SortFunc(row, bySlot)
		whole := c.revenue(firms, supplier, c.sales[i])
		for _, out := range row {
			c.buyer = append(c.buyer, out.supplier)
			c.up = append(c.up, out.weight/whole)
		}
		c.upPtr = append(c.upPtr, uint32(len(c.buyer)))
	}
}

// revenue returns by what the links of a supplier are divided.
func (c *Coefficients) revenue(firms Firms, supplier uint32, sales float64) float64 {
	if firms.Revenue == nil || sales == 0 {
		return sales
	}
	switch r := firms.Revenue[supplier]; {
	case math.IsNaN(r):
		c.notes.UnknownRevenue++
		return sales
	case r == 0:
		c.notes.NoRevenue++
		return 1
	default:
		if r < sales {
			c.notes.RevenueBelowSales++
		}
		return r
	}
}
