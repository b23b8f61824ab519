package chain

import (
	"slices"
	"strings"

	"lianzhang/internal/region"
)

// Seat is how many firms of a chain one place has, counted where the firms are.
type Seat struct {
	Region region.Code
	Node   NodeID
	Firms  int
}

// RegionCount is one part of a place on the region map of a chain.
type RegionCount struct {
	Region region.Code `json:"id"`
	Firms  int         `json:"firms"` // places of firms on nodes: a firm on two nodes counts twice
	Nodes  int         `json:"nodes"` // nodes that have a firm there
}

// RegionMap counts what each direct part of a place has on a chain: provinces
// of the nation, cities of a province, counties of a city, parks of a county.
// What cannot be told to one part (a firm known only by its province) stands
// under the place's own code. Parts are ordered by code; total is the sum.
func RegionMap(place region.Code, seats []Seat) (parts []RegionCount, total int) {
	firms := map[region.Code]int{}
	nodes := map[region.Code]map[NodeID]bool{}
	for _, s := range seats {
		part := partOf(place, s.Region)
		firms[part] += s.Firms
		if nodes[part] == nil {
			nodes[part] = map[NodeID]bool{}
		}
		nodes[part][s.Node] = true
		total += s.Firms
	}
	parts = []RegionCount{}
	for code, n := range firms {
		parts = append(parts, RegionCount{code, n, len(nodes[code])})
	}
	slices.SortFunc(parts, func(a, b RegionCount) int { return strings.Compare(string(a.Region), string(b.Region)) })
	return parts, total
}

// partOf returns the direct part of a place that a smaller place lies in, or
// the place itself.
func partOf(place, inner region.Code) region.Code {
	for at := inner; at.Level() > place.Level(); at = at.Parent() {
		if at.Parent() == place {
			return at
		}
	}
	return place
}
