package attachment

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Limits of a packed document.
const (
	maxParts  = 5000
	maxOpened = 200 << 20 // bytes of all parts together
	maxRels   = 1 << 20   // bytes of one list of relationships
)

// packed tells which document an archive is, and refuses archives that are none.
func (x file) packed() (kind, error) {
	if !x.archiveBehind() {
		return kind{}, refuse("ATTACHMENT_POLYGLOT")
	}
	z, err := zip.NewReader(x, x.size)
	if err != nil {
		return kind{}, refuse("ATTACHMENT_DAMAGED").Because(err)
	}
	if err := parts(z); err != nil {
		return kind{}, err
	}
	has := map[string]bool{}
	for _, f := range z.File {
		has[strings.ToLower(f.Name)] = true
	}
	k := kind{}
	switch {
	case has["ofd.xml"]:
		return ofdKind, nil
	case !has["[content_types].xml"]:
		return k, refuse("ATTACHMENT_TYPE", "types", Types())
	case has["word/document.xml"]:
		k = docxKind
	case has["xl/workbook.xml"]:
		k = xlsxKind
	case has["ppt/presentation.xml"]:
		k = pptxKind
	default:
		return k, refuse("ATTACHMENT_TYPE", "types", Types())
	}
	return k, office(z)
}

// parts refuses archives that open into too much or lead elsewhere.
func parts(z *zip.Reader) error {
	var total uint64
	for _, f := range z.File {
		total += f.UncompressedSize64
		if strings.HasPrefix(f.Name, "/") || strings.HasPrefix(path.Clean(strings.ReplaceAll(f.Name, "\\", "/")), "..") {
			return refuse("ATTACHMENT_DAMAGED")
		}
		if len(z.File) > maxParts || total > maxOpened || f.UncompressedSize64 > maxOpened {
			return refuse("FILE_BOMB", "part", "zip", "size", fmt.Sprint(total>>20))
		}
	}
	return nil
}

// office refuses programs inside an office document, and everything that it
// would fetch from elsewhere when it is opened. Links that a reader follows by
// himself stay.
func office(z *zip.Reader) error {
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		switch {
		case strings.HasSuffix(name, "vbaproject.bin"), strings.Contains(name, "/activex/"), strings.HasSuffix(name, "/macrosheets"):
			return refuse("ATTACHMENT_MACRO")
		case strings.HasSuffix(name, ".rels"):
			if err := relationships(f); err != nil {
				return err
			}
		}
	}
	return nil
}

func relationships(f *zip.File) error {
	r, err := f.Open()
	if err != nil {
		return refuse("ATTACHMENT_DAMAGED").Because(err)
	}
	defer r.Close()
	raw, err := io.ReadAll(io.LimitReader(r, maxRels+1))
	if err != nil || len(raw) > maxRels {
		return refuse("ATTACHMENT_DAMAGED").Because(err)
	}
	if bytes.Contains(raw, []byte("<!DOCTYPE")) {
		return refuse("XML_DTD")
	}
	for d := xml.NewDecoder(bytes.NewReader(raw)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return refuse("ATTACHMENT_DAMAGED").Because(err)
		}
		if e, ok := token.(xml.StartElement); ok && remote(e.Attr) {
			return refuse("ATTACHMENT_REMOTE")
		}
	}
}

// remote tells whether a relationship leads out of the document and is no link.
func remote(attrs []xml.Attr) bool {
	outside, link := false, false
	for _, a := range attrs {
		switch a.Name.Local {
		case "TargetMode":
			outside = strings.EqualFold(a.Value, "External")
		case "Type":
			link = strings.HasSuffix(strings.ToLower(a.Value), "/hyperlink")
		}
	}
	return outside && !link
}
