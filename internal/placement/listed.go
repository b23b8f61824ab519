package placement

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"sync"

	"lianzhang/catalog"
	"lianzhang/internal/chain"
	"lianzhang/internal/region"
)

// ListedSource and ListedAsOf name the source of the listed companies.
const (
	ListedSource = "上市公司名录 2026-01"
	ListedAsOf   = "2026-01-09"
)

// Company is one listed company of the demonstration.
type Company struct {
	Code     string      // with exchange, "300750.SZ"
	Name     string      // short name
	Region   region.Code // province; the source knows no city
	Trade    string      // as the source names it
	Industry string      // GB/T 4754-2017 class at the level that is sure, or empty
	Listed   string      // day of listing
	Products string      // main products where they were curated, or empty
}

// ListedPlacement is where a listed company stands on a chain, curated by hand
// from what it publishes.
type ListedPlacement struct {
	Code     string
	Chain    chain.ID
	Nodes    []chain.NodeID
	Products string
	Grade    string // high where it is generally known, else empty
	Source   string
	Year     string
}

// Why is the sentence kept with the placement.
func (p ListedPlacement) Why() string {
	return fmt.Sprintf("%s（%s）：%s", p.Source, p.Year, p.Products)
}

// ListedCompanies returns the listed companies, ordered by code.
func ListedCompanies() []Company { return listed().companies }

// ListedPlacements returns the curated placements, ordered by chain and code.
func ListedPlacements() []ListedPlacement { return listed().placements }

type listedFiles struct {
	companies  []Company
	placements []ListedPlacement
}

var listed = sync.OnceValue(func() listedFiles {
	var f listedFiles
	products := map[string]string{}
	for _, r := range table("placements.csv", 7) {
		p := ListedPlacement{Code: r[0], Chain: chain.ID(r[1]), Products: r[3], Grade: r[4], Source: r[5], Year: r[6]}
		for _, n := range strings.Split(r[2], ";") {
			p.Nodes = append(p.Nodes, chain.NodeID(n))
		}
		f.placements = append(f.placements, p)
		if len(r[3]) > len(products[r[0]]) {
			products[r[0]] = r[3]
		}
	}
	classes := map[string]string{}
	for _, r := range table("industries.csv", 2) {
		classes[r[0]] = r[1]
	}
	for _, r := range table("companies.csv", 5) {
		f.companies = append(f.companies, Company{Code: r[0], Name: r[1], Region: region.Code(r[2]), Trade: r[3],
			Industry: classes[r[3]], Listed: r[4], Products: products[r[0]]})
	}
	return f
})

// table reads a file of catalog/listed without its header row. The files are
// compiled in and tested, so a mistake in them is a programmer's.
func table(name string, columns int) [][]string {
	raw, err := catalog.FS.ReadFile("listed/" + name)
	if err != nil {
		panic(err)
	}
	read := csv.NewReader(bytes.NewReader(raw))
	read.FieldsPerRecord = columns
	rows, err := read.ReadAll()
	if err != nil {
		panic(fmt.Sprintf("listed/%s: %v", name, err))
	}
	return rows[1:]
}
