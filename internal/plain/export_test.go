package plain

import (
	"lianzhang/internal/engine/network"
)

// SetBlockSize reads in blocks of another size until the function returned is called.
func SetBlockSize(n int) func() {
	before := blockSize
	blockSize = n
	return func() { blockSize = before }
}

// ReadLinksByRows reads a table of links without the reader of plain lines.
func ReadLinksByRows(path string, f *Firms) ([][]network.Link, error) {
	t, err := OpenTable(path, linkColumns...)
	if err != nil {
		return nil, err
	}
	return readRows(nil, t, f)
}

// ReadLists is the reading of links before they are made a network.
var ReadLists = readLists

// Positive reads a number as the reader of plain lines does.
var Positive = positive
