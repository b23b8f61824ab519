package sheet

import (
	"errors"
	"io"
	"unicode/utf8"
)

// stringTable keeps the shared strings of a workbook one after another in one
// block, so that a million of them cost their bytes and eight more each.
type stringTable struct {
	block []byte
	ends  []uint32
	long  map[int]bool // cut at the limit of a cell
}

func (t *stringTable) add(text []byte, cut bool) {
	if utf8.RuneCount(text) > MaxCell || cut {
		if t.long == nil {
			t.long = map[int]bool{}
		}
		t.long[len(t.ends)] = true
		text = firstRunes(text, 1000)
	}
	t.block = append(t.block, text...)
	t.ends = append(t.ends, uint32(len(t.block))) // a part has at most 64 MB
}

// get returns string i and whether it was cut; false for a number out of range.
func (t *stringTable) get(i int) (text []byte, cut, ok bool) {
	if i < 0 || i >= len(t.ends) {
		return nil, false, false
	}
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.block[from:t.ends[i]], t.long[i], true
}

// readStrings reads xl/sharedStrings.xml. Phonetic runs are left out; the runs
// of rich text are joined.
func (b *workbook) readStrings() error {
	const part = "xl/sharedStrings.xml"
	if !b.has(part) {
		return nil
	}
	r, err := b.open(part)
	if err != nil {
		return err
	}
	defer r.Close()
	s := newScanner(r)
	var item []byte
	inText, phonetic, cut := false, false, false
	for {
		err := s.next(inText)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if inText && !phonetic && len(item) <= 4*MaxCell {
			item, cut = unescape(item, s.text), cut || s.cut
		}
		inText = false
		switch {
		case s.is("si"):
			item, cut = item[:0], false
			if s.empty {
				b.strings.add(nil, false)
			}
		case s.is("t"):
			inText = !s.empty
		case string(s.name) == "rPh":
			phonetic = !s.closing && !s.empty
		case s.ends("si"):
			b.strings.add(item, cut)
		}
	}
}

// firstRunes returns at most n runes of text.
func firstRunes(text []byte, n int) []byte {
	at := 0
	for ; n > 0 && at < len(text); n-- {
		_, size := utf8.DecodeRune(text[at:])
		at += size
	}
	return text[:at]
}
