package plain

import (
	"bytes"
	"encoding/csv"
	"strings"

	"lianzhang/internal/engine/network"
)

// heading reads the names of the columns from the first line that is not empty,
// and returns what follows in its block; nil when the blocks end before.
func (c *cutter) heading() ([]string, block) {
	for b, ok := c.next(); ok; b, ok = c.next() {
		for len(b.data) > 0 {
			if line := b.cut(); len(line) > 0 {
				return strings.Split(string(line), ","), b
			}
		}
	}
	return nil, block{}
}

// cut takes the next line off the block, without its end.
func (b *block) cut() []byte {
	line := b.data
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line, b.data = line[:i], line[i+1:]
	} else {
		b.data = nil
	}
	b.line++
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	return line
}

// linkReader reads links from blocks, line by line; it accepts and refuses what
// readLink does.
type linkReader struct {
	path                          string
	columns                       int
	supplierAt, buyerAt, weightAt int
	firms                         *index
}

func newLinkReader(t *Table, f *Firms) *linkReader {
	return &linkReader{t.Path, len(t.columns), t.at["supplier"], t.at["buyer"], t.at["weight"], newIndex(f.IDs)}
}

func (r *linkReader) read(b block) ([]network.Link, error) {
	links := make([]network.Link, 0, bytes.Count(b.data, []byte{'\n'})+1)
	for len(b.data) > 0 {
		line := b.cut()
		if len(line) == 0 {
			continue
		}
		l, what, value := r.link(line)
		switch at := b.line - 1; what {
		case "":
		case "form":
			return nil, bad(r.path, at, what, "").Because(&csv.ParseError{StartLine: at, Line: at, Column: 1, Err: csv.ErrFieldCount})
		default:
			return nil, bad(r.path, at, what, string(value))
		}
		links = append(links, l)
	}
	return links, nil
}

// link reads one line; what is empty unless the line is refused.
func (r *linkReader) link(line []byte) (l network.Link, what string, value []byte) {
	var supplier, buyer, weight []byte
	cells := 0
	for more := true; more; cells++ {
		cell := line
		if i := bytes.IndexByte(line, ','); i >= 0 {
			cell, line = line[:i], line[i+1:]
		} else {
			more = false
		}
		switch cells {
		case r.supplierAt:
			supplier = trimmed(cell)
		case r.buyerAt:
			buyer = trimmed(cell)
		case r.weightAt:
			weight = trimmed(cell)
		}
	}
	if cells != r.columns {
		return l, "form", nil
	}
	var ok bool
	if l.Supplier, ok = r.firms.find(supplier); !ok {
		return l, "unknown", supplier
	}
	if l.Buyer, ok = r.firms.find(buyer); !ok {
		return l, "unknown", buyer
	}
	if l.Weight, ok = positive(weight); !ok {
		return l, "weight", weight
	}
	return l, "", nil
}

// trimmed is a cell without outer blanks.
func trimmed(cell []byte) []byte {
	if n := len(cell); n > 0 && between(cell[0]) && between(cell[n-1]) {
		return cell
	}
	return bytes.TrimSpace(cell)
}

// between tells a letter, digit or sign of ASCII, which no trimming takes away.
func between(c byte) bool { return c > ' ' && c < 0x7f }
