package demo

import (
	"hash/fnv"
	"slices"
	"strconv"

	"lianzhang/internal/chain"
	"lianzhang/internal/industry"
	"lianzhang/internal/region"
)

// Year is the year of all invented figures.
const Year = 2025

// Standard is what the invention draws from when a whole nation is invented:
// every county, weighted by its province's economy, and the nodes of the
// shipped chains.
func Standard() Setting {
	provinces := region.Children(region.Nation)
	homes := make([]string, len(provinces))
	for i, d := range provinces {
		homes[i] = string(d.Code)
	}
	return setting(everyCounty(), homes)
}

// setting draws on the shipped chains; the nodes cluster in the homes in turn,
// those of one group together.
func setting(places []Place, homes []string) Setting {
	s := Setting{Places: places, Year: Year}
	index := map[string]int{}
	for _, t := range chain.Standard() {
		for i := range t.Nodes {
			n := &t.Nodes[i]
			if _, seen := index[string(n.ID)]; seen || n.Chains[0] != t.ID {
				continue // a shared node belongs to its home chain
			}
			index[string(n.ID)] = len(s.Nodes)
			s.Nodes = append(s.Nodes, Node{Chain: string(t.ID), ID: string(n.ID), Industry: first(n.Industries), Grade: n.Grade, Words: n.Words, Home: homeOf(n.Group, homes)})
		}
	}
	for _, t := range chain.Standard() {
		for _, e := range t.Edges {
			from, ok1 := index[string(e.From)]
			to, ok2 := index[string(e.To)]
			if ok1 && ok2 && !e.Feedback {
				s.Nodes[from].Into = append(s.Nodes[from].Into, to)
			}
		}
	}
	for _, division := range []string{"C13", "C14", "C17", "C18", "C21", "C22", "C23", "C30", "C33", "F51", "G54"} {
		for _, group := range industry.Children(division) {
			for _, class := range industry.Children(group.Code) {
				s.Industries = append(s.Industries, class.Code)
			}
		}
	}
	return s
}

// knownFor are groups that the demonstration puts where such trades are at home.
var knownFor = map[string]string{
	"nev.g-battery": "330522", "nev.g-battery-material": "330522", "nev.g-recycling": "330522", "nev.g-cathode": "330500",
	"nev.g-vehicle": "330100", "ic.g-design": "330100",
}

// homeOf gives every group of nodes a home of its own, always the same.
func homeOf(group string, homes []string) string {
	if home, ok := knownFor[group]; ok && slices.Contains(homes, home) {
		return home
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(group))
	return homes[h.Sum32()%uint32(len(homes))]
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// everyCounty weighs counties so that a province gets firms in proportion to
// its gross product.
func everyCounty() []Place {
	product := grossProduct()
	var places []Place
	for _, province := range region.Children(region.Nation) {
		gdp, ok := product[province.Code]
		if !ok {
			continue // no comparable figure; nothing is invented there
		}
		counties := countiesOf(province.Code)
		for _, d := range counties {
			places = append(places, Place{Code: string(d.Code), Name: d.Short, Weight: max(int(gdp*10)/len(counties), 1)})
		}
	}
	return places
}

// countiesOf returns the lowest divisions of a place.
func countiesOf(c region.Code) []region.Division {
	var out []region.Division
	for _, d := range region.Children(c) {
		if below := countiesOf(d.Code); len(below) > 0 {
			out = append(out, below...)
		} else {
			out = append(out, d)
		}
	}
	return out
}

// grossProduct reads the latest gross product of each province, 亿元.
func grossProduct() map[region.Code]float64 {
	out, year := map[region.Code]float64{}, map[region.Code]string{}
	for _, row := range open("nbs_province_long.csv.gz") {
		if row["indicator"] != "地区生产总值" || row["value"] == "" {
			continue
		}
		code := provinceCode(row["province"])
		value, err := strconv.ParseFloat(row["value"], 64)
		if code != "" && err == nil && row["year"] > year[code] {
			out[code], year[code] = value, row["year"]
		}
	}
	return out
}

// provinceCode finds a province by its full or short name.
func provinceCode(name string) region.Code {
	for _, d := range region.ByName(name, "") {
		if d.Code.Level() == region.LevelProvince {
			return d.Code
		}
	}
	return ""
}
