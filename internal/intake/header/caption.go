package header

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"lianzhang/internal/fact"
	"lianzhang/internal/intake/cell"
	"lianzhang/internal/intake/sheet"
)

var (
	unitLine      = regexp.MustCompile(`(?:计量)?单\s*位\s*[:：]\s*([^\s,，;；)）、/]+)`)
	indicatorLine = regexp.MustCompile(`^指标\s*[:：]\s*(.+)$`)
	quarter       = regexp.MustCompile(`((?:19|20)[0-9]{2})年?第?([一二三四1-4])季度?|((?:19|20)[0-9]{2})\s*[Qq]([1-4])`)
	monthTitle    = regexp.MustCompile(`((?:19|20)[0-9]{2})年([0-9]{1,2})月`)
	yearHead      = regexp.MustCompile(`^((?:19|20)[0-9]{2})年?度?$`)
	trailingUnit  = regexp.MustCompile(`^(.*?)[(_]([^()_]*)\)?$`)
)

// captions reads the lines above the header: unit, indicator, period.
func captions(rows []sheet.Row) Captions {
	var c Captions
	for _, r := range rows {
		for _, x := range r.Cells {
			text := strings.TrimSpace(norm.NFKC.String(x.Text))
			if text == "" {
				continue
			}
			c.Lines = append(c.Lines, text)
			if m := unitLine.FindStringSubmatch(text); m != nil && !strings.Contains(text, "填报单位") {
				c.Unit = m[1]
			}
			if m := indicatorLine.FindStringSubmatch(text); m != nil {
				c.Indicator, c.Unit = splitUnit(m[1], c.Unit)
			}
			if p := Period(text); p != "" {
				c.Period = p
			}
		}
	}
	return c
}

// Period returns the period that a text names: "2025Q3", "2025-09" or "2025",
// or "" when it names none or a span ("最近20年").
func Period(text string) string {
	if m := quarter.FindStringSubmatch(text); m != nil {
		if m[3] != "" {
			return m[3] + "Q" + m[4]
		}
		n := strings.IndexAny("一二三四", m[2])
		if n >= 0 {
			return m[1] + "Q" + strconv.Itoa(n/3+1)
		}
		return m[1] + "Q" + m[2]
	}
	if m := monthTitle.FindStringSubmatch(text); m != nil {
		if len(m[2]) == 1 {
			m[2] = "0" + m[2]
		}
		return m[1] + "-" + m[2]
	}
	if m := regexp.MustCompile(`((?:19|20)[0-9]{2})年`).FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// splitUnit takes the unit in brackets off the end of an indicator's name.
func splitUnit(text, fallback string) (name, unit string) {
	m := trailingUnit.FindStringSubmatch(strings.TrimSpace(norm.NFKC.String(text)))
	if m == nil || m[2] == "" || m[1] == "" {
		return strings.TrimSpace(text), fallback
	}
	return strings.TrimSpace(m[1]), strings.TrimSpace(m[2])
}

// spread recognises wide tables of statistics: one row for a place (and a
// year), one column for each year or each indicator.
func spread(kind *fact.Kind, l *Layout, rows []sheet.Row) {
	if kind.Name != "statistic" || !l.Has("region") || l.Has("value") {
		return
	}
	years := 0
	for _, c := range l.Columns {
		if c.Field == nil && yearHead.MatchString(strings.TrimSpace(c.Title)) {
			years++
		}
	}
	for i := range l.Columns {
		c := &l.Columns[i]
		if c.Field != nil && (c.How != Fuzzy || c.Field.ID == "region" || c.Field.ID == "year") || c.How == Passed {
			continue
		}
		m := yearHead.FindStringSubmatch(strings.TrimSpace(c.Title))
		switch {
		case years >= 2 && m != nil && l.Captions.Indicator != "":
			y, _ := strconv.ParseInt(m[1], 10, 64)
			c.Spread = &Spread{Year: y, Indicator: l.Captions.Indicator, Unit: l.Captions.Unit}
		case years == 0 && figures(rows, l.Row, c.Col) && (l.Has("year") || len(l.Captions.Period) >= 4) && !l.Has("indicator"):
			name, unit := splitUnit(c.Title, l.Captions.Unit)
			c.Spread = &Spread{Indicator: name, Unit: unit}
		default:
			continue
		}
		c.Field, c.How, c.Confidence = kind.Field("value"), Normalised, 0.9
		l.Score++
	}
	kept := l.Notes[:0]
	for _, n := range l.Notes {
		if c := l.column(n.Col); c == nil || c.Spread == nil || n.Severity == cell.Wrong {
			kept = append(kept, n)
		}
	}
	l.Notes = kept
}

// figures tells whether most of the first cells below a title are numbers.
func figures(rows []sheet.Row, header, col int) bool {
	numbers, others := 0, 0
	for _, r := range rows {
		if r.N <= header || col > len(r.Cells) || r.Cells[col-1].Kind == sheet.Empty {
			continue
		}
		if _, err := strconv.ParseFloat(strings.ReplaceAll(r.Cells[col-1].Text, ",", ""), 64); err == nil {
			numbers++
		} else {
			others++
		}
	}
	return numbers >= others
}

func (l *Layout) column(col int) *Column {
	for i := range l.Columns {
		if l.Columns[i].Col == col {
			return &l.Columns[i]
		}
	}
	return nil
}
