package plain

import (
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"
	"strconv"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

const parquetMagic = "PAR1"

// parquetRows reads the rows of a Parquet file as text, so that one set of
// checks serves all forms of a table. Columns are those at the top of the
// schema with one value a row; an absent value is an empty cell.
type parquetRows struct {
	path   string
	groups []parquet.RowGroup
	rows   parquet.Rows // of the group being read
	batch  []parquet.Row
	at     int // in the batch
	cellOf []int
	text   []func(parquet.Value) string // by cell
	cells  []string
	done   int
}

func openParquet(path string, required []string) (_ *Table, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, missing(path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close())
		}
	}()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	var in *parquet.File
	if err := guarded(path, func() (err error) {
		in, err = parquet.OpenFile(f, info.Size(), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
		return err
	}); err != nil {
		return nil, err
	}
	p := &parquetRows{path: path, groups: in.RowGroups()}
	var names []string
	for _, c := range in.Root().Columns() {
		text := valueText(c)
		if text == nil || c.Index() < 0 {
			continue
		}
		for len(p.cellOf) <= c.Index() {
			p.cellOf = append(p.cellOf, -1)
		}
		p.cellOf[c.Index()] = len(names)
		names, p.text = append(names, c.Name()), append(p.text, text)
	}
	p.cells = make([]string, len(names))
	t := &Table{Path: path, in: p, file: f}
	return t, t.name(names, required)
}

// guarded runs a step of reading; damage in the file that the library answers
// with an error or a panic refuses the file.
func guarded(path string, step func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = bad(path, 0, "parquet", "").Because(fmt.Errorf("%v", r))
		}
	}()
	if err := step(); err != nil && !errors.Is(err, io.EOF) {
		return bad(path, 0, "parquet", "").Because(err)
	} else if err != nil {
		return io.EOF
	}
	return nil
}

func (p *parquetRows) read() ([]string, error) {
	for p.at == len(p.batch) {
		if err := guarded(p.path, p.fill); err != nil {
			return nil, err
		}
	}
	clear(p.cells)
	for _, v := range p.batch[p.at] {
		if c := v.Column(); c < len(p.cellOf) && p.cellOf[c] >= 0 && !v.IsNull() {
			p.cells[p.cellOf[c]] = p.text[p.cellOf[c]](v)
		}
	}
	p.at++
	p.done++
	return p.cells, nil
}

func (p *parquetRows) line() int { return p.done + 1 }

// fill reads the next rows; [io.EOF] is the end of the last group.
func (p *parquetRows) fill() error {
	if p.rows == nil {
		if len(p.groups) == 0 {
			return io.EOF
		}
		p.rows, p.groups = p.groups[0].Rows(), p.groups[1:]
	}
	if p.batch = p.batch[:cap(p.batch)]; len(p.batch) == 0 {
		p.batch = make([]parquet.Row, 256)
	}
	n, err := p.rows.ReadRows(p.batch)
	p.batch, p.at = p.batch[:n], 0
	if errors.Is(err, io.EOF) || (err == nil && n == 0) {
		err = p.rows.Close()
		p.rows = nil
	}
	return err
}

// valueText returns how values of a column read as text, nil for a column that
// has not one number or text a row.
func valueText(c *parquet.Column) func(parquet.Value) string {
	if !c.Leaf() || c.Repeated() {
		return nil
	}
	var logical any
	if l := c.Type().LogicalType(); l != nil {
		logical = l.Value
	}
	decimal, isDecimal := logical.(*format.DecimalType)
	whole, isWhole := logical.(*format.IntType)
	unsigned := isWhole && !whole.IsSigned
	switch kind := c.Type().Kind(); {
	case isDecimal && kind == parquet.Int32:
		return func(v parquet.Value) string { return scaled(big.NewInt(int64(v.Int32())), decimal.Scale) }
	case isDecimal && kind == parquet.Int64:
		return func(v parquet.Value) string { return scaled(big.NewInt(v.Int64()), decimal.Scale) }
	case isDecimal:
		return func(v parquet.Value) string { return scaled(twosComplement(v.ByteArray()), decimal.Scale) }
	case kind == parquet.Int32 && unsigned:
		return func(v parquet.Value) string { return strconv.FormatUint(uint64(v.Uint32()), 10) }
	case kind == parquet.Int64 && unsigned:
		return func(v parquet.Value) string { return strconv.FormatUint(v.Uint64(), 10) }
	case kind == parquet.Int32:
		return func(v parquet.Value) string { return strconv.FormatInt(int64(v.Int32()), 10) }
	case kind == parquet.Int64:
		return func(v parquet.Value) string { return strconv.FormatInt(v.Int64(), 10) }
	case kind == parquet.Float:
		return func(v parquet.Value) string { return Number(float64(v.Float())) }
	case kind == parquet.Double:
		return func(v parquet.Value) string { return Number(v.Double()) }
	case kind == parquet.ByteArray:
		return func(v parquet.Value) string { return string(v.ByteArray()) }
	}
	return nil
}

// scaled writes a decimal number that is kept as a whole one.
func scaled(unscaled *big.Int, scale int32) string {
	return unscaled.String() + "e-" + strconv.Itoa(int(scale))
}

// twosComplement reads a whole number of any length, highest byte first.
func twosComplement(b []byte) *big.Int {
	v := new(big.Int).SetBytes(b)
	if len(b) > 0 && b[0]&0x80 != 0 {
		v.Sub(v, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
	}
	return v
}
