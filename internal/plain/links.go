package plain

import (
	"slices"
	"strconv"
	"strings"
)

// FirmsOf reads who occurs in a table of links supplier,buyer,…, for networks
// without a file of firms. When all identifiers are whole numbers from 0 the
// firms stand in the order of these numbers, otherwise as they first appear,
// the supplier before the buyer.
func FirmsOf(path string) (*Firms, error) {
	if is, err := begins(path, snapshotMagic); err != nil {
		return nil, err
	} else if is {
		return nil, bad(path, 0, "snapshot_names", "")
	}
	t, err := OpenTable(path, "supplier", "buyer")
	if err != nil {
		return nil, err
	}
	defer t.Close()
	f := &Firms{Path: path, at: map[string]uint32{}}
	for {
		ok, err := t.Next()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		for _, column := range []string{"supplier", "buyer"} {
			id := t.Text(column)
			if id == "" {
				return nil, t.Refuse("empty", "")
			}
			if _, known := f.at[id]; !known {
				id = strings.Clone(id) // the row is read over
				f.at[id] = uint32(len(f.IDs))
				f.IDs = append(f.IDs, id)
			}
		}
	}
	if f.Numeric() {
		slices.SortFunc(f.IDs, func(a, b string) int { // no leading zeros: the longer is the larger
			if len(a) != len(b) {
				return len(a) - len(b)
			}
			return strings.Compare(a, b)
		})
		for i, id := range f.IDs {
			f.at[id] = uint32(i)
		}
	}
	return f, nil
}

// Numeric tells whether all identifiers are whole numbers from 0, written in one
// way only: without sign and leading zeros.
func (f *Firms) Numeric() bool {
	for _, id := range f.IDs {
		if v, err := strconv.ParseUint(id, 10, 64); err != nil || strconv.FormatUint(v, 10) != id {
			return false
		}
	}
	return true
}
