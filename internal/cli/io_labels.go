package cli

import (
	"strconv"

	"lianzhang/internal/plain"
)

// ioLabels are the names of industries: region and sector of each.
type ioLabels struct {
	region, sector []string
	product        []int // number of the sector, in the order of first appearance
	sectors        []string
}

// readLabels reads index,region,sector for n industries in any order. Without a
// file every industry is a sector of its own, named by its number.
func readLabels(path string, n int) (*ioLabels, error) {
	l := &ioLabels{region: make([]string, n), sector: make([]string, n), product: make([]int, n)}
	if path == "" {
		for i := range n {
			l.sector[i] = strconv.Itoa(i)
		}
		return l, l.number(path)
	}
	t, err := plain.OpenTable(path, "index", "region", "sector")
	if err != nil {
		return nil, err
	}
	defer t.Close()
	for {
		ok, err := t.Next()
		if err != nil {
			return nil, err
		}
		if !ok {
			return l, l.number(path)
		}
		i, err := industryNumber(t, n)
		if err != nil {
			return nil, err
		}
		if l.sector[i] != "" {
			return nil, t.Refuse("twice", strconv.Itoa(i))
		}
		if t.Text("sector") == "" {
			return nil, t.Refuse("empty", "")
		}
		l.region[i], l.sector[i] = string([]byte(t.Text("region"))), string([]byte(t.Text("sector")))
	}
}

// industryNumber reads the column index of the current row.
func industryNumber(t *plain.Table, n int) (int, error) {
	i, err := strconv.Atoi(t.Text("index"))
	if err != nil || i < 0 || i >= n {
		return 0, t.Refuse("range", t.Text("index"))
	}
	return i, nil
}

// number gives every sector its number.
func (l *ioLabels) number(path string) error {
	at := map[string]int{}
	for i, sector := range l.sector {
		if sector == "" {
			return plain.Bad(path, 0, "industry", strconv.Itoa(i))
		}
		p, known := at[sector]
		if !known {
			p = len(l.sectors)
			at[sector] = p
			l.sectors = append(l.sectors, sector)
		}
		l.product[i] = p
	}
	return nil
}

// product number of a sector by name.
func (l *ioLabels) find(sector string) (int, bool) {
	for p, name := range l.sectors {
		if name == sector {
			return p, true
		}
	}
	return 0, false
}

// match returns the industries of a region and sector; an empty word fits all.
func (l *ioLabels) match(region, sector string) []int {
	var found []int
	for i := range l.sector {
		if (region == "" || l.region[i] == region) && (sector == "" || l.sector[i] == sector) {
			found = append(found, i)
		}
	}
	return found
}
