package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"lianzhang/internal/attachment"
	"lianzhang/internal/date"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
)

const attachmentColumns = `pid, kind, subject, name, media, size, sha256, class, verdict, account, at, COALESCE(deleted_at, 0)`

func scanAttachment(row interface{ Scan(...any) error }) (attachment.Attachment, error) {
	var a attachment.Attachment
	var at, deleted int64
	err := row.Scan(&a.ID, &a.Kind, &a.Subject, &a.Name, &a.Media, &a.Size, &a.SHA256, &a.Class, &a.Verdict, &a.Account, &at, &deleted)
	a.At = date.FromMillis(at)
	if deleted != 0 {
		a.Deleted = date.FromMillis(deleted)
	}
	return a, err
}

// AddAttachment hangs a kept file on a record that the actor sees, and fills in
// the record's ID, who gave it and when.
func (tx *Tx) AddAttachment(ctx context.Context, a *attachment.Attachment) error {
	r, err := tx.bearer(ctx, a.Kind, a.Subject)
	if err != nil {
		return err
	}
	if a.Class > tx.Actor.Scope.Class {
		return fault.New(fault.ErrForbidden, "FORBIDDEN")
	}
	var n int
	if err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM attachment WHERE kind = $1 AND subject = $2 AND deleted_at IS NULL`, r.Kind, r.PID).Scan(&n); err != nil {
		return fmt.Errorf("count attachments: %w", err)
	}
	if n >= attachment.MaxPer {
		return fault.New(fault.ErrConflict, "ATTACHMENT_MANY", "limit", strconv.Itoa(attachment.MaxPer))
	}
	a.Kind, a.Subject, a.Account, a.At = r.Kind, r.PID, tx.Actor.Account, tx.Now
	_, err = tx.ExecContext(ctx, `INSERT INTO attachment (pid, kind, subject, name, media, size, sha256, class, verdict, account, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		a.ID, a.Kind, a.Subject, a.Name, a.Media, a.Size, a.SHA256, int64(a.Class), a.Verdict, a.Account, date.Millis(a.At))
	if err != nil {
		return fmt.Errorf("attach to %s: %w", a.Subject, err)
	}
	return tx.Act(ctx, "attach", a.Subject, a.ID+" "+a.Name)
}

// bearer is the live record of a public ID that the actor sees.
func (tx *Tx) bearer(ctx context.Context, kind, pid string) (fact.Record, error) {
	k := fact.KindOf(kind)
	if k == nil {
		return fact.Record{}, fault.New(fault.ErrNotFound, "KIND_UNKNOWN", "kind", kind)
	}
	return tx.Record(ctx, tx.Actor.Scope, k, pid)
}

// Attachments returns the files on a record that the actor may see, also those
// that were hung on records merged into it, latest first.
func (tx *Tx) Attachments(ctx context.Context, kind, pid string) ([]attachment.Attachment, error) {
	r, err := tx.bearer(ctx, kind, pid)
	if err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, `WITH RECURSIVE led (subject, into_id) AS (
			SELECT b.subject, r.merged_into FROM (SELECT DISTINCT subject FROM attachment WHERE kind = $1) AS b JOIN `+r.Kind+` AS r ON r.pid = b.subject WHERE r.merged_into IS NOT NULL
			UNION SELECT led.subject, r.merged_into FROM led JOIN `+r.Kind+` AS r ON r.id = led.into_id WHERE r.merged_into IS NOT NULL)
		SELECT `+attachmentColumns+` FROM attachment WHERE kind = $1 AND deleted_at IS NULL AND class <= $3
			AND (subject = $2 OR subject IN (SELECT led.subject FROM led JOIN `+r.Kind+` AS r ON r.id = led.into_id WHERE r.pid = $2))
		ORDER BY id DESC`, r.Kind, r.PID, int64(tx.Actor.Scope.Class))
	if err != nil {
		return nil, fmt.Errorf("list attachments: %w", err)
	}
	return readAttachments(rows)
}

