package sheet

import (
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"lianzhang/internal/fault"
)

// workbook is an inspected xlsx archive.
type workbook struct {
	*archive
	file    *File
	parts   []string // part of each sheet
	strings stringTable
	formats []format // by cell style
}

// foreign tells archives that are no workbook apart, by a part they have.
var foreign = []struct{ part, kind string }{
	{"word/", "docx"}, {"ppt/", "pptx"}, {"index/", "numbers"}, {"content.xml", "ods"},
}

// openBook inspects an archive: what it is, what it carries that must not run,
// its sheets and their sizes.
func (f *File) openBook() error {
	a, err := openArchive(f.f, f.size)
	if err != nil {
		return err
	}
	if !a.has("[Content_Types].xml") || !a.has("xl/workbook.xml") && !a.hasPrefix("xl/") {
		for _, k := range foreign {
			if a.has(k.part) || a.hasPrefix(k.part) {
				return refuseType(k.kind)
			}
		}
		return refuseType("zip")
	}
	if a.has("xl/workbook.bin") {
		return refuseType("xlsb")
	}
	if err := f.refuseActive(a); err != nil {
		return err
	}
	b := &workbook{archive: a, file: f}
	f.book = b
	for _, step := range []func() error{b.readWorkbook, b.readStyles, b.readStrings, b.checkRest, b.scanSheets} {
		if err := step(); err != nil {
			return damagedUnlessCoded(err)
		}
	}
	return nil
}

// refuseActive refuses macros and notes links and objects that are left out.
func (f *File) refuseActive(a *archive) error {
	for name := range a.parts {
		if strings.HasSuffix(name, "vbaproject.bin") || strings.HasPrefix(name, "xl/macrosheets/") {
			return refuse("FILE_MACRO")
		}
	}
	for _, w := range []struct{ folder, code string }{
		{"xl/externallinks/", "FILE_EXTERNAL_LINKS"}, {"xl/connections.xml", "FILE_EXTERNAL_LINKS"},
		{"xl/embeddings/", "FILE_OBJECTS"}, {"xl/activex/", "FILE_OBJECTS"},
		{"xl/media/", "FILE_PICTURES"}, {"xl/comments", "FILE_COMMENTS"}, {"xl/threadedcomments/", "FILE_COMMENTS"},
	} {
		if a.has(w.folder) || a.hasPrefix(w.folder) {
			f.warn(w.code)
		}
	}
	return nil
}

// warn notes something about the container once.
func (f *File) warn(code string, params ...string) {
	for _, w := range f.Warnings {
		if w.Code == code && len(params) == 0 {
			return
		}
	}
	f.Warnings = append(f.Warnings, Warning{Code: code, Params: refuse(code, params...).Params})
}

// each reads a part tag by tag.
func (b *workbook) each(part string, visit func(*scanner) error) error {
	r, err := b.open(part)
	if err != nil {
		return err
	}
	defer r.Close()
	s := newScanner(r)
	for {
		err := s.next(false)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = visit(s)
		}
		if errors.Is(err, errEnough) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// errEnough ends [workbook.each] early.
var errEnough = errors.New("enough")

// readWorkbook reads the names of the sheets and finds their parts.
func (b *workbook) readWorkbook() error {
	targets := map[string]string{}
	err := b.each("xl/_rels/workbook.xml.rels", func(s *scanner) error {
		if s.is("Relationship") {
			target := string(unescape(nil, s.attr("Target")))
			if rest, ok := strings.CutPrefix(target, "/"); ok {
				target = rest
			} else {
				target = path.Join("xl", target)
			}
			targets[string(s.attr("Id"))] = target
		}
		return nil
	})
	if err != nil {
		return err
	}
	return b.each("xl/workbook.xml", func(s *scanner) error {
		switch {
		case s.is("workbookPr"):
			v := string(s.attr("date1904"))
			b.file.Date1904 = v == "1" || v == "true"
		case s.is("sheet"):
			part := targets[string(s.attr("id"))]
			if !isSheetPart(part) || !b.has(part) {
				return nil // a chart sheet, or a sheet that is missing
			}
			if len(b.parts) >= MaxSheets {
				return refuse("FILE_LIMIT", "what", "工作表数", "limit", fmt.Sprint(MaxSheets))
			}
			b.parts = append(b.parts, part)
			b.file.Sheets = append(b.file.Sheets, Info{Name: string(unescape(nil, s.attr("name"))), Hidden: strings.Contains(string(s.attr("state")), "idden")})
		}
		return nil
	})
}

// checkRest reads the remaining parts up to their root element, so that none
// with a document type reaches a library later, and one part in full size.
func (b *workbook) checkRest() error {
	for name := range b.archive.parts {
		if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") || isSheetPart(name) {
			continue
		}
		if err := b.each(name, func(*scanner) error { return errEnough }); err != nil {
			return err
		}
	}
	if len(b.parts) == 0 {
		return refuse("FILE_DAMAGED", "part", "xl/workbook.xml")
	}
	return nil
}

// damagedUnlessCoded files a reading error under FILE_DAMAGED.
func damagedUnlessCoded(err error) error {
	var coded *fault.Coded
	if err == nil || errors.As(err, &coded) {
		return err
	}
	return refuse("FILE_DAMAGED", "part", "xlsx").Because(err)
}
