// Package attachment holds files that hang on a record: a letter of approval,
// a photograph of a site, a signed contract. A file is known by what is in it,
// not by its name: the type is read from its bytes, what carries a program or
// fetches from elsewhere when it is opened is refused, and it is only ever
// handed out to be saved, never shown inside a page.
//
// An attachment is there from the moment its bytes were found good; deleting
// puts it into the bin for as long as a record lies there, then its bytes go.
package attachment

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/fault"
)

// Limits of one file and of one record.
const (
	MaxSize   = 50 << 20 // bytes
	MaxSide   = 30_000   // pixels of a side of a picture
	MaxPixels = 120_000_000
	MaxPer    = 100 // files of one record
)

// Prefix begins the public IDs.
const Prefix = "T"

// Attachment is one file on one record.
type Attachment struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"`    // of the record
	Subject string `json:"subject"` // public ID of the record
	Name    string `json:"name"`    // as given, made safe to show
	Media   string `json:"media"`   // by its content
	Size    int64  `json:"size"`    // bytes
	SHA256  string `json:"sha256"`
	// Class is who may see it: readers of this class and above.
	Class   access.Class `json:"-"`
	Verdict string       `json:"-"` // of the virus scanner
	Account string       `json:"by"`
	At      time.Time    `json:"at"`
	Deleted time.Time    `json:"-"` // zero while it is there
}

// Path is where the bytes lie below the data folder.
func Path(dir, id string) string {
	return filepath.Join(dir, "attachments", id[len(id)-2:], id+".bin")
}

// Keep copies a file into the data folder under the ID of its attachment and
// returns its size and SHA-256. It stops at [MaxSize]; what is refused or cut
// off leaves nothing behind.
func Keep(dir, id string, from io.Reader) (size int64, sum string, err error) {
	path := Path(dir, id)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return 0, "", err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, "", err
	}
	h := sha256.New()
	size, err = io.Copy(io.MultiWriter(f, h), io.LimitReader(from, MaxSize+1))
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	switch {
	case err != nil:
	case size > MaxSize:
		err = refuse("ATTACHMENT_SIZE", "limit", fmt.Sprintf("%d MB", MaxSize>>20))
	case size == 0:
		err = refuse("FILE_EMPTY")
	}
	if err != nil {
		return 0, "", errors.Join(err, os.Remove(path))
	}
	return size, hex.EncodeToString(h.Sum(nil)), nil
}

func refuse(code string, params ...string) *fault.Coded {
	return fault.New(fault.ErrInvalid, code, params...)
}
