package sheet

import (
	"fmt"
	"strings"
)

// scanSheets reads every sheet once for its size, what is hidden and which
// cells are merged (which a file says only after the rows), and refuses one
// beyond the limits as soon as it crosses them.
func (b *workbook) scanSheets() error {
	for i, part := range b.parts {
		info := &b.file.Sheets[i]
		if err := b.each(part, func(s *scanner) error { return info.see(s) }); err != nil {
			return err
		}
	}
	return nil
}

// see takes note of one tag of a sheet.
func (info *Info) see(s *scanner) error {
	if s.closing {
		return nil
	}
	switch string(s.name) {
	case "c":
		col, row, ok := splitRef(s.attr("r"))
		if ok {
			info.Cols, info.Rows = max(info.Cols, col), max(info.Rows, row)
		}
		if info.Cols > MaxCols {
			return refuse("FILE_LIMIT", "what", "列数", "limit", fmt.Sprint(MaxCols))
		}
	case "row":
		n := atoi(s.attr("r"))
		if n < 0 {
			n = info.Rows + 1
		}
		info.Rows = max(info.Rows, n)
		if info.Rows > MaxRows {
			return refuse("FILE_LIMIT", "what", "行数", "limit", fmt.Sprint(MaxRows))
		}
		if truthy(s.attr("hidden")) {
			info.HiddenRows++
		}
	case "col":
		if truthy(s.attr("hidden")) {
			info.HiddenCols += max(0, min(atoi(s.attr("max")), 256)-atoi(s.attr("min"))+1)
		}
	case "autoFilter":
		info.Filtered = !s.empty
	case "mergeCell":
		if len(info.Merges) >= MaxMerges {
			return refuse("FILE_LIMIT", "what", "合并单元格数", "limit", fmt.Sprint(MaxMerges))
		}
		if r, ok := parseRange(string(s.attr("ref"))); ok {
			info.Merges = append(info.Merges, r)
		}
	}
	if info.Rows > MaxRows {
		return refuse("FILE_LIMIT", "what", "行数", "limit", fmt.Sprint(MaxRows))
	}
	return nil
}

func truthy(b []byte) bool { return string(b) == "1" || string(b) == "true" }

// splitRef reads "AB12" as column 28, row 12.
func splitRef(ref []byte) (col, row int, ok bool) {
	i := 0
	for ; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		if col = col*26 + int(ref[i]-'A'+1); col > 1<<20 {
			return col, 0, true // far beyond the limit; the caller refuses it
		}
	}
	for ; i < len(ref) && ref[i] >= '0' && ref[i] <= '9'; i++ {
		if row = row*10 + int(ref[i]-'0'); row > 1<<24 {
			break
		}
	}
	return col, row, col > 0 && row > 0
}

func parseRange(ref string) (Range, bool) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return Range{}, false
	}
	c1, r1, ok1 := splitRef([]byte(from))
	c2, r2, ok2 := splitRef([]byte(to))
	return Range{Row1: r1, Col1: c1, Row2: r2, Col2: c2}, ok1 && ok2
}

// Column returns the letters of a column number from 1, "A" for 1.
func Column(n int) string {
	var b []byte
	for ; n > 0; n = (n - 1) / 26 {
		b = append([]byte{byte('A' + (n-1)%26)}, b...)
	}
	return string(b)
}

// Ref returns the name of a cell, "B3" for row 3, column 2.
func Ref(row, col int) string { return fmt.Sprintf("%s%d", Column(col), row) }

// ParseRef is the reverse of [Ref].
func ParseRef(ref string) (row, col int, ok bool) {
	c, r, ok := splitRef([]byte(strings.ToUpper(ref)))
	return r, c, ok && Ref(r, c) == strings.ToUpper(ref)
}
