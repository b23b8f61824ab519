package intake

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/attachment"
	"lianzhang/internal/store"
)

// UploadFolder is where files lie while they are uploaded in parts, below the
// data folder.
const UploadFolder = "uploads"

// How long files are kept. An upload nobody continues goes after a day, counted
// from its last byte; the file of an import after thirty days, counted from its
// end, or from its beginning when it never ended; a deleted attachment with the
// bin. A file that nothing knows of goes after a day.
const (
	KeepUploads = 24 * time.Hour
	KeepImports = 30 * 24 * time.Hour
	keepStray   = 24 * time.Hour
)

// Cleaned says what [Clean] removed.
type Cleaned struct {
	Uploads     int   `json:"uploads"`
	Imports     int   `json:"imports"`
	Attachments int   `json:"attachments"`
	Bytes       int64 `json:"bytes"`
}

// Clean removes files of the data folder whose time is over. The rows go first,
// so that a run that is cut off leaves strays, which the next one finds. It may
// run at any time, on several nodes.
func Clean(ctx context.Context, db *store.DB, dir string, now time.Time) (Cleaned, error) {
	var done Cleaned
	var imports, keptImports, gone, kept []string
	err := db.Write(ctx, access.System(), func(tx *store.Tx) (err error) {
		if imports, err = tx.ForgetFiles(ctx, now.Add(-KeepImports)); err != nil {
			return err
		}
		if keptImports, err = tx.ImportIDs(ctx); err != nil {
			return err
		}
		if gone, err = tx.DropAttachments(ctx, now.Add(-store.BinDays*24*time.Hour)); err != nil {
			return err
		}
		kept, err = tx.AttachmentIDs(ctx)
		return err
	})
	if err != nil {
		return done, err
	}
	remove := func(path string, n *int) {
		st, err := os.Stat(path)
		if err == nil {
			err = os.Remove(path)
		}
		if err == nil {
			*n++
			done.Bytes += st.Size()
		}
	}
	for _, id := range imports {
		remove(KeptAt(dir, id), &done.Imports)
	}
	for _, id := range gone {
		remove(attachment.Path(dir, id), &done.Attachments)
	}
	none := set(nil)
	err = errors.Join(
		stray(filepath.Join(dir, UploadFolder), none, now.Add(-KeepUploads), func(path string) {
			n := &done.Uploads
			if strings.HasSuffix(path, ".info") {
				n = new(int) // counted with its bytes
			}
			remove(path, n)
		}),
		stray(filepath.Join(dir, importFolder), set(keptImports), now.Add(-keepStray), func(path string) { remove(path, &done.Imports) }),
		stray(filepath.Join(dir, "attachments"), set(kept), now.Add(-keepStray), func(path string) { remove(path, &done.Attachments) }))
	return done, err
}

func set(ids []string) map[string]bool {
	m := make(map[string]bool, len(ids))
	for _, id := range ids {
		m[id] = true
	}
	return m
}

// stray calls drop for files below a folder that were not written since and
// whose name, up to its extension, nobody knows. The description of an upload is
// as old as the upload's last byte.
func stray(dir string, known map[string]bool, since time.Time, drop func(string)) error {
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		name := strings.TrimSuffix(d.Name(), filepath.Ext(d.Name()))
		at := path
		if body, ok := strings.CutSuffix(path, ".info"); ok {
			if _, err := os.Stat(body); err == nil {
				at = body
			}
		}
		st, err := os.Stat(at)
		if err == nil && !known[name] && st.ModTime().Before(since) {
			drop(path)
		}
		return nil
	})
	return err
}
