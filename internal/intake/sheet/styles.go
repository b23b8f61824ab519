package sheet

import (
	"fmt"
	"strconv"
	"strings"
)

// format is what the number format of a cell says about its value.
type format uint8

const (
	plain format = iota
	dated
	percented
)

// readStyles reads the number format of each cell style.
func (b *workbook) readStyles() error {
	if !b.has("xl/styles.xml") {
		return nil
	}
	custom := map[int]format{}
	inFormats := false
	return b.each("xl/styles.xml", func(s *scanner) error {
		switch {
		case s.is("numFmt"):
			custom[atoi(s.attr("numFmtId"))] = formatOf(string(unescape(nil, s.attr("formatCode"))))
		case string(s.name) == "cellXfs":
			inFormats = !s.closing
		case inFormats && s.is("xf"):
			if len(b.formats) >= MaxStyles {
				return refuse("FILE_LIMIT", "what", "单元格样式数", "limit", fmt.Sprint(MaxStyles))
			}
			id := atoi(s.attr("numFmtId"))
			f, ok := custom[id]
			if !ok {
				f = builtIn(id)
			}
			b.formats = append(b.formats, f)
		}
		return nil
	})
}

// builtIn gives the formats that every reader knows by number (ECMA-376 18.8.30).
func builtIn(id int) format {
	switch {
	case id == 9 || id == 10:
		return percented
	case id >= 14 && id <= 22, id >= 27 && id <= 36, id >= 45 && id <= 47, id >= 50 && id <= 58:
		return dated
	}
	return plain
}

// formatOf reads a format code. Quoted text, colours and conditions in square
// brackets and escaped signs do not count.
func formatOf(code string) format {
	quoted, bracket := false, false
	code = strings.ToLower(code)
	if strings.Contains(code, "general") {
		return plain
	}
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\', c == '_', c == '*':
			i++
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case c == ';': // the part for negative numbers says nothing new
			return plain
		case strings.IndexByte("ymdhs", c) >= 0:
			return dated
		case c == '%':
			return percented
		}
	}
	return plain
}

func atoi(b []byte) int {
	n, err := strconv.Atoi(string(b))
	if err != nil {
		return -1
	}
	return n
}
