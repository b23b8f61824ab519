package header

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"lianzhang/internal/fact"
	"lianzhang/internal/intake/cell"
)

// fuzzyFloor is the likeness below which a title is unknown.
const fuzzyFloor = 0.62

// match assigns fields to titles: sure ones first, each field once.
func match(kind *fact.Kind, titles []title, remembered, chosen Memory) Layout {
	var l Layout
	for _, t := range titles {
		if len(t.parts) == 0 {
			continue
		}
		c := Column{Col: t.col, Title: strings.Join(t.parts, "/"), How: Unknown}
		if Normal(c.Title) == ErrorTitle {
			c.How = Passed
			l.Columns = append(l.Columns, c)
			continue
		}
		c.Unit, c.Year = unitOf(c.Title), yearOf(c.Title)
		c.identify(kind, t, remembered, chosen)
		l.Columns = append(l.Columns, c)
	}
	l.settle(titles)
	return l
}

// identify finds the field of a column: by choice, by memory, by name.
func (c *Column) identify(kind *fact.Kind, t title, remembered, chosen Memory) {
	key := Normal(c.Title)
	for _, m := range []struct {
		memory Memory
		how    How
	}{{chosen, Chosen}, {remembered, Remembered}} {
		id, known := m.memory[key]
		if !known {
			id, known = m.memory[c.Title]
		}
		if known && (id == "" || kind.Field(id) != nil) {
			c.Field, c.Confidence, c.How = kind.Field(id), 1, m.how
			return
		}
	}
	candidates := append([]string{strings.Join(t.parts, "")}, t.parts...)
	for _, text := range candidates {
		if f, confidence, how := best(kind, text); confidence > c.Confidence {
			c.Field, c.Confidence, c.How = f, confidence, how
		}
	}
}

// best returns the field that a title names best.
func best(kind *fact.Kind, text string) (*fact.Field, float64, How) {
	key := Normal(text)
	if key == "" {
		return nil, 0, Unknown
	}
	var found *fact.Field
	confidence, how := 0.0, Unknown
	for i := range kind.Fields {
		f := &kind.Fields[i]
		for j, name := range names(f) {
			c, h := likeness(text, key, name)
			if j > 0 && c == 1 {
				c = 0.98
			}
			if c > confidence {
				found, confidence, how = f, c, h
			}
		}
	}
	if confidence < fuzzyFloor {
		return nil, 0, Unknown
	}
	return found, confidence, how
}

func names(f *fact.Field) []string {
	return append([]string{f.Label.Zh, f.Label.En, f.ID}, f.Synonyms...)
}

func likeness(text, key, name string) (float64, How) {
	if text == name {
		return 1, Exact
	}
	other := normalName(name)
	if key == other {
		return 0.95, Normalised
	}
	if len([]rune(key)) < 3 || len([]rune(other)) < 2 {
		return 0, Unknown
	}
	score := cell.Similar(key, other)
	switch {
	case strings.HasSuffix(key, other) && len([]rune(other)) >= 3:
		score = max(score, 0.80)
	case strings.HasPrefix(key, other) && len([]rune(other)) >= 4:
		score = max(score, 0.70)
	}
	return min(score, 0.9), Fuzzy
}

