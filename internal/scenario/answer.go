package scenario

import (
	"lianzhang/internal/engine/reconstruct"
	"lianzhang/internal/region"
	"lianzhang/internal/supply"
)

// Figure is a computed amount: by the links on record alone, and between which
// values it lies when missing links are drawn.
type Figure struct {
	Value float64 `json:"value"`
	Band  *Band   `json:"band,omitempty"` // nil without draws
}

// Band is a [reconstruct.Band] on the wire.
type Band struct {
	Low    float64 `json:"low"`
	Middle float64 `json:"middle"`
	High   float64 `json:"high"`
	Level  float64 `json:"level"`
}

// figureOf makes a figure of the plain value and those of the draws.
func figureOf(value float64, draws []float64, level float64) Figure {
	f := Figure{Value: value}
	if b, ok := reconstruct.BandOf(draws, level); ok {
		f.Band = &Band{b.Low, b.Middle, b.High, b.Level}
	}
	return f
}

// Loss is what is lost of something that firms have on record: yuan of output
// or tax a year, or jobs. Of is the whole on record; Unknown counts the firms
// that are hit and have nothing on record.
type Loss struct {
	Lost    Figure  `json:"lost"`
	Of      float64 `json:"of"`
	Unknown int     `json:"unknown"`
}

// Extent is what a place loses.
type Extent struct {
	Region region.Code `json:"region"`
	Firms  int         `json:"firms"` // on record there
	Hit    Figure      `json:"hit"`   // firms that lose at least a tenth
	Output Loss        `json:"output"`
	Tax    Loss        `json:"tax"`
	Jobs   Loss        `json:"jobs"`
}

// FirmLoss is what happens to a firm: shares of its normal activity.
type FirmLoss struct {
	PID    string      `json:"id"`
	Name   string      `json:"name"`
	Region region.Code `json:"region"`
	Node   string      `json:"node,omitempty"` // of the chain asked for
	Demo   bool        `json:"demo,omitempty"`
	Shock  float64     `json:"shock"`            // what it lost at the start
	Down   float64     `json:"down"`             // through its suppliers, plain network
	Up     float64     `json:"up"`               // through its customers
	Mean   *float64    `json:"mean,omitempty"`   // mean loss over the draws
	Often  *float64    `json:"often,omitempty"`  // share of the draws in which it loses at least a tenth
	Output *float64    `json:"output,omitempty"` // yuan of output lost, plain; nil when its output is unknown
}

// NodeLoss is what a node of the chain loses in the place asked for: the share
// of the output of its firms, or of the firms when no output is on record.
type NodeLoss struct {
	Node  string `json:"node"`
	Name  string `json:"name"`
	Firms int    `json:"firms"`
	Lost  Figure `json:"lost"`
	By    string `json:"by" enum:"output,firms"`
}

// SectorLoss is what a sector loses in the whole nation.
type SectorLoss struct {
	Code string `json:"code"`
	Name string `json:"name"`
	Lost Figure `json:"lost"`
}

// Day is one day of the course: production as a share of a normal day, of the
// firms of the place asked for and of all firms on record. Day -1 is before.
type Day struct {
	Day    int     `json:"day"`
	Here   float64 `json:"here"`
	Nation float64 `json:"nation"`
}

// MissingFact is a purchase whose supplier, once known, would narrow the band
// of the lost output most.
type MissingFact struct {
	Firm     string      `json:"firm"` // public ID of the buyer
	Name     string      `json:"name"`
	Region   region.Code `json:"region"`
	Sector   string      `json:"sector"` // of the missing supplier
	Title    string      `json:"title"`  // name of the sector
	Amount   float64     `json:"amount"` // yuan a year, estimated
	Explains float64     `json:"explains"`
}

// Backup is a firm that could take over from one that fails.
type Backup struct {
	For      string      `json:"for"` // public ID of the firm that fails
	PID      string      `json:"id"`
	Name     string      `json:"name"`
	Region   region.Code `json:"region"`
	Node     string      `json:"node"`
	Grade    string      `json:"grade" enum:"equal,degraded,unknown" doc:"same grade or better; lower grade; grade not on record"`
	Mutual   bool        `json:"mutual" doc:"each could take over from the other at the same grade"`
	Near     string      `json:"near" enum:"county,city,province,nation" doc:"the smallest place that has both"`
	Output   *float64    `json:"output,omitempty" doc:"yuan a year; absent when unknown"`
	Supplies bool        `json:"supplies" doc:"already supplies one of the customers"`
	Demo     bool        `json:"demo,omitempty"`
}

// Risk is how much of the economy of the place hangs on one firm.
type Risk struct {
	PID        string      `json:"id"`
	Name       string      `json:"name"`
	Region     region.Code `json:"region"`
	Node       string      `json:"node"`
	Demo       bool        `json:"demo,omitempty"`
	Index      Figure      `json:"index"` // ESRI, share of the output on record in the place
	Down       float64     `json:"down"`
	Up         float64     `json:"up"`
	Iterations int         `json:"iterations"`
	Rank       [2]int      `json:"rank"` // best and worst rank that the bands allow
}

// Answer is what came out.
type Answer struct {
	Ask         Ask             `json:"ask"`
	DataVersion int64           `json:"data_version"`
	Day         string          `json:"day"`   // civil day of the newest record
	Rules       string          `json:"rules"` // version of the input importance
	RulesSum    string          `json:"rules_sha256"`
	Coverage    supply.Coverage `json:"coverage"`
	Shocked     int             `json:"shocked"`
	Iterations  int             `json:"iterations"`
	Warnings    []string        `json:"warnings"` // codes, see the catalog of messages

	Here    *Extent       `json:"here,omitempty"`   // the place asked for
	Nation  *Extent       `json:"nation,omitempty"` // left out when it is the same
	Firms   []FirmLoss    `json:"firms,omitempty"`  // the largest losses first
	Nodes   []NodeLoss    `json:"nodes,omitempty"`
	Sectors []SectorLoss  `json:"sectors,omitempty"`
	Course  []Day         `json:"course,omitempty"`
	Survive *int          `json:"survive,omitempty" doc:"days on which firms that did not fail still serve final demand in full; absent when they do to the end"`
	Recover *int          `json:"recover,omitempty" doc:"days until all production is back for good; absent when it is not within the days asked for"`
	Facts   []MissingFact `json:"facts,omitempty"`
	Backups []Backup      `json:"backups,omitempty"`
	Risks   []Risk        `json:"risks,omitempty"`
}
