package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// scanner is a small reader of XML as spreadsheets write it: tags, attributes
// and text, without building anything. It knows no entities but the five of
// XML and character references; a document type declaration is refused, so
// there is nothing to expand.
type scanner struct {
	r *bufio.Reader
	// name is the local name of the current tag, attrs the bytes after it.
	name, attrs []byte
	closing     bool // </name>
	empty       bool // <name/>
	text        []byte
	cut         bool // text was longer than the limit
	tag         []byte
	keepAtMost  int
}

func newScanner(r io.Reader) *scanner {
	return &scanner{r: bufio.NewReaderSize(r, 64<<10), keepAtMost: 4 * (MaxCell + 1)}
}

var errDamaged = errors.New("damaged XML")

// next reads up to the next tag. With keep the text before it is in s.text.
// It returns io.EOF at the end of the document.
func (s *scanner) next(keep bool) error {
	s.text, s.cut = s.text[:0], false
	for {
		if err := s.until('<', keep); err != nil {
			return err
		}
		again, err := s.readTag(keep)
		if err != nil || !again {
			return err
		}
	}
}

// until reads up to and including delim, keeping the text if asked to.
func (s *scanner) until(delim byte, keep bool) error {
	for {
		part, err := s.r.ReadSlice(delim)
		if err == nil {
			part = part[:len(part)-1]
		}
		if keep {
			s.keep(part)
		}
		if err == nil {
			return nil
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}

func (s *scanner) keep(part []byte) {
	if room := s.keepAtMost - len(s.text); len(part) > room {
		part, s.cut = part[:max(room, 0)], true
	}
	s.text = append(s.text, part...)
}

// keepLiteral keeps character data, in which "&" means itself.
func (s *scanner) keepLiteral(part []byte) {
	s.keep(bytes.ReplaceAll(part, []byte("&"), []byte("&amp;")))
}

// readTag reads a tag after its "<". It returns true for what is no element:
// a comment, a processing instruction or character data.
func (s *scanner) readTag(keep bool) (again bool, err error) {
	s.tag = s.tag[:0]
	for {
		part, err := s.r.ReadSlice('>')
		s.tag = append(s.tag, part...)
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return false, errDamaged
		}
		if len(s.tag) > 0 && s.tag[0] == '!' {
			return true, s.declaration(keep, err == nil)
		}
		if len(s.tag) > maxTag {
			return false, errDamaged
		}
		if err == nil && !openQuote(s.tag) {
			break
		}
	}
	t := s.tag[:len(s.tag)-1]
	if len(t) == 0 {
		return false, errDamaged
	}
	if t[0] == '?' {
		return true, nil
	}
	s.closing, s.empty = t[0] == '/', t[len(t)-1] == '/'
	if s.closing {
		t = t[1:]
	} else if s.empty {
		t = t[:len(t)-1]
	}
	end := bytes.IndexAny(t, " \t\r\n")
	if end < 0 {
		end = len(t)
	}
	s.name, s.attrs = t[:end], t[end:]
	if i := bytes.IndexByte(s.name, ':'); i >= 0 {
		s.name = s.name[i+1:]
	}
	return false, nil
}

// declaration handles "<!": comments are passed over, character data is text,
// anything else is a document type and refused.
func (s *scanner) declaration(keep, ended bool) error {
	var tail string
	switch {
	case bytes.HasPrefix(s.tag, []byte("!--")):
		tail = "--"
	case bytes.HasPrefix(s.tag, []byte("![CDATA[")):
		tail = "]]"
	default:
		return refuse("XML_DTD")
	}
	body := s.tag[len("!--"):]
	if tail == "]]" {
		body = s.tag[len("![CDATA["):]
	}
	for !ended || !bytes.HasSuffix(bytes.TrimSuffix(s.tag, []byte(">")), []byte(tail)) || len(s.tag) < 6 {
		if tail == "]]" && keep {
			s.keepLiteral(body)
		}
		s.tag = append(s.tag[:0], s.tag[max(0, len(s.tag)-2):]...)
		head := len(s.tag)
		part, err := s.r.ReadSlice('>')
		s.tag = append(s.tag, part...)
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return errDamaged
		}
		ended, body = err == nil, s.tag[head:]
	}
	if tail == "]]" && keep {
		s.keepLiteral(bytes.TrimSuffix(body, []byte("]]>")))
	}
	return nil
}

