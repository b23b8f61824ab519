// Package plain reads and writes the plain files of the analytic commands:
// tables with a header line, matrices without one, gzipped or not. A file that
// cannot be used is refused with its name, the line and the reason; nothing is
// guessed.
package plain

import (
	"bufio"
	"bytes"
	"compress/gzip"
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
//
// What stands there and is no ordinary file, such as a device or a pipe, is
// written to as it is: it must not be replaced.
func Create(path string, write func(io.Writer) error) (err error) {
	if at, err := os.Stat(path); err == nil && !at.Mode().IsRegular() {
		return through(path, write)
	}
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

// through writes into what stands at path.
func through(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<18)
	return errors.Join(write(w), w.Flush(), f.Close())
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

// parse reads a finite number.
func parse(text string) (float64, error) {
	v, err := strconv.ParseFloat(text, 64)
	if err == nil && (v != v || v-v != 0) {
		err = strconv.ErrRange
	}
	return v, err
}
