// Package plain reads and writes the plain files of the analytic commands:
// tables with a header line, matrices without one, gzipped or not. A file that
// cannot be used is refused with its name, the line and the reason; nothing is
// guessed.
package plain

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"lianzhang/internal/fault"
)

// Open opens a file for reading and unpacks it when it is gzipped, which its
// first bytes tell, not its name. A byte order mark is left out.
func Open(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, missing(path, err)
	}
	in := bufio.NewReaderSize(f, 1<<20)
	head, _ := in.Peek(3) // a short file has fewer, which is no gzip either
	if bytes.HasPrefix(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, errors.Join(bad(path, 0, "gzip", "").Because(err), f.Close())
		}
		in = bufio.NewReaderSize(z, 1<<20)
		head, _ = in.Peek(3)
	}
	if bytes.HasPrefix(head, []byte("\ufeff")) {
		_, _ = in.Discard(3) // they were just seen
	}
	return struct {
		io.Reader
		io.Closer
	}{in, f}, nil
}

// Create writes a file whole or not at all: what write produces goes to a
// temporary file beside it, which takes the place of path when all went well.
func Create(path string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name()) // the first error is the one to report
		}
	}()
	w := bufio.NewWriterSize(f, 1<<18)
	err = write(w)
	if flushing := w.Flush(); err == nil {
		err = flushing
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	if err = os.Chmod(f.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// Number writes a number as briefly as it can be read back bit for bit.
func Number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// Cell writes a number that may be missing (NaN): an empty cell, not a zero.
func Cell(v float64) string {
	if v != v {
		return ""
	}
	return Number(v)
}

// bad says what is wrong with which line of which file; line 0 means the file as a whole.
func bad(path string, line int, what, value string) *fault.Coded {
	if len(value) > 60 {
		value = strings.ToValidUTF8(value[:60], "") + "…"
	}
	code := "PLAIN_" + strings.ToUpper(what)
	return fault.New(fault.ErrInvalid, code, "file", filepath.Base(path), "line", strconv.Itoa(line), "value", value)
}

// Bad refuses line of a file (1 is the first) with the message PLAIN_<WHAT>;
// value is what stood there. For refusals that need more than the file's form.
func Bad(path string, line int, what, value string) error { return bad(path, line, what, value) }

func missing(path string, err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return fault.New(fault.ErrNotFound, "PLAIN_MISSING", "file", path)
	}
	return err
}

// Table is a file with a header line: names of columns, then one line a row.
type Table struct {
	Path    string
	columns []string
	at      map[string]int
	in      *csv.Reader
	file    io.Closer
	cells   []string
}

// OpenTable opens a comma-separated file and reads its header. Every column of
// required must be there; others may be.
func OpenTable(path string, required ...string) (*Table, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	t := &Table{Path: path, at: map[string]int{}, in: csv.NewReader(f), file: f}
	t.in.ReuseRecord = true
	head, err := t.in.Read()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, errors.Join(bad(path, 1, "form", "").Because(err), f.Close())
	}
	for i, name := range head {
		name = strings.TrimSpace(name)
		t.columns = append(t.columns, name)
		t.at[name] = i
	}
	for _, name := range required {
		if !t.Has(name) {
			return nil, errors.Join(bad(path, 1, "column", name), f.Close())
		}
	}
	return t, nil
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
	cells, err := t.in.Read()
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	if err != nil {
		line := 0
		var at *csv.ParseError
		if errors.As(err, &at) {
			line = at.Line
		}
		return false, bad(t.Path, line, "form", "").Because(err)
	}
	t.cells = cells
	return true, nil
}

// Line returns the line of the current row in the file, from 1.
func (t *Table) Line() int {
	line, _ := t.in.FieldPos(0)
	return line
}

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

// parse reads a finite number.
func parse(text string) (float64, error) {
	v, err := strconv.ParseFloat(text, 64)
	if err == nil && (v != v || v-v != 0) {
		err = strconv.ErrRange
	}
	return v, err
}
