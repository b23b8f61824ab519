// Package diagnosis says of each node of a chain, for one place, whether it is
// strong, weak, potential, missing or unknown, and how firm that verdict is.
//
// Five parts are measured: scale against nation and peers, depth of suppliers,
// leadership, value of the output, security of supply. Each is scored from 0 to
// 1 by published thresholds; the verdict follows from their weighted mean. What
// cannot be measured is missing: it is neither zero nor average, its weight is
// shared among the rest, and the verdict says how much was missing.
//
//	firms on record ──┬─ score ≥ strong, and nothing forbids it ──▶ strong
//	                  ├─ score low, capability beside it ─────────▶ potential
//	                  └─ otherwise ───────────────────────────────▶ weak
//	no firm on record ┬─ projects or institutes on the node ──────▶ potential
//	                  ├─ searched in time, neighbours strong ─────▶ potential
//	                  ├─ searched in time, none found ────────────▶ missing
//	                  └─ nobody looked ───────────────────────────▶ unknown
//
// The same input gives the same result, bit for bit: sums run in a fixed order,
// products are never fused, and every random draw comes from the seed of the
// thresholds. The formula is published in docs/methods/node-class.md.
package diagnosis

// Class is the verdict on a node.
type Class string

// The five classes.
const (
	Strong    Class = "strong"
	Weak      Class = "weak"
	Potential Class = "potential"
	Missing   Class = "missing"
	Unclear   Class = "unknown"
)

// Classes are all classes, best first.
var Classes = []Class{Strong, Weak, Potential, Missing, Unclear}

// The parts of the score, in the order of every table.
const (
	scale = iota
	depth
	leadership
	value
	security
	parts
)

// PartIDs are the names of the parts in results, in order.
var PartIDs = [parts]string{"scale", "depth", "leadership", "value", "security"}

// Scope says where a firm's figures are counted.
type Scope string // in_place or registered

// The two scopes of statistics: where the plants stand, or where the firm is
// registered.
const (
	InPlace    Scope = "in_place"
	Registered Scope = "registered"
)

// Basis says what the size of a node was measured by.
type Basis string

// The bases: money, or the number of firms when too few amounts are known.
const (
	ByAmount Basis = "amount"
	ByCount  Basis = "count"
)
