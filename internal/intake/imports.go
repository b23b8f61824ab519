package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"lianzhang/internal/access"
	"lianzhang/internal/date"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/intake/cell"
	"lianzhang/internal/intake/header"
	"lianzhang/internal/intake/sheet"
	"lianzhang/internal/scan"
	"lianzhang/internal/store"
)

// States of an import.
const (
	Uploaded   = "uploaded"
	Previewed  = "previewed"
	Committing = "committing"
	Done       = "done"
	Cancelled  = "cancelled"
	Failed     = "failed"
	Undone     = "undone"
)

// importFolder is where files of imports lie, below the data folder.
const importFolder = "imports"

// KeptAt is where the file of an import lies.
func KeptAt(dir, pid string) string { return filepath.Join(dir, importFolder, pid+".bin") }

// Keep copies an upload into the data folder under the ID of its import and
// returns its path, size and SHA-256. It stops with FILE_LIMIT at the largest
// size that is taken.
func Keep(dir, pid string, from io.Reader) (path string, size int64, sum string, err error) {
	path = KeptAt(dir, pid)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", 0, "", err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", 0, "", err
	}
	h := sha256.New()
	size, err = io.Copy(io.MultiWriter(f, h), io.LimitReader(from, sheet.MaxUpload+1))
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil && size > sheet.MaxUpload {
		err = refuse("FILE_LIMIT", "what", "文件大小", "limit", fmt.Sprintf("%d MB", sheet.MaxUpload>>20))
	}
	if err != nil {
		return "", 0, "", errors.Join(err, os.Remove(path))
	}
	return path, size, hex.EncodeToString(h.Sum(nil)), nil
}

// Sum returns size and SHA-256 of a file that stays where it is.
func Sum(path string) (size int64, sum string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, "", fault.New(fault.ErrNotFound, "FILE_MISSING", "file", path).Because(err)
	}
	defer f.Close()
	h := sha256.New()
	size, err = io.Copy(h, f)
	return size, hex.EncodeToString(h.Sum(nil)), err
}

// input rebuilds what a stored import is checked with.
func input(ctx context.Context, tx *store.Tx, im *store.Import) (Input, error) {
	in := Input{Path: im.Path, Name: im.FileName, Kind: fact.KindOf(im.Kind), Verdict: scan.Verdict(im.Verdict), Account: im.Account, Today: date.Today(tx.Now)}
	if err := json.Unmarshal(im.Options, &in.Options); err != nil {
		return in, fmt.Errorf("options of import %s: %w", im.PID, err)
	}
	memory, err := tx.HeaderMemory(ctx, im.Kind)
	if err != nil {
		return in, err
	}
	in.Remembered, in.Scope = header.Memory(memory), tx.Actor.Scope
	if system := access.System(); im.Account == system.Account {
		in.Scope = system.Scope
	} else if im.Account != "" && im.Account != tx.Actor.Account { // a job acts for who asked for it
		owner, err := tx.Account(ctx, im.Account)
		if err != nil {
			return in, err
		}
		in.Scope = owner.Actor().Scope
	}
	return in, nil
}

// Look checks a stored import and fills in its report; the caller saves it in a
// transaction that writes. Nothing is written to the records.
func Look(ctx context.Context, tx *store.Tx, im *store.Import) (*Report, error) {
	in, err := input(ctx, tx, im)
	if err != nil {
		return nil, err
	}
	if in.AsOf != "" && !goodPeriod(in.AsOf) {
		return nil, fault.New(fault.ErrInvalid, "PERIOD_INVALID", "text", in.AsOf)
	}
	if err := in.goodChoices(); err != nil {
		return nil, err
	}
	report, err := Preview(ctx, tx, in, nil)
	if err != nil {
		return nil, err
	}
	if report.Basis, err = basis(ctx, tx, &in); err != nil {
		return nil, err
	}
	if err := sameFile(ctx, tx, im, report); err != nil {
		return nil, err
	}
	return report, fill(im, report)
}

