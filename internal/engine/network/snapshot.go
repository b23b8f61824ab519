package network

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"math"
)

// Snapshot is a network as it is kept in a file that loads at once.
//
// The file has a head of 96 bytes and six sections, all little endian:
//
//	 0  "LZNET\r\n\x1a"           24  links
//	 8  version (u32)             32  names, see below
//	12  length of the head (u32)  40  links to oneself dropped, parallel links joined
//	16  firms                     92  checksum of the head before it (u32)
//
// Sections are the row pointers (u32), neighbours (u32) and weights (f64) of the
// links by supplier and then by buyer, each followed by its checksum
// (CRC-32C, u32). A reader refuses versions that it does not know.
type Snapshot struct {
	Net     *Network
	Repairs Repairs // what [Build] had repaired
	Names   uint64  // a number made of the identifiers of the firms, to tell whose network it is
}

const (
	snapshotMagic   = "LZNET\r\n\x1a"
	snapshotVersion = 1
	snapshotHead    = 96
	snapshotChunk   = 1 << 18
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// SnapshotError says why a file is no usable snapshot: it is "foreign" (no
// snapshot at all), "newer" than this program or "damaged".
type SnapshotError struct {
	Reason string
	Detail string
}

func (e *SnapshotError) Error() string { return e.Reason + " snapshot: " + e.Detail }

func damaged(format string, args ...any) error {
	return &SnapshotError{"damaged", fmt.Sprintf(format, args...)}
}

// IsSnapshot tells by the first bytes of a file whether it means to be a snapshot.
func IsSnapshot(head []byte) bool { return bytes.HasPrefix(head, []byte(snapshotMagic[:5])) }

// Write writes the snapshot.
func (s Snapshot) Write(w io.Writer) error {
	head := make([]byte, snapshotHead)
	copy(head, snapshotMagic)
	binary.LittleEndian.PutUint32(head[8:], snapshotVersion)
	binary.LittleEndian.PutUint32(head[12:], snapshotHead)
	for i, v := range []uint64{uint64(s.Net.Len()), uint64(s.Net.Links()), s.Names, uint64(s.Repairs.SelfLinks), uint64(s.Repairs.Parallel)} {
		binary.LittleEndian.PutUint64(head[16+8*i:], v)
	}
	binary.LittleEndian.PutUint32(head[92:], crc32.Checksum(head[:92], castagnoli))
	if _, err := w.Write(head); err != nil {
		return err
	}
	for _, r := range []Rows{s.Net.out, s.Net.in} {
		if err := writeWords(w, r.Ptr); err != nil {
			return err
		}
		if err := writeWords(w, r.Col); err != nil {
			return err
		}
		if err := writeFloats(w, r.Val); err != nil {
			return err
		}
	}
	return nil
}

func writeWords(w io.Writer, words []uint32) error {
	return writeSection(w, len(words), 4, func(b []byte, i int) { binary.LittleEndian.PutUint32(b, words[i]) })
}

func writeFloats(w io.Writer, v []float64) error {
	return writeSection(w, len(v), 8, func(b []byte, i int) { binary.LittleEndian.PutUint64(b, math.Float64bits(v[i])) })
}

// writeSection writes n values of a width and their checksum.
func writeSection(w io.Writer, n, width int, put func(b []byte, i int)) error {
	buf, sum := make([]byte, 0, snapshotChunk), uint32(0)
	for i := 0; i < n; {
		buf = buf[:0]
		for ; i < n && len(buf) < snapshotChunk; i++ {
			buf = buf[:len(buf)+width]
			put(buf[len(buf)-width:], i)
		}
		sum = crc32.Update(sum, castagnoli, buf)
		if _, err := w.Write(buf); err != nil {
			return err
		}
	}
	_, err := w.Write(binary.LittleEndian.AppendUint32(nil, sum))
	return err
}

// ReadSnapshot reads a snapshot of size bytes; both directions are read at the
// same time. A file that is foreign, newer or damaged gives a [*SnapshotError];
// nothing in it is trusted, whatever its checksums say.
func ReadSnapshot(r io.ReaderAt, size int64) (*Snapshot, error) {
	head := make([]byte, snapshotHead)
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, err
	}
	switch {
	case !IsSnapshot(head):
		return nil, &SnapshotError{"foreign", "it begins otherwise"}
	case string(head[:8]) != snapshotMagic:
		return nil, damaged("its line ends were changed, as by a transfer as text")
	case binary.LittleEndian.Uint32(head[8:]) > snapshotVersion:
		return nil, &SnapshotError{"newer", fmt.Sprintf("version %d", binary.LittleEndian.Uint32(head[8:]))}
	case binary.LittleEndian.Uint32(head[92:]) != crc32.Checksum(head[:92], castagnoli):
		return nil, damaged("checksum of the head")
	}
	word := func(i int) uint64 { return binary.LittleEndian.Uint64(head[16+8*i:]) }
	n, e := word(0), word(1)
	if n >= math.MaxUint32 || e > math.MaxUint32 || uint64(size) != snapshotHead+2*directionSize(n, e) {
		return nil, damaged("%d bytes do not hold %d firms and %d links", size, n, e)
	}
	s := &Snapshot{Names: word(2), Repairs: Repairs{SelfLinks: int(word(3)), Parallel: int(word(4))}}
	var rows [2]Rows
	failed := make(chan error, 2)
	for d := range rows {
		go func() {
			var err error
			rows[d], err = readRows(r, snapshotHead+int64(d)*int64(directionSize(n, e)), int(n), int(e))
			failed <- err
		}()
	}
	if err, other := <-failed, <-failed; err != nil || other != nil {
		if err == nil {
			err = other
		}
		return nil, err
	}
	s.Net = &Network{out: rows[0], in: rows[1]}
	return s, nil
}

