package plain

import (
	"bufio"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// Matrix is a row-major matrix of numbers.
type Matrix struct {
	Rows, Cols int
	Data       []float64 // length Rows × Cols
}

// At returns the entry in row i and column j.
func (m *Matrix) At(i, j int) float64 { return m.Data[i*m.Cols+j] }

// ReadMatrix reads a file of numbers without header, separated by commas. Every
// line must have as many numbers as the first; blank lines at the end are left out.
func ReadMatrix(path string) (*Matrix, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	m := &Matrix{}
	in := bufio.NewScanner(f)
	in.Buffer(make([]byte, 1<<20), 1<<28) // a line of ten thousand industries is long
	for line := 1; in.Scan(); line++ {
		text := strings.TrimSpace(in.Text())
		if text == "" {
			continue
		}
		cols := 0
		for cell := range strings.SplitSeq(text, ",") {
			v, err := parse(strings.TrimSpace(cell))
			if err != nil {
				return nil, bad(path, line, "number", cell)
			}
			m.Data = append(m.Data, v)
			cols++
		}
		if m.Rows == 0 {
			m.Cols = cols
		} else if cols != m.Cols {
			return nil, bad(path, line, "width", text)
		}
		m.Rows++
	}
	if err := in.Err(); err != nil {
		return nil, bad(path, 0, "form", "").Because(err)
	}
	return m, nil
}

// ReadSquare reads a square matrix of n rows, or of any size when n is 0.
func ReadSquare(path string, n int) (*Matrix, error) {
	m, err := ReadMatrix(path)
	if err != nil {
		return nil, err
	}
	if m.Rows != m.Cols || (n > 0 && m.Rows != n) {
		return nil, bad(path, 0, "shape", shape(m.Rows, m.Cols))
	}
	return m, nil
}

// ReadVector reads n numbers, one a line or all on one line; any number when n is 0.
func ReadVector(path string, n int) ([]float64, error) {
	m, err := ReadMatrix(path)
	if err != nil {
		return nil, err
	}
	if (m.Rows != 1 && m.Cols != 1) || (n > 0 && len(m.Data) != n) {
		return nil, bad(path, 0, "shape", shape(m.Rows, m.Cols))
	}
	return m.Data, nil
}

// WriteMatrix writes numbers without header, separated by commas.
func WriteMatrix(w io.Writer, m *Matrix) error {
	var line strings.Builder
	for i := range m.Rows {
		line.Reset()
		for j := range m.Cols {
			if j > 0 {
				line.WriteByte(',')
			}
			line.WriteString(Number(m.At(i, j)))
		}
		line.WriteByte('\n')
		if _, err := io.WriteString(w, line.String()); err != nil {
			return err
		}
	}
	return nil
}

// WriteTable writes a header and rows, one call of row for each until it returns nil.
func WriteTable(w io.Writer, columns []string, row func(i int) []string) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return err
	}
	for i := 0; ; i++ {
		cells := row(i)
		if cells == nil {
			break
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func shape(rows, cols int) string { return strconv.Itoa(rows) + " × " + strconv.Itoa(cols) }