func readAttachments(rows *sql.Rows) ([]attachment.Attachment, error) {
	defer rows.Close()
	list := []attachment.Attachment{}
	for rows.Next() {
		a, err := scanAttachment(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, rows.Err()
}

// Attachment returns one file that is there and that the actor may see: he sees
// its record, and his class reaches the file's. Everything else is
// fault.ErrNotFound alike.
func (tx *Tx) Attachment(ctx context.Context, id string) (attachment.Attachment, error) {
	a, err := tx.anyAttachment(ctx, id)
	if err == nil && !a.Deleted.IsZero() {
		err = fault.New(fault.ErrNotFound, "NOT_FOUND")
	}
	return a, err
}

func (tx *Tx) anyAttachment(ctx context.Context, id string) (attachment.Attachment, error) {
	missing := fault.New(fault.ErrNotFound, "NOT_FOUND")
	a, err := scanAttachment(tx.QueryRowContext(ctx, `SELECT `+attachmentColumns+` FROM attachment WHERE pid = $1`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return a, missing
	}
	if err != nil {
		return a, fmt.Errorf("read attachment: %w", err)
	}
	if _, err := tx.bearer(ctx, a.Kind, a.Subject); errors.Is(err, fault.ErrNotFound) || err == nil && a.Class > tx.Actor.Scope.Class {
		return attachment.Attachment{}, missing
	} else if err != nil {
		return attachment.Attachment{}, err
	}
	return a, nil
}

// RemoveAttachment puts a file into the bin for [BinDays].
func (tx *Tx) RemoveAttachment(ctx context.Context, id string) error {
	a, err := tx.Attachment(ctx, id)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE attachment SET deleted_at = $1 WHERE pid = $2`, date.Millis(tx.Now), id); err != nil {
		return fmt.Errorf("remove attachment: %w", err)
	}
	return tx.Act(ctx, "detach", a.Subject, id+" "+a.Name)
}

// RestoreAttachment takes a file out of the bin.
func (tx *Tx) RestoreAttachment(ctx context.Context, id string) (attachment.Attachment, error) {
	a, err := tx.anyAttachment(ctx, id)
	if err != nil {
		return a, err
	}
	if a.Deleted.IsZero() || a.Deleted.Before(tx.Now.Add(-BinDays*24*time.Hour)) {
		return a, fault.New(fault.ErrNotFound, "BIN_EMPTY", "id", id, "days", strconv.Itoa(BinDays))
	}
	if _, err := tx.ExecContext(ctx, `UPDATE attachment SET deleted_at = NULL WHERE pid = $1`, id); err != nil {
		return a, fmt.Errorf("restore attachment: %w", err)
	}
	a.Deleted = time.Time{}
	return a, tx.Act(ctx, "attach", a.Subject, id+" "+a.Name)
}

// DropAttachments forgets the files that were deleted before an instant and
// returns their IDs, so that their bytes can go.
func (tx *Tx) DropAttachments(ctx context.Context, before time.Time) ([]string, error) {
	return tx.strings(ctx, `DELETE FROM attachment WHERE deleted_at < $1 RETURNING pid`, date.Millis(before))
}

// AttachmentIDs returns the IDs of all files that are kept, also of those in
// the bin, in order.
func (tx *Tx) AttachmentIDs(ctx context.Context) ([]string, error) {
	return tx.strings(ctx, `SELECT pid FROM attachment ORDER BY pid`)
}

// strings reads one column of text.
func (tx *Tx) strings(ctx context.Context, query string, args ...any) ([]string, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, rows.Err()
}

type canonicalAttachment struct {
	attachment.Attachment
	At      struct{} `json:"-"` // no instant
	Class   string   `json:"class"`
	Deleted bool     `json:"deleted,omitempty"`
}

// canonicalAttachments writes what hangs on records, by public ID; the bytes are
// known by their digest.
func (tx *Tx) canonicalAttachments(ctx context.Context, enc *json.Encoder) error {
	rows, err := tx.QueryContext(ctx, `SELECT `+attachmentColumns+` FROM attachment ORDER BY pid`)
	if err != nil {
		return fmt.Errorf("export attachments: %w", err)
	}
	list, err := readAttachments(rows)
	if err != nil {
		return err
	}
	for _, a := range list {
		if err := enc.Encode(map[string]any{"attachment": canonicalAttachment{Attachment: a, Class: a.Class.String(), Deleted: !a.Deleted.IsZero()}}); err != nil {
			return err
		}
	}
	return nil
}
