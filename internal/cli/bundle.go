package cli

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"lianzhang/internal/fault"
	"lianzhang/internal/store"
)

// A backup is one file: a zip archive with the tables as lines and the files
// of the data folder, and after it the SHA-256 of everything before and a mark.
// One bit changed or one byte missing is found before anything is touched.
const (
	bundleFormat = 1
	bundleMark   = "LZBACKUP"
	trailer      = sha256.Size + len(bundleMark)
)

// manifest says what a backup holds.
type manifest struct {
	Format  int           `json:"format"`
	Program string        `json:"program"`
	Schema  int64         `json:"schema"`
	Made    time.Time     `json:"made"`
	Tables  []store.Table `json:"tables"`
	Files   []bundledFile `json:"files"`
}

type bundledFile struct {
	Path   string `json:"path"` // below the data folder, with slashes
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// kept tells whether a file of the data folder belongs into a backup: not the
// database, whose tables are there, its lock, or what a restore put aside.
func kept(path string) bool {
	return !strings.HasPrefix(path, "lianzhang.") && !strings.HasPrefix(path, asidePrefix) && !strings.HasPrefix(path, ".")
}

// pack writes a backup of db and of the files in dir to w.
func pack(ctx context.Context, db *store.DB, dir string, made time.Time, w io.Writer) (manifest, error) {
	m := manifest{Format: bundleFormat, Program: release, Made: made.UTC()}
	sum := sha256.New()
	all := io.MultiWriter(w, sum)
	z := zip.NewWriter(all)
	z.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestSpeed) })
	var err error
	if m.Schema, _, err = db.Versions(ctx); err != nil {
		return m, err
	}
	if m.Tables, err = db.Dump(ctx, func(name string) (io.Writer, error) { return z.Create("tables/" + name + ".jsonl") }); err != nil {
		return m, err
	}
	if m.Files, err = packFiles(z, dir); err != nil {
		return m, err
	}
	entry, err := z.Create("manifest.json")
	if err != nil {
		return m, err
	}
	enc := json.NewEncoder(entry)
	enc.SetIndent("", " ")
	if err := errors.Join(enc.Encode(m), z.Close()); err != nil {
		return m, err
	}
	_, err = w.Write(append(sum.Sum(nil), bundleMark...))
	return m, err
}

func packFiles(z *zip.Writer, dir string) ([]bundledFile, error) {
	files := []bundledFile{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // a file that was taken away meanwhile, or no folder at all
		}
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil || rel == "." {
			return err
		}
		if rel = filepath.ToSlash(rel); !kept(rel) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() {
			return nil
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		entry, err := z.Create("files/" + rel)
		if err != nil {
			return err
		}
		sum := sha256.New()
		n, err := io.Copy(io.MultiWriter(entry, sum), f)
		files = append(files, bundledFile{rel, n, hex.EncodeToString(sum.Sum(nil))})
		return err
	})
	return files, err
}

// bundle is a backup that was read and found whole.
type bundle struct {
	manifest manifest
	zip      *zip.Reader
	file     *os.File
}

func (b *bundle) Close() error { return b.file.Close() }

// table opens the lines of one table.
func (b *bundle) table(name string) (io.ReadCloser, error) {
	return b.zip.Open("tables/" + name + ".jsonl")
}

// openBundle checks every byte of a backup and opens it.
func openBundle(path string) (_ *bundle, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.New(fault.ErrNotFound, "BACKUP_MISSING", "path", path).Because(err)
	}
	defer func() {
		if err != nil {
			_ = f.Close() // the first error is the one to report
		}
	}()
	damaged := func(why string) error {
		return withCode(ExitIntegrity, fault.New(fault.ErrInvalid, "BACKUP_DAMAGED", "detail", why))
	}
	st, err := f.Stat()
	if err != nil {
		return nil, err
	}
	body := st.Size() - int64(trailer)
	if body <= 0 {
		return nil, damaged("length")
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(f, 0, body)); err != nil {
		return nil, err
	}
	end := make([]byte, trailer)
	if _, err := f.ReadAt(end, body); err != nil {
		return nil, err
	}
	if !bytes.Equal(end, append(sum.Sum(nil), bundleMark...)) {
		return nil, damaged("SHA-256")
	}
	b := &bundle{file: f}
	if b.zip, err = zip.NewReader(io.NewSectionReader(f, 0, body), body); err != nil {
		return nil, damaged(err.Error())
	}
	raw, err := fs.ReadFile(b.zip, "manifest.json")
	if err == nil {
		err = json.Unmarshal(raw, &b.manifest)
	}
	if err != nil {
		return nil, damaged(err.Error())
	}
	if b.manifest.Format != bundleFormat {
		return nil, withCode(ExitConflict, fault.New(fault.ErrConflict, "BACKUP_NEWER", "have", fmt.Sprint(b.manifest.Format)))
	}
	return b, nil
}

// unpackFiles writes the files of a backup below dir.
func (b *bundle) unpackFiles(dir string) error {
	for _, f := range b.manifest.Files {
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) || !kept(f.Path) {
			return withCode(ExitIntegrity, fault.New(fault.ErrInvalid, "BACKUP_DAMAGED", "detail", f.Path))
		}
		if err := b.unpackFile(f, filepath.Join(dir, filepath.FromSlash(f.Path))); err != nil {
			return fmt.Errorf("restore %s: %w", f.Path, err)
		}
	}
	return nil
}

func (b *bundle) unpackFile(f bundledFile, to string) error {
	in, err := b.zip.Open("files/" + f.Path)
	if err != nil {
		return err
	}
	defer in.Close()
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}
