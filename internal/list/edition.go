package list

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
)

// State of an edition; the package documentation draws them.
type State string

// States.
const (
	Draft      State = "draft"
	Reviewed   State = "reviewed"
	Signed     State = "signed"
	Published  State = "published"
	Superseded State = "superseded"
	Withdrawn  State = "withdrawn"
)

// Step moves an edition from one state to the next.
type Step string

// Steps.
const (
	Make     Step = "make"
	Redo     Step = "redo" // generate a draft anew from the data of today
	Decide   Step = "decide"
	Review   Step = "review"
	Sign     Step = "sign"
	Publish  Step = "publish"
	Return   Step = "return"
	Withdraw Step = "withdraw"
)

// moves says where each step leads from each state.
var moves = map[Step]map[State]State{
	Redo:     {Draft: Draft},
	Decide:   {Draft: Draft},
	Review:   {Draft: Reviewed},
	Sign:     {Reviewed: Signed},
	Publish:  {Signed: Published},
	Return:   {Reviewed: Draft, Signed: Draft},
	Withdraw: {Draft: Withdrawn, Reviewed: Withdrawn, Signed: Withdrawn},
}

// needs is the role that each step asks for.
var needs = map[Step]access.Role{
	Make: access.Editor, Redo: access.Editor, Decide: access.Editor, Review: access.Editor, Return: access.Editor,
	Sign: access.Admin, Publish: access.Admin, Withdraw: access.Editor,
}

// Edition is a list for one chain and one region, made on one day.
type Edition struct {
	ID          int64       `json:"-"`
	PID         string      `json:"id"`
	List        string      `json:"list"`
	Chain       string      `json:"chain"`
	Region      region.Code `json:"region"`
	State       State       `json:"state"`
	Number      int         `json:"number"` // 0 until published, then 1, 2, 3 …
	Previous    string      `json:"previous,omitempty"`
	DataVersion int64       `json:"data_version"`
	Definition  string      `json:"definition"` // digest of the definition
	Decisions   []Decision  `json:"decisions"`
	Content     Content     `json:"content"`
	SHA256      string      `json:"sha256,omitempty"` // of the content, once published
	Demo        bool        `json:"demo"`
	MadeAt      int64       `json:"made_at"` // UTC milliseconds
	MadeBy      string      `json:"made_by"`
	ChangedAt   int64       `json:"changed_at"`
	Version     int64       `json:"version"` // for If-Match
}

// Taken is a step as recorded.
type Taken struct {
	At    int64  `json:"at"`
	Actor string `json:"actor"`
	Name  string `json:"name"`
	Step  Step   `json:"step"`
	Note  string `json:"note,omitempty"`
}

// Tx is what this package asks of a transaction.
type Tx interface {
	// InForce returns the published edition of the list, or [fault.ErrNotFound].
	InForce(ctx context.Context, list, chain string, place region.Code) (*Edition, error)
	// AddEdition stores a new edition and sets its PID.
	AddEdition(ctx context.Context, e *Edition) error
	// SaveEdition stores a changed edition if it still has that version.
	SaveEdition(ctx context.Context, e *Edition) error
	// AddStep records a step.
	AddStep(ctx context.Context, e *Edition, step Step, note string) error
}

// Begin stores a first draft of a list.
func Begin(ctx context.Context, tx Tx, actor access.Actor, d *Definition, e *Edition) error {
	if err := allowed(actor, Make, e); err != nil {
		return err
	}
	e.State, e.Definition, e.MadeBy = Draft, d.Digest(), actor.Account
	if err := tx.AddEdition(ctx, e); err != nil {
		return err
	}
	return tx.AddStep(ctx, e, Make, "")
}

// Take moves an edition one step. Publishing freezes the content with its
// digest, numbers the edition and supersedes the one in force.
func Take(ctx context.Context, tx Tx, actor access.Actor, e *Edition, step Step, note string) error {
	if err := allowed(actor, step, e); err != nil {
		return err
	}
	next, ok := moves[step][e.State]
	if !ok {
		return fault.New(fault.ErrConflict, "LIST_STATE", "state", string(e.State), "step", string(step))
	}
	if step == Return && note == "" {
		return fault.New(fault.ErrInvalid, "LIST_RETURN_REASON")
	}
	if step == Publish {
		if err := supersede(ctx, tx, e); err != nil {
			return err
		}
		e.SHA256 = e.Content.Digest()
	}
	e.State = next
	if err := tx.SaveEdition(ctx, e); err != nil {
		return err
	}
	return tx.AddStep(ctx, e, step, note)
}

// supersede closes the edition in force and links the new one to it.
func supersede(ctx context.Context, tx Tx, e *Edition) error {
	old, err := tx.InForce(ctx, e.List, e.Chain, e.Region)
	if err != nil {
		if fault.IsNotFound(err) {
			e.Number = 1
			return nil
		}
		return err
	}
	e.Number, e.Previous = old.Number+1, old.PID
	old.State = Superseded
	return tx.SaveEdition(ctx, old)
}

// allowed checks the actor's role and that the place is inside the scope.
func allowed(actor access.Actor, step Step, e *Edition) error {
	if !actor.May(needs[step]) || !actor.Scope.Sees(e.Region) {
		return fault.New(fault.ErrForbidden, "FORBIDDEN")
	}
	return nil
}

// Digest is the SHA-256 of the content's canonical JSON.
func (c *Content) Digest() string {
	raw, err := json.Marshal(c) // maps are written in key order
	if err != nil {
		panic(fmt.Sprintf("list: %v", err)) // cells hold numbers, texts and lists of texts only
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// Digest is the SHA-256 of what the definition decides: subjects, conditions,
// order, limit and columns. Wording does not count.
func (d *Definition) Digest() string {
	type column struct{ ID, Value string }
	decides := struct {
		ID           string
		Of           Subjects
		Where, Aside string
		Order        []Order
		Limit        int
		Columns      []column
	}{d.ID, d.Of, d.Where, d.Aside, d.Order, d.Limit, nil}
	for _, c := range d.Columns {
		decides.Columns = append(decides.Columns, column{c.ID, c.Value})
	}
	raw, err := json.Marshal(decides)
	if err != nil {
		panic(fmt.Sprintf("list: %v", err))
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// NewPID returns a public ID for an edition.
func NewPID() string { return fact.NewPID("Q") }
