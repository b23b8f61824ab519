package diagnosis

import "lianzhang/internal/region"

// Result is the diagnosis of one chain in one place. Same input, same result.
type Result struct {
	ID          string        `json:"id"` // chain and place
	Chain       string        `json:"chain"`
	Template    string        `json:"template_version"`
	Region      region.Code   `json:"region"`
	Level       string        `json:"level"`
	Scope       Scope         `json:"scope"`
	Day         string        `json:"day"` // of the judgement: the day on which the newest data arrived
	DataVersion int64         `json:"data_version"`
	Thresholds  ThresholdsRef `json:"thresholds"`
	Base        Base          `json:"base"`
	Counts      Counts        `json:"counts"`
	Nodes       []Verdict     `json:"nodes"`
	Warnings    []Warning     `json:"warnings"`
	Breaks      []Break       `json:"breaks"`
	Sources     []string      `json:"sources"`
}

// ThresholdsRef names the set that judged.
type ThresholdsRef struct {
	Version string `json:"version"`
	Dated   string `json:"dated"`
	SHA256  string `json:"sha256"`
}

// Base is what the economic size of a place was taken from.
type Base struct {
	Kind    string   `json:"kind"` // gdp, library, none
	Year    int64    `json:"year,omitempty"`
	Records []string `json:"records"`
	Peers   int      `json:"peers"` // places of the same level with firms on the chain, itself left out
}

// Counts is how many nodes have each class, and how many are unstable.
type Counts struct {
	Strong    int `json:"strong"`
	Weak      int `json:"weak"`
	Potential int `json:"potential"`
	Missing   int `json:"missing"`
	Unknown   int `json:"unknown"`
	Unstable  int `json:"unstable"`
}

func (c *Counts) add(class Class, unstable bool) {
	switch class {
	case Strong:
		c.Strong++
	case Weak:
		c.Weak++
	case Potential:
		c.Potential++
	case Missing:
		c.Missing++
	default:
		c.Unknown++
	}
	if unstable {
		c.Unstable++
	}
}

// Warning is something a person must see beside the result, and some must be
// answered.
type Warning struct {
	Code   string            `json:"code"`
	Answer bool              `json:"answer"` // must be answered before the result is used
	Params map[string]string `json:"params,omitempty"`
}

// Verdict is the class of one node with everything behind it.
type Verdict struct {
	ID         string    `json:"id"`
	Class      Class     `json:"class"`
	Score      *float64  `json:"score"`   // 0 to 1 over the known parts; null without a firm
	Low        *float64  `json:"low"`     // with every missing part at zero
	High       *float64  `json:"high"`    // with every missing part at one
	Missing    float64   `json:"missing"` // share of the weight that is missing
	Hold       *float64  `json:"hold"`    // share of the draws in which the class holds
	Unstable   bool      `json:"unstable"`
	Confidence string    `json:"confidence"` // high, medium, low
	Basis      Basis     `json:"basis"`
	Reasons    []string  `json:"reasons"`
	Parts      []Part    `json:"parts"`
	Measures   Measures  `json:"measures"`
	Evidence   *Evidence `json:"evidence"`
}

// Part is one part of the score.
type Part struct {
	ID        string   `json:"id"`
	Value     *float64 `json:"value"`
	Unit      string   `json:"unit"` // lq, firms, points, share, share
	Score     *float64 `json:"score"`
	Weight    float64  `json:"weight"`
	Threshold float64  `json:"threshold"` // value that scores 1
	Missing   string   `json:"missing,omitempty"`
}

