package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"lianzhang/internal/fault"
)

// Lock keeps the data folder for this process until it is closed or ends,
// however it ends. A second process is refused.
func Lock(dir string) (interface{ Close() error }, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, Explain(fmt.Errorf("make data folder: %w", err))
	}
	f, err := os.OpenFile(filepath.Join(dir, "lianzhang.lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, Explain(fmt.Errorf("lock data folder: %w", err))
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		holder, _ := os.ReadFile(f.Name()) // who it is only helps; without it the refusal stands
		return nil, errors.Join(fault.New(fault.ErrConflict, "DB_LOCKED", "dir", dir, "pid", strings.TrimSpace(string(holder))), f.Close())
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock data folder: %w", err), f.Close())
	}
	if err := f.Truncate(0); err == nil {
		_, _ = fmt.Fprintln(f, os.Getpid()) // only for people to read
	}
	return f, nil
}

// Room returns the free bytes of the disk that holds dir, and the name of its
// file system when it is one of the network, on which SQLite's locks do not hold.
func Room(dir string) (free uint64, network string, err error) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		return 0, "", err
	}
	kinds := map[int64]string{0x6969: "NFS", 0xff534d42: "CIFS", 0xfe534d42: "SMB2", 0x517b: "SMB", 0x65735546: "FUSE", 0x01021997: "9P", 0x00c36400: "Ceph"}
	return st.Bavail * uint64(st.Bsize), kinds[int64(st.Type)&0xffffffff], nil
}