// directionSize is how many bytes the rows of one direction and their checksums take.
func directionSize(n, e uint64) uint64 { return 4*(n+1) + 4*e + 8*e + 12 }

// readRows reads one direction and checks that it is one.
func readRows(r io.ReaderAt, at int64, n, e int) (Rows, error) {
	rows := Rows{Ptr: make([]uint32, n+1), Col: make([]uint32, e), Val: make([]float64, e)}
	word := func(to []uint32) func([]byte, int) {
		return func(b []byte, i int) {
			part := to[i:]
			for k := range len(b) / 4 {
				part[k] = binary.LittleEndian.Uint32(b[4*k:])
			}
		}
	}
	for _, s := range []struct {
		n, width int
		get      func(b []byte, i int)
	}{
		{n + 1, 4, word(rows.Ptr)},
		{e, 4, word(rows.Col)},
		{e, 8, func(b []byte, i int) {
			part := rows.Val[i:]
			for k := range len(b) / 8 {
				part[k] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*k:]))
			}
		}},
	} {
		if err := readSection(r, at, s.n, s.width, s.get); err != nil {
			return rows, err
		}
		at += int64(s.n*s.width) + 4
	}
	return rows, rows.check(uint32(e))
}

// readSection reads n values of a width at a place and hands them on in chunks,
// with the number of the first.
func readSection(r io.ReaderAt, at int64, n, width int, get func(b []byte, i int)) error {
	buf, sum := make([]byte, snapshotChunk), uint32(0)
	for i := 0; i < n; {
		b := buf[:min(snapshotChunk, (n-i)*width)]
		if _, err := r.ReadAt(b, at); err != nil {
			return err
		}
		sum = crc32.Update(sum, castagnoli, b)
		get(b, i)
		i += len(b) / width
		at += int64(len(b))
	}
	var want [4]byte
	if k, err := r.ReadAt(want[:], at); k < len(want) {
		return err
	}
	if binary.LittleEndian.Uint32(want[:]) != sum {
		return damaged("checksum of the section before byte %d", at)
	}
	return nil
}

// check refuses rows that no [Build] would have made.
func (r Rows) check(e uint32) error {
	n := uint32(len(r.Ptr) - 1)
	if r.Ptr[0] != 0 || r.Ptr[n] != e {
		return damaged("row pointers do not span the links")
	}
	for v := range n {
		if r.Ptr[v] > r.Ptr[v+1] || r.Ptr[v+1] > e {
			return damaged("row pointer of firm %d", v)
		}
		col, val := r.Row(v)
		for k, c := range col {
			if c >= n || c == v || (k > 0 && c <= col[k-1]) || !(val[k] > 0) || math.IsInf(val[k], 1) {
				return damaged("link %d of firm %d", k, v)
			}
		}
	}
	return nil
}