// sameFile warns when the same content was imported before.
func sameFile(ctx context.Context, tx *store.Tx, im *store.Import, report *Report) error {
	earlier, err := tx.EarlierImport(ctx, im.SHA256, im.Kind, im.ID)
	if errors.Is(err, fault.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	at := earlier.CreatedAt.In(date.Shanghai).Format("2006-01-02 15:04")
	report.Findings = append([]Finding{finding("", 0, 0, "", note(cell.Warned, "FILE_SAME", "at", at, "import", earlier.PID, "file", earlier.FileName))}, report.Findings...)
	report.Warnings++
	return nil
}

// fill copies the counters of a report into its import.
func fill(im *store.Import, r *Report) error {
	raw, err := json.Marshal(r)
	if err != nil {
		return err
	}
	im.Report = raw
	im.Rows, im.New, im.Changed, im.Same = int64(r.Rows), int64(r.New), int64(r.Changed), int64(r.Same)
	im.Errors, im.Warnings = int64(r.Errors), int64(r.Warnings)
	return nil
}

// Save stores an import with the findings of its report.
func Save(ctx context.Context, tx *store.Tx, im *store.Import, r *Report) error {
	if err := tx.SaveImport(ctx, im); err != nil {
		return err
	}
	severities, bodies := make([]string, len(r.Findings)), make([]string, len(r.Findings))
	for i := range r.Findings {
		raw, err := json.Marshal(stored{r.Findings[i], r.Findings[i].Params})
		if err != nil {
			return err
		}
		severities[i], bodies[i] = string(r.Findings[i].Severity), string(raw)
	}
	return tx.PutFindings(ctx, im.ID, severities, bodies)
}

// stored is a finding with its facts, as it is kept.
type stored struct {
	Finding
	Facts map[string]string `json:"facts,omitempty"`
}

// ReadFinding reads a stored finding.
func ReadFinding(body string) (Finding, error) {
	var s stored
	err := json.Unmarshal([]byte(body), &s)
	s.Finding.Params = s.Facts
	return s.Finding, err
}

// Take commits a stored import in the transaction of tx and closes it. The
// caller rolls back on an error and calls [Fail] in another transaction.
func Take(ctx context.Context, tx *store.Tx, im *store.Import, progress func(rows int)) (*Report, error) {
	if im.State != Previewed && im.State != Committing && im.State != Uploaded {
		return nil, wrongState(im)
	}
	in, err := input(ctx, tx, im)
	if err != nil {
		return nil, err
	}
	report, source, err := Commit(ctx, tx, in, im.ID, im.Account, progress)
	if err != nil {
		return report, err
	}
	if err := fill(im, report); err != nil {
		return nil, err
	}
	im.State, im.Source, im.EndedAt = Done, source, tx.Now
	for title, field := range in.Columns {
		if err := tx.RememberHeader(ctx, im.Kind, header.Normal(title), field); err != nil {
			return nil, err
		}
	}
	if err := tx.SaveImport(ctx, im); err != nil {
		return nil, err
	}
	return report, tx.Act(ctx, "import.commit", im.PID, fmt.Sprintf("%s rows=%d new=%d changed=%d", im.Kind, im.Rows, im.New, im.Changed))
}

// TakeBack undoes a committed import: its claims are withdrawn, and records on
// which others built since are named.
func TakeBack(ctx context.Context, tx *store.Tx, im *store.Import) (store.Undone, error) {
	if im.State != Done {
		return store.Undone{}, wrongState(im)
	}
	undone, err := tx.WithdrawImport(ctx, im.ID)
	if err != nil {
		return undone, err
	}
	raw, err := json.Marshal(undone)
	if err != nil {
		return undone, err
	}
	im.State, im.Undone, im.EndedAt = Undone, string(raw), tx.Now
	if err := tx.SaveImport(ctx, im); err != nil {
		return undone, err
	}
	return undone, tx.Act(ctx, "import.undo", im.PID, fmt.Sprintf("claims=%d deleted=%d conflicts=%d", undone.Claims, undone.Deleted, len(undone.Conflicts)))
}

// wrongState says that an import cannot do that now.
func wrongState(im *store.Import) error {
	return fault.New(fault.ErrConflict, "IMPORT_STATE", "id", im.PID, "state", im.State)
}

// May tells whether the actor may import.
func May(actor access.Actor) error {
	if !actor.May(access.Editor) {
		return fault.New(fault.ErrForbidden, "FORBIDDEN")
	}
	return nil
}
