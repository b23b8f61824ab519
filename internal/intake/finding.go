package intake

import (
	"errors"
	"regexp"

	"lianzhang/internal/fault"
	"lianzhang/internal/intake/cell"
	"lianzhang/internal/intake/sheet"
	"lianzhang/internal/message"
)

// Finding is one thing that was noticed, and where.
type Finding struct {
	Sheet    string            `json:"sheet"`
	Row      int               `json:"row"`  // 0 for the file or the sheet as a whole
	Cell     string            `json:"cell"` // "B3", empty for a whole row
	Field    string            `json:"field,omitempty"`
	Code     string            `json:"code"`
	Severity cell.Severity     `json:"severity"`
	Params   map[string]string `json:"-"`
	// Fix is a text that would be right in this cell, or empty.
	Fix string `json:"fix,omitempty"`
}

// Message is the sentence of the finding.
func (f *Finding) Message(lang message.Lang) string {
	return message.Text(lang, f.Code, f.Params)
}

// Suggestion says what to do: the text that would be right, or the advice of
// the code.
func (f *Finding) Suggestion(lang message.Lang) string {
	if f.Fix != "" {
		return message.Text(lang, "SUGGEST", map[string]string{"value": f.Fix})
	}
	if text := message.Text(lang, f.Code+".fix", f.Params); text != f.Code+".fix" {
		return text
	}
	return ""
}

// finding places a note.
func finding(sheetName string, row, col int, field string, n cell.Note) Finding {
	f := Finding{Sheet: sheetName, Row: row, Field: field, Code: n.Code, Severity: n.Severity, Params: n.Params, Fix: n.Suggest}
	if row > 0 && col > 0 {
		f.Cell = sheet.Ref(row, col)
	}
	return f
}

// aboutFile are the codes that say that a file as a whole is not taken.
var aboutFile = regexp.MustCompile(`^(FILE|XML|ZIP|HEADER|TEMPLATE)_`)

// Refusal turns the error of a refused file into the finding that says so, and
// returns false for any other error.
func Refusal(err error) (Finding, bool) {
	var coded *fault.Coded
	if !errors.As(err, &coded) || !aboutFile.MatchString(coded.Code) {
		return Finding{}, false
	}
	return Finding{Code: coded.Code, Severity: cell.Refused, Params: coded.Params}, true
}

// The most findings that are kept one by one. Beyond it they are counted, and
// the returned workbook still marks every error.
const (
	maxFindings   = 50_000
	maxNormalised = 1_000 // of each code, of what was only tidied
)

// log collects findings, bounded.
type log struct {
	list    []Finding
	counts  map[cell.Severity]int
	perCode map[string]int
	dropped int
	// each is called for every finding, also for those not kept.
	each func(Finding)
}

func newLog(each func(Finding)) *log {
	return &log{counts: map[cell.Severity]int{}, perCode: map[string]int{}, each: each}
}

func (l *log) add(f Finding) {
	l.counts[f.Severity]++
	l.perCode[f.Code]++
	if l.each != nil {
		l.each(f)
	}
	if len(l.list) >= maxFindings || f.Severity == cell.Normalised && l.perCode[f.Code] > maxNormalised {
		l.dropped++
		return
	}
	l.list = append(l.list, f)
}