func openQuote(tag []byte) bool {
	if bytes.IndexByte(tag, '"') < 0 && bytes.IndexByte(tag, '\'') < 0 {
		return false
	}
	var open byte
	for _, c := range tag {
		switch {
		case open == 0 && (c == '"' || c == '\''):
			open = c
		case c == open:
			open = 0
		}
	}
	return open != 0
}

// attr returns the raw value of an attribute by local name, nil if missing.
func (s *scanner) attr(name string) []byte {
	a := s.attrs
	for len(a) > 0 {
		a = bytes.TrimLeft(a, " \t\r\n")
		eq := bytes.IndexByte(a, '=')
		if eq < 0 || eq+1 >= len(a) {
			return nil
		}
		key := bytes.TrimRight(a[:eq], " \t\r\n")
		rest := bytes.TrimLeft(a[eq+1:], " \t\r\n")
		if len(rest) == 0 {
			return nil
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return nil
		}
		value := rest[1 : 1+end]
		if i := bytes.IndexByte(key, ':'); i >= 0 {
			key = key[i+1:]
		}
		if string(key) == name {
			return value
		}
		a = rest[2+end:]
	}
	return nil
}

// is tells whether the tag opens (or is) the named element.
func (s *scanner) is(name string) bool { return !s.closing && string(s.name) == name }

// ends tells whether the tag closes the named element.
func (s *scanner) ends(name string) bool { return s.closing && string(s.name) == name }

// unescape appends raw to dst with entities and Excel's _xHHHH_ resolved.
func unescape(dst, raw []byte) []byte {
	if bytes.IndexByte(raw, '&') < 0 && !bytes.Contains(raw, []byte("_x")) {
		return append(dst, raw...)
	}
	for len(raw) > 0 {
		switch {
		case raw[0] == '&':
			end := bytes.IndexByte(raw[:min(len(raw), 12)], ';')
			if end < 0 {
				dst, raw = append(dst, '&'), raw[1:]
				continue
			}
			dst = appendEntity(dst, raw[1:end])
			raw = raw[end+1:]
		case len(raw) >= 7 && raw[0] == '_' && raw[1] == 'x' && raw[6] == '_':
			v, err := strconv.ParseUint(string(raw[2:6]), 16, 32)
			if err != nil {
				dst, raw = append(dst, '_'), raw[1:]
				continue
			}
			dst = utf8.AppendRune(dst, rune(v)) // a surrogate becomes U+FFFD
			raw = raw[7:]
		default:
			next := bytes.IndexAny(raw[1:], "&_")
			if next < 0 {
				return append(dst, raw...)
			}
			dst, raw = append(dst, raw[:next+1]...), raw[next+1:]
		}
	}
	return dst
}

func appendEntity(dst, name []byte) []byte {
	switch string(name) {
	case "amp":
		return append(dst, '&')
	case "lt":
		return append(dst, '<')
	case "gt":
		return append(dst, '>')
	case "quot":
		return append(dst, '"')
	case "apos":
		return append(dst, '\'')
	}
	if len(name) > 1 && name[0] == '#' {
		base, num := 10, name[1:]
		if num[0] == 'x' || num[0] == 'X' {
			base, num = 16, num[1:]
		}
		if v, err := strconv.ParseUint(string(num), base, 32); err == nil && v <= utf8.MaxRune {
			return utf8.AppendRune(dst, rune(v))
		}
	}
	return utf8.AppendRune(dst, utf8.RuneError)
}
