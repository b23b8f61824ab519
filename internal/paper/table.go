package paper

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Table writes one plain table, row by row, so that its size does not matter.
// Cells are nil (empty), string, float64, int64 or bool; text never becomes a
// formula in the program that opens the file.
type Table interface {
	Row(cells []any) error
	Close() error
}

// NewTable begins a table in a format, csv or xlsx, with its header.
func NewTable(w io.Writer, format string, header []string) (Table, error) {
	var t Table
	var err error
	switch format {
	case "csv":
		t, err = newCSV(w)
	case "xlsx":
		t, err = newXLSX(w)
	default:
		return nil, fmt.Errorf("paper: no format %q", format)
	}
	if err != nil {
		return nil, err
	}
	cells := make([]any, len(header))
	for i, h := range header {
		cells[i] = h
	}
	return t, t.Row(cells)
}

// Inert puts an apostrophe before text that a spreadsheet program would run
// when it opens a CSV file. Numbers are written as they are.
func Inert(text string) string {
	if text == "" || !strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(text)[0]) {
		return text
	}
	if _, err := strconv.ParseFloat(text, 64); err == nil {
		return text
	}
	return "'" + text
}

type csvTable struct {
	w *csv.Writer
}

// newCSV writes UTF-8 with a byte order mark, which Excel needs to read Chinese.
func newCSV(w io.Writer) (*csvTable, error) {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return nil, err
	}
	t := &csvTable{csv.NewWriter(w)}
	return t, nil
}

func (t *csvTable) Row(cells []any) error {
	row := make([]string, len(cells))
	for i, c := range cells {
		switch v := c.(type) {
		case nil:
		case string:
			row[i] = Inert(v)
		case float64:
			row[i] = strconv.FormatFloat(v, 'f', -1, 64)
		default:
			row[i] = fmt.Sprint(v)
		}
	}
	return t.w.Write(row)
}

func (t *csvTable) Close() error {
	t.w.Flush()
	return t.w.Error()
}

type xlsxTable struct {
	out    io.Writer
	file   *excelize.File
	stream *excelize.StreamWriter
	row    int
}

func newXLSX(w io.Writer) (*xlsxTable, error) {
	f := excelize.NewFile()
	stream, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return nil, err
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	return &xlsxTable{out: w, file: f, stream: stream}, nil
}

// Row writes typed cells: excelize writes a Go string as a string cell, never
// as a formula.
func (t *xlsxTable) Row(cells []any) error {
	t.row++
	at, err := excelize.CoordinatesToCellName(1, t.row)
	if err != nil {
		return err
	}
	return t.stream.SetRow(at, cells)
}

func (t *xlsxTable) Close() error {
	defer t.file.Close()
	if err := t.stream.Flush(); err != nil {
		return err
	}
	if err := t.file.SetDocProps(&excelize.DocProperties{Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z", Creator: "Lianzhang"}); err != nil {
		return err
	}
	_, err := t.file.WriteTo(t.out)
	return err
}
