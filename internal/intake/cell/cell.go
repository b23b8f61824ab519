// Package cell reads one cell of a spreadsheet as a value of the field it
// stands for, and says what it noticed. It guesses nothing that matters: what
// can be read in two ways is an error with a suggestion, and what was tidied
// silently is listed.
package cell

import (
	"strings"

	"lianzhang/internal/fact"
	"lianzhang/internal/intake/sheet"
)

// Severity says what a note does to its row.
type Severity string

// Severities, gravest first.
const (
	Refused    Severity = "F" // the file is not taken
	Wrong      Severity = "E" // the row is blocked
	Warned     Severity = "W" // the row goes in; a person should look
	Normalised Severity = "N" // tidied, and listed
)

// Note is one thing noticed in a cell. The sentence belongs to Code in the
// catalog of messages; Params fill it.
type Note struct {
	Code     string
	Severity Severity
	Params   map[string]string
	// Suggest is a text that would be right in this cell, or empty.
	Suggest string
}

// note makes a [Note]; params are name, value, name, value …
func note(sev Severity, code string, params ...string) Note {
	n := Note{Code: code, Severity: sev}
	for i := 0; i+1 < len(params); i += 2 {
		if n.Params == nil {
			n.Params = map[string]string{}
		}
		n.Params[params[i]] = params[i+1]
	}
	return n
}

func (n Note) suggest(text string) Note {
	n.Suggest = text
	return n
}

// Result is what a cell came to. Value is nil when the cell says nothing.
type Result struct {
	Value any
	Notes []Note
	// Unit is the unit a money value was read in, when the cell named none.
	Unit string
	// Pending is a reference that could not be resolved; the caller decides.
	Pending string
}

// Blocked tells whether a note is an error.
func (r *Result) Blocked() bool {
	for _, n := range r.Notes {
		if n.Severity == Wrong {
			return true
		}
	}
	return false
}

func (r *Result) add(n Note) { r.Notes = append(r.Notes, n) }

// Column is what the header says about a column.
type Column struct {
	Field *fact.Field
	// Unit is the unit that the header of the column names, Caption the one of
	// a line above the table ("单位：万元"). Either may be empty.
	Unit, Caption string
}

// Lookup finds what codes and names stand for.
type Lookup interface {
	// Division finds a place by code or name on a day. When the code was
	// abolished before, now is its successor and reason says so.
	Division(text, day string) (code string, found Found)
	// Industry finds a class of GB/T 4754-2017 by code or name.
	Industry(text string) (code string, found Found)
	// Firm finds an enterprise by USCC or name and returns its public ID.
	Firm(text string) (pid string, found Found)
	// Chain finds a chain by code or name.
	Chain(text string) (code string, found Found)
	// Node finds a node of a chain by code or name; chain may be empty.
	Node(chain, text string) (code string, found Found)
}

// Found says how well a text was found.
type Found struct {
	OK bool
	// Exact tells that the text is the code or the full name itself.
	Exact bool
	// Quiet tells that Why is only listed and no warning.
	Quiet bool
	// Why is the code of a warning that belongs to it, such as an abolished
	// division; Params fill its sentence.
	Why    string
	Params map[string]string
	// Near are labels of what may have been meant, best first.
	Near []string
}

// Parser reads cells. It is used by one goroutine.
type Parser struct {
	// Today is the day on which the file is checked, "2026-03-02".
	Today string
	// AsOf is the day of the data; divisions are looked up on it.
	AsOf     string
	Date1904 bool
	Look     Lookup
}

// Parse reads a cell. Formulas are never evaluated: the result that the file
// keeps is taken, with a warning; without one the cell is an error.
func (p *Parser) Parse(col Column, c sheet.Cell) Result {
	var r Result
	if !r.container(c) {
		return r
	}
	f := col.Field
	if c.Kind == sheet.Empty {
		return r
	}
	text, ok := r.clean(f, c.Text)
	if !ok {
		return r
	}
	if text == "" {
		return r
	}
	if c.Kind == sheet.Number {
		p.number(&r, col, c, text)
		return r
	}
	if placeholder(f, text) {
		r.add(note(Warned, "PLACEHOLDER", "text", text))
		return r
	}
	p.text(&r, col, text)
	return r
}

// container deals with what the file says about the cell itself and tells
// whether there is a value to read.
func (r *Result) container(c sheet.Cell) bool {
	switch {
	case c.Picture:
		r.add(note(Warned, "CELL_PICTURE"))
		return false
	case c.TooLong:
		r.add(note(Wrong, "CELL_TOO_LONG", "max", "32767"))
		return false
	case c.BadText:
		r.add(note(Wrong, "TEXT_ENCODING"))
		return false
	case c.NoCache:
		r.add(note(Wrong, "FORMULA_NO_VALUE"))
		return false
	case c.Kind == sheet.Error:
		r.add(note(Wrong, "FORMULA_ERROR", "text", c.Text))
		return false
	case c.External:
		r.add(note(Warned, "FORMULA_EXTERNAL", "text", short(c.Text)))
	case c.Formula:
		r.add(note(Warned, "FORMULA_VALUE", "text", short(c.Text)))
	}
	return true
}

// number reads a number cell: fields of text take its digits, dates its day.
func (p *Parser) number(r *Result, col Column, c sheet.Cell, text string) {
	f := col.Field
	switch f.Type {
	case fact.Date, fact.Year:
		if serial, ok := serialDay(text, p.Date1904); ok && (c.Date || f.Type == fact.Date && len(text) == 5) {
			if !c.Date {
				r.add(note(Normalised, "DATE_SERIAL", "text", text, "day", serial))
			}
			text = serial
		}
	case fact.Percent:
		if c.Percent {
			text = shiftDecimal(text, 2) + "%"
		}
	case fact.USCC:
		if strings.ContainsAny(text, "eE.") || len(text) > 15 {
			r.add(note(Wrong, "USCC_SCI", "text", short(text)))
			return
		}
	case fact.Money, fact.Count, fact.Number, fact.Meas:
		if c.Date {
			r.add(note(Wrong, "NUMBER_IS_DATE", "field", f.Label.Zh))
			return
		}
	default:
		if c.Date {
			if day, ok := serialDay(text, p.Date1904); ok {
				text = day
			}
		} else {
			text = plainDigits(text)
		}
	}
	p.text(r, col, text)
}

// text reads a cleaned text by the type of its field.
func (p *Parser) text(r *Result, col Column, text string) {
	f := col.Field
	switch f.Type {
	case fact.Money:
		r.money(col, text)
	case fact.Count:
		r.count(f, text)
	case fact.Number:
		r.float(f, text)
	case fact.Percent:
		r.percent(f, text)
	case fact.Meas:
		r.measure(text)
	case fact.Year:
		p.year(r, text)
	case fact.Date:
		p.date(r, f, text)
	case fact.Bool:
		r.boolean(f, text)
	case fact.Enum:
		r.enum(f, text)
	case fact.USCC:
		r.uscc(text)
	case fact.Division, fact.Industry, fact.Firm, fact.Chain:
		p.refer(r, f, text)
	case fact.HS:
		r.hs(text)
	case fact.Phone:
		r.phone(text)
	case fact.URL:
		r.url(text)
	case fact.List:
		r.list(f, text)
	default:
		r.words(f, text)
	}
}

// Node reads a reference to a node; it needs the chain of the same row.
func (p *Parser) Node(chain, text string) Result {
	var r Result
	code, found := p.Look.Node(chain, text)
	r.found(found, code, "NODE_UNKNOWN", text)
	return r
}

func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
