package chain

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"lianzhang/internal/fault"
	"lianzhang/internal/region"
)

// Edition is a published version of a chain's map for a region. Its body is
// frozen: the digest tells whether a byte of it was altered.
type Edition struct {
	PID      string      `json:"id"`
	Chain    ID          `json:"chain"`
	Region   region.Code `json:"region"`
	Version  string      `json:"version"`
	Date     string      `json:"date"` // civil day of publication
	Author   string      `json:"author"`
	Note     string      `json:"note,omitempty"`
	SHA256   string      `json:"sha256"`
	Nodes    int         `json:"nodes"`
	Edges    int         `json:"edges"`
	Body     []byte      `json:"-"`
	Sequence int64       `json:"-"`
}

// Freeze makes the body of an edition from a map: the same map gives the same
// bytes and so the same digest.
func (e *Edition) Freeze(t *Template) error {
	body, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("freeze %s: %w", t.ID, err)
	}
	sum := sha256.Sum256(body)
	e.Body, e.SHA256, e.Nodes, e.Edges = body, hex.EncodeToString(sum[:]), len(t.Nodes), len(t.Edges)
	return nil
}

// Map returns the frozen map. A body that does not match its digest is refused
// with EDITION_ALTERED.
func (e *Edition) Map() (*Template, error) {
	sum := sha256.Sum256(e.Body)
	if hex.EncodeToString(sum[:]) != e.SHA256 {
		return nil, fault.New(fault.ErrConflict, "EDITION_ALTERED", "chain", string(e.Chain), "version", e.Version)
	}
	t := &Template{}
	if err := json.Unmarshal(e.Body, t); err != nil {
		return nil, fmt.Errorf("read edition %s of %s: %w", e.Version, e.Chain, err)
	}
	return t, nil
}