// settle gives each field to its surest column. A second sure one is a
// duplicate; of one figure for several years the latest year is taken.
func (l *Layout) settle(titles []title) {
	rowOf := map[int]int{}
	for _, t := range titles {
		rowOf[t.col] = t.row
	}
	taken := map[string]int{}
	order := make([]int, len(l.Columns))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		ca, cb := l.Columns[a], l.Columns[b]
		if ca.Year != cb.Year && ca.Field == cb.Field && ca.Year != "" && cb.Year != "" {
			return strings.Compare(cb.Year, ca.Year)
		}
		switch {
		case ca.Confidence > cb.Confidence:
			return -1
		case ca.Confidence < cb.Confidence:
			return 1
		}
		return 0
	})
	for _, i := range order {
		c := &l.Columns[i]
		if c.Field == nil {
			continue
		}
		first, again := taken[c.Field.ID]
		if !again {
			taken[c.Field.ID] = i
			l.Score++
			continue
		}
		n := Placed{Row: rowOf[c.Col], Col: c.Col}
		switch other := l.Columns[first]; {
		case c.Year != other.Year:
			n.Note = header(cell.Warned, "HEADER_OTHER_YEAR", c.Title, other.Title)
		case c.How == Fuzzy:
			n.Note = header(cell.Warned, "HEADER_UNKNOWN", c.Title, "")
		default:
			n.Note = header(cell.Wrong, "HEADER_DUPLICATE", c.Title, other.Title)
		}
		l.Notes = append(l.Notes, n)
		c.Field, c.How = nil, Unknown
	}
	for _, c := range l.Columns {
		switch {
		case c.Field == nil && c.How == Unknown && !l.noted(c.Col):
			l.Notes = append(l.Notes, Placed{Row: rowOf[c.Col], Col: c.Col, Note: header(cell.Warned, "HEADER_UNKNOWN", c.Title, "")})
		case c.How == Fuzzy && c.Field != nil:
			n := header(cell.Warned, "HEADER_GUESS", c.Title, "")
			n.Params["field"] = c.Field.Label.Zh
			l.Notes = append(l.Notes, Placed{Row: rowOf[c.Col], Col: c.Col, Note: n})
		}
	}
}

func (l *Layout) noted(col int) bool {
	return slices.ContainsFunc(l.Notes, func(n Placed) bool { return n.Col == col })
}

func header(sev cell.Severity, code, title, other string) cell.Note {
	return cell.Note{Code: code, Severity: sev, Params: map[string]string{"title": title, "other": other}}
}

var (
	brackets = regexp.MustCompile(`[(\[【][^)\]】]*[)\]】]`)
	yearIn   = regexp.MustCompile(`((?:19|20)[0-9]{2})年?度?末?`)
	noise    = regexp.MustCompile(`[\s*＊:：_/、,，.。\-—"'“”]+`)
	unitIn   = regexp.MustCompile(`[(\[（【_/](?:单位[:：])?\s*(百万元|千万元|千元|万元|亿元|元|万美元|亿美元|美元|%|人|万人|家|个|件|项|吨|万吨)\s*(?:人民币)?[)\]）】]?$`)
)

// unitAmid is a unit in brackets that is followed by more words.
var unitAmid = regexp.MustCompile(`[(\[](?:单位:)?\s*([^()\[\]]{0,6}元|%)\s*[)\]]`)

// Normal is the form in which titles are compared: half-width, without blanks,
// brackets and their contents, years, asterisks and other marks.
func Normal(title string) string {
	s := strings.ToLower(norm.NFKC.String(title))
	bare := brackets.ReplaceAllString(s, "")
	bare = yearIn.ReplaceAllString(bare, "")
	bare = noise.ReplaceAllString(bare, "")
	if i := strings.LastIndexAny(s, "_/"); i > 0 && unitIn.MatchString(s) {
		if head := noise.ReplaceAllString(yearIn.ReplaceAllString(brackets.ReplaceAllString(s[:i], ""), ""), ""); head != "" {
			return head
		}
	}
	return bare
}

// normalNames keeps the normal form of the names in the catalog.
var normalNames sync.Map

func normalName(name string) string {
	if n, ok := normalNames.Load(name); ok {
		return n.(string)
	}
	n := Normal(name)
	normalNames.Store(name, n)
	return n
}

// unitOf returns the unit that a title names at its end or in brackets.
func unitOf(title string) string {
	s := norm.NFKC.String(title)
	if m := unitIn.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	if m := unitAmid.FindStringSubmatch(s); m != nil {
		return strings.TrimSpace(m[1])
	}
	return ""
}

func yearOf(title string) string {
	if m := yearIn.FindStringSubmatch(title); m != nil {
		return m[1]
	}
	return ""
}
