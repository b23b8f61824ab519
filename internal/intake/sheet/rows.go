package sheet

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// rowReader streams the rows of one sheet.
type rowReader struct {
	*scanner
	book  *workbook
	row   Row
	col   int // of the cell being read
	cell  Cell
	kind  string
	style int
	text  []byte
	raw   []byte // bytes of <v> or <t>
	visit func(*Row) error
	last  int
}

func (b *workbook) rows(ctx context.Context, i int, visit func(*Row) error) error {
	r, err := b.open(b.parts[i])
	if err != nil {
		return err
	}
	defer r.Close()
	rr := &rowReader{scanner: newScanner(r), book: b, visit: visit}
	return damagedUnlessStopped(rr.run(ctx))
}

// damagedUnlessStopped keeps errors of the visitor and of the context as they are.
func damagedUnlessStopped(err error) error {
	if errors.Is(err, errDamaged) || errors.Is(err, io.ErrUnexpectedEOF) {
		return damagedUnlessCoded(err)
	}
	return err
}

func (r *rowReader) run(ctx context.Context) error {
	const none, value, formula = 0, 1, 2
	state := none
	phonetic := false
	for {
		err := r.next(state != none)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch state {
		case value:
			if !phonetic {
				r.takeValue()
			}
		case formula:
			r.takeFormula()
		}
		state = none
		switch string(r.name) {
		case "v", "t":
			if !r.closing && !r.empty {
				state = value
			}
		case "f":
			if !r.closing {
				r.cell.Formula = true
				if !r.empty {
					state = formula
				}
			}
		case "c":
			if !r.closing {
				r.beginCell()
			}
			if r.closing || r.empty {
				r.endCell()
			}
		case "row":
			if err := r.rowTag(ctx); err != nil {
				return err
			}
		case "rPh":
			phonetic = !r.closing && !r.empty
		case "sheetData":
			if r.closing || r.empty {
				return nil
			}
		}
	}
}

func (r *rowReader) rowTag(ctx context.Context) error {
	if !r.closing {
		n := atoi(r.attr("r"))
		if n <= 0 {
			n = r.last + 1
		}
		r.last, r.col = n, 0
		r.row = Row{N: n, Hidden: truthy(r.attr("hidden")), Cells: r.row.Cells[:0]}
	}
	if r.closing || r.empty {
		if r.row.N%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if len(r.row.Cells) > 0 {
			return r.visit(&r.row)
		}
	}
	return nil
}

func (r *rowReader) beginCell() {
	col, _, ok := splitRef(r.attr("r"))
	if !ok || col <= r.col {
		col = r.col + 1
	}
	r.col, r.cell, r.style = min(col, MaxCols), Cell{}, atoi(r.attr("s"))
	r.kind = kindName(r.attr("t"))
	r.raw = r.raw[:0]
}

// kindName avoids an allocation for each cell.
func kindName(t []byte) string {
	switch string(t) {
	case "s":
		return "s"
	case "inlineStr":
		return "inlineStr"
	case "str":
		return "str"
	case "b":
		return "b"
	case "e":
		return "e"
	case "d":
		return "d"
	}
	return "n"
}

func (r *rowReader) takeValue() {
	r.raw = unescape(r.raw, r.scanner.text)
	r.cell.TooLong = r.cell.TooLong || r.cut
}

func (r *rowReader) takeFormula() {
	f := r.scanner.text
	if bytes.Contains(f, []byte("DISPIMG")) {
		r.cell.Picture = true
	}
	if bytes.IndexByte(f, '[') >= 0 || bytes.Contains(f, []byte("file:")) || bytes.Contains(f, []byte("http")) {
		r.cell.External = true
	}
}

// endCell turns what was read into a cell and appends it to its row.
func (r *rowReader) endCell() {
	c := &r.cell
	switch {
	case len(r.raw) == 0:
		c.NoCache = c.Formula
	case r.kind == "s":
		text, cut, ok := r.book.strings.get(atoi(r.raw))
		c.Kind, c.TooLong = Text, cut
		c.Text = string(text)
		c.BadText = !ok
	case r.kind == "b":
		c.Kind, c.Text = Bool, string(r.raw)
	case r.kind == "e":
		c.Kind, c.Text = Error, string(r.raw)
	case r.kind == "n":
		c.Kind, c.Text = Number, strings.TrimSpace(string(r.raw))
		if r.style >= 0 && r.style < len(r.book.formats) {
			c.Date, c.Percent = r.book.formats[r.style] == dated, r.book.formats[r.style] == percented
		}
	default:
		c.Kind = Text
		if c.TooLong || utf8.RuneCount(r.raw) > MaxCell {
			c.TooLong, r.raw = true, firstRunes(r.raw, 1000)
		}
		c.Text = string(r.raw)
	}
	if strings.HasPrefix(c.Text, "=DISPIMG(") {
		c.Picture = true
	}
	if c.Kind == Text && c.Text == "" {
		c.Kind = Empty
	}
	if c.Kind == Empty && !c.NoCache && !c.Picture {
		return // a formatted cell without a value
	}
	for len(r.row.Cells) < r.col {
		r.row.Cells = append(r.row.Cells, Cell{})
	}
	r.row.Cells[r.col-1] = *c
}