// Measures are the figures of a node in a place. Null: not known.
type Measures struct {
	Firms         int64    `json:"firms"`
	Qualified     int64    `json:"qualified"`
	WithAmount    int64    `json:"with_amount"`
	Amount        *int64   `json:"amount_fen"` // of the firms with an amount
	NationFirms   int64    `json:"nation_firms"`
	NationAmount  *int64   `json:"nation_amount_fen"`
	NationalShare *float64 `json:"national_share"` // of the nation's node, on the basis
	LocalShare    *float64 `json:"local_share"`    // of the place's whole chain, on the basis
	LQ            *float64 `json:"lq"`
	PeerRank      *float64 `json:"peer_rank"`   // share of peers below
	PeerMedian    *float64 `json:"peer_median"` // location quotient of the median peer
	PeerLQ        *float64 `json:"peer_lq"`     // intensity over the median peer's; null when that is zero
	HHI           *float64 `json:"hhi"`
	CR1           *float64 `json:"cr1"`
	CR3           *float64 `json:"cr3"`
	CR5           *float64 `json:"cr5"`
	Reach         *int     `json:"suppliers_for_75"` // 1 high concentration, 2 or 3 medium
	HighShare     *float64 `json:"high_grade_share"`
	LowShare      *float64 `json:"low_grade_share"`
	MarketShare   *float64 `json:"market_share"` // percent of the domestic market, as stated by products
	Buyers        int      `json:"buyers"`
	SingleSource  int      `json:"single_source_buyers"`
	LocalSupply   *float64 `json:"local_supply"` // share of the place's purchases bought inside it
	Single        bool     `json:"single_firm"`
	Dependence    string   `json:"dependence"` // yes, no, unknown
	Bridge        bool     `json:"bridge"`     // without it what is here falls apart into more pieces
	Hole          bool     `json:"hole"`       // no firm here, while nodes that go into it and nodes it goes into have some
	Constraint    *float64 `json:"constraint"` // Burt's constraint among the nodes present; low: it bridges structural holes
}

// Evidence is the records behind a verdict: all are counted, the first of each
// kind are named.
type Evidence struct {
	Firms      []FirmEvidence `json:"firms"`
	Others     int            `json:"other_firms"` // not named here
	Searches   []SearchRef    `json:"searches"`
	Projects   []ProjectRef   `json:"projects"`
	Institutes []NamedRef     `json:"institutes"`
	Trade      *Dependent     `json:"dependence"`
	Products   []ProductRef   `json:"products"`
	Purchases  int            `json:"purchases"`
	Single     []SingleRef    `json:"single_sources"`
	Beside     []NeighbourRef `json:"neighbours"`
}

// FirmEvidence is a firm that counts on a node.
type FirmEvidence struct {
	ID        string      `json:"id"`
	Placement string      `json:"placement"`
	Name      string      `json:"name"`
	Region    region.Code `json:"region"`
	Amount    *int64      `json:"amount_fen"`
	Sure      float64     `json:"confidence"`
	Grade     string      `json:"value_grade,omitempty"`
	Role      string      `json:"role,omitempty"`
	Rungs     []string    `json:"rungs,omitempty"`
	Listed    bool        `json:"listed,omitempty"`
	Qualified bool        `json:"qualified"`
	Demo      bool        `json:"demo,omitempty"`
}

// SearchRef is a search record and whether it still speaks.
type SearchRef struct {
	ID       string      `json:"id"`
	Region   region.Code `json:"region"`
	On       string      `json:"on"`
	By       string      `json:"by"`
	Coverage float64     `json:"coverage"` // percent
	Found    *int64      `json:"found"`
	Valid    bool        `json:"valid"`
}

// ProjectRef is a project on the node.
type ProjectRef struct {
	ID     string      `json:"id"`
	Name   string      `json:"name"`
	Region region.Code `json:"region"`
	Stage  string      `json:"stage"`
}

// NamedRef is a record with its name.
type NamedRef struct {
	ID     string      `json:"id"`
	Name   string      `json:"name"`
	Region region.Code `json:"region"`
}

// ProductRef is a stated market share.
type ProductRef struct {
	ID    string  `json:"id"`
	Firm  string  `json:"firm"`
	Share float64 `json:"market_share"` // percent
	Grade string  `json:"value_grade,omitempty"`
}

// SingleRef is a buyer with one supplier.
type SingleRef struct {
	Buyer    string `json:"buyer"`
	Supplier string `json:"supplier"`
	Link     string `json:"link"`
}

// NeighbourRef is a node beside this one and whether it is strong.
type NeighbourRef struct {
	ID    string `json:"id"`
	Class Class  `json:"class"`
}
