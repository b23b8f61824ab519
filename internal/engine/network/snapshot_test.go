package network_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lianzhang/internal/engine/network"
)

func snapshotBytes(t *testing.T, s network.Snapshot) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func reason(err error) string {
	var s *network.SnapshotError
	if errors.As(err, &s) {
		return s.Reason
	}
	return ""
}

func TestSnapshotComesBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(rt, "firms")
		net, repairs, err := network.Build(n, someLinks(rt, n))
		if err != nil {
			rt.Fatal(err)
		}
		want := &network.Snapshot{Net: net, Repairs: repairs, Names: rapid.Uint64().Draw(rt, "names")}
		b := snapshotBytes(t, *want)
		got, err := network.ReadSnapshot(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(network.Network{})); diff != "" {
			rt.Fatal(diff)
		}
	})
	big := network.Sample(30_000, 3).Net // more than one chunk a section
	b := snapshotBytes(t, network.Snapshot{Net: big})
	got, err := network.ReadSnapshot(bytes.NewReader(b), int64(len(b)))
	if err != nil || !cmp.Equal(big, got.Net, cmp.AllowUnexported(network.Network{})) {
		t.Errorf("a big one: %v", err)
	}
}

// A flip of any one bit is seen, and so is any cut.
func TestSnapshotRefusesDamage(t *testing.T) {
	net, _, err := network.Build(3, []network.Link{{0, 1, 1}, {1, 2, 2}, {0, 2, 5}})
	if err != nil {
		t.Fatal(err)
	}
	whole := snapshotBytes(t, network.Snapshot{Net: net})
	for i := range whole {
		for bit := range 8 {
			b := bytes.Clone(whole)
			b[i] ^= 1 << bit
			if _, err := network.ReadSnapshot(bytes.NewReader(b), int64(len(b))); reason(err) == "" {
				t.Fatalf("byte %d, bit %d: %v", i, bit, err)
			}
		}
		if _, err := network.ReadSnapshot(bytes.NewReader(whole[:i]), int64(i)); reason(err) == "" {
			t.Fatalf("cut at %d: %v", i, err)
		}
	}
}

func TestSnapshotRefusesStrangers(t *testing.T) {
	net, _, err := network.Build(3, []network.Link{{0, 1, 1}})
	if err != nil {
		t.Fatal(err)
	}
	table := crc32.MakeTable(crc32.Castagnoli)
	for name, c := range map[string]struct {
		change func(b []byte)
		reason string
	}{
		"a table":          {func(b []byte) { copy(b, "supplier,buyer") }, "foreign"},
		"a later version":  {func(b []byte) { b[8] = 2 }, "newer"},
		"moved as text":    {func(b []byte) { b[5] = '\n' }, "damaged"},
		"more links":       {func(b []byte) { b[24] = 9 }, "damaged"},
		"countless links":  {func(b []byte) { copy(b[24:], bytes.Repeat([]byte{0xff}, 8)) }, "damaged"},
		"countless firms":  {func(b []byte) { copy(b[16:], bytes.Repeat([]byte{0xff}, 8)) }, "damaged"},
		"an unknown firm":  {func(b []byte) { b[96+4*4+4] = 3 }, "damaged"},
		"itself as buyer":  {func(b []byte) { b[96+4*4+4] = 0 }, "damaged"},
		"a weight of zero": {func(b []byte) { clear(b[96+4*4+4+8:][:8]) }, "damaged"},
		"pointers back":    {func(b []byte) { b[96+4] = 7 }, "damaged"},
	} {
		b := snapshotBytes(t, network.Snapshot{Net: net})
		c.change(b)
		// With checksums made right, so that they are not what gives it away.
		binary.LittleEndian.PutUint32(b[92:], crc32.Checksum(b[:92], table))
		at := 96
		for _, size := range []int{16, 4, 8} {
			binary.LittleEndian.PutUint32(b[at+size:], crc32.Checksum(b[at:at+size], table))
			at += size + 4
		}
		if _, err := network.ReadSnapshot(bytes.NewReader(b), int64(len(b))); reason(err) != c.reason {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := network.ReadSnapshot(bytes.NewReader(nil), 0); reason(err) != "foreign" {
		t.Errorf("an empty file: %v", err)
	}
}
