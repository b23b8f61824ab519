package plain

import (
	"errors"
	"runtime"
	"strconv"

	"lianzhang/internal/engine/network"
)

// Firms is a file of firms: identifiers in the order of the file, which gives
// the numbers 0, 1, 2 … that the engine uses.
type Firms struct {
	Path string
	IDs  []string
	at   map[string]uint32
}

// Number returns the number of a firm by its identifier.
func (f *Firms) Number(id string) (uint32, bool) {
	n, ok := f.at[id]
	return n, ok
}

// Len returns the number of firms.
func (f *Firms) Len() int { return len(f.IDs) }

// ReadFirms reads a table with the column firm_id. For every row it calls each,
// which reads the other columns that the caller needs from the table.
func ReadFirms(path string, required []string, each func(t *Table) error) (*Firms, error) {
	t, err := OpenTable(path, append([]string{"firm_id"}, required...)...)
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
			return f, nil
		}
		id := string([]byte(t.Text("firm_id"))) // the row is read over
		if id == "" {
			return nil, t.Refuse("empty", "")
		}
		if _, twice := f.at[id]; twice {
			return nil, t.Refuse("twice", id)
		}
		f.at[id] = uint32(len(f.IDs))
		f.IDs = append(f.IDs, id)
		if err := each(t); err != nil {
			return nil, err
		}
	}
}

// Sector reads the column sector of the current row: a whole number from 0,
// below sectors unless that is 0.
func (t *Table) Sector(sectors int) (int, error) {
	text := t.Text("sector")
	k, err := strconv.Atoi(text)
	if err != nil || k < 0 || (sectors > 0 && k >= sectors) {
		return 0, t.Refuse("sector", text)
	}
	return k, nil
}

// ReadLinks reads the links between the firms of f and builds the network; what
// was repaired is counted. The file is a table supplier,buyer,weight or a
// snapshot of the network of just these firms.
func ReadLinks(path string, f *Firms) (*network.Network, network.Repairs, error) {
	if is, err := begins(path, snapshotMagic); err != nil {
		return nil, network.Repairs{}, err
	} else if is {
		return readSnapshot(path, f)
	}
	lists, err := readLists(path, f)
	if err != nil {
		return nil, network.Repairs{}, err
	}
	return network.Build(f.Len(), lists...)
}

// readLists reads a table of links: by blocks as far as its form is plain, by
// rows from the first quotation mark on.
func readLists(path string, f *Firms) ([][]network.Link, error) {
	if is, err := begins(path, parquetMagic); err != nil {
		return nil, err
	} else if is {
		t, err := openParquet(path, linkColumns)
		if err != nil {
			return nil, err
		}
		return readRows(nil, t, f)
	}
	in, err := Open(path)
	if err != nil {
		return nil, err
	}
	workers := runtime.GOMAXPROCS(0)
	c := newCutter(in, workers+2)
	columns, first := c.heading()
	if columns == nil { // a quotation mark early on, or nothing at all
		t, err := newTable(path, c.tail(), c.line, in, linkColumns)
		if err != nil {
			return nil, err
		}
		return readRows(nil, t, f)
	}
	t := &Table{Path: path, file: in}
	if err := t.name(columns, linkColumns); err != nil {
		return nil, err
	}
	lists, err := inParallel(c, first, workers, newLinkReader(t, f).read)
	if err != nil {
		return nil, errors.Join(unreadable(path, err), in.Close())
	}
	rest := newCommaRows(path, c.tail(), c.line)
	rest.in.FieldsPerRecord = len(columns)
	t.in = rest
	return readRows(lists, t, f)
}

var linkColumns = []string{"supplier", "buyer", "weight"}

// readRows adds the links of all rows that are left in a table and closes it.
func readRows(lists [][]network.Link, t *Table, f *Firms) ([][]network.Link, error) {
	defer t.Close()
	var links []network.Link
	for {
		ok, err := t.Next()
		if err != nil {
			return nil, err
		}
		if !ok {
			return append(lists, links), nil
		}
		l, err := readLink(t, f)
		if err != nil {
			return nil, err
		}
		links = append(links, l)
	}
}

func readLink(t *Table, f *Firms) (network.Link, error) {
	supplier, ok := f.Number(t.Text("supplier"))
	if !ok {
		return network.Link{}, t.Refuse("unknown", t.Text("supplier"))
	}
	buyer, ok := f.Number(t.Text("buyer"))
	if !ok {
		return network.Link{}, t.Refuse("unknown", t.Text("buyer"))
	}
	w, known, err := t.Float("weight")
	if err != nil || !known || w <= 0 {
		return network.Link{}, t.Refuse("weight", t.Text("weight"))
	}
	return network.Link{Supplier: supplier, Buyer: buyer, Weight: w}, nil
}
