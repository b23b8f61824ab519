package attachment_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lianzhang/internal/attachment"
	"lianzhang/internal/fault"
)

func picture(t *testing.T, encode func(*bytes.Buffer, image.Image) error) []byte {
	t.Helper()
	m := image.NewPaletted(image.Rect(0, 0, 40, 30), color.Palette{color.White, color.Black})
	m.Set(3, 3, color.Black)
	var b bytes.Buffer
	if err := encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// declared is a PNG whose header says another size than it has.
func declared(small []byte, side uint32) []byte {
	big := bytes.Clone(small)
	binary.BigEndian.PutUint32(big[16:], side)
	binary.BigEndian.PutUint32(big[20:], side)
	binary.BigEndian.PutUint32(big[29:], crc32.ChecksumIEEE(big[12:29]))
	return big
}

func archive(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const types, document = "[Content_Types].xml", "word/document.xml"

func relation(kind, target, mode string) string {
	return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` +
		kind + `" Target="` + target + `" TargetMode="` + mode + `"/></Relationships>`
}

const pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

func TestInspect(t *testing.T) {
	dot := picture(t, func(b *bytes.Buffer, m image.Image) error { return png.Encode(b, m) })
	photo := picture(t, func(b *bytes.Buffer, m image.Image) error { return jpeg.Encode(b, m, nil) })
	moving := picture(t, func(b *bytes.Buffer, m image.Image) error { return gif.Encode(b, m, nil) })
	var book bytes.Buffer
	if err := excelize.NewFile().Write(&book); err != nil {
		t.Fatal(err)
	}
	word := archive(t, types, "<Types/>", document, "<w/>", "word/_rels/document.xml.rels", relation("hyperlink", "https://www.gov.cn/", "External"))
	small := archive(t, "a.html", "<html></html>")
	join := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	for why, c := range map[string]struct {
		name string
		body []byte
		want string // a type, or a code in capitals
	}{
		"a picture":                          {"a.png", dot, "image/png"},
		"a photograph":                       {"a.JPG", photo, "image/jpeg"},
		"a moving picture":                   {"a.gif", moving, "image/gif"},
		"a document":                         {"a.pdf", []byte(pdf), "application/pdf"},
		"a workbook":                         {"a.xlsx", book.Bytes(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		"a letter with a link":               {"a.docx", word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		"a fixed layout":                     {"a.ofd", archive(t, "OFD.xml", "<ofd/>"), "application/ofd"},
		"notes":                              {"a.txt", []byte("会议纪要\r\n一、\t"), "text/plain"},
		"notes of an old machine":            {"a.txt", []byte("\xbb\xe1\xd2\xe9\xbc\xcd\xd2\xaa"), "text/plain"},
		"sixty thousand pixels each way":     {"a.png", declared(dot, 60_000), "ATTACHMENT_PIXELS"},
		"many pixels on short sides":         {"a.png", declared(dot, 20_000), "ATTACHMENT_PIXELS"},
		"a picture cut off":                  {"a.png", dot[:len(dot)-20], "ATTACHMENT_DAMAGED"},
		"a picture called a document":        {"a.pdf", dot, "ATTACHMENT_MISMATCH"},
		"no extension":                       {"a", []byte(pdf), "ATTACHMENT_MISMATCH"},
		"a document and a page":              {"a.pdf", []byte("%PDF-1.4\n%<html><script>alert(1)</script></html>\n" + pdf), "ATTACHMENT_POLYGLOT"},
		"a page before a document":           {"a.pdf", []byte("<html></html>" + pdf), "ATTACHMENT_TYPE"},
		"a document and an archive":          {"a.pdf", join([]byte(pdf), small), "ATTACHMENT_POLYGLOT"},
		"a picture and an archive":           {"a.png", join(dot, small), "ATTACHMENT_POLYGLOT"},
		"a picture and something":            {"a.png", join(dot, []byte("x")), "ATTACHMENT_POLYGLOT"},
		"a photograph and an archive":        {"a.jpg", join(photo, small), "ATTACHMENT_POLYGLOT"},
		"a photograph and a page far behind": {"a.jpg", join(photo, bytes.Repeat([]byte{0}, 65_530), []byte("<SCRIPT>")), "ATTACHMENT_POLYGLOT"},
		"a photograph and a document":        {"a.jpg", join(photo, []byte(pdf)), "ATTACHMENT_POLYGLOT"},
		"something before an archive's end":  {"a.docx", join(word, []byte("x")), "ATTACHMENT_POLYGLOT"},
		"a document that runs a script":      {"a.pdf", []byte(strings.Replace(pdf, "/Type", "/OpenAction<</S/JavaScript/JS(app.alert(1))>>/Type", 1)), "ATTACHMENT_ACTIVE"},
		"a document that starts a program":   {"a.pdf", []byte(strings.Replace(pdf, "/Type", "/A<</S/Launch>>/Type", 1)), "ATTACHMENT_ACTIVE"},
		"a letter with a remote template":    {"a.docx", archive(t, types, "<Types/>", document, "<w/>", "word/_rels/settings.xml.rels", relation("attachedTemplate", "http://x.example/t.dotm", "External")), "ATTACHMENT_REMOTE"},
		"a letter with a remote picture":     {"a.docx", archive(t, types, "<Types/>", document, "<w/>", "word/_rels/document.xml.rels", relation("image", "http://x.example/p.png", "External")), "ATTACHMENT_REMOTE"},
		"a letter with a macro":              {"a.docx", archive(t, types, "<Types/>", document, "<w/>", "word/vbaProject.bin", "x"), "ATTACHMENT_MACRO"},
		"entities in the relationships":      {"a.docx", archive(t, types, "<Types/>", document, "<w/>", "_rels/.rels", `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x/>`), "XML_DTD"},
		"a part that leads elsewhere":        {"a.docx", archive(t, types, "<Types/>", document, "<w/>", "../../x", "x"), "ATTACHMENT_DAMAGED"},
		"an archive":                         {"a.zip", small, "ATTACHMENT_TYPE"},
		"a page":                             {"a.html", []byte("<!DOCTYPE html><html></html>"), "ATTACHMENT_TYPE"},
		"a page called notes":                {"a.txt", []byte("  \n<html></html>"), "ATTACHMENT_TYPE"},
		"a drawing with a script":            {"a.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>`), "ATTACHMENT_TYPE"},
		"a program":                          {"a.exe", []byte("MZ\x90\x00\x03"), "ATTACHMENT_TYPE"},
		"a document of the old kind":         {"a.doc", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00"), "ATTACHMENT_TYPE"},
	} {
		path := filepath.Join(t.TempDir(), "x")
		if err := os.WriteFile(path, c.body, 0o600); err != nil {
			t.Fatal(err)
		}
		media, err := attachment.Inspect(path, c.name)
		var coded *fault.Coded
		if errors.As(err, &coded) {
			media = coded.Code
		}
		if media != c.want {
			t.Errorf("%s: %s %v, want %s", why, media, err, c.want)
		}
	}
}

// A file is kept under its ID with its digest; what is too large or empty
// leaves nothing.
func TestKeep(t *testing.T) {
	dir := t.TempDir()
	size, sum, err := attachment.Keep(dir, "TAAAAAAAAAAAA", strings.NewReader("abc"))
	if err != nil || size != 3 || sum != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("%d %s %v", size, sum, err)
	}
	if body, err := os.ReadFile(attachment.Path(dir, "TAAAAAAAAAAAA")); err != nil || string(body) != "abc" {
		t.Errorf("%q %v", body, err)
	}
	for why, body := range map[string]string{"empty": "", "too large": strings.Repeat("x", attachment.MaxSize+1)} {
		if _, _, err := attachment.Keep(dir, "TBBBBBBBBBBBB", strings.NewReader(body)); err == nil {
			t.Errorf("%s: taken", why)
		}
		if _, err := os.Stat(attachment.Path(dir, "TBBBBBBBBBBBB")); err == nil {
			t.Errorf("%s: left behind", why)
		}
	}
}
