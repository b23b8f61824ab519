package plain

import (
	"errors"
	"hash/fnv"
	"io"
	"os"

	"lianzhang/internal/engine/network"
)

// snapshotMagic is how a file begins that [network.IsSnapshot].
const snapshotMagic = "LZNET"

// names is a number made of the identifiers in their order; a snapshot keeps it
// instead of the identifiers, to refuse the firms of another network.
func (f *Firms) names() uint64 {
	h := fnv.New64a()
	for _, id := range f.IDs {
		_, _ = h.Write([]byte(id)) // a hash takes everything
		_, _ = h.Write([]byte{0})
	}
	return h.Sum64()
}

// WriteSnapshot writes the network of the firms of f for reading at once.
func WriteSnapshot(w io.Writer, f *Firms, net *network.Network, repairs network.Repairs) error {
	return network.Snapshot{Net: net, Repairs: repairs, Names: f.names()}.Write(w)
}

func readSnapshot(path string, f *Firms) (*network.Network, network.Repairs, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, network.Repairs{}, missing(path, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, network.Repairs{}, err
	}
	s, err := network.ReadSnapshot(file, info.Size())
	var unusable *network.SnapshotError
	switch {
	case errors.As(err, &unusable) && unusable.Reason == "newer":
		return nil, network.Repairs{}, bad(path, 0, "snapshot_newer", unusable.Detail)
	case errors.As(err, &unusable):
		return nil, network.Repairs{}, bad(path, 0, "snapshot_damaged", unusable.Detail)
	case err != nil:
		return nil, network.Repairs{}, err
	case s.Net.Len() != f.Len() || s.Names != f.names():
		return nil, network.Repairs{}, bad(path, 0, "snapshot_firms", f.Path)
	}
	return s.Net, s.Repairs, nil
}
