package sheet

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

// rows streams a csv. Rows without a value are passed over.
func (t *textFile) rows(ctx context.Context, f *os.File, visit func(*Row) error) error {
	row := Row{}
	return t.scan(f, func(n int, cells []Cell) error {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		for _, c := range cells {
			if c.Kind != Empty {
				row = Row{N: n, Cells: cells}
				return visit(&row)
			}
		}
		return nil
	})
}

// scan splits the text into records: RFC 4180 with the liberties that real
// files take. Lines end with LF, CRLF or CR; a quote counts only at the start
// of a field; inside quotes two stand for one, and a line may break.
func (t *textFile) scan(f *os.File, visit func(n int, cells []Cell) error) error {
	p := &csvParser{r: t.reader(f), sep: t.sep, utf8: t.encoding == "utf-8"}
	for {
		n, err := p.record()
		if n > MaxRows {
			return refuse("FILE_LIMIT", "what", "行数", "limit", fmt.Sprint(MaxRows))
		}
		if len(p.cells) > 0 {
			if verr := visit(n, p.cells); verr != nil {
				return verr
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

type csvParser struct {
	r     *bufio.Reader
	sep   rune
	utf8  bool
	n     int
	cells []Cell
	field strings.Builder
	size  int
	bad   bool
	cut   bool
}

// record reads one record into p.cells and returns its number.
func (p *csvParser) record() (int, error) {
	p.n++
	p.cells = p.cells[:0]
	p.begin()
	quoted, wasQuoted, any := false, false, false
	for {
		c, err := p.rune()
		if err != nil {
			if any {
				p.end(wasQuoted)
			}
			return p.n, err
		}
		switch {
		case quoted && c == '"':
			if next, err := p.rune(); err == nil && next == '"' {
				p.add('"')
			} else {
				quoted = false
				if err == nil {
					_ = p.r.UnreadRune() // directly after a ReadRune, it cannot fail
				}
			}
		case quoted:
			p.add(c)
		case c == '"' && p.size == 0 && !wasQuoted:
			quoted, wasQuoted, any = true, true, true
		case c == p.sep:
			any = true
			p.end(wasQuoted)
			if len(p.cells) > MaxCols {
				return p.n, refuse("FILE_LIMIT", "what", "列数", "limit", fmt.Sprint(MaxCols))
			}
			p.begin()
			wasQuoted = false
		case c == '\r' || c == '\n':
			if c == '\r' {
				if next, err := p.rune(); err == nil && next != '\n' {
					_ = p.r.UnreadRune()
				}
			}
			if any {
				p.end(wasQuoted)
			}
			return p.n, nil
		default:
			any = true
			p.add(c)
		}
	}
}

// rune reads one character and notes bytes that do not fit the encoding.
func (p *csvParser) rune() (rune, error) {
	c, size, err := p.r.ReadRune()
	if c == utf8.RuneError && (size == 1 || !p.utf8) && err == nil {
		p.bad = true
	}
	return c, err
}

func (p *csvParser) begin() {
	p.field.Reset()
	p.size, p.bad, p.cut = 0, false, false
}

func (p *csvParser) add(c rune) {
	if p.size++; p.size > MaxCell {
		p.cut = true
		return
	}
	p.field.WriteRune(c)
}

func (p *csvParser) end(quoted bool) {
	text := p.field.String()
	if !quoted {
		text = strings.Trim(text, " ")
	}
	c := Cell{Text: text, BadText: p.bad, TooLong: p.cut}
	if p.cut {
		c.Text = string(firstRunes([]byte(text), 1000))
	}
	if text != "" {
		c.Kind = Text
	}
	p.cells = append(p.cells, c)
}
