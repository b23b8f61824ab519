package sheet

import (
	"archive/zip"
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

// archive is the guarded inside of an xlsx file: its parts by name.
type archive struct{ parts map[string]*zip.File }

// openArchive reads the directory of the archive and refuses what no workbook
// has: too many parts, names that lead elsewhere, parts too large.
func openArchive(f *os.File, size int64) (*archive, error) {
	if err := countEntries(f, size); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(f, size)
	if err != nil {
		return nil, refuse("FILE_TRUNCATED").Because(err)
	}
	a := &archive{parts: map[string]*zip.File{}}
	seen := map[string]bool{}
	var total uint64
	for _, p := range z.File {
		if err := checkName(p, seen); err != nil {
			return nil, err
		}
		if p.Flags&1 != 0 {
			return nil, refuse("FILE_ENCRYPTED")
		}
		if err := checkSize(p, total); err != nil {
			return nil, err
		}
		total += p.UncompressedSize64
		a.parts[strings.ToLower(p.Name)] = p
	}
	return a, nil
}

// countEntries walks the central directory without keeping it, since the
// count in the trailer can lie.
func countEntries(f *os.File, size int64) error {
	tail := make([]byte, min(size, 66<<10))
	if _, err := f.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	at := strings.LastIndex(string(tail), "PK\x05\x06")
	if at < 0 || at+22 > len(tail) {
		return refuse("FILE_TRUNCATED")
	}
	n := int(binary.LittleEndian.Uint16(tail[at+10:]))
	dirSize, dirAt := int64(binary.LittleEndian.Uint32(tail[at+12:])), int64(binary.LittleEndian.Uint32(tail[at+16:]))
	if n > MaxParts || dirSize > 4<<20 {
		return refuse("FILE_LIMIT", "what", "压缩包内文件数", "limit", fmt.Sprint(MaxParts))
	}
	r := bufio.NewReader(io.NewSectionReader(f, dirAt, size-dirAt))
	var head [46]byte
	for i := 0; ; i++ {
		if _, err := io.ReadFull(r, head[:]); err != nil || string(head[:4]) != "PK\x01\x02" {
			return nil // zip.NewReader has the last word on what is damaged
		}
		if i >= MaxParts {
			return refuse("FILE_LIMIT", "what", "压缩包内文件数", "limit", fmt.Sprint(MaxParts))
		}
		skip := int(binary.LittleEndian.Uint16(head[28:])) + int(binary.LittleEndian.Uint16(head[30:])) + int(binary.LittleEndian.Uint16(head[32:]))
		if _, err := r.Discard(skip); err != nil {
			return nil
		}
	}
}

func checkName(p *zip.File, seen map[string]bool) error {
	name := p.Name
	key := strings.ToLower(path.Clean(strings.ReplaceAll(name, "\\", "/")))
	bad := strings.HasPrefix(name, "/") || strings.HasPrefix(key, "..") || strings.Contains(key, "/../") ||
		strings.Contains(name, ":") || strings.ContainsRune(name, 0) || p.Mode()&fs.ModeSymlink != 0 ||
		seen[key]
	if bad {
		return refuse("ZIP_PATH", "name", printable(name))
	}
	seen[key] = true
	return nil
}

func checkSize(p *zip.File, before uint64) error {
	n := p.UncompressedSize64
	limit := uint64(MaxPart)
	if isSheetPart(p.Name) {
		limit = MaxTotal
	}
	switch {
	case n > limit, before+n > MaxTotal, before+n < before:
		return refuse("FILE_BOMB", "part", printable(p.Name), "size", fmt.Sprint(n>>20))
	case n > RatioFloor && n/max(p.CompressedSize64, 1) > MaxRatio:
		return refuse("FILE_BOMB", "part", printable(p.Name), "size", fmt.Sprint(n>>20))
	}
	return nil
}

func isSheetPart(name string) bool {
	return strings.HasPrefix(strings.ToLower(name), "xl/worksheets/") && strings.HasSuffix(strings.ToLower(name), ".xml")
}

func (a *archive) has(name string) bool { return a.parts[strings.ToLower(name)] != nil }

// hasPrefix tells whether any part lies in the folder.
func (a *archive) hasPrefix(folder string) bool {
	for name := range a.parts {
		if strings.HasPrefix(name, folder) && name != folder {
			return true
		}
	}
	return false
}

// open opens a part for reading. The stream ends with FILE_BOMB when the part
// holds more than its header declares.
func (a *archive) open(name string) (io.ReadCloser, error) {
	p := a.parts[strings.ToLower(strings.TrimPrefix(name, "/"))]
	if p == nil {
		return nil, refuse("FILE_DAMAGED", "part", printable(name))
	}
	r, err := p.Open()
	if err != nil {
		return nil, refuse("FILE_DAMAGED", "part", printable(name)).Because(err)
	}
	return &guarded{ReadCloser: r, name: p.Name, left: int64(p.UncompressedSize64)}, nil
}

// guarded cuts a part at its declared size.
type guarded struct {
	io.ReadCloser
	name string
	left int64
}

func (g *guarded) Read(b []byte) (int, error) {
	if int64(len(b)) > g.left+1 {
		b = b[:g.left+1]
	}
	n, err := g.ReadCloser.Read(b)
	g.left -= int64(n)
	switch {
	case g.left < 0, errors.Is(err, zip.ErrFormat): // archive/zip counts too
		return 0, refuse("FILE_BOMB", "part", printable(g.name), "size", "?")
	case err != nil && !errors.Is(err, io.EOF):
		return n, refuse("FILE_DAMAGED", "part", printable(g.name)).Because(err)
	}
	return n, err
}

// printable shortens a name from the file and takes out what would disturb a screen.
func printable(s string) string {
	clean := strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return '·'
		}
		return r
	}, strings.ToValidUTF8(s, "·"))
	if r := []rune(clean); len(r) > 80 {
		clean = string(r[:80]) + "…"
	}
	return clean
}
