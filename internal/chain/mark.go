package chain

// Mark is what a drawing says of one node beside its name. The diagnosis and
// the placement fill it in; a map without marks shows the template alone.
// A nil pointer is unknown and is drawn as "—", never as zero.
type Mark struct {
	Node       NodeID   `json:"node"`
	Class      string   `json:"class,omitempty"` // strong, potential, weak, missing or unknown; empty draws no verdict
	Unstable   bool     `json:"unstable,omitempty"`
	Local      *int     `json:"local,omitempty"`       // firms here
	Nation     *int     `json:"nation,omitempty"`      // firms in the nation
	Share      *float64 `json:"share,omitempty"`       // local share, percent
	PeerMedian *float64 `json:"peer_median,omitempty"` // of the peers' shares, percent
	Lead       string   `json:"lead,omitempty"`        // name of the lead firm
	External   bool     `json:"external,omitempty"`    // depends on supplies from abroad
	Single     bool     `json:"single,omitempty"`      // has one source only
	Backup     bool     `json:"backup,omitempty"`      // a backup supplier stands ready
	Open       int      `json:"open,omitempty"`        // open matters
	Before     string   `json:"before,omitempty"`      // class at the compared date
}

// Marks are the marks of a map, by node.
type Marks map[NodeID]Mark
