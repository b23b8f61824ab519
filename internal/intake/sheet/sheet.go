// Package sheet opens spreadsheets that come from anywhere and streams their
// rows. It trusts nothing: what a file is is read from its bytes and not from
// its name, sizes are counted and not believed, and whatever crosses a limit of
// limits.go is refused before memory is spent on it.
//
// An xlsx workbook is read with a scanner of its own, one row at a time, since
// a library that builds the whole sheet needs ten times the memory. A csv is
// read in whatever encoding and with whatever separator it turns out to have.
// Formulas are never evaluated, links never followed.
package sheet

import (
	"context"
	"os"

	"lianzhang/internal/fault"
)

// Format is what a file is.
type Format string

// The formats that can be read.
const (
	XLSX Format = "xlsx"
	CSV  Format = "csv"
)

// File is an opened and inspected spreadsheet. Close it.
type File struct {
	Format Format
	Sheets []Info
	// Warnings are what was dropped or passed over in the container.
	Warnings []Warning
	// Date1904 tells that day numbers count from 1904.
	Date1904 bool
	// Encoding and Separator are what a csv turned out to have.
	Encoding  string
	Separator string

	f    *os.File
	size int64
	book *workbook
	text *textFile
}

// Info is what is known of a sheet before its rows are read.
type Info struct {
	Name       string
	Hidden     bool
	Rows       int // highest row number used
	Cols       int // highest column number used
	HiddenRows int
	HiddenCols int
	Filtered   bool
	Merges     []Range
}

// Range is a block of cells, rows and columns from 1, ends included.
type Range struct{ Row1, Col1, Row2, Col2 int }

// Warning is something about the container that the reader should know.
type Warning struct {
	Code   string
	Params map[string]string
}

// CellKind is how the file stores a cell.
type CellKind uint8

// Kinds of cell.
const (
	Empty CellKind = iota
	Text
	Number
	Bool
	Error
)

// Cell is one cell as stored.
type Cell struct {
	Kind CellKind
	// Text is the text, or the digits of a number as the file writes them.
	Text string
	// Date and Percent tell the number format of a number.
	Date, Percent bool
	// Formula tells that the value is the result of a formula; NoCache that
	// the file has no result for it.
	Formula, NoCache bool
	// External tells that the formula reads another file.
	External bool
	// Picture tells that the cell holds a picture and no value.
	Picture bool
	// TooLong tells that the text was cut at the limit of a cell.
	TooLong bool
	// BadText tells that bytes did not fit the encoding.
	BadText bool
}

// Row is one row as stored; Cells are dense from column 1.
type Row struct {
	N      int
	Hidden bool
	Cells  []Cell
}

// Open inspects the file at path. A file that must be refused gives a
// [*fault.Coded] whose code says why; nothing of it was kept.
func Open(path string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.New(fault.ErrNotFound, "FILE_MISSING", "file", path).Because(err)
	}
	st, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	file := &File{f: f, size: st.Size()}
	if err := file.inspect(); err != nil {
		f.Close()
		return nil, err
	}
	return file, nil
}

func (f *File) inspect() error {
	if f.size > MaxUpload {
		return refuse("FILE_LIMIT", "what", "文件大小", "limit", "100 MB")
	}
	kind, err := sniff(f.f, f.size)
	if err != nil {
		return err
	}
	switch kind {
	case "xlsx":
		f.Format = XLSX
		return f.openBook()
	case "csv":
		f.Format = CSV
		return f.openText()
	}
	return refuseType(kind)
}

// Rows calls visit for each row of sheet i that holds anything, in order. The
// row and its cells are only valid during the call.
func (f *File) Rows(ctx context.Context, i int, visit func(*Row) error) error {
	if f.Format == CSV {
		return f.text.rows(ctx, f.f, visit)
	}
	return f.book.rows(ctx, i, visit)
}

// Close closes the file.
func (f *File) Close() error { return f.f.Close() }

// refuse is a file that is not taken.
func refuse(code string, params ...string) *fault.Coded {
	return fault.New(fault.ErrInvalid, code, params...)
}
