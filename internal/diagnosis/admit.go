package diagnosis

import (
	"context"
	"errors"
	"fmt"

	"lianzhang/internal/fault"
)

// UsedSet is a set of thresholds as the database knows it.
type UsedSet struct {
	Version   string
	Dated     string
	SHA256    string
	Body      string
	FirstUsed int64 // data version it first judged
}

// SetTx is what admitting a set asks of a transaction. UsedSet returns
// [fault.ErrNotFound] for a version never used.
type SetTx interface {
	UsedSet(ctx context.Context, version string) (UsedSet, error)
	AddUsedSet(ctx context.Context, set UsedSet) error
}

// Admit lets a set judge the data whose newest part arrived on the day batch
// ("" when there are no data), and registers it at its first use.
//
// It refuses a set dated after that day (THRESHOLDS_YOUNG): thresholds made
// with the data in view can be bent to the wished result. It refuses a set
// whose bytes are not those first used under the same version
// (THRESHOLDS_CHANGED).
func Admit(ctx context.Context, tx SetTx, t *Thresholds, batch string, version int64) error {
	if err := Admissible(ctx, tx, t, batch); !errors.Is(err, errUnused) {
		return err
	}
	set := UsedSet{Version: t.Version, Dated: t.Dated, SHA256: t.SHA256, Body: string(t.Body), FirstUsed: version}
	if err := tx.AddUsedSet(ctx, set); err != nil {
		return fmt.Errorf("register thresholds %s: %w", t.Version, err)
	}
	return nil
}

// errUnused says that a set may be used and was not used before.
var errUnused = errors.New("thresholds never used")

// Unused tells whether err is [Admissible]'s answer for a set that is fine and
// must be registered before its first use.
func Unused(err error) bool { return errors.Is(err, errUnused) }

// Admissible checks what [Admit] checks without writing.
func Admissible(ctx context.Context, tx SetTx, t *Thresholds, batch string) error {
	if batch != "" && t.Dated > batch {
		return fault.New(fault.ErrConflict, "THRESHOLDS_YOUNG", "version", t.Version, "dated", t.Dated, "batch", batch)
	}
	known, err := tx.UsedSet(ctx, t.Version)
	if errors.Is(err, fault.ErrNotFound) {
		return errUnused
	}
	if err != nil {
		return fmt.Errorf("look up thresholds %s: %w", t.Version, err)
	}
	if known.SHA256 != t.SHA256 {
		return fault.New(fault.ErrConflict, "THRESHOLDS_CHANGED", "version", t.Version, "first", known.SHA256[:12], "now", t.SHA256[:12])
	}
	return nil
}
