package sheet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"unicode/utf16"

	"lianzhang/internal/fault"
)

// sniff tells from the bytes what the file is: "xlsx", "csv", or a name that
// [refuseType] has a word for.
func sniff(f *os.File, size int64) (string, error) {
	if size == 0 {
		return "", refuse("FILE_EMPTY")
	}
	head := make([]byte, 8192)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	head = head[:n]
	if n < 4 {
		return "", refuse("FILE_TRUNCATED")
	}
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.bytes)) {
			return m.name, nil
		}
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return "xlsx", nil // openBook looks inside
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return ole(f, size, head)
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), " \t\r\n")
	lower := bytes.ToLower(text[:min(len(text), 1024)])
	switch {
	case bytes.HasPrefix(lower, []byte("<!doctype html")), bytes.HasPrefix(lower, []byte("<html")), bytes.HasPrefix(lower, []byte("<table")), bytes.HasPrefix(lower, []byte("<meta")):
		return "html", nil
	case bytes.HasPrefix(lower, []byte("<?xml")) || bytes.HasPrefix(lower, []byte("<!doctype")):
		if bytes.Contains(lower, []byte("<!doctype")) || bytes.Contains(lower, []byte("<!entity")) {
			return "", refuse("XML_DTD")
		}
		return "xml", nil
	case bytes.HasPrefix(lower, []byte("mime-version:")):
		return "mhtml", nil
	case bytes.HasPrefix(lower, []byte("{\\rtf")):
		return "rtf", nil
	}
	if looksBinary(head) {
		return "binary", nil
	}
	return "csv", nil
}

var magics = []struct{ bytes, name string }{
	{"\xFF\xD8\xFF", "jpg"}, {"\x89PNG", "png"}, {"GIF8", "gif"}, {"%PDF", "pdf"}, {"BM\x00", "bmp"},
	{"Rar!", "rar"}, {"7z\xBC\xAF", "7z"}, {"\x1F\x8B", "gzip"}, {"\x7FELF", "program"}, {"MZ\x90", "program"},
	{"\x09\x08\x10\x00", "xls"}, {"\x09\x04\x06\x00", "xls"}, {"PAR1", "parquet"}, {"SQLite format 3", "sqlite"},
}

// looksBinary tells whether the bytes are no text in any encoding we read.
func looksBinary(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xFF\xFE")) || bytes.HasPrefix(head, []byte("\xFE\xFF")) {
		return false
	}
	if _, ok := utf16Guess(head); ok {
		return false
	}
	odd := 0
	for _, b := range head {
		if b < 0x20 && b != '\t' && b != '\n' && b != '\r' {
			odd++
		}
	}
	return odd*20 > len(head) // a stray control character is a matter of its cell
}

// ole tells the kinds of compound document apart: an encrypted workbook, the
// binary xls (and whether it is protected), Word, or another.
func ole(f *os.File, size int64, head []byte) (string, error) {
	if len(head) < 512 {
		return "", refuse("FILE_TRUNCATED")
	}
	sector := int64(1) << binary.LittleEndian.Uint16(head[30:32])
	first := int64(binary.LittleEndian.Uint32(head[48:52]))
	if sector != 512 && sector != 4096 {
		return "ole", nil
	}
	at := (first + 1) * sector
	if at < 0 || at >= size {
		return "", refuse("FILE_TRUNCATED")
	}
	dir := make([]byte, 16*1024)
	n, err := f.ReadAt(dir, at)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	names := dir[:n]
	has := func(name string) bool { return bytes.Contains(names, utf16Bytes(name)) }
	switch {
	case has("EncryptedPackage"), has("EncryptionInfo"):
		return "", refuse("FILE_ENCRYPTED")
	case has("Workbook"), has("Book"):
		if protected(f, size) {
			return "", refuse("FILE_ENCRYPTED")
		}
		return "xls", nil
	case has("ETExtData"):
		return "et", nil
	case has("WordDocument"):
		return "doc", nil
	case has("PowerPoint Document"):
		return "ppt", nil
	}
	return "ole", nil
}

// protected tells whether a BIFF stream has a FILEPASS record right after its
// beginning, which every reader needs a password for.
func protected(f *os.File, size int64) bool {
	buf := make([]byte, min(size, 64<<10))
	if _, err := f.ReadAt(buf, 0); err != nil && !errors.Is(err, io.EOF) {
		return false
	}
	for at := 512; at+8 <= len(buf); at += 512 {
		if buf[at] != 0x09 || buf[at+1] != 0x08 {
			continue
		}
		for p, n := at, 0; p+4 <= len(buf) && n < 12; n++ {
			id, length := binary.LittleEndian.Uint16(buf[p:]), int(binary.LittleEndian.Uint16(buf[p+2:]))
			if id == 0x2F {
				return true
			}
			p += 4 + length
		}
	}
	return false
}

func utf16Bytes(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

// typeWords name what a file really is, for the sentence of FILE_TYPE.
var typeWords = map[string]string{
	"jpg": "JPG 图片", "png": "PNG 图片", "gif": "GIF 图片", "bmp": "BMP 图片", "pdf": "PDF 文档", "rar": "RAR 压缩包", "7z": "7z 压缩包",
	"gzip": "GZIP 压缩包", "zip": "ZIP 压缩包", "program": "可执行程序", "xls": "Excel 97-2003 工作簿（.xls）", "et": "WPS 表格（.et）",
	"ods": "OpenDocument 表格（.ods）", "numbers": "Numbers 表格", "xlsb": "Excel 二进制工作簿（.xlsb）", "html": "网页（HTML）", "mhtml": "网页（MHTML）", "xml": "XML 文件", "rtf": "RTF 文档",
	"doc": "Word 文档（.doc）", "docx": "Word 文档（.docx）", "ppt": "演示文稿（.ppt）", "pptx": "演示文稿（.pptx）", "ole": "旧版 Office 文档", "binary": "非文本的二进制文件",
	"parquet": "Parquet 数据文件", "sqlite": "SQLite 数据库", "odt": "OpenDocument 文档",
}

// refuseType refuses a file and names what it is.
func refuseType(kind string) *fault.Coded {
	word := typeWords[kind]
	if word == "" {
		word = kind
	}
	return refuse("FILE_TYPE", "type", word, "kind", kind)
}
