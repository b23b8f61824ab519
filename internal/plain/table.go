package plain

import (
	"compress/flate"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"strings"
)

// Table is a file with a header line: names of columns, then one line a row.
type Table struct {
	Path    string
	columns []string
	at      map[string]int
	in      rows
	file    io.Closer
	cells   []string
}

// rows is where the rows of a table come from.
type rows interface {
	// read returns the cells of the next row, valid until the one after is read,
	// and io.EOF at the end.
	read() ([]string, error)
	// line tells where the row stands in the file, from 1.
	line() int
}

// OpenTable opens a comma-separated file, gzipped or not, or a Parquet file, and
// reads its header. Every column of required must be there; others may be. In a
// Parquet file the columns take the place of line 1 and rows stand from line 2 on.
func OpenTable(path string, required ...string) (*Table, error) {
	if is, err := begins(path, parquetMagic); err != nil {
		return nil, err
	} else if is {
		return openParquet(path, required)
	}
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	return newTable(path, f, 0, f, required)
}

// newTable makes a table of comma-separated text that has some lines of the file
// above it; file is closed with it.
func newTable(path string, text io.Reader, above int, file io.Closer, required []string) (*Table, error) {
	in := newCommaRows(path, text, above)
	head, err := in.read()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, errors.Join(err, file.Close())
	}
	t := &Table{Path: path, in: in, file: file}
	return t, t.name(head, required)
}

// name gives the columns their names; it closes the file when one is missing.
func (t *Table) name(columns, required []string) error {
	t.at = map[string]int{}
	for i, name := range columns {
		name = strings.TrimSpace(name)
		t.columns = append(t.columns, name)
		t.at[name] = i
	}
	for _, name := range required {
		if !t.Has(name) {
			return errors.Join(bad(t.Path, 1, "column", name), t.file.Close())
		}
	}
	return nil
}

// Columns returns the names of the columns in the order of the file.
func (t *Table) Columns() []string { return t.columns }

// Has tells whether the table has a column.
func (t *Table) Has(column string) bool {
	_, ok := t.at[column]
	return ok
}

// Next reads the next row; it is false at the end.
func (t *Table) Next() (bool, error) {
	cells, err := t.in.read()
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	t.cells = cells
	return err == nil, err
}

// Line returns the line of the current row in the file, from 1.
func (t *Table) Line() int { return t.in.line() }

// Text returns a cell of the current row without outer blanks, "" for a column
// that is not there. It is valid until the next row is read.
func (t *Table) Text(column string) string {
	if i, ok := t.at[column]; ok {
		return strings.TrimSpace(t.cells[i])
	}
	return ""
}

// Float returns a cell as a number; an empty cell or missing column gives
// (0, false, nil), what is not a finite number an error.
func (t *Table) Float(column string) (float64, bool, error) {
	text := t.Text(column)
	if text == "" {
		return 0, false, nil
	}
	v, err := parse(text)
	if err != nil {
		return 0, false, bad(t.Path, t.Line(), "number", text)
	}
	return v, true, nil
}

// Refuse refuses the current row, see [Bad].
func (t *Table) Refuse(what, value string) error { return bad(t.Path, t.Line(), what, value) }

// Close closes the file.
func (t *Table) Close() error { return t.file.Close() }

// commaRows reads rows of comma-separated text.
type commaRows struct {
	path  string
	in    *csv.Reader
	above int // lines of the file before the text
}

func newCommaRows(path string, text io.Reader, above int) *commaRows {
	in := csv.NewReader(text)
	in.ReuseRecord = true
	return &commaRows{path, in, above}
}

func (c *commaRows) read() ([]string, error) {
	cells, err := c.in.Read()
	var at *csv.ParseError
	switch {
	case err == nil, errors.Is(err, io.EOF):
		return cells, err
	case errors.As(err, &at):
		at.StartLine, at.Line = at.StartLine+c.above, at.Line+c.above
		return nil, bad(c.path, at.Line, "form", "").Because(at)
	}
	return nil, unreadable(c.path, err)
}

func (c *commaRows) line() int {
	line, _ := c.in.FieldPos(0)
	return c.above + line
}

// unreadable tells a damaged gzip file from trouble with the disk.
func unreadable(path string, err error) error {
	var corrupt flate.CorruptInputError
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.As(err, &corrupt) {
		return bad(path, 0, "gzip", "").Because(err)
	}
	return err
}

// begins tells whether a file on disk begins with some bytes; a pipe, which
// cannot be looked at without taking from it, never does.
func begins(path, magic string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, missing(path, err)
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return false, err
	}
	head := make([]byte, len(magic))
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	return string(head[:n]) == magic, nil
}
