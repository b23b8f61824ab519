package sheet

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// textFile is an inspected csv.
type textFile struct {
	encoding string // "utf-8", "gb18030", "utf-16le" or "utf-16be"
	bom      int
	sep      rune
	mixed    bool // some lines are in another encoding than the first
}

// openText finds the encoding and the separator of a csv and counts its rows.
func (f *File) openText() error {
	t, err := detect(f.f)
	if err != nil {
		return err
	}
	f.text = t
	if t.sep, err = t.sniffSeparator(f.f); err != nil {
		return err
	}
	f.Encoding, f.Separator = t.encoding, string(t.sep)
	info := Info{Name: "csv"}
	err = t.scan(f.f, func(n int, cells []Cell) error {
		info.Rows, info.Cols = n, max(info.Cols, len(cells))
		return nil
	})
	f.Sheets = []Info{info}
	return err
}

// detect reads the whole file once: valid UTF-8 first, otherwise GB18030. A
// file whose first Chinese line is UTF-8 and where others are not is mixed.
func detect(f *os.File) (*textFile, error) {
	head := make([]byte, 8192)
	n, _ := f.ReadAt(head, 0)
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		return checkUTF8(f, &textFile{encoding: "utf-8", bom: 3})
	case bytes.HasPrefix(head, []byte("\xFF\xFE")):
		return &textFile{encoding: "utf-16le", bom: 2}, nil
	case bytes.HasPrefix(head, []byte("\xFE\xFF")):
		return &textFile{encoding: "utf-16be", bom: 2}, nil
	}
	if name, ok := utf16Guess(head); ok {
		return &textFile{encoding: name}, nil
	}
	return checkUTF8(f, &textFile{encoding: "utf-8"})
}

// checkUTF8 reads line by line and settles the encoding.
func checkUTF8(f *os.File, t *textFile) (*textFile, error) {
	r := bufio.NewReaderSize(io.NewSectionReader(f, int64(t.bom), 1<<40), 1<<20)
	good, bad, firstGood := 0, 0, false
	for {
		line, err := r.ReadSlice('\n')
		if len(line) > 0 && !ascii(line) {
			valid := utf8.Valid(trimPartial(line, err))
			if good+bad == 0 {
				firstGood = valid
			}
			if valid {
				good++
			} else {
				bad++
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil && err != bufio.ErrBufferFull {
			return nil, err
		}
	}
	switch {
	case bad == 0:
	case t.bom > 0 || firstGood:
		t.mixed = true
	default:
		t.encoding = "gb18030"
	}
	return t, nil
}

// trimPartial takes a character off the end that was cut by the buffer.
func trimPartial(line []byte, err error) []byte {
	if err != bufio.ErrBufferFull {
		return line
	}
	for i := 1; i <= 3 && i <= len(line); i++ {
		if utf8.RuneStart(line[len(line)-i]) {
			return line[:len(line)-i]
		}
	}
	return line
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// utf16Guess tells UTF-16 without a mark by its zero bytes.
func utf16Guess(head []byte) (string, bool) {
	if len(head) < 8 {
		return "", false
	}
	var zero [2]int
	for i, b := range head {
		if b == 0 {
			zero[i%2]++
		}
	}
	half := len(head) / 2
	switch {
	case zero[1] > half/5 && zero[0] == 0:
		return "utf-16le", true
	case zero[0] > half/5 && zero[1] == 0:
		return "utf-16be", true
	}
	return "", false
}

// reader returns the decoded text. In a mixed file the bytes pass unchanged
// and the cells that are no UTF-8 are marked.
func (t *textFile) reader(f *os.File) *bufio.Reader {
	raw := io.NewSectionReader(f, int64(t.bom), 1<<40)
	var dec *encoding.Decoder
	switch t.encoding {
	case "gb18030":
		dec = simplifiedchinese.GB18030.NewDecoder()
	case "utf-16le":
		dec = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()
	case "utf-16be":
		dec = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()
	default:
		return bufio.NewReaderSize(raw, 64<<10)
	}
	return bufio.NewReaderSize(dec.Reader(raw), 64<<10)
}

// separators in the order of preference among equals.
var separators = []rune{',', '\t', ';', '，', '|'}

// sniffSeparator takes the separator that most of the first lines share in
// the same number, outside quotes.
func (t *textFile) sniffSeparator(f *os.File) (rune, error) {
	lines := t.sample(f, 30)
	best, bestScore := ',', 0
	for _, sep := range separators {
		counts := map[int]int{}
		for _, line := range lines {
			if n := countOutside(line, sep); n > 0 {
				counts[n]++
			}
		}
		score := 0
		for n, lines := range counts {
			score = max(score, lines*1000+min(n, 999))
		}
		if score > bestScore {
			best, bestScore = sep, score
		}
	}
	return best, nil
}

// sample returns the first lines of the text, however they end.
func (t *textFile) sample(f *os.File, n int) []string {
	buf := make([]byte, 64<<10)
	got, _ := io.ReadFull(t.reader(f), buf)
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(buf[:got]))
	lines := strings.Split(text, "\n")
	if len(lines) > n {
		lines = lines[:n]
	}
	return lines
}

func countOutside(line string, sep rune) int {
	n, quoted := 0, false
	for _, c := range line {
		switch {
		case c == '"':
			quoted = !quoted
		case c == sep && !quoted:
			n++
		}
	}
	return n
}
