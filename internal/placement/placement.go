// Package placement says which firm sits on which node of a chain, how sure
// that is, and which words decided.
//
// A placement begins as a proposal of the classifier, or as a decision of a
// person or of an imported sheet:
//
//	            ┌─ confirm ─▶ confirmed ◀─┐
//	proposed ───┤                         ├─ a later decision replaces the earlier one
//	            └─ reject ──▶ rejected  ◀─┘
//
// To correct is to reject one node and to confirm another. A new run of the
// classifier changes proposals only; what was decided stays. Each decision
// teaches: the words of the firm's text count for or against the node in the
// next run, see [Lesson].
package placement

import "lianzhang/internal/region"

// Method says where a placement comes from.
type Method string

// The methods. Only a person and an import decide.
const (
	Auto   Method = "auto"
	Person Method = "person"
	Import Method = "import"
)

// State is how far a placement is settled.
type State string

// The states; see the package documentation.
const (
	Proposed  State = "proposed"
	Confirmed State = "confirmed"
	Rejected  State = "rejected"
)

// Placement is one firm on one node of one chain.
type Placement struct {
	ID         int64       `json:"-"`
	PID        string      `json:"id"`
	Firm       string      `json:"firm"` // public ID of the firm
	Chain      string      `json:"chain"`
	Node       string      `json:"node"`
	Region     region.Code `json:"region"`     // of the firm
	Confidence float64     `json:"confidence"` // 0 to 1; see docs/methods/placement.md
	Words      string      `json:"why"`        // what decided, for people
	Method     Method      `json:"method"`
	State      State       `json:"state"`
	Role       string      `json:"role,omitempty"`            // lead, segment, core, member; empty: not known
	ValueGrade string      `json:"value_grade,omitempty"`     // high, middle, low; empty: not known
	Share      *float64    `json:"share_of_output,omitempty"` // share of the firm's output made on this node, 0 to 1; nil: not known
	Source     int64       `json:"-"`                         // 0 when the firm's own text is the source
	Template   string      `json:"template_version,omitempty"`
	DecidedBy  string      `json:"decided_by,omitempty"` // account; empty while proposed
	DecidedAt  int64       `json:"decided_at,omitempty"` // UTC milliseconds; 0 while proposed
	Taught     []string    `json:"-"`                    // words counted in the lessons for this decision
	Version    int64       `json:"version"`
	Demo       bool        `json:"demo"`
}

// Filter chooses placements; empty fields do not restrict.
type Filter struct {
	Firm, Chain, Node string
	Region            region.Code // the place and everything inside it
	State             State
	Standing          bool // leave out what was rejected
	After             int64
	Limit             int // 0: all
}

// Count is how many firms a node has.
type Count struct {
	Node      string `json:"node"`
	Confirmed int    `json:"confirmed"`
	Proposed  int    `json:"proposed"`
}

// Lesson is how often decisions spoke for and against a node when the firm's
// text had the word.
type Lesson struct {
	Word      string `json:"word"`
	Node      string `json:"node"`
	Confirmed int    `json:"confirmed"`
	Rejected  int    `json:"rejected"`
}
