package attachment

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// kind is one type of file that is taken.
type kind struct {
	media      string
	word       string   // for people
	extensions []string // the first is the usual one
	check      func(file) error
}

// file is the bytes under inspection.
type file struct {
	io.ReaderAt
	size int64
	head []byte // the first bytes
	tail []byte // the last, up to 66 kB
}

var (
	pdfKind  = kind{"application/pdf", "PDF", []string{".pdf"}, file.pdf}
	pngKind  = kind{"image/png", "PNG", []string{".png"}, file.png}
	jpegKind = kind{"image/jpeg", "JPEG", []string{".jpg", ".jpeg"}, file.picture}
	gifKind  = kind{"image/gif", "GIF", []string{".gif"}, file.picture}
	docxKind = kind{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word", []string{".docx"}, nil}
	xlsxKind = kind{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel", []string{".xlsx"}, nil}
	pptxKind = kind{"application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint", []string{".pptx"}, nil}
	ofdKind  = kind{"application/ofd", "OFD", []string{".ofd"}, nil}
	textKind = kind{"text/plain", "text", []string{".txt", ".csv", ".md"}, nil}
)

// Types are the extensions that are taken, for a sentence.
func Types() string {
	var all []string
	for _, k := range []kind{pdfKind, ofdKind, docxKind, xlsxKind, pptxKind, pngKind, jpegKind, gifKind, textKind} {
		all = append(all, strings.TrimPrefix(k.extensions[0], "."))
	}
	return strings.Join(all, "、")
}

// Inspect reads a kept file and returns its type by content. It refuses types
// that are not taken, names that say otherwise than the content, pictures too
// large to be drawn, files that are two things at once, and files that carry a
// program or fetch something when they are opened.
func Inspect(path, name string) (media string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return "", err
	}
	x := file{ReaderAt: f, size: st.Size()}
	if x.head, err = x.part(0, 2048); err != nil {
		return "", err
	}
	if x.tail, err = x.part(max(0, x.size-66<<10), 66<<10); err != nil {
		return "", err
	}
	k, err := x.kind()
	if err != nil {
		return "", err
	}
	if !slices.Contains(k.extensions, strings.ToLower(filepath.Ext(name))) {
		return "", refuse("ATTACHMENT_MISMATCH", "name", name, "is", k.word, "extension", k.extensions[0])
	}
	if k.check != nil {
		if err := k.check(x); err != nil {
			return "", err
		}
	}
	return k.media, nil
}

func (x file) part(at, n int64) ([]byte, error) {
	b := make([]byte, min(n, x.size-at))
	if _, err := x.ReadAt(b, at); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return b, nil
}

// kind tells the type by the first bytes.
func (x file) kind() (kind, error) {
	begins := func(mark string) bool { return bytes.HasPrefix(x.head, []byte(mark)) }
	switch {
	case begins("%PDF-"):
		return pdfKind, nil
	case begins("\x89PNG\r\n\x1a\n"):
		return pngKind, nil
	case begins("\xff\xd8\xff"):
		return jpegKind, nil
	case begins("GIF87a"), begins("GIF89a"):
		return gifKind, nil
	case begins("PK\x03\x04"):
		return x.packed()
	case x.text():
		return textKind, nil
	}
	return kind{}, refuse("ATTACHMENT_TYPE", "types", Types())
}

// text tells whether the file is plain text: no control characters, and no
// markup that a browser would take for a page or a picture.
func (x file) text() bool {
	head := bytes.TrimSpace(bytes.TrimPrefix(x.head, []byte("\xef\xbb\xbf")))
	if bytes.HasPrefix(head, []byte("<")) || page(x.head) {
		return false
	}
	buf := make([]byte, 64<<10)
	for at := int64(0); at < x.size; at += int64(len(buf)) {
		n, err := x.ReadAt(buf, at)
		for _, b := range buf[:n] {
			if b < 0x20 && b != '\t' && b != '\n' && b != '\r' || b == 0x7F {
				return false
			}
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return false
		}
	}
	return true
}

// page tells whether bytes hold what a browser takes for a page or a program.
func page(b []byte) bool {
	low := bytes.ToLower(b)
	for _, mark := range []string{"<html", "<script", "<svg", "<!doctype", "<?php", "<iframe"} {
		if bytes.Contains(low, []byte(mark)) {
			return true
		}
	}
	return false
}

// archiveBehind tells whether a zip archive ends where the file ends.
func (x file) archiveBehind() bool {
	at := bytes.LastIndex(x.tail, []byte("PK\x05\x06"))
	return at >= 0 && at+22 <= len(x.tail) && at+22+int(x.tail[at+20])+int(x.tail[at+21])<<8 == len(x.tail)
}

// contains looks for marks anywhere in the file, letters of either case.
func (x file) contains(marks ...string) (bool, error) {
	const keep = 32 // longer than every mark
	buf := make([]byte, keep+64<<10)
	for at := int64(0); at < x.size; at += 64 << 10 {
		n, err := x.ReadAt(buf, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return false, err
		}
		low := bytes.ToLower(buf[:n])
		for _, m := range marks {
			if bytes.Contains(low, []byte(m)) {
				return true, nil
			}
		}
	}
	return false, nil
}
